"""Adding records by hand: the same reading as an import, numbers given, all or nothing."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bureau.desk import Desk
from bureau.editing import EditFault, Stored, add, check, duplicates, read
from bureau.errors import BugError, UserError
from bureau.market.ledgers import CASES, DAILY
from bureau.register.ledgers import PEOPLE, ROADS, TOWNS, UNITS
from bureau.storage.check import check as check_books
from bureau.storage.dump import logical_dump
from bureau.storage.undo import next_undo, operation_rows, undo
from tests.exchange.ledger_sheets import case, case_book, staged
from tests.storage.offices import counts_of, exists, item, value_of

CASE = {"found_on": "10.8", "address": "人民路12号", "category": "占道经营"}


def labels(desk: Desk) -> list[str]:
    return [row.label for row in operation_rows(desk.store.reader())]


def faults_of(found: pytest.ExceptionInfo[EditFault]) -> list[tuple[int | None, str]]:
    return [(fault.record, fault.field) for fault in found.value.faults]


def test_a_case_is_read_as_it_is_typed(desk: Desk) -> None:
    record = add(desk, CASES, {**CASE, "due_on": "3日内", "phone": "１３８ 0000 1234"})
    assert value_of(desk, "market-cases", record, "found_on") == "2026-10-08"
    assert value_of(desk, "market-cases", record, "due_on") == "2026-10-11"
    assert value_of(desk, "market-cases", record, "phone") == "13800001234"
    assert value_of(desk, "market-cases", record, "number") == "ZZ-2026-0001"
    assert labels(desk) == ["新增案件台账 ZZ-2026-0001"]
    assert check_books(desk.store) == []


def test_a_time_behind_the_day_goes_to_its_own_field(desk: Desk) -> None:
    record = add(desk, CASES, {**CASE, "found_on": "今天 9:30"})
    assert value_of(desk, "market-cases", record, "found_on") == "2026-10-08"
    assert value_of(desk, "market-cases", record, "found_time") == "09:30"


def test_a_sub_class_typed_as_category_fills_both(desk: Desk) -> None:
    child = next(i for i in desk.store.names().items("market-category") if i.parent is not None)
    record = add(desk, CASES, {**CASE, "category": child.title, "subcategory": ""})
    assert value_of(desk, "market-cases", record, "category") == child.parent
    assert value_of(desk, "market-cases", record, "subcategory") == child.id


def test_a_limit_without_a_year_stays_near_the_day_of_finding(desk: Desk) -> None:
    record = add(desk, CASES, {**CASE, "due_on": "1月5日", "found_on": "2026-12-28"})
    assert value_of(desk, "market-cases", record, "due_on") == "2027-01-05"


def test_unknown_names_enter_their_registers_once(desk: Desk) -> None:
    record = add(desk, CASES, {**CASE, "town": "城东街道", "unit": "一中队", "person": "李强"})
    town = desk.store.names().record("towns", "城东街道")
    assert value_of(desk, "market-cases", record, "town") == town
    assert value_of(desk, "towns", town or 0, "provisional") == 1
    again = add(desk, CASES, {**CASE, "town": "城东街道", "address": "人民路13号"})
    assert value_of(desk, "market-cases", again, "town") == town
    last = next_undo(desk, desk.store.reader())
    assert last is not None
    undo(desk, last.ref)
    assert not exists(desk, "market-cases", again)
    assert exists(desk, "towns", town or 0)


def test_one_undo_takes_the_new_names_too(desk: Desk) -> None:
    before = logical_dump(desk.store)
    add(desk, CASES, {**CASE, "town": "城东街道", "source": "网格员上报"})
    last = next_undo(desk, desk.store.reader())
    assert last is not None
    undo(desk, last.ref)
    assert logical_dump(desk.store) == before


def test_all_faults_are_told_and_nothing_is_kept(desk: Desk) -> None:
    before = logical_dump(desk.store)
    inputs = {"found_on": "13月1日", "category": "没有这类", "due_on": "10.1", "town": "城东街道"}
    with pytest.raises(EditFault) as found:
        add(desk, CASES, inputs)
    assert faults_of(found) == [(None, "found_on"), (None, "address"), (None, "category")]
    assert found.value.sentence.startswith(
        "没有保存：“发现时间”：“13月1日”里的月份是 13，没有这个月"
    )
    assert logical_dump(desk.store) == before
    assert labels(desk) == []


def test_a_rule_of_the_ledger_is_kept(desk: Desk) -> None:
    with pytest.raises(EditFault) as found:
        add(desk, CASES, {**CASE, "due_on": "2026-10-07"})
    assert found.value.sentence == (
        "没有保存：“整改期限”：整改期限早于发现日期（2026-10-07 早于 2026-10-08），请核对两个日期。"
    )
    with pytest.raises(EditFault) as found:
        add(desk, CASES, {**CASE, "state": "已整改"})
    assert faults_of(found) == [(None, "closed_on")]


def test_a_taken_number_names_the_other_record(desk: Desk) -> None:
    first = add(desk, CASES, {**CASE, "number": "A-7"})
    with pytest.raises(EditFault) as found:
        add(desk, CASES, {**CASE, "number": "A-7", "address": "解放路3号"})
    assert faults_of(found) == [(None, "number")]
    assert "A-7 2026-10-08 人民路12号" in found.value.sentence
    assert value_of(desk, "market-cases", first, "number") == "A-7"


def test_a_given_number_passes_over_one_that_was_typed(desk: Desk) -> None:
    add(desk, CASES, {**CASE, "number": "ZZ-2026-0001"})
    record = add(desk, CASES, {**CASE, "address": "解放路3号"})
    assert value_of(desk, "market-cases", record, "number") == "ZZ-2026-0002"


def test_a_day_has_one_log_of_a_unit(desk: Desk) -> None:
    add(desk, DAILY, {"date": "10.8", "unit": "一中队"})
    add(desk, DAILY, {"date": "10.8", "unit": "二中队"})
    with pytest.raises(EditFault) as found:
        add(desk, DAILY, {"date": "2026年10月8日", "unit": "一中队"})
    assert "与另一条“2026-10-08 一中队”的日期、中队相同" in found.value.sentence


def test_lines_are_read_by_kind(desk: Desk) -> None:
    kinds = [found.id for found in desk.store.names().items("daily-count")][:3]
    record = add(
        desk,
        DAILY,
        {"date": "10.8", f"counts.{kinds[0]}": "12", "counts": {kinds[1]: 3, kinds[2]: ""}},
    )
    assert counts_of(desk, record) == {kinds[0]: 1200, kinds[1]: 300}


def test_a_line_that_is_no_number_is_told_by_its_kind(desk: Desk) -> None:
    kind = desk.store.names().items("daily-count")[0]
    with pytest.raises(EditFault) as found:
        add(desk, DAILY, {"date": "10.8", f"counts.{kind.id}": "几个"})
    assert faults_of(found) == [(None, f"counts.{kind.id}")]
    assert kind.title in found.value.sentence


def test_masked_personal_values_are_refused(desk: Desk) -> None:
    with pytest.raises(EditFault, match="遮盖以后的内容"):
        add(desk, CASES, {**CASE, "party_name": "王*"})


def test_names_of_people_stay_out_of_the_names_of_steps(desk: Desk) -> None:
    add(desk, PEOPLE, {"name": "张三丰"})
    assert labels(desk) == ["新增人员名册 1 条"]


def test_computed_fields_can_not_be_typed(desk: Desk) -> None:
    with pytest.raises(EditFault, match="自动算出来"):
        add(desk, CASES, {**CASE, "overdue_days": "3"})


def test_a_field_that_is_none_is_a_bug(desk: Desk) -> None:
    with pytest.raises(BugError):
        add(desk, CASES, {**CASE, "nonsense": "1"})


def test_a_value_picked_from_a_list_needs_no_reading(desk: Desk) -> None:
    child = next(i for i in desk.store.names().items("market-category") if i.parent is not None)
    record = add(desk, CASES, {**CASE, "category": Stored(child.id)})
    assert value_of(desk, "market-cases", record, "category") == child.parent
    assert value_of(desk, "market-cases", record, "subcategory") == child.id


def test_a_picked_value_that_is_gone_is_told(desk: Desk) -> None:
    with pytest.raises(EditFault) as found:
        add(desk, CASES, {**CASE, "town": Stored(99), "category": Stored(98)})
    assert faults_of(found) == [(None, "town"), (None, "category")]
    assert "选中的名称已经被删除，请重新选择" in found.value.sentence


def test_photos_come_with_the_record(desk: Desk, tmp_path: Path) -> None:
    content = BytesIO()
    Image.new("RGB", (8, 6), "red").save(content, "JPEG")
    file = tmp_path / "前.jpg"
    file.write_bytes(content.getvalue())
    record = add(desk, CASES, CASE, photos={"photos_before": [file, content.getvalue()]})
    kept = value_of(desk, "market-cases", record, "photos_before")
    assert isinstance(kept, str)
    assert kept.count('"') == 2  # the same picture is kept once
    with pytest.raises(UserError):
        add(desk, CASES, {**CASE, "address": "别处"}, photos={"photos_before": [b"no picture"]})
    assert len(labels(desk)) == 1


def test_what_is_typed_is_recognised_by_an_import(desk: Desk, tmp_path: Path) -> None:
    add(desk, CASES, {**CASE, "town": "城关镇", "handling": "服务", "state": "整改中"})
    book = case_book(tmp_path / "台账.xlsx", case("10月8日", "人民路12号"), case("10月8日", "他处"))
    with staged(desk, "market-cases", book) as found:
        assert (found.parsed.accepted, found.parsed.unchanged) == (1, 1)


def test_checking_saves_nothing(desk: Desk) -> None:
    before = logical_dump(desk.store)
    assert [fault.field for fault in check(desk, CASES, {"found_on": "10.8"})] == [
        "address",
        "category",
    ]
    draft = read(desk, CASES, {**CASE, "town": "城东街道"})
    assert draft.faults == []
    assert draft.values["found_on"] == "2026-10-08"
    assert [(name.ledger, name.text) for name in draft.new_names] == [("towns", "城东街道")]
    add(desk, ROADS, {"name": "人民路"})
    [fault] = check(desk, ROADS, {"name": "人民路"})
    assert (fault.field, fault.reason) == ("name", "与另一条“人民路”的道路名称相同")
    assert logical_dump(desk.store) != before


def test_the_same_problem_reported_again_is_asked_about(desk: Desk) -> None:
    add(desk, TOWNS, {"name": "城关镇"})
    place = {**CASE, "town": "城关镇", "party_name": "王记小吃"}
    first = add(desk, CASES, place)
    closed = add(desk, CASES, {**place, "found_on": "10.3", "state": "已整改", "closed_on": "10.4"})
    found = duplicates(desk, CASES, {**place, "found_on": "10.9"})
    assert [twin.record for twin in found] == [first]
    assert found[0].sentence == (
        "可能与“ZZ-2026-0001 2026-10-08 人民路12号”（还没有完成时间）是同一件事，请先看一看"
    )
    assert [twin.record for twin in duplicates(desk, CASES, {**place, "found_on": "10.3"})] == [
        first,
        closed,
    ]
    assert duplicates(desk, CASES, {**place, "found_on": "10.30"}) == []
    assert duplicates(desk, CASES, place, first) == []
    assert duplicates(desk, CASES, {**place, "town": "没有的镇"}) == []
    assert duplicates(desk, UNITS, {"name": "一中队"}) == []


def test_equal_records_may_be_added_and_stay_two(desk: Desk, tmp_path: Path) -> None:
    for _ in range(2):
        add(desk, CASES, {**CASE, "town": "城关镇"})
    line = case("10月8日", "人民路12号", handling=None, state=None)
    with staged(desk, "market-cases", case_book(tmp_path / "a.xlsx", line, line)) as found:
        assert (found.parsed.accepted, found.parsed.unchanged) == (0, 2)


def test_shipped_classes_are_known_by_name(desk: Desk) -> None:
    record = add(desk, CASES, CASE)
    assert value_of(desk, "market-cases", record, "category") == item(
        desk, "market-category", "占道经营"
    )
