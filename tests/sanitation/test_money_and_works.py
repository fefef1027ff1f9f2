"""What is due, paid and unpaid, the deposits, and work against its plan: worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from bureau.calendar.periods import Period
from bureau.editing import Stored
from bureau.month.figures import figures
from bureau.sanitation.acts import accept
from bureau.sanitation.ledgers.landfill import LANDFILL_DAYS, WEIGHINGS
from bureau.sanitation.money import Dues, by_contract, deposits, dues
from bureau.sanitation.months import open_months, take
from bureau.sanitation.paying import open_words, pay, proposed
from bureau.sanitation.works import LANDFILLED, cleaned, landfill, waste, weighed, work_done
from bureau.storage.rows import count
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


def test_a_month_between_that_is_not_issued_gets_nothing_of_the_others(
    sanitation: Sanitation,
) -> None:
    """August and October are paid as proposed; then nothing is open, and nothing is paid twice."""
    sanitation.contract()
    for month in (8, 10):
        issue(sanitation, Period.month(2026, month))
    sanitation.deduct("1", "2026-09-10")

    def account() -> Dues:
        with sanitation.desk.store.snapshot() as conn:
            names, today = sanitation.desk.store.names(conn), sanitation.desk.today()
            (found,) = by_contract(dues(conn, names, QUARTER, today))
        return found

    wanted = proposed(account(), sanitation.desk.today())
    assert wanted["amount_fen"] == 62_000_000
    stored = {key: Stored(value) for key, value in wanted.items()}
    number = sanitation.judged()["HT-一标段"].contract.record
    pay(sanitation.desk, number, stored)
    paid = account()
    assert [due.received_fen for due in paid.months] == [31_000_000, 0, 31_000_000]
    assert (paid.open_fen, proposed(paid, sanitation.desk.today())) == (0, {})


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


def test_months_to_come_are_left_out_unless_they_are_paid(sanitation: Sanitation) -> None:
    """On 9 November; December got money in advance, which isn't open and pays no other month."""
    sanitation.contract()
    issue(sanitation, OCTOBER)
    fixed = {"contract": "HT-一标段", "kind": "月度服务费", "paid_on": "2026-11-05"}
    sanitation.add("sanitation-payments", first_month="2026-12", amount_fen="1000", **fixed)
    with sanitation.desk.store.snapshot() as conn:
        names, today = sanitation.desk.store.names(conn), sanitation.desk.today()
        (year,) = by_contract(dues(conn, names, Period.year(2026), today))
        (first,) = by_contract(dues(conn, names, Period.half_year(2026, 1), today))
    assert [due.month.first.month for due in year.months] == [*range(1, 13)]
    assert (year.due_fen, year.received_fen, year.open_fen) == (31_000_000, 100_000, 31_000_000)
    assert [due.month.first.month for due in year.open_months] == [10]
    assert len(first.months) == 6


def test_a_deposit_that_no_contract_asks_for_is_not_lost(sanitation: Sanitation) -> None:
    sanitation.contract()
    fixed = {"contract": "HT-一标段", "kind": "履约保证金收取"}
    with sanitation.desk.store.snapshot() as conn:
        assert deposits(conn, sanitation.desk.store.names(conn), sanitation.desk.today()) == ()
    sanitation.add("sanitation-payments", amount_fen="500", **fixed)
    with sanitation.desk.store.snapshot() as conn:
        (one,) = deposits(conn, sanitation.desk.store.names(conn), sanitation.desk.today())
    assert (one.asked_fen, one.held_fen, one.missing_fen) == (0, 50_000, 0)


def test_what_is_open_is_proposed_for_payment(sanitation: Sanitation) -> None:
    sanitation.contract()
    issue(sanitation, Period.month(2026, 9))
    issue(sanitation, OCTOBER)
    with sanitation.desk.store.snapshot() as conn:
        names, today = sanitation.desk.store.names(conn), sanitation.desk.today()
        (found,) = by_contract(dues(conn, names, QUARTER, today))
    assert open_words(found) == "2026-09 至 2026-10"
    wanted = proposed(found, today)
    assert wanted == {
        "kind": 6102,
        "first_month": "2026-09-01",
        "last_month": "2026-10-01",
        "amount_fen": 62_000_000,
        "paid_on": "2026-11-09",
    }
    only = proposed(Dues(found.open_months[1:]), today)
    assert (only["kind"], only["first_month"], only["last_month"]) == (6101, "2026-10-01", None)
    assert proposed(Dues(found.months[:1]), today) == {}
    assert open_words(Dues(found.months[:1])) == ""


