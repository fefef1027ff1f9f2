"""Changing, clearing and removing records by hand: checked like an import, one undo each."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bureau.desk import Desk
from bureau.editing import (
    EditFault,
    add,
    change,
    change_cells,
    check,
    clear_cells,
    read,
    remove,
)
from bureau.errors import UserError
from bureau.ledger.declaration import IDENTITY
from bureau.market.ledgers import CASES, DAILY
from bureau.register.ledgers import PEOPLE, ROADS, TOWNS, UNITS
from bureau.storage.check import check as check_books
from bureau.storage.dump import logical_dump
from bureau.storage.rows import page
from bureau.storage.search import find
from bureau.storage.undo import next_undo, operation_rows, undo
from tests.exchange.ledger_sheets import case, case_book, staged, taken
from tests.storage.offices import counts_of, exists, item, value_of

CASE = {"found_on": "10.8", "address": "人民路12号", "category": "占道经营"}


def cases(desk: Desk, count: int) -> list[int]:
    return [add(desk, CASES, {**CASE, "address": f"人民路{n}号"}) for n in range(1, count + 1)]


def last_label(desk: Desk) -> str:
    return operation_rows(desk.store.reader())[-1].label


def case_value(desk: Desk, record: int, key: str) -> object:
    return value_of(desk, "market-cases", record, key)


def faults_of(found: pytest.ExceptionInfo[EditFault]) -> list[tuple[int | None, str]]:
    return [(fault.record, fault.field) for fault in found.value.faults]


def press_undo(desk: Desk) -> None:
    found = next_undo(desk, desk.store.reader())
    assert found is not None
    undo(desk, found.ref)


def test_a_batch_is_one_step_with_its_name(desk: Desk) -> None:
    ids = cases(desk, 23)
    before = logical_dump(desk.store)
    done = change(desk, CASES, ids, {"unit": "一中队"})
    assert (done.count, done.new_names) == (23, ("一中队",))
    assert last_label(desk) == "批量修改责任单位(23 条)"
    unit = desk.store.names().record("units", "一中队")
    assert {case_value(desk, record, "unit") for record in ids} == {unit}
    press_undo(desk)
    assert logical_dump(desk.store) == before
    assert check_books(desk.store) == []


def test_a_single_change_names_its_record(desk: Desk) -> None:
    [record] = cases(desk, 1)
    change(desk, CASES, [record], {"note": "已电话告知"})
    assert last_label(desk) == "修改 ZZ-2026-0001 的备注"
    change(desk, CASES, [record], {"note": "", "grid": "08", "place_kind": None})
    assert last_label(desk) == "修改 ZZ-2026-0001 的备注等 2 项"
    change(desk, CASES, [record], {"note": "x"}, label="改备注")
    assert last_label(desk) == "改备注"


def test_what_is_as_it_was_is_no_step(desk: Desk) -> None:
    first, second = cases(desk, 2)
    steps = len(operation_rows(desk.store.reader()))
    assert change(desk, CASES, [first], {"address": " 人民路1号 "}).count == 0
    assert len(operation_rows(desk.store.reader())) == steps
    assert change(desk, CASES, [first, second], {"address": "人民路2号"}).count == 1
    assert last_label(desk) == "修改 ZZ-2026-0001 的地点"


def test_one_bad_cell_keeps_the_whole_block_out(desk: Desk) -> None:
    first, second = cases(desk, 2)
    before = logical_dump(desk.store)
    block = {
        (first, "note"): "好",
        (first, "due_on"): "10.7",
        (second, "due_on"): "哪天",
        (second, "unit"): "九中队",
    }
    with pytest.raises(EditFault) as found:
        change_cells(desk, CASES, block, "粘贴")
    assert faults_of(found) == [(first, "due_on"), (second, "due_on")]
    assert found.value.sentence.endswith("共 2 条有问题，请都改正后再保存。")
    assert logical_dump(desk.store) == before


def test_a_pasted_block_is_one_step(desk: Desk) -> None:
    first, second = cases(desk, 2)
    block = {(first, "note"): "甲", (second, "note"): "乙", (second, "due_on"): "10.20"}
    assert change_cells(desk, CASES, block, "粘贴 3 个单元格").count == 2
    assert last_label(desk) == "粘贴 3 个单元格"
    assert case_value(desk, second, "due_on") == "2026-10-20"


def test_old_faults_do_not_keep_other_cells_from_being_mended(desk: Desk) -> None:
    # An import takes 已整改 without a date where the file has no such column.
    with desk.store.operation(desk, "旧台账") as op:
        closed = item(desk, "case-state", "已整改")
        old: dict[str, object] = {"found_on": "2026-10-08", "state": closed}
        record = op.insert("market-cases", old)
    assert change(desk, CASES, [record], {"note": "旧", "address": ""}).count == 1
    with pytest.raises(EditFault) as found:
        change(desk, CASES, [record], {"closed_on": "10.7"})
    assert faults_of(found) == [(record, "closed_on")]
    assert change(desk, CASES, [record], {"closed_on": "10.9"}).count == 1
    with pytest.raises(EditFault, match="已整改却没有完成时间"):
        clear_cells(desk, CASES, [(record, "closed_on")])


def test_a_required_cell_can_not_be_cleared(desk: Desk) -> None:
    [record] = cases(desk, 1)
    with pytest.raises(EditFault) as found:
        clear_cells(desk, CASES, [(record, "address"), (record, "note")])
    assert found.value.sentence == "没有保存：“地点”没有填，请填写地点。"


def test_clearing_cells_is_one_step(desk: Desk) -> None:
    ids = cases(desk, 2)
    change(desk, CASES, ids, {"note": "x", "grid": "08"})
    assert clear_cells(desk, CASES, [(r, k) for r in ids for k in ("note", "grid")]).count == 2
    assert last_label(desk) == "清空备注等 2 项(2 条)"
    assert case_value(desk, ids[0], "grid") is None


def test_lines_change_one_by_one(desk: Desk) -> None:
    kinds = [found.id for found in desk.store.names().items("daily-count")][:2]
    log = add(desk, DAILY, {"date": "10.8", "counts": {kinds[0]: 3, kinds[1]: 4}})
    assert change_cells(desk, DAILY, {(log, f"counts.{kinds[0]}"): "7"}).count == 1
    assert counts_of(desk, log) == {kinds[0]: 700, kinds[1]: 400}
    title = desk.store.names().items("daily-count")[0].title
    assert last_label(desk) == f"修改 2026-10-08 的{title}"
    change(desk, DAILY, [log], {f"counts.{kind}": "1" for kind in kinds})
    assert last_label(desk) == "修改 2026-10-08 的工作量"
    press_undo(desk)
    clear_cells(desk, DAILY, [(log, f"counts.{kinds[1]}")])
    other = desk.store.names().items("daily-count")[1].title
    assert last_label(desk) == f"清空 2026-10-08 的{other}"
    assert counts_of(desk, log) == {kinds[0]: 700}
    press_undo(desk)
    assert counts_of(desk, log) == {kinds[0]: 700, kinds[1]: 400}


def test_two_records_may_exchange_their_numbers(desk: Desk) -> None:
    first, second = cases(desk, 2)
    swap = {(first, "number"): "ZZ-2026-0002", (second, "number"): "ZZ-2026-0001"}
    assert change_cells(desk, CASES, swap).count == 2
    assert case_value(desk, first, "number") == "ZZ-2026-0002"


def test_a_batch_can_not_give_one_number_to_all(desk: Desk) -> None:
    ids = cases(desk, 2)
    with pytest.raises(EditFault) as found:
        change(desk, CASES, ids, {"number": "A-1"})
    assert [field for _, field in faults_of(found)] == ["number", "number"]
    assert case_value(desk, ids[0], "number") == "ZZ-2026-0001"


def test_the_date_of_completion_closes_a_case(desk: Desk) -> None:
    [record] = cases(desk, 1)
    change(desk, CASES, [record], {"state": "整改中"})
    done = change(desk, CASES, [record], {"closed_on": "10.9"})
    assert done.said == ("“状态”随之改为“结案”",)
    assert case_value(desk, record, "state") == item(desk, "case-state", "已整改")
    with pytest.raises(EditFault, match="有完成时间，整改状态却不是已整改"):
        change(desk, CASES, [record], {"state": "整改中"})
    change(desk, CASES, [record], {"state": "整改中", "closed_on": None})
    assert case_value(desk, record, "closed_on") is None


def test_a_new_class_drops_the_sub_class_of_another(desk: Desk) -> None:
    [record] = cases(desk, 1)
    items = desk.store.names().items("market-category")
    child = next(i for i in items if i.parent is not None)
    other = next(i for i in items if i.parent is None and i.id != child.parent)
    done = change(desk, CASES, [record], {"subcategory": child.title})
    assert case_value(desk, record, "category") == child.parent
    done = change(desk, CASES, [record], {"category": other.title})
    assert case_value(desk, record, "subcategory") is None
    assert done.said == (f"“小类”“{child.title}”不属于新的问题类别，已清空",)
    third = next(i for i in items if i.parent is None and i.id not in (child.parent, other.id))
    with pytest.raises(EditFault) as found:
        change(desk, CASES, [record], {"category": third.title, "subcategory": child.title})
    assert faults_of(found) == [(record, "subcategory")]


def test_a_masked_value_left_alone_stays(desk: Desk) -> None:
    record = add(desk, CASES, {**CASE, "party_name": "王大力", "phone": "13800001234"})
    shown = {"party_name": "王**", "phone": "138****1234", "note": "改"}
    assert change(desk, CASES, [record], shown).count == 1
    assert case_value(desk, record, "party_name") == "王大力"
    assert case_value(desk, record, "phone") == "13800001234"
    with pytest.raises(EditFault, match="遮盖"):
        change(desk, CASES, [record], {"phone": "139****1234"})


@pytest.mark.parametrize("masked", [False, True])
def test_what_the_screen_shows_reads_back_as_it_is(desk: Desk, masked: bool) -> None:
    items = desk.store.names().items("market-category")
    child = next(i for i in items if i.parent is not None)
    typed = {
        "found_on": "10.8 9:30",
        "source": "网格员上报",
        "town": "城东街道",
        "address": "人民路 12 号",
        "point": "119.5,26.25",
        "category": child.title,
        "party_name": "王大力",
        "phone": "138 0000 1234",
        "due_on": "3日内",
        "description": "占道\n摆摊",
        "registered_at": "10.8 8:00",
    }
    record = add(desk, CASES, typed)
    with desk.store.operation(desk, "别处来的") as op:
        op.update("market-cases", record, {"address": " 人民路  12 号 "})
    with desk.store.snapshot() as conn:
        names = desk.store.names(conn)
        [row] = page(conn, CASES, [record], today=desk.today())
    shown: dict[str, str] = {}
    for field in CASES.stored:
        show = field.type.mask if masked and field.personal else field.type.show
        shown[field.key] = show(row[field.key], names)  # type: ignore[arg-type]
    del shown["photos_before"], shown["photos_after"]
    draft = read(desk, CASES, shown, record)
    assert (draft.values, draft.faults, draft.new_names) == ({}, [], ())


def test_a_record_is_not_its_own_upper(desk: Desk) -> None:
    unit = add(desk, UNITS, {"name": "一中队"})
    [fault] = check(desk, UNITS, {"parent": "一中队"}, unit)
    assert fault.reason == "“上级”不能是这一条自己"


def test_checking_a_change_finds_its_own_record_no_repeat(desk: Desk) -> None:
    road = add(desk, ROADS, {"name": "人民路"})
    add(desk, ROADS, {"name": "解放路"})
    assert check(desk, ROADS, {"name": "人民路", "start": "东门"}, road) == []
    assert [fault.field for fault in check(desk, ROADS, {"name": "解放路"}, road)] == ["name"]
    assert read(desk, ROADS, {"length_m": "1.5"}, road).values == {"length_m": 150}
    with pytest.raises(UserError, match="已经被删除"):
        check(desk, ROADS, {"name": "x"}, 5)


def test_a_record_removed_meanwhile_is_told(desk: Desk) -> None:
    first, second = cases(desk, 2)
    remove(desk, CASES, [first])
    with pytest.raises(EditFault) as found:
        change(desk, CASES, [first, second], {"note": "x"})
    assert found.value.sentence == "没有保存：这一条已经被删除，请刷新列表。"
    assert case_value(desk, second, "note") is None


def test_an_edit_can_be_stopped_half_way(desk: Desk) -> None:
    ids = cases(desk, 3)
    before = logical_dump(desk.store)

    def stop(done: int, of: int) -> None:
        assert of == 6  # each is read, then written
        if done >= 3:
            raise UserError("不做了。")

    with pytest.raises(UserError, match="不做了"):
        change(desk, CASES, ids, {"note": "x"}, step=stop)
    assert logical_dump(desk.store) == before


def test_many_are_found_by_their_new_names(desk: Desk) -> None:
    ids = cases(desk, 201)
    change(desk, CASES, ids, {"unit": "夜间中队"})
    newest = sorted(ids, reverse=True)[:200]
    conn, shapes = desk.store.reader(), desk.store.shapes
    assert find(conn, shapes, "夜间", ledger="market-cases") == newest
    while desk.store.index_waiting():
        pass
    assert find(conn, shapes, "夜间", ledger="market-cases") == newest
    assert check_books(desk.store) == []


def test_photos_are_added_and_taken_away(desk: Desk) -> None:
    [record] = cases(desk, 1)
    content = BytesIO()
    Image.new("RGB", (8, 6), "blue").save(content, "PNG")
    change(desk, CASES, [record], {}, photos={"photos_after": [content.getvalue()]})
    assert last_label(desk) == "修改 ZZ-2026-0001 的整改后照片"
    kept = case_value(desk, record, "photos_after")
    assert isinstance(kept, str)
    assert change(desk, CASES, [record], {}, photos={"photos_after": [kept[2:-2]]}).count == 0
    change(desk, CASES, [record], {}, photos={"photos_after": []})
    assert case_value(desk, record, "photos_after") is None


# -- recognising -----------------------------------------------------------------------------------


def test_a_record_typed_here_is_recognised_by_what_it_says_now(desk: Desk, tmp_path: Path) -> None:
    record = add(desk, CASES, {**CASE, "town": "城关镇"})
    before = case_value(desk, record, IDENTITY)
    change(desk, CASES, [record], {"address": "解放路3号"})
    assert case_value(desk, record, IDENTITY) != before
    book = case_book(tmp_path / "a.xlsx", case("10月8日", "解放路3号", handling=None, state=None))
    with staged(desk, "market-cases", book) as found:
        assert (found.parsed.accepted, found.parsed.unchanged) == (0, 1)
    press_undo(desk)
    assert case_value(desk, record, IDENTITY) == before


def test_a_mended_record_of_a_file_is_still_that_row_of_the_file(
    desk: Desk, tmp_path: Path
) -> None:
    book = case_book(tmp_path / "a.xlsx", case("10月8日", "人民路12号"))
    assert taken(desk, "market-cases", book).written == 1
    [record] = [row["id"] for row in desk.store.reader().execute("SELECT id FROM market_cases")]
    change(desk, CASES, [record], {"address": "人民路21号"})
    with staged(desk, "market-cases", book) as found:
        assert (found.parsed.accepted, found.parsed.changed) == (0, 1)


# -- removing --------------------------------------------------------------------------------------


def test_removing_is_one_step_and_comes_back(desk: Desk) -> None:
    ids = cases(desk, 3)
    before = logical_dump(desk.store)
    assert remove(desk, CASES, ids[:2]) == 2
    assert last_label(desk) == "删除案件台账(2 条)"
    assert [exists(desk, "market-cases", record) for record in ids] == [False, False, True]
    press_undo(desk)
    assert logical_dump(desk.store) == before
    assert remove(desk, CASES, [ids[0], 12345]) == 1
    assert last_label(desk) == "删除案件台账 ZZ-2026-0001"
    assert remove(desk, CASES, [ids[0]]) == 0


def test_many_go_as_a_few_do(desk: Desk) -> None:
    kind = desk.store.names().items("daily-count")[0].id
    logs = [
        add(desk, DAILY, {"date": f"2026-{1 + n // 28}-{1 + n % 28}", f"counts.{kind}": n + 1})
        for n in range(210)
    ]
    before = logical_dump(desk.store)
    assert remove(desk, DAILY, logs) == 210
    table = desk.store.reader().execute("SELECT count(*) FROM market_daily__counts")
    assert table.fetchone()[0] == 0
    assert check_books(desk.store) == []
    press_undo(desk)
    assert logical_dump(desk.store) == before


def test_what_others_refer_to_stays(desk: Desk) -> None:
    for number in range(2):
        add(desk, CASES, {**CASE, "town": "城东街道", "address": f"{number}号"})
    add(desk, ROADS, {"name": "人民路", "town": "城东街道"})
    town = desk.store.names().record("towns", "城东街道")
    assert town is not None
    with pytest.raises(UserError) as found:
        remove(desk, TOWNS, [town])
    assert found.value.sentence == (
        "这一条还被引用，没有删除：“道路名册” 1 条、“案件台账” 2 条；请先改掉或删除那些记录。"
    )
    assert exists(desk, "towns", town)


def test_records_that_refer_to_each_other_go_together(desk: Desk) -> None:
    upper = add(desk, UNITS, {"name": "大队"})
    lower = add(desk, UNITS, {"name": "一中队", "parent": "大队"})
    with pytest.raises(UserError, match="“在用”改为“否”"):
        remove(desk, UNITS, [upper])
    assert remove(desk, UNITS, [upper, lower]) == 2


def test_people_are_not_named_in_steps(desk: Desk) -> None:
    person = add(desk, PEOPLE, {"name": "张三丰"})
    change(desk, PEOPLE, [person], {"post": "队员"})
    assert last_label(desk) == "修改人员名册的职务"
    remove(desk, PEOPLE, [person])
    assert last_label(desk) == "删除人员名册 1 条"
