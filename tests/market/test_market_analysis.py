"""The analysis: every line agrees with its records, changes are ranked, photos come in pairs."""

from __future__ import annotations

from random import Random  # noqa: TID251 - a fixed seed
from typing import Any

from bureau.calendar.periods import Period
from bureau.market.analysis import (
    dimension_chart,
    most_changed,
    note,
    place_chart,
    time_chart,
    worst_roads,
)
from bureau.market.figures_analysis import Analysis, read_analysis, read_pairs
from bureau.market.figures_classes import UNFILLED
from bureau.office import BY_NAME
from bureau.storage import rows
from tests.market.market_books import (
    NOVEMBER_5,
    OCTOBER,
    SHOP,
    SIGN,
    STREET,
    VOID,
    WASTE,
    Books,
)


def analysis_of(books: Books, period: Period = OCTOBER) -> Analysis:
    with books.desk.store.snapshot() as conn:
        return read_analysis(conn, period, today=NOVEMBER_5)


def shown(analysis: Analysis, key: str) -> list[tuple[str, int, int]]:
    return [(line.label, line.cases, line.before) for line in analysis.dimensions[key].lines]


def road(books: Books, name: str, town: str = "") -> int:
    values = {"name": name, "town": books.name("towns", town) if town else None}
    with books.desk.store.operation(books.desk, name) as op:
        return op.insert("roads", values)


def test_cases_are_taken_apart_beside_the_month_before(books: Books) -> None:
    main = road(books, "人民路")
    # 1 and 5 October 2026 are a Thursday and a Monday.
    books.case("2026-10-01", STREET, town="石桥镇", road=main, found_time="08:59", source=2001)
    books.case("2026-10-05", STREET, town="石桥镇", road=main, found_time="09:00", unit="一中队")
    books.case("2026-10-05", SIGN, subcategory=1203, place_kind=None)
    books.case("2026-10-05", SIGN, state=VOID)
    books.case("2026-09-01", STREET, town="北苑街道")
    found = analysis_of(books)
    assert (found.cases, found.before) == (3, 1)
    assert shown(found, "group") == [("乱", 2, 1), ("差", 1, 0)]
    assert shown(found, "category") == [("占道经营", 2, 1), ("户外广告", 1, 0)]
    assert shown(found, "subcategory") == [("户外广告/破损/安全隐患", 1, 0), (UNFILLED, 2, 1)]
    assert shown(found, "town") == [("石桥镇", 2, 0), ("北苑街道", 0, 1), (UNFILLED, 1, 0)]
    assert shown(found, "road") == [("人民路", 2, 0), (UNFILLED, 1, 1)]
    assert shown(found, "unit") == [("一中队", 1, 0), (UNFILLED, 2, 1)]
    assert shown(found, "weekday") == [("星期一", 2, 0), ("星期二", 0, 1), ("星期四", 1, 0)]
    assert shown(found, "hour") == [("8时", 1, 0), ("9时", 1, 0), (UNFILLED, 1, 1)]
    assert found.by_time.columns == ("8时", "9时")
    assert found.by_time.numbers[0] == (0, 1)
    assert found.by_place.rows == ("石桥镇",)
    assert found.by_place.numbers == ((2,),)
    assert [line.label for line in worst_roads(found)] == ["人民路"]


def test_roads_of_one_name_say_where_they_lie(books: Books) -> None:
    for town in ("石桥镇", "北苑街道"):
        books.case("2026-10-01", road=road(books, "人民路", town))
    books.case("2026-10-01", road=road(books, "解放路", "石桥镇"))
    labels = {line.label for line in analysis_of(books).dimensions["road"].lines}
    assert labels == {"人民路（石桥镇）", "人民路（北苑街道）", "解放路"}


