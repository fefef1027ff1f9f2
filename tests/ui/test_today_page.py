"""工作台: its numbers and lists lead to the records, by mouse and by keys alone; a new office is led."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bureau.desk import Desk
from bureau.layouts import Layouts
from bureau.ledger.query import Filter
from bureau.storage import rows
from tests.storage.offices import furnish, hurry, open_at
from tests.ui.conftest import ScriptedAsker
from ui.context import Context
from ui.today.page import TodayPage

# It is the morning of 8 October 2026, a Thursday on which the office works after the holidays. The
# small bureau has cases 0 to 35: 0 to 27 were found on 1 to 28 October, 28 to 35 on 1 to 8 October,
# each due on its day; every third (2, 5, 8 …) is closed, and the squads take turns.
PAST = [at for at in (*range(7), *range(28, 35)) if at % 3 != 2]
"""Open, and due up to 7 October."""


@pytest.fixture
def page(qtbot: QtBot, context: Context, tmp_path: Path) -> TodayPage:
    """The page over the small bureau."""
    return shown(qtbot, context, tmp_path)


def shown(qtbot: QtBot, context: Context, tmp_path: Path) -> TodayPage:
    made = TodayPage(context, Layouts(context.desk.actor, tmp_path / "设置"))
    qtbot.addWidget(made)
    made.resize(1366, 640)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def wanted(context: Context) -> list[tuple[str, object]]:
    """What the page asks the window for."""
    seen: list[tuple[str, object]] = []
    news = context.news
    news.wanted_list.connect(lambda ledger, where: seen.append((ledger, where)))
    news.wanted.connect(lambda ledger, values: seen.append((ledger, values)))
    news.wanted_page.connect(lambda key: seen.append(("page", key)))
    news.wanted_backup.connect(lambda: seen.append(("backup", None)))
    return seen


def numbers(page: TodayPage) -> list[int]:
    """The big numbers."""
    return [one.waiting.count for one in page.counts.counts if one.waiting is not None]


def test_the_day_and_its_numbers(page: TodayPage) -> None:
    assert page.day.text() == "10月8日 星期四"
    assert page.about.text() == "工作日 · 距10月月结还有 23 天（10月31日）"
    assert len(PAST) == 10
    # Of 7 and 35, which are due today, the latter is closed.
    assert numbers(page) == [1, 10, 0, 0, 0, 0]
    assert page.lists.lines["cases.overdue"].waiting.count == 10
    assert "cases.awaiting" not in page.lists.lines


def test_a_digit_opens_the_number_at_its_place(
    page: TodayPage, context: Context, wanted: list[tuple[str, object]]
) -> None:
    QTest.keyClick(page.counts.counts[0], Qt.Key.Key_2)
    ((ledger, where),) = wanted
    assert ledger == "market-cases"
    assert isinstance(where, Filter)
    desk = context.desk
    found = rows.ids(desk.store.reader(), desk.store.ledgers[ledger], where, today=desk.now())
    assert len(found) == numbers(page)[1]
    # Six has no records, but the page where months are settled.
    QTest.keyClick(page.counts.counts[0], Qt.Key.Key_6)
    assert wanted[1] == ("page", "towns-month")
    # With Ctrl it is a key of the window.
    QTest.keyClick(page.counts.counts[0], Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert len(wanted) == 2


def test_arrows_go_from_line_to_line_and_space_opens(
    page: TodayPage, wanted: list[tuple[str, object]]
) -> None:
    line = page.lists.lines["cases.due"]
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Down)
    following = page.lists.lines["cases.overdue"]
    assert QApplication.focusWidget() is following
    QTest.keyClick(following, Qt.Key.Key_Space)
    assert [ledger for ledger, _ in wanted] == ["market-cases"]


def test_f2_and_the_buttons_begin_records(
    page: TodayPage, wanted: list[tuple[str, object]]
) -> None:
    QTest.keyClick(page.counts.counts[0], Qt.Key.Key_F2)
    for name in ("daily", "deduction", "repair"):
        QTest.mouseClick(page.entries[name], Qt.MouseButton.LeftButton)
    assert wanted == [
        ("market-cases", {}),
        ("market-daily", {}),
        ("sanitation-deductions", {}),
        ("repairs", {}),
    ]


def test_a_change_is_seen_at_once_and_the_keyboard_stays(page: TodayPage, context: Context) -> None:
    before = numbers(page)
    page.lists.lines["cases.overdue"].setFocus()
    desk = context.desk
    case = page.lists.lines["cases.due"].waiting
    assert case.where is not None
    ledger = desk.store.ledgers["market-cases"]
    (record,) = rows.ids(desk.store.reader(), ledger, case.where, today=desk.now())
    with desk.store.operation(desk, "结案") as op:
        op.update("market-cases", record, {"state": 2206, "closed_on": "2026-10-08"})
    assert numbers(page) == [0, *before[1:]]
    assert "cases.due" not in page.lists.lines
    assert QApplication.focusWidget() is page.lists.lines["cases.overdue"]


def test_what_is_changed_while_nobody_looks_is_read_later(
    page: TodayPage, context: Context
) -> None:
    read = page.today
    page.hide()
    with context.desk.store.operation(context.desk, "改") as op:
        op.insert("party-tasks", {"year": 2026, "title": "路灯亮化", "due_on": "2026-10-07"})
    assert page.today is read
    page.show()
    assert numbers(page)[4] == 1


def test_the_backup_is_made_from_here_and_its_age_is_said(
    page: TodayPage, wanted: list[tuple[str, object]]
) -> None:
    assert page.backup.said.text() == "! 还没有备份"
    QTest.mouseClick(page.backup.button, Qt.MouseButton.LeftButton)
    assert wanted == [("backup", None)]


def test_somebody_of_a_unit_sees_its_own_first_and_the_choice_is_kept(
    qtbot: QtBot, office: Path, asker: ScriptedAsker, tmp_path: Path
) -> None:
    desk = open_at(office)
    desk.actor = "李建国"
    context = Context(desk, asker)
    context.listen()
    page = shown(qtbot, context, tmp_path)
    assert [page.whose[one].text() for one in ("mine", "all")] == ["执法一中队", "全部"]
    # The first squad has the even ones: 0, 4, 6, 28, 30, 34.
    assert numbers(page)[1] == 6
    QTest.mouseClick(page.whose["all"], Qt.MouseButton.LeftButton)
    assert numbers(page)[1] == 10
    again = shown(qtbot, context, tmp_path)
    assert numbers(again)[1] == 10
    assert again.whose["all"].isChecked()
    desk.store.close()


@pytest.fixture
def new_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A folder without a record."""
    hurry(monkeypatch)
    desk = open_at(furnish(tmp_path / "新"))
    yield desk
    desk.store.close()


def test_a_new_office_is_told_its_first_three_steps(
    qtbot: QtBot, new_office: Desk, asker: ScriptedAsker, tmp_path: Path
) -> None:
    context = Context(new_office, asker)
    context.listen()
    page = shown(qtbot, context, tmp_path)
    seen: list[str] = []
    context.news.wanted_page.connect(seen.append)
    assert page.first.isVisible()
    assert not page.month.isVisible()
    assert not page.lists.nothing.isVisible()
    for key in ("registered", "named"):
        QTest.mouseClick(page.first.buttons[key], Qt.MouseButton.LeftButton)
    assert seen == ["units", "bureau"]
    assert page.first.marks["registered"].accessibleName() == "待办"
    with new_office.store.operation(new_office, "登记") as op:
        op.insert("units", {"name": "执法一中队"})
    assert page.first.marks["registered"].accessibleName() == "已完成"
    with new_office.store.operation(new_office, "登记") as op:
        op.insert("market-cases", {"found_on": "2026-10-01", "address": "人民路1号"})
    assert not page.first.isVisible()
    assert page.month.isVisible()
