"""Drafted sentences: the right words for the numbers, and none where there is nothing to say."""

from __future__ import annotations

import re
from datetime import date, timedelta
from random import Random  # noqa: TID251 - a fixed seed

import pytest

from bureau.calendar.periods import Month, Period
from bureau.market import wording
from bureau.market.figures import MarketFigures
from bureau.reports.citing import plain
from tests.market.market_books import (
    ADVISED,
    AREA,
    ENFORCE,
    PEOPLE,
    SERVICE,
    SHOP,
    SIGN,
    SMOKE,
    STREET,
    VEHICLES,
    Books,
)

BROKEN = re.compile(r"None|，，|，。|。。|；。|、。|：。|—件|[升降]-|[升降]−|\(|\)|  |占—")


def everything(figures: MarketFigures) -> list[str]:
    """All that is drafted for a report."""
    return [
        plain(wording.summary(figures)),
        wording.daily_work(figures),
        plain(wording.classes(figures)),
        *map(plain, wording.highlights(figures)),
        plain(wording.handling(figures)),
        plain(wording.places(figures)),
        *map(plain, wording.problems(figures)),
    ]


def test_a_month_with_everything(books: Books) -> None:
    for day in range(1, 6):
        books.case(f"2026-09-{day:02}", closed_on=f"2026-10-{day:02}", due_on="2026-10-03")
    for day in range(1, 4):
        books.case(f"2026-10-{day:02}", closed_on="2026-10-20", due_on="2026-10-25")
    books.case("2026-10-05", due_on="2026-10-09")
    books.case("2025-10-05")
    assert plain(wording.summary(books.figures())) == (
        "2026年10月共发现市容秩序案件4件，环比下降20.0%，同比上升300.0%。"
        "至10月31日已整改3件，整改率75.00%，连同往期案件共整改8件。"
        "期限在本月内届满的案件9件，按期整改6件，按期整改率66.67%。"
        "至10月31日共有2件未整改，其中超期1件。"
        "本年累计发现案件9件，已整改8件，整改率88.89%。"
    )


def test_a_month_without_cases(books: Books) -> None:
    figures = books.figures()
    assert plain(wording.summary(figures)) == "2026年10月没有登记市容秩序案件。"
    assert wording.problems(figures) == ["本月没有登记案件，也没有超期未整改的案件。"]
    assert [text for text in everything(figures) if text] == [
        plain(wording.summary(figures)),
        *map(plain, wording.problems(figures)),
    ]


def test_all_put_right_and_nothing_to_compare_with(books: Books) -> None:
    books.case("2026-10-05", closed_on="2026-10-05")
    figures = books.figures()
    assert plain(wording.summary(figures)) == (
        "2026年10月共发现市容秩序案件1件。至10月31日已全部整改，整改率100.00%。"
        "本年累计发现案件1件，已整改1件，整改率100.00%。"
    )
    assert wording.problems(figures) == ["没有超期未整改的案件，也没有同一地点反复出现的问题。"]


def test_an_unfinished_month_says_until_when(books: Books) -> None:
    books.case("2026-10-05")
    text = plain(wording.summary(books.figures(today=date(2026, 10, 8))))
    assert text.startswith("2026年10月（截至10月8日）共发现市容秩序案件1件。至10月8日尚未整改，")


def test_a_year_is_compared_with_the_year_before_once(books: Books) -> None:
    books.case("2025-10-05")
    for _ in range(2):
        books.case("2026-10-05")
    text = plain(wording.summary(books.figures(Period.year(2026))))
    assert "共发现市容秩序案件2件，同比上升100.0%。" in text
    assert "环比" not in text
    assert "本年累计" not in text


def test_daily_work_in_the_order_of_the_log(books: Books) -> None:
    books.log("2026-10-05", {ADVISED: 48400, AREA: 3650, VEHICLES: 26300, PEOPLE: 118400})
    assert wording.daily_work(books.figures()) == (
        "本月共出动执法人员1184人次、车辆263台次，劝导占道经营484起，拆除面积36.5平方米。"
    )


@pytest.mark.parametrize(
    ("counts", "text"),
    [
        ({VEHICLES: 300}, "本月共出动车辆3台次。"),
        ({ADVISED: 500}, "本月劝导占道经营5起。"),
        ({PEOPLE: 0}, ""),
    ],
)
def test_daily_work_of_which_little_was_counted(
    books: Books, counts: dict[int, int], text: str
) -> None:
    books.log("2026-10-05", counts)
    assert wording.daily_work(books.figures()) == text


