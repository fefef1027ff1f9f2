"""The one gate: what an operation writes, what it refuses, and that it is all or nothing."""

from __future__ import annotations

import sqlite3
import threading

import pytest

from bureau.desk import Desk
from bureau.errors import BugError, UserError
from bureau.storage.changes import ChangeSet
from bureau.storage.check import check
from bureau.storage.operation import Operation
from tests.storage.offices import Clock, add_road, counts_of, exists, item, value_of


def test_an_insert_gives_the_row_and_one_sealed_history_entry(desk: Desk) -> None:
    road = add_road(desk, "解放路")
    assert value_of(desk, "roads", road, "name") == "解放路"
    op = desk.store.reader().execute("SELECT * FROM op").fetchall()
    assert [(row["seq"], row["label"], row["actor"], row["at"]) for row in op] == [
        (1, "登记解放路", "王芳", "2026-10-08 09:00:00")
    ]
    change = desk.store.reader().execute("SELECT * FROM change").fetchone()
    assert (change["ledger"], change["record"], change["kind"]) == ("roads", road, "insert")
    # A full array in the table's order: name first, then eleven blanks, no names of fields.
    assert change["before"] is None
    assert change["after"].startswith('["解放路",null,')


def test_an_update_keeps_only_the_fields_that_changed(desk: Desk) -> None:
    road = add_road(desk, "解放路")
    with desk.store.operation(desk, "改") as op:
        assert op.update("roads", road, {"name": "解放路", "section": "一标段"})
    row = desk.store.reader().execute("SELECT * FROM change ORDER BY id DESC").fetchone()
    assert (row["kind"], row["before"], row["after"]) == (
        "update",
        '{"section":null}',
        '{"section":"一标段"}',
    )


def test_what_changes_nothing_leaves_no_history(desk: Desk) -> None:
    road = add_road(desk, "解放路")
    heard: list[ChangeSet] = []
    desk.store.listeners.append(heard.append)
    with desk.store.operation(desk, "改") as op:
        assert not op.update("roads", road, {"name": "解放路"})
    assert desk.store.reader().execute("SELECT count(*) FROM op").fetchone()[0] == 1
    assert heard == []


def test_a_removal_is_real_and_its_image_stays_in_history(desk: Desk) -> None:
    road = add_road(desk, "解放路")
    with desk.store.operation(desk, "删") as op:
        op.remove("roads", road)
    assert not exists(desk, "roads", road)
    row = desk.store.reader().execute("SELECT * FROM change ORDER BY id DESC").fetchone()
    assert row["kind"] == "remove"
    assert row["before"].startswith('["解放路"')
    assert row["after"] is None


def test_lines_are_child_rows_that_follow_their_record(desk: Desk) -> None:
    people = item(desk, "daily-count", "出动人员")
    cars = item(desk, "daily-count", "出动车辆")
    with desk.store.operation(desk, "日志") as op:
        day = op.insert("market-daily", {"date": "2026-10-01", "counts": {people: 1200, cars: 300}})
    assert counts_of(desk, day) == {people: 1200, cars: 300}
    with desk.store.operation(desk, "改") as op:
        op.update("market-daily", day, {"counts": {people: 1500}})
    assert counts_of(desk, day) == {people: 1500}
    with desk.store.operation(desk, "只改备注") as op:
        op.update("market-daily", day, {"note": "雨"})
    assert counts_of(desk, day) == {people: 1500}
    with desk.store.operation(desk, "删") as op:
        op.remove("market-daily", day)
    assert counts_of(desk, day) == {}
    assert check(desk.store) == []


def test_a_change_of_lines_names_the_record_that_owns_them(desk: Desk) -> None:
    people = item(desk, "daily-count", "出动人员")
    heard: list[ChangeSet] = []
    desk.store.listeners.append(heard.append)
    with desk.store.operation(desk, "日志") as op:
        day = op.insert("market-daily", {"date": "2026-10-01", "counts": {people: 100}})
    with desk.store.operation(desk, "改") as op:
        op.update("market-daily", day, {"counts": {people: 200}})
    with desk.store.operation(desk, "清空") as op:
        op.update("market-daily", day, {"counts": {}})
    assert [dict(changes.records) for changes in heard] == [{"market-daily": {day}}] * 3
    assert [changes.seq for changes in heard] == [1, 2, 3]


def test_an_error_in_the_middle_keeps_nothing(desk: Desk) -> None:
    def stop_midway() -> None:
        with desk.store.operation(desk, "登记") as op:
            op.insert("roads", {"name": "解放路"})
            raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        stop_midway()
    assert desk.store.reader().execute("SELECT count(*) FROM roads").fetchone()[0] == 0
    assert add_road(desk, "人民路") % 10**9 == 1  # not even the id is used up
    assert check(desk.store) == []


def test_writing_outside_an_operation_raises(desk: Desk) -> None:
    kept: list[Operation] = []
    with desk.store.operation(desk, "登记") as op:
        kept.append(op)
        op.insert("roads", {"name": "解放路"})
    with pytest.raises(BugError):
        kept[0].insert("roads", {"name": "人民路"})
    assert desk.store.reader().execute("SELECT count(*) FROM roads").fetchone()[0] == 1


