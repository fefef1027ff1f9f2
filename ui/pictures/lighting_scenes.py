"""What a clerk opens about 亮灯率: the roads and charts below, a month to come, a patrol with odd lamp codes."""

from __future__ import annotations

from PySide6.QtWidgets import QScrollArea

from bureau.calendar.periods import Period
from ui.facilities.lighting_page import LightingPage
from ui.ledger.page import LedgerPage
from ui.pictures.stage import Scene, Stage

PATROL = (("road", "人民路"), ("dark", "1"), ("lamps", "LD01-001、LD99-001"))


def lighting_scenes() -> list[Scene]:
    """All of them."""
    return [
        ("亮灯率-图表", below),
        ("亮灯率-还没有到", to_come),
        ("夜巡-录入提醒", patrol),
    ]


def page_of(stage: Stage) -> LightingPage:
    """The page, with the last month that was patrolled."""
    page = stage.window.show_page("lighting")
    assert isinstance(page, LightingPage)
    stage.settle()
    return page


def below(stage: Stage) -> None:
    """The page scrolled down."""
    for area in page_of(stage).findChildren(QScrollArea):
        bar = area.verticalScrollBar()
        bar.setValue(bar.maximum())


def to_come(stage: Stage) -> None:
    """A month of next year."""
    page_of(stage).bar.choose(Period.month(stage.today().year + 1, 12))


def patrol(stage: Stage) -> None:
    """A new patrol: 应亮 by the register, a code without a card."""
    page = stage.window.show_page("light-patrols")
    assert isinstance(page, LedgerPage)
    stage.settle()
    page.start_record(None)
    stage.settle()
    if page.details is None:
        return
    for key, text in PATROL:
        field = page.details.form.rows[key].input
        field.set_raw(text)
        field.committed.emit()
