"""Undo and redo: many steps, over a restart, careful with what was changed since."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bureau.desk import Desk
from bureau.errors import UserError
from bureau.storage import kinds
from bureau.storage.check import check
from bureau.storage.dump import logical_dump
from bureau.storage.undo import UndoConflict, Undone, next_redo, next_undo, operation_rows, undo
from tests.storage.offices import counts_of, exists, furnish, item, opened, value_of


def add(desk: Desk, ledger: str, label: str = "登记", **values: object) -> int:
    with desk.store.operation(desk, label) as op:
        return op.insert(ledger, values)


def edit(desk: Desk, ledger: str, record: int, label: str = "改", **values: object) -> None:
    with desk.store.operation(desk, label) as op:
        op.update(ledger, record, values)


def remove(desk: Desk, ledger: str, record: int) -> None:
    with desk.store.operation(desk, "删") as op:
        op.remove(ledger, record)


def press_undo(desk: Desk) -> Undone:
    found = next_undo(desk, desk.store.reader())
    assert found is not None
    return undo(desk, found.ref)


def press_redo(desk: Desk) -> Undone:
    found = next_redo(desk, desk.store.reader())
    assert found is not None
    return undo(desk, found.ref)


def last(desk: Desk) -> tuple[int, int]:
    return operation_rows(desk.store.reader())[-1].ref


def test_steps_go_back_and_forth(desk: Desk) -> None:
    road = add(desk, "roads", name="解放路")
    edit(desk, "roads", road, name="人民路")
    edit(desk, "roads", road, name="建设路", section="一标段")
    states = []
    for _ in range(3):
        states.append(press_undo(desk).applied)
    assert states == [1, 1, 1]
    assert not exists(desk, "roads", road)
    assert next_undo(desk, desk.store.reader()) is None
    press_redo(desk)
    assert value_of(desk, "roads", road, "name") == "解放路"
    press_redo(desk)
    assert value_of(desk, "roads", road, "name") == "人民路"
    press_undo(desk)
    assert value_of(desk, "roads", road, "name") == "解放路"
    press_redo(desk)
    press_redo(desk)
    assert value_of(desk, "roads", road, "name") == "建设路"
    assert value_of(desk, "roads", road, "section") == "一标段"
    assert next_redo(desk, desk.store.reader()) is None
    assert check(desk.store) == []


def test_each_step_is_named(desk: Desk) -> None:
    add(desk, "roads", "登记道路", name="解放路")
    press_undo(desk)
    press_redo(desk)
    press_undo(desk)
    rows = operation_rows(desk.store.reader())
    assert [row.label for row in rows] == [
        "登记道路",
        "撤销“登记道路”",
        "重做“登记道路”",
        "撤销“登记道路”",
    ]
    assert [row.kind for row in rows] == ["edit", "undo", "redo", "undo"]


def test_something_new_ends_redo_but_not_undo(desk: Desk) -> None:
    road = add(desk, "roads", name="解放路")
    edit(desk, "roads", road, name="人民路")
    press_undo(desk)
    edit(desk, "roads", road, section="一标段")
    assert next_redo(desk, desk.store.reader()) is None
    press_undo(desk)
    press_undo(desk)
    assert not exists(desk, "roads", road)
    assert next_undo(desk, desk.store.reader()) is None


def test_undo_and_redo_survive_a_restart(root: Path) -> None:
    with opened(root) as desk:
        road = add(desk, "roads", name="解放路")
        edit(desk, "roads", road, name="人民路")
        press_undo(desk)
    with opened(root, seed=2) as desk:
        assert press_redo(desk).label == "改"
        assert value_of(desk, "roads", road, "name") == "人民路"
        press_undo(desk)
    with opened(root, seed=3) as desk:
        press_undo(desk)
        assert not exists(desk, "roads", road)


def test_everyone_takes_back_only_their_own_steps(root: Path) -> None:
    with opened(root, "王芳") as desk:
        add(desk, "roads", name="解放路")
    with opened(root, "李强") as desk:
        assert next_undo(desk, desk.store.reader()) is None
        add(desk, "roads", name="人民路")
    with opened(root, "王芳") as desk:
        found = next_undo(desk, desk.store.reader())
        assert found is not None
        assert (found.seq, found.actor) == (1, "王芳")


def test_signing_in_begins_a_new_stack_and_older_steps_go_from_history(desk: Desk) -> None:
    road = add(desk, "roads", name="解放路")
    earlier = last(desk)
    with desk.store.operation(desk, "登录", kinds.SIGN_IN) as op:
        op.note_raw("sessions", 0, "sign-in", None, None)
    assert next_undo(desk, desk.store.reader()) is None
    undo(desk, earlier)
    assert not exists(desk, "roads", road)


def test_what_cannot_be_undone_says_why_and_does_not_bar_what_can(desk: Desk) -> None:
    road = add(desk, "roads", name="解放路")
    with desk.store.operation(desk, "导出人员电话", "export-personal") as op:
        op.note_raw("people", 0, "export", None, None)
    with pytest.raises(UserError, match="“导出人员电话”不能撤销：个人信息导出记录不能撤销"):
        undo(desk, last(desk))
    press_undo(desk)
    assert not exists(desk, "roads", road)
    assert check(desk.store) == []


def test_what_is_only_noted_does_not_end_redo(desk: Desk) -> None:
    road = add(desk, "roads", name="解放路")
    press_undo(desk)
    with desk.store.operation(desk, "导出人员电话", "export-personal") as op:
        op.note_raw("people", 0, "export", None, None)
    press_redo(desk)
    assert exists(desk, "roads", road)


def test_a_step_that_came_to_nothing_does_not_bar_the_one_before(desk: Desk) -> None:
    road = add(desk, "roads", name="解放路")
    with desk.store.operation(desk, "登记又删去") as op:
        op.remove("roads", op.insert("roads", {"name": "人民路"}))
    assert press_undo(desk).applied == 0
    assert press_undo(desk).applied == 1
    assert not exists(desk, "roads", road)
    press_redo(desk)
    press_redo(desk)
    assert next_redo(desk, desk.store.reader()) is None
    assert exists(desk, "roads", road)
    assert check(desk.store) == []


def test_an_operation_is_undone_once(desk: Desk) -> None:
    add(desk, "roads", "登记道路", name="解放路")
    ref = last(desk)
    undo(desk, ref)
    with pytest.raises(UserError, match="“登记道路”已经撤销过了"):
        undo(desk, ref)
    with pytest.raises(UserError, match="找不到要撤销的操作"):
        undo(desk, (1, 99))


def test_a_removed_record_comes_back_with_id_lines_and_references(desk: Desk) -> None:
    people = item(desk, "daily-count", "出动人员")
    unit = add(desk, "units", name="一中队")
    day = add(desk, "market-daily", date="2026-10-01", unit=unit, note="雨", counts={people: 1200})
    before = logical_dump(desk.store)
    remove(desk, "market-daily", day)
    press_undo(desk)
    assert logical_dump(desk.store) == before
    assert counts_of(desk, day) == {people: 1200}
    press_redo(desk)
    assert not exists(desk, "market-daily", day)
    assert check(desk.store) == []


def test_a_field_edited_since_is_a_conflict(desk: Desk) -> None:
    road = add(desk, "roads", name="解放路")
    edit(desk, "roads", road, name="人民路")
    ref = last(desk)
    edit(desk, "roads", road, name="建设路")
    with pytest.raises(UndoConflict, match="有 1 条之后又被改动或引用") as caught:
        undo(desk, ref)
    assert caught.value.undone.kept == [("roads", road, "之后被改过")]
    assert value_of(desk, "roads", road, "name") == "建设路"
    with pytest.raises(UserError, match="没有可以撤销的"):
        undo(desk, ref, partial=True)


def test_another_field_edited_since_is_none(desk: Desk) -> None:
    road = add(desk, "roads", name="解放路")
    edit(desk, "roads", road, name="人民路")
    ref = last(desk)
    edit(desk, "roads", road, section="一标段")
    undo(desk, ref)
    assert value_of(desk, "roads", road, "name") == "解放路"
    assert value_of(desk, "roads", road, "section") == "一标段"


def test_partial_undo_takes_the_rest(desk: Desk) -> None:
    roads = [add(desk, "roads", name=name) for name in ("甲路", "乙路", "丙路")]
    with desk.store.operation(desk, "批量改标段(3 条)") as op:
        for road in roads:
            op.update("roads", road, {"section": "二标段"})
    ref = last(desk)
    edit(desk, "roads", roads[1], section="三标段")
    undone = undo(desk, ref, partial=True)
    assert (undone.applied, undone.kept) == (2, [("roads", roads[1], "之后被改过")])
    assert [value_of(desk, "roads", road, "section") for road in roads] == [None, "三标段", None]


def test_a_record_removed_since_is_a_conflict_of_its_edit(desk: Desk) -> None:
    road = add(desk, "roads", name="解放路")
    edit(desk, "roads", road, name="人民路")
    ref = last(desk)
    remove(desk, "roads", road)
    with pytest.raises(UndoConflict) as caught:
        undo(desk, ref)
    assert caught.value.undone.kept == [("roads", road, "已被删除")]


def test_a_record_inserted_and_edited_in_one_step_notices_any_later_edit(desk: Desk) -> None:
    with desk.store.operation(desk, "登记") as op:
        road = op.insert("roads", {"name": "解放路"})
        op.update("roads", road, {"section": "一标段"})
    ref = last(desk)
    edit(desk, "roads", road, note="宽")
    with pytest.raises(UndoConflict):
        undo(desk, ref)
    press_undo(desk)
    press_undo(desk)
    assert not exists(desk, "roads", road)


def test_a_record_referred_to_since_stays(desk: Desk) -> None:
    with desk.store.operation(desk, "登记道路") as op:
        first = op.insert("roads", {"name": "解放路"})
        second = op.insert("roads", {"name": "人民路"})
    ref = last(desk)
    add(desk, "shops", name="老王面馆", road=first)
    with pytest.raises(UndoConflict) as caught:
        undo(desk, ref)
    assert caught.value.undone.kept == [("roads", first, "已被其他记录引用")]
    assert undo(desk, ref, partial=True).applied == 1
    assert exists(desk, "roads", first)
    assert not exists(desk, "roads", second)


def test_a_later_reference_is_seen_among_many_of_the_same_step(desk: Desk) -> None:
    with desk.store.operation(desk, "登记") as op:
        road = op.insert("roads", {"name": "解放路"})
        for number in range(120):
            op.insert("shops", {"name": f"{number}号店", "road": road})
    ref = last(desk)
    late = add(desk, "shops", name="后来的店", road=road)
    undone = undo(desk, ref, partial=True)
    assert (undone.applied, undone.kept) == (120, [("roads", road, "已被其他记录引用")])
    assert exists(desk, "shops", late)


def test_a_new_name_and_the_edit_that_uses_it_go_back_together(desk: Desk) -> None:
    old = add(desk, "roads", name="解放路")
    shop = add(desk, "shops", name="老王面馆", road=old)
    with desk.store.operation(desk, "改路段") as op:
        new = op.insert("roads", {"name": "人民路", "provisional": 1})
        op.update("shops", shop, {"road": new})
    press_undo(desk)
    assert value_of(desk, "shops", shop, "road") == old
    assert not exists(desk, "roads", new)


def test_what_stays_keeps_what_it_refers_to(desk: Desk) -> None:
    """A shop that was edited since stays, so its road stays, so the road's town stays."""
    with desk.store.operation(desk, "导入", kinds.IMPORT) as op:
        town = op.insert("towns", {"name": "城关镇"})
        road = op.insert("roads", {"name": "解放路", "town": town})
        shop = op.insert("shops", {"name": "老王面馆", "road": road})
        other = op.insert("shops", {"name": "小李修车", "road": road})
    ref = last(desk)
    edit(desk, "shops", shop, phone="13800000000")
    undone = undo(desk, ref)  # an import leaves such records without asking
    assert undone.applied == 1
    assert {record for _, record, _ in undone.kept} == {town, road, shop}
    assert not exists(desk, "shops", other)
    assert check(desk.store) == []


