"""Checks of a row: required fields first, then the rules, each with its field and its reason."""

from __future__ import annotations

import pytest

from bureau.ledger.checks import (
    CHECKS,
    Fault,
    FilledWith,
    NeedsWhen,
    NotBefore,
    NotMore,
    OnlyWhen,
)
from bureau.ledger.declaration import Field, Ledger
from bureau.ledger.entry import Value
from bureau.ledger.types import Choice, Date, Lines, Text

LATE = NotBefore(blame="due_on", other="found_on", reason="整改期限早于发现日期")
NEEDS = NeedsWhen(blame="closed_on", other="state", items=(6,), reason="已整改却没有完成时间")
ONLY = OnlyWhen(blame="closed_on", other="state", items=(6,), reason="有完成时间，状态却不是已整改")
CASES = Ledger(
    name="cases",
    title="案件",
    department="market",
    label="address",
    fields=(
        Field(key="found_on", title="发现日期", type=Date(), required=True),
        Field(key="address", title="地点", type=Text(), required=True),
        Field(key="due_on", title="整改期限", type=Date()),
        Field(key="state", title="状态", type=Choice(catalogue="state")),
        Field(key="closed_on", title="完成时间", type=Date()),
        Field(key="counts", title="明细", type=Lines(catalogue="count"), required=True),
    ),
    checks=(LATE, NEEDS, ONLY),
)


@pytest.mark.parametrize(
    ("due", "found", "wrong"),
    [
        ("2026-10-07", "2026-10-08", True),
        ("2026-10-08", "2026-10-08", False),
        ("2026-10-09", "2026-10-08", False),
        (None, "2026-10-08", False),
        ("2026-10-07", None, False),
        ("2026-10-08", "2026-10-08 09:30", False),  # a day and a moment: the days decide
        ("2026-10-08 09:00", "2026-10-08 09:30", True),
    ],
)
def test_a_date_that_must_not_be_earlier(due: str | None, found: str | None, wrong: bool) -> None:
    fault = LATE.fault({"due_on": due, "found_on": found})
    assert (fault is not None) == wrong
    if fault is not None:
        assert fault == Fault(
            "due_on", f"整改期限早于发现日期（{due} 早于 {found}）", "请核对两个日期"
        )


@pytest.mark.parametrize(
    ("state", "closed", "missing", "surplus"),
    [
        (6, None, True, False),
        (6, "2026-10-08", False, False),
        (5, None, False, False),
        (5, "2026-10-08", False, True),
        (None, "2026-10-08", False, False),
        (None, None, False, False),
    ],
)
def test_a_field_that_goes_with_a_state(
    state: int | None, closed: str | None, missing: bool, surplus: bool
) -> None:
    row = {"state": state, "closed_on": closed}
    assert (NEEDS.fault(row) is not None) == missing
    assert (ONLY.fault(row) is not None) == surplus


def test_required_fields_come_before_rules() -> None:
    row = {"found_on": None, "due_on": "2026-10-07", "state": 6}
    assert [(fault.field, fault.reason) for fault in CASES.faults(row)] == [
        ("found_on", "“发现日期”没有填"),
        ("address", "“地点”没有填"),
    ]


def test_all_rules_that_are_broken_are_named() -> None:
    row: dict[str, Value] = {
        "found_on": "2026-10-08",
        "address": "解放路",
        "due_on": "2026-10-01",
        "state": 6,
    }
    assert [fault.field for fault in CASES.faults(row)] == ["due_on", "closed_on"]
    sound = {**row, "due_on": "2026-10-09", "closed_on": "2026-10-09"}
    assert CASES.faults(sound) == []


def test_every_check_is_known_by_its_kind() -> None:
    assert all(kind == CHECKS[kind].kind for kind in CHECKS)
    assert {LATE.kind, NEEDS.kind, ONLY.kind} <= set(CHECKS)
    for check in (LATE, NEEDS, ONLY):
        assert set(check.reads) <= set(CASES.by_key)
        assert check.blame in check.reads


@pytest.mark.parametrize(
    ("righted", "closed", "wrong"),
    [
        (None, "2026-10-08", True),
        ("2026-10-07", "2026-10-08", False),
        (None, None, False),
        ("2026-10-07", None, False),
    ],
)
def test_a_field_that_goes_with_another(
    righted: str | None, closed: str | None, wrong: bool
) -> None:
    check = FilledWith(blame="righted_on", other="closed_on", reason="没有整改完成，不能销号")
    found = check.fault({"righted_on": righted, "closed_on": closed})
    assert (found == Fault("righted_on", "没有整改完成，不能销号")) is wrong


@pytest.mark.parametrize(
    ("dark", "due", "wrong"), [(5, 4, True), (4, 4, False), (5, None, False), (None, 4, False)]
)
def test_a_part_that_is_more_than_the_whole(dark: int | None, due: int | None, wrong: bool) -> None:
    check = NotMore(blame="dark", other="due", reason="未亮比应亮还多")
    assert (check.fault({"dark": dark, "due": due}) is not None) is wrong
