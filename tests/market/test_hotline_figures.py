"""The figures of hotline orders, worked out by hand for ten orders around October 2026."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from bureau.calendar.periods import Period
from bureau.market.figures_hotline import HotlineFigures, hotline_figures
from bureau.market.ledgers import ORDERS
from tests.market.incoming import found, put
from tests.market.street import Street

OCTOBER = Period.month(2026, 10)
DONE, RETURNED, AGAIN = 3505, 3503, 3506


@pytest.fixture
def street(street: Street) -> Street:
    street.at("2026-11-05 09:00")
    return street


# number: (received, due, extended, answered, state, satisfaction, platform)
ORDERS_OF_AUTUMN: dict[str, tuple[str | None, ...] | tuple[object, ...]] = {
    # Received in September, due in October: counts as due, not as received.
    "A": ("2026-09-29 10:00", "2026-10-02 17:30", None, "2026-10-02 17:30", DONE, 2501, 3401),
    # Due in September, answered in October: carried over, late.
    "B": ("2026-09-20 10:00", "2026-09-25 17:30", None, "2026-10-03 09:00", DONE, 2503, 3401),
    # Due and answered in September: no part of October.
    "C": ("2026-09-20 10:00", "2026-09-25 17:30", None, "2026-09-25 09:00", DONE, 2501, 3401),
    # One minute late.
    "D": ("2026-10-05 10:00", "2026-10-08 17:30", None, "2026-10-08 17:31", DONE, 2502, 3401),
    # Late by its first limit, in time by the extended one.
    "E": (
        "2026-10-06 10:00",
        "2026-10-09 17:30",
        "2026-10-15",
        "2026-10-15 23:00",
        DONE,
        2503,
        3402,
    ),
    # Handed back.
    "F": ("2026-10-07 10:00", "2026-10-10 17:30", None, None, RETURNED, None, 3402),
    # Never answered.
    "G": ("2026-10-08 10:00", "2026-10-13 17:30", None, None, 3502, None, 3402),
    # Answered, sent back to be done again.
    "H": ("2026-10-09 10:00", "2026-10-14 17:30", None, "2026-10-12 10:00", AGAIN, 2503, 3403),
    # Finished without a time.
    "I": ("2026-10-10 10:00", "2026-10-16", None, None, DONE, 2504, 3403),
    # Answered in November, within a limit of November.
    "J": ("2026-10-30 10:00", "2026-11-03 17:30", None, "2026-11-02 10:00", DONE, None, None),
    # Due on the last day of October, answered in November.
    "K": ("2026-10-28 10:00", "2026-10-31", None, "2026-11-01 08:00", DONE, None, None),
}


def fill(street: Street) -> dict[str, int]:
    """All of them; ids by number."""
    keys = ("received_at", "due_at", "extended_to", "answered_at", "state", "satisfaction")
    return {
        number: put(
            street, "hotline", number=number, **dict(zip((*keys, "platform"), values, strict=True))
        )
        for number, values in ORDERS_OF_AUTUMN.items()
    }


def figures(street: Street, today: date = date(2026, 11, 5)) -> HotlineFigures:
    """The figures of October."""
    with street.desk.store.snapshot() as conn:
        return hotline_figures(conn, OCTOBER, today)


EXPECTED = {
    "received": "DEFGHIJK",
    "returned": "F",
    "due": "ABDEGHIK",
    "answered": "ABDEI",
    "on_time": "AE",
    "undated": "I",
    "overdue": "GHK",
    "extended": "E",
    "again": "H",
    "repeated": "",
    "with_case": "",
    "called_back": "DEH",
    "satisfied": "D",
    "dissatisfied": "EH",
}


def test_every_figure_counts_and_finds_these_orders(street: Street) -> None:
    records = fill(street)
    counted = figures(street).figures
    assert list(counted.by_key) == list(EXPECTED)
    named = {record: number for number, record in records.items()}
    for key, figure in counted.by_key.items():
        listed = "".join(sorted(named[record] for record in found(street, ORDERS, figure.where)))
        assert (key, listed, figure.count) == (key, EXPECTED[key], len(EXPECTED[key]))


def test_the_rates(street: Street) -> None:
    fill(street)
    rates = {rate.title: rate.share for rate in figures(street).rates}
    assert rates == {
        "按时结案率": Fraction(2, 8),
        "满意率": Fraction(1, 3),
        "不满意率": Fraction(2, 3),
        "退单率": Fraction(1, 8),
    }


def test_no_orders_have_no_rates(street: Street) -> None:
    assert [rate.share for rate in figures(street).rates] == [None] * 4


def test_in_the_middle_of_the_month_only_what_has_run_out_is_due(street: Street) -> None:
    fill(street)
    counted = figures(street, date(2026, 10, 14)).figures
    # Limits up to 13 October: A, B (carried), D, G; H is due on the 14th itself.
    assert counted.count("due") == 4
    assert counted.count("overdue") == 1


def test_by_platform_each_line_opens_its_own_orders(street: Street) -> None:
    records = fill(street)
    lines = figures(street).parts["platform"]
    assert [(line.label, line.figures.count("received")) for line in lines] == [
        ("12345热线", 1),
        ("12319热线", 3),
        ("数字城管平台", 2),
        ("未填", 2),
    ]
    assert [line.figures.rate("", "on_time", "due").share for line in lines] == [
        Fraction(1, 3),
        Fraction(1, 2),
        Fraction(0),
        Fraction(0),
    ]
    unnamed = lines[3].figures["received"]
    assert found(street, ORDERS, unnamed.where) == [records["J"], records["K"]]
