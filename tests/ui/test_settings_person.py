"""使用人: a name and a unit for this PC, by which history and 工作台 go."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from bureau.register.units_of_people import unit_of
from tests.ui.conftest import ScriptedAsker
from tests.ui.settings_hands import on_screen
from ui.context import Context
from ui.settings.person_page import PersonPage


@pytest.fixture
def page(context: Context, qtbot: QtBot) -> PersonPage:
    shown = PersonPage(context)
    on_screen(qtbot, shown)
    return shown


@pytest.fixture
def wanted(context: Context) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    context.news.wanted_person.connect(lambda name, unit: found.append((name, unit)))
    return found


def press_save(page: PersonPage) -> None:
    QTest.mouseClick(page.save_button, Qt.MouseButton.LeftButton)


def test_the_register_says_the_unit_of_whom_it_knows(
    page: PersonPage, asker: ScriptedAsker, wanted: list[tuple[str, str]]
) -> None:
    page.name.setText(" 李建国 ")
    assert page.unit.currentText() == "执法一中队"
    assert not page.unit.isEnabled()
    asker.confirmed.append(True)
    press_save(page)
    assert wanted == [("李建国", "执法一中队")]


def test_somebody_else_chooses_the_unit(
    page: PersonPage, asker: ScriptedAsker, wanted: list[tuple[str, str]]
) -> None:
    page.name.setText("赵小燕")
    assert page.unit.isEnabled()
    assert "人员名册里没有“赵小燕”" in page.said.text()
    page.unit.setCurrentIndex(page.unit.findText("执法二中队"))
    asker.confirmed += [False, True]
    press_save(page)
    assert wanted == []
    press_save(page)
    assert wanted == [("赵小燕", "执法二中队")]


def test_nothing_changed_asks_nothing(page: PersonPage, wanted: list[tuple[str, str]]) -> None:
    press_save(page)
    assert wanted == []
    assert page.notice.isVisible()


def test_what_was_said_here_counts_only_where_the_register_knows_nothing(context: Context) -> None:
    desk = context.desk
    with desk.store.snapshot() as conn:
        first, second = (
            unit_of(conn, "赵小燕", name, desk.today()) for name in ("执法一中队", "执法二中队")
        )
        assert first is not None
        assert second is not None
        assert (first[1], second[1]) == ("执法一中队", "执法二中队")
        assert unit_of(conn, "李建国", "执法二中队", desk.today()) == first
        assert unit_of(conn, "赵小燕", "没有的单位", desk.today()) is None
