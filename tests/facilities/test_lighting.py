"""亮灯率 in both definitions, worked out by hand; every figure with the records behind it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from bureau.calendar.periods import Period
from bureau.facilities.figures import document
from bureau.facilities.lighting.nights import Lamp, Nights, Shone, Spell, shone
from tests.facilities.lamp_books import Lights

NIGHTS = Nights(date(2026, 10, 1), date(2026, 10, 31))


def lamp(record: int, heads: int = 1, parent: int | None = None, **dates: date) -> Lamp:
    return Lamp(record=record, heads=heads, road=1, grade=2901, parent=parent, **dates)


def spell(
    asset: int | None, begin: date, end: date | None = None, road: int | None = None
) -> Spell:
    return Spell(record=1, asset=asset, road=road, begin=begin, end=end)


def one(lamps: list[Lamp], faults: list[Spell], stops: list[Spell]) -> Shone:
    parents = {lamp.record: lamp.parent for lamp in lamps}
    return shone(lamps, parents, NIGHTS, faults, stops)[2901]


def test_a_fault_is_dark_from_its_report_to_the_night_before_it_was_mended() -> None:
    found = one([lamp(1)], [spell(1, date(2026, 10, 5), date(2026, 10, 8))], [])
    assert found == Shone(1, 31, 3)  # the nights of the 5th, 6th and 7th
    assert found.rate == Fraction(28, 31)


def test_mended_on_the_day_of_the_report_no_night_was_dark() -> None:
    day = date(2026, 10, 5)
    assert one([lamp(1)], [spell(1, day, day)], []).dark == 0


def test_a_fault_over_both_ends_of_the_month_counts_its_nights_within() -> None:
    faults = [
        spell(1, date(2026, 9, 20), date(2026, 10, 3)),  # 1st and 2nd
        spell(1, date(2026, 10, 30)),  # 30th and 31st
    ]
    assert one([lamp(1)], faults, []) == Shone(1, 31, 4)


def test_two_faults_of_one_night_are_one_dark_night_of_each_head() -> None:
    faults = [
        spell(1, date(2026, 10, 5), date(2026, 10, 8)),
        spell(1, date(2026, 10, 7), date(2026, 10, 9)),
    ]
    assert one([lamp(1, heads=2)], faults, []) == Shone(2, 62, 8)


def test_a_lamp_stopped_in_mid_month_is_due_until_then_and_its_fault_ends_there() -> None:
    stops = [spell(1, date(2026, 10, 16))]
    faults = [spell(1, date(2026, 10, 14))]
    assert one([lamp(1)], faults, stops) == Shone(1, 15, 2)  # due to the 15th; 14th and 15th


def test_a_fault_of_a_cabinet_darkens_all_that_hangs_on_it() -> None:
    lamps = [lamp(1, 2, parent=10), lamp(2, 1, parent=10), lamp(3, 1)]
    parents = {1: 10, 2: 10, 10: 20, 20: None, 3: None}
    faults = [spell(20, date(2026, 10, 1), date(2026, 10, 2))]
    assert shone(lamps, parents, NIGHTS, faults, [])[2901] == Shone(4, 124, 3)


def test_a_ring_of_parents_comes_to_an_end() -> None:
    assert shone([lamp(1, parent=2)], {1: 2, 2: 1}, NIGHTS, [], [])[2901] == Shone(1, 31, 0)


def test_before_it_was_installed_a_lamp_isnt_due() -> None:
    assert one([lamp(1, begins=date(2026, 10, 31))], [], []) == Shone(1, 1, 0)


def test_a_whole_road_is_stopped() -> None:
    stops = [spell(None, date(2026, 10, 1), date(2026, 10, 31), road=1)]
    assert one([lamp(1)], [], stops) == Shone(1, 1, 0)


def test_the_sampled_rate_takes_the_patrols_own_heads(lights: Lights) -> None:
    lights.lamp("A-1", heads="2")
    lights.lamp("A-2", state="停用")
    lights.lamp("B-1", road="文化街", grade="次干道", heads="2")
    lights.lamp("C-1", road="后巷", grade="支路")
    lights.patrol("2026-10-05", "10", "1")
    lights.patrol("2026-10-20", "10", "0")
    lights.patrol("2026-10-20", "3", "1", road="文化街")
    lights.patrol("2026-09-30", "10", "9")  # of another month
    of = lights.figures()
    assert document(of)["lighting_rate"] == {
        "主干道": {"due": 20, "dark": 1, "rate": "95.00"},
        "次干道": {"due": 3, "dark": 1, "rate": "66.67"},
        "overall": "91.30",  # 21 of 23
    }
    main, other = of.sampled.roads
    assert (main.road, main.patrols, main.registered, main.differs) == ("人民路", 2, 2, True)
    assert other.road == "文化街"
    assert of.sampled.unpatrolled == ("后巷",)


def test_the_grade_of_the_road_register_goes_first(lights: Lights) -> None:
    lights.add("roads", name="人民路", traffic_grade="支路")
    lights.lamp("A-1")
    lights.patrol("2026-10-05", "1", "0")
    assert [line.grade for line in lights.figures().sampled.grades] == ["支路"]


def test_a_month_without_patrol_or_lamp_has_no_rate(lights: Lights) -> None:
    found = document(lights.figures())
    assert found["lighting_rate"] == {"overall": None}
    assert found["lighting_rate_by_nights"] == {
        "nights": 31,
        "overall": None,
        "stopped_without_approval": 0,
        "unregistered_faults": 0,
    }


def test_the_rate_of_the_ledger_by_nights(lights: Lights) -> None:
    box = lights.add("facilities", code="XB-1", kind="控制箱")
    lights.lamp("A-1", heads="2", cabinet="XB-1")
    lights.lamp("A-2", cabinet="XB-1")
    lights.lamp("B-1", road="文化街", grade="次干道", state="停用", state_reason="城管〔2026〕3号")
    lights.lamp("B-2", road="文化街", grade="次干道")
    lights.add("lamp-stops", begins_on="2026-10-11", ends_on="2026-10-21", facility="B-2",
               approval="城管〔2026〕9号")  # fmt: skip
    lights.repair("2026-10-30", "A-1", repaired_on="2026-11-02")
    lights.repair("2026-10-10", "XB-1", fault="控制箱故障", repaired_on="2026-10-11")
    lights.repair("2026-10-01", "A-2", fault="灯杆倾斜")  # it shines
    lights.repair("2026-10-01", "邮政局门口第三盏")  # without a card
    assert lights.row("facilities", box)["parent"] is None
    found = lights.figures().weighted
    # 主干道: 3 heads × 31; A-1 dark on the 30th and 31st (2 heads), the box on the 10th (3 heads).
    # 次干道: B-1 stopped all along and not in use, B-2 due on 31 − 10 nights.
    assert dict(found.grades) == {"主干道": Shone(3, 93, 7), "次干道": Shone(1, 21, 0)}
    assert found.all.rate == Fraction(107, 114)
    assert (found.unregistered, found.unapproved_count) == (1, 0)


def test_stopped_without_approval_a_lamp_is_dark(lights: Lights) -> None:
    record = lights.lamp("A-1", state="停用", state_on="2026-10-22")
    of = lights.figures()
    assert of.weighted.all == Shone(1, 31, 10)
    assert lights.records("facilities", of.weighted.unapproved) == [record]


def test_only_nights_that_have_passed_count(lights: Lights) -> None:
    lights.lamp("A-1")
    found = lights.figures(Period.month(2026, 11)).weighted
    assert (found.nights, found.all) == (8, Shone(1, 8, 0))
    assert lights.figures(Period.month(2026, 12)).weighted.all.rate is None


def test_every_figure_leads_to_its_records(lights: Lights) -> None:
    lamps = [lights.lamp("A-1"), lights.lamp("A-2")]
    patrol = lights.patrol("2026-10-05", "2", "1")
    fault = lights.repair("2026-10-05", "A-1", repaired_on="2026-10-06", materials_fen="12.5")
    of = lights.figures()
    (road,) = of.sampled.roads
    assert lights.records("light-patrols", road.where) == [patrol]
    assert lights.records("light-patrols", of.sampled.grades[0].where) == [patrol]
    assert lights.records("facilities", road.lamps) == lamps
    assert lights.records("facilities", of.by_road[0].where) == lamps
    assert lights.records("repairs", of.weighted.faults) == [fault]
    for figure in (of.repairs.reported, of.repairs.done, of.repairs.cost):
        assert lights.records("repairs", figure.where) == [fault]
    assert of.repairs.open.count == 0
