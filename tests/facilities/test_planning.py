"""When the work of a plan falls due, and what counts for which span; all worked out by hand."""

from datetime import date

import pytest

from bureau.facilities.upkeep.planning import (
    BEFORE_RAINS,
    HALF_YEARLY,
    MONTHLY,
    QUARTERLY,
    WEEKLY,
    YEARLY,
    Deed,
    Kept,
    Plan,
    settled,
    span_before,
    spans,
    verdict,
)

NEW_YEAR = date(2026, 1, 1)
NEW_YEARS_EVE = date(2026, 12, 31)


def lasts(plan: Plan, first: date = NEW_YEAR, last: date = NEW_YEARS_EVE) -> list[str]:
    """The deadlines in a time."""
    return [span.last.isoformat() for span in spans(plan, first, last)]


def test_months_end_where_the_calendar_says() -> None:
    plan = Plan(period=MONTHLY, begins=date(2026, 1, 31))
    assert lasts(plan)[:4] == ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]
    assert len(lasts(plan)) == 12
    leap = Plan(period=BEFORE_RAINS, begins=date(2028, 1, 1), by_day="02-29")
    assert lasts(leap, date(2028, 1, 1), date(2029, 12, 31)) == ["2028-02-29", "2029-02-28"]


def test_a_plan_begun_in_the_middle_of_a_quarter_asks_for_that_quarter() -> None:
    plan = Plan(period=QUARTERLY, begins=date(2026, 5, 20))
    assert lasts(plan) == ["2026-06-30", "2026-09-30", "2026-12-31"]
    assert next(span.title for span in spans(plan, NEW_YEAR, NEW_YEARS_EVE)) == "2026年第二季度"
    half = Plan(period=HALF_YEARLY, begins=date(2026, 7, 1))
    assert lasts(half) == ["2026-12-31"]


def test_a_plan_begun_after_its_day_of_the_year_begins_next_year() -> None:
    plan = Plan(period=BEFORE_RAINS, begins=date(2026, 4, 1))
    assert lasts(plan) == []
    assert lasts(plan, NEW_YEAR, date(2027, 12, 31)) == ["2027-03-31"]
    assert lasts(Plan(period=YEARLY, begins=date(2026, 4, 1))) == ["2026-12-31"]
    by_october = Plan(period=YEARLY, begins=date(2026, 4, 1), by_day="10月31日")
    assert lasts(by_october) == ["2026-10-31"]


def test_a_span_that_is_not_over_when_the_plan_ends_is_not_asked_for() -> None:
    plan = Plan(period=QUARTERLY, begins=NEW_YEAR, ends=date(2026, 8, 15))
    assert lasts(plan) == ["2026-03-31", "2026-06-30"]


def test_weeks_run_from_monday_over_a_months_end() -> None:
    plan = Plan(period=WEEKLY, begins=NEW_YEAR)
    # October 2026 begins on a Thursday and ends on a Saturday.
    assert lasts(plan, date(2026, 10, 1), date(2026, 10, 31)) == [
        "2026-10-04",
        "2026-10-11",
        "2026-10-18",
        "2026-10-25",
        "2026-11-01",
    ]


def counted(plan: Plan, *days: str) -> dict[str, tuple[int, bool]]:
    """Which deed, by its number from 1, counts for the span of each deadline."""
    deeds = [Deed(date.fromisoformat(day), at) for at, day in enumerate(days, 1)]
    found = settled(plan, spans(plan, NEW_YEAR, NEW_YEARS_EVE), deeds)
    return {span.last.isoformat()[5:]: (one.deed.record, one.late) for span, one in found.items()}


def test_done_early_counts_for_its_span_and_twice_counts_once() -> None:
    plan = Plan(period=QUARTERLY, begins=NEW_YEAR)
    assert counted(plan, "2026-01-05", "2026-03-28", "2026-07-01") == {
        "03-31": (1, False),
        "09-30": (3, False),
    }


def test_days_of_grace_count_for_the_span_before_if_that_was_not_kept() -> None:
    plan = Plan(period=MONTHLY, begins=NEW_YEAR, tolerance=5)
    # On 5 February late for January; on 4 March for March, because February was kept.
    assert counted(plan, "2026-02-05", "2026-02-20", "2026-03-04") == {
        "01-31": (1, True),
        "02-28": (2, False),
        "03-31": (3, False),
    }
    assert counted(plan, "2026-02-06") == {"02-28": (1, False)}


def test_after_the_rains_have_begun_it_still_counts_but_late() -> None:
    plan = Plan(period=BEFORE_RAINS, begins=date(2025, 1, 1))
    assert counted(plan, "2026-06-10") == {"03-31": (1, True)}
    assert counted(plan, "2026-03-31", "2026-06-10") == {"03-31": (1, False)}


@pytest.mark.parametrize(
    ("today", "said"),
    [
        ("2026-03-31", "○ 未到期"),
        ("2026-04-05", "△ 宽限中，欠 2"),
        ("2026-04-06", "▲ 超期，欠 2"),
    ],
)
def test_verdicts_follow_the_day(today: str, said: str) -> None:
    plan = Plan(period=QUARTERLY, begins=NEW_YEAR, tolerance=5)
    (span,) = spans(plan, NEW_YEAR, date(2026, 3, 31))
    kept = [Kept(Deed(date(2026, 2, 1), 1), late=False)]
    assert verdict(plan, span, 3, kept, date.fromisoformat(today)) == said
    assert verdict(plan, span, 1, kept, date.fromisoformat(today)) == "✓ 已完成"


def test_the_span_before_a_day() -> None:
    plan = Plan(period=QUARTERLY, begins=date(2026, 2, 1))
    before = span_before(plan, date(2026, 4, 10))
    assert before is not None
    assert before.last == date(2026, 3, 31)
    assert span_before(plan, date(2026, 3, 31)) is None
