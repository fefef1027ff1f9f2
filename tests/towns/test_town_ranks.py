"""Ranks, money and movement of towns by the default amounts, each group worked out by hand."""

from __future__ import annotations

import pytest

from bureau.assessment.exact import score_text
from tests.towns.town_books import COUNTRY, NOVEMBER, STREETS, Towns, ranking

WAN = 10_000


@pytest.mark.parametrize(
    ("totals", "expected"),
    [
        # n // 2 are rewarded; from three on the last pays 10,000, from six on the last but one 5,000.
        (["90", "80"], [(1, 3 * WAN), (2, 0)]),
        (["80", "95.5", "90"], [(1, 3 * WAN), (2, 0), (3, -WAN)]),
        (["92", "90", "88", "86"], [(1, 3 * WAN), (2, 2 * WAN), (3, 0), (4, -WAN)]),
        (
            ["92", "90", "88", "86", "84"],
            [(1, 3 * WAN), (2, 2 * WAN), (3, 0), (4, 0), (5, -WAN)],
        ),
        (
            ["95", "94", "93", "92", "91", "90", "89", "88"],
            [(1, 3 * WAN), (2, 2 * WAN), (3, WAN), (4, 0), (5, 0), (6, 0), (7, -5_000), (8, -WAN)],
        ),
        # Two at the top share 30,000 and 20,000; the next place is the third.
        (["92", "92", "88", "86"], [(1, 25_000), (1, 25_000), (3, 0), (4, -WAN)]),
        # Two at the bottom of four share 0 and −10,000.
        (["92", "90", "86", "86"], [(1, 3 * WAN), (2, 2 * WAN), (3, -5_000), (3, -5_000)]),
        # The second and third of four lie on both sides of the line: 20,000 and 0.
        (["92", "90", "90", "86"], [(1, 3 * WAN), (2, WAN), (2, WAN), (4, -WAN)]),
        # All of three alike: 30,000, 0 and −10,000 shared, 6,666.67 each.
        (["90", "90", "90"], [(1, 6_666), (1, 6_666), (1, 6_666)]),
        # 89.994 can't be entered; 89.99 and 90 are no tie.
        (["89.99", "90"], [(1, 3 * WAN), (2, 0)]),
    ],
)
def test_one_group(towns: Towns, totals: list[str], expected: list[tuple[int, int]]) -> None:
    for number, total in enumerate(totals):
        towns.score(f"{number}镇", total)
    month = towns.judged()
    assert [(rank, yuan) for _, rank, yuan in ranking(month)] == expected
    assert month.faults == ()
    assert [place.score for place in month.places] == sorted(
        (place.score for place in month.places if place.score is not None), reverse=True
    )


def test_the_shared_amount_is_rounded_once(towns: Towns) -> None:
    for number in range(3):
        towns.score(f"{number}镇", "90")
    assert {place.fen for place in towns.judged().places} == {666_667}


def test_groups_are_ranked_apart_and_together(towns: Towns) -> None:
    towns.town("河口镇", COUNTRY)
    towns.town("城东街道", STREETS)
    towns.town("城西街道", STREETS)
    towns.town("石桥镇", COUNTRY)
    towns.score("河口镇", "91")
    towns.score("城东街道", "90")
    towns.score("城西街道", "92")
    towns.score("石桥镇", "89")
    month = towns.judged()
    assert [(one.title, one.group, one.rank, one.overall) for one in month.places] == [
        ("城西街道", STREETS, 1, 1),
        ("城东街道", STREETS, 2, 3),
        ("河口镇", COUNTRY, 1, 2),
        ("石桥镇", COUNTRY, 2, 4),
    ]


def test_the_group_of_the_row_goes_before_the_register(towns: Towns) -> None:
    towns.town("城东街道", STREETS)
    towns.score("城东街道", "90", group=towns.item("town-group", COUNTRY))
    towns.town("城西街道", STREETS)
    towns.score("城西街道", "91")
    assert [(one.title, one.group) for one in towns.judged().places] == [
        ("城西街道", STREETS),
        ("城东街道", COUNTRY),
    ]


def test_a_town_without_a_group_among_others_with_one(towns: Towns) -> None:
    towns.town("城东街道", STREETS)
    towns.town("新区", "")
    towns.score("城东街道", "90")
    towns.score("新区", "95")
    month = towns.judged()
    assert month.faults == ("“新区”没有组别，请在镇街名册或成绩里填写“组别”。",)
    assert {place.title: place.rank for place in month.places} == {"城东街道": 1, "新区": None}


def test_where_no_town_has_a_group_all_are_one(towns: Towns) -> None:
    towns.town("甲镇", "")
    towns.town("乙镇", "")
    towns.score("甲镇", "90")
    towns.score("乙镇", "91")
    month = towns.judged()
    assert ranking(month) == [("乙镇", 1, 30_000), ("甲镇", 2, 0)]
    assert month.faults == ()


def test_movement_from_month_to_month(towns: Towns) -> None:
    for town, october, later in (
        ("甲镇", "95", "90"),
        ("乙镇", "94", "94"),
        ("丙镇", "93", "95"),
        ("丁镇", "92", "92"),
    ):
        towns.score(town, october)
        towns.score(town, later, month=NOVEMBER)
    assert all(place.movement is None for place in towns.judged().places)
    november = towns.judged(NOVEMBER).places
    # Now: 丙, 乙, 丁, 甲; before: 甲, 乙, 丙, 丁.
    assert [(place.title, place.before, place.movement) for place in november] == [
        ("丙镇", 3, 2),
        ("乙镇", 2, 0),
        ("丁镇", 4, 1),
        ("甲镇", 1, -3),
    ]


def test_a_rank_in_another_group_is_no_rank_before(towns: Towns) -> None:
    town = towns.town("新镇", COUNTRY)
    towns.score("新镇", "90")
    with towns.desk.store.operation(towns.desk, "改组别") as op:
        op.update("towns", town, {"group": towns.item("town-group", STREETS)})
    towns.score("新镇", "91", month=NOVEMBER, group=towns.item("town-group", STREETS))
    with towns.desk.store.operation(towns.desk, "改组别") as op:
        op.update("towns", town, {"group": towns.item("town-group", COUNTRY)})
    (place,) = towns.judged(NOVEMBER).places
    assert (place.group, place.before, place.movement) == (STREETS, None, None)


def test_what_is_not_scored_stands_last_without_money(towns: Towns) -> None:
    towns.score("甲镇", marks={}, unscored="洪涝灾害，本月不参评")
    towns.score("乙镇", "80")
    towns.score("丙镇", "85")
    month = towns.judged()
    assert [(one.title, one.rank, one.units, one.fen, one.reason) for one in month.places] == [
        ("丙镇", 1, 2, 3_000_000, ""),
        ("乙镇", 2, 2, 0, ""),
        ("甲镇", None, 2, 0, "洪涝灾害，本月不参评"),
    ]
    assert month.faults == ()


def test_the_register_decides_the_order_of_equals(towns: Towns) -> None:
    towns.town("后镇", COUNTRY, position=2)
    towns.town("前镇", COUNTRY, position=1)
    towns.score("后镇", "90")
    towns.score("前镇", "90")
    month = towns.judged()
    assert [place.title for place in month.places] == ["前镇", "后镇"]
    assert [score_text(one.score.total) for one in month.judged if one.score] == ["90.00"] * 2
