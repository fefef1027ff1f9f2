"""Checks of a row against other records: a day under a contract, terms that must not overlap."""

from __future__ import annotations

import pytest

from bureau.ledger.checks import NOTHING, Covered, Fault, Grouped, NoOverlap
from bureau.ledger.entry import Value

COVERED = Covered(
    blame="found_on",
    ledger="contracts",
    agree=(("part", "section"),),
    begins="begins_on",
    ends="ends_on",
    reason="该日无合同",
    suggestion="请核对日期",
)
APART = NoOverlap(
    blame="begins_on",
    ledger="contracts",
    agree=("section",),
    begins="begins_on",
    ends="ends_on",
    itself=("number",),
    label="number",
    reason="与“{other}”的期限重叠",
)


class Contracts:
    """Three contracts of section 1 (the last one open) and one of section 2."""

    rows: tuple[dict[str, Value], ...] = (
        {"id": 11, "section": 1, "number": "A", "begins_on": "2026-01-01", "ends_on": "2026-03-31"},
        {"id": 12, "section": 1, "number": "B", "begins_on": "2026-05-01", "ends_on": "2026-12-31"},
        {"id": 13, "section": 1, "number": "C", "begins_on": "2027-01-01", "ends_on": None},
        {"id": 14, "section": 2, "number": "D", "begins_on": "2026-06-01", "ends_on": "2026-06-30"},
    )

    def grouped(self, ledger: str, by: tuple[str, ...], columns: tuple[str, ...]) -> Grouped:
        assert ledger == "contracts"
        found: dict[tuple[Value, ...], list[tuple[Value, ...]]] = {}
        for row in self.rows:
            key = tuple(row[name] for name in by)
            found.setdefault(key, []).append(tuple(row[name] for name in columns))
        return found


@pytest.mark.parametrize(
    ("part", "day", "wrong"),
    [
        (1, "2025-12-31", True),
        (1, "2026-01-01", False),
        (1, "2026-03-31", False),
        (1, "2026-04-01", True),  # between two contracts
        (1, "2026-04-30", True),
        (1, "2026-05-01", False),
        (1, "2026-12-31 23:59", False),  # a moment counts for its day
        (1, "2099-01-01", False),  # an open end
        (2, "2026-05-01", True),  # another section's contract is none
        (3, "2026-06-15", True),
        (-1, "2026-06-15", True),  # a name that is new has no contract yet
        (None, "2026-06-15", False),
        (2, None, False),
    ],
)
def test_a_day_lies_within_a_contract_of_its_section(
    part: int | None, day: str | None, wrong: bool
) -> None:
    fault = COVERED.fault({"part": part, "found_on": day}, Contracts())
    assert fault == (Fault("found_on", "该日无合同", "请核对日期") if wrong else None)


def test_without_records_no_day_is_covered() -> None:
    assert COVERED.fault({"part": 1, "found_on": "2026-06-01"}, NOTHING) is not None


@pytest.mark.parametrize(
    ("begin", "end", "other"),
    [
        ("2026-04-01", "2026-04-30", None),  # exactly the gap
        ("2026-03-31", "2026-04-30", "A"),
        ("2026-04-01", "2026-05-01", "B"),
        ("2026-04-01", None, "B"),
        ("2025-01-01", "2025-12-31", None),
        ("2030-01-01", "2030-12-31", "C"),
        (None, "2026-12-31", None),
    ],
)
def test_terms_of_one_section_do_not_overlap(
    begin: str | None, end: str | None, other: str | None
) -> None:
    row: dict[str, Value] = {"section": 1, "number": "N", "begins_on": begin, "ends_on": end}
    fault = APART.fault(row, Contracts())
    assert (fault and fault.reason) == (other and f"与“{other}”的期限重叠")
    assert APART.fault({**row, "section": 3}, Contracts()) is None


def test_a_record_is_not_in_its_own_way() -> None:
    longer: dict[str, Value] = {"section": 1, "begins_on": "2026-05-01", "ends_on": "2026-12-30"}
    assert APART.fault({**longer, "id": 12, "number": "B2"}, Contracts()) is None
    assert APART.fault({**longer, "number": "B"}, Contracts()) is None  # as a file knows it
    assert APART.fault({**longer, "id": 13, "number": "C"}, Contracts()) is not None
    assert APART.fault({**longer, "number": None}, Contracts()) is not None
