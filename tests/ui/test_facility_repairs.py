"""Repairs on their way in the window: acts, the form's advice, materials drawn with a preview."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from bureau.facilities.ledgers import MATERIALS, REPAIRS, STOCK_MOVES
from bureau.facilities.stock import moves
from bureau.facilities.stock.figures_stock import IN
from tests.facilities.lamp_books import Lights
from tests.ui.acts_of_pages import acting_page, offers_of, pick
from tests.ui.lights_desk import lights_on
from ui.context import Context


@pytest.fixture
def lights(context: Context) -> Lights:
    """The office on 9 October 2026."""
    return lights_on(context, date(2026, 10, 9))


def test_the_next_act_is_the_main_one_and_the_others_say_for_how_many(
    qtbot: QtBot, context: Context, lights: Lights
) -> None:
    page = acting_page(qtbot, context, REPAIRS)
    new = lights.repair("2026-10-08", "A-1")
    done = lights.repair("2026-10-05", "A-2", repaired_on="2026-10-06")
    offers = offers_of(page.ledger, context.desk, [new, done])
    assert [one.key for one in offers.values() if one.main] == ["dispatch"]
    assert (offers["dispatch"].count, offers["accept"].count, offers["limits"].count) == (1, 1, 1)
    assert "draw" not in offers  # of one repair only
    assert [
        one.key for one in offers_of(page.ledger, context.desk, [done]).values() if one.main
    ] == ["accept"]
    assert "mend" not in offers_of(page.ledger, context.desk, [done])
    dialog = pick(page, "dispatch", [new, done])
    assert dialog.sentence.text() == (
        "选中 2 条，可以派工 1 条；另外 1 条不行：1 条现在是“已修复”。"
    )
    dialog.rows["team"].input.set_raw("一班")
    dialog.take()
    row = lights.row("repairs", new)
    assert (row["team"], row["due_on"], row["dispatched_at"]) == (
        "一班",
        "2026-10-09",
        "2026-10-09 09:00",
    )


def test_materials_are_seen_before_they_are_drawn(
    qtbot: QtBot, context: Context, lights: Lights
) -> None:
    cable = lights.add("materials", name="电缆", unit="m", price_fen="3.35")
    moves.move(lights.desk, cable, IN, {"quantity": "100"})
    record = lights.repair("2026-10-08", "A-1", materials="电缆20m、灯头1个")
    page = acting_page(qtbot, context, REPAIRS)
    dialog = pick(page, "draw", [record])
    assert "灯头1个（材料清单里没有）" in dialog.sentence.text()
    assert not dialog.take_button.isEnabled()
    field = dialog.rows["materials"].input
    field.set_raw("电缆20m")
    field.committed.emit()
    assert dialog.sentence.text() == "将领 1 种：电缆 20m（库存 100，领后 80）。"
    dialog.take()
    assert lights.row("materials", cable)["stock"] == 8000
    assert lights.row("repairs", record)["drawn_fen"] == 6700


def test_the_form_proposes_limit_and_road_and_warns_of_the_cabinet(
    qtbot: QtBot, context: Context, lights: Lights
) -> None:
    lights.add("facilities", code="XB-1", kind="控制箱")
    lights.lamp("A-1", cabinet="XB-1")
    box = lights.repair("2026-10-08", "XB-1", fault="控制箱故障")
    page = acting_page(qtbot, context, REPAIRS)
    assert page.handling is not None
    typed = {"reported_on": "2026-10-09 08:00", "facility": "A-1", "fault": "灯不亮"}
    advice = page.handling.advise(context.desk, typed, None)
    assert {key: one.value for key, one in advice.proposals.items()} == {
        "due_on": "2026-10-10",
        "due_time": "08:00",
        "road": lights.all("facilities")[-1]["road"],
    }
    assert [remark.record for remark in advice.remarks] == [box]


def test_low_materials_and_overdue_repairs_are_one_line_away(
    qtbot: QtBot, context: Context, lights: Lights
) -> None:
    low = lights.add("materials", name="接触器", unit="个", low="1", price_fen="35")
    lights.add("materials", name="电缆", unit="m")
    materials = acting_page(qtbot, context, MATERIALS)
    assert offers_of(materials.ledger, context.desk, [])["low"].title == "看库存低的（1 种）"
    offers_of(materials.ledger, context.desk, [])["low"].open(materials, [])
    assert list(materials.model.ids) == [low]
    papers = [
        one.title
        for one in offers_of(materials.ledger, context.desk, []).values()
        if one.group == "papers"
    ]
    assert papers == [
        "10月材料收发存表…", "9月材料收发存表…", "10月材料领用明细…", "9月材料领用明细…",
    ]  # fmt: skip
    dialog = pick(materials, "receive", [low])
    dialog.rows["quantity"].input.set_raw("5")
    dialog.take()
    assert lights.row("materials", low)["stock"] == 500
    assert lights.all("stock-moves")[0]["price_fen"] == 3500
    moves = acting_page(qtbot, context, STOCK_MOVES)
    assert moves.handling is not None
    typed = {"moved_on": "2026-10-09", "material": "接触器", "way": "出库", "quantity": "6"}
    advice = moves.handling.advise(context.desk, typed, None)
    assert advice.proposals["price_fen"].value == 3500
    assert "账面为负" in advice.remarks[0].sentence
    late = lights.repair("2026-10-01", "A-1", due_on="2026-10-02")
    repairs = acting_page(qtbot, context, REPAIRS)
    assert offers_of(repairs.ledger, context.desk, [])["overdue"].title == "看超时未修的（1 条）"
    offers_of(repairs.ledger, context.desk, [])["overdue"].open(repairs, [])
    assert list(repairs.model.ids) == [late]
