"""超期清单, 反弹清单, 周报 and 专班日报: what stands in them, worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from bureau.calendar.periods import Period
from bureau.errors import UserError
from bureau.month.offered import ALIASES, OFFERED, offered
from bureau.month.papers import KINDS, Asked
from bureau.reports.paper import Heading, Paper, Paragraph, Table
from tests.facilities.lamp_books import Lights, open_lights
from tests.market.market_books import PEOPLE, SHOP, Books
from tests.storage.offices import hurry

OCTOBER = Period.month(2026, 10)
WEEK = Period.week(date(2026, 10, 21))
# It is Monday, 9 November 2026. The week goes from 19 to 25 October.


@pytest.fixture
def lights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lights]:
    """An office without a record."""
    hurry(monkeypatch)
    with open_lights(tmp_path / "office") as office:
        yield office


@pytest.fixture
def market(lights: Lights) -> Books:
    """The cases of the same office."""
    return Books(lights.desk)


def paper(market: Books, kind: str, period: Period = OCTOBER) -> Paper:
    """A paper of the office."""
    return KINDS[kind](market.desk, Asked(period=period))


def tables(of: Paper) -> list[Table]:
    """Its tables."""
    return [one for one in of.blocks if isinstance(one, Table)]


def texts(of: Paper) -> list[str]:
    """Its paragraphs."""
    return [one.text for one in of.blocks if isinstance(one, Paragraph)]


def test_what_is_overdue_is_told_by_unit(market: Books, lights: Lights) -> None:
    market.case("2026-10-01", due_on="2026-10-20", unit="一中队", number="A-1")
    market.case("2026-10-01", due_on="2026-10-10", unit="二中队", number="A-2")
    market.case("2026-10-02", SHOP, due_on="2026-10-28", unit="二中队", number="A-3")
    market.case("2026-10-02", due_on="2026-11-01", unit="二中队", number="A-4")
    lights.repair("2026-10-01", "R-1", due_on="2026-10-30", team="路灯班")
    lights.add("hazards", found_on="2026-10-12", description="井盖缺失", due_on="2026-10-20")
    of = paper(market, "overdue-list")
    assert texts(of)[0] == "至10月31日，全局超期事项5件：市容案件3件、设施维修1件、安全隐患1件。"
    summary, listed = tables(of)
    assert [column.title for column in summary.columns][1:] == [
        *("市容案件", "设施维修", "安全隐患", "合计")
    ]
    assert summary.rows == [
        ("二中队", "2", "0", "0", "2"),
        ("一中队", "1", "0", "0", "1"),
        ("路灯班", "0", "1", "0", "1"),
        ("未定责任单位", "0", "0", "1", "1"),
    ]
    assert tuple(summary.totals[0]) == ("合计", "3", "1", "1", "5")
    # 31 October − 10, 28, 20, 30, 20 October.
    assert [(row[1], row[3], row[-1]) for row in listed.rows] == [
        ("二中队", "A-2", "21"),
        ("二中队", "A-3", "3"),
        ("一中队", "A-1", "11"),
        ("路灯班", listed.rows[3][3], "1"),
        ("未定责任单位", listed.rows[4][3], "11"),
    ]


def test_a_bureau_without_arrears_says_so(market: Books) -> None:
    assert texts(paper(market, "overdue-list"))[0] == "至10月31日，没有超期事项。"
    assert texts(paper(market, "rebound-list"))[0] == "本月没有反弹案件。"


def test_a_rebound_is_listed_with_its_chain(market: Books) -> None:
    case = partial(market.case, town="城东街道", unit="一中队")
    case("2026-09-20", closed_on="2026-09-25", number="A-1")
    case("2026-10-05", closed_on="2026-10-06", number="A-2")
    case("2026-10-16", number="A-3")
    case("2026-11-02", number="A-4")
    of = paper(market, "rebound-list")
    assert texts(of)[0] == "本月1处地点反弹2次。"
    (head,) = [one.text for one in of.blocks if isinstance(one, Heading)]
    # 25 September to 5 October, 6 to 16 October: ten days both.
    assert head == "1. 城东街道　建设大道1号　占道经营（反弹2次，累计2次，最短间隔10天）"
    (chain,) = tables(of)
    assert [(row[0], row[1], row[2]) for row in chain.rows] == [
        ("首次发现", "A-1", "2026.9.20"),
        ("第1次反弹", "A-2", "2026.10.5"),
        ("第2次反弹", "A-3", "2026.10.16"),
    ]


def test_a_week_is_told_beside_the_week_before(market: Books, lights: Lights) -> None:
    for day in ("2026-10-12", "2026-10-19", "2026-10-25"):
        market.case(day, due_on="2026-10-28", unit="一中队")
    market.case("2026-10-13", due_on="2026-10-16", unit="二中队", number="B-1")
    market.case("2026-10-26", due_on="2026-10-28", unit="一中队")
    market.log("2026-10-20", {PEOPLE: 1200}, unit="一中队")
    lights.repair("2026-10-20", "R-1", due_on="2026-11-01", team="路灯班")
    of = paper(market, "weekly", WEEK)
    assert of.title.endswith("2026年第43周工作周报")
    assert of.period == "2026年第43周（10月19日至25日）"
    said = texts(of)
    # Two cases in either week.
    assert said[0].startswith("2026年第43周（10月19日至25日）共发现市容秩序案件2件，环比持平。")
    assert "出动执法人员12人次" in said[1]
    assert "至本周末超期未办结：市容案件1件。" in said
    # What was found after the week isn't known in it.
    assert "下周（10月26日至11月1日）到期4件：一中队3件、路灯班1件。" in said
    due = tables(of)[-1]
    assert [row[1] for row in due.rows] == ["市容案件"] * 3 + ["设施维修"]
    assert due.rows[-1][-1] == "2026.11.1"


def test_a_week_is_named_by_a_day_of_it_or_by_all_seven(market: Books) -> None:
    by_day = paper(market, "weekly", Period.span(date(2026, 10, 22), date(2026, 10, 22)))
    by_days = paper(market, "weekly", Period.span(WEEK.first, WEEK.last))
    assert by_day == by_days == paper(market, "weekly", WEEK)
    with pytest.raises(UserError, match="周报按周做"):
        paper(market, "weekly", OCTOBER)
    with pytest.raises(UserError, match="专班日报按天做"):
        paper(market, "daily-brief", WEEK)


def test_the_bureaus_own_week_begins_on_the_day_that_is_set(market: Books) -> None:
    with market.desk.store.operation(market.desk, "设置") as op:
        op.insert("settings", {"name": "week-start", "value": "6"})
    of = paper(market, "weekly", Period.day(date(2026, 10, 22)))
    assert of.period == "2026年第42周（10月17日至23日）"


def test_a_day_lists_what_was_found_and_put_right(market: Books) -> None:
    market.case("2026-10-20", number="A-1")
    market.case("2026-10-19", number="A-2", closed_on="2026-10-20")
    market.case("2026-10-21", number="A-3")
    market.log("2026-10-20", {PEOPLE: 1200})
    market.log("2026-10-19", {PEOPLE: 900})
    of = paper(market, "daily-brief", Period.day(date(2026, 10, 20)))
    assert of.title.endswith("专班日报（2026年10月20日）")
    work, found, closed = tables(of)
    assert [tuple(row) for row in work.rows] == [(work.rows[0][0], "人次", "12", "9")]
    assert [row[1] for row in found.rows] == ["A-1"]
    assert [row[1] for row in closed.rows] == ["A-2"]


def test_what_is_offered_can_be_made_and_fits_the_period() -> None:
    assert {one.kind for one in OFFERED} <= set(KINDS)
    assert set(ALIASES.values()) <= set(KINDS)
    assert not set(ALIASES) & set(KINDS)
    month = [one.kind for one in offered(OCTOBER, KINDS)]
    assert "fee-sheets" in month
    assert "weekly" not in month
    assert [one.kind for one in offered(WEEK, KINDS)] == [
        *("weekly", "market", "month-warnings", "overdue-list", "rebound-list")
    ]
