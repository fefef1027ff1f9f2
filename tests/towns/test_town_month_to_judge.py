"""The month with which 月度排名 opens: the one that is being judged."""

from __future__ import annotations

from datetime import datetime

from bureau.calendar.periods import Period
from bureau.towns.months import month_to_judge, open_month
from tests.towns.town_books import NOVEMBER, OCTOBER, Towns

AUGUST, SEPTEMBER = Period.month(2026, 8), Period.month(2026, 9)


def opens_with(towns: Towns, day: int) -> Period:
    """The month that the page opens with on a day of November."""
    towns.clock.moment = datetime(2026, 11, day, 9, 0)
    with towns.desk.store.snapshot() as conn:
        return month_to_judge(conn, towns.desk.today())


def test_an_empty_county_opens_with_today(towns: Towns) -> None:
    towns.town("甲镇")
    assert opens_with(towns, 5) == opens_with(towns, 20) == NOVEMBER


def test_the_latest_month_with_scores_checks_or_a_beginning(towns: Towns) -> None:
    towns.score("甲镇", "90", month=AUGUST)
    assert opens_with(towns, 20) == AUGUST
    towns.check("甲镇", "环境卫生", "1", day="2026-09-30")
    assert opens_with(towns, 20) == SEPTEMBER
    open_month(towns.desk, OCTOBER)
    assert opens_with(towns, 20) == OCTOBER


def test_until_the_middle_of_a_month_the_one_before_comes_first(towns: Towns) -> None:
    towns.score("甲镇", "90", month=NOVEMBER)
    assert opens_with(towns, 15) == NOVEMBER
    towns.score("甲镇", "90")
    assert opens_with(towns, 15) == OCTOBER
    assert opens_with(towns, 16) == NOVEMBER


def test_an_issued_month_is_done_until_it_is_unlocked(towns: Towns) -> None:
    for name in ("甲镇", "乙镇"):
        towns.score(name, "90")
    record = open_month(towns.desk, OCTOBER)
    towns.issue(record)
    assert opens_with(towns, 5) == NOVEMBER
    towns.take("unlock", record, remark="漏了一分", approver="李局长")
    assert opens_with(towns, 5) == OCTOBER
