"""Hazards, permits and findings of patrols handled in the window; the figures of their page."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from bureau.calendar.periods import Period
from bureau.editing.inputs import Stored
from bureau.facilities.ledgers import DAY_PATROLS, HAZARDS, PERMITS
from tests.facilities.lamp_books import Lights
from tests.ui.acts_of_pages import acting_page, offers_of, pick
from tests.ui.lights_desk import lights_on
from tests.ui.looking import cut_texts
from ui.context import Context
from ui.facilities.hazards_page import HazardsPage
from ui.handlings import handling_of


@pytest.fixture
def lights(context: Context) -> Lights:
    """The office on 9 November 2026."""
    return lights_on(context, date(2026, 11, 9))


def hazard(lights: Lights, day: str = "2026-11-02", **typed: str) -> int:
    """A hazard of a manhole."""
    return lights.add(
        "hazards", found_on=day, **{"description": "井盖缺失", "kind": "井盖", **typed}
    )


def test_the_main_act_is_one_that_fits(context: Context, lights: Lights) -> None:
    waiting = hazard(lights, place="一")
    righted = hazard(lights, place="二", righted_on="2026-11-03")
    other = hazard(lights, place="三", righted_on="2026-11-03")
    menu = offers_of(HAZARDS, context.desk, [waiting, righted, other])
    assert {key: one.count for key, one in menu.items() if one.count is not None} == {
        "right": 1,
        "accept": 2,
        "close": 2,
        "give-back": 2,
        "repair": 1,
        "limits": 1,
        "extend": 1,
        "watch": 1,
    }
    assert [key for key, one in menu.items() if one.main] == ["accept"]
    alone = offers_of(HAZARDS, context.desk, [waiting])
    assert [key for key, one in alone.items() if one.main] == ["right"]


def test_a_hazard_is_righted_with_its_result(
    qtbot: QtBot, context: Context, lights: Lights
) -> None:
    one = hazard(lights)
    page = acting_page(qtbot, context, HAZARDS)
    dialog = pick(page, "right", [one])
    assert cut_texts(dialog) == []
    dialog.rows["result"].input.set_raw("换了井盖")
    dialog.take()
    row = lights.row("hazards", one)
    assert (row["righted_on"], row["result"]) == ("2026-11-09", "换了井盖")


def test_a_hazard_that_is_typed_gets_its_limit(context: Context) -> None:
    handling = handling_of(HAZARDS)
    assert handling is not None
    advice = handling.advise(
        context.desk, {"found_on": "2026-11-09", "found_time": "08:30", "kind": "井盖"}, None
    )
    assert {key: one.value for key, one in advice.proposals.items()} == {
        "due_on": "2026-11-09",
        "due_time": "14:30",
    }


def test_a_permit_says_in_its_dialog_what_it_lacks(
    qtbot: QtBot, context: Context, lights: Lights
) -> None:
    one = lights.add("work-permits", kind="高处作业", begins_at="2026-11-09 09:30", place="桥头")
    page = acting_page(qtbot, context, PERMITS)
    dialog = pick(page, "approve", [one])
    dialog.rows["approver"].input.set_raw("陈局")
    assert dialog.rows["ends_at"].input.raw() == Stored("2026-11-09 17:30")
    dialog.take()
    said = {key: row.fault.reason for key, row in dialog.rows.items() if row.fault is not None}
    assert said == {
        "work": "没有写作业内容",
        "leader": "没有写负责人",
        "guard": "没有写监护人",
        "precautions": "没有落实：安全带和安全绳",
    }
    assert lights.row("work-permits", one)["approver"] is None


def test_what_a_patrol_found_becomes_a_hazard(
    qtbot: QtBot, context: Context, lights: Lights
) -> None:
    found = lights.add("day-patrols", patrolled_on="2026-11-08", road="人民路", problem="井盖松动")
    nothing = lights.add("day-patrols", patrolled_on="2026-11-08", road="解放路")
    assert offers_of(DAY_PATROLS, context.desk, [nothing]) == {}
    page = acting_page(qtbot, context, DAY_PATROLS)
    dialog = pick(page, "to-hazard", [found, nothing])
    dialog.rows["kind"].input.set_raw("井盖")
    dialog.take()
    (made,) = lights.all("hazards")
    # Six hours from the end of the 8th.
    assert (made["description"], made["due_on"]) == ("井盖松动", "2026-11-09")
    assert lights.row("day-patrols", found)["hazard"] == made["id"]


def test_the_page_opens_what_is_behind_its_numbers(
    qtbot: QtBot, context: Context, lights: Lights
) -> None:
    hazard(lights, "2026-10-20", due_on="2026-10-25", grade="重大")
    page = HazardsPage(context)
    page.bar.choose(Period.month(2026, 11))
    qtbot.addWidget(page)
    page.resize(1366, 700)
    page.show()
    qtbot.waitUntil(lambda: page.shown is not None)
    grid = page.hazards.model_of_grid
    shown = [(grid.index(at, 0).data(), grid.index(at, 1).data()) for at in range(grid.rowCount())]
    assert shown[0] == ("上期结转", "1")
    assert ("超期未整改", "1") in shown
    with qtbot.waitSignal(page.wanted) as asked:
        page.hazards._open(grid.index(0, 1))
    assert asked.args[0] == "hazards"
