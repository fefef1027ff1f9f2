"""What is said to who reports a fault: limit, road of the card, faults that it may belong to."""

from __future__ import annotations

from bureau.facilities.repairs.deadlines import Limit
from bureau.facilities.repairs.reporting import foreseen
from tests.facilities.lamp_books import Lights


def said(lights: Lights, **typed: str) -> list[str]:
    """Sentences of a report of 9 November."""
    found = foreseen(lights.desk, {"reported_on": "2026-11-09", **typed}, None)
    return [one.sentence for one in found.said]


def test_the_limit_is_proposed_with_its_reason(lights: Lights) -> None:
    typed = {"reported_on": "2026-11-09 08:30", "facility": "J-1", "fault": "井盖缺损"}
    found = foreseen(lights.desk, typed, None)
    assert found.limit == Limit(
        "2026-11-09", "14:30", "“井盖缺损”6 紧急工作时，从11月9日 08:30 起算"
    )
    plain = foreseen(lights.desk, {"reported_on": "2026-11-09", "facility": "A-1"}, None)
    assert plain.limit == Limit("2026-11-10", None, "“一般”24 紧急工作时，从11月9日末 起算")
    assert foreseen(lights.desk, {"facility": "A-1"}, None).limit == "先填报修时间，才能算修复时限"


def test_the_road_of_the_card_is_proposed_and_compared(lights: Lights) -> None:
    lamp = lights.lamp("A-1", road="人民路")
    lights.lamp("B-1", road="文化街")
    road = lights.row("facilities", lamp)["road"]
    assert (
        foreseen(lights.desk, {"reported_on": "2026-11-09", "facility": "A-1"}, None).road == road
    )
    assert said(lights, facility="A-1", road="人民路") == []
    assert said(lights, facility="A-1", road="文化街") == [
        "A-1 在设施档案里属于人民路，和填的路段不一样，请核对。"
    ]


def test_a_lamp_below_a_cabinet_that_is_broken(lights: Lights) -> None:
    lights.add("facilities", code="XB-1", kind="控制箱")
    lights.lamp("A-1", cabinet="XB-1")
    box = lights.repair("2026-11-08", "XB-1", fault="控制箱故障")
    (sentence,) = said(lights, facility="A-1", fault="灯不亮")
    assert sentence == (
        "A-1 接在 XB-1 上：维修单 WX-2026-0001（11月8日 XB-1 控制箱故障）还没有修好，"
        "灯不亮已经随它报修。"
    )
    assert said(lights, facility="A-1", fault="灯杆倾斜") == []  # another matter
    found = foreseen(lights.desk, {"reported_on": "2026-11-09", "facility": "A-1"}, None)
    assert [one.repair for one in found.said] == [box]


def test_the_same_place_that_is_open_already(lights: Lights) -> None:
    lights.lamp("A-1")
    lights.repair("2026-11-08", "A-1")
    assert said(lights, facility="A-1") == [
        "维修单 WX-2026-0001（11月8日 A-1 灯不亮）还没有修好，请在那一条上继续。"
    ]
    lights.repair("2026-11-08", "老槐树下", road="人民路")
    assert len(said(lights, facility="老槐树下", road="人民路")) == 1
    assert said(lights, facility="老槐树下", road="新路") == []