def test_a_line_added_since_keeps_its_record(desk: Desk) -> None:
    people, cars = item(desk, "daily-count", "出动人员"), item(desk, "daily-count", "出动车辆")
    day = add(desk, "market-daily", date="2026-10-01", counts={people: 1200})
    ref = last(desk)
    edit(desk, "market-daily", day, counts={people: 1200, cars: 300})
    with pytest.raises(UndoConflict) as caught:
        undo(desk, ref)
    assert [(ledger, record) for ledger, record, _ in caught.value.undone.kept] == [
        ("market-daily", day)
    ]
    assert counts_of(desk, day) == {people: 1200, cars: 300}


def test_a_line_edited_since_keeps_the_whole_record_and_counts_once(desk: Desk) -> None:
    people, cars = item(desk, "daily-count", "出动人员"), item(desk, "daily-count", "出动车辆")
    with desk.store.operation(desk, "导入日志", kinds.IMPORT) as op:
        kept = op.insert("market-daily", {"date": "2026-10-01", "counts": {people: 1, cars: 2}})
        gone = op.insert("market-daily", {"date": "2026-10-02", "counts": {people: 3, cars: 4}})
    ref = last(desk)
    edit(desk, "market-daily", kept, counts={people: 9, cars: 2})
    undone = undo(desk, ref)
    assert (undone.applied, len(undone.kept)) == (1, 1)
    assert counts_of(desk, kept) == {people: 9, cars: 2}
    assert counts_of(desk, gone) == {}


