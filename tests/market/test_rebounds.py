"""Chains of cases as a squad leader sees them: unlinked with a reason, counted, warned of while typing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bureau.calendar.periods import parse_month
from bureau.editing import read
from bureau.errors import UserError
from bureau.ledger.query import Is
from bureau.market.figures_rebounds import read_rebounds
from bureau.market.ledgers import CASES
from bureau.market.rebounds import chain, possible_duplicates, relink, unlink
from bureau.storage.rows import count
from bureau.storage.undo import next_undo, undo
from tests.market.street import RUBBISH, SMOKE, Street, open_street

CLOSED, WORKED, HANDED_ON = 2206, 2204, 2209


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Street]:
    with open_street(tmp_path / "office") as street:
        yield street


def closed(street: Street, found: str, ended: str, **more: object) -> int:
    return street.case(CLOSED, found_on=f"2026-{found}", closed_on=f"2026-{ended}", **more)


def test_a_chain_is_seen_from_each_of_its_cases(street: Street) -> None:
    first = closed(street, "09-01", "09-03")
    second = closed(street, "09-10", "09-12", address="人民路１号门口")
    third = street.case(WORKED, found_on="2026-10-01", address="人民路一号（张记烧烤）")
    for case in (first, second, third):
        assert [row["id"] for row in chain(street.desk, case)] == [first, second, third]
    assert [row["rebound_nth"] for row in chain(street.desk, first)] == [None, 1, 2]
    assert [row["rebound_days"] for row in chain(street.desk, first)] == [None, 7, 19]


def test_a_case_that_never_came_back_is_alone(street: Street) -> None:
    case = street.case()
    assert [row["id"] for row in chain(street.desk, case)] == [case]


def test_unlinking_takes_a_reason_and_can_be_taken_back(street: Street) -> None:
    first = closed(street, "09-01", "09-03")
    second = closed(street, "09-10", "09-12")
    with pytest.raises(UserError, match="为什么不算"):
        unlink(street.desk, second, " ")
    unlink(street.desk, second, "换了经营者")
    assert street.row(second)["rebound_nth"] is None
    assert street.row(second)["unlinked"] == "换了经营者"
    step = next_undo(street.desk, street.desk.store.reader())
    assert step is not None
    assert step.label == "取消反弹关联 ZZ-2026-0002"
    with pytest.raises(UserError, match="不算反弹"):
        unlink(street.desk, first, "不是一家")
    relink(street.desk, second)
    assert street.row(second)["rebound_nth"] == 1
    with pytest.raises(UserError, match="没有取消过"):
        relink(street.desk, second)


def test_undoing_the_unlinking_brings_the_chain_back(street: Street) -> None:
    closed(street, "09-01", "09-03")
    second = closed(street, "09-10", "09-12")
    unlink(street.desk, second, "换了经营者")
    step = next_undo(street.desk, street.desk.store.reader())
    assert step is not None
    undo(street.desk, step.ref)
    assert street.row(second)["rebound_nth"] == 1


def test_the_worst_places_of_a_month_open_their_cases(street: Street) -> None:
    for start in ("09-28", "10-02", "10-05"):
        closed(street, start, start, unit=street.squad)
    for start in ("10-03", "10-06"):
        closed(street, start, start, address="解放路8号", category=SMOKE, unit=street.room)
    closed(street, "10-04", "10-04", address="文化街3号")
    desk = street.desk
    conn, today = desk.store.reader(), date(2026, 10, 31)
    found = read_rebounds(conn, parse_month("2026-10"), today)
    told = [(place.address, place.times, place.so_far, place.days) for place in found.places]
    assert told == [("人民路1号", 2, 2, 3), ("解放路8号", 1, 1, 3)]
    worst = found.places[0]
    assert (worst.category, worst.unit) == ("占道经营", "二中队")
    assert count(conn, CASES, worst.where, today=today) == 2
    assert count(conn, CASES, worst.returned, today=today) == 2
    assert (found.times, found.chains) == (3, 2)
    # Only the worst is listed: the others are counted all the same.
    short = read_rebounds(conn, parse_month("2026-10"), today, limit=1)
    assert (len(short.places), short.times, short.chains) == (1, 3, 2)
    by_unit = [(line.label, line.figures.count("rebounds")) for line in found.by("unit")]
    assert sorted(by_unit) == [("二中队", 2), ("法规股", 1)]
    only = read_rebounds(conn, parse_month("2026-10"), today, Is("category", SMOKE))
    assert [place.address for place in only.places] == ["解放路8号"]


def test_a_place_never_came_back_less_often_in_all_than_in_the_month(street: Street) -> None:
    # Two cases follow the first while both are open: each is its first return.
    first = closed(street, "09-01", "09-03")
    both = [closed(street, start, "09-30") for start in ("09-10", "09-12")]
    october = closed(street, "10-02", "10-03")
    closed(street, "11-01", "11-02")
    assert [street.row(one)["rebound_nth"] for one in (first, *both, october)] == [None, 1, 1, 2]
    conn, today = street.desk.store.reader(), date(2026, 11, 30)

    def told(month: str) -> list[tuple[int, int, int]]:
        """Returns in the month, so far, and how many records stand behind the latter."""
        places = read_rebounds(conn, parse_month(month), today).places
        return [
            (one.times, one.so_far, count(conn, CASES, one.returned, today=today)) for one in places
        ]

    # Up to each month's end, so that a month printed again says the same.
    assert told("2026-09") == [(2, 2, 2)]
    assert told("2026-10") == [(1, 3, 3)]
    assert told("2026-11") == [(1, 4, 4)]


def test_an_open_case_at_the_place_is_told_while_typing(street: Street) -> None:
    open_one = street.case(WORKED, found_on="2026-10-06", address="人民路1号")
    street.case(HANDED_ON, address="人民路1号")
    street.case(address="人民路1号", category=RUBBISH)
    street.case(address="人民路3号")
    draft = read(street.desk, CASES, {"address": "人民路一号门前", "category": "占道经营"})
    seen = possible_duplicates(street.desk, draft.values)
    assert [row["id"] for row in seen.open_cases] == [open_one]
    assert seen.said == (
        "同一地点的同类问题还没办完：ZZ-2026-0001（2026-10-06发现），请核对是不是重复登记。",
    )


def test_the_return_that_it_will_be_is_told_while_typing(street: Street) -> None:
    closed(street, "08-20", "08-25")
    second = closed(street, "09-10", "09-20")
    draft = read(street.desk, CASES, {"address": "人民路1号旁", "category": "流动摊贩"})
    seen = possible_duplicates(street.desk, draft.values)
    assert seen.previous is not None
    assert seen.previous["id"] == second
    assert seen.said == ("这里 18 天前刚结案，将是第 2 次反弹。",)


def test_the_case_being_edited_is_no_duplicate_of_itself(street: Street) -> None:
    case = street.case(WORKED)
    assert possible_duplicates(street.desk, street.row(case), case).said == ()
    assert possible_duplicates(street.desk, {"address": "人民路1号"}).said == ()
