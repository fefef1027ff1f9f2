"""Conditions across ledgers find what looking at both by hand finds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bureau.desk import Desk
from bureau.ledger.query import All, Filter, Is, Not
from bureau.ledger.referring import ReferredBy, Refers
from bureau.office import BY_NAME
from bureau.storage.rows import ids
from tests.storage.offices import furnish, hurry, opened

CASES, TOWNS = BY_NAME["market-cases"], BY_NAME["towns"]
TODAY = date(2026, 10, 20)
STREET, SMOKE = 1050, 1150


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Three towns: two cases in the first, one in the second, one case without a town."""
    hurry(monkeypatch)
    with opened(furnish(tmp_path / "office")) as desk:
        with desk.store.operation(desk, "登记") as op:
            for record, name in ((11, "甲镇"), (12, "乙镇"), (13, "丙镇")):
                op.insert("towns", {"name": name}, record)
            for record, town, category in (
                (21, 11, STREET),
                (22, 11, SMOKE),
                (23, 12, SMOKE),
                (24, None, SMOKE),
            ):
                values = {"found_on": "2026-10-08", "address": "一", "town": town}
                op.insert("market-cases", {**values, "category": category}, record)
        yield desk


def towns(desk: Desk, where: Filter) -> list[int]:
    """The towns that a filter lets through."""
    return list(ids(desk.store.reader(), TOWNS, where, today=TODAY))


def cases(desk: Desk, where: Filter) -> list[int]:
    """The cases that a filter lets through."""
    return list(ids(desk.store.reader(), CASES, where, today=TODAY))


def test_records_that_others_refer_to(desk: Desk) -> None:
    street = ReferredBy(CASES, "town", Is("category", STREET))
    smoke = ReferredBy(CASES, "town", Is("category", SMOKE))
    assert towns(desk, street) == [11]
    assert towns(desk, smoke) == [11, 12]
    assert towns(desk, All((smoke, Not(street)))) == [12]


def test_the_opposite_has_those_that_nobody_refers_to(desk: Desk) -> None:
    """A case without a town doesn't make all of them unknown."""
    assert towns(desk, Not(ReferredBy(CASES, "town", Is("category", SMOKE)))) == [13]


def test_records_that_refer_to_such_as_fit(desk: Desk) -> None:
    first = Refers("town", TOWNS, Is("name", "甲镇"))
    assert cases(desk, first) == [21, 22]
    assert cases(desk, Not(first)) == [23, 24]
    assert cases(desk, All((Is("category", SMOKE), first))) == [22]


def test_conditions_across_ledgers_can_stand_in_each_other(desk: Desk) -> None:
    neighbours = Refers("town", TOWNS, ReferredBy(CASES, "town", Is("category", STREET)))
    assert cases(desk, neighbours) == [21, 22]
