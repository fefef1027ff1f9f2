"""养护计划 of a month against the register: due, done, missing, and what is behind each number."""

from bureau.calendar.periods import Period
from bureau.facilities.safety.figures_hazards import water_figures
from bureau.facilities.upkeep.figures_plans import PlanFigures, PlanLine, plan_figures
from bureau.settings.declared import WATER_RESPONSE
from bureau.settings.saving import save
from tests.facilities.lamp_books import OCTOBER, Lights

SEPTEMBER = Period.month(2026, 9)


def figures(lights: Lights, period: Period = OCTOBER) -> PlanFigures:
    """A period as the books have it."""
    with lights.desk.store.snapshot() as conn:
        return plan_figures(conn, lights.desk.store.names(conn), period, lights.desk.today())


def cabinet(lights: Lights, code: str, **typed: str) -> int:
    """A cabinet that was there before."""
    return lights.add("facilities", **{"code": code, "kind": "控制箱", **typed})


def plan(lights: Lights, name: str = "配电箱季检", **typed: str) -> int:
    """A quarterly check of the cabinets since 2026, unless said otherwise."""
    fixed = {"name": name, "kind": "控制箱", "period": "每季", "begins_on": "2026-01-01"}
    return lights.add("maintenance-plans", **{**fixed, **typed})


def work(
    lights: Lights, day: str, facility: str = "", name: str = "配电箱季检", **typed: str
) -> int:
    """Work that was done."""
    return lights.add(
        "maintenance-works", done_on=day, plan=name, **({"facility": facility} if facility else {}),
        **typed,
    )  # fmt: skip


def shown(lines: tuple[PlanLine, ...]) -> list[tuple[str, int, int, str]]:
    """What the page shows."""
    return [(line.span.title, line.kept, line.asked, line.verdict) for line in lines]


def test_one_cabinet_of_three_is_missed(lights: Lights) -> None:
    cabinet(lights, "XB-1")
    missed = cabinet(lights, "XB-2", installed_on="2026-07-01")
    cabinet(lights, "XB-3", installed_on="2026-07-02")
    cabinet(lights, "XB-4", state="停用")
    cabinet(lights, "XB-5", state="移除")
    plan(lights, begins_on="2026-07-01")
    early = work(lights, "2026-07-03", "XB-1")
    work(lights, "2026-07-20", "XB-1")
    work(lights, "2026-09-30", "XB-2", result="未能作业")
    of = figures(lights, SEPTEMBER)
    # XB-3 came within the quarter; the second work at XB-1 counts once.
    assert shown(of.lines) == [("2026年第三季度", 1, 2, "▲ 超期，欠 1")]
    assert of.lines[0].done == (early,)
    assert of.lines[0].missing == (missed,)
    assert (of.kept.part.count, of.kept.whole.count, of.overdue) == (1, 2, 1)
    assert of.works.count == 1


def test_october_shows_the_quarter_that_runs_and_the_one_that_was_missed(lights: Lights) -> None:
    cabinet(lights, "XB-1")
    plan(lights)
    work(lights, "2026-10-08", "XB-1")
    of = figures(lights)
    assert shown(of.lines) == [
        ("2026年第三季度", 0, 1, "▲ 超期，欠 1"),
        ("2026年第四季度", 1, 1, "✓ 已完成"),
    ]
    # No deadline lies in October.
    assert of.kept.whole.count == 0


def test_days_of_grace_belong_to_the_quarter_before(lights: Lights) -> None:
    cabinet(lights, "XB-1")
    plan(lights, tolerance="10")
    work(lights, "2026-10-08", "XB-1")
    of = figures(lights)
    assert shown(of.lines) == [("2026年第四季度", 0, 1, "○ 未到期")]
    assert (figures(lights, SEPTEMBER).kept.part.count, figures(lights, SEPTEMBER).late) == (1, 1)


