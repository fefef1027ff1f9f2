"""The first rows of an order, found soon, are the first rows of the whole order."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bureau.desk import Desk
from bureau.ledger.query import Contains, Filter, Is, Sort
from bureau.storage import first_rows, rows
from bureau.storage.first_rows import first_ids
from tests.storage.offices import furnish, hurry, opened

CASES = 40


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Forty cases of five days, three towns of which two sort alike, and none."""
    with pytest.MonkeyPatch.context() as patch:
        hurry(patch)
        with opened(furnish(tmp_path_factory.mktemp("first"))) as desk:
            with desk.store.operation(desk, "登记") as op:
                towns = [
                    op.insert("towns", {"name": name, "position": place})
                    for name, place in (("城关镇", 2), ("白沙镇", 1), ("城关镇", 2))
                ]
                for n in range(CASES):
                    op.insert(
                        "market-cases",
                        {
                            "found_on": f"2026-10-0{1 + n % 5}" if n % 7 else None,
                            "address": f"人民路{n}号",
                            "town": [*towns, None][n % 4],
                        },
                    )
            yield desk


def both(desk: Desk, where: Filter | None, *sorts: Sort, limit: int) -> tuple[list[int], bool]:
    """The first ids, after they were compared with those of the whole order."""
    conn, declared = desk.store.reader(), desk.store.ledgers["market-cases"]
    found, whole = first_ids(conn, declared, where, sorts, today=desk.today(), limit=limit)
    every = rows.ids(conn, declared, where, sorts, today=desk.today())
    assert list(found) == list(every[: len(found)])
    assert not whole or len(found) == len(every)
    return list(found), whole


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("key", ["found_on", "town", "address", "id"])
def test_they_are_the_beginning_of_the_whole_order(desk: Desk, key: str, descending: bool) -> None:
    sort = Sort(key, descending)
    assert len(both(desk, None, sort, limit=12)[0]) == 12
    assert len(both(desk, None, sort, Sort("found_on", True), limit=12)[0]) == 12
    assert len(both(desk, Contains("address", "1"), sort, limit=5)[0]) == 5


def test_the_records_without_a_name_come_last(desk: Desk) -> None:
    found, whole = both(desk, None, Sort("town"), limit=CASES)
    assert (len(found), whole) == (CASES, False)
    assert both(desk, None, Sort("town"), limit=CASES + 1)[1]


def test_only_the_beginning_of_a_walked_order_is_looked_through(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first_rows, "NEAR", 10)
    assert both(desk, Is("address", "人民路36号"), Sort("found_on", True), limit=5) == ([], False)
    # Where everything has to be sorted anyway, nothing is left out.
    found, whole = both(desk, Is("address", "人民路36号"), Sort("address"), limit=5)
    assert (len(found), whole) == (1, True)


def test_too_many_names_are_sorted_as_any_column(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first_rows, "MANY_NAMES", 3)
    assert len(both(desk, None, Sort("town"), limit=12)[0]) == 12


def test_dates_upwards_walk_their_index(desk: Desk) -> None:
    declared = desk.store.ledgers["market-cases"]
    for sort in (Sort("found_on"), Sort("found_on", True), Sort("number"), Sort("due_on")):
        sql = f"SELECT t.id FROM market_cases t ORDER BY {sort.sql(declared)}, t.id"
        assert first_rows.is_walked(desk.store.reader(), sql, {})
    sql = f"SELECT t.id FROM market_cases t ORDER BY {Sort('note').sql(declared)}, t.id"
    assert not first_rows.is_walked(desk.store.reader(), sql, {})


def test_texts_that_are_spelt_while_they_are_read_are_all_put_in_order_at_once(desk: Desk) -> None:
    found, whole = both(desk, None, Sort("description"), Sort("id"), limit=5)
    assert (len(found), whole) == (CASES, True)
