"""Dark lamps of patrols become faults in one step: one open fault a lamp, covered by what it hangs on."""

from __future__ import annotations

import pytest

from bureau.editing.writing import change
from bureau.errors import UserError
from bureau.facilities.ledgers import REPAIRS
from bureau.facilities.repairs.dark_lamps import find_faults, report_faults
from bureau.facilities.repairs.deadlines import set_limits
from bureau.facilities.repairs.repairing import void
from bureau.storage.undo import next_undo, undo
from tests.facilities.lamp_books import Lights


def test_each_dark_lamp_becomes_a_fault_with_its_limit(lights: Lights) -> None:
    asset = lights.lamp("A-1")
    patrol = lights.patrol("2026-10-05", "10", "2", lamps="A-1、老槐树下第二盏")
    faults, made = report_faults(lights.desk, [patrol])
    assert faults.sentence == "将报修 2 盏（其中 1 处未建档）。"
    first, second = (lights.row("repairs", one) for one in made)
    assert first["number"] == "WX-2026-0001"
    assert (first["facility"], first["asset"]) == ("A-1", asset)
    assert (first["reported_on"], first["due_on"], first["due_time"]) == (
        "2026-10-05",
        "2026-10-06",  # 一般: 24 hours, from the end of a day whose hour isn't known
        None,
    )
    assert first["source"] == lights.item("repair-source", "夜间巡查")
    assert (second["facility"], second["asset"]) == ("老槐树下第二盏", None)
    assert (first["unregistered"], second["unregistered"]) == (None, 1)


def test_the_same_step_again_reports_nothing(lights: Lights) -> None:
    lights.lamp("A-1")
    patrol = lights.patrol("2026-10-05", "10", "1", lamps="A-1")
    (made,) = report_faults(lights.desk, [patrol])[1]
    with pytest.raises(UserError, match="A-1（已报修）"):
        report_faults(lights.desk, [patrol])
    assert [row["id"] for row in lights.all("repairs")] == [made]


def test_mended_since_it_isnt_reported_again_but_a_later_patrol_is(lights: Lights) -> None:
    lights.lamp("A-1")
    lights.repair("2026-10-06", "A-1", repaired_on="2026-10-08")
    early = lights.patrol("2026-10-05", "10", "1", lamps="A-1")
    late = lights.patrol("2026-10-20", "10", "1", lamps="A-1")
    assert not find_faults(lights.desk, [early]).new
    (dark,) = find_faults(lights.desk, [early, late]).new
    assert dark.day.isoformat() == "2026-10-20"


def test_a_false_alarm_covers_no_lamp(lights: Lights) -> None:
    lights.lamp("A-1")
    alarm = lights.repair("2026-10-04", "A-1")
    patrol = lights.patrol("2026-10-05", "10", "1", lamps="A-1")
    assert not find_faults(lights.desk, [patrol]).new
    void(lights.desk, [alarm], {"void_reason": "现场正常"})
    assert [dark.word for dark in find_faults(lights.desk, [patrol]).new] == ["A-1"]


def test_two_patrols_of_one_dark_lamp_are_one_fault(lights: Lights) -> None:
    lights.lamp("A-1")
    patrols = [
        lights.patrol("2026-10-20", "10", "1", lamps="A-1"),
        lights.patrol("2026-10-05", "10", "1", lamps="A-1"),
    ]
    faults = find_faults(lights.desk, patrols)
    assert [dark.day.isoformat() for dark in faults.new] == ["2026-10-05"]
    assert [dark.covered for dark in faults.covered] == ["已报修"]


def test_an_open_fault_of_the_cabinet_covers_its_lamps(lights: Lights) -> None:
    lights.add("facilities", code="XB-1", kind="控制箱")
    lights.lamp("A-1", cabinet="XB-1")
    patrol = lights.patrol("2026-10-05", "10", "1", lamps="A-1")
    box = lights.repair("2026-10-04", "XB-1", fault="控制箱故障")
    (dark,) = find_faults(lights.desk, [patrol]).covered
    assert dark.covered == "随XB-1一起报修"
    change(lights.desk, REPAIRS, [box], {"fault": "检修门缺失"})
    assert not find_faults(lights.desk, [patrol]).covered  # no reason for darkness


def test_dark_heads_without_a_code_are_told(lights: Lights) -> None:
    patrol = lights.patrol("2026-10-05", "10", "3")
    with pytest.raises(UserError, match="另有 3 盏未亮没有写灯杆号"):
        report_faults(lights.desk, [patrol])
    with pytest.raises(UserError, match="没有未亮的灯"):
        report_faults(lights.desk, [lights.patrol("2026-10-06", "10", "0")])


def test_one_undo_takes_all_faults_back(lights: Lights) -> None:
    patrol = lights.patrol("2026-10-05", "10", "2", lamps="A-1、A-2")
    report_faults(lights.desk, [patrol])
    last = next_undo(lights.desk, lights.desk.store.reader())
    assert last is not None
    assert last.label == "暗灯报修(2 盏)"
    undo(lights.desk, last.ref)
    assert lights.all("repairs") == []


def test_limits_by_grade_in_the_calendar_of_the_crews(lights: Lights) -> None:
    urgent = lights.repair("2026-10-12 20:30", "A-1", severity="危急")
    serious = lights.repair("2026-10-12", "A-2", severity="严重")
    ungraded = lights.repair("2026-10-12 08:00", "A-3")
    set_limits(lights.desk, [urgent, serious, ungraded])
    rows = [lights.row("repairs", one) for one in (urgent, serious, ungraded)]
    assert [(row["due_on"], row["due_time"]) for row in rows] == [
        ("2026-10-12", "21:30"),
        ("2026-10-15", None),  # crews work every day: the 13th, 14th and 15th
        ("2026-10-13", "08:00"),
    ]
    with pytest.raises(UserError, match="都已经有时限"):
        set_limits(lights.desk, [urgent])
