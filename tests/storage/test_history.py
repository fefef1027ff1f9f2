"""What history shows: a record's timeline, the list of operations, the recycle bin."""

from __future__ import annotations

import json

import pytest

from bureau.desk import Desk
from bureau.editing import add, change, clear_cells, remove
from bureau.errors import UserError
from bureau.market.ledgers import CASES, DAILY
from bureau.register.ledgers import TOWNS
from bureau.storage.check import check
from bureau.storage.dump import logical_dump
from bureau.storage.history import (
    FINAL,
    IN_EFFECT,
    UNDONE,
    Event,
    FieldChange,
    bring_back,
    operations,
    removed,
    timeline,
)
from bureau.storage.journal_search import operation_at
from bureau.storage.undo import operation_rows, undo
from tests.storage.offices import Clock, counts_of, value_of

CASE = {"found_on": "10.8", "address": "人民路12号", "category": "占道经营"}


def story(desk: Desk, record: int, *, masked: bool = True) -> list[Event]:
    return timeline(desk.store.reader(), desk.store.shapes, CASES, record, masked=masked)


def log_story(desk: Desk, record: int) -> list[Event]:
    return timeline(desk.store.reader(), desk.store.shapes, DAILY, record)


def gone(desk: Desk) -> list[int]:
    return [found.record for found in removed(desk.store.reader(), desk.store.shapes, CASES)]


def changes(event: Event) -> list[tuple[str, str, str]]:
    return [(field.title, field.before, field.after) for field in event.fields]


def test_a_timeline_says_who_did_what_when(desk: Desk) -> None:
    record = add(desk, CASES, CASE)
    other = add(desk, CASES, {**CASE, "address": "别处"})
    assert isinstance(desk.clock, Clock)
    desk.clock.pass_minutes(20)
    desk.actor = "李强"
    change(desk, CASES, [record, other], {"unit": "一中队", "due_on": "10.20"})
    change(desk, CASES, [record], {"due_on": ""})
    cleared, handed, made = story(desk, record)
    assert (made.kind, made.actor, made.at) == ("insert", "王芳", "2026-10-08 09:00:00")
    assert changes(made) == [
        ("案件编号", "", "ZZ-2026-0001"),
        ("发现时间", "", "2026-10-08"),
        ("地点", "", "人民路12号"),
        ("问题类别", "", "占道经营"),
    ]
    assert (handed.kind, handed.actor, handed.at) == ("update", "李强", "2026-10-08 09:20:00")
    assert handed.label == "批量修改责任单位等 2 项(2 条)"
    assert changes(handed) == [("责任单位", "", "一中队"), ("整改期限", "", "2026-10-20")]
    assert cleared.fields == (FieldChange("due_on", "整改期限", "2026-10-20", ""),)
    assert cleared.state == IN_EFFECT
    assert cleared.station == desk.store.newest_head().station  # type: ignore[union-attr]


def test_undone_steps_are_marked(desk: Desk) -> None:
    record = add(desk, CASES, CASE)
    change(desk, CASES, [record], {"note": "x"})
    undo(desk, operation_rows(desk.store.reader())[-1].ref)
    back, changed, _ = story(desk, record)
    assert (changed.state, changed.note) == (UNDONE, "已经撤销")
    assert changes(back) == [("备注", "x", "")]
    assert back.label.startswith("撤销“修改 ZZ-2026-0001 的备注”")


def test_personal_values_are_masked_unless_asked_for(desk: Desk) -> None:
    record = add(desk, CASES, {**CASE, "party_name": "王大力"})
    assert ("当事人", "", "王**") in changes(story(desk, record)[0])
    assert ("当事人", "", "王大力") in changes(story(desk, record, masked=False)[0])


def test_lines_belong_to_the_record(desk: Desk) -> None:
    first, second = desk.store.names().items("daily-count")[:2]
    log = add(desk, DAILY, {"date": "10.8", f"counts.{first.id}": "3"})
    add(desk, DAILY, {"date": "10.9", f"counts.{first.id}": "9"})
    change(desk, DAILY, [log], {f"counts.{first.id}": "5", f"counts.{second.id}": "8"})
    clear_cells(desk, DAILY, [(log, f"counts.{second.id}")])
    cleared, changed, made = log_story(desk, log)
    assert changes(made) == [("日期", "", "2026-10-08"), (first.title, "", "3")]
    assert changes(changed) == [(first.title, "3", "5"), (second.title, "", "8")]
    assert changes(cleared) == [(second.title, "8", "")]
    assert cleared.fields[0].key == f"counts.{second.id}"


def test_several_steps_of_one_operation_are_one_event(desk: Desk) -> None:
    record = add(desk, CASES, CASE)
    with desk.store.operation(desk, "两步") as op:
        op.update("market-cases", record, {"note": "a", "grid": "1"})
        op.update("market-cases", record, {"note": "b", "grid": None})
    assert changes(story(desk, record)[0]) == [("备注", "", "b")]


def test_the_operation_of_a_change_is_found(desk: Desk) -> None:
    for number in range(9):
        add(desk, CASES, {**CASE, "address": f"{number}号"})
    conn = desk.store.reader()
    rows = operation_rows(conn)
    for row in rows:
        for place in (row.first_change, row.last_change):
            assert operation_at(conn, place) == row
    assert operation_at(conn, rows[-1].last_change + 1) is None
    assert operation_at(conn, 0) is None


