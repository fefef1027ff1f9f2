"""What a clerk opens on the pages of the towns: how a rank came about, scores being typed, the steps."""

from __future__ import annotations

from functools import partial

from bureau.calendar.periods import Period
from bureau.month.towns import TOWN_FLOW
from ui.pictures.stage import Scene, Stage
from ui.towns.entry_page import TownEntryPage
from ui.towns.month_page import TownMonthPage


def town_scenes() -> list[Scene]:
    """All of them."""
    return [
        ("镇街-名次走势", partial(below, place=1)),
        ("镇街-通报内容", partial(below, place=2)),
        ("镇街-办理", handle),
        ("镇街-审定", decide),
        ("镇街-月度-没有成绩", partial(month, period=Period.month(2001, 1))),
        ("镇街-录入-超过满分", too_much),
    ]


def month(stage: Stage, period: Period | None = None) -> TownMonthPage:
    """The month, the usual one unless named."""
    page = stage.window.show_page("towns-month")
    assert isinstance(page, TownMonthPage)
    if period is not None:
        page.bar.choose(period)
    stage.settle()
    return page


def below(stage: Stage, place: int) -> None:
    """One of the panels below the ranking."""
    month(stage).below.button(place).click()


def handle(stage: Stage) -> None:
    """What can be done with a month and its town."""
    page = month(stage)
    page.below.button(0).click()
    page.handle_button.click()


def decide(stage: Stage) -> None:
    """The dialog of 审定, where the month was begun."""
    month(stage).open_step(TOWN_FLOW.step("decide"))


def too_much(stage: Stage) -> None:
    """A mark above the full marks."""
    page = stage.window.show_page("town-entry")
    assert isinstance(page, TownEntryPage)
    stage.settle()
    grid = page.grid
    if not grid.sheet_model.rows:
        return
    index = grid.sheet_model.index(1 % len(grid.sheet_model.rows), 2)
    grid.setCurrentIndex(index)
    grid.edit(index)
    if grid.delegate.editor is not None:
        grid.delegate.editor.setText("99")
        grid.delegate.write(grid.delegate.editor)