def test_work_of_a_road_covers_the_plans_facilities_there(lights: Lights) -> None:
    for code, road in (("YS-1", "人民路"), ("YS-2", "人民路"), ("YS-3", "解放路")):
        lights.add("facilities", code=code, kind="雨水箅子", road=road)
    plan(lights, "雨水口清掏", kind="雨水箅子", period="每月")
    plan(lights, "解放路巡检", kind="", road="解放路", period="每月")
    work(lights, "2026-10-08", name="雨水口清掏", road="人民路", item="清掏水箅子", quantity="2",
         quantity_unit="个")  # fmt: skip
    work(lights, "2026-10-09", "没有卡片的箅子", name="雨水口清掏")
    work(lights, "2026-10-09", name="解放路巡检", road="解放路")
    of = figures(lights)
    by_plan = {line.plan: line for line in of.lines if line.span.last.month == 10}
    assert (by_plan["雨水口清掏"].kept, by_plan["雨水口清掏"].asked) == (2, 3)
    assert (by_plan["解放路巡检"].kept, by_plan["解放路巡检"].asked) == (1, 1)
    assert [(title, unit, line.count) for title, unit, line in of.quantities] == [
        ("清掏水箅子", "个", 200)
    ]


def test_water_is_reached_within_two_hours_or_not(lights: Lights) -> None:
    lights.add("waterlogging", name="东门涵洞")
    lights.add("waterlogging", name="车站", righted_on="2026-05-01")
    for began, arrived, drained, depth in (
        ("2026-10-03 14:00", "2026-10-03 16:00", "2026-10-03 18:30", "35"),
        ("2026-10-05 14:00", "2026-10-05 16:01", "", "50.5"),
        ("2026-10-06 14:00", "", "2026-10-06 15:00", "10"),
    ):
        lights.add("waterlogging-events", began_at=began, arrived_at=arrived, drained_at=drained,
                   depth_cm=depth, spot="东门涵洞")  # fmt: skip
    with lights.desk.store.snapshot() as conn:
        of = water_figures(conn, lights.desk.store.names(conn), OCTOBER, lights.desk.today())
    assert (of.events.count, of.undrained.count, of.standing.count) == (3, 1, 1)
    assert (of.responded.part.count, of.responded.whole.count) == (1, 2)
    assert [(line.spot, line.events, line.depth, line.minutes) for line in of.spots] == [
        ("东门涵洞", 3, 5050, 270)
    ]


def test_quantities_of_a_plan_take_units_as_the_monthly_report_does(lights: Lights) -> None:
    plan(lights, "管道疏通", kind="", road="解放路", period="每月")
    for day, quantity, unit, result in (
        ("05", "10", "m", ""), ("06", "5.5", "米", ""), ("07", "2", "", ""), ("08", "9", "m", "未能作业"),
    ):  # fmt: skip
        work(lights, f"2026-10-{day}", name="管道疏通", road="解放路", item="疏通管道",
             quantity=quantity, quantity_unit=unit, result=result)  # fmt: skip
    ((title, unit, line),) = figures(lights).quantities
    assert (title, unit, line.count) == ("疏通管道", "m", 1750)
    assert len(lights.records("maintenance-works", line.where)) == 3


def test_who_comes_in_time_is_what_the_bureau_has_set(lights: Lights) -> None:
    lights.add("waterlogging", name="桥洞")
    lights.add(
        "waterlogging-events",
        began_at="2026-10-08 08:00",
        spot="桥洞",
        arrived_at="2026-10-08 09:40",
    )
    with lights.desk.store.snapshot() as conn:
        names = lights.desk.store.names(conn)
        of = water_figures(conn, names, OCTOBER, lights.desk.today()).responded
    assert (of.part.title, of.part.count) == ("2 小时内到场", 1)
    save(lights.desk, {WATER_RESPONSE.key: "99"})
    with lights.desk.store.snapshot() as conn:
        of = water_figures(conn, names, OCTOBER, lights.desk.today()).responded
    assert (of.part.title, of.part.count, of.whole.count) == ("99 分钟内到场", 0, 1)
