"""台账亮灯率 from the books, worked out by hand: stops, removals, cabinets, the ends of months, today."""

from __future__ import annotations

from datetime import date, datetime

from bureau.calendar.periods import Period
from bureau.facilities.lighting.nights import Shone
from bureau.facilities.register.states import Change, change_states
from bureau.facilities.values import whole
from tests.facilities.lamp_books import OCTOBER, Lights

SEPTEMBER = Period.month(2026, 9)
NOVEMBER = Period.month(2026, 11)


def test_stopped_with_approval_in_mid_month_a_lamp_is_due_until_then(lights: Lights) -> None:
    lights.lamp("A-1", state="停用", state_on="2026-10-16", state_reason="城管〔2026〕9号")
    assert lights.figures().weighted.all == Shone(1, 15, 0)


def test_stopped_without_approval_in_mid_month_it_is_dark_from_then(lights: Lights) -> None:
    record = lights.lamp("A-1", state="停用", state_on="2026-10-16")
    found = lights.figures().weighted
    assert found.all == Shone(1, 31, 16)
    assert lights.records("facilities", found.unapproved) == [record]


def test_stopped_after_the_period_says_nothing_of_it(lights: Lights) -> None:
    lights.lamp("A-1", state="停用", state_on="2026-11-02")
    lights.lamp("A-2", state="移除", state_on="2026-11-02")
    found = lights.figures().weighted
    assert found.all == Shone(2, 62, 0)
    assert found.unapproved_count == 0


def test_stopped_since_nobody_knows_when_it_was_all_along(lights: Lights) -> None:
    lights.lamp("A-1", state="停用")
    lights.lamp("A-2", state="停用", state_reason="城管〔2026〕9号")
    lights.lamp("A-3", state="移除")
    assert lights.figures().weighted.all == Shone(1, 31, 31)


def test_an_approval_for_other_nights_approves_nothing(lights: Lights) -> None:
    lights.lamp("A-1", state="停用", state_on="2026-10-30")
    lights.add("lamp-stops", begins_on="2025-03-01", ends_on="2025-04-01", facility="A-1",
               approval="城管〔2025〕2号")  # fmt: skip
    found = lights.figures().weighted
    assert (found.all, found.unapproved_count) == (Shone(1, 31, 2), 1)


def test_the_approval_of_a_road_covers_its_lamps(lights: Lights) -> None:
    lights.lamp("A-1", state="停用", state_on="2026-10-11")
    lights.add("lamp-stops", begins_on="2026-10-11", road="人民路", approval="城管〔2026〕9号")
    found = lights.figures().weighted
    assert (found.all, found.unapproved_count) == (Shone(1, 10, 0), 0)


def test_a_lamp_that_was_removed_is_due_until_the_night_before(lights: Lights) -> None:
    lights.lamp("A-1", heads="2", state="移除", state_on="2026-10-11")
    lights.repair("2026-10-09", "A-1")  # dark on the 9th and 10th, and then it is gone
    assert lights.figures().weighted.all == Shone(2, 20, 4)


def test_a_lamp_installed_in_mid_month_is_due_from_that_night(lights: Lights) -> None:
    lights.lamp("A-1", installed_on="2026-10-22")
    lights.lamp("A-2", installed_on="2026-11-03")  # not yet there, and not in use
    assert lights.figures().weighted.all == Shone(1, 10, 0)


def test_a_fault_over_a_months_end_is_dark_in_both_months(lights: Lights) -> None:
    lights.lamp("A-1")
    fault = lights.repair("2026-09-29", "A-1", repaired_on="2026-10-03")
    for period, nights, dark in ((SEPTEMBER, 30, 2), (OCTOBER, 31, 2)):
        found = lights.figures(period).weighted
        assert found.all == Shone(1, nights, dark)  # the 29th and 30th; the 1st and 2nd
        assert lights.records("repairs", found.faults) == [fault]
    assert lights.records("repairs", lights.figures(NOVEMBER).weighted.faults) == []


def test_a_fault_of_a_cabinet_and_of_its_lamp_in_one_night_count_once(lights: Lights) -> None:
    lights.add("facilities", code="XB-1", kind="控制箱")
    lights.lamp("A-1", heads="2", cabinet="XB-1")
    lights.lamp("A-2", cabinet="XB-1")
    lights.lamp("A-3")
    lights.repair("2026-10-10", "XB-1", fault="控制箱故障", repaired_on="2026-10-12")
    lights.repair("2026-10-11", "A-1", repaired_on="2026-10-13")
    # 10th, 11th, 12th of two heads; A-2: 10th and 11th.
    assert lights.figures().weighted.all == Shone(4, 124, 8)


def test_a_fault_of_a_place_without_a_card_is_told_and_not_counted(lights: Lights) -> None:
    lights.lamp("A-1")
    strange = lights.repair("2026-10-05", "邮政局门口第三盏")
    lights.repair("2026-10-05", "车站北第二盏", repaired_on="2026-10-05")  # no night was dark
    found = lights.figures().weighted
    assert (found.all, found.unregistered) == (Shone(1, 31, 0), 1)
    assert lights.records("repairs", found.placeless) == [strange]


