"""Field editors: what is typed, what the bureau makes of it, lists that leave the focus alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bureau.editing import Stored
from bureau.ledger.declaration import Field
from bureau.ledger.types import Choices, Money, Scaled, Text, YesNo
from bureau.market.ledgers import CASES, DAILY, ORDERS
from tests.ui.typing_desk import TypingDesk, at, lists_may_rise
from ui.context import Context
from ui.ledger.inputs import editor_for
from ui.ledger.inputs.choice import ChoiceInput, SeveralInput
from ui.ledger.inputs.dates import DateInput
from ui.ledger.inputs.lines import LinesInput
from ui.ledger.inputs.option_window import OptionWindow
from ui.ledger.inputs.text import LongTextInput, NumberInput, TextInput

__all__ = ["lists_may_rise"]


def choice(desk: TypingDesk) -> ChoiceInput:
    """The choice box at the desk."""
    assert isinstance(desk.editor, ChoiceInput)
    return desk.editor


def offered(desk: TypingDesk) -> list[str]:
    """What the open list shows."""
    model = choice(desk).window_of_options.model
    return [str(model.index(row).data()) for row in range(model.rowCount())]


# -- text and numbers ------------------------------------------------------------------------------


def test_each_type_has_its_editor(qtbot: QtBot, context: Context) -> None:
    wanted = {
        "number": TextInput, "found_on": DateInput, "town": ChoiceInput, "category": ChoiceInput,
        "description": LongTextInput, "phone": TextInput, "registered_at": DateInput,
    }  # fmt: skip
    for key, kind in wanted.items():
        editor = editor_for(CASES.by_key[key], context)
        qtbot.addWidget(editor)
        assert type(editor) is kind
        assert editor.objectName() == key
        assert editor.accessibleName() == CASES.by_key[key].title


def test_text_is_given_as_typed(qtbot: QtBot, context: Context) -> None:
    desk = at(qtbot, context, CASES.by_key["address"], "人民路1号")
    assert not desk.editor.changed
    desk.press(Qt.Key.Key_End)
    desk.type("A（１）")
    assert desk.editor.raw() == "人民路1号A（１）"
    assert desk.editor.changed


def test_money_is_read_in_full_width_digits_and_shown_in_capitals(
    qtbot: QtBot, context: Context
) -> None:
    fee = Field(key="fee", title="金额", type=Money())
    desk = at(qtbot, context, fee)
    remarks: list[str] = []
    desk.editor.noted.connect(remarks.append)
    desk.type("１００５．５")
    desk.press(Qt.Key.Key_Tab)
    assert desk.editor.current() == 100550
    assert remarks[-1] == "大写：壹仟零伍元伍角整"


def test_money_in_ten_thousands_keeps_its_size(qtbot: QtBot, context: Context) -> None:
    fee = Field(key="fee", title="合同额", type=Money(in_ten_thousands=True))
    desk = at(qtbot, context, fee, 12_345_600)
    assert isinstance(desk.editor, NumberInput)
    assert desk.editor.line.text() == "123456.00元"
    assert desk.editor.current() == 12_345_600


def test_a_unit_stands_beside_the_number(qtbot: QtBot, context: Context) -> None:
    desk = at(qtbot, context, Field(key="m", title="长度", type=Scaled(unit="m")), 1250)
    assert isinstance(desk.editor, NumberInput)
    assert desk.editor.line.text() == "12.50"


def test_enter_says_that_the_next_field_is_wanted(qtbot: QtBot, context: Context) -> None:
    desk = at(qtbot, context, CASES.by_key["address"])
    with qtbot.waitSignals([desk.editor.committed, desk.editor.entered], timeout=100):
        desk.press(Qt.Key.Key_Return)
    with qtbot.waitSignal(desk.editor.cancelled, timeout=100):
        desk.press(Qt.Key.Key_Escape)


def test_long_text_keeps_its_lines(qtbot: QtBot, context: Context) -> None:
    desk = at(qtbot, context, CASES.by_key["description"])
    desk.type("一行")
    desk.press(Qt.Key.Key_Return)
    desk.type("两行")
    assert desk.editor.raw() == "一行\n两行"


# -- personal values -------------------------------------------------------------------------------


def personal(qtbot: QtBot, context: Context) -> tuple[TypingDesk, TextInput]:
    """A telephone number that is there already."""
    desk = at(qtbot, context, CASES.by_key["phone"], "13800001234")
    assert isinstance(desk.editor, TextInput)
    return desk, desk.editor


def test_a_personal_value_is_masked_until_it_is_shown(qtbot: QtBot, context: Context) -> None:
    desk, editor = personal(qtbot, context)
    assert editor.line.text() == "138****1234"
    assert editor.raw() == Stored("13800001234")
    assert not editor.changed
    asked: list[int] = []

    def reveal(then: Callable[[], None]) -> None:
        asked.append(1)
        then()

    editor.reveal = reveal
    QTest.mouseClick(editor.show_button, Qt.MouseButton.LeftButton)
    assert asked == [1]
    assert editor.line.text() == "13800001234"
    assert editor.show_button.isHidden()
    assert desk.editor.raw() == "13800001234"


def test_what_nobody_may_see_stays_masked(qtbot: QtBot, context: Context) -> None:
    _, editor = personal(qtbot, context)
    editor.reveal = lambda _then: None
    QTest.mouseClick(editor.show_button, Qt.MouseButton.LeftButton)
    assert editor.line.text() == "138****1234"


def test_typing_replaces_a_masked_value_and_esc_brings_it_back(
    qtbot: QtBot, context: Context
) -> None:
    desk, editor = personal(qtbot, context)
    desk.type("139")
    assert editor.line.text() == "139"
    assert editor.raw() == "139"
    desk.press(Qt.Key.Key_Escape)
    assert editor.line.text() == "138****1234"
    assert not editor.changed
    desk.press(Qt.Key.Key_Backspace)
    assert editor.line.text() == ""
    assert editor.changed


def test_a_masked_value_is_replaced_by_what_is_composed(qtbot: QtBot, context: Context) -> None:
    desk = at(qtbot, context, CASES.by_key["party_name"], "王小明")
    assert isinstance(desk.editor, TextInput)
    assert "*" in desk.editor.line.text()
    desk.compose("li")
    desk.compose("", "李四")
    assert desk.editor.raw() == "李四"


# -- choices ---------------------------------------------------------------------------------------


def test_initials_find_a_class_and_enter_takes_it(qtbot: QtBot, context: Context) -> None:
    desk = at(qtbot, context, CASES.by_key["category"])
    desk.type("zdjy")
    assert desk.box is choice(desk).line, "the list must never take the focus"
    assert offered(desk)[0] == "占道经营"
    desk.press(Qt.Key.Key_Return)
    assert choice(desk).line.text() == "占道经营"
    assert desk.editor.raw() == Stored(1050)
    assert not desk.editor.has_open_list()


def test_a_sub_class_is_shown_under_its_class(qtbot: QtBot, context: Context) -> None:
    desk = at(qtbot, context, CASES.by_key["category"])
    desk.type("流动摊")
    assert offered(desk) == ["占道经营 › 流动摊贩"]


def test_arrows_choose_and_esc_closes_the_list_alone(qtbot: QtBot, context: Context) -> None:
    desk = at(qtbot, context, CASES.by_key["state"])
    left: list[int] = []
    desk.editor.cancelled.connect(lambda: left.append(1))
    desk.press(Qt.Key.Key_Down)
    assert offered(desk)[:2] == ["登记", "立案"]
    desk.press(Qt.Key.Key_Escape)
    assert not desk.editor.has_open_list()
    assert not left
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    assert choice(desk).line.text() == "立案"


def test_leaving_takes_what_is_highlighted(qtbot: QtBot, context: Context) -> None:
    desk = at(qtbot, context, CASES.by_key["unit"])
    desk.type("zfez")
    desk.press(Qt.Key.Key_Tab)
    assert choice(desk).line.text() == "执法二中队"
    assert not desk.editor.has_open_list()


def test_a_known_word_is_taken_as_it_stands(qtbot: QtBot, context: Context) -> None:
    desk = at(qtbot, context, CASES.by_key["road"])
    desk.type("人民路")
    desk.press(Qt.Key.Key_Tab)
    assert choice(desk).line.text() == "人民路"


def test_an_unknown_name_is_offered_as_new(qtbot: QtBot, context: Context) -> None:
    desk = at(qtbot, context, CASES.by_key["road"])
    remarks: list[str] = []
    desk.editor.noted.connect(remarks.append)
    desk.type("解放路")
    assert offered(desk) == ["新增“解放路”（待核）"]
    desk.press(Qt.Key.Key_Return)
    assert desk.editor.raw() == "解放路"
    assert remarks[-1] == "名册里没有，保存时先记为待核"


def test_a_closed_catalogue_offers_nothing_new(qtbot: QtBot, context: Context) -> None:
    desk = at(qtbot, context, CASES.by_key["handling"])
    desk.type("随便")
    assert not desk.editor.has_open_list()
    assert desk.editor.raw() == "随便"


def test_a_click_in_the_list_takes_an_option(qtbot: QtBot, context: Context) -> None:
    desk = at(qtbot, context, CASES.by_key["town"])
    QTest.mouseClick(choice(desk).button, Qt.MouseButton.LeftButton)
    listed = choice(desk).window_of_options.list
    place = listed.visualRect(listed.model().index(1, 0)).center()
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert choice(desk).line.text() == "河口镇"
    assert desk.box is choice(desk).line


def test_equal_names_stay_apart_when_they_are_picked(qtbot: QtBot, context: Context) -> None:
    with context.desk.store.operation(context.desk, "同名") as op:
        op.insert("people", {"name": "李建国"})
    desk = at(qtbot, context, CASES.by_key["person"])
    desk.type("李建国")
    options = choice(desk).window_of_options.model.options
    assert {(one.title, one.remark) for one in options} == {
        ("李建国", "执法一中队"),
        ("李建国", ""),
    }
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    assert desk.editor.raw() == Stored(options[1].id)


def test_of_a_long_ledger_only_what_typing_means_is_read(
    qtbot: QtBot, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    with context.desk.store.operation(context.desk, "登记") as op:
        made = [op.insert(CASES.name, {"number": f"CS-2020-{n:04}"}) for n in range(1, 13)]
    monkeypatch.setattr("ui.ledger.inputs.options.LONG", 5)
    desk = at(qtbot, context, ORDERS.by_key["case"])
    assert not choice(desk).knows("CS-2020-00")
    desk.type("cs20200")
    assert offered(desk) == [f"CS-2020-{n:04}" for n in range(12, 0, -1)]
    desk.type("012")
    assert offered(desk) == ["CS-2020-0012"]
    desk.press(Qt.Key.Key_Return)
    assert desk.editor.raw() == Stored(made[11])
    assert choice(desk).line.text() == "CS-2020-0012"


def test_a_number_of_a_long_ledger_typed_whole_is_picked(
    qtbot: QtBot, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    with context.desk.store.operation(context.desk, "登记") as op:
        made = [op.insert(CASES.name, {"number": number}) for number in ("CS-1", "CS-11")]
    monkeypatch.setattr("ui.ledger.inputs.options.LONG", 5)
    desk = at(qtbot, context, ORDERS.by_key["case"])
    desk.type("cs-1")
    desk.press(Qt.Key.Key_Return)
    assert desk.editor.raw() == Stored(made[0])


def test_a_list_is_made_when_it_is_first_opened(qtbot: QtBot, context: Context) -> None:
    desk = at(qtbot, context, CASES.by_key["town"])
    assert desk.editor.findChildren(OptionWindow) == []
    desk.press(Qt.Key.Key_Down)
    assert len(desk.editor.findChildren(OptionWindow)) == 1


def test_yes_and_no(qtbot: QtBot, context: Context) -> None:
    desk = at(qtbot, context, Field(key="on", title="在用", type=YesNo()), 1)
    assert choice(desk).line.text() == "是"
    choice(desk).line.selectAll()
    desk.type("n")
    desk.press(Qt.Key.Key_Return)
    assert choice(desk).line.text() in ("否", "n")
    assert desk.editor.current() == 0


def test_several_choices_are_added_one_by_one(qtbot: QtBot, context: Context) -> None:
    several = Field(key="sources", title="来源", type=Choices(catalogue="case-source"))
    desk = at(qtbot, context, several)
    assert isinstance(desk.editor, SeveralInput)
    desk.type("xc")
    desk.press(Qt.Key.Key_Return)
    assert desk.editor.line.text() == "巡查"
    desk.type("、")
    desk.type("12345热线")
    desk.press(Qt.Key.Key_Tab)
    assert desk.editor.words() == ["巡查", "12345热线"]


# -- lines -----------------------------------------------------------------------------------------


def test_lines_have_a_box_for_each_kind(qtbot: QtBot, context: Context) -> None:
    names = context.desk.store.names()
    kinds = [item.id for item in names.items("daily-count") if item.active]
    desk = at(qtbot, context, DAILY.by_key["counts"], {kinds[0]: 1200})
    editor = desk.editor
    assert isinstance(editor, LinesInput)
    assert list(editor.boxes) == kinds
    assert editor.boxes[kinds[0]].text() == "12"
    desk.press(Qt.Key.Key_Return)
    assert desk.box is editor.boxes[kinds[1]]
    desk.type("８")
    desk.press(Qt.Key.Key_Return)
    assert editor.boxes[kinds[1]].text() == "8"
    raw = editor.raw()
    assert isinstance(raw, dict)
    assert (raw[kinds[0]], raw[kinds[1]], raw[kinds[2]]) == ("12", "8", "")


def test_a_line_that_is_no_number_is_marked(qtbot: QtBot, context: Context) -> None:
    desk = at(qtbot, context, DAILY.by_key["counts"], {})
    editor = desk.editor
    assert isinstance(editor, LinesInput)
    box = next(iter(editor.boxes.values()))
    desk.type("若干")
    desk.press(Qt.Key.Key_Tab)
    assert box.property("fault") == "true"


# -- input methods ---------------------------------------------------------------------------------


def test_no_key_acts_while_text_is_composed(qtbot: QtBot, context: Context) -> None:
    desk = at(qtbot, context, CASES.by_key["category"])
    happened: list[str] = []
    desk.editor.entered.connect(lambda: happened.append("entered"))
    desk.editor.cancelled.connect(lambda: happened.append("cancelled"))
    desk.compose("zhan'dao")
    assert not desk.editor.has_open_list(), "the list waits for the text to be committed"
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Space, Qt.Key.Key_Down):
        desk.press(key)
    assert not happened
    assert choice(desk).line.text() == ""
    desk.type("占道")
    assert offered(desk)[0] == "占道经营"


def test_what_is_committed_while_composing_goes_on_counts_at_its_end(
    qtbot: QtBot, context: Context
) -> None:
    desk = at(qtbot, context, CASES.by_key["category"])
    settled: list[str] = []
    choice(desk).line.settled.connect(settled.append)
    desk.compose("dao", "占")
    assert settled == []
    desk.compose("", "")
    assert settled == ["占"]
    assert desk.editor.changed
    assert desk.editor.has_open_list()


def test_the_list_goes_when_the_window_is_left(qtbot: QtBot, context: Context) -> None:
    desk = at(qtbot, context, CASES.by_key["category"])
    desk.type("zd")
    assert desk.editor.has_open_list()
    QApplication.sendEvent(desk.window, QEvent(QEvent.Type.WindowDeactivate))
    assert not desk.editor.has_open_list()


def test_a_limit_of_text_is_told_not_cut(qtbot: QtBot, context: Context) -> None:
    desk = at(qtbot, context, Field(key="t", title="简称", type=Text(limit=4)))
    desk.type("一二三四五六")
    assert desk.editor.raw() == "一二三四五六"