def test_undo_of_removed_lines_when_the_record_is_gone(desk: Desk) -> None:
    people = item(desk, "daily-count", "出动人员")
    day = add(desk, "market-daily", date="2026-10-01", counts={people: 1200})
    edit(desk, "market-daily", day, counts={})
    ref = last(desk)
    remove(desk, "market-daily", day)
    with pytest.raises(UndoConflict) as caught:
        undo(desk, ref)
    assert caught.value.undone.kept == [("market-daily", day, "原来引用的名称已被删除")]


def test_a_removed_record_whose_road_is_gone_does_not_come_back_crippled(desk: Desk) -> None:
    road = add(desk, "roads", name="解放路")
    shop = add(desk, "shops", name="老王面馆", road=road)
    remove(desk, "shops", shop)
    ref = last(desk)
    remove(desk, "roads", road)
    with pytest.raises(UndoConflict) as caught:
        undo(desk, ref)
    assert caught.value.undone.kept == [("shops", shop, "原来引用的名称已被删除")]
    press_undo(desk)  # the road first
    undo(desk, ref)
    assert value_of(desk, "shops", shop, "road") == road


def test_undo_never_gives_numbers_back(desk: Desk) -> None:
    numbering = desk.store.ledgers["market-cases"].numbering
    assert numbering is not None

    def register() -> str:
        with desk.store.operation(desk, "登记案件") as op:
            (number,) = op.give_numbers(numbering, [2026])
            op.insert("market-cases", {"number": number, "address": "解放路1号"})
            return number

    assert register() == "ZZ-2026-0001"
    press_undo(desk)
    assert register() == "ZZ-2026-0002"


