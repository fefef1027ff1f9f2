"""Roads and grades against their targets: at the line, one head below it, small roads, the bureau's own."""

from __future__ import annotations

from datetime import date

import pytest

from bureau.calendar.periods import Period
from bureau.facilities.figures import document
from bureau.facilities.lighting.figures_trend import trend
from bureau.facilities.lighting.reading import Lighting
from bureau.facilities.lighting.targets import LIT, Cap, Target, Targets, judge, least_words
from tests.facilities.lamp_books import OCTOBER, Lights

MAIN, SECOND = 2901, 2902
SHIPPED = Targets.of()


def lighting(lights: Lights, period: Period = OCTOBER) -> Lighting:
    return lights.figures(period).lighting


def roads(of: Lighting) -> list[tuple[str, str, str]]:
    return [(one.sample.road, one.asked, one.verdict.words) for one in (*of.roads, *of.missed)]


def test_a_rate_of_exactly_the_target_is_enough() -> None:
    assert judge(200, 4, 9800).words == "达标"  # 98 %
    assert judge(200, 5, 9800).words == "未达标（差 1 盏）"
    assert judge(534, 10, 9800).words == "达标"  # 98.13 %: 2 % of 534 are 10.68
    assert judge(534, 11, 9800).words == "未达标（差 1 盏）"  # 97.94 %
    assert judge(0, 0, 9800).words == "—"


@pytest.mark.parametrize(
    ("size", "most"), [(1, 2), (99, 2), (100, 3), (149, 3), (150, 4), (199, 4)]
)
def test_a_small_road_may_have_so_many_dark_heads(size: int, most: int) -> None:
    for grade in (MAIN, SECOND):
        fit = SHIPPED.judge_road(grade, size=size, due=size, dark=most, worst=most)
        unfit = SHIPPED.judge_road(grade, size=size, due=size, dark=most, worst=most + 2)
        assert (fit.words, fit.rule) == ("达标", f"最多 {most} 盏")
        assert unfit.words == "未达标（差 2 盏）"


def test_a_road_of_200_lamps_is_judged_by_its_rate() -> None:
    fit = SHIPPED.judge_road(MAIN, size=200, due=400, dark=12, worst=9)
    assert (fit.words, fit.rule) == ("达标", "≥97%")
    assert SHIPPED.judge_road(MAIN, size=200, due=400, dark=13, worst=9).lacking == 1
    assert SHIPPED.judge_road(SECOND, size=200, due=400, dark=20, worst=20).words == "达标"
    assert SHIPPED.judge_road(SECOND, size=200, due=400, dark=21, worst=20).rule == "≥95%"


def test_the_bureaus_own_replaces_what_was_shipped_grade_by_grade() -> None:
    own = Target(subject=LIT, grade=SECOND, overall=9750, single=9600, begins=date(2026, 1, 1))
    found = Targets.of([own])
    assert found.of_grade(SECOND).overall == 9750
    assert found.of_grade(MAIN).overall == 9800
    assert found.of_grade(2903).overall == 9600
    assert found.of_grade(None).overall == 9600
    newer = Target(subject=LIT, grade=SECOND, overall=9900, single=9900, begins=date(2026, 7, 1))
    assert Targets.of([newer, own]).of_grade(SECOND).overall == 9900


def test_caps_are_replaced_as_one_set() -> None:
    own = [Cap(50, 1, date(2026, 1, 1)), Cap(80, 2, date(2026, 1, 1))]
    found = Targets.of((), own)
    assert found.small == 80
    assert [found.cap(size) for size in (49, 79, 80)] == [own[0], own[1], None]


def test_percent_is_written_without_needless_noughts() -> None:
    assert [least_words(one) for one in (9800, 9750, 9725, 10_000)] == [
        "≥98%",
        "≥97.5%",
        "≥97.25%",
        "≥100%",
    ]


def test_targets_are_those_of_the_last_day_of_the_period(lights: Lights) -> None:
    lights.lamp("A-1")
    lights.patrol("2026-10-09", "100", "3")
    lights.add("lighting-targets", begins_on="2026-11-01", subject="亮灯率", grade="主干道",
               overall="96")  # fmt: skip
    (october,) = lighting(lights).grades
    (november,) = lighting(lights, Period.month(2026, 11)).grades
    assert (october.target.overall, october.verdict.words) == (9800, "未达标（差 1 盏）")
    assert (november.target.overall, november.target.single) == (9600, 9600)
    assert november.verdict.words == "未巡查"


def test_the_worst_patrol_of_a_small_road_counts(lights: Lights) -> None:
    """0 and 3 of 40 would be 96.25 %; the cap looks at the night with 3."""
    lights.lamp("A-1")
    lights.patrol("2026-10-09", "40", "0")
    lights.patrol("2026-10-20", "40", "3")
    lights.patrol("2026-10-20", "60", "2", road="解放路")
    lights.lamp("C-1", road="后巷", grade="支路")
    of = lighting(lights)
    assert roads(of) == [
        ("人民路", "最多 2 盏", "未达标（差 1 盏）"),
        ("解放路", "最多 2 盏", "达标"),
        ("后巷", "最多 2 盏", "未巡查"),
    ]
    worst = of.roads[0].sample.worst
    assert worst is not None
    assert worst.on == date(2026, 10, 20)


