"""The form: messages beside the fields, what follows by itself, drafts, 连续录入, saving."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bureau.drafts import Drafts
from bureau.ledger.declaration import Ledger, Section
from bureau.ledger.types import Computed, Photos
from bureau.market.ledgers import CASES, DAILY
from bureau.office import LEDGERS
from bureau.register.ledgers import ROADS
from bureau.storage.rows import Row, page
from bureau.storage.undo import next_undo, undo
from tests.ui.conftest import ScriptedAsker
from tests.ui.typing_desk import lists_may_rise
from ui.context import Context
from ui.ledger.form import RecordForm
from ui.ledger.form_plan import groups, kept_keys
from ui.ledger.inputs.lines import LinesInput
from ui.ledger.inputs.text import LineInput, TextInput

__all__ = ["lists_may_rise"]

ENTER = Qt.Key.Key_Return
CONTROL = Qt.KeyboardModifier.ControlModifier


class Clerk:
    """A person at the form."""

    def __init__(self, qtbot: QtBot, context: Context, ledger: Ledger = CASES) -> None:
        self.qtbot = qtbot
        self.context = context
        self.ledger = ledger
        self.form = RecordForm(context, ledger)
        self.saved: list[int] = []
        self.form.saved.connect(self.saved.append)
        qtbot.addWidget(self.form)
        self.form.resize(700, 900)
        with qtbot.waitActive(self.form):
            self.form.show()

    def line(self, key: str) -> LineInput:
        """The editor of a field."""
        editor = self.form.rows[key].input
        assert isinstance(editor, LineInput)
        return editor

    def fill(self, key: str, text: str, leave: Qt.Key = Qt.Key.Key_Tab) -> None:
        """Goes to a field, types, and leaves it."""
        line = self.line(key).line
        line.setFocus(Qt.FocusReason.MouseFocusReason)
        line.selectAll()
        if text.isascii():
            QTest.keyClicks(line, text)
        else:
            line.insert(text)
            line.textEdited.emit(line.text())
        QTest.keyClick(line, leave)

    def shown(self, key: str) -> str:
        """What stands in a field."""
        return self.line(key).line.text()

    def message(self, key: str) -> str:
        """What stands below a field, '' where nothing is shown."""
        label = self.form.rows[key].message
        return "" if label.isHidden() else label.text()

    def row(self, record: int) -> Row:
        """A stored record."""
        desk = self.context.desk
        return page(desk.store.reader(), self.ledger, [record], today=desk.today())[0]

    def label(self, key: str, record: int) -> str:
        """A stored value in words."""
        names = self.context.desk.store.names()
        return self.ledger.by_key[key].type.show(self.row(record)[key], names)  # type: ignore[arg-type]

    def only_record(self, number: str) -> int:
        """The id of a case by its number."""
        sql = "SELECT id FROM market_cases WHERE number = ?"
        found = self.context.desk.store.reader().execute(sql, (number,)).fetchone()
        return int(found["id"])


@pytest.fixture
def clerk(qtbot: QtBot, context: Context) -> Clerk:
    return Clerk(qtbot, context)


# -- the plan --------------------------------------------------------------------------------------


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: str(ledger.name))
def test_every_field_that_is_filled_in_stands_in_one_section(ledger: Ledger) -> None:
    placed = [field.key for group in groups(ledger) for field in group.fields]
    wanted = [field.key for field in ledger.fields if not isinstance(field.type, Computed)]
    assert sorted(placed) == sorted(wanted)


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: str(ledger.name))
def test_declared_sections_name_fields_that_are_filled_in(ledger: Ledger) -> None:
    named = [key for section in ledger.sections for key in section.fields]
    assert len(named) == len(set(named))
    assert not any(isinstance(ledger.by_key[key].type, Computed | Photos) for key in named)


def test_forms_read_like_the_paper() -> None:
    assert [group.title for group in groups(DAILY)] == ["", "工作量", "其他情况"]
    assert [group.title for group in groups(CASES)] == [
        "发现", "问题", "当事人", "处置", "复查和回访", "登记", "照片",
    ]  # fmt: skip
    assert [group.title for group in groups(ROADS)] == [""]


def test_a_field_that_no_section_names_stands_at_the_end() -> None:
    ledger = replace(ROADS, sections=(Section("道路", ("name",)), Section("起止", ("start",))))
    first, last = groups(ledger)
    assert [field.key for field in first.fields] == ["name"]
    assert last.fields[0].key == "start"
    assert {field.key for field in last.fields} == {field.key for field in ROADS.stored} - {"name"}


def test_what_continuous_entry_keeps() -> None:
    kept = kept_keys(CASES)
    assert {"found_on", "town", "road", "category", "subcategory", "unit"} <= kept
    assert kept.isdisjoint({"number", "address", "party_name", "phone", "state", "review"})


# -- filling in ------------------------------------------------------------------------------------


def test_a_new_form_begins_with_today_and_marks_what_is_required(clerk: Clerk) -> None:
    clerk.form.start_new()
    assert clerk.shown("found_on") == "2026-10-08"
    assert "*" in clerk.form.rows["address"].title.text()
    assert "*" not in clerk.form.rows["note"].title.text()
    assert clerk.message("address") == "", "nobody is blamed for what he hasn't reached"
    assert clerk.line("address").line.hasFocus()


def test_a_message_says_what_to_do_once_the_field_is_left(clerk: Clerk) -> None:
    clerk.form.start_new()
    clerk.fill("address", "")
    assert "请填写地点" in clerk.message("address")
    assert clerk.line("address").line.property("fault") == "true"
    clerk.fill("address", "人民路1号")
    assert clerk.message("address") == ""


def test_a_check_over_two_fields_speaks_at_the_one_to_blame(clerk: Clerk) -> None:
    clerk.form.start_new()
    clerk.fill("address", "人民路1号")
    clerk.fill("category", "zdjy")
    clerk.fill("due_on", "2026-10-01")
    assert "整改期限早于发现日期" in clerk.message("due_on")


def test_dates_without_a_year_stay_near_the_day_they_belong_to(clerk: Clerk) -> None:
    clerk.form.start_new()
    clerk.fill("found_on", "12.30")
    clerk.fill("due_on", "1.4")
    assert clerk.shown("found_on") == "2026-12-30"
    assert clerk.shown("due_on") == "2027-01-04"


def test_a_limit_in_working_days_counts_from_the_finding(clerk: Clerk) -> None:
    clerk.form.start_new()
    clerk.fill("found_on", "2026-9-29")
    clerk.fill("due_on", "3个工作日")
    assert clerk.shown("due_on") == "2026-10-09"  # 30 September, 8 and 9 October
    said = clerk.form.notice.sentence.text()
    assert "整改期限 2026-10-09 是9月29日起第 3 个工作日" in said
    clerk.fill("due_on", "10.11")
    assert clerk.message("due_on") == "10月11日 星期日 放假"
    assert clerk.form.notice.isHidden(), "what was said of the limit before is gone"


def test_a_sub_class_fills_its_class(clerk: Clerk) -> None:
    clerk.form.start_new()
    clerk.fill("category", "流动摊贩", ENTER)
    assert clerk.shown("category") == "占道经营"
    assert clerk.shown("subcategory") == "流动摊贩"
    clerk.fill("category", "户外广告", ENTER)
    assert clerk.shown("subcategory") == ""


def test_a_time_behind_the_day_goes_to_its_own_field(clerk: Clerk) -> None:
    clerk.form.start_new()
    clerk.fill("found_on", "2026-10-07 9:30")
    assert clerk.shown("found_on") == "2026-10-07"
    assert clerk.shown("found_time") == "09:30"


def test_enter_goes_to_the_next_field(clerk: Clerk) -> None:
    clerk.form.start_new()
    line = clerk.line("address").line
    QTest.keyClick(line, ENTER)
    assert clerk.line("place_kind").line.hasFocus()


def test_tab_follows_the_declared_order(clerk: Clerk) -> None:
    clerk.form.start_new()
    clerk.line("number").line.setFocus()
    visited = []
    for _ in range(6):
        focused = QApplication.focusWidget()
        assert focused is not None
        visited.append(focused.objectName().removesuffix("-entry"))
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert visited == ["number", "found_on", "found_time", "source", "town", "community"]


# -- saving ----------------------------------------------------------------------------------------


def test_ctrl_enter_saves_a_case_with_a_number_of_its_own(clerk: Clerk) -> None:
    clerk.form.start_new()
    clerk.fill("town", "hkz")
    clerk.fill("category", "zdjy")
    address = clerk.line("address").line
    address.setFocus()
    address.insert("人民路9号")
    address.textEdited.emit(address.text())
    QTest.keyClick(address, ENTER, CONTROL)
    (record,) = clerk.saved
    assert clerk.row(record)["address"] == "人民路9号"
    assert clerk.label("town", record) == "河口镇"
    assert clerk.label("category", record) == "占道经营"
    assert str(clerk.row(record)["number"]).startswith("ZZ-2026-")


def test_what_is_wrong_is_said_at_every_field_and_nothing_is_saved(clerk: Clerk) -> None:
    clerk.form.start_new()
    QTest.mouseClick(clerk.form.save_button, Qt.MouseButton.LeftButton)
    assert not clerk.saved
    assert "请填写地点" in clerk.message("address")
    assert "请填写问题类别" in clerk.message("category")
    assert clerk.line("address").line.hasFocus()


def test_saving_and_going_on_keeps_day_unit_and_road(clerk: Clerk) -> None:
    clerk.form.start_new()
    clerk.fill("found_on", "10.6")
    clerk.fill("town", "hkz")
    clerk.fill("road", "bhl")
    clerk.fill("unit", "zfyz")
    clerk.fill("category", "zdjy")
    clerk.fill("party_name", "王小明")
    clerk.fill("address", "滨河路3号")
    QTest.mouseClick(clerk.form.next_button, Qt.MouseButton.LeftButton)
    assert len(clerk.saved) == 1
    kept = ("found_on", "town", "road", "unit", "category")
    assert [clerk.shown(key) for key in kept] == [
        "2026-10-06", "河口镇", "滨河路", "执法一中队", "占道经营",
    ]  # fmt: skip
    assert clerk.shown("address") == clerk.shown("party_name") == ""
    assert clerk.line("address").line.hasFocus()
    clerk.fill("address", "滨河路4号")
    QTest.mouseClick(clerk.form.save_button, Qt.MouseButton.LeftButton)
    assert clerk.row(clerk.saved[1])["found_on"] == "2026-10-06"
    assert clerk.label("road", clerk.saved[1]) == "滨河路"


def test_a_new_name_is_saved_as_provisional(clerk: Clerk) -> None:
    clerk.form.start_new()
    clerk.fill("category", "zdjy")
    clerk.fill("address", "解放路1号")
    clerk.fill("road", "解放路")
    assert clerk.message("road") == "名册里没有，保存时先记为待核"
    clerk.form.save()
    assert clerk.label("road", clerk.saved[0]) == "解放路"


def test_only_what_was_touched_is_changed_and_one_undo_takes_it_back(clerk: Clerk) -> None:
    record = clerk.only_record("ZZ-2026-0001")
    before = clerk.row(record)
    assert clerk.form.start_edit(record)
    clerk.fill("address", "人民路100号")
    clerk.form.save()
    assert clerk.row(record) == {**before, "address": "人民路100号"}
    desk = clerk.context.desk
    newest = next_undo(desk, desk.store.reader())
    assert newest is not None
    undo(desk, newest.ref)
    assert clerk.row(record) == before


def test_lines_are_saved_with_the_record(qtbot: QtBot, context: Context) -> None:
    clerk = Clerk(qtbot, context, DAILY)
    clerk.form.start_new()
    clerk.fill("unit", "执法一中队", ENTER)
    editor = clerk.form.rows["counts"].input
    assert isinstance(editor, LinesInput)
    first, second = list(editor.boxes)[:2]
    QTest.keyClicks(editor.boxes[first], "12")
    QTest.keyClicks(editor.boxes[second], "x")
    clerk.form.save()
    assert not clerk.saved
    assert editor.boxes[second].property("fault") == "true"
    assert "不是数" in clerk.message("counts")
    editor.boxes[second].clear()
    clerk.form.save()
    assert clerk.row(clerk.saved[0])["counts"] == {first: 1200}


def test_a_record_that_is_there_already_is_warned_of(clerk: Clerk) -> None:
    # 案件 ZZ-2026-0001 is open: 2026-10-01, 城东街道, 人民路1号, 占道经营, 商户1.
    wanted: list[int] = []
    clerk.form.duplicate_wanted.connect(wanted.append)
    clerk.form.start_new()
    clerk.fill("found_on", "2026-10-01")
    clerk.fill("town", "城东街道", ENTER)
    clerk.fill("category", "占道经营", ENTER)
    clerk.fill("party_name", "商户1")
    clerk.fill("address", "人民路1号")
    assert clerk.form.notice.isVisible()
    assert "ZZ-2026-0001" in clerk.form.notice.sentence.text()


# -- personal data ---------------------------------------------------------------------------------


def test_a_reveal_is_recorded_once_for_a_record(clerk: Clerk) -> None:
    record = clerk.only_record("ZZ-2026-0001")
    clerk.form.start_edit(record)
    phone, party = clerk.line("phone"), clerk.line("party_name")
    assert isinstance(phone, TextInput)
    assert isinstance(party, TextInput)
    assert phone.line.text() == "138****0000"
    for editor in (phone, party):
        QTest.mouseClick(editor.show_button, Qt.MouseButton.LeftButton)
    assert phone.line.text() == "13800000000"
    assert party.line.text() == "商户1"
    sql = "SELECT label, actor FROM op WHERE kind = 'export-personal'"
    (noted,) = clerk.context.desk.store.reader().execute(sql).fetchall()
    assert "ZZ-2026-0001" in noted["label"]
    assert noted["actor"] == "王芳"


def test_a_masked_value_is_never_saved_as_it_is_shown(clerk: Clerk) -> None:
    record = clerk.only_record("ZZ-2026-0001")
    clerk.form.start_edit(record)
    clerk.fill("address", "人民路2号")
    clerk.form.save()
    assert clerk.row(record)["phone"] == "13800000000"


# -- drafts and giving up --------------------------------------------------------------------------


def test_a_draft_survives_and_is_offered_again(clerk: Clerk) -> None:
    clerk.form.start_new()
    clerk.fill("address", "人民路7号")
    clerk.fill("category", "zdjy")
    clerk.form.keep_draft()  # what the timer does after a pause
    other = Clerk(clerk.qtbot, clerk.context)  # after a crash
    other.form.start_new()
    assert other.shown("address") == "人民路7号"
    assert other.shown("category") == "占道经营"
    assert "已经找回" in other.form.notice.sentence.text()
    other.form.save()
    assert other.row(other.saved[0])["address"] == "人民路7号"
    assert Drafts(clerk.context.desk).get(CASES, None) is None


def test_typing_starts_the_clock_of_the_draft(clerk: Clerk) -> None:
    clerk.form.start_new()
    assert not clerk.form._keeper.isActive()
    QTest.keyClicks(clerk.line("address").line, "a")
    assert clerk.form._keeper.isActive()


def test_giving_up_asks_when_something_was_typed(clerk: Clerk, asker: ScriptedAsker) -> None:
    closed: list[int] = []
    clerk.form.closed.connect(lambda: closed.append(1))
    clerk.form.start_new()
    clerk.fill("address", "人民路7号")
    asker.confirmed = [False, True]
    QTest.mouseClick(clerk.form.cancel_button, Qt.MouseButton.LeftButton)
    assert not closed
    assert clerk.shown("address") == "人民路7号"
    QTest.mouseClick(clerk.form.cancel_button, Qt.MouseButton.LeftButton)
    assert closed == [1]


def test_an_untouched_form_closes_without_a_question(clerk: Clerk) -> None:
    closed: list[int] = []
    clerk.form.closed.connect(lambda: closed.append(1))
    clerk.form.start_new()
    QTest.keyClick(clerk.line("address").line, Qt.Key.Key_Escape)
    assert closed == [1]


def test_esc_takes_back_one_field(clerk: Clerk) -> None:
    record = clerk.only_record("ZZ-2026-0001")
    clerk.form.start_edit(record)
    line = clerk.line("address").line
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "abc")
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert line.text() == "人民路1号"
    assert not clerk.form.dirty


def test_the_form_stands_in_two_columns_where_there_is_room(clerk: Clerk) -> None:
    clerk.form.start_new()
    rows = clerk.form.rows
    assert rows["found_on"].y() == rows["number"].y()
    clerk.form.resize(360, 900)
    QApplication.processEvents()
    assert rows["found_on"].y() > rows["number"].y()
