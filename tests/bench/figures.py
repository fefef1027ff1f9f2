"""D5: a department's month of figures beside one grouping of the same month."""

from __future__ import annotations

from datetime import timedelta
from time import perf_counter

from bureau.calendar.periods import Period, month_holding
from bureau.market.figures import market_figures, read_totals
from bureau.market.figures_classes import read_classes
from bureau.market.ledgers import CASES
from tests.bench.county import CASES_A_DAY, FIRST_DAY
from tests.bench.harness import Bench, Outcome, Side, compare
from tests.bench.site import CLOCK, Site

GROUPED = (
    f"SELECT category, count(*), sum(closed_on IS NOT NULL) FROM {CASES.table}"
    " WHERE found_on BETWEEN ? AND ? GROUP BY category"
)


def last_whole_month(cases: int) -> Period:
    """The latest month that is full of cases; where there is none, the first one."""
    last = FIRST_DAY + timedelta(days=cases // CASES_A_DAY)
    before = month_holding(last).first - timedelta(days=1)
    return month_holding(max(before, FIRST_DAY))


def month_of_figures(site: Site, cases: int) -> Outcome:
    """D5: every count, rate and breakdown of one month; the remark tells of the whole report."""
    month, today = last_whole_month(cases), CLOCK.date()
    with site.desk(site.county(cases)) as desk, desk.store.snapshot() as conn:
        classes = read_classes(conn)

        def figures() -> None:
            read_totals(conn, classes, month, today)

        def grouping() -> None:
            conn.execute(GROUPED, (month.first.isoformat(), month.last.isoformat())).fetchall()

        start = perf_counter()
        market_figures(conn, month, today=today)
        whole = (perf_counter() - start) * 1000
        remark = f"with the periods beside it and the year to date {whole:.0f} ms"
        return compare(site, Side(figures), Side(grouping), remark)


BENCHES = (
    Bench(
        "D5",
        "figures of a month / one GROUP BY over it",
        "3",
        1_000_000,
        (10_000, 100_000, 1_000_000),
        month_of_figures,
    ),
)