def test_operations_are_listed_newest_first(desk: Desk) -> None:
    record = add(desk, CASES, CASE)
    change(desk, CASES, [record], {"note": "x"})
    undo(desk, operation_rows(desk.store.reader())[-1].ref)
    with desk.store.operation(desk, "取号", "reserve") as op:
        op.give_numbers(CASES.numbering, [2026])  # type: ignore[arg-type]
    conn = desk.store.reader()
    found = operations(conn)
    assert [(done.operation.kind, done.state) for done in found] == [
        ("reserve", FINAL),
        ("undo", IN_EFFECT),
        ("edit", UNDONE),
        ("edit", IN_EFFECT),
    ]
    assert found[0].note == "编号一经取用不再收回"
    assert found[2].changes == 1
    assert [done.place for done in operations(conn, 1, found[1].place)] == [found[2].place]
    assert [done.operation.label for done in operations(conn, words="取号")] == ["取号"]
    assert len(operations(conn, words="王芳")) == 4


def test_the_recycle_bin_shows_what_is_gone(desk: Desk) -> None:
    first = add(desk, CASES, {**CASE, "party_name": "王大力"})
    second = add(desk, CASES, {**CASE, "address": "别处"})
    remove(desk, CASES, [first, second])
    found = removed(desk.store.reader(), desk.store.shapes, CASES)
    assert [row.record for row in found] == [second, first]
    assert found[1].label == "删除案件台账(2 条)"
    assert found[1].fields == (
        ("案件编号", "ZZ-2026-0001"),
        ("发现时间", "2026-10-08"),
        ("地点", "人民路12号"),
        ("问题类别", "占道经营"),
        ("当事人", "王**"),
    )
    older = removed(desk.store.reader(), desk.store.shapes, CASES, before=found[0].place)
    assert [row.record for row in older] == [first]
    bring_back(desk, CASES, first)
    assert gone(desk) == [second]
    remove(desk, CASES, [first])
    assert gone(desk) == [first, second]
    undo(desk, operation_rows(desk.store.reader())[-1].ref)
    assert gone(desk) == [second]


def test_a_record_comes_back_as_it_was(desk: Desk) -> None:
    kind = desk.store.names().items("daily-count")[0].id
    log = add(desk, DAILY, {"date": "10.8", "unit": "一中队", f"counts.{kind}": "3"})
    row = dict(desk.store.reader().execute("SELECT * FROM market_daily").fetchone())
    remove(desk, DAILY, [log])
    bring_back(desk, DAILY, log)
    assert dict(desk.store.reader().execute("SELECT * FROM market_daily").fetchone()) == row
    assert counts_of(desk, log) == {kind: 300}
    assert check(desk.store) == []
    undo(desk, operation_rows(desk.store.reader())[-1].ref)
    assert counts_of(desk, log) == {}
    bring_back(desk, DAILY, log)
    assert counts_of(desk, log) == {kind: 300}
    assert [event.kind for event in log_story(desk, log)] == [
        *("insert", "remove", "insert", "remove", "insert")
    ]


def test_what_can_not_come_back_says_why(desk: Desk) -> None:
    case = add(desk, CASES, {**CASE, "town": "城东街道", "number": "A-1"})
    town = desk.store.names().record("towns", "城东街道")
    assert town is not None
    with pytest.raises(UserError, match="已经恢复了"):
        bring_back(desk, CASES, case)
    remove(desk, CASES, [case])
    remove(desk, TOWNS, [town])
    with pytest.raises(UserError) as found:
        bring_back(desk, CASES, case)
    assert found.value.sentence == (
        "这一条的“镇街”所指的名称已被删除；请先恢复那个名称，再恢复这一条。"
    )
    bring_back(desk, TOWNS, town)
    taken = add(desk, CASES, {**CASE, "number": "A-1"})
    with pytest.raises(UserError, match="已有另一条的案件编号与这一条相同"):
        bring_back(desk, CASES, case)
    change(desk, CASES, [taken], {"number": "A-2"})
    bring_back(desk, CASES, case)
    assert value_of(desk, "market-cases", case, "town") == town
    with pytest.raises(UserError, match="回收站里没有"):
        bring_back(desk, CASES, 3)


def test_anonymised_payloads_are_not_shown(desk: Desk) -> None:
    record = add(desk, CASES, CASE)
    change(desk, CASES, [record], {"note": "x"})
    remove(desk, CASES, [record])
    before = logical_dump(desk.store)
    with desk.store.upkeep() as conn:
        conn.execute("UPDATE change SET before = NULL, after = NULL WHERE record = ?", (record,))
    assert [event.note for event in story(desk, record)] == ["内容已按规定匿名化"] * 3
    [row] = removed(desk.store.reader(), desk.store.shapes, CASES)
    assert row.fields == ()
    with pytest.raises(UserError, match="匿名化"):
        bring_back(desk, CASES, record)
    assert logical_dump(desk.store) == before


def test_an_image_of_an_older_schema_lacks_its_last_columns(desk: Desk) -> None:
    record = add(desk, CASES, CASE)
    image = json.dumps(["B-1", "2026-10-01"])
    with desk.store.upkeep() as conn:
        conn.execute("UPDATE change SET after = ? WHERE record = ?", (image, record))
    assert changes(story(desk, record)[0]) == [
        ("案件编号", "", "B-1"),
        ("发现时间", "", "2026-10-01"),
    ]
