"""月报正文: typing, linked numbers as single things, saving, taking over, what needs a look."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from bureau.bulletin import texts
from bureau.bulletin.texts import keep_texts
from bureau.calendar.periods import Period
from bureau.month.telling import read_text
from bureau.storage.undo import next_undo, undo
from tests.ui.conftest import ScriptedAsker
from tests.ui.looking import cut_texts
from tests.ui.town_desk import shown
from ui.bulletin import text_page
from ui.bulletin.text_editor import HEADING, Spot, TextEditor
from ui.bulletin.text_objects import OBJECT
from ui.bulletin.text_page import TextPage
from ui.context import Context

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
OCTOBER, SEPTEMBER = Period.month(2026, 10), Period.month(2026, 9)
TITLES = {"overview": "总体情况"}
TEXT = "发现⟦market.cases|9999⟧件。"


@pytest.fixture
def page(qtbot: QtBot, context: Context) -> TextPage:
    """October, in which nobody wrote."""
    made = TextPage(context)
    made.bar.choose(OCTOBER)
    shown(qtbot, made)
    return made


@pytest.fixture
def editor(qtbot: QtBot) -> TextEditor:
    """The box alone."""
    made = TextEditor()
    shown(qtbot, made)
    return made


def write(context: Context, period: Period = OCTOBER, body: str = TEXT) -> None:
    """An overview that somebody wrote."""
    keep_texts(context.desk, "monthly", period, {"overview": body}, TITLES)


def compose(editor: TextEditor, words: str) -> None:
    """Chinese as an input method commits it."""
    event = QInputMethodEvent("ni", [])
    QApplication.sendEvent(editor, event)
    done = QInputMethodEvent()
    done.setCommitString(words)
    QApplication.sendEvent(editor, done)


def kept(context: Context, period: Period = OCTOBER) -> str | None:
    """The overview in the books."""
    found = read_text(context.desk, period).chapter("overview").kept
    return found.body if found is not None else None


def october_cases(page: TextPage) -> str:
    """What is counted of October."""
    words = page.numbers.text("market.cases")
    assert words
    return words


# -- the box ---------------------------------------------------------------------------------------


def test_text_comes_back_as_it_was_shown(editor: TextEditor) -> None:
    markup = (
        "## 分类情况\n发现⟦market.cases|3⟧件，⟦market.cases@mom|环比上升1%⟧⟦market.closed|2⟧。\n"
        "⟦block:案件分类统计表⟧\n> 注：没有签发。\n### 1．细目\n\\# 甲"
    )
    editor.show_markup(markup)
    assert editor.markup() == markup
    assert not editor.is_edited
    assert not editor.document().isUndoAvailable()
    assert editor.table_names() == ["案件分类统计表"]
    assert [one.words for one in editor.numbers()] == ["3", "环比上升1%", "2"]


def test_a_number_goes_as_a_whole_and_comes_back(editor: TextEditor) -> None:
    editor.show_markup("发现⟦market.cases|183⟧件。")
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    for _ in range(3):
        QTest.keyClick(editor, Qt.Key.Key_Right)
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    assert editor.markup() == "发现件。"
    QTest.keyClick(editor, Qt.Key.Key_Z, CTRL)
    assert editor.markup() == "发现⟦market.cases|183⟧件。"


def test_words_behind_a_number_are_words(editor: TextEditor) -> None:
    editor.show_markup("发现⟦market.cases|183⟧")
    editor.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(editor, "abc")
    compose(editor, "起")
    assert editor.markup() == "发现⟦market.cases|183⟧abc起"


def test_brackets_that_somebody_types_or_pastes_make_no_number(editor: TextEditor) -> None:
    editor.show_markup("甲")
    editor.moveCursor(QTextCursor.MoveOperation.End)
    compose(editor, "⟦market.cases|1⟧")
    QApplication.clipboard().setText("⟦block:案件分类统计表⟧")
    editor.paste()
    assert editor.markup() == "甲〔market.cases|1〕〔block:案件分类统计表〕"
    assert editor.numbers() == []


def test_enter_after_a_heading_begins_text(editor: TextEditor) -> None:
    editor.show_markup("甲")
    editor.make(HEADING)
    editor.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClicks(editor, "abc")
    assert editor.markup() == "## 甲\nabc"


def test_copied_numbers_stay_linked_in_the_box_and_are_words_elsewhere(editor: TextEditor) -> None:
    editor.show_markup("发现⟦market.cases|183⟧件。\n⟦block:案件分类统计表⟧")
    editor.selectAll()
    editor.copy()
    assert QApplication.clipboard().text() == "发现183件。\n［案件分类统计表］"
    editor.show_markup("甲")
    editor.moveCursor(QTextCursor.MoveOperation.End)
    editor.paste()
    assert editor.markup() == "甲发现⟦market.cases|183⟧件。\n⟦block:案件分类统计表⟧"


def test_a_table_in_the_middle_of_words_stands_on_its_own_line(editor: TextEditor) -> None:
    editor.show_markup("甲乙")
    editor.insert_table("案件分类统计表")
    assert editor.markup() == "甲乙\n⟦block:案件分类统计表⟧"
    QTest.keyClicks(editor, "c")
    assert editor.markup() == "甲乙\n⟦block:案件分类统计表⟧\nc"


def test_a_click_selects_a_number_and_enter_or_a_double_click_opens_it(
    qtbot: QtBot, editor: TextEditor
) -> None:
    editor.show_markup("⟦market.cases|1234567⟧件")
    inside = QPoint(editor.cursorRect().left() + 30, editor.cursorRect().center().y())
    with qtbot.waitSignal(editor.wanted) as opened:
        QTest.mouseDClick(editor.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, inside)
    assert opened.args == ["market.cases"]
    editor.moveCursor(QTextCursor.MoveOperation.End)
    QTest.mouseClick(editor.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, inside)
    assert editor.selected == Spot(0, 1, "market.cases", "1234567")
    with qtbot.waitSignal(editor.wanted):
        QTest.keyClick(editor, Qt.Key.Key_Return)
    assert editor.document().toRawText().startswith(OBJECT)


# -- the page --------------------------------------------------------------------------------------


def test_chapters_are_listed_as_drafts_in_the_order_of_the_report(page: TextPage) -> None:
    rows = [page.chapters.item(row).text() for row in range(page.chapters.count())]
    assert rows[0] == "总体情况\n起草稿"
    assert [row.split("\n")[0] for row in rows[1:]] == [
        "市容秩序整治",
        "环卫管理",
        "路灯和市政设施",
        "镇街考核",
        "党建和队伍",
        "存在问题",
        "下一步打算",
    ]
    assert "还没有改过" in page.findings.said.text()
    assert cut_texts(page) == []


def test_what_is_typed_is_kept_with_the_month_and_undone(page: TextPage, context: Context) -> None:
    page.editor.moveCursor(QTextCursor.MoveOperation.Start)
    compose(page.editor, "补充：")
    said: list[str] = []
    context.news.said.connect(said.append)
    assert page.save_form()
    assert said == ["已保存：2026年10月“总体情况”。"]
    body = kept(context)
    assert body is not None
    assert body.startswith("补充：⟦period.title|2026年10月⟧")
    assert page.chapters.item(0).text() == "总体情况\n✓ 已编辑"
    with context.desk.store.snapshot() as conn:
        row = next_undo(context.desk, conn)
    assert row is not None
    undo(context.desk, row.ref)
    assert not page.editor.markup().startswith("补充：")
    assert page.chapters.item(0).text() == "总体情况\n起草稿"


def test_looking_at_a_chapter_writes_nothing(page: TextPage, context: Context) -> None:
    page.choose_chapter("order")
    page.choose_chapter("overview")
    assert page.finish_editing()
    assert not any(one.kept for one in read_text(context.desk, OCTOBER).chapters)


def test_another_chapter_or_month_keeps_what_was_written(page: TextPage, context: Context) -> None:
    page.editor.moveCursor(QTextCursor.MoveOperation.Start)
    compose(page.editor, "甲")
    page.choose_chapter("order")
    assert (kept(context) or "").startswith("甲")
    page.choose_chapter("overview")
    compose(page.editor, "乙")
    page.bar.choose(SEPTEMBER)
    assert (kept(context) or "").startswith("乙甲")
    assert kept(context, SEPTEMBER) is None
    assert "甲" not in page.editor.markup()


def test_a_changed_number_is_shown_and_taken_or_kept(page: TextPage, context: Context) -> None:
    write(context)
    now = october_cases(page)
    (look,) = page.findings.looks
    assert look.words == f"市容秩序·发现案件\n9999 → {now}"
    QTest.mouseClick(page.findings.accept_button, LEFT)
    assert page.editor.markup() == f"发现⟦market.cases|{now}⟧件。"
    assert page.findings.looks == ()
    QTest.keyClick(page.editor, Qt.Key.Key_Z, CTRL)
    assert page.editor.markup() == TEXT
    page.editor.looked.emit()
    QTest.mouseClick(page.findings.keep_button, LEFT)
    assert page.editor.markup() == "发现⟦=|9999⟧件。"
    assert page.findings.looks == ()


def test_all_numbers_are_brought_up_to_date_at_once(page: TextPage, context: Context) -> None:
    write(context, body="⟦market.cases|8888⟧和⟦market.cases|9999⟧，⟦market.x|1⟧")
    now = october_cases(page)
    QTest.mouseClick(page.findings.all_button, LEFT)
    assert page.editor.markup() == f"⟦market.cases|{now}⟧和⟦market.cases|{now}⟧，⟦market.x|1⟧"
    assert [one.finding.state for one in page.findings.looks] == ["gone"]


def test_a_text_taken_over_shows_numbers_that_are_not_linked(
    page: TextPage, context: Context, asker: ScriptedAsker
) -> None:
    write(context, SEPTEMBER, "⟦period.title|2026年9月⟧专项14处。")
    page.take_over(["overview"])
    assert page.editor.markup() == "⟦period.title|2026年10月⟧专项14处。"
    assert page.note.text().endswith("沿用自2026年9月")
    (look,) = page.findings.looks
    assert look.words == "14\n没有关联数字，请核对"
    assert len(page.editor.extraSelections()) == 1
    QTest.mouseClick(page.findings.keep_button, LEFT)
    assert page.editor.markup() == "⟦period.title|2026年10月⟧专项⟦=|14⟧处。"
    page.save_form()
    asker.confirmed = [False]
    page.take_over(["overview"])
    assert "已经改过" in asker.asked[0]
    assert "⟦=|14⟧" in (kept(context) or "")


def test_the_draft_comes_back(page: TextPage, context: Context) -> None:
    write(context)
    QTest.mouseClick(page.restore_button, LEFT)
    assert kept(context) is None
    assert "period.title" in page.editor.markup()
    assert not page.restore_button.isEnabled()


def test_a_number_opens_its_records(page: TextPage, context: Context) -> None:
    opened: list[tuple[str, object]] = []
    context.news.wanted_list.connect(lambda ledger, where: opened.append((ledger, where)))
    page.open_records("market.cases@mom")
    assert [ledger for ledger, _ in opened] == ["market-cases"]


def test_a_number_is_picked_by_keys(page: TextPage) -> None:
    page.editor.show_markup("发现")
    page.editor.moveCursor(QTextCursor.MoveOperation.End)
    keys = CTRL | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(page.editor, Qt.Key.Key_I, keys)
    assert page.picker is not None
    page.picker.chosen.emit("market.cases")
    page.picker.reject()
    assert page.editor.markup() == f"发现⟦market.cases|{october_cases(page)}⟧"


def test_tables_that_were_taken_out_are_offered(page: TextPage) -> None:
    page.choose_chapter("order")
    name = page.told.names[0]
    page.editor.show_markup("甲")
    menu = page.table_button.menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    menu.actions()[0].trigger()
    assert page.editor.markup() == f"甲\n⟦block:{name}⟧"
    menu.aboutToShow.emit()
    assert not menu.actions()[0].isEnabled()


def test_what_was_not_saved_is_found_again(qtbot: QtBot, page: TextPage, context: Context) -> None:
    page.editor.moveCursor(QTextCursor.MoveOperation.Start)
    compose(page.editor, "没写完")
    page.keep_draft()
    again = TextPage(context)
    again.bar.choose(OCTOBER)
    shown(qtbot, again)
    assert again.editor.markup().startswith("没写完")
    assert "没有保存的修改" in again.notice.sentence.text()
    again.save_form()
    assert (kept(context) or "").startswith("没写完")


def test_an_issued_month_is_read_only(
    page: TextPage, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(context)
    monkeypatch.setattr(texts, "is_issued", lambda _conn, _period: True)
    page.refresh()
    assert page.editor.isReadOnly()
    assert "已经签发" in page.notice.sentence.text()
    assert not page.save_button.isEnabled()
    assert not page.findings.keep_button.isVisible()


def test_the_preview_is_of_what_was_just_typed(
    page: TextPage, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[object, ...]] = []
    monkeypatch.setattr(text_page, "open_paper", lambda *asked: opened.append(asked[2:]))
    page.editor.show_markup("⟦market.cases|9999⟧件", edited=True)
    QTest.mouseClick(page.preview_button, LEFT)
    assert kept(context) == "⟦market.cases|9999⟧件"
    assert opened == [("monthly", "城市管理工作月报", OCTOBER)]
    assert "“总体情况”有1个数字和统计不一致" in page.notice.sentence.text()
