"""Towns with scores for tests of their pages, on the 5th of November."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.storage.offices import Clock
from tests.towns.town_books import STREETS, Towns
from ui.context import Context
from ui.ledger.act_dialog import ActDialog

SCORES = (("东街街道", "95"), ("西街街道", "90"), ("南街街道", "85"))


def three_streets(context: Context) -> Towns:
    """Three streets of one group with scores of October: 95, 90, 85."""
    clock = context.desk.clock
    assert isinstance(clock, Clock)
    clock.moment = datetime(2026, 11, 5, 9, 0)
    towns = Towns(context.desk, clock)
    for position, (name, total) in enumerate(SCORES, start=1):
        towns.town(name, STREETS, position=position)
        towns.score(name, total)
    return towns


def shown(qtbot: QtBot, page: QWidget) -> None:
    """The page on the screen."""
    qtbot.addWidget(page)
    page.resize(1366, 640)
    page.show()
    qtbot.waitExposed(page)


def dialog_over(page: QWidget) -> ActDialog:
    """The dialog that is open over a page."""
    (found,) = [one for one in page.findChildren(ActDialog) if one.isVisible()]
    return found


def answer(page: QWidget, **answers: str) -> None:
    """Fills in the open dialog and takes the act."""
    dialog = dialog_over(page)
    for key, text in answers.items():
        dialog.rows[key].input.set_raw(text)
    dialog.take()
    assert not dialog.isVisible(), dialog.fault.text()