def test_a_long_log_is_cut_and_the_table_named(books: Books) -> None:
    books.log("2026-10-05", dict.fromkeys((PEOPLE, *range(3203, 3217)), 100))
    text = wording.daily_work(books.figures())
    assert text.startswith("本月共出动执法人员1人次，劝导占道经营1起，")
    assert text.endswith("，清理条幅1条，其余见执法日志统计表。")
    assert text.count("，") == 13


def test_highlights_join_cases_and_daily_work(books: Books) -> None:
    books.case("2026-09-05")
    books.case("2026-09-06")
    books.case("2026-10-05", closed_on="2026-10-06")
    books.case("2026-10-05", SHOP)
    books.log("2026-10-05", {ADVISED: 500, AREA: 1200})
    assert [*map(plain, wording.highlights(books.figures()))] == [
        "占道经营方面，发现1件，环比下降50.0%，已全部整改，日常执法中劝导占道经营5起。",
        "店外经营方面，发现1件，尚未整改。",
        "户外广告方面，没有登记案件，日常执法中拆除面积12平方米。",
    ]


def test_the_largest_classes_and_places_are_named_first(books: Books) -> None:
    for category, town, cases in (
        (STREET, "甲镇", 1),
        (SHOP, "乙镇", 3),
        (SIGN, "丙镇", 2),
        (SMOKE, "丁镇", 2),
    ):
        for number in range(cases):
            books.case("2026-10-05", category, town=town, address=f"文化街{number}号")
    figures = books.figures()
    assert plain(wording.classes(figures)) == (
        "从问题类别看，店外经营3件，占37.50%；餐饮油烟2件，占25.00%；户外广告2件，占25.00%，"
        "三类合计占案件总数的87.50%。"
    )
    assert plain(wording.places(figures)) == "从区域看，案件较多的是乙镇3件、丙镇2件、丁镇2件。"


def test_one_class_alone_needs_no_shares(books: Books) -> None:
    books.case("2026-10-05", SHOP)
    assert plain(wording.classes(books.figures())) == "本月案件均为店外经营问题。"


def test_handling_against_what_is_aimed_at(books: Books) -> None:
    for _ in range(9):
        books.case("2026-10-05", handling=SERVICE)
    books.case("2026-10-05", handling=ENFORCE)
    books.case("2026-10-05")
    assert plain(wording.handling(books.figures())) == (
        "按处置方式分，服务劝导9件，占90.00%（比70%的目标高20.00个百分点）；"
        "管理规范0件，占0.00%（比20%的目标低20.00个百分点）；"
        "执法处罚1件，占10.00%（符合10%的目标）。"
        "另有1件未填写处置方式，不计入占比。"
    )


def test_problems_name_what_is_late_what_returns_and_what_rises(books: Books) -> None:
    books.case("2026-09-05", SIGN)
    books.case("2026-10-01", due_on="2026-10-11", address="文化街2号")
    books.case("2026-10-02", due_on="2026-10-03", closed_on="2026-10-04", address="文化街2号")
    assert [*map(plain, wording.problems(books.figures()))] == [
        "1．整改不够及时。至10月31日有1件超过期限仍未整改，其中最长已超期20天，本月整改的案件中有1件超期完成。",
        "2．个别点位多次发现。反弹之外，本月同一地点同类问题发现两次及以上的有文化街2号占道经营（2次）。",
        "3．部分问题有所增多。与上月相比，增加较多的类别为占道经营（增加2件）。",
    ]


def test_no_numbers_break_the_grammar(books: Books) -> None:
    chance = Random(11)
    for _ in range(60):
        found = date(2025, 8, 1) + timedelta(days=chance.randrange(460))
        closed = found + timedelta(days=chance.randrange(20)) if chance.random() < 0.6 else None
        books.case(
            found.isoformat(),
            chance.choice((STREET, SHOP, SIGN)),
            closed_on=closed.isoformat() if closed else "",
            due_on=(found + timedelta(days=5)).isoformat(),
            town=chance.choice(("", "甲镇", "乙镇")),
            handling=chance.choice((SERVICE, ENFORCE, None)),
        )
    for months_back in range(16):
        begins = Period.months_long(Month(2026, 12).plus(-months_back), 1, 31)
        for period in (begins, begins.to_date):
            for text in everything(books.figures(period)):
                assert not BROKEN.search(text.replace("(", "（")), text
                assert text == "" or text.endswith("。"), text
