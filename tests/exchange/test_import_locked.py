"""Files that reach into a month that was issued: what they repeat is fine, what they change is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from bureau.desk import Desk
from bureau.errors import UserError
from bureau.exchange.importing import confirm
from bureau.exchange.mending import judged, take
from bureau.exchange.waiting import StillFaulty, mend_waiting, waiting
from bureau.storage.undo import operation_rows, undo
from tests.exchange.ledger_sheets import column, parsed, staged, taken, write_book
from tests.sanitation.locked_books import DECIDED, ISSUED, Books, books, insert, set_state

NAME = "sanitation-deductions"
HEADER = ["标段", "检查日期", "考核项目", "问题描述", "数量", "单项扣分", "备注"]
REASON = "2026年10月已经签发，要改请登记“考核更正”，或先解锁"
Row = list[object]


def row(day: str, problem: str, count: object = 1, note: object = None) -> Row:
    """A deduction of 一标段."""
    return ["一标段", day, "道路清扫保洁", problem, count, 1, note]


def book(path: Path, *rows: Row) -> Path:
    """A sheet of deductions, rows from 2."""
    return write_book(path, {"扣分": [HEADER, *rows]})


OLD = (row("2026-10-08", "积水"), row("2026-10-09", "漏扫"))


@pytest.fixture
def made(desk: Desk, tmp_path: Path) -> Books:
    """October's file taken, then the month issued."""
    found = books(desk, locked=False)
    assert taken(desk, NAME, book(tmp_path / "十月.xlsx", *OLD)).written == 2
    set_state(desk, found.month, ISSUED)
    return found


@pytest.mark.usefixtures("made")
def test_the_same_file_again_is_no_fault(desk: Desk, tmp_path: Path) -> None:
    found = parsed(desk, NAME, book(tmp_path / "again.xlsx", *OLD))
    assert (found.unchanged, found.accepted, found.changed, found.rejected) == (2, 0, 0, ())


@pytest.mark.usefixtures("made")
def test_new_and_changed_rows_are_refused_at_their_cells(desk: Desk, tmp_path: Path) -> None:
    rows = [
        row("2026-10-08", "积水", 2),
        row("2026-10-09", "漏扫", note="已整改"),
        row("2026-10-31", "积存垃圾"),
        row("2026-11-01", "积存垃圾"),
    ]
    found = parsed(desk, NAME, book(tmp_path / "更多.xlsx", *rows))
    assert (found.accepted, found.changed) == (1, 1)
    faults = [(one.row, one.faults[0].column, one.faults[0].reason) for one in found.rejected]
    assert faults == [(2, "数量", REASON), (4, "检查日期", REASON)]


@pytest.mark.usefixtures("made")
def test_a_locked_row_is_mended_by_its_date_alone(desk: Desk, tmp_path: Path) -> None:
    path = book(tmp_path / "更多.xlsx", row("2026-10-31", "积存垃圾"))
    with staged(desk, NAME, path) as found:
        rejection = found.parsed.rejected[0]
        typed = [{"数量": "3"}, {"检查日期": "2026-10-30"}, {"检查日期": "2026-11-01"}]
        results = judged(desk, found.parsed, [(rejection, one) for one in typed])
        assert [one.standing.value for one in results] == ["faulty", "faulty", "new"]
        assert [(fault.column, fault.reason) for fault in results[0].faults] == [
            ("检查日期", REASON)
        ]
        mends = {rejection.place: {"检查日期": "2026-11-01"}}
        assert take(desk, found, mends, update=False).confirmed.written == 1
    assert column(desk, NAME, "found_on")[-1] == "2026-11-01"


def test_a_waiting_row_waits_until_the_month_is_unlocked(
    desk: Desk, made: Books, tmp_path: Path
) -> None:
    path = book(tmp_path / "更多.xlsx", row("2026-10-31", "积存垃圾"))
    assert taken(desk, NAME, path, skip=True).waiting == 1
    one = waiting(desk, NAME)[0]
    with pytest.raises(StillFaulty) as refusal:
        mend_waiting(desk, one.record, {"数量": "2"})
    assert [fault.reason for fault in refusal.value.faults] == [REASON]
    set_state(desk, made.month, DECIDED)
    mend_waiting(desk, one.record, {"数量": "2"})
    assert column(desk, NAME, "found_on")[-1] == "2026-10-31"


def test_a_month_issued_between_preview_and_confirming_is_seen(desk: Desk, tmp_path: Path) -> None:
    found = books(desk, locked=False)
    with staged(desk, NAME, book(tmp_path / "十月.xlsx", *OLD)) as preview:
        assert preview.parsed.accepted == 2
        set_state(desk, found.month, ISSUED)
        with pytest.raises(UserError, match="请重新预览"):
            confirm(desk, preview)
    assert len(column(desk, NAME, "found_on")) == 2


def test_an_import_is_not_undone_when_part_of_it_is_locked(desk: Desk, tmp_path: Path) -> None:
    found = books(desk, locked=False)
    rows = [row("2026-10-08", "积水"), row("2026-09-09", "漏扫")]
    taken(desk, NAME, book(tmp_path / "两月.xlsx", *rows))
    batch = operation_rows(desk.store.reader())[-1].ref
    set_state(desk, found.month, ISSUED)
    with pytest.raises(UserError, match="不能撤销：2026年10月已经签发"):
        undo(desk, batch)
    assert len(column(desk, NAME, "found_on")) == 4
    set_state(desk, found.month, DECIDED)
    undo(desk, batch)
    assert len(column(desk, NAME, "found_on")) == 2


def test_marks_of_an_issued_month_are_refused(desk: Desk, tmp_path: Path) -> None:
    insert(desk, "towns", {"name": "城关镇"})
    insert(desk, "towns", {"name": "柳河镇"})
    header = ["月份", "镇街", "案件办理", "现场检查"]
    lines = [["2026-10", "城关镇", 29, 38], ["2026-10", "柳河镇", 28, 39]]
    path = write_book(tmp_path / "成绩.xlsx", {"成绩": [header, *lines]})
    assert taken(desk, "town-scores", path).written == 2
    months = {"label": "2026-10", "month": "2026-10-01", "state": ISSUED}
    insert(desk, "town-months", months)
    assert parsed(desk, "town-scores", path).unchanged == 2
    lines[1][2] = 30
    changed = write_book(tmp_path / "改.xlsx", {"成绩": [header, *lines]})
    found = parsed(desk, "town-scores", changed)
    assert found.unchanged == 1
    assert [(one.row, one.faults[0].column) for one in found.rejected] == [(3, "月份")]
