"""Many records at once: the same as records entered one by one, numbers and child rows included."""

from __future__ import annotations

from bureau.desk import Desk
from bureau.market.ledgers import CASES, DAILY
from bureau.storage.check import check
from bureau.storage.many import insert_many, staging_in_memory
from bureau.storage.operation import Values
from bureau.storage.undo import next_undo, undo

PEOPLE_OUT, VEHICLES_OUT = 3201, 3202


def test_records_get_ids_and_numbers_in_their_order(desk: Desk) -> None:
    found = [
        {"found_on": day, "address": day} for day in ("2026-12-30", "2026-12-31", "2027-01-01")
    ]
    with staging_in_memory(desk.store), desk.store.operation(desk, "批量登记") as op:
        ids = insert_many(op, CASES, found)
    rows = (
        desk.store.reader()
        .execute("SELECT id, number, address FROM market_cases ORDER BY id")
        .fetchall()
    )
    assert [row["id"] for row in rows] == list(ids)
    assert [row["address"] for row in rows] == ["2026-12-30", "2026-12-31", "2027-01-01"]
    numbers = [row["number"] for row in rows]
    assert [number[:8] for number in numbers] == ["ZZ-2026-", "ZZ-2026-", "ZZ-2027-"]
    assert [number[-4:] for number in numbers] == ["0001", "0002", "0001"]


def test_child_rows_belong_to_their_record(desk: Desk) -> None:
    logs: list[Values] = [
        {"date": "2026-10-08", "counts": {PEOPLE_OUT: 1200, VEHICLES_OUT: 300}},
        {"date": "2026-10-09"},
        {"date": "2026-10-10", "counts": {PEOPLE_OUT: 900}},
    ]
    with staging_in_memory(desk.store), desk.store.operation(desk, "批量登记") as op:
        ids = insert_many(op, DAILY, logs)
    rows = desk.store.reader().execute(
        "SELECT record, kind, value FROM market_daily__counts ORDER BY id"
    )
    assert [tuple(row) for row in rows] == [
        (ids[0], PEOPLE_OUT, 1200),
        (ids[0], VEHICLES_OUT, 300),
        (ids[2], PEOPLE_OUT, 900),
    ]


def test_two_ledgers_in_one_operation_are_taken_back_together(desk: Desk) -> None:
    with staging_in_memory(desk.store), desk.store.operation(desk, "批量登记") as op:
        insert_many(op, CASES, [{"found_on": "2026-10-08", "address": "人民路"}])
        insert_many(op, DAILY, [{"date": "2026-10-08", "counts": {PEOPLE_OUT: 100}}])
    assert check(desk.store) == []
    reader = desk.store.reader()
    whole = next_undo(desk, reader)
    assert whole is not None
    undo(desk, whole.ref)
    for table in ("market_cases", "market_daily", "market_daily__counts"):
        assert reader.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0
    assert check(desk.store) == []


def test_no_records_are_no_operation(desk: Desk) -> None:
    with staging_in_memory(desk.store), desk.store.operation(desk, "批量登记") as op:
        assert len(insert_many(op, CASES, [])) == 0
    assert desk.store.newest_head() is None