def test_every_line_opens_its_records(books: Books) -> None:
    chance = Random(3)
    towns = [books.name("towns", name) for name in ("甲镇", "乙镇")]
    roads = [road(books, name) for name in ("人民路", "解放路")]
    with books.desk.store.operation(books.desk, "登记") as op:
        for _ in range(200):
            op.insert(
                "market-cases",
                {
                    "found_on": f"2026-{chance.choice(('09', '10'))}-{chance.randrange(1, 31):02}",
                    "found_time": chance.choice((None, "00:00", "07:30", "19:59", "23:59")),
                    "category": chance.choice((STREET, SHOP, 1201, SIGN, WASTE)),
                    "subcategory": chance.choice((None, 1203, 1551)),
                    "town": chance.choice((*towns, None)),
                    "road": chance.choice((*roads, None)),
                    "source": chance.choice((2001, 2002, None)),
                    "address": "某处",
                    "state": chance.choice((2202, 2206, VOID)),
                },
            )
    found = analysis_of(books)
    with books.desk.store.snapshot() as conn:
        for dimension in found.dimensions.values():
            assert sum(line.cases for line in dimension.lines) == found.cases
            assert sum(line.before for line in dimension.lines) == found.before
            for line in dimension.lines:
                where = (line.where, line.where_before)
                counted = [
                    rows.count(conn, BY_NAME["market-cases"], one, today=NOVEMBER_5)
                    for one in where
                ]
                assert counted == [line.cases, line.before], (dimension.key, line.label)


def test_what_changed_most_stands_first(books: Books) -> None:
    with books.desk.store.operation(books.desk, "登记") as op:
        for category, before, now in ((STREET, 20, 32), (SHOP, 2, 14), (SIGN, 9, 4), (WASTE, 0, 2)):
            for month, times in (("09", before), ("10", now)):
                for _ in range(times):
                    values = {"found_on": f"2026-{month}-10", "category": category}
                    op.insert("market-cases", {**values, "address": "某处"})
    # 12²/16 = 9 before 12²/52 = 2.8 before 5²/13 = 1.9; two more cases are no news.
    assert [one.text for one in most_changed(analysis_of(books))] == [
        "问题类别“店外经营”14件，比上月增加12件（上升600.0%）。",
        "问题类别“占道经营”32件，比上月增加12件（上升60.0%）。",
        "问题类别“户外广告”4件，比上月减少5件（下降55.6%）。",
    ]


def test_without_a_base_nothing_has_changed(books: Books) -> None:
    for _ in range(5):
        books.case("2026-10-01")
    found = analysis_of(books)
    assert most_changed(found) == ()
    assert note(found) == "上月没有登记案件，不作比较。"
    assert analysis_of(books, Period.cumulative(2026, 10)).before is None


def test_charts_have_the_two_periods_and_crossings(books: Books) -> None:
    assert dimension_chart(analysis_of(books), "town") is None
    assert time_chart(analysis_of(books)) is None
    books.case("2026-10-01", town="石桥镇", found_time="09:10")
    books.case("2026-09-01", town="石桥镇")
    found = analysis_of(books)
    chart = dimension_chart(found, "town")
    assert chart is not None
    assert chart.categories == ("石桥镇",)
    assert [(one.name, one.values) for one in chart.series] == [("本月", (1,)), ("上月", (1,))]
    heat = place_chart(found)
    assert heat is not None
    assert (heat.categories, heat.series[0].values) == (("占道经营",), (1,))


def test_photo_pairs_are_of_what_was_put_right_in_the_period(books: Books) -> None:
    both: dict[str, Any] = {"photos_before": '["aa/90","bb"]', "photos_after": '["cc","dd"]'}
    books.case("2026-09-20", closed_on="2026-10-02", town="石桥镇", number="ZZ-2026-0001", **both)
    books.case("2026-09-20", closed_on="2026-10-03", photos_before='["aa"]')
    books.case("2026-09-20", closed_on="2026-11-01", **both)
    books.case("2026-10-01", closed_on="2026-10-09", **both)
    with books.desk.store.snapshot() as conn:
        first, second = read_pairs(conn, OCTOBER, NOVEMBER_5, 6)
        assert len(read_pairs(conn, OCTOBER, NOVEMBER_5, 1)) == 1
    assert (first.closed_on, second.number, second.place) == (
        "2026-10-09",
        "ZZ-2026-0001",
        "石桥镇建设大道1号",
    )
    assert (second.before.hash, second.before.turn, second.after.hash) == ("aa", 90, "dd")