def test_the_landfill_says_what_was_left_open(sanitation: Sanitation) -> None:
    """Three days with a diary, one of them half covered; one day weighed without a diary."""
    for day, cell, cover in ((1, "A", "土"), (2, "A", "膜"), (2, "B", ""), (3, "A", "")):
        typed = {"cover": cover} if cover else {"covered_m2": "40"} if day == 3 else {}
        sanitation.add("landfill-days", date=f"2026-10-0{day}", cell=cell, **typed)
    for on, way in (("2026-10-03", "填埋"), ("2026-10-04", ""), ("2026-10-05", "焚烧")):
        typed = {"way": way} if way else {}
        sanitation.add("weighings", date=on, plate="闽D00001", weight_t="7", **typed)
    sanitation.add("leachate-days", date="2026-10-01", made_m3="80.5", treated_m3="60")
    sanitation.add("leachate-days", date="2026-10-02", made_m3="19.5")
    with sanitation.desk.store.snapshot() as conn:
        today = sanitation.desk.today()
        found = landfill(conn, OCTOBER, today)
        weighed_then = count(conn, WEIGHINGS, weighed(LANDFILLED, OCTOBER), today=today)
        bare = count(conn, LANDFILL_DAYS, found.uncovered_where, today=today)
    assert (found.days, found.uncovered, found.unwritten, bare, weighed_then) == (3, 1, 1, 1, 2)
    assert (found.made, found.treated, found.treated_share) == (10_000, 6_000, Fraction(3, 5))


def test_estates_and_checks_of_buildings_are_counted(sanitation: Sanitation) -> None:
    for day, estate in ((1, "和平里"), (8, "和平里"), (9, "工农新村")):
        fixed = {"cleaned_on": f"2026-10-0{day}", "estate": estate}
        sanitation.add("estate-rounds", weight_t="0.5", **fixed)
    sanitation.add("cleaning-sites", name="东门公厕", kind="公厕")
    righted = {"righted_on": "2026-10-05"}
    for day, typed in ((1, {"result": "合格"}), (2, {"result": "不合格", **righted})):
        sanitation.add("cleaning-site-logs", place="东门公厕", date=f"2026-10-0{day}", **typed)
    sanitation.add("cleaning-site-logs", place="东门公厕", date="2026-10-03", result="不合格")
    sanitation.add("cleaning-site-logs", place="东门公厕", date="2026-10-04", cleanings="3")
    with sanitation.desk.store.snapshot() as conn:
        found = cleaned(conn, OCTOBER, sanitation.desk.today())
    assert (found.estates, found.rounds, found.waste_kg) == (2, 3, 1_500)
    assert (found.checks, found.failed, found.unrighted) == (3, 2, 1)


def test_money_and_works_are_documents(sanitation: Sanitation) -> None:
    """For whoever asks with --json."""
    sanitation.contract()
    issue(sanitation, OCTOBER)
    sanitation.add(
        "road-work-plans", road="人民路", way="洒水", per_week="2", begins_on="2026-01-01"
    )
    sanitation.add("waste-days", date="2026-10-12", kind="生活垃圾", weight_t="12.5", trips="3")
    found = figures(sanitation.desk, OCTOBER)
    money, works = found["sanitation_money"], found["sanitation_works"]
    assert isinstance(money, dict)
    assert isinstance(works, dict)
    (contract,) = money["contracts"]
    assert (contract["due_fen"], contract["received_fen"]) == (31_000_000, 0)
    assert contract["open_fen"] == 31_000_000
    assert works["roads"] == [
        {"road": "人民路", "way": "洒水", "planned": "8.86", "done": 0, "share": "0.00%"}
    ]
    assert works["waste_kg"] == [{"kind": "生活垃圾", "kg": 12_500}]
