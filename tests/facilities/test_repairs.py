"""Repairs from report to cost, stock, hazards with their 销号: rules at entry, figures of a month."""

from __future__ import annotations

import pytest

from bureau.calendar.periods import Period
from bureau.editing.faults import EditFault
from bureau.editing.writing import change
from bureau.facilities.figures import document
from bureau.facilities.ledgers import REPAIRS
from tests.facilities.lamp_books import Lights


def test_reported_in_one_month_and_mended_in_the_next(lights: Lights) -> None:
    lights.repair("2026-10-30", "A-1", repaired_on="2026-11-02", materials_fen="100")
    lights.repair("2026-10-05", "A-2", repaired_on="2026-10-06", labour_fen="50")
    lights.repair("2026-09-29", "A-3", repaired_on="2026-10-01", vehicle_fen="7")
    lights.repair("2026-10-31", "A-4")
    found = document(lights.figures())
    # Of the three reported in October: two not mended by its end; what they cost, whenever mended.
    assert found["repairs"] == {"count": 3, "open": 2, "cost_fen": 15000}
    done = found["repairs_done"]
    assert isinstance(done, dict)
    assert (done["count"], done["cost_fen"]) == (2, 5700)
    november = document(lights.figures(Period.month(2026, 11)))
    assert november["repairs"] == {"count": 0, "open": 0, "cost_fen": 0}
    half = document(lights.figures(Period.run((2026, 9), (2026, 11))))
    assert half["repairs"] == {"count": 4, "open": 1, "cost_fen": 15700}


def test_the_rate_of_timely_repairs_counts_limits_that_ended_in_the_month(lights: Lights) -> None:
    in_time = {"due_on": "2026-10-06", "repaired_on": "2026-10-06"}
    lights.repair("2026-10-05", "A-1", **in_time)
    lights.repair("2026-10-05", "A-2", due_on="2026-10-06", repaired_on="2026-10-07")
    lights.repair("2026-10-05", "A-3", due_on="2026-10-06")  # run out, open
    lights.repair("2026-10-31", "A-4", due_on="2026-11-01", repaired_on="2026-10-31")
    share = lights.figures().repairs.in_time
    assert (share.part.count, share.whole.count) == (1, 3)
    assert document(lights.figures())["repairs_done"]["in_time_rate"] == "33.33"  # type: ignore[index]


@pytest.mark.parametrize(
    ("repaired", "due", "verdict"),
    [
        ("2026-10-06 09:00", "2026-10-06 10:00", 1),
        ("2026-10-06 11:00", "2026-10-06 10:00", 0),
        ("2026-10-06", "2026-10-06 10:00", 1),  # days alone are compared as days
        ("2026-10-07", "2026-10-06 10:00", 0),
        ("", "2026-10-06", None),
    ],
)
def test_in_time_to_the_minute_where_it_is_known(
    lights: Lights, repaired: str, due: str, verdict: int | None
) -> None:
    record = lights.repair("2026-10-05", "A-1", repaired_on=repaired, due_on=due)
    assert lights.row("repairs", record)["in_time"] == verdict


def test_rules_at_entry(lights: Lights) -> None:
    with pytest.raises(EditFault, match="维修时间早于报修时间"):
        lights.repair("2026-10-05", "A-1", repaired_on="2026-10-04")
    with pytest.raises(EditFault, match="维修时间不能空"):
        lights.repair("2026-10-05", "A-1", materials_fen="5")
    record = lights.repair("2026-10-05", "A-1", repaired_on="2026-10-06", materials_fen="5")
    with pytest.raises(EditFault, match="维修时间不能空"):
        change(lights.desk, REPAIRS, [record], {"repaired_on": ""})


def test_a_code_corrected_by_hand_gets_another_card(lights: Lights) -> None:
    one, two = lights.lamp("A-1"), lights.lamp("A-2")
    record = lights.repair("2026-10-05", "A-1")
    assert lights.row("repairs", record)["asset"] == one
    change(lights.desk, REPAIRS, [record], {"facility": "a-2"})
    assert lights.row("repairs", record)["asset"] == two
    change(lights.desk, REPAIRS, [record], {"facility": "某处"})
    assert lights.row("repairs", record)["asset"] is None


def test_stock_is_the_last_count_and_what_moved_since(lights: Lights) -> None:
    name = "LED光源 100W"
    material = lights.add("materials", name=name, unit="套", low="5")

    def move(day: str, way: str, quantity: str) -> None:
        lights.add("stock-moves", moved_on=day, material=name, way=way, quantity=quantity)

    assert lights.row("materials", material)["stock"] == 0
    move("2026-09-01", "入库", "20")
    move("2026-09-05", "出库", "2.5")
    assert lights.row("materials", material)["stock"] == 1750
    assert lights.row("materials", material)["is_low"] is None
    move("2026-10-01", "盘点", "15")
    assert lights.row("materials", material)["stock"] == 1500
    move("2026-10-01", "出库", "4")  # entered after the count of that day
    move("2026-10-02", "出库", "6")
    move("2026-09-20", "入库", "100")  # before the count: it was counted
    move("2026-09-25", "盘点", "999")  # entered late: an older count
    assert lights.row("materials", material)["stock"] == 500
    assert lights.row("materials", material)["is_low"] == 1


def test_a_hazard_is_signed_off_only_when_it_is_mended(lights: Lights) -> None:
    typed = {
        "found_on": "2026-10-01",
        "kind": "井盖",
        "description": "井盖缺失",
        "place": "人民路口",
    }
    with pytest.raises(EditFault, match="还没有整改完成"):
        lights.add("hazards", **typed, closed_on="2026-10-03", closed_by="王五")
    with pytest.raises(EditFault, match="写明销号人"):
        lights.add("hazards", **typed, righted_on="2026-10-02", closed_on="2026-10-03")
    record = lights.add(
        "hazards", **typed, righted_on="2026-10-02", closed_on="2026-10-03", closed_by="王五"
    )
    assert lights.row("hazards", record)["number"] == "YH-2026-001"
    late = lights.add("hazards", **typed | {"place": "东门"}, due_on="2026-10-05")
    assert lights.row("hazards", late)["overdue"] == 1


def test_a_flooded_spot_counts_its_floods(lights: Lights) -> None:
    spot = lights.add("waterlogging", name="铁路桥下")
    for day in ("2026-07-01 08:00", "2026-08-02 20:30"):
        lights.add("waterlogging-events", began_at=day, spot="铁路桥下", depth_cm="35")
    assert lights.row("waterlogging", spot)["events"] == 2


def test_dangerous_work_is_permitted_only_with_a_guard(lights: Lights) -> None:
    typed = {"kind": "下井作业", "begins_at": "2026-10-09 09:00", "place": "人民路污水井"}
    with pytest.raises(EditFault, match="监护人"):
        lights.add("work-permits", **typed, approver="李局")
    record = lights.add("work-permits", **typed, approver="李局", guard="赵六")
    assert lights.row("work-permits", record)["number"] == "ZY-2026-001"
