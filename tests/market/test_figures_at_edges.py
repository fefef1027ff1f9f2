"""Figures at their edges, worked out by hand: first and last minutes, leap days, ties, nothing at all."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bureau.calendar.periods import Period
from bureau.market import wording
from bureau.market.charts import trend_chart
from bureau.market.figures_analysis import read_analysis
from bureau.market.figures_campaigns import progress
from bureau.market.figures_hotline import hotline_figures
from bureau.market.figures_json import document
from bureau.market.figures_rebounds import read_rebounds
from bureau.market.figures_work import read_work
from bureau.market.papers_analysis import analysis_blocks
from bureau.reports.citing import plain
from bureau.reports.paper import Block, Table
from tests.market.market_books import (
    HELD,
    NOVEMBER_5,
    OCTOBER,
    PASSED_ON,
    PEOPLE,
    SHOP,
    SIGN,
    STREET,
    VOID,
    WASTE,
    Books,
)

FINISHED = 3505
FEBRUARY = Period.month(2028, 2)
MARCH_3 = date(2028, 3, 3)


def insert(books: Books, ledger: str, **values: object) -> int:
    with books.desk.store.operation(books.desk, "登记") as op:
        return op.insert(ledger, values)


def order(books: Books, received_at: str, **values: object) -> int:
    """One hotline order."""
    number = f"GD{received_at}"
    return insert(books, "hotline", number=number, received_at=received_at, **values)


def analysed(books: Books, period: Period = OCTOBER, today: date = NOVEMBER_5) -> list[Block]:
    """What 综合分析 prints of a period."""
    with books.desk.store.snapshot() as conn:
        analysis = read_analysis(conn, period, today=today)
        return analysis_blocks(analysis, read_work(conn, period, today))


def rows_of(blocks: list[Block], caption: str) -> dict[str, tuple[str, ...]]:
    """The rows of one table by their first cell; none where there is no such table."""
    tables = [one for one in blocks if isinstance(one, Table) and one.caption == caption]
    return {row[0]: tuple(map(plain, row[1:])) for one in tables for row in one.rows}


def test_an_order_belongs_to_the_month_of_its_minute(books: Books) -> None:
    limit = {"due_at": "2026-10-31 23:59", "state": FINISHED}
    order(books, "2026-09-30 23:59", answered_at="2026-10-31 23:59", **limit)
    order(books, "2026-10-01 00:00", answered_at="2026-11-01 00:00", **limit)
    order(books, "2026-10-31 23:59", due_at="2026-11-01 00:00")
    order(books, "2026-11-01 00:00", due_at="2026-11-01 00:01")
    with books.desk.store.snapshot() as conn:
        october = hotline_figures(conn, OCTOBER, NOVEMBER_5).figures
        november = hotline_figures(conn, Period.month(2026, 11), NOVEMBER_5).figures
    keys = ("received", "due", "answered", "on_time", "overdue")
    assert [october.count(key) for key in keys] == [2, 2, 1, 1, 1]
    # What was still open at midnight is carried over and answered in November, late.
    assert [november.count(key) for key in keys] == [1, 3, 1, 0, 2]


def test_the_leap_day_belongs_to_february_and_is_compared_with_a_shorter_one(books: Books) -> None:
    for day in ("2027-02-28", "2027-03-01", "2028-02-01", "2028-02-29", "2028-03-01"):
        books.case(day)
    books.case("2028-02-01", due_on="2028-02-29", closed_on="2028-02-29")
    books.case("2028-02-01", due_on="2028-02-29", closed_on="2028-03-01")
    figures = books.figures(FEBRUARY, MARCH_3)
    assert (figures.now["cases"], figures.a_year_before["cases"]) == (4, 1)
    assert (figures.now["due"], figures.now["on_time"], figures.now["closed"]) == (2, 1, 1)
    assert plain(wording.found(figures)) == "2028年2月共发现市容秩序案件4件，同比上升300.0%。"


def test_void_and_suspended_cases_are_left_out_where_they_must_be(books: Books) -> None:
    """Five of October: three kept with a limit, one 挂账 without, one 作废 nowhere."""
    due = "2026-10-09"
    books.case("2026-10-01", due_on=due, closed_on="2026-10-09")
    books.case("2026-10-01", due_on=due, closed_on="2026-10-10")
    books.case("2026-10-01", due_on=due)
    books.case("2026-10-01", due_on=due, state=HELD)
    books.case("2026-10-01", due_on=due, state=VOID)
    blocks = analysed(books)
    rates = rows_of(blocks, "案件办理指标表")
    assert rates["立案率"] == ("4/4", "100.00%")
    assert rates["处置率"] == rates["结案率"] == ("2/3", "66.67%")
    assert rates["按期处置率"] == rates["按期结案率"] == ("1/3", "33.33%")
    assert rows_of(blocks, "按问题类别统计表") == {"占道经营": ("4", "100.00%")}


def test_nothing_has_no_rate_and_no_table(books: Books) -> None:
    assert not [one for one in analysed(books) if isinstance(one, Table)]
    books.case("2026-09-30", closed_on="2026-09-30", due_on="2026-09-30")
    rates = rows_of(analysed(books), "案件办理指标表")
    assert rates["结案率"] == ("0/0", "—", "100.00%", "—")
    assert rates["反弹率"] == ("0/0", "—", "0.00%", "—")


def test_two_counts_of_one_name_are_one_in_the_year_and_in_its_months(books: Books) -> None:
    values = {"title": "出动人员", "unit": "人次", "position": 99}
    again = insert(books, "catalogue-items", catalogue="daily-count", **values)
    books.log("2026-09-30", {PEOPLE: 150}, "一中队")
    books.log("2026-10-01", {PEOPLE: 200, again: 350}, "一中队")
    found = document(books.figures(Period.run((2026, 9), (2026, 10))))
    people = "出动人员(人次)"
    assert found["daily"] == {people: 7}
    assert found["daily_by_unit"] == {"一中队": {people: 7}}
    assert found["daily_by_month"] == {
        "2026年9月": {people: Decimal("1.5")},
        "2026年10月": {people: Decimal("5.5")},
    }


def test_equals_stand_in_the_order_of_their_catalogue(books: Books) -> None:
    for category, times in ((WASTE, 2), (SIGN, 2), (SHOP, 2), (STREET, 1)):
        for _ in range(times):
            books.case("2026-10-01", category, address="某处")
    # 2 ÷ 7 each; the three together 6 ÷ 7.
    assert plain(wording.classes(books.figures())) == (
        "从问题类别看，店外经营2件，占28.57%；户外广告2件，占28.57%；环境卫生2件，占28.57%，"
        "三类合计占案件总数的85.71%。"
    )


def test_of_places_with_as_many_returns_the_longer_chain_and_the_shorter_time_stand_first(
    books: Books,
) -> None:
    for address, days in (
        ("甲路1号", (("10-01", "10-02"), ("10-12", None))),
        ("乙路1号", (("10-01", "10-02"), ("10-07", None))),
        ("丙路1号", (("09-01", "09-02"), ("09-10", "09-20"), ("10-15", None))),
    ):
        for found, ended in days:
            books.case(f"2026-{found}", address=address, closed_on=f"2026-{ended}" if ended else "")
    with books.desk.store.snapshot() as conn:
        places = read_rebounds(conn, OCTOBER, NOVEMBER_5).places
    assert [(one.address, one.times, one.so_far, one.days) for one in places] == [
        ("丙路1号", 1, 2, 25),
        ("乙路1号", 1, 1, 5),
        ("甲路1号", 1, 1, 10),
    ]


def test_the_cases_of_an_action_are_told_as_they_stood_at_the_end_of_the_month(
    books: Books,
) -> None:
    values = {"name": "秋季油烟治理", "begins_on": "2026-10-01", "ends_on": "2026-11-30"}
    action = insert(books, "campaigns", **values)
    books.case("2026-10-05", closed_on="2026-10-31", campaign=action)
    books.case("2026-10-31", closed_on="2026-11-01", campaign=action)
    books.case("2026-11-01", closed_on="2026-11-02", campaign=action)
    books.case("2026-10-05", state=PASSED_ON, campaign=action)
    with books.desk.store.snapshot() as conn:
        month = progress(conn, action, NOVEMBER_5, OCTOBER)
        whole = progress(conn, action, NOVEMBER_5)
    assert month is not None
    assert whole is not None
    # The one of 1 November was open at the end of October; what was passed on isn't open here.
    assert [month.cases.count(key) for key in ("cases", "closed", "open")] == [3, 1, 1]
    assert [whole.cases.count(key) for key in ("cases", "closed", "open")] == [4, 3, 0]


@pytest.mark.parametrize(
    ("today", "found"), [(date(2026, 10, 31), (1, 0, 2)), (date(2026, 11, 1), (1, 0, 2, 0))]
)
def test_the_trend_of_a_year_ends_with_the_month_that_has_begun(
    books: Books, today: date, found: tuple[int, ...]
) -> None:
    for day in ("2026-08-31", "2026-10-01", "2026-10-31"):
        books.case(day)
    chart = trend_chart(books.figures(Period.year(2026), today))
    assert chart is not None
    assert chart.categories == ("2026年8月", "9月", "10月", "11月")[: len(found)]
    assert chart.series[0].values == found
