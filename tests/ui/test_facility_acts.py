"""Dark lamps reported, limits set and places linked, in the window."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from bureau.facilities.ledgers import FACILITIES, LIGHT_PATROLS, REPAIRS
from bureau.storage.undo import next_undo
from tests.facilities.lamp_books import Lights
from tests.ui.acts_of_pages import acting_page, pick
from tests.ui.lights_desk import lights_on
from ui.context import Context


@pytest.fixture
def lights(context: Context) -> Lights:
    """The office on 9 October 2026."""
    return lights_on(context, date(2026, 10, 9))


def test_dark_lamps_are_reported_in_one_step(
    qtbot: QtBot, context: Context, lights: Lights
) -> None:
    lights.lamp("A-1")
    patrol = lights.patrol("2026-10-08", "10", "2", lamps="A-1、A-9")
    page = acting_page(qtbot, context, LIGHT_PATROLS)
    dialog = pick(page, "faults", [patrol])
    assert dialog.sentence.text() == "将报修 2 盏（其中 1 处未建档）。"
    dialog.take()
    assert [row["facility"] for row in lights.all("repairs")] == ["A-1", "A-9"]
    last = next_undo(context.desk, context.desk.store.reader())
    assert last is not None
    assert last.label == "暗灯报修(2 盏)"


def test_a_place_is_linked_and_gets_its_limit(
    qtbot: QtBot, context: Context, lights: Lights
) -> None:
    lamp = lights.lamp("A-1")
    fault = lights.repair("2026-10-08 10:00", "邮政局门口第三盏", severity="危急")
    page = acting_page(qtbot, context, REPAIRS)
    dialog = pick(page, "link", [fault])
    dialog.rows["asset"].input.set_raw("A-1")
    dialog.take()
    assert lights.row("repairs", fault)["asset"] == lamp
    pick(page, "limits", [fault]).take()
    row = lights.row("repairs", fault)
    assert (row["due_on"], row["due_time"]) == ("2026-10-08", "11:00")


def test_cards_are_made_like_one_after_a_look(
    qtbot: QtBot, context: Context, lights: Lights
) -> None:
    lamp = lights.lamp("A-1", watts="150")
    page = acting_page(qtbot, context, FACILITIES)
    dialog = pick(page, "build", [lamp])
    assert dialog.sentence.text() == "请填编号样式，例如 LD01-{serial:03}。"
    for key, typed in (("pattern", "A-{serial}"), ("places", "3")):
        dialog.rows[key].input.set_raw(typed)
        dialog.rows[key].input.committed.emit()
    assert dialog.sentence.text() == (
        "将建 3 盏：A-1 至 A-3；其中 1 个编号重复：A-1，请改编号样式或起始号，2 起没有用过。"
    )
    assert not dialog.take_button.isEnabled()
    dialog.rows["first"].input.set_raw("2")
    dialog.rows["sides"].input.set_raw("左侧、右侧")
    dialog.rows["sides"].input.committed.emit()
    assert dialog.sentence.text() == "将建 6 盏：A-2 至 A-7。"
    dialog.take()
    rows = lights.all("facilities")
    assert [row["code"] for row in rows] == [f"A-{serial}" for serial in range(1, 8)]
    assert {row["watts"] for row in rows} == {150}


def test_chosen_cards_are_numbered_anew(qtbot: QtBot, context: Context, lights: Lights) -> None:
    lamps = [lights.lamp("A-1"), lights.lamp("A-2")]
    page = acting_page(qtbot, context, FACILITIES)
    dialog = pick(page, "renumber", lamps)
    dialog.rows["pattern"].input.set_raw("RM-{serial:02}")
    dialog.rows["pattern"].input.committed.emit()
    assert dialog.sentence.text() == (
        "A-1 改为 RM-01，……，A-2 改为 RM-02，共 2 件；旧编号记为别名。"
    )
    dialog.take()
    assert [(row["code"], row["aliases"]) for row in lights.all("facilities")] == [
        ("RM-01", "A-1"),
        ("RM-02", "A-2"),
    ]


def test_all_that_got_a_card_are_linked_at_once(
    qtbot: QtBot, context: Context, lights: Lights
) -> None:
    fault = lights.repair("2026-10-08", "A-1")
    lamp = lights.lamp("A-1")
    pick(acting_page(qtbot, context, REPAIRS), "link-known", [fault]).take()
    assert lights.row("repairs", fault)["asset"] == lamp
