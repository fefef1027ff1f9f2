"""服务/管理/执法 of the daily logs and the cases, apart and together, without counting twice."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from bureau.calendar.periods import Period
from bureau.market.figures_daily import Mean
from bureau.office import BY_NAME
from bureau.storage import rows
from tests.market.market_books import (
    ADVISED,
    AREA,
    ENFORCE,
    MANAGE,
    OCTOBER,
    PEOPLE,
    SERVICE,
    VOID,
    Books,
)

TIDIED, FILED_COUNT = 3204, 3212
"""规范店外经营 (管理) and 立案 (执法)."""


def numbers(mean: Mean) -> tuple[object, ...]:
    return mean.logged, mean.cases, mean.unlogged, mean.total


def test_logs_count_by_the_handling_of_their_kinds(books: Books) -> None:
    books.log("2026-10-01", {PEOPLE: 1200, ADVISED: 6000, TIDIED: 2500, AREA: 9900}, "一中队")
    books.log("2026-10-02", {ADVISED: 1000, FILED_COUNT: 500}, "二中队")
    books.log("2026-11-01", {ADVISED: 9900}, "一中队")
    means = books.figures().now.means
    assert [(part.name, part.logged) for part in means.parts] == [
        ("服务", 70),
        ("管理", 25),
        ("执法", 5),
    ]
    assert means.share("服务") == Fraction(7, 10)
    assert means.log_share("执法") == Fraction(1, 20)


def test_the_bureau_says_what_its_counts_are(books: Books) -> None:
    with books.desk.store.operation(books.desk, "分类") as op:
        op.update("catalogue-items", PEOPLE, {"handling": "服务"})
        op.update("catalogue-items", ADVISED, {"handling": None})
    books.log("2026-10-01", {PEOPLE: 150, ADVISED: 6000})
    assert books.figures().now.means.of("服务").logged == Decimal("1.5")


def test_a_case_in_the_log_of_its_squad_is_not_counted_again(books: Books) -> None:
    books.log("2026-10-01", {ADVISED: 1000}, "一中队")
    books.log("2026-10-02", {PEOPLE: 1000}, "一中队")
    books.log("2026-10-03", {ADVISED: 0}, "一中队")
    books.case("2026-10-01", unit="一中队", handling=SERVICE)  # in the log of that day
    books.case("2026-10-01", unit="二中队", handling=MANAGE)  # that squad keeps none
    books.case("2026-10-02", unit="一中队", handling=MANAGE)  # its log counts no handling
    books.case("2026-10-03", unit="一中队", handling=ENFORCE)
    books.case("2026-10-01", handling=ENFORCE)
    books.case("2026-10-01", unit="一中队")  # handled in no way yet
    books.case("2026-10-01", unit="二中队", handling=ENFORCE, state=VOID)
    means = books.figures().now.means
    assert numbers(means.of("服务")) == (10, 1, 0, 10)
    assert numbers(means.of("管理")) == (0, 2, 2, 2)
    assert numbers(means.of("执法")) == (0, 2, 2, 2)
    assert means.share("服务") == Fraction(10, 14)


def test_a_log_of_the_whole_bureau_holds_the_cases_of_all(books: Books) -> None:
    books.log("2026-10-01", {ADVISED: 300})
    books.case("2026-10-01", unit="一中队", handling=SERVICE)
    assert books.figures().now.means.total == 3


def test_without_logs_the_cases_are_all_there_is(books: Books) -> None:
    for handling in (SERVICE, SERVICE, MANAGE):
        books.case("2026-10-01", handling=handling)
    means = books.figures().now.means
    assert means.share("服务") == Fraction(2, 3)
    assert means.log_share("服务") is None
    assert books.figures(Period.month(2026, 9)).now.means.share("服务") is None


def test_each_number_opens_its_records(books: Books) -> None:
    books.log("2026-10-01", {ADVISED: 1000, TIDIED: 100}, "一中队")
    books.log("2026-10-02", {ADVISED: 1000}, "二中队")
    books.case("2026-10-01", unit="一中队", handling=SERVICE)
    books.case("2026-10-03", unit="一中队", handling=SERVICE)
    figures = books.figures(OCTOBER)
    for source, expected in (("logged", 2), ("cases", 2), ("unlogged", 1)):
        ledger, where = figures.records(f"means_{source}", "服务")
        with books.desk.store.snapshot() as conn:
            assert rows.count(conn, BY_NAME[ledger], where, today=figures.today) == expected
