"""The department's numbers: each against values worked out by hand, and each with its records."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random  # noqa: TID251 - a fixed seed

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bureau.calendar.periods import Period
from bureau.market.figures import SINGLE, MarketFigures, Part
from bureau.market.figures_classes import UNFILLED
from bureau.market.figures_json import document
from bureau.office import BY_NAME
from bureau.storage import rows
from tests.market.market_books import (
    ADVISED,
    AREA,
    CLOSED,
    ENFORCE,
    FILED,
    FIREWORK,
    HELD,
    MANAGE,
    NOVEMBER_5,
    OCTOBER,
    PASSED_ON,
    PEOPLE,
    REFUSED,
    SERVICE,
    SHOP,
    SIGN,
    STREET,
    VOID,
    WASTE,
    WORKED,
    Books,
    open_books,
)


def shown(parts: tuple[Part, ...]) -> dict[str, int]:
    """A breakdown as label to cases."""
    return {part.label: part.cases for part in parts}


def behind(books: Books, figures: MarketFigures, figure: str, label: str = "") -> int:
    """How many records the drill-down of a figure selects."""
    ledger, where = figures.records(figure, label)
    with books.desk.store.snapshot() as conn:
        return rows.count(conn, BY_NAME[ledger], where, today=figures.today)


def test_cases_are_those_found_from_the_first_to_the_last_day(books: Books) -> None:
    for day in ("2026-09-30", "2026-10-01", "2026-10-31", "2026-11-01"):
        books.case(day)
    assert books.figures().now["cases"] == 2


def test_closed_are_put_right_by_the_end_of_the_period(books: Books) -> None:
    books.case("2026-10-20", closed_on="2026-10-31")
    books.case("2026-10-20", closed_on="2026-11-01")
    books.case("2026-09-20", closed_on="2026-10-01")
    books.case("2026-10-20")
    now = books.figures().now
    assert [part.closed for part in now.parts["by_category"]] == [1]
    assert (now["cases"], now["closed"], now["closed_in_period"]) == (3, 1, 2)
    assert now.rectified_rate == Fraction(1, 3)
    assert now["open_at_end"] == 2  # the one of 1 November was open at the end of October


def test_a_limit_has_run_out_from_the_day_after(books: Books) -> None:
    books.case("2026-10-01", due_on="2026-10-08")
    for today, overdue in ((date(2026, 10, 8), 0), (date(2026, 10, 9), 1)):
        now = books.figures(today=today).now
        assert (now["overdue"], now["due_in_period"]) == (overdue, overdue)


def test_a_limit_that_ends_with_the_month_is_overdue_at_its_end(books: Books) -> None:
    books.case("2026-10-01", due_on="2026-10-31", closed_on="2026-11-01")
    books.case("2026-10-01", due_on="2026-11-01")
    now = books.figures().now
    assert (now["overdue"], now["due_in_period"], now["on_time"]) == (1, 1, 0)


def test_on_time_is_the_last_day_of_the_limit_or_before(books: Books) -> None:
    books.case("2026-09-20", due_on="2026-10-02", closed_on="2026-09-28")
    books.case("2026-10-01", due_on="2026-10-05", closed_on="2026-10-05")
    books.case("2026-10-01", due_on="2026-10-05", closed_on="2026-10-06")
    books.case("2026-10-01", due_on="2026-10-05")
    now = books.figures().now
    assert (now["due_in_period"], now["on_time"], now["closed_late"]) == (4, 2, 1)
    assert now.on_time_rate == Fraction(1, 2)


def test_earlier_open_cases_belong_to_those_that_should_be_closed(books: Books) -> None:
    books.case("2026-08-01", due_on="2026-08-05", closed_on="2026-09-30")  # done before
    books.case("2026-08-01", due_on="2026-08-05", closed_on="2026-10-01")
    books.case("2026-08-01", due_on="2026-08-05")
    books.case("2026-10-01", due_on="2026-10-05", closed_on="2026-10-05")
    now = books.figures().now
    assert (now["due"], now["due_closed"]) == (3, 2)
    assert now.closing_rate == Fraction(2, 3)
    assert now.rate("on_time_closing_rate") == Fraction(1, 3)


def test_void_cases_count_nowhere(books: Books) -> None:
    books.case("2026-10-01", due_on="2026-10-02", state=VOID)
    now = books.figures().now
    assert now["voided"] == 1
    assert not any(now[name] for name in SINGLE if name != "voided")
    assert not any(now.parts.values())


def test_passed_on_is_not_open_and_held_has_no_limit(books: Books) -> None:
    for state in (PASSED_ON, REFUSED, HELD):
        books.case("2026-10-01", due_on="2026-10-02", state=state)
    now = books.figures().now
    assert (now["cases"], now["open_at_end"], now["overdue"], now["due"]) == (3, 1, 0, 0)


def test_a_statistical_month_runs_from_the_26th_to_the_25th(books: Books) -> None:
    for day in ("2026-09-25", "2026-09-26", "2026-10-25", "2026-10-26"):
        books.case(day)
    figures = books.figures(Period.month(2026, 10, month_end_day=25))
    assert figures.now["cases"] == 2
    assert figures.previous is not None
    assert figures.previous["cases"] == 1
    assert [(m.month.number, m.cases) for m in figures.trend[-2:]] == [(9, 1), (10, 2)]


def test_breakdowns_follow_their_catalogue_and_add_up(books: Books) -> None:
    books.case("2026-10-01", WASTE, town="石桥镇", handling=ENFORCE, unit="二中队")
    books.case("2026-10-02", SHOP, closed_on="2026-10-03", town="北苑街道", handling=SERVICE)
    books.case("2026-10-03", SIGN, subcategory=1203, town="石桥镇", source=2002)
    books.case("2026-10-04", SIGN, handling=SERVICE, source=2001)
    books.case("2026-10-05", FIREWORK, handling=MANAGE)
    parts = books.figures().now.parts
    # 破损/安全隐患 is of 差 though its class is of 乱.
    assert list(shown(parts["by_group"]).items()) == [("脏", 1), ("乱", 2), ("差", 1), ("其他", 1)]
    assert list(shown(parts["by_category"]).items()) == [
        ("店外经营", 1),
        ("户外广告", 2),
        ("烟花禁燃", 1),
        ("环境卫生", 1),
    ]
    assert list(shown(parts["by_handling"]).items()) == [
        ("服务", 2),
        ("管理", 1),
        ("执法", 1),
        (UNFILLED, 1),
    ]
    assert shown(parts["by_town"]) == {"石桥镇": 2, "北苑街道": 1, UNFILLED: 2}
    assert list(shown(parts["by_source"])) == ["巡查", "12345热线", UNFILLED]
    assert shown(parts["by_unit"]) == {"二中队": 1, UNFILLED: 4}
    assert shown(parts["by_subcategory"]) == {"户外广告/破损/安全隐患": 1, UNFILLED: 4}
    assert [part.closed for part in parts["by_category"]] == [1, 0, 0, 0]


def test_a_case_filed_under_a_sub_class_counts_in_its_class(books: Books) -> None:
    books.case("2026-10-01", 1051)
    books.case("2026-10-01", STREET)
    figures = books.figures()
    assert shown(figures.now.parts["by_category"]) == {"占道经营": 2}
    assert behind(books, figures, "by_category", "占道经营") == 2


def test_daily_totals_are_exact_and_by_squad(books: Books) -> None:
    books.log("2026-10-01", {PEOPLE: 4200, AREA: 3650}, "一中队")
    books.log("2026-10-02", {PEOPLE: 1200, AREA: 1275}, "一中队")
    books.log("2026-10-02", {PEOPLE: 600, ADVISED: 0}, "二中队")
    books.log("2026-10-03", {PEOPLE: 100})
    books.log("2026-11-01", {PEOPLE: 9900}, "一中队")
    figures = books.figures()
    assert document(figures)["daily"] == {
        "出动人员(人次)": 61,
        "劝导占道经营(起)": 0,
        "拆除面积(㎡)": Decimal("49.25"),
    }
    assert document(figures)["daily_by_unit"] == {
        "一中队": {"出动人员(人次)": 54, "拆除面积(㎡)": Decimal("49.25")},
        "二中队": {"出动人员(人次)": 6, "劝导占道经营(起)": 0},
        UNFILLED: {"出动人员(人次)": 1},
    }
    assert figures.now.logs == 4
    assert behind(books, figures, "daily", "出动人员(人次)") == 4
    assert behind(books, figures, "daily", "拆除面积(㎡)") == 2


def test_overdue_cases_are_named_longest_first_without_persons(books: Books) -> None:
    books.case("2026-10-20", due_on="2026-10-25", town="石桥镇", number="ZZ-2026-0002")
    books.case(
        "2026-09-20",
        SIGN,
        due_on="2026-09-30",
        unit="一中队",
        party_name="王小明",
        phone="13800001234",
    )
    named = books.figures().overdue
    assert [(one.category, one.days, one.town, one.unit) for one in named] == [
        ("户外广告", 31, "", "一中队"),
        ("占道经营", 6, "石桥镇", ""),
    ]
    assert "王小明" not in repr(named)
    assert "1380000" not in repr(named)


def test_repeated_places_are_the_same_kind_at_one_address(books: Books) -> None:
    for address, category in (
        ("文化街2号", STREET),
        ("文化街2号", STREET),
        ("文化街2号", SIGN),
        ("解放路7号", STREET),
        ("解放路7号", STREET),
        ("解放路7号", STREET),
    ):
        books.case("2026-10-08", category, address=address)
    books.case("2026-09-08", SIGN, address="文化街2号")
    figures = books.figures()
    assert [(one.address, one.category, one.times) for one in figures.repeated] == [
        ("解放路7号", "占道经营", 3),
        ("文化街2号", "占道经营", 2),
    ]
    with books.desk.store.snapshot() as conn:
        for one in figures.repeated:
            cases = rows.count(conn, BY_NAME["market-cases"], one.where, today=NOVEMBER_5)
            assert cases == one.times


def test_what_came_back_after_its_end_is_a_rebound_and_no_repeated_place(books: Books) -> None:
    # Closed and found again: a rebound, told in its own table. The third is found while the second
    # is open and follows the same end: a rebound too.
    for found, closed in (("2026-10-02", "2026-10-03"), ("2026-10-10", ""), ("2026-10-12", "")):
        books.case(found, address="解放路7号", closed_on=closed)
    # Found twice before it was put right: no rebound.
    for found in ("2026-10-04", "2026-10-06"):
        books.case(found, address="文化街2号")
    figures = books.figures()
    assert figures.now.work["rebounds"] == 2
    assert [(one.address, one.times) for one in figures.beside.places] == [("解放路7号", 2)]
    assert [(one.address, one.times) for one in figures.repeated] == [("文化街2号", 2)]


def test_the_periods_compared_with_are_counted_by_the_same_definitions(books: Books) -> None:
    books.case("2026-10-01")
    books.case("2026-10-01", closed_on="2026-10-02")
    books.case("2026-09-01", closed_on="2026-09-02")
    books.case("2026-09-01", SIGN, closed_on="2026-10-02")
    books.case("2026-09-02", SIGN)
    books.case("2025-10-31", closed_on="2025-10-31")
    found = document(books.figures())
    told = found["comparison"]
    assert isinstance(told, dict)
    assert told["previous"]["cases"] == 3
    assert told["previous"]["closed"] == 1
    assert told["previous"]["from"] == "2026-09-01"
    assert told["a_year_before"]["cases"] == 1
    assert told["year_to_date"]["cases"] == 5
    # (2 - 3) / 3; (2 - 1) / 1; 50.00 % against 33.33 % and 100 % in 百分点.
    assert told["changes"]["cases"] == {"on_previous": "-33.33", "on_year_before": "100.00"}
    assert told["changes"]["rectified_rate"] == {"on_previous": "16.67", "on_year_before": "-50.00"}
    assert told["changes"]["by_category"]["户外广告"] == {
        "on_previous": "-100.00",
        "on_year_before": None,
    }


def test_a_cumulative_period_has_no_previous(books: Books) -> None:
    books.case("2026-03-01")
    figures = books.figures(Period.cumulative(2026, 5))
    told = document(figures)["comparison"]
    assert isinstance(told, dict)
    assert told["previous"] is None
    assert told["changes"]["cases"] == {"on_previous": None, "on_year_before": None}
    assert figures.to_date is figures.now


def test_no_cases_give_no_rates(books: Books) -> None:
    found = document(books.figures())
    assert (found["cases"], found["rectified_rate"], found["by_category"]) == (0, None, {})
    assert found["daily"] == {}
    json.dumps(found)


def test_a_month_as_an_office_keeps_it(books: Books) -> None:
    """76 cases of which 63 are put right, and a month of logs: the sums of a real paper month."""
    by_category = {
        1050: 12, 1100: 8, 1150: 5, 1200: 15, 1250: 3, 1300: 6, 1350: 10, 1400: 8, 1450: 3,
        1500: 5, 1550: 1,
    }  # fmt: skip
    handlings = iter([SERVICE] * 43 + [MANAGE] * 19 + [ENFORCE] * 14)
    number = 0
    for category, cases in by_category.items():
        for _ in range(cases):
            number += 1
            day = f"2026-10-{1 + number % 31:02}"
            closed_on = "2026-10-31" if number <= 63 else ""
            books.case(day, category, closed_on=closed_on, handling=next(handlings))
    books.log("2026-10-09", {PEOPLE: 38400, AREA: 62050})
    books.log("2026-10-10", {PEOPLE: 80000, AREA: 61950})
    found = document(books.figures())
    assert (found["cases"], found["closed"], found["closed_in_month"]) == (76, 63, 63)
    assert found["rectified_rate"] == "82.89"  # 63 / 76 = 0.828947…
    assert found["by_category"] == {
        "占道经营": 12, "店外经营": 8, "餐饮油烟": 5, "户外广告": 15, "烟花禁燃": 3,
        "露天焚烧": 6, "扬尘渣土": 10, "乱停乱放": 8, "乱搭乱建": 3, "乱堆乱挂": 5,
        "环境卫生": 1,
    }  # fmt: skip
    assert found["by_handling"] == {"服务": 43, "管理": 19, "执法": 14}
    assert found["handling_shares"] == {
        "服务": {"share": "56.58", "expected": 70},
        "管理": {"share": "25.00", "expected": 20},
        "执法": {"share": "18.42", "expected": 10},
    }
    assert found["daily"] == {"出动人员(人次)": 1184, "拆除面积(㎡)": 1240}


# -- counted independently ---------------------------------------------------------------------

FIRST = date(2025, 6, 1)
Case = dict[str, object]


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Books, list[Case]]]:
    """Three hundred cases over eighteen months, and what was written, as plain Python."""
    chance = Random(7)
    with open_books(tmp_path_factory.mktemp("many")) as books:
        towns = [books.name("towns", name) for name in ("甲镇", "乙镇", "丙街道")]
        cases: list[Case] = []
        for _ in range(300):
            found = FIRST + timedelta(days=chance.randrange(520))
            due = found + timedelta(days=chance.choice((0, 1, 7, 20)))
            state = chance.choice((CLOSED, CLOSED, CLOSED, FILED, WORKED, HELD, PASSED_ON, VOID))
            closed = found + timedelta(days=chance.randrange(30)) if state == CLOSED else None
            cases.append(
                {
                    "found_on": found.isoformat(),
                    "due_on": due.isoformat() if chance.random() < 0.9 else None,
                    "closed_on": closed.isoformat() if closed else None,
                    "state": state,
                    "category": chance.choice((STREET, SHOP, SIGN, 1201, WASTE)),
                    "subcategory": chance.choice((None, None, 1203, 1551)),
                    "handling": chance.choice((SERVICE, MANAGE, ENFORCE, None)),
                    "town": chance.choice((*towns, None)),
                    "address": f"建设大道{chance.randrange(40)}号",
                }
            )
        with books.desk.store.operation(books.desk, "登记") as op:
            for case in cases:
                op.insert("market-cases", case)
        yield books, cases


def days() -> st.SearchStrategy[date]:
    return st.dates(FIRST, date(2026, 12, 31))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    day = draw(days())
    if draw(st.booleans()):
        return Period.month(day.year, day.month, draw(st.sampled_from((31, 25, 20))))
    return Period.span(day, day + timedelta(days=draw(st.integers(0, 120))))


@given(period=periods(), today=days())
def test_every_figure_agrees_with_counting_in_python(
    many: tuple[Books, list[Case]], period: Period, today: date
) -> None:
    books, cases = many
    figures = books.figures(period, today)
    first, last = period.first.isoformat(), period.last.isoformat()
    expired = min(period.last, today - timedelta(days=1)).isoformat()
    kept = [case for case in cases if case["state"] != VOID]
    found = [case for case in kept if first <= str(case["found_on"]) <= last]
    counted: Counter[str] = Counter()
    counted["cases"] = len(found)
    counted["voided"] = sum(
        case["state"] == VOID and first <= str(case["found_on"]) <= last for case in cases
    )
    for case in kept:
        closed = str(case["closed_on"] or "9999")
        due = str(case["due_on"] or "9999")
        runs = case["state"] not in (HELD, PASSED_ON)
        is_open = str(case["found_on"]) <= last and closed > last and case["state"] != PASSED_ON
        in_period = runs and first <= due <= expired
        carried = runs and due < first and due <= expired and closed >= first
        counted["closed"] += case in found and closed <= last
        counted["closed_in_period"] += first <= closed <= last
        counted["closed_late"] += first <= closed <= last and closed > due
        counted["open_at_end"] += is_open
        counted["overdue"] += is_open and runs and due <= expired
        counted["due_in_period"] += in_period
        counted["on_time"] += in_period and closed <= due
        counted["due"] += in_period or carried
        counted["due_closed"] += (in_period or carried) and closed <= last
    assert dict(figures.now.counts) == {name: counted[name] for name in SINGLE}
    by_category = Counter(1200 if case["category"] == 1201 else case["category"] for case in found)
    titles = {STREET: "占道经营", SHOP: "店外经营", SIGN: "户外广告", WASTE: "环境卫生"}
    assert shown(figures.now.parts["by_category"]) == {
        title: by_category[item] for item, title in titles.items() if by_category[item]
    }
    for figure in SINGLE:
        assert behind(books, figures, figure) == figures.now[figure], figure
    for breakdown, parts in figures.now.parts.items():
        assert sum(part.cases for part in parts) == counted["cases"]
        assert sum(part.closed for part in parts) == counted["closed"]
        for part in parts:
            assert behind(books, figures, breakdown, part.label) == part.cases, part.label


def test_a_line_that_is_not_there_is_refused(many: tuple[Books, list[Case]]) -> None:
    figures = many[0].figures(OCTOBER)
    for figure, label in (("by_town", "丁镇"), ("daily", "出动人员(人次)"), ("profit", "")):
        with pytest.raises(KeyError):
            figures.records(figure, label)