def test_a_false_alarm_made_nothing_dark(lights: Lights) -> None:
    lights.lamp("A-1")
    lights.repair("2026-10-05", "A-1", void="误报")
    assert lights.figures().weighted.all == Shone(1, 31, 0)


def test_in_a_month_that_runs_only_nights_that_are_over_count(lights: Lights) -> None:
    lights.clock.moment = datetime(2026, 10, 11, 9, 0)
    lights.lamp("A-1")
    lights.repair("2026-10-09", "A-1")
    found = lights.figures().weighted
    assert (found.nights, found.all) == (10, Shone(1, 10, 2))  # the 9th and 10th, not tonight


def test_a_month_to_come_has_no_nights_no_faults_and_no_road_that_was_missed(
    lights: Lights,
) -> None:
    lights.lamp("A-1", state="停用")
    lights.repair("2026-10-09", "A-1")
    of = lights.figures(Period.month(2026, 12))
    assert (of.weighted.nights, of.weighted.all) == (0, Shone(0, 0, 0))
    assert lights.records("repairs", of.weighted.faults) == []
    assert of.weighted.unapproved_count == 0
    assert of.sampled.unpatrolled == ()


def test_lamps_of_a_grade_lead_to_those_that_were_dark(lights: Lights) -> None:
    first, second = lights.lamp("A-1"), lights.lamp("A-2")
    lights.repair("2026-10-09", "A-2", repaired_on="2026-10-10")
    (line,) = lights.figures().weighted.lines
    assert lights.records("facilities", line.lamps) == [first, second]
    assert lights.records("facilities", line.dark) == [second]


def test_the_grade_of_a_lamp_is_that_of_its_road(lights: Lights) -> None:
    """A card that says otherwise would count in one grade by nights and in another by patrols."""
    lights.lamp("A-1")
    lights.lamp("A-2")
    lights.lamp("A-3", grade="支路")
    assert lights.figures().weighted.grades == (("主干道", Shone(3, 93, 0)),)


def test_beside_a_patrol_stands_what_should_have_shone_in_its_night(lights: Lights) -> None:
    lights.lamp("A-1")
    lights.lamp("A-2", installed_on="2026-10-20")
    lights.lamp("A-3", state="停用", state_on="2026-10-25")
    lights.lamp("A-4", state="移除", state_on="2026-10-10")
    lights.patrol("2026-10-09", "3", "0")
    lights.patrol("2026-10-28", "3", "0")  # A-3 is 停用, which the patrol forgot
    (road,) = lights.figures().sampled.roads
    assert (road.registered, road.registered_due, road.due, road.differs) == (2, 5, 6, True)
    assert len(lights.records("facilities", road.lamps)) == 2


def test_what_the_trail_of_states_says_goes_before_the_card(lights: Lights) -> None:
    """停用 with approval from the 5th to the 15th, and back: ten nights aren't due."""
    record = lights.lamp("A-1", state="正常")
    fixed = {"asset": "A-1", "facility": "A-1"}
    lights.add("facility-states", changed_on="2026-10-05", before="正常", state="停用",
               approval="城管〔2026〕9号", **fixed)  # fmt: skip
    lights.add("facility-states", changed_on="2026-10-15", before="停用", state="正常", **fixed)
    assert whole(lights.row("facilities", record)["state"]) == 7201
    assert lights.figures().weighted.all == Shone(1, 21, 0)


def test_taken_down_for_ten_nights_and_put_back_a_lamp_isnt_due_while_it_is_away(
    lights: Lights,
) -> None:
    lights.lamp("A-1", state="正常")
    fixed = {"asset": "A-1", "facility": "A-1"}
    lights.add("facility-states", changed_on="2026-10-05", before="正常", state="移除", **fixed)
    lights.add("facility-states", changed_on="2026-10-15", before="移除", state="正常", **fixed)
    assert lights.figures().weighted.all == Shone(1, 21, 0)


def test_lamps_of_a_cabinet_stopped_without_approval_are_told(lights: Lights) -> None:
    cabinet = lights.add("facilities", code="XB-01", kind="控制箱", road="人民路", state="正常")
    lamps = [lights.lamp(f"A-{number}", cabinet="XB-01", circuit="1") for number in (1, 2)]
    lights.lamp("B-1")
    stopped = Change(state=lights.item("facility-state", "停用"), on=date(2026, 10, 22))
    change_states(lights.desk, [cabinet], stopped)
    of = lights.figures().weighted
    assert of.all == Shone(3, 93, 20)
    assert of.unapproved_count == 2
    assert lights.records("facilities", of.unapproved) == lamps


def test_the_grade_of_a_road_is_that_of_its_lamps_before_other_facilities(lights: Lights) -> None:
    lights.lamp("A-1")
    for number in (1, 2):
        lights.add(
            "facilities", code=f"J-{number}", kind="雨水井盖", road="人民路", road_grade="支路"
        )
        lights.add(
            "facilities", code=f"K-{number}", kind="雨水井盖", road="后巷", road_grade="支路"
        )
    lights.patrol("2026-10-09", "1", "0")
    lights.patrol("2026-10-09", "9", "0", road="后巷")
    found = [(one.road, one.grade) for one in lights.figures().sampled.roads]
    assert found == [("人民路", "主干道"), ("后巷", "支路")]
