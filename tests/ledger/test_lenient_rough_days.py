"""Days known by month or year alone: the first of it, and never a guess between two."""

from __future__ import annotations

from datetime import date

import pytest

from bureau.ledger.entry import Entry, EntryFault, Raw
from bureau.ledger.lenient.rough_days import first_day
from bureau.ledger.types import Date
from tests.ledger.test_types import NAMES


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("1998年7月", date(1998, 7, 1)),
        ("1999.7", date(1999, 7, 1)),
        ("1970.01", date(1970, 1, 1)),
        (1970.01, date(1970, 1, 1)),
        (1999.7, date(1999, 7, 1)),
        (1999.12, date(1999, 12, 1)),
        ("2016/11", date(2016, 11, 1)),
        ("２０１６－１１", date(2016, 11, 1)),
        ("二〇一六年十一月", date(2016, 11, 1)),
        ("199807", date(1998, 7, 1)),
        ("2020年", date(2020, 1, 1)),
        (2020, date(2020, 1, 1)),
        ("2020-05-06", None),
        ("20200506", None),
        ("5月6日", None),
        ("1999.13", None),
    ],
)
def test_a_month_or_a_year_alone(raw: Raw, day: date | None) -> None:
    assert first_day(raw) == day


@pytest.mark.parametrize("raw", [1999.1, "200105"])
def test_what_may_be_two_days_is_asked_for(raw: Raw) -> None:
    with pytest.raises(EntryFault, match="分不清"):
        first_day(raw)


def test_only_fields_that_allow_it_take_a_month() -> None:
    assert Date(rough=True).parse("2016年11月", Entry(None, NAMES)) == "2016-11-01"
    with pytest.raises(EntryFault, match="只有月份，没有日"):
        Date().parse("2016年11月", Entry(None, NAMES))