def test_an_erased_history_cannot_be_undone(desk: Desk) -> None:
    import sqlite3
    from contextlib import closing

    person = add(desk, "people", name="张三")
    with closing(sqlite3.connect(desk.store.folder.database, isolation_level=None)) as conn:
        conn.execute("UPDATE change SET before = NULL, after = NULL, seal = substr(seal, 17)")
    with pytest.raises(UndoConflict) as caught:
        undo(desk, last(desk))
    assert caught.value.undone.kept == [("people", person, "内容已按规定匿名化")]


def test_undo_tells_the_screens_which_records_changed(desk: Desk) -> None:
    people = item(desk, "daily-count", "出动人员")
    day = add(desk, "market-daily", date="2026-10-01", counts={people: 1200})
    heard: list[object] = []
    desk.store.listeners.append(lambda changes: heard.append(dict(changes.records)))
    press_undo(desk)
    press_redo(desk)
    assert heard == [{"market-daily": {day}}] * 2


def test_an_undone_record_is_found_again(desk: Desk) -> None:
    from bureau.storage.search import find

    road = add(desk, "roads", name="解放路")
    remove(desk, "roads", road)
    assert find(desk.store.reader(), desk.store.shapes, "解放") == []
    press_undo(desk)
    assert find(desk.store.reader(), desk.store.shapes, "解放") == [road]
    press_undo(desk)
    assert find(desk.store.reader(), desk.store.shapes, "解放") == []
    assert check(desk.store) == []


def test_an_operation_of_an_older_schema_can_be_undone(tmp_path: Path) -> None:
    """Arrays written before a column was added are shorter; what is new is blank."""
    import sqlite3
    from contextlib import closing

    root = furnish(tmp_path / "data")
    with opened(root) as desk:
        road = add(desk, "roads", name="解放路")
        edit(desk, "roads", road, section="一标段")
        remove(desk, "roads", road)
        with closing(sqlite3.connect(desk.store.folder.database, isolation_level=None)) as conn:
            for row in conn.execute("SELECT id, before, after FROM change").fetchall():
                for place, name in ((1, "before"), (2, "after")):
                    if row[place] and row[place].startswith("["):
                        shorter = json.dumps(json.loads(row[place])[:-2], ensure_ascii=False)
                        conn.execute(
                            f"UPDATE change SET {name} = ? WHERE id = ?", (shorter, row[0])
                        )
        press_undo(desk)
        assert value_of(desk, "roads", road, "name") == "解放路"
        assert value_of(desk, "roads", road, "section") == "一标段"
        press_undo(desk)
        press_undo(desk)
        assert not exists(desk, "roads", road)
