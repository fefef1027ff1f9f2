"""Keys beside the table: among the buttons, in the details; the focus after an import."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from bureau.editing import remove
from tests.exchange.ledger_sheets import case, case_book
from tests.ui.table_hands import CASES, CONTROL, Key, compose, focused, press, put, shown_page
from ui.context import Context
from ui.exchange.export_dialog import ExportDialog
from ui.exchange.import_dialog import ImportDialog
from ui.ledger.page import LedgerPage


@pytest.fixture
def row(qtbot: QtBot) -> QWidget:
    """Where the buttons stand."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def page(qtbot: QtBot, context: Context, row: QWidget) -> LedgerPage:
    """The case ledger, its buttons placed elsewhere, as the window does."""
    made = shown_page(qtbot, context)
    tools = made.tools()
    tools.setParent(row)
    row.show()
    tools.show()
    qtbot.waitExposed(row)
    row.activateWindow()
    made._tools.export.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is made._tools.export)
    return made


def window_focus(page: LedgerPage) -> QWidget | None:
    """What has the focus of the page's own window."""
    return page.window().focusWidget()


def dialog_of(page: LedgerPage, kind: type[QWidget]) -> QWidget:
    """The dialog that is open over the page."""
    (found,) = [dialog for dialog in page.findChildren(kind) if dialog.isVisible()]
    return found


# -- keys ----------------------------------------------------------------------------------------


def test_control_f_and_f6_go_on_from_a_button(page: LedgerPage) -> None:
    press(page, Key.Key_F, CONTROL)
    assert focused(page) is page._tools.search
    page._tools.export.setFocus()
    press(page, Key.Key_F6)
    assert focused(page) is page._tools.search
    press(page, Key.Key_F6)
    assert window_focus(page) is page.table


def test_control_n_opens_the_form_from_a_button(page: LedgerPage) -> None:
    press(page, Key.Key_N, CONTROL)
    assert page.details is not None
    assert page.details.form_is_open


def test_escape_goes_from_a_button_to_the_table(page: LedgerPage) -> None:
    press(page, Key.Key_Escape)
    assert window_focus(page) is page.table


def test_keys_of_cells_do_nothing_among_the_buttons(page: LedgerPage) -> None:
    put(page, 0, "address")
    before = page.model.text(0, page.table.currentIndex().column())
    for key, held in ((Key.Key_Delete, CONTROL), (Key.Key_Delete, Qt.KeyboardModifier(0))):
        press(page, key, held)
    assert page.model.text(0, page.table.currentIndex().column()) == before
    assert len(page.model.ids) == 36


def test_no_key_acts_while_the_search_is_composed(page: LedgerPage) -> None:
    page._tools.search.setFocus()
    compose(page._tools.search, "ren")
    press(page, Key.Key_N, CONTROL)
    press(page, Key.Key_F6)
    assert focused(page) is page._tools.search
    assert page.details is None or not page.details.form_is_open


def test_the_details_hand_on_the_keys_of_the_page(page: LedgerPage) -> None:
    assert page.details is not None
    page.activateWindow()
    page.details.view.edit_button.setFocus()
    press(page, Key.Key_N, CONTROL)
    assert page.details.form_is_open


@pytest.mark.parametrize(
    ("key", "kind"), [(Key.Key_I, ImportDialog), (Key.Key_E, ExportDialog)], ids=["导入", "导出"]
)
def test_import_and_export_have_keys(page: LedgerPage, key: Qt.Key, kind: type[QWidget]) -> None:
    page.activateWindow()
    page.table.setFocus()
    press(page, key, CONTROL)
    assert dialog_of(page, kind).isVisible()


def test_buttons_say_their_keys(page: LedgerPage) -> None:
    assert page._tools.bringing.toolTip() == "Ctrl+I"
    assert page._tools.new.toolTip() == "Ctrl+N"


# -- the focus after an import -------------------------------------------------------------------


def test_after_an_import_the_table_has_the_focus(page: LedgerPage, tmp_path: Path) -> None:
    page.act("import")
    dialog = dialog_of(page, ImportDialog)
    assert isinstance(dialog, ImportDialog)
    dialog.open_file(case_book(tmp_path / "案件.xlsx", case("2026-10-8", "解放路1号")))
    dialog.preview.confirm.click()
    dialog.result_page.done.click()
    assert window_focus(page) is page.table
    assert len(page.model.ids) == 37


def test_an_import_that_was_given_up_leaves_the_table_with_the_focus(page: LedgerPage) -> None:
    page.act("import")
    dialog = dialog_of(page, ImportDialog)
    assert isinstance(dialog, ImportDialog)
    dialog.reject()
    assert window_focus(page) is page.table


def test_an_empty_ledger_gives_the_focus_back_when_it_is_filled(
    page: LedgerPage, context: Context
) -> None:
    remove(context.desk, CASES, list(page.model.ids))
    first: QPushButton = page.empty.first
    assert first.isVisible()
    page.activateWindow()
    first.setFocus()
    press(page, Key.Key_Z, CONTROL)
    assert len(page.model.ids) == 36
    assert window_focus(page) is page.table
