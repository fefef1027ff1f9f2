"""Figures by name: how each kind of value reads, beside the periods before."""

from __future__ import annotations

from fractions import Fraction

import pytest

from bureau.reports.named import Named, Numbers

CASES = Named(
    key="market.cases",
    title="发现案件",
    value=183,
    unit="件",
    others={"before": 174, "ago": 0, "to_date": 1900},
)


@pytest.mark.parametrize(
    ("variant", "words"),
    [
        ("", "183"),
        ("before", "174"),
        ("ago", "0"),
        ("to_date", "1900"),
        # (183 - 174) / 174 = 5.17 %
        ("mom", "环比上升5.2%"),
        # Nothing can be said against 0.
        ("yoy", ""),
    ],
)
def test_what_the_variants_read(variant: str, words: str) -> None:
    assert CASES.variant(variant) == words
    assert Numbers([CASES]).texts().get(f"market.cases@{variant}".rstrip("@"), "") == words


def test_each_kind_of_value_reads_as_papers_print_it() -> None:
    rate = Named(key="r", title="整改率", value=Fraction(63, 76), measure="rate")
    money = Named(key="m", title="维修费用", value=964256, measure="money", unit="元")
    score = Named(key="s", title="得分", value=Fraction(9929, 100), measure="score", unit="分")
    assert (rate.text, money.text, score.text) == ("82.89%", "9,642.56", "99.29")
    assert Named(key="n", title="没有", value=None, measure="rate").text == "—"
    assert Named(key="w", title="等次", value="良好", measure="words").text == "良好"


def test_rates_differ_in_points() -> None:
    rate = Named(
        key="r",
        title="整改率",
        value=Fraction(63, 76),
        measure="rate",
        others={"before": Fraction(70, 76), "ago": None},
    )
    # 7/76 = 9.2 points less.
    assert rate.variant("mom") == "环比下降9.2个百分点"
    assert rate.variant("yoy") == ""


def test_who_asks_for_a_figure_that_is_not_there_gets_none() -> None:
    numbers = Numbers([CASES])
    assert numbers.text("market.cases@mom") == "环比上升5.2%"
    assert numbers.text("market.nothing") is None
    assert numbers.text("market.cases@nothing") is None
