"""修复用时, 未修复, 重复故障, 费用 and the worst circuits of a period, worked out by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from bureau.calendar.periods import Period
from bureau.facilities.counted import Counted
from bureau.facilities.figures_month import read_numbers
from bureau.facilities.ledgers import REPAIRS
from bureau.facilities.register.states import Change, change_states
from bureau.facilities.repairs.figures_analysis import FacilityAnalysis, document, read_analysis
from bureau.facilities.repairs.figures_repairs import Took
from bureau.ledger.query import Filter
from bureau.storage import rows
from tests.facilities.lamp_books import OCTOBER, Lights


def analysis(lights: Lights, period: Period = OCTOBER) -> FacilityAnalysis:
    """A period as the books have it now."""
    with lights.desk.store.snapshot() as conn:
        return read_analysis(conn, lights.desk.store.names(conn), period, lights.desk.today())


def found(lights: Lights, where: Filter) -> int:
    """How many repairs a filter lets through."""
    with lights.desk.store.snapshot() as conn:
        return rows.count(conn, REPAIRS, where, today=lights.desk.today())


def cost_of(lights: Lights, where: Filter) -> int:
    """What these repairs cost together, in 分, added up here."""
    with lights.desk.store.snapshot() as conn:
        today = lights.desk.today()
        wanted = rows.ids(conn, REPAIRS, where, today=today)
        costs = [row["cost_fen"] for row in rows.page(conn, REPAIRS, wanted, today=today)]
    return sum(cost for cost in costs if isinstance(cost, int))


def test_hours_and_days_are_never_mixed(lights: Lights) -> None:
    for number, (clock, day, mended) in enumerate(
        (("08:00", "01", "11:00"), ("08:00", "02", "13:00"), ("08:00", "03", "08:30"))
    ):
        lights.repair(
            f"2026-10-{day} {clock}", f"A-{number}", repaired_on=f"2026-10-{day} {mended}"
        )
    lights.repair("2026-10-05", "B-1", repaired_on="2026-10-05", severity="严重")
    lights.repair("2026-10-05", "B-2", repaired_on="2026-10-08", severity="严重")
    # Time of report alone: the hours aren't known.
    lights.repair("2026-10-05 09:00", "B-3", repaired_on="2026-10-12", severity="一般")
    times = analysis(lights).times
    hours, days = times.all.hours, times.all.days
    # 3 h, 5 h, 0.5 h; 0, 3 and 7 days.
    assert (hours.count, hours.mean, hours.median) == (3, Fraction(17, 6), Fraction(3))
    assert (days.count, days.mean, days.median) == (3, Fraction(10, 3), Fraction(3))
    graded = {one.title: one for one in times.by_grade}
    assert [*graded] == ["一般", "严重", "未填等级"]
    assert (graded["严重"].days.mean, graded["严重"].hours.mean) == (Fraction(3, 2), None)
    for one in (times.all, *times.by_grade, *times.by_kind):
        assert behind(lights, one) == (one.hours.count, one.days.count)


def behind(lights: Lights, one: Took) -> tuple[int, int]:
    """The records of a line."""
    return found(lights, one.hours.where), found(lights, one.days.where)


def test_a_time_that_runs_backwards_is_no_time(lights: Lights) -> None:
    lights.repair("2026-10-05 15:00", "A-1", repaired_on="2026-10-05 09:00")
    took = analysis(lights).times.all
    assert (took.hours.count, took.days.count, took.days.mean) == (0, 1, Fraction(0))


def test_open_at_the_end_by_age_and_overdue_without_history(lights: Lights) -> None:
    lights.repair("2026-10-31", "A-1", due_on="2026-11-01")  # 0 days, limit not over
    lights.repair("2026-10-28", "A-2", due_on="2026-10-29")  # 3 days, overdue
    lights.repair("2026-10-20", "A-3")  # 11 days, no limit: never overdue
    lights.repair("2026-08-01", "A-4", due_on="2026-08-02")  # 91 days, carried over
    lights.repair("2026-10-30", "A-5", due_on="2026-10-31", repaired_on="2026-11-02")
    lights.repair("2026-10-01", "A-6", repaired_on="2026-10-31")  # mended on the last day
    lights.repair("2026-10-29", "A-7", void="误报", void_on="2026-10-29")
    repairs = lights.figures().repairs
    assert repairs.open_at_end.count == 5
    assert [one.count for one in repairs.ages] == [2, 1, 0, 1, 1]
    # whose limit was the last day of October.
    assert repairs.overdue.count == 3
    for one in (*repairs.ages, repairs.open_at_end, repairs.overdue, repairs.reported):
        assert found(lights, one.where) == one.count
    assert repairs.reported.count == 5


def test_repeated_within_90_days_and_relapsed_within_30(lights: Lights) -> None:
    for code in ("A-1", "A-2", "A-3", "A-4"):
        lights.lamp(code)
    lights.repair("2026-07-12", "A-1", repaired_on="2026-07-13")
    lights.repair("2026-10-10", "A-1", repaired_on="2026-10-11")  # 90 days after: repeated
    lights.repair("2026-10-20", "A-1", repaired_on="2026-10-21")  # 9 days after mending: relapsed
    lights.repair("2026-07-12", "A-2", repaired_on="2026-07-13")
    lights.repair("2026-10-11", "A-2", repaired_on="2026-10-12")  # 91 days after: not
    lights.repair("2026-09-01", "A-3", repaired_on="2026-09-10")
    lights.repair("2026-10-10", "A-3", repaired_on="2026-10-12")  # on the 30th day: relapsed
    lights.repair("2026-10-15", "A-4", void="误报", void_on="2026-10-15")
    lights.repair("2026-10-16", "A-4", repaired_on="2026-10-17")  # after a false alarm: not
    of = analysis(lights)
    assert (of.again.repeated.count, of.again.relapsed.count) == (3, 2)
    assert found(lights, of.again.repeated.where) == 3
    assert found(lights, of.again.relapsed.where) == 2
    # The window is the last 90 days of October: from 3 August on.
    assert [(one.code, one.faults, one.relapses) for one in of.repeated] == [
        ("A-1", 2, 1),
        ("A-3", 2, 1),
    ]
    assert [found(lights, one.where) for one in of.repeated] == [2, 2]


def test_cost_taken_apart_adds_up_to_the_whole(lights: Lights) -> None:
    lights.lamp("A-1")
    lights.add("facilities", code="J-1", kind="雨水井盖", road="解放路")
    done = {"repaired_on": "2026-10-09", "team": "一班"}
    lights.repair("2026-10-08", "A-1", road="人民路", labour_fen="30", materials_fen="20.5", **done)
    lights.repair("2026-10-08", "J-1", road="解放路", fault="井盖缺损", stated_fen="400", **done)
    lights.repair("2026-10-08", "桥头", road="解放路", fault="坑槽", stated_fen="99.99",
                  repaired_on="2026-10-10", team="二班")  # fmt: skip
    lights.repair("2026-09-30", "A-9", road="人民路", repaired_on="2026-10-01", vehicle_fen="7")
    lights.repair("2026-10-31", "A-1", road="人民路")
    of = analysis(lights)
    whole = 5050 + 40000 + 9999 + 700
    assert of.repairs.done_cost.count == whole
    # Lamps: by its card, and by the fault where there is no card.
    assert of.repairs.lighting_cost.count == 5050 + 700
    assert cost_of(lights, of.repairs.lighting_cost.where) == 5750
    by_kind = {line.label: line for line in of.breakdowns["kind"].lines}
    assert {key: (line.reported, line.done, line.cost_fen) for key, line in by_kind.items()} == {
        "路灯": (2, 1, 5050),
        "雨水井盖": (1, 1, 40000),
        "未建档或未填类型": (1, 2, 10699),
    }
    assert [(line.label, line.cost_fen) for line in of.breakdowns["team"].lines] == [
        ("一班", 45050),
        ("二班", 9999),
        ("未填", 700),
    ]
    for breakdown in of.breakdowns.values():
        assert breakdown.cost_fen == whole
        for line in breakdown.lines:
            assert found(lights, line.reported_where) == line.reported
            assert found(lights, line.done_where) == line.done
            assert cost_of(lights, line.done_where) == line.cost_fen
    assert (of.heads, of.cost_per_head) == (1, Fraction(5750))
    assert [(line.month.last.month, line.reported, line.done, line.cost_fen)
            for line in of.months[-2:]] == [(9, 1, 0, 0), (10, 4, 4, whole)]  # fmt: skip


def test_a_fault_of_the_cabinet_is_one_of_each_circuit(lights: Lights) -> None:
    lights.add("facilities", code="XB-01", kind="控制箱", road="人民路")
    for number in range(1, 5):
        lights.lamp(f"A-{number}", cabinet="XB-01", circuit="1" if number < 4 else "2")
    lights.lamp("B-1", road="解放路", heads="2", cabinet="XB-09", circuit="东")
    lights.repair("2026-10-05", "A-1", repaired_on="2026-10-07")  # 2 nights
    lights.repair("2026-10-10", "XB-01", fault="控制箱故障", repaired_on="2026-10-11")  # 1 night
    lights.repair("2026-10-20", "A-2", fault="灯罩脱落")  # a fault, yet it shines
    worst = analysis(lights).circuits
    assert [(one.name, one.heads, one.faults, one.dark) for one in worst] == [
        ("XB-01 1回路", 3, 3, 5),
        ("XB-01 2回路", 1, 1, 1),
    ]
    assert [one.per_hundred for one in worst] == [100, 100]
    assert [found(lights, one.where) for one in worst] == [3, 1]
    assert worst[0].rate == 1 - Fraction(5, 93)


def test_periods_beside_and_cumulative_ones(lights: Lights) -> None:
    for day in ("2026-10-02", "2026-10-03", "2026-09-05", "2025-10-06"):
        lights.repair(day, f"A-{day}", repaired_on=day)
    of = analysis(lights)
    assert [(word, base.reported.count) for word, base in of.beside] == [("环比", 1), ("同比", 1)]
    # January to October has no period before; the year before has one.
    run = analysis(lights, Period.cumulative(2026, 10))
    assert run.repairs.reported.count == 3
    assert [(word, base.reported.count) for word, base in run.beside] == [("同比", 1)]
    assert run.breakdowns["fault"].lines[0].before_where is None
    assert {line["before"] for line in document(run)["repairs_by"]["fault"]} == {None}  # type: ignore[index]


def test_the_last_month_of_a_trend_is_the_statistical_month_that_a_span_ends_in(
    lights: Lights,
) -> None:
    lights.repair("2026-10-27", "A-1", repaired_on="2026-10-27")
    of = analysis(lights, Period.span(date(2026, 10, 20), date(2026, 10, 28), month_end_day=25))
    # From 26 October on it is November.
    assert [(line.month.title, line.done) for line in of.months[-2:]] == [
        ("2026年10月", 0),
        ("2026年11月", 1),
    ]


def test_the_month_page_reads_the_same_rate_as_the_bulletin(lights: Lights) -> None:
    lights.lamp("A-1")
    lights.patrol("2026-10-08", "100", "3")
    lights.patrol("2026-10-20", "50", "0", road="解放路")
    lights.patrol("2026-09-20", "50", "5")
    with lights.desk.store.snapshot() as conn:
        numbers = read_numbers(conn, OCTOBER, lights.desk.today())
    assert numbers.lit.rate == lights.figures().sampled.rate == Fraction(147, 150)
    assert numbers.lit_before["环比"].rate == Fraction(9, 10)


def test_figures_as_json_are_exact_texts(lights: Lights) -> None:
    lights.repair("2026-10-05 08:00", "A-1", repaired_on="2026-10-05 09:20", labour_fen="10")
    told = document(analysis(lights))
    assert told["repair_times"]["all"]["hours"] == {  # type: ignore[index]
        "count": 1,
        "mean": "1.33",
        "median": "1.33",
    }
    assert told["cost_per_head_fen"] is None
    assert isinstance(lights.figures().repairs.in_time.part, Counted)


def test_two_faults_mended_on_one_day_are_one_relapse(lights: Lights) -> None:
    lights.lamp("A-1")
    for _ in range(2):
        lights.repair("2026-10-05", "A-1", repaired_on="2026-10-05")
    of = analysis(lights)
    assert (of.again.repeated.count, of.again.relapsed.count) == (1, 1)
    assert [(one.faults, one.relapses) for one in of.repeated] == [(2, 1)]


def test_what_says_that_it_is_mended_again_is_a_relapse(lights: Lights) -> None:
    lights.repair("2026-10-05", "邮政局门口第三盏", repaired_on="2026-10-06", rework="是")
    assert analysis(lights).again.relapsed.count == 1


def test_the_heads_of_a_circuit_are_those_that_stood_there_at_the_end(lights: Lights) -> None:
    lights.add("facilities", code="XB-01", kind="控制箱", road="人民路")
    cards = [lights.lamp(f"A-{number}", cabinet="XB-01", circuit="1") for number in range(1, 6)]
    lights.lamp("A-9", cabinet="XB-01", circuit="1", installed_on="2026-11-02")
    # One taken away in October, one in November; a stopped one still stands.
    ends = ((0, "移除", date(2026, 10, 10)), (1, "移除", date(2026, 11, 4)),
            (2, "停用", date(2026, 10, 12)))  # fmt: skip
    for card, state, on in ends:
        change = Change(state=lights.item("facility-state", state), on=on)
        change_states(lights.desk, [cards[card]], change)
    lights.repair("2026-10-05", "A-4", repaired_on="2026-10-06")
    (one,) = analysis(lights).circuits
    assert (one.heads, one.per_hundred) == (4, Fraction(25))


def test_a_repair_that_names_no_road_is_one_of_its_facilitys(lights: Lights) -> None:
    """A file with pole numbers alone still tells what each road cost."""
    lights.lamp("A-1")
    lights.patrol("2026-10-09", "1", "0")
    lights.repair("2026-10-05", "A-1", repaired_on="2026-10-06", labour_fen="5")
    lights.repair("2026-10-07", "A-1", road="解放路", repaired_on="2026-10-08", labour_fen="7")
    lights.repair("2026-10-09", "桥头", repaired_on="2026-10-10", labour_fen="9")
    lines = analysis(lights).breakdowns["road"].lines
    assert [(line.label, line.done, line.cost_fen) for line in lines] == [
        ("解放路", 1, 700),
        ("人民路", 1, 500),
        ("未填", 1, 900),
    ]
    assert [cost_of(lights, line.done_where) for line in lines] == [700, 500, 900]
    (road,) = lights.figures().sampled.roads
    assert (road.faults, found(lights, road.faults_where)) == (1, 1)