def test_readers_cannot_write(desk: Desk) -> None:
    for sql in (
        "INSERT INTO roads (id, name) VALUES (1, 'x')",
        "DELETE FROM catalogue_items",
        "CREATE TABLE mine (id)",
        "PRAGMA user_version = 7",
        "CREATE TEMP TABLE mine (id)",
    ):
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            desk.store.reader().execute(sql)


def test_a_failed_statement_leaves_the_operation_dead(desk: Desk) -> None:
    """Even one whose error was swallowed: nothing of the operation is kept."""

    def swallow_an_error(*later: str) -> None:
        with desk.store.operation(desk, "登记") as op:
            op.insert("roads", {"name": "解放路"})
            with pytest.raises(sqlite3.IntegrityError):
                op.insert("roads", {"name": "人民路", "length_m": "不是数"})
            for name in later:
                op.insert("roads", {"name": name})

    with pytest.raises(BugError):
        swallow_an_error("建设路")
    with pytest.raises(BugError):
        swallow_an_error()
    assert desk.store.reader().execute("SELECT count(*) FROM roads").fetchone()[0] == 0
    assert desk.store.reader().execute("SELECT count(*) FROM op").fetchone()[0] == 0


def test_an_operation_within_an_operation_is_refused_and_does_not_hang(desk: Desk) -> None:
    with pytest.raises(BugError, match="within"), desk.store.operation(desk, "外"):
        add_road(desk, "解放路")
    assert add_road(desk, "人民路")


def test_operations_of_two_threads_wait_for_each_other(desk: Desk) -> None:
    def work(name: str) -> None:
        for number in range(20):
            add_road(desk, f"{name}{number}路")

    threads = [threading.Thread(target=work, args=(name,)) for name in ("甲", "乙", "丙")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert desk.store.reader().execute("SELECT count(*) FROM roads").fetchone()[0] == 60
    assert desk.store.reader().execute("SELECT max(seq) FROM op").fetchone()[0] == 60
    assert check(desk.store) == []


@pytest.mark.parametrize(
    ("ledger", "values"),
    [("roads", {"title": "解放路"}), ("streets", {"name": "解放路"})],
)
def test_unknown_ledgers_and_fields_are_bugs(
    desk: Desk, ledger: str, values: dict[str, object]
) -> None:
    with pytest.raises(BugError), desk.store.operation(desk, "登记") as op:
        op.insert(ledger, values)


def test_a_record_that_others_refer_to_is_not_removed(desk: Desk) -> None:
    road = add_road(desk, "解放路")
    with desk.store.operation(desk, "商户") as op:
        shop = op.insert("shops", {"name": "老王面馆", "road": road})
    with pytest.raises(UserError, match="“沿街商户”里有 1 条还在引用"):
        with desk.store.operation(desk, "删") as op:
            op.remove("roads", road)
    assert exists(desk, "roads", road)
    with desk.store.operation(desk, "都删") as op:  # in whatever order
        op.remove("roads", road)
        op.remove("shops", shop)
    assert not exists(desk, "roads", road)


def test_a_reference_to_nothing_is_refused(desk: Desk) -> None:
    with pytest.raises(UserError, match="沿街商户"), desk.store.operation(desk, "商户") as op:
        op.insert("shops", {"name": "老王面馆", "road": 12345})


def test_visible_numbers_count_by_year_and_are_never_given_twice(desk: Desk) -> None:
    numbering = desk.store.ledgers["market-cases"].numbering
    assert numbering is not None
    with desk.store.operation(desk, "登记") as op:
        assert op.give_numbers(numbering, [2026, 2025, 2026]) == [
            "ZZ-2026-0001",
            "ZZ-2025-0001",
            "ZZ-2026-0002",
        ]
    with pytest.raises(BugError), desk.store.operation(desk, "登记") as op:
        op.insert("streets", {"number": op.give_numbers(numbering, [2026])[0]})
    with desk.store.operation(desk, "登记") as op:  # what was never committed was never given
        assert op.give_numbers(numbering, [2026]) == ["ZZ-2026-0003"]
    assert check(desk.store) == []


def test_sort_keys_follow_their_text(desk: Desk) -> None:
    road = add_road(desk, "建设路")
    before = value_of(desk, "roads", road, "_sort_name")
    with desk.store.operation(desk, "改") as op:
        op.update("roads", road, {"name": "安宁路"})
    after = value_of(desk, "roads", road, "_sort_name")
    assert isinstance(before, str)
    assert isinstance(after, str)
    assert after < before  # ān before jiàn
    with desk.store.operation(desk, "改") as op:
        op.update("roads", road, {"name": None})
    assert value_of(desk, "roads", road, "_sort_name") is None


def test_history_takes_its_time_from_the_desk(desk: Desk) -> None:
    assert isinstance(desk.clock, Clock)
    add_road(desk, "解放路")
    desk.clock.pass_minutes(90)
    add_road(desk, "人民路")
    times = desk.store.reader().execute("SELECT at, lamport FROM op ORDER BY seq").fetchall()
    assert [tuple(row) for row in times] == [
        ("2026-10-08 09:00:00", 1),
        ("2026-10-08 10:30:00", 2),
    ]


def test_more_changes_than_anyone_lists_become_all() -> None:
    changes = ChangeSet()
    for record in range(1, 5_001):
        changes.add("roads", record)
    assert changes.records == {"roads": set(range(1, 5_001))}
    changes.add("roads", 5_001)
    assert changes.records == {"roads": None}
    changes.add("roads", 1)
    assert changes.records == {"roads": None}
