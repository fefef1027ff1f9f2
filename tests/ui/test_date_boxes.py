"""Date boxes: what is typed, the bureau's own calendar below, limits counted in working days."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from bureau.ledger.declaration import Field
from bureau.ledger.types import Date
from bureau.market.ledgers import CASES
from bureau.settings.saving import set_day
from tests.ui.typing_desk import TypingDesk, at, lists_may_rise
from ui.context import Context
from ui.ledger.inputs.calendar import CalendarWindow
from ui.ledger.inputs.dates import DateInput

__all__ = ["lists_may_rise"]


@pytest.mark.parametrize(
    ("typed", "day", "beside"),
    [
        ("3.4", "2026-03-04", "3月4日 星期三"),
        ("0304", "2026-03-04", "3月4日 星期三"),
        ("今天", "2026-10-08", "10月8日 星期四"),
        ("+3", "2026-10-11", "10月11日 星期日"),
        ("2027-1-4", "2027-01-04", "2027年1月4日 星期一"),
    ],
)
def test_dates_are_read_on_leaving(
    qtbot: QtBot, context: Context, typed: str, day: str, beside: str
) -> None:
    desk = at(qtbot, context, Field(key="day", title="日期", type=Date()))
    assert isinstance(desk.editor, DateInput)
    desk.type(typed)
    assert desk.editor.raw() == typed
    assert desk.editor.current() == day
    assert desk.editor.weekday.text() == beside
    desk.editor.take_stored(day, desk.editor.names)
    assert desk.editor.weekday.text() == beside.split()[1]


def test_keys_pick_a_day_from_the_calendar_and_the_box_keeps_the_focus(
    qtbot: QtBot, context: Context
) -> None:
    desk = at(qtbot, context, Field(key="day", title="日期", type=Date()), "2026-10-08")
    editor = desk.editor
    assert isinstance(editor, DateInput)
    desk.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert editor.has_open_list()
    assert desk.box is editor.line
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_PageDown):
        desk.press(key)
    assert desk.box is editor.line
    desk.press(Qt.Key.Key_Return)
    assert not editor.has_open_list()
    assert editor.line.text() == "2026-11-16"


def test_esc_closes_the_calendar_first(qtbot: QtBot, context: Context) -> None:
    desk = at(qtbot, context, Field(key="day", title="日期", type=Date()), "2026-10-08")
    left: list[int] = []
    desk.editor.cancelled.connect(lambda: left.append(1))
    desk.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    desk.press(Qt.Key.Key_Escape)
    assert not left
    desk.press(Qt.Key.Key_Escape)
    assert left == [1]


def test_a_month_later_is_its_last_day_where_it_is_shorter(qtbot: QtBot, context: Context) -> None:
    desk = at(qtbot, context, Field(key="day", title="日期", type=Date()), "2026-01-31")
    assert isinstance(desk.editor, DateInput)
    desk.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    desk.press(Qt.Key.Key_PageDown)
    desk.press(Qt.Key.Key_Return)
    assert desk.editor.line.text() == "2026-02-28"


def test_arrows_and_ctrl_semicolon_change_the_day(qtbot: QtBot, context: Context) -> None:
    desk = at(qtbot, context, Field(key="day", title="日期", type=Date()), "2026-03-01")
    assert isinstance(desk.editor, DateInput)
    desk.press(Qt.Key.Key_Down)
    assert desk.editor.line.text() == "2026-02-28"
    desk.press(Qt.Key.Key_Semicolon, Qt.KeyboardModifier.ControlModifier)
    assert desk.editor.line.text() == "2026-10-08"


def test_a_day_that_the_form_put_in_is_changed_by_arrows_and_calendar(
    qtbot: QtBot, context: Context
) -> None:
    desk = at(qtbot, context, Field(key="day", title="日期", type=Date()))
    assert isinstance(desk.editor, DateInput)
    desk.editor.take_stored("2026-10-08", desk.editor.names)
    desk.press(Qt.Key.Key_Up)
    assert desk.editor.raw() == "2026-10-09"
    desk.editor.take_stored("2026-10-09", desk.editor.names)
    desk.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    desk.press(Qt.Key.Key_Right)
    desk.press(Qt.Key.Key_Return)
    assert desk.editor.raw() == "2026-10-10"


# -- limits ----------------------------------------------------------------------------------------


def limit(qtbot: QtBot, context: Context, found_on: str = "2026-10-08") -> TypingDesk:
    """The box of a limit that counts from the day of the finding."""
    desk = at(qtbot, context, CASES.by_key["due_on"])
    assert isinstance(desk.editor, DateInput)
    desk.editor.count_from(found_on)
    return desk


def calendar_of(desk: TypingDesk) -> CalendarWindow:
    """The open calendar of the box."""
    desk.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert isinstance(desk.editor, DateInput)
    assert desk.editor.calendar is not None
    return desk.editor.calendar


def test_working_days_are_counted_while_they_are_typed(qtbot: QtBot, context: Context) -> None:
    desk = limit(qtbot, context, "2026-09-29")
    assert isinstance(desk.editor, DateInput)
    desk.type("3")
    desk.type("个工作日")
    assert desk.editor.weekday.text() == "10月9日 星期五"  # 30 September, 8 and 9 October
    assert desk.editor.raw() == "3个工作日"
    desk.editor.count_from("2026-10-08")
    assert desk.editor.weekday.text() == "10月12日 星期一"  # the 10th is a worked Saturday


def test_a_limit_on_a_day_off_is_told_once_it_is_left(qtbot: QtBot, context: Context) -> None:
    desk = limit(qtbot, context)
    remarks: list[str] = []
    desk.editor.noted.connect(remarks.append)
    desk.type("10.11")
    desk.press(Qt.Key.Key_Tab)
    assert remarks[-1] == "10月11日 星期日 放假"


def test_a_limit_in_a_year_without_arrangement_says_so(qtbot: QtBot, context: Context) -> None:
    desk = limit(qtbot, context)
    assert isinstance(desk.editor, DateInput)
    desk.type("2030-1-7")
    assert desk.editor.remark() == "2030年的放假安排还没有公布，暂按周一至周五"
    assert calendar_of(desk).remark.text() == "放假安排未公布，暂按周一至周五"


def test_the_calendar_is_the_bureaus_own(qtbot: QtBot, context: Context) -> None:
    desk = limit(qtbot, context)
    desk.type("10.9")
    calendar = calendar_of(desk)
    assert calendar.day_label.text() == "10月9日 星期五 上班"
    assert calendar.count_label.text() == "10月8日起 1 个工作日"
    assert [calendar.grid.plan_of(date(2026, 10, day)).mark for day in (3, 9, 10, 11)] == [
        "休", "", "班", "",
    ]  # fmt: skip
    desk.press(Qt.Key.Key_Escape)
    set_day(context.desk, date(2026, 10, 9), worked=False)
    desk.editor.renew(context.desk.store.names())
    calendar = calendar_of(desk)
    assert calendar.day_label.text() == "10月9日 星期五 放假（本局另定）"
    assert calendar.grid.plan_of(date(2026, 10, 9)).mark == "休"


def test_a_usual_limit_is_one_click(qtbot: QtBot, context: Context) -> None:
    desk = limit(qtbot, context)
    calendar = calendar_of(desk)
    button = next(b for b in calendar.findChildren(QPushButton) if b.text() == "3个工作日")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert (desk.editor.raw(), desk.editor.current()) == ("3个工作日", "2026-10-12")
    assert not desk.editor.has_open_list()


def test_the_day_under_the_mouse_is_named(qtbot: QtBot, context: Context) -> None:
    desk = limit(qtbot, context)
    calendar = calendar_of(desk)
    calendar.grid.pointed.emit(date(2026, 10, 1))
    assert calendar.day_label.text() == "10月1日 星期四 放假（国庆节）"
    calendar.grid.pointed.emit(None)
    assert calendar.day_label.text() == "10月8日 星期四 上班"
