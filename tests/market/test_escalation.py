"""Overdue cases: due soon, overdue to the minute, how long without 督办, and to whom they go."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from bureau.ledger.query import Filter
from bureau.market import actions
from bureau.market.deadlines import (
    SUPERVISED,
    Thresholds,
    due_soon,
    escalated,
    escalation,
    escalations,
    overdue,
    overdue_by,
    thresholds,
    unsupervised,
)
from bureau.market.ledgers import CASES
from bureau.settings.saving import save
from bureau.storage.rows import ids
from tests.market.street import Street

WORKED, CLOSED, HELD, VOID = 2204, 2206, 2208, 2211
NOON = datetime(2026, 10, 20, 12, 0)
TODAY = date(2026, 10, 20)


@pytest.fixture
def street(street: Street) -> Street:
    street.at("2026-10-20 12:00")
    return street


def chosen(street: Street, where: Filter) -> set[int]:
    """The cases that a filter lets through."""
    return set(ids(street.desk.store.reader(), CASES, where, today=TODAY))


def test_overdue_is_told_to_the_minute(street: Street) -> None:
    yesterday = street.case(WORKED, due_on="2026-10-19")
    eleven = street.case(WORKED, due_on="2026-10-20", due_time="11:00")
    noon = street.case(WORKED, due_on="2026-10-20", due_time="12:00")
    tonight = street.case(WORKED, due_on="2026-10-20")
    tomorrow = street.case(WORKED, due_on="2026-10-21")
    later = street.case(WORKED, due_on="2026-10-22")
    street.case(WORKED)
    for state in (HELD, VOID):
        street.case(state, due_on="2026-10-01", found_on="2026-10-01")
    street.case(CLOSED, due_on="2026-10-09", closed_on="2026-10-12")
    assert chosen(street, overdue(NOON)) == {yesterday, eleven}
    assert chosen(street, overdue(datetime(2026, 10, 20, 12, 1))) == {yesterday, eleven, noon}
    assert chosen(street, overdue(datetime(2026, 10, 20, 0, 0))) == {yesterday}
    assert chosen(street, due_soon(NOON)) == {noon, tonight, tomorrow}
    assert chosen(street, due_soon(NOON, days=2)) == {noon, tonight, tomorrow, later}


def test_a_case_without_a_state_is_open(street: Street) -> None:
    case = street.case(None, due_on="2026-10-19")
    assert chosen(street, overdue(NOON)) == {case}


def test_days_overdue_with_and_without_supervision(street: Street) -> None:
    one = street.case(WORKED, due_on="2026-10-19")
    three = street.case(WORKED, due_on="2026-10-17")
    assert chosen(street, overdue_by(1, TODAY)) == {one, three}
    assert chosen(street, overdue_by(3, TODAY)) == {three}
    actions.supervise(street.desk, [three], {"remark": "快办"})
    assert chosen(street, unsupervised(1, TODAY)) == {one}
    assert chosen(street, SUPERVISED) == {three}
    actions.close_directly(street.desk, [three], {"handling": "服务"})
    assert chosen(street, SUPERVISED) == set()


@pytest.mark.parametrize(
    ("due_on", "supervised", "level"),
    [
        ("2026-10-21", 0, 0),
        ("2026-10-20", 3, 0),
        ("2026-10-19", 0, 1),
        ("2026-10-18", 1, 1),
        ("2026-10-17", 0, 2),
        ("2026-10-14", 0, 2),
        ("2026-10-13", 0, 3),
        # Supervised again without an end: a level higher than the days alone say.
        ("2026-10-19", 2, 2),
        ("2026-10-19", 3, 3),
        ("2026-10-19", 9, 3),
    ],
)
def test_levels(street: Street, due_on: str, supervised: int, level: int) -> None:
    case = street.case(WORKED, due_on=due_on)
    for _ in range(supervised):
        actions.supervise(street.desk, [case], {"remark": "快办"})
    assert escalation(street.row(case), TODAY, Thresholds()) == level
    for asked in (1, 2, 3):
        found = chosen(street, escalated(asked, TODAY, Thresholds()))
        assert found == ({case} if level >= asked else set())
    assert escalations(street.desk.store.reader(), TODAY) == ({case: level} if level else {})


def test_what_ended_never_escalates(street: Street) -> None:
    for state in (HELD, VOID):
        case = street.case(state, due_on="2026-10-09")
        assert escalation(street.row(case), TODAY, Thresholds()) == 0
    case = street.case(CLOSED, due_on="2026-10-09", closed_on="2026-10-19")
    assert escalation(street.row(case), TODAY, Thresholds()) == 0


def test_the_bureau_sets_the_days(street: Street) -> None:
    case = street.case(WORKED, due_on="2026-10-18")
    assert thresholds(street.desk.store.reader(), TODAY) == Thresholds(1, 3, 7)
    save(street.desk, {"escalation-supervise": "3", "escalation-deputy": "5天"})
    limits = thresholds(street.desk.store.reader(), TODAY)
    assert limits == Thresholds(3, 5, 7)
    assert escalation(street.row(case), TODAY, limits) == 0
    assert chosen(street, escalated(1, TODAY, limits)) == set()
    for _ in range(2):
        actions.supervise(street.desk, [case], {"remark": "快办"})
    assert escalation(street.row(case), TODAY, limits) == 2
    assert chosen(street, escalated(1, TODAY, limits)) == {case}


def test_the_longest_overdue_come_first(street: Street) -> None:
    late = street.case(WORKED, due_on="2026-10-19")
    latest = street.case(WORKED, due_on="2026-10-10")
    assert list(escalations(street.desk.store.reader(), TODAY).items()) == [(latest, 3), (late, 1)]
