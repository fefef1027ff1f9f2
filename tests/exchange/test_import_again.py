"""Importing again, changed rows, the waiting list, taking an import back."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from bureau.desk import Desk
from bureau.errors import UserError
from bureau.exchange.batches import batches, undo_batch
from bureau.exchange.importing import confirm
from bureau.exchange.parsing import ImportCancelled
from bureau.exchange.waiting import StillFaulty, drop_waiting, mend_waiting, waiting
from bureau.storage.check import check
from bureau.storage.undo import next_undo, undo
from tests.exchange.ledger_sheets import (
    CASE_HEADER,
    case,
    case_book,
    column,
    listed,
    parsed,
    refused,
    staged,
    taken,
    write_book,
)

ROWS = [
    case("2026-10-8", "人民路1号"),
    case("2026-10-9", "人民路2号", town="河口镇", state="已整改", closed="2026-10-10"),
]


def test_the_same_file_twice_adds_nothing(desk: Desk, tmp_path: Path) -> None:
    book = case_book(tmp_path / "台账.xlsx", *ROWS)
    assert taken(desk, "market-cases", book).written == 2
    again = parsed(desk, "market-cases", book)
    assert (again.accepted, again.unchanged, again.changed) == (0, 2, 0)
    assert taken(desk, "market-cases", book).batch is None
    assert len(listed(desk, "market-cases")) == 2


def test_the_same_rows_in_another_order_and_another_file_add_nothing(
    desk: Desk, tmp_path: Path
) -> None:
    taken(desk, "market-cases", case_book(tmp_path / "一.xlsx", *ROWS))
    again = parsed(desk, "market-cases", case_book(tmp_path / "二.xlsx", *reversed(ROWS)))
    assert (again.accepted, again.unchanged) == (0, 2)


def test_a_changed_row_is_shown_and_taken_only_when_asked(desk: Desk, tmp_path: Path) -> None:
    taken(desk, "market-cases", case_book(tmp_path / "一.xlsx", *ROWS))
    closed = case("2026-10-8", "人民路1号", state="已整改", closed="2026-10-11")
    book = case_book(tmp_path / "二.xlsx", closed, ROWS[1])
    assert taken(desk, "market-cases", book).written == 0
    assert column(desk, "market-cases", "closed_on") == [None, "2026-10-10"]
    found = parsed(desk, "market-cases", book)
    assert (found.unchanged, found.changed) == (1, 1)
    done = taken(desk, "market-cases", book, update=True)
    assert (done.written, done.updated) == (1, 1)
    assert column(desk, "market-cases", "closed_on") == ["2026-10-11", "2026-10-10"]


def test_new_names_of_changed_rows_come_only_with_the_update(desk: Desk, tmp_path: Path) -> None:
    header = [*NUMBERED, "责任单位"]
    first = [*numbered("A-1", "人民路1号"), "一中队"]
    taken(desk, "market-cases", write_book(tmp_path / "一.xlsx", {"a": [header, first]}))
    lines = [[*numbered("A-1", "人民路1号"), "二中队"], [*numbered("A-2", "人民路2号"), "一中队"]]
    book = write_book(tmp_path / "二.xlsx", {"a": [header, *lines]})
    taken(desk, "market-cases", book)
    assert column(desk, "units", "name") == ["一中队"]
    taken(desk, "market-cases", book, update=True)
    assert column(desk, "units", "name") == ["一中队", "二中队"]
    assert column(desk, "market-cases", "unit") == ["二中队", "一中队"]


def test_blank_cells_and_missing_columns_change_nothing(desk: Desk, tmp_path: Path) -> None:
    taken(desk, "market-cases", case_book(tmp_path / "一.xlsx", *ROWS))
    book = write_book(
        tmp_path / "二.xlsx",
        {
            "台账": [
                ["发现时间", "镇街", "地点", "问题类别", "处置方式"],
                ["2026-10-9", "河口镇", "人民路2号", "占道经营", None],
            ]
        },
    )
    assert parsed(desk, "market-cases", book).unchanged == 1


def test_equal_rows_of_one_file_are_two_cases(desk: Desk, tmp_path: Path) -> None:
    book = case_book(tmp_path / "台账.xlsx", ROWS[0], ROWS[0], ROWS[0])
    found = parsed(desk, "market-cases", book)
    assert found.accepted == 3
    assert any("完全相同" in sentence for sentence in found.inferred)
    taken(desk, "market-cases", book)
    assert parsed(desk, "market-cases", book).unchanged == 3
    four = case_book(tmp_path / "二.xlsx", *[ROWS[0]] * 4)
    again = parsed(desk, "market-cases", four)
    assert (again.accepted, again.unchanged) == (1, 3)


def test_a_row_that_stands_on_two_sheets_is_not_counted_twice(desk: Desk, tmp_path: Path) -> None:
    book = write_book(
        tmp_path / "台账.xlsx",
        {"10月": [CASE_HEADER, ROWS[0], ROWS[1]], "全年": [CASE_HEADER, ROWS[0], ROWS[1]]},
    )
    found = parsed(desk, "market-cases", book)
    assert found.accepted == 2
    assert [(r.sheet, r.row) for r in found.rejected] == [("全年", 2), ("全年", 3)]
    assert found.rejected[0].faults[0].reason == "与工作表“10月”第 2 行相同"


def numbered(number: object, address: str, handling: str = "服务") -> list[object]:
    """A row with a number of its own."""
    return [number, "2026-10-8", address, "占道经营", handling]


NUMBERED = ["案件编号", "发现时间", "地点", "问题类别", "处置方式"]


def test_a_number_in_the_file_is_what_a_case_is_known_by(desk: Desk, tmp_path: Path) -> None:
    one = write_book(
        tmp_path / "一.xlsx",
        {"a": [NUMBERED, numbered("A-1", "人民路1号"), numbered("A-2", "人民路2号")]},
    )
    taken(desk, "market-cases", one)
    assert column(desk, "market-cases", "number") == ["A-1", "A-2"]
    two = write_book(
        tmp_path / "二.xlsx",
        {
            "a": [
                NUMBERED,
                numbered("A-1", "人民路99号"),
                numbered("A-2", "人民路2号"),
                numbered("A-3", "人民路1号"),
            ]
        },
    )
    found = parsed(desk, "market-cases", two)
    assert (found.accepted, found.unchanged, found.changed) == (1, 1, 1)


def test_running_numbers_are_not_taken_for_case_numbers(desk: Desk, tmp_path: Path) -> None:
    header = ["编号", *NUMBERED[1:]]
    one = write_book(
        tmp_path / "9月.xlsx",
        {"a": [header, numbered(1, "人民路1号"), numbered(2, "人民路2号"), ["合计"]]},
    )
    taken(desk, "market-cases", one)
    two = write_book(
        tmp_path / "10月.xlsx",
        {"a": [header, numbered("1", "解放路1号"), numbered("2", "解放路2号")]},
    )
    found = parsed(desk, "market-cases", two)
    assert (found.accepted, found.changed, found.unused) == (2, 0, ("编号",))
    assert any("顺序号" in sentence for sentence in found.inferred)
    assert all(number.startswith("ZZ-") for number in column(desk, "market-cases", "number"))


def test_the_same_number_twice_in_a_file_is_refused_and_names_the_first_row(
    desk: Desk, tmp_path: Path
) -> None:
    book = write_book(
        tmp_path / "台账.xlsx",
        {
            "a": [
                NUMBERED,
                numbered("A-1", "人民路1号"),
                numbered("A-1", "人民路2号"),
                numbered(None, "人民路3号"),
            ]
        },
    )
    found = parsed(desk, "market-cases", book)
    assert found.accepted == 2
    assert refused(found) == [(3, "案件编号")]
    assert "第 2 行重复" in found.rejected[0].faults[0].reason


def test_a_masked_export_does_not_overwrite_names(desk: Desk, tmp_path: Path) -> None:
    header = [*NUMBERED, "当事人", "联系电话"]
    full = [*numbered("A-1", "人民路1号"), "王小明", "13812345678"]
    taken(desk, "market-cases", write_book(tmp_path / "一.xlsx", {"a": [header, full]}))
    masked = [*numbered("A-1", "人民路1号"), "王**", "138****5678"]
    book = write_book(tmp_path / "二.xlsx", {"a": [header, masked]})
    found = parsed(desk, "market-cases", book)
    assert (found.unchanged, found.changed) == (1, 0)
    assert any("脱敏" in sentence for sentence in found.inferred)


def test_counts_add_up_whatever_becomes_of_the_rows(desk: Desk, tmp_path: Path) -> None:
    taken(desk, "market-cases", case_book(tmp_path / "一.xlsx", *ROWS))
    book = case_book(
        tmp_path / "二.xlsx",
        ROWS[0],
        case("2026-10-9", "人民路2号", town="河口镇", handling="执法"),
        case("2026-10-12", "人民路3号"),
        case("不知道", "人民路4号"),
        ["合计", None, "共4起"],
    )
    found = parsed(desk, "market-cases", book)
    assert (found.rows, found.accepted, found.unchanged, found.changed) == (4, 1, 1, 1)
    assert len(found.rejected) == 1


def test_one_import_is_one_operation_and_is_taken_back_whole(desk: Desk, tmp_path: Path) -> None:
    done = taken(desk, "market-cases", case_book(tmp_path / "台账.xlsx", *ROWS))
    with desk.store.snapshot() as conn:
        newest = next_undo(desk, conn)
    assert newest is not None
    assert newest.label == "导入“台账.xlsx”(2 条)"
    (batch,) = batches(desk)
    assert (batch.record, batch.file, batch.ledger, batch.accepted) == (
        done.batch, "台账.xlsx", "market-cases", 2,
    )  # fmt: skip
    undo_batch(desk, batch.record)
    assert listed(desk, "market-cases") == []
    assert listed(desk, "towns") == []
    assert batches(desk) == []
    with pytest.raises(UserError, match="已经撤销过了"):
        undo_batch(desk, batch.record)


def test_taking_back_leaves_rows_that_were_edited_since(desk: Desk, tmp_path: Path) -> None:
    done = taken(desk, "market-cases", case_book(tmp_path / "台账.xlsx", *ROWS))
    first = listed(desk, "market-cases")[0]["id"]
    with desk.store.operation(desk, "改备注") as op:
        op.update("market-cases", first, {"note": "已约谈"})
    assert done.batch is not None
    undone = undo_batch(desk, done.batch)
    assert [record["id"] for record in listed(desk, "market-cases")] == [first]
    assert first in {record for _, record, _ in undone.kept}


def test_an_import_taken_back_can_be_imported_again(desk: Desk, tmp_path: Path) -> None:
    book = case_book(tmp_path / "台账.xlsx", *ROWS)
    done = taken(desk, "market-cases", book)
    assert done.batch is not None
    undo_batch(desk, done.batch)
    assert taken(desk, "market-cases", book).written == 2


FAULTY = case("2026.13.45", "人民路9号", due="10月20日")


def test_refused_rows_wait_and_are_mended(desk: Desk, tmp_path: Path) -> None:
    taken(desk, "market-cases", case_book(tmp_path / "台账.xlsx", ROWS[0], FAULTY), skip=True)
    (row,) = waiting(desk, "market-cases")
    assert (row.row_number, row.cells["发现时间"], row.faults[0].column) == (
        4,
        "2026.13.45",
        "发现时间",
    )
    with pytest.raises(StillFaulty, match="发现时间") as raised:
        mend_waiting(desk, row.record, {"发现时间": "2026-10-32"})
    assert raised.value.faults[0].column == "发现时间"
    record = mend_waiting(desk, row.record, {"发现时间": "10月13日"})
    mended = listed(desk, "market-cases")[1]
    assert (mended["id"], mended["found_on"], mended["due_on"]) == (
        record,
        "2026-10-13",
        "2026-10-20",
    )
    assert (mended["town"], mended["number"][-4:]) == ("城关镇", "0002")
    assert waiting(desk) == []


def test_a_mended_row_never_has_a_number_that_somebody_typed(desk: Desk, tmp_path: Path) -> None:
    taken(desk, "market-cases", case_book(tmp_path / "台账.xlsx", ROWS[0], FAULTY), skip=True)
    (first,) = column(desk, "market-cases", "number")
    following = first[:-4] + "0002"
    with desk.store.operation(desk, "登记案件") as op:
        op.insert("market-cases", {"number": following})
    (row,) = waiting(desk, "market-cases")
    record = mend_waiting(desk, row.record, {"发现时间": "2026-10-13"})
    numbers = {one["id"]: one["number"] for one in listed(desk, "market-cases")}
    assert (following[-4:], numbers[record][-4:]) == ("0002", "0003")


def test_a_mended_row_is_known_when_the_corrected_file_comes(desk: Desk, tmp_path: Path) -> None:
    taken(desk, "market-cases", case_book(tmp_path / "台账.xlsx", ROWS[0], FAULTY), skip=True)
    (row,) = waiting(desk)
    mend_waiting(desk, row.record, {"发现时间": "2026-10-13"})
    corrected = case("2026-10-13", "人民路9号", due="10月20日")
    again = parsed(desk, "market-cases", case_book(tmp_path / "二.xlsx", ROWS[0], corrected))
    assert (again.accepted, again.unchanged) == (0, 2)


def test_a_waiting_row_that_came_in_otherwise_is_not_taken_twice(
    desk: Desk, tmp_path: Path
) -> None:
    taken(desk, "market-cases", case_book(tmp_path / "台账.xlsx", ROWS[0], FAULTY), skip=True)
    (row,) = waiting(desk)
    with pytest.raises(UserError, match="已经有这一条"):
        mend_waiting(desk, row.record, {"发现时间": "2026-10-8", "地点": "人民路1号"})
    drop_waiting(desk, row.record)
    assert waiting(desk) == []


def test_refused_rows_wait_once_however_often_the_file_comes(desk: Desk, tmp_path: Path) -> None:
    book = case_book(tmp_path / "台账.xlsx", ROWS[0], FAULTY)
    taken(desk, "market-cases", book, skip=True)
    assert taken(desk, "market-cases", book, skip=True).batch is None
    assert len(waiting(desk)) == 1


def test_what_was_staged_is_read_again_when_the_names_have_come_meanwhile(
    desk: Desk, tmp_path: Path
) -> None:
    found = staged(desk, "market-cases", case_book(tmp_path / "台账.xlsx", *ROWS))
    with desk.store.operation(desk, "登记镇街") as op:
        town = op.insert("towns", {"name": "城关镇"})
    assert confirm(desk, found).written == 2
    assert [t["id"] for t in listed(desk, "towns") if t["name"] == "城关镇"] == [town]


def test_what_was_staged_is_refused_when_it_would_be_counted_otherwise(
    desk: Desk, tmp_path: Path
) -> None:
    book = case_book(tmp_path / "台账.xlsx", *ROWS)
    found = staged(desk, "market-cases", book)
    taken(desk, "market-cases", book)
    with pytest.raises(UserError, match="请重新预览"):
        confirm(desk, found)
    assert len(listed(desk, "market-cases")) == 2


def test_nothing_is_left_of_an_import_that_was_stopped(desk: Desk, tmp_path: Path) -> None:
    book = case_book(tmp_path / "台账.xlsx", *ROWS)
    with pytest.raises(ImportCancelled):
        staged(desk, "market-cases", book, cancelled=lambda: True)
    assert list(desk.store.folder.staging.iterdir()) == []


def test_no_staging_file_is_left_after_confirming_or_leaving(desk: Desk, tmp_path: Path) -> None:
    book = case_book(tmp_path / "台账.xlsx", *ROWS)
    parsed(desk, "market-cases", book)
    taken(desk, "market-cases", book)
    assert list(desk.store.folder.staging.iterdir()) == []


def test_a_child_process_reads_the_same(desk: Desk, tmp_path: Path) -> None:
    book = case_book(tmp_path / "台账.xlsx", *ROWS, FAULTY)
    heard: list[int] = []
    here = parsed(desk, "market-cases", book)
    there = parsed(desk, "market-cases", book, inline=False, progress=heard.append)
    assert (there.rows, there.accepted, there.rejected, there.inferred) == (
        here.rows, here.accepted, here.rejected, here.inferred,
    )  # fmt: skip
    assert heard == [3]


def test_what_a_child_refuses_is_told_here(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="找不到文件"):
        parsed(desk, "market-cases", tmp_path / "没有.xlsx", inline=False)
    with pytest.raises(ImportCancelled):
        parsed(
            desk, "market-cases", case_book(tmp_path / "台账.xlsx", *ROWS),
            inline=False, cancelled=lambda: True,
        )  # fmt: skip


def test_the_refused_rows_can_be_saved_mended_and_imported(desk: Desk, tmp_path: Path) -> None:
    book = case_book(tmp_path / "台账.xlsx", ROWS[0], case("2026.13.45", "同上", due="10月20日"))
    found = staged(desk, "market-cases", book)
    with found:
        assert found.write_rejects(tmp_path / "退回.xlsx") == 1
        confirm(desk, found, skip_rejected=True)
    workbook = openpyxl.load_workbook(tmp_path / "退回.xlsx")
    sheet = workbook.worksheets[0]
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value == "2026.13.45":
                cell.value = "10月13日"
    workbook.save(tmp_path / "退回.xlsx")
    assert taken(desk, "market-cases", tmp_path / "退回.xlsx").written == 1
    assert column(desk, "market-cases", "address") == ["人民路1号", "人民路1号"]
    assert column(desk, "market-cases", "due_on") == [None, "2026-10-20"]


def test_the_books_are_in_order_after_all_this(desk: Desk, tmp_path: Path) -> None:
    done = taken(desk, "market-cases", case_book(tmp_path / "一.xlsx", *ROWS, FAULTY), skip=True)
    assert done.batch is not None
    undone = undo_batch(desk, done.batch)
    assert undone.kept == []
    with desk.store.snapshot() as conn:
        newest = next_undo(desk, conn)
    assert newest is None
    taken(desk, "market-cases", case_book(tmp_path / "二.xlsx", *ROWS), skip=True)
    with desk.store.snapshot() as conn:
        newest = next_undo(desk, conn)
    assert newest is not None
    undo(desk, newest.ref)
    while desk.store.index_waiting():
        pass
    assert check(desk.store) == []
