"""维修量: quantities by item and unit, exact, from repairs and maintenance works; units are never mixed."""

from __future__ import annotations

from bureau.calendar.periods import Period
from bureau.facilities.repairs.figures_works import WorkDone, work_done
from bureau.facilities.wording import work_words
from bureau.office import ledger_named
from bureau.storage import rows
from tests.facilities.lamp_books import OCTOBER, Lights


def done(lights: Lights, period: Period = OCTOBER) -> WorkDone:
    """A period as the books have it now."""
    with lights.desk.store.snapshot() as conn:
        return work_done(conn, lights.desk.store.names(conn), period, lights.desk.today())


def mend(lights: Lights, day: str, item: str, quantity: str = "", unit: str = "") -> int:
    """A repair mended on its day."""
    typed = {"item": item, "quantity": quantity, "quantity_unit": unit, "repaired_on": day}
    return lights.repair(day, "", road="解放路", place=f"{item}{day}", **typed)


def told(of: WorkDone) -> list[tuple[str, str, int, int, int]]:
    """Each line: item, unit, hundredths, records, those without a number."""
    return [
        (one.item, one.unit, one.hundredths, one.records, one.unmeasured) for one in of.quantities
    ]


def test_units_of_one_measure_are_one_and_others_stay_apart(lights: Lights) -> None:
    mend(lights, "2026-10-01", "修补沥青路面", "12.5", "㎡")
    mend(lights, "2026-10-02", "修补沥青路面", "0.75", "平方米")
    mend(lights, "2026-10-03", "修补沥青路面", "3", "m2")
    mend(lights, "2026-10-04", "修补沥青路面", "2", "处")
    mend(lights, "2026-10-05", "修补沥青路面")
    for day, unit in (("07", "m"), ("08", "米"), ("09", "延米"), ("10", "延长米"), ("11", "")):
        mend(lights, f"2026-10-{day}", "疏通管道", "1.5", unit)
    mend(lights, "2026-10-06", "更换井盖", "4")
    of = done(lights)
    assert told(of) == [
        ("修补沥青路面", "㎡", 1625, 4, 1),
        ("修补沥青路面", "处", 200, 1, 0),
        ("疏通管道", "m", 750, 5, 0),
        ("更换井盖", "套", 400, 1, 0),
    ]
    assert work_words(of.quantities[0]) == "修补沥青路面16.25平方米（另1处未填数量）"
    for one in of.quantities:
        ledger, where = one.behind
        with lights.desk.store.snapshot() as conn:
            number = rows.count(conn, ledger_named(ledger), where, today=lights.desk.today())
        assert number == one.records


def test_maintenance_adds_to_repairs_and_void_ones_count_nowhere(lights: Lights) -> None:
    mend(lights, "2026-10-01", "疏通管道", "120", "m")
    lights.add("maintenance-works", done_on="2026-10-08", road="解放路", item="疏通管道",
               quantity="30.5", quantity_unit="米")  # fmt: skip
    lights.add("maintenance-works", done_on="2026-10-09", road="解放路")
    false = mend(lights, "2026-10-03", "疏通管道", "7", "m")
    assert false
    with lights.desk.store.operation(lights.desk, "作废") as op:
        op.update("repairs", false, {"void": lights.item("repair-void", "误报")})
    of = done(lights)
    assert told(of) == [("疏通管道", "m", 15050, 2, 0)]
    assert [part.ledger.name for part in of.quantities[0].parts] == ["repairs", "maintenance-works"]


def test_maintenance_that_could_not_be_done_is_no_work(lights: Lights) -> None:
    for result, quantity in (("正常", "30"), ("未能作业", "50"), ("", "4")):
        lights.add("maintenance-works", done_on="2026-10-08", road="解放路", facility=f"{result}段",
                   item="疏通管道", quantity=quantity, quantity_unit="m", result=result)  # fmt: skip
    assert told(done(lights)) == [("疏通管道", "m", 3400, 2, 0)]


def test_by_the_day_of_mending_and_cumulative(lights: Lights) -> None:
    lights.repair("2026-09-30", "A-1", item="更换光源", quantity="2", repaired_on="2026-10-01")
    lights.repair("2026-10-31", "A-2", item="更换光源", quantity="1", repaired_on="2026-11-01")
    lights.repair("2026-05-03", "A-3", item="更换光源", quantity="5", repaired_on="2026-05-04")
    lights.repair("2026-10-05", "A-4", repaired_on="2026-10-06")
    assert told(done(lights)) == [("更换光源", "盏", 200, 1, 0)]
    assert done(lights).unnamed.count == 1
    assert told(done(lights, Period.cumulative(2026, 10))) == [("更换光源", "盏", 700, 2, 0)]
    assert done(lights, Period.cumulative(2026, 5)).quantities[0].hundredths == 500


def test_work_without_any_quantity_is_told_in_places(lights: Lights) -> None:
    mend(lights, "2026-10-01", "清掏水沟")
    mend(lights, "2026-10-02", "清掏水沟")
    assert [work_words(one) for one in done(lights).quantities] == ["清掏水沟2处"]
