"""The register in the window: cards in bulk without a choice, states, sightings, a card's story, the round."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from bureau.facilities.ledgers import FACILITIES
from bureau.ledger.query import Titled
from bureau.storage import rows
from bureau.storage.undo import next_undo
from tests.facilities.lamp_books import Lights
from tests.storage.offices import add_road
from tests.ui.acts_of_pages import acting_page, pick
from tests.ui.lights_desk import lights_on
from ui.context import Context
from ui.facilities.card_panel import CardPanel, see_card
from ui.facilities.stocktake_page import StockTakePage
from ui.ledger import menus
from ui.ledger.act_dialog import ActDialog


@pytest.fixture
def lights(context: Context) -> Lights:
    """The office on 9 October 2026."""
    return lights_on(context, date(2026, 10, 9))


def fill(dialog: ActDialog, **typed: str) -> None:
    """Answers typed one after the other."""
    for key, text in typed.items():
        dialog.rows[key].input.set_raw(text)
        dialog.rows[key].input.committed.emit()


def test_108_lamps_along_a_road_are_made_without_choosing_any(
    qtbot: QtBot, context: Context, lights: Lights
) -> None:
    road = add_road(context.desk, "学府北路")
    page = acting_page(qtbot, context, "facilities")
    page.act("handle")
    menu = menus.handle_menu(page, page)
    assert [line.objectName() for line in menu.actions()] == [
        "handle-build-road",
        "handle-build-cabinet",
        "",
        "handle-link-known",
    ]
    dialog = pick(page, "build-road", [])
    assert dialog.sentence.text() == "请选道路；再填起止桩号和间距，或每侧数量。"
    assert not dialog.take_button.isEnabled()
    fill(dialog, road="学府北路", stretch="K3+200 至 K4+800", spacing="30", sides="左侧、右侧")
    assert dialog.sentence.text() == "每侧 54 处。请填编号样式，例如 LD01-{serial:03}。"
    fill(dialog, pattern="RM-{serial:03}", watts="150")
    assert dialog.sentence.text() == "每侧 54 处，将建 108 盏：RM-001 至 RM-108。"
    assert dialog.take_button.text() == "按道路批量建档"
    dialog.take()
    made = lights.all("facilities")
    assert len(made) == 108
    assert (made[0]["road"], made[0]["watts"], made[0]["address"]) == (road, 150, "K3+200")
    last = next_undo(context.desk, context.desk.store.reader())
    assert last is not None
    assert last.label == "批量建档(108 盏)：RM-001 至 RM-108"


def test_a_wrong_value_that_all_cards_share_is_shown_at_its_question(
    qtbot: QtBot, context: Context, lights: Lights
) -> None:
    add_road(context.desk, "学府北路")
    dialog = pick(acting_page(qtbot, context, "facilities"), "build-road", [])
    fill(dialog, road="学府北路", places="3", pattern="A-{serial}", watts="一百瓦多")
    dialog.take()
    assert dialog.rows["watts"].fault is not None
    assert lights.all("facilities") == []


def test_lamps_of_a_cabinet_are_made_with_it(
    qtbot: QtBot, context: Context, lights: Lights
) -> None:
    dialog = pick(acting_page(qtbot, context, "facilities"), "build-cabinet", [])
    fill(dialog, cabinet="XB-07", circuits="1:20")
    fill(dialog, circuits="1:2、2:1")
    assert dialog.sentence.text() == (
        "将建 3 盏：XB-07-1-01 至 XB-07-2-01，并建 XB-07、XB-07-1、XB-07-2。"
    )
    dialog.take()
    assert len(lights.all("facilities")) == 6


def test_a_lamp_is_stopped_with_its_approval_in_one_step(
    qtbot: QtBot, context: Context, lights: Lights
) -> None:
    lamps = [lights.lamp("A-1"), lights.lamp("A-2", state="停用", state_on="2026-09-01")]
    dialog = pick(acting_page(qtbot, context, "facilities"), "state", lamps)
    assert dialog.sentence.text() == "选中 2 件，请选新状态。"
    fill(dialog, state="停用")
    assert dialog.sentence.text() == (
        "选中 2 件，1 件改为“停用”；没有批准文号的，停用的夜晚按不亮算。"
    )
    fill(dialog, approval="批准8号")
    assert dialog.sentence.text() == "选中 2 件，1 件改为“停用”，同时登记停用审批。"
    assert dialog.left_list.toPlainText() == "A-2：已经是“停用”"
    dialog.take()
    assert [row["approval"] for row in lights.all("lamp-stops")] == ["批准8号"]


def test_stopped_lamps_are_offered_to_go_on_again(
    qtbot: QtBot, context: Context, lights: Lights
) -> None:
    lamp = lights.lamp("A-1", state="停用", state_on="2026-09-01")
    dialog = pick(acting_page(qtbot, context, "facilities"), "state", [lamp])
    assert dialog.rows["state"].input.current() == lights.item("facility-state", "正常")


def test_an_approval_stops_the_lamps_of_its_road(
    qtbot: QtBot, context: Context, lights: Lights
) -> None:
    lamp = lights.lamp("A-1")
    stop = lights.add("lamp-stops", begins_on="2026-10-01", road="人民路", approval="批准8号")
    page = acting_page(qtbot, context, "lamp-stops")
    pick(page, "stop-cards", [stop]).take()
    assert lights.row("facilities", lamp)["state"] == lights.item("facility-state", "停用")
    dialog = pick(page, "resume", [stop])
    fill(dialog, ends_on="2026-10-08")
    dialog.take()
    assert lights.row("facilities", lamp)["state_on"] == "2026-10-08"
    assert page.handling is not None
    assert [one.key for one in page.handling.offers(context.desk, [stop])] == ["link"]


def test_codes_of_a_walk_are_typed_into_one_box(
    qtbot: QtBot, context: Context, lights: Lights
) -> None:
    lights.lamp("A-1")
    dialog = pick(acting_page(qtbot, context, "facility-checks"), "codes", [])
    fill(dialog, codes="A-1、A-9")
    assert dialog.sentence.text() == "共 2 件，其中 1 件档案里没有，记为“多出”：A-9。"
    dialog.take()
    assert [row["facility"] for row in lights.all("facility-checks")] == ["A-1", "A-9"]


def test_the_details_tell_the_story_of_a_facility(
    qtbot: QtBot, context: Context, lights: Lights
) -> None:
    lights.add("facilities", code="XB-1", kind="控制箱")
    lamp = lights.lamp("A-1", parent="XB-1")
    lights.repair(
        "2026-10-05", "A-1", repaired_on="2026-10-06", repairer="李军", stated_fen="180.50"
    )
    box_fault = lights.repair("2026-10-07", "XB-1", fault="控制箱故障")
    page = acting_page(qtbot, context, "facilities")
    panel = CardPanel(page)
    qtbot.addWidget(panel.head)
    qtbot.addWidget(panel.tail)
    panel.show(see_card(context.desk, lamp))
    assert panel.above.text() == "上级 XB-1（控制箱）"
    assert panel.repairs.text() == "维修 1 次，共 180.50 元"
    assert panel.below.isHidden()
    told = [one.text() for one in panel.tail.findChildren(QPushButton, "card-moment")]
    assert told == ["2026-10-07 · 维修台账", "2026-10-05 · 维修台账"]
    with qtbot.waitSignal(context.news.wanted) as wanted:
        QTest.mouseClick(
            panel.tail.findChildren(QPushButton, "card-moment")[0], Qt.MouseButton.LeftButton
        )
    assert wanted.args == ["repairs", box_fault]


def test_the_round_opens_what_is_not_seen_yet(
    qtbot: QtBot, context: Context, lights: Lights
) -> None:
    lamps = [lights.lamp("A-1"), lights.lamp("A-2"), lights.lamp("B-1", "解放路")]
    dialog = pick(acting_page(qtbot, context, "facilities"), "sighting", lamps[:1])
    assert dialog.rows["result"].input.current() == lights.item("sighting", "见到")
    dialog.take()
    page = StockTakePage(context)
    qtbot.addWidget(page)
    page.show()
    assert page.note.text() == "见到 1 / 3 件，33.33%"
    lines = page.roads.model_of_grid.grid.rows
    assert [[cell.text for cell in line] for line in lines] == [
        ["解放路", "1", "", "", "", "1", "", "0.00%"],
        ["人民路", "2", "1", "", "", "1", "", "50.00%"],
        ["合计", "3", "1", "", "", "2", "", "33.33%"],
    ]
    behind = lines[1][5].behind
    assert behind is not None
    assert isinstance(behind[1], Titled)
    assert (behind[0], behind[1].title) == ("facilities", "2026年清查：人民路尚未清查")
    with context.desk.store.snapshot() as conn:
        found = rows.ids(conn, FACILITIES, behind[1], today=context.desk.today())
    assert list(found) == [lamps[1]]


def test_a_cabinet_that_got_its_card_late_is_linked_without_choosing(
    qtbot: QtBot, context: Context, lights: Lights
) -> None:
    lamp = lights.lamp("A-1", cabinet="XB-1")
    page = acting_page(qtbot, context, "facilities")
    dialog = pick(page, "link-known", [])
    assert "都还没有" in dialog.sentence.text()
    assert not dialog.take_button.isEnabled()
    dialog.reject()
    box = lights.add("facilities", code="XB-1", kind="控制箱")
    dialog = pick(page, "link-known", [])
    assert dialog.sentence.text() == "可以关联 1 条：设施档案 1 条。"
    dialog.take()
    assert lights.row("facilities", lamp)["parent"] == box


def test_a_card_with_a_story_gets_another_state_instead_of_being_deleted(
    qtbot: QtBot, context: Context, lights: Lights
) -> None:
    lamp, bare = lights.lamp("A-1"), lights.lamp("A-2")
    lights.repair("2026-10-05", "A-1")
    handling = acting_page(qtbot, context, "facilities").handling
    assert handling is not None
    instead = handling.instead_of_removing(context.desk, [lamp])
    assert instead is not None
    assert instead.sentence.startswith("还有维修台账 1 条，不能删除")
    assert handling.instead_of_removing(context.desk, [bare]) is None
