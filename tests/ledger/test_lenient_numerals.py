"""Chinese numerals and sums in capitals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bureau.ledger.lenient.numbers import parse_money_fen
from bureau.ledger.lenient.numerals import read_numeral, read_year_digits, rmb_upper


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("零", 0),
        ("〇", 0),
        ("两", 2),
        ("十", 10),
        ("十五", 15),
        ("二十", 20),
        ("廿八", 28),
        ("卅一", 31),
        ("九十九", 99),
        ("一百", 100),
        ("一百零五", 105),
        ("一百一十五", 115),
        ("一百十五", 115),
        ("一百五十", 150),
        ("二百零一", 201),
        ("一千零五", 1005),
        ("一千零五十", 1050),
        ("两千三百", 2300),
        ("九千九百九十九", 9999),
        ("一万", 10_000),
        ("一万零五", 10_005),
        ("一万五千", 15_000),
        ("十二万三千四百五十六", 123_456),
        ("一百二十万", 1_200_000),
        ("三亿", 300_000_000),
        ("三亿零二万", 300_020_000),
        ("壹仟贰佰叁拾肆", 1234),
    ],
)
def test_numerals(text: str, number: int) -> None:
    assert read_numeral(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "三五",
        "十十",
        "一百五",
        "一万五",
        "百",
        "零五十",
        "一百零",
        "一零",
        "二〇二六",
        "十几",
        "8",
        "万",
        "一千五十",
        "五百千",
    ],
)
def test_what_spells_no_exact_number(text: str) -> None:
    assert read_numeral(text) is None


def test_years_digit_by_digit() -> None:
    assert read_year_digits("二〇二六") == read_year_digits("二零二六") == 2026
    assert read_year_digits("二O二六") == 2026
    assert read_year_digits("二六") == 26
    assert read_year_digits("二十六") is None


# Worked out by hand by the rules for vouchers (支付结算办法, annex 1).
SUMS = [
    (0, "零元整"),
    (1, "壹分"),
    (10, "壹角整"),
    (11, "壹角壹分"),
    (100, "壹元整"),
    (101, "壹元零壹分"),
    (110, "壹元壹角整"),
    (111, "壹元壹角壹分"),
    (1000, "壹拾元整"),
    (1005, "壹拾元零伍分"),
    (1050, "壹拾元零伍角整"),
    (10000, "壹佰元整"),
    (10100, "壹佰零壹元整"),
    (11000, "壹佰壹拾元整"),
    (32504, "叁佰贰拾伍元零肆分"),
    (100100, "壹仟零壹元整"),
    (100500, "壹仟零伍元整"),
    (140950, "壹仟肆佰零玖元伍角整"),
    (168032, "壹仟陆佰捌拾元零叁角贰分"),
    (600714, "陆仟零柒元壹角肆分"),
    (1000000, "壹万元整"),
    (1000100, "壹万零壹元整"),
    (1640902, "壹万陆仟肆佰零玖元零贰分"),
    (10000000, "壹拾万元整"),
    (10001000, "壹拾万零壹拾元整"),
    (10700053, "壹拾万柒仟元零伍角叁分"),
    (100000000, "壹佰万元整"),
    (10000000000, "壹亿元整"),
    (10001000000, "壹亿零壹万元整"),
    (10000000001, "壹亿元零壹分"),
    (100000010000, "壹拾亿零壹佰元整"),
    (100050000000, "壹拾亿零伍拾万元整"),
    (1000000000000, "壹佰亿元整"),
    (100000000000000, "壹万亿元整"),
    (9999999999999, "玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    (-510, "负伍元壹角整"),
]


@pytest.mark.parametrize(("fen", "words"), SUMS)
def test_sums_in_capitals(fen: int, words: str) -> None:
    assert rmb_upper(fen) == words


@given(st.integers(-(10**15), 10**15))
def test_every_sum_in_capitals_reads_back(fen: int) -> None:
    assert parse_money_fen(rmb_upper(fen)) == fen
