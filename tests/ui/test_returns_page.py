"""套表: adding a form, pointing at a cell, filling, what was sent, an empty page that says what to do."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from bureau.calendar.periods import Period
from bureau.returns.forms import FIGURE, WORD, Place, add_form, all_forms, mark, places_of
from tests.returns.sample_forms import city_form, list_form, word_form
from tests.ui.conftest import ScriptedAsker
from ui.context import Context
from ui.returns.form_page import FormsPage
from ui.returns.form_settings import FormSettings
from ui.returns.mark_dialog import MarkDialog

OCTOBER = Period.month(2026, 10)


@pytest.fixture
def page(qtbot: QtBot, context: Context) -> FormsPage:
    """The page in October; the small bureau has 36 cases there."""
    context.listen()
    made = FormsPage(context)
    qtbot.addWidget(made)
    made.resize(1366, 640)
    made.bar.choose(OCTOBER)
    made.show()
    return made


def places(context: Context) -> list[tuple[str, str]]:
    """Cell and reference of every place of the only form."""
    with context.desk.store.snapshot() as conn:
        (form,) = all_forms(context.desk, conn)
        return [(place.cell, place.what) for place in places_of(context.desk, conn, form.id)]


def kept(context: Context, content: bytes, name: str, *marks: Place) -> None:
    add_form(context.desk, content, name, {"office": "市局", "due_day": 5})
    with context.desk.store.snapshot() as conn:
        (form,) = all_forms(context.desk, conn)
    if marks:
        mark(context.desk, form, marks)


CASES = Place(sheet="表1", cell="C5", source=FIGURE, what="market.cases", title="发现案件")
PERIOD = Place(sheet="表1", cell="E2", source=WORD, what="period", title="期间")


def test_an_empty_page_says_the_three_steps(page: FormsPage) -> None:
    assert page.pages.currentWidget() is page.empty
    assert all(
        step in page.empty.said.text() for step in ("① 添加表样", "② 指定取数", "③ 填报本期")
    )


def test_a_form_is_added_with_its_office(
    page: FormsPage, asker: ScriptedAsker, tmp_path: Path
) -> None:
    path = tmp_path / "市局月报.xlsx"
    path.write_bytes(city_form())
    asker.files = [path]
    page.add.click()
    dialog = page.dialog
    assert isinstance(dialog, FormSettings)
    assert dialog.name.text() == "市局月报"
    dialog.office.setText("市局")
    QTest.keyClick(dialog.take, Qt.Key.Key_Return)
    assert [one.form.title for one in page.seen.listed] == ["市局　市局月报"]
    assert page.heading.text() == "市局月报"
    assert page.grid.form.data(page.grid.form.index(0, 0)) == "全市城市管理工作月报表"
    assert page.grid.columnSpan(0, 0) == 6


def test_a_damaged_file_is_told(page: FormsPage, asker: ScriptedAsker, tmp_path: Path) -> None:
    path = tmp_path / "坏.xlsx"
    path.write_bytes(b"PK\x03\x04 nothing")
    asker.files = [path]
    page.add.click()
    assert "已损坏" in page.notice.sentence.text()
    assert page.dialog is None


def test_a_cell_that_is_pointed_at_takes_a_figure(page: FormsPage, context: Context) -> None:
    kept(context, city_form(), "月报.xlsx")
    page.grid.choose(4, 2)
    QTest.keyClick(page.grid, Qt.Key.Key_Return)
    dialog = page.dialog
    assert isinstance(dialog, MarkDialog)
    assert dialog.was.text() == "现在是：7"
    dialog.panel.choose("market.cases")
    assert dialog.will.text() == "本期填：36"
    dialog.take.click()
    assert places(context) == [("C5", "market.cases")]
    assert page.grid.form.data(page.grid.form.index(4, 2)) == "36"
    QTest.keyClick(page.grid, Qt.Key.Key_Delete)
    assert places(context) == []


def test_formula_cells_reckon_by_themselves(page: FormsPage, context: Context) -> None:
    kept(context, city_form(), "月报.xlsx")
    page.grid.choose(8, 2)
    QTest.keyClick(page.grid, Qt.Key.Key_F2)
    assert page.dialog is None
    assert "公式" in page.notice.sentence.text()


def test_words_and_fixed_texts_can_be_chosen(page: FormsPage, context: Context) -> None:
    kept(context, city_form(), "月报.xlsx")
    page.grid.choose(1, 4)
    QTest.keyClick(page.grid, Qt.Key.Key_Return)
    dialog = page.dialog
    assert isinstance(dialog, MarkDialog)
    dialog.source.setCurrentIndex(1)
    dialog.words.setCurrentRow(0)
    assert dialog.will.text() == "本期填：2026年10月"
    dialog.take.click()
    assert places(context) == [("E2", "period")]


def test_filling_saves_the_file_and_remembers(
    page: FormsPage, context: Context, asker: ScriptedAsker, tmp_path: Path
) -> None:
    kept(context, city_form(), "月报.xlsx", CASES, PERIOD)
    target = tmp_path / "填好.xlsx"
    asker.files = [target]
    page.fill.click()
    sheet = openpyxl.load_workbook(target)["表1"]
    assert (sheet["C5"].value, sheet["E2"].value) == (36, "2026年10月")
    assert page.notes.toPlainText() == "每一处都填好了。"
    assert page.state.text() == "已填报"
    page.sent.click()
    assert page.state.text() == "已报出"
    asker.chosen = ["打开已报出的"]
    asker.files = [tmp_path / "原件.xlsx"]
    page.fill.click()
    assert (tmp_path / "原件.xlsx").read_bytes() == target.read_bytes()


def test_all_that_is_due_goes_into_one_folder(
    page: FormsPage, context: Context, asker: ScriptedAsker, tmp_path: Path
) -> None:
    kept(context, city_form(), "月报.xlsx", CASES)
    add_form(context.desk, word_form(), "创建.docx", {"office": "文明办"})
    assert page.fill_due.text() == "填报全部到期（2）"
    folder = tmp_path / "报送"
    folder.mkdir()
    asker.files = [folder]
    page.fill_due.click()
    assert {path.name for path in folder.iterdir()} == {
        "2026年10月-市局-月报.xlsx",
        "2026年10月-文明办-创建.docx",
    }
    assert not page.fill_due.isEnabled()
    assert "占位“发现案件”还没有指定" in page.notes.toPlainText()


def test_a_word_placeholder_is_explained_by_pointing_at_its_paragraph(
    page: FormsPage, context: Context, asker: ScriptedAsker, tmp_path: Path
) -> None:
    kept(context, word_form(), "创建.docx")
    page.grid.choose(1, 0)
    QTest.keyClick(page.grid, Qt.Key.Key_Return)
    dialog = page.dialog
    assert isinstance(dialog, MarkDialog)
    dialog.panel.choose("market.cases")
    dialog.take.click()
    assert places(context) == [("发现案件", "market.cases")]
    # A cell of the table has no placeholder yet: the program makes one.
    page.grid.choose(4, 1)
    QTest.keyClick(page.grid, Qt.Key.Key_Return)
    dialog = page.dialog
    assert isinstance(dialog, MarkDialog)
    dialog.panel.choose("market.closed")
    dialog.take.click()
    asker.files = [tmp_path / "填好.docx"]
    page.fill.click()
    document = docx.Document(str(tmp_path / "填好.docx"))
    assert document.paragraphs[1].text.startswith("本月共发现问题 36 件")
    assert document.tables[0].rows[1].cells[1].text == "12"


def test_settings_and_removal(page: FormsPage, context: Context, asker: ScriptedAsker) -> None:
    kept(context, city_form(), "月报.xlsx", CASES)
    page.settings.click()
    dialog = page.dialog
    assert isinstance(dialog, FormSettings)
    dialog.name.setText("市局季报")
    dialog.period.setCurrentIndex(2)
    dialog.take.click()
    assert page.state.text() == "本期不报"
    asker.confirmed = [True]
    page.remove.click()
    assert page.pages.currentWidget() is page.empty


def test_places_that_a_newer_edition_hasnt_are_taken_away_at_once(
    page: FormsPage, context: Context, asker: ScriptedAsker, tmp_path: Path
) -> None:
    kept(context, city_form(), "月报.xlsx", CASES, PERIOD)
    path = tmp_path / "新版.xlsx"
    path.write_bytes(list_form())
    asker.files = [path]
    page.replace.click()
    assert "有 2 处取数在表样里找不到位置了" in page.notice.sentence.text()
    assert page.grid.form.data(page.grid.form.index(0, 0)) == "隐患排查清单"
    acts = page.notice.findChildren(QPushButton)
    act = [one for one in acts if one.text() == "取消这些取数"][-1]
    act.click()
    assert places(context) == []
