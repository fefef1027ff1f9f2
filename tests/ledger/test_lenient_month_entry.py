"""Months as people write them, and marks that are given or taken."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from bureau.ledger.entry import EntryFault, Raw
from bureau.ledger.lenient.month_entry import month_after, parse_month
from bureau.ledger.types import Month, Scaled
from tests.ledger.test_types import ENTRY, NAMES

TODAY = date(2026, 10, 8)


@pytest.mark.parametrize(
    "raw",
    [
        "2026-10", "2026年10月", "2026.10", "2026/10", "202610", 202610, 202610.0, "26年10月",
        "２０２６年１０月", "二〇二六年十月", "2026 10", "2026年10月份", "10月", "10", 10, "十月",
        "本月", "2026-10-31", "2026年10月8日", date(2026, 10, 31), datetime(2026, 10, 1, 9, 30),
    ],
)  # fmt: skip
def test_the_many_ways_to_write_a_month(raw: Raw) -> None:
    assert parse_month(raw, today=TODAY, year=2026) == date(2026, 10, 1)


@pytest.mark.parametrize(
    ("raw", "month"),
    [
        ("上月", date(2026, 9, 1)),
        ("下个月", date(2026, 11, 1)),
        ("2026.1", date(2026, 1, 1)),
        ("12月", date(2026, 12, 1)),
        ("十二月", date(2026, 12, 1)),
        ("2027年2月", date(2027, 2, 1)),
    ],
)
def test_other_months(raw: Raw, month: date) -> None:
    assert parse_month(raw, today=TODAY, year=2026) == month


@pytest.mark.parametrize(
    "raw", ["2026", "2026-13", "13", "0", "2026年", "秋天", True, "2026-10,2026-11"]
)
def test_what_names_no_month(raw: Raw) -> None:
    with pytest.raises(EntryFault, match="看不出是哪一个月"):
        parse_month(raw, today=TODAY, year=2026)


@pytest.mark.parametrize("raw", [2026.1, Decimal("2026.1")])
def test_a_number_in_a_cell_may_be_january_or_october(raw: Raw) -> None:
    with pytest.raises(EntryFault, match="1 月还是 10 月"):
        parse_month(raw, today=None, year=2026)


@pytest.mark.parametrize("raw", ["10月", "10", 10])
def test_a_month_without_a_year_is_not_guessed(raw: Raw) -> None:
    with pytest.raises(EntryFault, match="没有写年份"):
        parse_month(raw, today=None, year=None)


def test_a_spreadsheet_knows_no_today() -> None:
    with pytest.raises(EntryFault):
        parse_month("上月", today=None, year=2026)


def test_months_run_over_the_end_of_a_year() -> None:
    assert month_after(date(2026, 12, 31), 1) == date(2027, 1, 1)
    assert month_after(date(2026, 1, 31), -1) == date(2025, 12, 1)


def test_a_month_is_kept_as_its_first_day_and_shown_as_a_month() -> None:
    kind = Month()
    stored = kind.parse("10月", ENTRY)
    assert stored == "2026-10-01"
    assert (kind.show(stored, NAMES), kind.plain(stored, NAMES)) == ("2026-10", "2026-10")
    assert kind.cell(stored, NAMES) == date(2026, 10, 1)
    assert (kind.show(None, NAMES), kind.plain(None, NAMES)) == ("", None)


# -- marks -----------------------------------------------------------------------------------------

PLUS_MINUS = Scaled(scale=2, minimum=None, unit="分")
TAKEN = Scaled(scale=2, unit="分", absolute=True)


@pytest.mark.parametrize(
    ("raw", "signed", "taken"),
    [
        ("0.5", 50, 50),
        ("0.5分", 50, 50),
        (24.93, 2493, 2493),
        ("扣2分", -200, 200),
        ("扣 0.5", -50, 50),
        ("减1", -100, 100),
        ("加1分", 100, 100),
        ("-2", -200, 200),
        ("−2分", -200, 200),
        ("－2", -200, 200),
        (-2, -200, 200),
        ("＋1", 100, 100),
        ("(2)", -200, 200),
        ("0", 0, 0),
    ],
)
def test_marks_given_and_taken(raw: Raw, signed: int, taken: int) -> None:
    assert PLUS_MINUS.parse(raw, ENTRY) == signed
    assert TAKEN.parse(raw, ENTRY) == taken


@pytest.mark.parametrize("raw", ["扣-2", "扣", "加扣1", "扣2分1次", "约2"])
def test_marks_that_are_no_number(raw: Raw) -> None:
    with pytest.raises(EntryFault):
        PLUS_MINUS.parse(raw, ENTRY)


@pytest.mark.parametrize("raw", ["扣2分", "-2", -2])
def test_only_what_is_declared_so_takes_a_minus(raw: Raw) -> None:
    with pytest.raises(EntryFault):
        Scaled(scale=2, unit="分").parse(raw, ENTRY)
    assert Scaled(scale=2, absolute=True, maximum=1000).parse("-10", ENTRY) == 1000
    with pytest.raises(EntryFault, match="大于"):
        Scaled(scale=2, absolute=True, maximum=1000).parse("-10.5", ENTRY)
