"""What is due, paid and unpaid, the deposits, and work against its plan: worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from bureau.calendar.periods import Period
from bureau.sanitation.acts import accept
from bureau.sanitation.money import deposits, dues
from bureau.sanitation.months import open_months, take
from bureau.sanitation.works import waste, work_done
from tests.sanitation.sanitation_books import OCTOBER, Sanitation

QUARTER = Period.run((2026, 8), (2026, 10))


def issue(sanitation: Sanitation, month: Period) -> None:
    """Judges and issues a month that lost a point on its tenth."""
    day = month.first.replace(day=10).isoformat()
    accept(sanitation.desk, [sanitation.deduct("1", day)])
    records = open_months(sanitation.desk, month)
    take(sanitation.desk, "decide", records, {"approver": "李局长"})
    take(sanitation.desk, "issue", records, {"signed_by": "李局长"})


def test_a_quarter_is_paid_month_by_month(sanitation: Sanitation) -> None:
    """310,000 元 each for three months; 700,000 元 fill two and leave 80,000 for the third."""
    sanitation.contract()
    for month in (8, 9, 10):
        issue(sanitation, Period.month(2026, month))
    fixed = {"contract": "HT-一标段", "kind": "季度服务费"}
    months = {"first_month": "2026-08", "last_month": "2026-10"}
    sanitation.add(
        "sanitation-payments", paid_on="2026-11-05", amount_fen="700000", **fixed, **months
    )
    with sanitation.desk.store.snapshot() as conn:
        found = dues(conn, sanitation.desk.store.names(conn), QUARTER, sanitation.desk.today())
    assert [(due.month.first.month, due.received_fen, due.open_fen) for due in found] == [
        (8, 31_000_000, 0),
        (9, 31_000_000, 0),
        (10, 8_000_000, 23_000_000),
    ]
    assert len(found[2].refs) == 1


def test_a_month_that_is_not_issued_is_no_debt(sanitation: Sanitation) -> None:
    sanitation.contract()
    sanitation.deduct("1")
    with sanitation.desk.store.snapshot() as conn:
        (due,) = dues(conn, sanitation.desk.store.names(conn), OCTOBER, sanitation.desk.today())
    assert (due.due_fen, due.received_fen, due.open_fen) == (31_000_000, 0, 0)


def test_a_deposit_comes_in_and_goes_back(sanitation: Sanitation) -> None:
    sanitation.contract(deposit_fen="100000")
    fixed = {"contract": "HT-一标段"}
    sanitation.add("sanitation-payments", kind="履约保证金收取", amount_fen="80000", **fixed)
    sanitation.add("sanitation-payments", kind="履约保证金退还", amount_fen="30000.50", **fixed)
    with sanitation.desk.store.snapshot() as conn:
        (one,) = deposits(conn, sanitation.desk.store.names(conn), sanitation.desk.today())
    assert (one.held_fen, one.missing_fen) == (4_999_950, 2_000_000)


def test_work_is_counted_against_its_plan(sanitation: Sanitation) -> None:
    """Twice a week makes 62/7 in October; five times done is 35/62, and no road helps another."""
    for road, done in (("人民路", 5), ("解放路", 20)):
        plan = {"road": road, "way": "高压冲洗", "per_week": "2", "begins_on": "2026-01-01"}
        sanitation.add("road-work-plans", **plan)
        log = {"road": road, "way": "高压冲洗", "worked_on": "2026-10-12", "times": str(done)}
        sanitation.add("road-work", **log)
    sanitation.add("road-work", road="学府路", way="洒水", worked_on="2026-10-12")
    with sanitation.desk.store.snapshot() as conn:
        found = work_done(conn, sanitation.desk.store.names(conn), OCTOBER, sanitation.desk.today())
    assert [(one.road, one.planned, one.done, one.share) for one in found.lines] == [
        ("人民路", Fraction(62, 7), 5, Fraction(35, 62)),
        ("解放路", Fraction(62, 7), 20, 1),
    ]
    assert found.share == (5 + Fraction(62, 7)) / Fraction(124, 7)
    assert found.beside == 1


def test_a_month_that_runs_is_planned_up_to_today(sanitation: Sanitation) -> None:
    """On 9 November nine days of a daily plan have passed."""
    plan = {"road": "人民路", "way": "洒水", "per_week": "7", "begins_on": "2026-01-01"}
    sanitation.add("road-work-plans", **plan)
    november = Period.month(2026, 11)
    with sanitation.desk.store.snapshot() as conn:
        found = work_done(
            conn, sanitation.desk.store.names(conn), november, sanitation.desk.today()
        )
    assert [one.planned for one in found.lines] == [9]


@pytest.mark.parametrize(("way", "landfilled", "burned"), [("填埋", 7_350, 0), ("焚烧", 0, 7_350)])
def test_waste_by_where_it_goes(
    sanitation: Sanitation, way: str, landfilled: int, burned: int
) -> None:
    sanitation.add("waste-days", date="2026-10-12", kind="生活垃圾", weight_t="12.5", trips="3")
    fixed = {"date": "2026-10-31", "plate": "闽D00001", "gross_t": "15.55", "tare_t": "8.2"}
    sanitation.add("weighings", way=way, weight_t="7.35", **fixed)
    with sanitation.desk.store.snapshot() as conn:
        found = waste(conn, sanitation.desk.store.names(conn), OCTOBER, sanitation.desk.today())
    assert (found.collected_kg, found.trips) == (12_500, 3)
    assert (found.landfilled_kg, found.burned_kg) == (landfilled, burned)
