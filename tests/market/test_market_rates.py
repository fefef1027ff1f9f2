"""The rates of handling: the notice of a county recomputed from records, and steps by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from bureau.calendar.periods import Period
from bureau.market.figures import MarketFigures
from bureau.market.figures_rates import OF_CASES, OF_STEPS, RATES
from bureau.office import BY_NAME
from bureau.reports.change import percent
from bureau.storage import rows
from tests.market.market_books import CLOSED, FILED, OCTOBER, REFUSED, VOID, Books

REGISTERED, AWAITING = 2201, 2205
DISPATCH, RETURN, FEEDBACK, CLOSING, REWORK, SUPERVISE = 3305, 3306, 3308, 3309, 3310, 3319
STEP_BACK, REOPENING = 3318, 3321
PATROL, HOTLINE = 2001, 2002
CONTENT, FAIRLY_CONTENT, NOT_CONTENT, NOT_ASKED = 2501, 2502, 2503, 2504


def step(books: Books, case: int, kind: int, at: str, before: int | None = None) -> int:
    """One step of a case."""
    values = {"case": case, "step": kind, "at": at, "state_before": before}
    with books.desk.store.operation(books.desk, "办理") as op:
        return op.insert("case-steps", values)


def opened(books: Books, figures: MarketFigures, figure: str) -> int:
    """How many records the drill-down of a count selects."""
    ledger, where = figures.records(figure)
    with books.desk.store.snapshot() as conn:
        return rows.count(conn, BY_NAME[ledger], where, today=figures.today)


def test_the_notice_of_a_county_comes_out_of_its_records(books: Books) -> None:
    """Received 1,054, filed 996 (953 on patrol), due 972, closed 911, on time 737."""

    def case(number: int) -> dict[str, object]:
        filed = number < 996
        due = number < 972
        closed_on = None
        if number < 737:
            closed_on = "2026-10-10"
        elif number < 911:
            closed_on = "2026-10-12"
        return {
            "found_on": "2026-10-08",
            "address": f"人民路{number + 1}号",
            "category": 1050,
            "source": PATROL if number < 953 else HOTLINE,
            "due_on": "2026-10-10" if due else "2026-11-10",
            "closed_on": closed_on,
            "state": CLOSED if closed_on else FILED if filed else REFUSED,
        }

    with books.desk.store.operation(books.desk, "登记") as op:
        for number in range(1054):
            op.insert("market-cases", case(number))
    now = books.figures().now
    assert (now["cases"], now.work["filed"], now.work["patrolled"]) == (1054, 996, 953)
    assert (now["due"], now["due_closed"], now["on_time"]) == (972, 911, 737)
    assert percent(now.rate("closing_rate")) == "93.72%"
    assert percent(now.rate("on_time_closing_rate")) == "75.82%"
    assert percent(now.rate("patrol_share")) == "95.68%"
    assert percent(now.rate("filing_rate")) == "94.50%"  # 996 / 1054 = 0.94497…


def test_only_registered_and_refused_cases_are_unfiled(books: Books) -> None:
    for state in (REGISTERED, REFUSED, FILED, 2209, 2210, None):
        books.case("2026-10-01", state=state)
    books.case("2026-10-01", state=VOID)
    now = books.figures().now
    assert (now["cases"], now.work["filed"]) == (6, 4)


def test_a_dispatch_that_came_back_was_wrong(books: Books) -> None:
    first, second, third = (books.case("2026-10-01") for _ in range(3))
    step(books, first, DISPATCH, "2026-10-01 09:00")
    step(books, first, RETURN, "2026-10-01 10:00")
    step(books, first, DISPATCH, "2026-10-01 11:00")
    step(books, second, DISPATCH, "2026-10-31 17:00")
    step(books, second, RETURN, "2026-11-01 08:30")
    step(books, third, DISPATCH, "2026-09-30 17:00")
    step(books, third, RETURN, "2026-10-01 08:30")
    figures = books.figures()
    # The return of 1 November isn't known at the end of October; September's dispatch isn't its.
    assert (figures.now.work["dispatches"], figures.now.work["returned"]) == (3, 1)
    assert figures.now.rate("dispatch_accuracy") == Fraction(2, 3)
    assert figures.previous is not None
    assert figures.previous.rate("dispatch_accuracy") == 1
    assert opened(books, figures, "returned") == 1


def test_steps_of_void_cases_do_not_count(books: Books) -> None:
    case = books.case("2026-10-01", state=VOID)
    for kind in (DISPATCH, FEEDBACK, REWORK, SUPERVISE):
        step(books, case, kind, "2026-10-02 09:00")
    assert not any(books.figures().now.work.values())


def test_cases_from_a_spreadsheet_have_rates_but_for_those_of_steps(books: Books) -> None:
    books.case("2026-10-01", due_on="2026-10-05", closed_on="2026-10-05")
    books.case("2026-10-01", due_on="2026-10-05", closed_on="2026-10-06")
    books.case("2026-10-01", due_on="2026-10-05")
    now = books.figures().now
    assert now.rate("disposal_rate") == Fraction(2, 3)
    assert now.rate("on_time_disposal_rate") == Fraction(1, 3)
    assert now.rate("dispatch_accuracy") is None
    assert now.rate("rework_rate") is None
    assert now.rate("satisfaction_rate") is None


def test_a_feedback_is_a_disposal_until_a_review_rejects_it(books: Books) -> None:
    fed_back, redone, late = (
        books.case("2026-10-01", due_on="2026-10-05", state=AWAITING) for _ in range(3)
    )
    books.case("2026-10-01", due_on="2026-10-05", state=AWAITING)  # without its step
    step(books, fed_back, FEEDBACK, "2026-10-05 17:20")
    step(books, redone, FEEDBACK, "2026-10-04 09:00")
    step(books, redone, REWORK, "2026-10-05 09:00")
    step(books, late, FEEDBACK, "2026-10-06 00:01")
    now = books.figures().now
    assert (now.work["to_dispose"], now.work["disposed"]) == (4, 2)
    assert now.work["disposed_on_time"] == 1
    step(books, redone, FEEDBACK, "2026-10-07 09:00")
    now = books.figures().now
    assert (now.work["disposed"], now.work["disposed_on_time"]) == (3, 1)
    # Fed back three times in all, once for nothing.
    assert (now.work["disposals"], now.work["reworked"]) == (4, 1)
    assert now.rate("rework_rate") == Fraction(1, 4)


@pytest.mark.parametrize(
    ("kind", "before", "disposed"),
    [(REOPENING, CLOSED, 0), (STEP_BACK, AWAITING, 0), (STEP_BACK, CLOSED, 1)],
)
def test_what_is_taken_up_again_is_no_longer_disposed_of(
    books: Books, kind: int, before: int, disposed: int
) -> None:
    case = books.case("2026-10-01", due_on="2026-10-05")
    step(books, case, FEEDBACK, "2026-10-03 09:00")
    step(books, case, kind, "2026-10-04 09:00", before)
    assert books.figures().now.work["disposed"] == disposed


def test_what_was_fed_back_before_the_month_is_not_to_be_disposed_of_again(books: Books) -> None:
    waiting, carried = (books.case("2026-09-01", due_on="2026-09-05") for _ in range(2))
    step(books, waiting, FEEDBACK, "2026-09-30 09:00")
    step(books, carried, FEEDBACK, "2026-10-01 09:00")
    now = books.figures().now
    assert now["due"] == 2
    assert (now.work["to_dispose"], now.work["disposed"]) == (1, 1)
    assert now.work["disposed_on_time"] == 0


def test_a_closing_without_feedback_is_a_disposal_of_its_own(books: Books) -> None:
    outright, reviewed = (books.case("2026-10-01", closed_on="2026-10-02") for _ in range(2))
    step(books, outright, CLOSING, "2026-10-02 09:00", FILED)
    step(books, reviewed, FEEDBACK, "2026-10-02 09:00", FILED)
    step(books, reviewed, CLOSING, "2026-10-02 15:00", AWAITING)
    assert books.figures().now.work["disposals"] == 2


def test_satisfaction_counts_answers_only(books: Books) -> None:
    for answer in (CONTENT, CONTENT, FAIRLY_CONTENT, NOT_CONTENT, NOT_ASKED, None):
        books.case("2026-09-20", closed_on="2026-10-02", satisfaction=answer)
    books.case("2026-09-20", closed_on="2026-11-01", satisfaction=NOT_CONTENT)
    now = books.figures().now
    assert (now.work["content"], now.work["judged"]) == (3, 4)
    assert now.rate("satisfaction_rate") == Fraction(3, 4)


def test_supervised_cases_are_counted_once(books: Books) -> None:
    done, still_open = books.case("2026-10-01", closed_on="2026-10-09"), books.case("2026-10-01")
    for day in ("2026-10-05", "2026-10-07"):
        step(books, done, SUPERVISE, f"{day} 09:00")
    step(books, still_open, SUPERVISE, "2026-10-31 23:59")
    step(books, books.case("2026-10-01"), SUPERVISE, "2026-11-01 00:00")
    now = books.figures().now
    assert (now.work["supervised"], now.work["supervised_closed"]) == (2, 1)
    assert now.work["supervisions"] == 3


def test_every_count_opens_its_records(books: Books) -> None:
    case = books.case("2026-10-01", due_on="2026-10-05", closed_on="2026-10-04", satisfaction=2501)
    for number, kind in enumerate((DISPATCH, FEEDBACK, SUPERVISE, CLOSING)):
        step(books, case, kind, f"2026-10-0{number + 1} 09:00", AWAITING)
    figures = books.figures()
    for figure in (*OF_CASES, *OF_STEPS):
        assert opened(books, figures, figure) == figures.now.work[figure], figure


@pytest.mark.parametrize("period", [OCTOBER, Period.month(2026, 9)])
def test_rates_stay_between_nothing_and_the_whole(books: Books, period: Period) -> None:
    """Whatever came back came back once for each time it was sent."""
    case = books.case("2026-09-01", due_on="2026-09-05")
    for day in range(1, 6):
        step(books, case, DISPATCH, f"2026-10-0{day} 09:00")
        step(books, case, RETURN, f"2026-10-0{day} 10:00")
        step(books, case, RETURN, f"2026-10-0{day} 11:00")
        step(books, case, REWORK, f"2026-10-0{day} 12:00")
    counted = books.figures(period).now.counted
    for rate in RATES:
        share = rate.of(counted)
        assert share is None or 0 <= share <= 1, rate.title
