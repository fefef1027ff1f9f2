"""The pane beside the table: facts, state, timeline, undo of a step, the form in its place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from bureau import editing
from bureau.drafts import Drafts
from bureau.errors import UserError
from bureau.market.ledgers import CASES, DAILY
from bureau.storage.history import removed
from bureau.storage.rows import ids, page
from bureau.storage.store import READ_ONLY
from tests.storage.offices import open_at
from tests.ui.conftest import ScriptedAsker
from tests.ui.typing_desk import lists_may_rise
from ui.context import Context
from ui.ledger.details import DetailsPane
from ui.ledger.inputs.text import LineInput
from ui.ledger.seen import see
from ui.tasks import RefusingRunner

__all__ = ["lists_may_rise"]


def number(context: Context, wanted: str) -> int:
    """The id of a case by its number."""
    sql = "SELECT id FROM market_cases WHERE number = ?"
    return int(context.desk.store.reader().execute(sql, (wanted,)).fetchone()["id"])


@pytest.fixture
def pane(qtbot: QtBot, context: Context) -> DetailsPane:
    shown = DetailsPane(context, CASES)
    qtbot.addWidget(shown)
    shown.resize(360, 700)
    with qtbot.waitActive(shown):
        shown.show()
    return shown


@pytest.fixture
def first(context: Context) -> int:
    """2026-10-01, 城东街道, 人民路1号, 占道经营, 执法一中队, 李建国, 派遣; overdue since."""
    return number(context, "ZZ-2026-0001")


def press(pane: DetailsPane, name: str) -> None:
    """Clicks a button by its name."""
    button = pane.findChild(QPushButton, name)
    assert button is not None
    assert button.isVisibleTo(pane)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def fact(pane: DetailsPane, key: str) -> str:
    """The value that is shown of a field."""
    label = pane.findChild(QLabel, f"fact-{key}")
    return label.text() if isinstance(label, QLabel) and not label.isHidden() else ""


def timeline_words(pane: DetailsPane) -> list[str]:
    """All lines of the timeline."""
    return [label.text() for label in pane.view.timeline.findChildren(QLabel) if label.isVisible()]


# -- what is shown ---------------------------------------------------------------------------------


def test_nothing_selected_says_what_to_do(pane: DetailsPane) -> None:
    assert pane.stack.currentWidget() is pane.empty


def test_a_record_is_shown_with_its_state_and_masked_names(pane: DetailsPane, first: int) -> None:
    pane.show_record(first)
    assert pane.view.title.text() == "ZZ-2026-0001 · 占道经营"
    assert pane.view.state.text() == "◐ 派遣"
    assert fact(pane, "town") == "城东街道"
    assert fact(pane, "phone") == "138****0000"
    assert fact(pane, "overdue_days") == "‼ 7"
    assert fact(pane, "note") == ""
    pane.show_record(None)
    assert pane.stack.currentWidget() is pane.empty


def test_blank_fields_are_counted_and_listed_on_request(pane: DetailsPane, first: int) -> None:
    pane.show_record(first)
    seen = pane.seen
    assert seen is not None
    blank = sum(not one.text for one in seen.facts)
    assert pane.view.facts.blank_button.text() == f"还有 {blank} 项空白"
    press(pane, "blank-facts")
    assert fact(pane, "note") == "—"


def test_revealing_is_recorded_and_ends_with_the_next_record(
    pane: DetailsPane, context: Context, first: int
) -> None:
    pane.show_record(first)
    press(pane, "reveal")
    assert fact(pane, "phone") == "13800000000"
    assert fact(pane, "party_name") == "商户1"
    sql = "SELECT count(*) FROM op WHERE kind = 'export-personal'"
    assert context.desk.store.reader().execute(sql).fetchone()[0] == 1
    pane.show_record(number(context, "ZZ-2026-0002"))
    pane.show_record(first)
    assert fact(pane, "phone") == "138****0000"


def test_counts_are_facts_with_their_units(context: Context) -> None:
    desk = context.desk
    record = ids(desk.store.reader(), DAILY, today=desk.today())[0]
    item = desk.store.names().items("daily-count")[0]
    editing.change(desk, DAILY, [record], {f"counts.{item.id}": "12"})
    seen = see(desk, DAILY, record)
    assert seen is not None
    assert (item.title, f"12 {item.unit}") in [(one.title, one.text) for one in seen.facts]


# -- news, timeline, undo --------------------------------------------------------------------------


def test_the_pane_follows_changes_made_elsewhere(
    pane: DetailsPane, context: Context, first: int
) -> None:
    pane.show_record(first)
    editing.change(context.desk, CASES, [first], {"address": "人民路88号"})
    assert fact(pane, "address") == "人民路88号"
    editing.remove(context.desk, CASES, [first])
    assert pane.stack.currentWidget() is pane.empty


def test_the_timeline_says_who_changed_what(
    pane: DetailsPane, context: Context, first: int
) -> None:
    editing.change(context.desk, CASES, [first], {"unit": "执法二中队"})
    pane.show_record(first)
    words = timeline_words(pane)
    assert "10-08 09:00 · 王芳" in words
    assert "责任单位：执法一中队 → 执法二中队" in words
    assert "登记案件" in words


def test_a_step_is_taken_back_from_the_timeline(
    pane: DetailsPane, context: Context, asker: ScriptedAsker, first: int
) -> None:
    editing.change(context.desk, CASES, [first], {"address": "人民路88号"})
    pane.show_record(first)
    asker.confirmed = [False, True]
    press(pane, "undo-step")
    assert fact(pane, "address") == "人民路88号"
    press(pane, "undo-step")
    assert fact(pane, "address") == "人民路1号"
    assert "ZZ-2026-0001" in asker.asked[0]


# -- acts ------------------------------------------------------------------------------------------


def test_deleting_asks_and_can_be_found_again(
    pane: DetailsPane, context: Context, asker: ScriptedAsker, first: int
) -> None:
    gone: list[object] = []
    pane.record_removed.connect(gone.append)
    pane.show_record(first)
    asker.confirmed = [False, True]
    press(pane, "record-remove")
    assert not gone
    press(pane, "record-remove")
    assert gone == [first]
    assert pane.stack.currentWidget() is pane.empty
    store = context.desk.store
    assert [one.record for one in removed(store.reader(), store.shapes, CASES)] == [first]


def test_what_is_referred_to_is_not_deleted_and_the_pane_says_why(
    qtbot: QtBot, context: Context, asker: ScriptedAsker
) -> None:
    towns = context.desk.store.ledgers["towns"]
    pane = DetailsPane(context, towns)
    qtbot.addWidget(pane)
    pane.show()
    record = ids(context.desk.store.reader(), towns, today=context.desk.today())[0]
    pane.show_record(record)
    asker.confirmed = [True]
    press(pane, "record-remove")
    assert "还被引用" in pane.view.notice.sentence.text()
    assert pane.record == record


def test_printing_names_the_record(pane: DetailsPane, first: int) -> None:
    wanted: list[object] = []
    pane.print_wanted.connect(wanted.append)
    pane.show_record(first)
    press(pane, "record-print")
    assert wanted == [first]


def test_ids_beyond_32_bits_travel_whole(pane: DetailsPane, first: int) -> None:
    assert first > 2**40
    saved: list[object] = []
    pane.record_saved.connect(saved.append)
    pane.show_record(first)
    press(pane, "record-edit")
    line = pane.form.rows["address"].input
    assert isinstance(line, LineInput)
    line.line.setFocus()
    line.line.selectAll()
    QTest.keyClicks(line.line, "Renmin 2")
    press(pane, "form-save")
    assert saved == [first]
    assert pane.stack.currentWidget() is pane.view
    assert fact(pane, "address") == "Renmin 2"


def test_an_open_form_is_not_lost_when_another_record_is_selected(
    pane: DetailsPane, context: Context, first: int
) -> None:
    pane.show_record(first)
    press(pane, "record-edit")
    line = pane.form.rows["address"].input
    assert isinstance(line, LineInput)
    line.line.setFocus()
    QTest.keyClicks(line.line, "abc")
    other = number(context, "ZZ-2026-0002")
    pane.show_record(other)
    assert pane.stack.currentWidget() is pane.form
    press(pane, "form-save")
    assert pane.stack.currentWidget() is pane.view
    assert pane.record == first


def test_what_is_typed_is_kept_when_the_window_closes(
    pane: DetailsPane, context: Context, first: int
) -> None:
    pane.show_record(first)
    press(pane, "record-edit")
    line = pane.form.rows["note"].input
    line.setFocus()
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, "abc")
    pane.close()  # at once, before the pause after which a draft is kept
    kept = Drafts(context.desk).get(CASES, first)
    assert kept is not None
    assert kept.typed == {"note": "abc"}


def test_a_form_that_was_saved_leaves_no_draft(
    pane: DetailsPane, context: Context, first: int
) -> None:
    pane.show_record(first)
    press(pane, "record-edit")
    line = pane.form.rows["note"].input
    line.setFocus()
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, "abc")
    press(pane, "form-save")
    pane.close()
    assert Drafts(context.desk).get(CASES, first) is None


def test_saving_says_when(pane: DetailsPane, context: Context, first: int) -> None:
    said: list[str] = []
    context.news.said.connect(said.append)
    pane.show_record(first)
    press(pane, "record-edit")
    line = pane.form.rows["note"].input
    line.setFocus()
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, "abc")
    QTest.keyClick(focused, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert said == ["已保存 09:00"]
    assert fact(pane, "note") == "abc"


def test_ctrl_s_in_the_form_goes_before_that_of_the_window(
    qtbot: QtBot, context: Context, first: int
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    pane = DetailsPane(context, CASES, window)
    column = QVBoxLayout(window)
    column.addWidget(pane)
    outer: list[int] = []
    QShortcut(QKeySequence.StandardKey.Save, window).activated.connect(lambda: outer.append(1))
    with qtbot.waitActive(window):
        window.show()
    pane.show_record(first)
    press(pane, "record-edit")
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert not outer
    assert not pane.form_is_open
    pane.setFocus()
    QTest.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert outer == [1]


# -- a folder that is open for reading only ---------------------------------------------------------


@pytest.fixture
def looking(qtbot: QtBot, office: Path, asker: ScriptedAsker) -> Iterator[DetailsPane]:
    """The pane of who may only look, because another program holds the folder."""
    open_at(office).store.close()  # whose first opening brings the data up to date
    desk = open_at(office, writable=False)
    shown = DetailsPane(Context(desk, asker, writing=RefusingRunner()), CASES)
    qtbot.addWidget(shown)
    shown.resize(360, 700)
    with qtbot.waitActive(shown):
        shown.show()
    yield shown
    desk.store.close()


def test_who_may_only_look_is_told_why(looking: DetailsPane) -> None:
    looking.show_record(number(looking.context, "ZZ-2026-0001"))
    edit = looking.view.edit_button
    assert not edit.isEnabled()
    assert edit.toolTip() == READ_ONLY
    for act in (looking.edit, looking.new_record, looking.copy, looking.remove):
        looking.view.notice.hide()
        act()
        assert not looking.form_is_open
        assert READ_ONLY in looking.view.notice.sentence.text()
        assert looking.view.notice.isVisible()


def test_writing_beside_another_program_is_refused_in_a_sentence(looking: DetailsPane) -> None:
    desk = looking.context.desk
    with pytest.raises(UserError) as caught:
        editing.add(desk, CASES, {"found_on": "10.8", "address": "人民路", "category": "占道经营"})
    assert caught.value.sentence == READ_ONLY


def test_a_copy_leaves_out_number_names_and_photos(
    pane: DetailsPane, context: Context, first: int
) -> None:
    pane.show_record(first)
    press(pane, "record-copy")
    shown = {key: row.input for key, row in pane.form.rows.items()}
    assert shown["number"].raw() == ""
    assert shown["party_name"].raw() == ""
    assert shown["phone"].raw() == ""
    saved: list[object] = []
    pane.record_saved.connect(saved.append)
    pane.form.save()
    (record,) = saved
    assert isinstance(record, int)
    desk = context.desk
    row, old = page(desk.store.reader(), CASES, [record, first], today=desk.today())
    assert row["address"] == old["address"]
    assert row["number"] != old["number"]


def test_f2_opens_the_form(pane: DetailsPane, first: int) -> None:
    pane.show_record(first)
    pane.view.edit_button.setFocus()
    QTest.keyClick(pane.view.edit_button, Qt.Key.Key_F2)
    assert pane.form_is_open
