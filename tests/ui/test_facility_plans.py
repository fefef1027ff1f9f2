"""养护计划 in the window: the page of what is due, noting what is missing, examples to begin with."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from bureau.facilities.ledgers import FACILITIES, PLANS
from tests.facilities.lamp_books import Lights
from tests.ui.acts_of_pages import acting_page, offers_of, pick
from tests.ui.conftest import ScriptedAsker
from tests.ui.lights_desk import lights_on
from tests.ui.looking import cut_texts
from ui.context import Context
from ui.facilities.plans_page import NO_PLANS, PlansPage


@pytest.fixture
def lights(context: Context) -> Lights:
    """The office on 9 November 2026."""
    return lights_on(context, date(2026, 11, 9))


def plans_page(qtbot: QtBot, context: Context) -> PlansPage:
    """The page, read."""
    page = PlansPage(context)
    qtbot.addWidget(page)
    page.resize(1366, 700)
    page.show()
    qtbot.waitUntil(lambda: page.shown is not None)
    return page


def rows_of(page: PlansPage) -> list[tuple[object, ...]]:
    """Plan, span, asked, done, missing and verdict of each line."""
    grid = page.plans.model_of_grid
    return [
        tuple(grid.index(at, column).data() for column in (0, 2, 4, 5, 6, 7))
        for at in range(grid.rowCount())
    ]


def cabinets_and_plan(lights: Lights) -> tuple[list[int], int]:
    """Two cabinets and their monthly check."""
    cards = [lights.add("facilities", code=code, kind="控制箱") for code in ("XB-1", "XB-2")]
    plan = lights.add(
        "maintenance-plans", name="月检", kind="控制箱", period="每月", begins_on="2026-10-01"
    )
    return cards, plan


def test_an_empty_page_offers_examples(
    qtbot: QtBot, context: Context, lights: Lights, asker: ScriptedAsker
) -> None:
    lights.add("facilities", code="XB-1", kind="控制箱")
    page = plans_page(qtbot, context)
    assert page.notice.sentence.text().endswith(NO_PLANS)
    assert page.examples.isVisible()
    qtbot.waitUntil(lambda: not cut_texts(page))
    asker.confirmed = [True]
    page.examples.click()
    assert [row["name"] for row in lights.all("maintenance-plans")] == ["配电箱季检"]
    qtbot.waitUntil(lambda: not page.examples.isVisible())


def test_what_is_overdue_stands_first_and_opens_what_is_missing(
    qtbot: QtBot, context: Context, lights: Lights
) -> None:
    cards, plan = cabinets_and_plan(lights)
    lights.add("maintenance-works", done_on="2026-10-08", plan="月检", facility="XB-1")
    page = plans_page(qtbot, context)
    assert rows_of(page) == [
        ("月检", "2026年10月", "2", "1", "1", "▲ 超期，欠 1"),
        ("月检", "2026年11月", "2", "0", "2", "○ 未到期"),
    ]
    with qtbot.waitSignal(page.wanted) as asked:
        page.plans._open(page.plans.model_of_grid.index(0, 6))
    ledger, where = asked.args
    assert (ledger, where.part.ids) == ("facilities", (cards[1],))
    assert plan


def test_all_that_is_missing_is_noted_at_once(
    qtbot: QtBot, context: Context, lights: Lights
) -> None:
    cards, plan = cabinets_and_plan(lights)
    page = acting_page(qtbot, context, PLANS)
    dialog = pick(page, "note-missing", [plan])
    assert dialog.sentence.text() == "2026年11月还有 2 件没做，11-30 前，一次登记成做完。"
    dialog.take()
    works = lights.all("maintenance-works")
    assert [(row["asset"], row["done_on"]) for row in works] == [
        (card, "2026-11-09") for card in cards
    ]
    assert "examples" not in offers_of(PLANS, context.desk, [])


def test_chosen_facilities_are_noted_for_a_plan(
    qtbot: QtBot, context: Context, lights: Lights
) -> None:
    cards, plan = cabinets_and_plan(lights)
    page = acting_page(qtbot, context, FACILITIES)
    dialog = pick(page, "note-work", [cards[0]])
    dialog.rows["plan"].input.set_raw("月检")
    dialog.rows["done_on"].input.set_raw("2026-11-03")
    dialog.take()
    (work,) = lights.all("maintenance-works")
    assert (work["plan"], work["asset"], work["done_on"]) == (plan, cards[0], "2026-11-03")
