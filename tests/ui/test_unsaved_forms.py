"""Forms that aren't saved: Ctrl+S from anywhere, what the next start says, 照这一条新增."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from bureau.desk import Desk
from bureau.drafts import Drafts
from bureau.editing import remove
from bureau.layouts import Layouts
from tests.ui.conftest import ScriptedAsker
from tests.ui.table_hands import CASES, CONTROL, SHIFT, Key, focused, press, put, shown_page, stored
from ui.context import Context
from ui.lanes import Lanes
from ui.ledger.inputs.text import LineInput
from ui.ledger.page import LedgerPage
from ui.unsaved import GONE, offer_unsaved
from ui.widgets.bars import NoticeBar
from ui.window import MainWindow


@pytest.fixture
def window(desk: Desk, asker: ScriptedAsker, tmp_path: Path) -> Iterator[MainWindow]:
    """The window over the small bureau, on the cases."""
    made = MainWindow(Lanes(), asker)
    made.show()
    made.work_on(desk, Layouts(desk.actor, tmp_path / "设置"), page="market-cases")
    yield made
    made.close()


def case_page(window: MainWindow) -> LedgerPage:
    """The page of the cases."""
    page = window.current
    assert isinstance(page, LedgerPage)
    return page


def line_of(page: LedgerPage, key: str) -> LineInput:
    """A line of the form."""
    assert page.details is not None
    found = page.details.form.rows[key].input
    assert isinstance(found, LineInput)
    return found


def type_address(page: LedgerPage, text: str) -> int:
    """Opens the form of the first case, types an address and goes back to the table."""
    put(page, 0, "address")
    record = page.table.record
    assert record is not None
    page.show_details(True)
    assert page.details is not None
    page.details.show_record(record)
    page.details.edit("address")
    line = line_of(page, "address").line
    line.selectAll()
    line.insert(text)
    line.textEdited.emit(text)
    page.table.setFocus()
    return record


def said(notice: NoticeBar) -> str:
    """What the strip across the window says."""
    return notice.sentence.text() if not notice.isHidden() else ""


def press_notice(window: MainWindow, words: str) -> None:
    """A button of the strip."""
    (button,) = [one for one in window.notice._buttons if words in one.text()]
    button.click()


# -- Ctrl+S ----------------------------------------------------------------------------------------


def test_control_s_in_the_table_saves_the_form_beside_it(window: MainWindow) -> None:
    page = case_page(window)
    record = type_address(page, "新街9号")
    window.save()
    assert stored(page, record, "address") == "新街9号"
    assert page.details is not None
    assert not page.details.form_is_open


def test_a_form_that_cannot_be_saved_says_so_instead_of_saved(window: MainWindow) -> None:
    page = case_page(window)
    page.new()
    line = line_of(page, "address").line
    line.insert("新街9号")
    line.textEdited.emit("新街9号")
    page.table.setFocus()
    before = window.work.saved.text()
    window.save()
    assert page.details is not None
    assert page.details.form_is_open
    assert any(row.fault is not None for row in page.details.form.rows.values())
    assert window.work.saved.text() == before


def test_a_form_in_which_nothing_was_typed_is_left_alone(window: MainWindow) -> None:
    page = case_page(window)
    page.new()
    window.save()
    assert page.details is not None
    assert all(row.fault is None for row in page.details.form.rows.values())
    assert window.work.saved.text().startswith("已保存")


# -- the next start --------------------------------------------------------------------------------


def test_nothing_is_said_where_everything_is_saved(window: MainWindow, context: Context) -> None:
    offer_unsaved(window, context)
    assert said(window.notice) == ""


def test_the_next_start_says_what_was_not_saved_and_opens_it(
    window: MainWindow, context: Context
) -> None:
    Drafts(context.desk).put(CASES, None, {"address": "新街9号"})
    offer_unsaved(window, context)
    assert "有 1 张表单填了还没有保存：10-08 09:00 的案件台账（新增）。" in said(window.notice)
    press_notice(window, "接着填“案件台账”")
    assert line_of(case_page(window), "address").line.text() == "新街9号"
    assert said(window.notice) == ""


def test_of_several_forms_the_others_are_offered_again(
    window: MainWindow, context: Context
) -> None:
    record = case_page(window).model.ids[5]
    drafts = Drafts(context.desk)
    drafts.put(CASES, record, {"address": "新街5号"})
    drafts.put(context.desk.store.ledgers["roads"], None, {"name": "环城北路"})
    offer_unsaved(window, context)
    press_notice(window, "案件台账")
    assert case_page(window).details is not None
    assert line_of(case_page(window), "address").line.text() == "新街5号"
    assert "道路名册（新增）" in said(window.notice)
    press_notice(window, "道路名册")
    assert said(window.notice) == ""


def test_a_form_of_a_record_that_is_gone_is_let_go(
    window: MainWindow, context: Context, asker: ScriptedAsker
) -> None:
    record = case_page(window).model.ids[5]
    Drafts(context.desk).put(CASES, record, {"address": "新街5号"})
    remove(context.desk, CASES, [record])
    offer_unsaved(window, context)
    press_notice(window, "案件台账")
    assert asker.told == [GONE]
    assert Drafts(context.desk).all() == []


# -- 照这一条新增 ----------------------------------------------------------------------------------


def test_typing_replaces_the_first_field_of_a_copy(qtbot: QtBot, context: Context) -> None:
    page = shown_page(qtbot, context)
    put(page, 0, "address")
    press(page, Key.Key_N, CONTROL | SHIFT)
    assert page.details is not None
    form = page.details.form
    (first,) = [row.input for row in form.rows.values() if row.input.isAncestorOf(focused(page))]
    assert isinstance(first, LineInput)
    assert first.line.text() != ""
    assert first.line.selectedText() == first.line.text()
