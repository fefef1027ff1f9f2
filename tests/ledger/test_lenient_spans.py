"""When a contract begins and ends, in one cell or two."""

from __future__ import annotations

from datetime import date

import pytest

from bureau.ledger.entry import Entry, EntryFault, Spill
from bureau.ledger.lenient.spans import parse_edge, parse_span
from bureau.ledger.types import Date
from tests.ledger.test_types import FewNames

THREE_YEARS = (date(2025, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "2025.1.1—2027.12.31",
        "2025-01-01-2027-12-31",
        "2025-01-01 - 2027-12-31",
        "２０２５．１．１～２０２７．１２．３１",
        "自2025年1月1日起至2027年12月31日止",
        "二〇二五年一月一日至二〇二七年十二月三十一日",
        "20250101-20271231",
        "2025年元月—2027年12月底",
        "2025.1.1-2027.12.31（三年）",
        "2025年1月1日起三年",
        "2025年1月1日（3年）",
        "2025/1/1，为期36个月",
    ],
)
def test_a_whole_term_in_one_cell(text: str) -> None:
    assert parse_span(text, year=None) == THREE_YEARS


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2026.3.1-12.31", (date(2026, 3, 1), date(2026, 12, 31))),
        ("2025年1月1日至长期", (date(2025, 1, 1), None)),
        ("2024年2月29日起一年", (date(2024, 2, 29), date(2025, 2, 27))),
        ("三年", None),
        ("2025年1月1日", None),
        ("2027.12.31—2025.1.1", None),
    ],
)
def test_terms_that_say_less(text: str, found: tuple[date, date | None] | None) -> None:
    assert parse_span(text, year=None) == found


def test_a_bare_month_is_its_first_or_last_day() -> None:
    edge = {"year": None, "month": None}
    assert parse_edge("2025年2月", "begins", **edge) == date(2025, 2, 1)
    assert parse_edge("2024年2月", "ends", **edge) == date(2024, 2, 29)
    assert parse_edge("2027年12月初", "ends", **edge) == date(2027, 12, 1)
    assert parse_edge("长期", "ends", **edge) is None
    with pytest.raises(EntryFault):
        parse_edge("长期", "begins", **edge)


def test_one_day_is_no_term() -> None:
    """2026-10-16 could be parted into 2026-10 and 16."""
    begins, entry = Date(edge="begins", until="ends_on"), Entry(None, FewNames())
    assert begins.parse("2026-10-16", entry) == "2026-10-16"
    assert begins.parse("2026-10-16至2027-10-15", entry) == Spill(
        "2026-10-16", {"ends_on": "2027-10-15"}
    )
    assert Date(edge="ends").parse("2026-10-16至2027-10-15", entry) == "2027-10-15"
    with pytest.raises(EntryFault):
        begins.parse("三年", entry)
