"""A day's round typed from the keyboard: what Enter does, what the rubric fills in, one operation."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from bureau.market.ledgers import CASES
from bureau.sanitation.ledgers import DEDUCTIONS, ROUNDS
from bureau.storage import rows
from bureau.storage.undo import next_undo, undo
from tests.sanitation.sanitation_books import Sanitation
from tests.storage.offices import Clock
from tests.ui.conftest import ScriptedAsker
from tests.ui.typing_desk import lists_may_rise
from ui.context import Context
from ui.handlings import handling_of
from ui.ledger.act_dialog import ActDialog
from ui.ledger.page import LedgerPage
from ui.paper.dialog import PaperDialog
from ui.sanitation.entry_page import EntryDialog, EntryPage
from ui.sanitation.from_case import open_entry
from ui.sanitation.round_entry import RoundEntry

__all__ = ["lists_may_rise"]

LITTER = "漏扫、果皮纸屑烟蒂超标"


@pytest.fixture
def books(context: Context) -> Sanitation:
    """Two sections under contract on 2026-10-08."""
    found = Sanitation(context.desk, Clock(context.desk.now()))
    found.contract("一标段", roads="人民路、滨河路")
    found.contract("二标段", begins_on="2026-10-05")
    return found


@pytest.fixture
def page(qtbot: QtBot, books: Sanitation, context: Context) -> EntryPage:
    """The page in a window that takes keys."""
    assert books.desk is context.desk
    made = EntryPage(context)
    qtbot.addWidget(made)
    made.resize(1366, 640)
    with qtbot.waitActive(made):
        made.show()
    made.setFocus()
    return made


@pytest.fixture
def entry(page: EntryPage) -> RoundEntry:
    """What is typed into on it."""
    return page.entry


def box() -> QWidget:
    """Where the keys go."""
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


def type_in(*words: str) -> None:
    """Types each word into the box that has the keyboard, Enter after each."""
    for word in words:
        if word:
            QTest.keyClicks(box(), word)
        QTest.keyClick(box(), Qt.Key.Key_Return)


def save() -> None:
    """Ctrl+Enter."""
    QTest.keyClick(box(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def all_of(context: Context, ledger: str) -> Sequence[rows.Row]:
    """The records of a ledger, the oldest first."""
    declared = context.desk.store.ledgers[ledger]
    conn, today = context.desk.store.reader(), context.desk.today()
    return rows.page(conn, declared, sorted(rows.ids(conn, declared, today=today)), today=today)


def test_a_round_is_typed_from_the_keyboard_and_saved_as_one(
    entry: RoundEntry, context: Context
) -> None:
    # Section, kind, inspector and roads stand on top; Enter leads through them.
    type_in("ybd", "", "", "")
    type_in("rml", "", "lsgp", "3")
    first, second = entry.lines
    assert first.text("block") == "道路清扫保洁"
    assert first.text("problem") == LITTER
    assert first.text("each") == "0.5"
    assert first.points.text() == "－1.5"
    # The next line goes on at the same road, the keyboard at its place.
    assert second.text("road") == "人民路"
    assert box() is second.inputs["place"].focusProxy()
    type_in("", "wssj", "")
    assert second.text("problem") == "卫生死角、积存垃圾"
    assert entry.sum.text() == "2 条，共扣 3.5 分"
    assert entry.save_button.text() == "保存 2 条"
    save()
    litter, corner = all_of(context, DEDUCTIONS.name)
    assert (litter["count"], litter["each"], litter["points"]) == (300, 50, 150)
    assert (corner["count"], corner["each"], corner["points"]) == (100, 200, 200)
    assert litter["unit"] == "处"
    assert litter["inspector"] == "王芳"
    assert litter["found_on"] == "2026-10-08"
    (kept,) = all_of(context, ROUNDS.name)
    assert kept["roads"] == f"[{litter['road']}]"
    assert [line.is_blank for line in entry.lines] == [True]
    # Round and deductions are one step of undo.
    last = next_undo(context.desk, context.desk.store.reader())
    assert last is not None
    assert last.label == "录入环卫检查 一标段 2026-10-08(2 条扣分)"
    undo(context.desk, last.ref)
    assert list(all_of(context, DEDUCTIONS.name)) == []
    assert list(all_of(context, ROUNDS.name)) == []


def test_a_round_without_problems_is_an_inspection_too(entry: RoundEntry, context: Context) -> None:
    type_in("ybd")
    assert entry.save_button.text() == "保存检查记录"
    save()
    assert len(all_of(context, ROUNDS.name)) == 1
    assert all_of(context, DEDUCTIONS.name) == []


@pytest.mark.usefixtures("entry")
def test_the_same_round_is_gone_on_with(context: Context) -> None:
    said: list[str] = []
    context.news.said.connect(said.append)
    type_in("ybd")
    save()
    type_in("", "", "", "")
    type_in("bhl", "", "lsgp", "")
    save()
    (kept,) = all_of(context, ROUNDS.name)
    (found,) = all_of(context, DEDUCTIONS.name)
    assert kept["roads"] == f"[{found['road']}]"
    assert said[-1] == "已接着当天的检查记录保存：1 条扣分。"


def test_a_section_without_contract_on_that_day_is_said_at_once(
    entry: RoundEntry, context: Context
) -> None:
    entry.head["inspected_on"].input.set_raw("10-4")
    type_in("ebd", "", "", "")
    fault = entry.head["section"].message.text()
    assert "2026-10-04 这个标段没有生效的合同" in fault
    type_in("rml", "", "lsgp", "")
    save()
    assert all_of(context, DEDUCTIONS.name) == []
    assert "该日无合同" in entry.head["inspected_on"].message.text()


def test_points_outside_the_bounds_of_an_item_are_refused(
    entry: RoundEntry, context: Context
) -> None:
    type_in("ybd", "", "", "", "rml", "", "zcss", "")
    line = entry.lines[0]
    assert line.text("problem") == "脏臭、设施损坏未报修、缺保洁"
    line.inputs["each"].set_raw("2")
    save()
    assert all_of(context, DEDUCTIONS.name) == []
    assert "每项扣 0.5 到 1 分" in line.message.text()
    line.inputs["each"].set_raw("0.5")
    save()
    assert all_of(context, DEDUCTIONS.name)[0]["points"] == 50


def test_other_points_than_the_rubric_s_are_kept_and_said(
    entry: RoundEntry, context: Context
) -> None:
    type_in("ybd", "", "", "", "rml", "", "lsgp", "")
    line = entry.lines[0]
    line.inputs["each"].setFocus()
    line.inputs["each"].set_raw("")
    type_in("1")
    assert line.message.text() == "! 细则规定每处扣 0.5 分，请核对"
    save()
    assert all_of(context, DEDUCTIONS.name)[0]["points"] == 100


def test_a_problem_of_its_own_needs_a_block_and_points(entry: RoundEntry, context: Context) -> None:
    type_in("ybd")
    line = entry.lines[0]
    line.problem.set_raw("路面塌陷")
    save()
    assert "考核细则里没有这个问题" in line.message.text()
    line.block.set_raw("道路清扫保洁")
    save()
    assert "请填写每处扣几分" in line.message.text()
    line.inputs["each"].set_raw("1")
    save()
    assert all_of(context, DEDUCTIONS.name)[0]["problem"] == "路面塌陷"


def test_choosing_a_block_narrows_its_problems(entry: RoundEntry) -> None:
    type_in("ybd")
    line = entry.lines[0]
    line.block.set_raw("垃圾收运")
    line.block.committed.emit()
    titles = [option.title for option in line.problem.options()]
    assert titles == ["日产日清不到位、满溢", "车辆滴漏、抛洒、未密闭", "混装混运"]


def test_pasted_photos_go_to_the_line_that_is_typed_into(
    entry: RoundEntry, context: Context
) -> None:
    type_in("ybd", "", "", "", "rml", "", "lsgp", "", "", "wssj")
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    QGuiApplication.clipboard().setImage(image)
    QTest.keyClick(box(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    first, second = entry.lines[:2]
    assert (len(first.photos), len(second.photos)) == (0, 1)
    assert second.photo_button.text() == "照片 1"
    save()
    kept = [bool(row["photos"]) for row in all_of(context, DEDUCTIONS.name)]
    assert kept == [False, True]


def test_a_line_is_taken_away(entry: RoundEntry) -> None:
    type_in("ybd", "", "", "", "rml", "", "lsgp", "", "", "wssj", "")
    QTest.mouseClick(entry.lines[0].drop_button, Qt.MouseButton.LeftButton)
    assert [line.text("problem") for line in entry.filled()] == ["卫生死角、积存垃圾"]


def test_leaving_with_lines_asks(page: EntryPage, asker: ScriptedAsker) -> None:
    assert page.finish_editing()
    type_in("ybd", "", "", "", "rml", "", "lsgp")
    asker.confirmed = [False]
    assert not page.finish_editing()
    assert "还有 1 条没有保存" in asker.asked[-1]
    assert page.save_form()
    assert page.finish_editing()


def test_what_is_given_up_is_gone(page: EntryPage, asker: ScriptedAsker) -> None:
    type_in("ybd", "", "", "", "rml", "", "lsgp")
    asker.confirmed = [True]
    assert page.finish_editing()
    assert not page.entry.filled()
    assert page.finish_editing()


def test_nothing_is_typed_into_what_is_being_saved(
    page: EntryPage, context: Context, go_on: threading.Event, qtbot: QtBot
) -> None:
    entry = page.entry
    type_in("ybd", "", "", "", "rml", "", "lsgp", "")
    save()
    assert not entry.lines[0].isEnabled()
    assert not entry.clear_button.isEnabled()
    # Who leaves meanwhile loses nothing.
    assert page.finish_editing()
    go_on.set()
    qtbot.waitUntil(lambda: not entry.saving)
    assert [one["points"] for one in all_of(context, DEDUCTIONS.name)] == [50]
    assert not entry.filled()
    assert box() is entry.head["section"].input.focusProxy()


def test_what_was_refused_is_mended_where_the_keyboard_was(
    page: EntryPage, go_on: threading.Event, qtbot: QtBot
) -> None:
    entry = page.entry
    type_in("ybd", "", "", "", "rml", "", "lsgp")
    entry.head["inspected_on"].input.set_raw("2025-01-05")
    before = box()
    save()
    go_on.set()
    qtbot.waitUntil(lambda: not entry.saving)
    assert not entry.notice.isHidden()
    assert box() is before
    assert len(entry.filled()) == 1


# -- from a case -----------------------------------------------------------------------------------


@pytest.mark.usefixtures("books")
def test_a_case_becomes_a_deduction_and_shows_it(qtbot: QtBot, context: Context) -> None:
    page = LedgerPage(context, CASES, handling=handling_of(CASES))
    qtbot.addWidget(page)
    page.resize(1366, 700)
    with qtbot.waitActive(page):
        page.show()
    case = rows.ids(context.desk.store.reader(), CASES, today=context.desk.today())[0]
    page.show_record(case)
    assert page.handling is not None
    offers = {one.key: one for one in page.handling.offers(context.desk, [case])}
    assert "sanitation" not in {one.key for one in page.handling.offers(context.desk, [case, 2])}
    qtbot.waitUntil(lambda: page.details is not None)
    assert page.details is not None
    page.details.show_record(case)
    offers["sanitation"].open(page, [case])
    (dialog,) = page.findChildren(EntryDialog)
    line = dialog.entry.lines[0]
    # The case lies at 人民路, which the contract of the first section names.
    assert dialog.entry.head["section"].input.texts()[""] == "一标段"
    assert line.text("road") == "人民路"
    assert line.text("place") == "人民路1号"
    line.problem.set_raw(LITTER)
    line.problem.committed.emit()
    dialog.entry.save()
    (found,) = all_of(context, DEDUCTIONS.name)
    assert found["case"] == case
    assert found["found_on"] == "2026-10-01"
    found_links = page.details.findChildren(QPushButton, "beside-line")
    links = [link for link in found_links if not link.isHidden()]
    assert [link.text() for link in links] == ["已转环卫扣分 0.50 分：一标段 10-01"]
    wanted: list[tuple[str, object]] = []
    context.news.wanted.connect(lambda ledger, record: wanted.append((ledger, record)))
    links[0].click()
    assert wanted == [(DEDUCTIONS.name, found["id"])]


@pytest.mark.usefixtures("books")
def test_the_dialog_over_a_case_waits_until_all_is_saved(
    qtbot: QtBot, context: Context, go_on: threading.Event
) -> None:
    page = LedgerPage(context, CASES, handling=handling_of(CASES))
    qtbot.addWidget(page)
    open_entry(page, [page.model.ids[0]])
    (dialog,) = page.findChildren(EntryDialog)
    entry = dialog.entry
    entry.head["section"].input.set_raw("一标段")
    entry.head["inspected_on"].input.set_raw("2026-10-08")
    entry.lines[0].problem.set_raw(LITTER)
    entry.lines[0].problem.committed.emit()
    entry.save()
    assert entry.saving
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    dialog.close()
    assert dialog.isVisible()
    go_on.set()
    qtbot.waitUntil(lambda: not isValid(dialog))
    assert len(all_of(context, DEDUCTIONS.name)) == 1


# -- what becomes of a round -----------------------------------------------------------------------


def test_a_round_is_printed_and_its_signature_noted(
    qtbot: QtBot, context: Context, books: Sanitation
) -> None:
    for section in ("一标段", "二标段"):
        books.add("sanitation-rounds", section=section, inspected_on="2026-10-08")
    page = LedgerPage(context, ROUNDS, handling=handling_of(ROUNDS))
    qtbot.addWidget(page)
    page.resize(1366, 700)
    page.show()
    records = [int(str(row["id"])) for row in all_of(context, ROUNDS.name)]
    assert page.handling is not None
    offers = {one.key: one for one in page.handling.offers(context.desk, records)}
    offers["print-round-sheet"].open(page, records)
    (paper,) = page.findChildren(PaperDialog)
    paper.close()
    offers["sign"].open(page, records)
    (dialog,) = [one for one in page.findChildren(ActDialog) if one.isVisible()]
    dialog.rows["signed_by"].input.set_raw("刘经理")
    dialog.rows["signed_on"].input.set_raw("2026-10-08")
    dialog.take()
    assert [row["signed_by"] for row in all_of(context, ROUNDS.name)] == ["刘经理", "刘经理"]
