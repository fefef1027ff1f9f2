"""Figures at the edges of a period: what a month told later says, and days that haven't come yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bureau.calendar.periods import Period
from bureau.market.charts import trend_chart
from bureau.market.figures_campaigns import progress
from tests.market.market_books import NOVEMBER_5, OCTOBER, PASSED_ON, Books, open_books


@pytest.fixture
def books(tmp_path: Path) -> Iterator[Books]:
    with open_books(tmp_path) as opened:
        yield opened


def test_the_cases_of_an_action_are_told_as_they_stood_at_the_end_of_the_month(
    books: Books,
) -> None:
    values = {"name": "秋季油烟治理", "begins_on": "2026-10-01", "ends_on": "2026-11-30"}
    with books.desk.store.operation(books.desk, "专项行动") as op:
        action = op.insert("campaigns", values)
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