def test_a_register_that_isnt_complete_makes_no_small_road_of_a_large_one(lights: Lights) -> None:
    lights.lamp("A-1", heads="2")
    lights.patrol("2026-10-09", "240", "7")  # 97.08 %
    lights.lamp("B-1", road="解放路", heads="210")
    lights.patrol("2026-10-09", "100", "3", road="解放路")  # half of it was patrolled: 97 %
    assert roads(lighting(lights)) == [("解放路", "≥97%", "达标"), ("人民路", "≥97%", "达标")]


def test_a_grade_without_patrol_is_told_with_its_nights(lights: Lights) -> None:
    lights.lamp("A-1")
    lights.lamp("C-1", road="后巷", grade="支路")
    lights.patrol("2026-10-09", "1", "0")
    first, second = lighting(lights).grades
    assert (first.title, first.verdict.words) == ("主干道", "达标")
    assert (second.title, second.verdict.words, second.sample) == ("支路", "未巡查", None)
    assert second.nights is not None
    assert second.nights.due == 31


def test_intact_by_unit_against_95_and_90_percent(lights: Lights) -> None:
    for number in range(20):
        lights.lamp(f"A-{number}", state="损坏" if number == 0 else "正常")
    for number in range(3):
        lights.add("facilities", code=f"XB-{number}", kind="控制箱",
                   state="损坏" if number == 0 else "正常")  # fmt: skip
    lights.add("facilities", code="JG-1", kind="景观灯", state="损坏")
    lights.add("facilities", code="SK-1", kind="手孔井", state="停用")
    found = [
        (one.title, one.share.part.count, one.share.whole.count, one.verdict.words)
        for one in lighting(lights).intact
    ]
    assert found == [
        ("灯杆、灯具", 19, 20, "达标"),  # 95 %
        ("控制箱、箱变", 2, 3, "未达标（差 1 件）"),
        ("道路照明合计", 21, 23, "未达标（差 1 件）"),  # 1.15 of 23 may be broken
        ("景观灯、地灯", 0, 1, "未达标（差 1 件）"),
    ]


def test_faults_from_patrols_are_counted_with_their_records(lights: Lights) -> None:
    first = lights.repair("2026-10-09", "甲", source="夜间巡查", repaired_on="2026-10-10")
    second = lights.repair("2026-10-11", "乙", source="夜间巡查")
    lights.repair("2026-10-11", "丙", source="夜间巡查", void="误报")
    lights.repair("2026-10-11", "丁")
    of = lighting(lights)
    assert lights.records("repairs", of.reported.where) == [first, second]
    assert lights.records("repairs", of.still_open.where) == [second]
    assert (of.reported.count, of.still_open.count) == (2, 1)


def test_the_trend_has_twelve_months_with_both_rates(lights: Lights) -> None:
    lights.lamp("A-1")
    lights.patrol("2026-09-09", "10", "1")
    lights.patrol("2026-10-09", "10", "2")
    lights.patrol("2025-11-09", "10", "5")
    lights.patrol("2025-10-09", "10", "9")
    lights.repair("2026-09-30", "A-1", repaired_on="2026-10-02")
    desk = lights.desk
    with desk.store.snapshot() as conn:
        found = trend(conn, desk.store.names(conn), OCTOBER, desk.today())
    assert [one.month.first.month for one in found] == [11, 12, *range(1, 11)]
    assert [one.grades.get("主干道") for one in found if one.grades] == [(10, 5), (10, 1), (10, 2)]
    assert found[-1].rate() == found[-1].rate("主干道")
    assert [(one.nights.due, one.nights.dark) for one in found[-2:]] == [(30, 1), (31, 1)]


def test_verdicts_stand_in_the_figures_as_json(lights: Lights) -> None:
    lights.lamp("A-1", state="正常")
    lights.patrol("2026-10-09", "40", "4")
    found = document(lights.figures())
    assert found["lighting_targets"] == {
        "主干道": {"target": "98.00", "single_road": "97.00", "verdict": "missed", "lacking": 4}
    }
    assert found["lighting_roads"] == [
        {
            "road": "人民路",
            "rule": "最多 2 盏",
            "verdict": "missed",
            "lacking": 2,
            "registered": 1,
        }
    ]
    assert found["lighting_intact"] == {"灯杆、灯具": {"intact": 1, "count": 1, "verdict": "met"}}
    assert found["lighting_faults_from_patrols"] == 0


def test_a_bureau_without_the_rule_for_small_roads_judges_all_by_their_rate(
    lights: Lights,
) -> None:
    lights.add("lighting-caps", begins_on="2026-01-01", under="1", cap="0")
    lights.patrol("2026-10-09", "40", "2")  # 95 %, of no said grade
    of = lighting(lights)
    assert roads(of) == [("人民路", "≥95%", "达标")]
    assert of.small_rule == "各条道路都按亮灯率看。"
