"""The month at a glance: contracts beside the month before, groups of towns, what is told while reading."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from bureau.calendar.periods import Period
from bureau.month.overview import PARTS, read_overview
from tests.sanitation.sanitation_books import Sanitation, open_sanitation
from tests.storage.offices import hurry
from tests.towns.town_books import Towns, open_towns

SEPTEMBER, OCTOBER = Period.month(2026, 9), Period.month(2026, 10)


@pytest.fixture
def cleaning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sanitation]:
    """An office with a contract to come."""
    hurry(monkeypatch)
    with open_sanitation(tmp_path / "office") as office:
        yield office


@pytest.fixture
def streets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Towns]:
    """An office with towns to come."""
    hurry(monkeypatch)
    with open_towns(tmp_path / "office") as office:
        yield office


def test_a_contract_stands_beside_its_month_before(cleaning: Sanitation) -> None:
    cleaning.contract("一标段")
    cleaning.deduct("12", "2026-09-10")
    cleaning.deduct("7", "2026-10-10")
    cleaning.clock.moment = datetime(2026, 11, 5, 9, 0)
    (line,) = read_overview(cleaning.desk, OCTOBER).contracts
    assert (line.score, line.before) == (Fraction(93), Fraction(88))
    assert not line.is_issued
    # Of several months the last one.
    both = Period.run((2026, 9), (2026, 10))
    assert [one.month for one in read_overview(cleaning.desk, both).contracts] == [OCTOBER]
    week = Period.week(date(2026, 10, 14))
    assert read_overview(cleaning.desk, week).contracts == (), "nothing is judged by the week"


def test_a_group_of_towns_is_told_by_mean_and_ends(streets: Towns) -> None:
    names = ("城东街道", "城西街道", "城南街道")
    for name, before, now in zip(names, ("90", "85", "80"), ("86", "92", "80"), strict=True):
        streets.score(name, before, month=SEPTEMBER)
        streets.score(name, now)
    (line,) = read_overview(streets.desk, OCTOBER).towns
    assert (line.mean, line.before) == (Fraction(86), Fraction(85))
    assert line.first is not None
    assert line.last is not None
    assert (line.first.title, line.last.title) == ("城西街道", "城南街道")
    assert line.risen is not None
    assert line.fallen is not None
    assert (line.risen.title, line.risen.movement) == ("城西街道", 1)
    assert (line.fallen.title, line.fallen.movement) == ("城东街道", -1)


def test_each_part_is_told_before_it_is_read(cleaning: Sanitation) -> None:
    told: list[tuple[int, int]] = []
    read_overview(cleaning.desk, OCTOBER, lambda done, of: told.append((done, of)))
    assert told == [(place, PARTS) for place in range(1, PARTS + 1)]

    def refuse(done: int, _of: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_overview(cleaning.desk, OCTOBER, refuse)
