"""Numbers, quantities and money as people write them."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bureau.ledger.entry import EntryFault, Raw
from bureau.ledger.lenient.numbers import (
    parse_decimal,
    parse_money_fen,
    parse_quantity,
    plain_text,
    to_scaled,
)


@pytest.mark.parametrize(
    ("raw", "number", "unit"),
    [
        ("8", "8", ""),
        ("０", "0", ""),
        (" ８\u3000", "8", ""),
        ("2．5", "2.5", ""),
        ("+5", "5", ""),
        ("-5", "-5", ""),
        ("－５", "-5", ""),
        ("−5", "-5", ""),
        ("负五", "-5", ""),
        ("(1,234.50)", "-1234.50", ""),
        ("（１２３）", "-123", ""),
        ("1,234.50", "1234.50", ""),
        ("１，２３４，５６７", "1234567", ""),
        ("1.2万", "12000", ""),
        ("1.2 万元", "12000", "元"),
        ("3亿", "300000000", ""),
        ("2百万元", "2000000", "元"),
        ("5百", "500", ""),
        ("3千瓦", "3", "千瓦"),
        ("3千米", "3", "千米"),
        ("￥1,234.5", "1234.5", "元"),
        ("¥12", "12", "元"),
        ("12圆", "12", "元"),
        ("8台次", "8", "台次"),
        ("8 台次", "8", "台次"),
        ("8（台次）", "8", "台次"),
        ("八台次", "8", "台次"),
        ("共80起", "80", "起"),
        ("合计：80", "80", ""),
        ("46.3㎡", "46.3", "㎡"),
        ("46.3平方米", "46.3", "平方米"),
        ("46.3m2", "46.3", "m2"),
        ("98.5%", "98.5", "%"),
        ("98.5％", "98.5", "%"),
        ("1.88E+10", "18800000000", ""),
        (".5", "0.5", ""),
        ("二十", "20", ""),
        ("一百零五", "105", ""),
        ("两", "2", ""),
        ("两百", "200", ""),
        ("三点二五", "3.25", ""),
        ("一百二十万", "1200000", ""),
        (7, "7", ""),
        (5.0, "5", ""),
        (46.3, "46.3", ""),
        (46.300000000000004, "46.300000000000004", ""),
        (Decimal("1.50"), "1.50", ""),
    ],
)
def test_quantities(raw: Raw, number: str, unit: str) -> None:
    assert parse_quantity(raw) == (Decimal(number), unit)


@pytest.mark.parametrize(
    ("raw", "words", "suggestion"),
    [
        ("约二十", "“约二十”不是确切的数", "请写成数字，如 20"),
        ("约20起", "不是确切的数", "请写成数字，如 20"),
        ("50余", "不是确切的数", "请写成数字，如 50"),
        ("八十多", "不是确切的数", "请写成数字，如 80"),
        ("十余起", "不是确切的数", "请写成数字，如 10"),
        ("30左右", "不是确切的数", "请写成数字，如 30"),
        ("不到100", "不是确切的数", "请写成数字，如 100"),
        ("二十几", "不是确切的数", "请写成数字，如 20"),
        ("几十", "不是确切的数", "请写成数字，如 10"),
        ("三五起", "不是确切的数", "请写成数字，如 20"),
        ("一百五", "不是确切的数", "请写成数字，如 20"),
        ("若干", "不是确切的数", "请写成数字，如 20"),
        ("3车约2吨", "不止一个数", "请分开填写，一格只写一个数"),
        ("3-5", "不止一个数", "请分开填写，一格只写一个数"),
        ("3～5起", "不止一个数", "请分开填写，一格只写一个数"),
        ("8+3", "不止一个数", "请分开填写，一格只写一个数"),
        ("12（含夜间3）", "不止一个数", "请分开填写，一格只写一个数"),
        ("10月8日", "不止一个数", "请分开填写，一格只写一个数"),
        ("1.2.3", "不止一个数|不是数", ""),
        ("1,23", "逗号", "请写成 1.23 或去掉逗号"),
        ("无", "不是数", "请写成数字，如 20"),
        ("abc", "不是数", "请写成数字，如 20"),
        ("nan", "不是数", "请写成数字，如 20"),
        ("Infinity", "不是数", "请写成数字，如 20"),
        ("", "没有填数", "请写成数字"),
        (None, "没有填数", "请写成数字"),
        (True, "不是数", "请写成数字"),
        (date(2026, 10, 8), "不是数", "请写成数字"),
        (time(9, 30), "不是数", "请写成数字"),
        (float("nan"), "不是数", "请写成数字"),
        (float("inf"), "不是数", "请写成数字"),
        ("1e999999", "太大", "请核对数字"),
        ("9" * 40, "太大", "请核对数字"),
        (1e300, "太大", "请核对数字"),
        (5e-324, "太小", "请核对数字"),
        ("#DIV/0!", "公式错误", "请先在表格里改好公式，或直接填写数值"),
    ],
)
def test_what_is_no_exact_number_is_refused(raw: Raw, words: str, suggestion: str) -> None:
    with pytest.raises(EntryFault, match=words) as caught:
        parse_quantity(raw)
    assert caught.value.suggestion.startswith(suggestion)


def test_a_decimal_takes_only_the_unit_it_is_told() -> None:
    assert parse_decimal("46.3㎡", unit="㎡") == Decimal("46.3")
    assert parse_decimal("1.2万元") == 12000
    assert parse_decimal("98.5%", percent=True) == Decimal("98.5")
    for raw in ("46.3㎡", "98.5%", "8台次"):
        with pytest.raises(EntryFault, match="里有单位"):
            parse_decimal(raw)


@pytest.mark.parametrize(
    ("number", "scale", "scaled"),
    [
        ("8", 0, 8),
        ("8.00", 0, 8),
        ("46.3", 2, 4630),
        ("-46.35", 2, -4635),
        ("46.300000000000004", 2, 4630),
        ("99.99999999999991", 2, 10000),
        ("5.6843418860808015E-14", 2, 0),
        ("1.2E+4", 2, 1200000),
    ],
)
def test_to_scaled(number: str, scale: int, scaled: int) -> None:
    assert to_scaled(Decimal(number), scale) == scaled


@pytest.mark.parametrize(
    ("number", "scale"),
    [("46.3", 0), ("46.305", 2), ("0.001", 2), ("46.30000001", 2), ("1E-13", 2), ("1E+30", 2)],
)
def test_more_decimals_than_the_scale_allows_are_refused(number: str, scale: int) -> None:
    with pytest.raises(EntryFault):
        to_scaled(Decimal(number), scale)


@pytest.mark.parametrize(
    ("raw", "unit", "fen"),
    [
        ("1.2", "元", 120),
        ("1.2", "万元", 1200000),
        (42.421467, "万元", 42421467),
        ("1.2万", "元", 1200000),
        ("1.2万", "万元", 1200000),
        ("1.2万元", "万元", 1200000),
        ("50元", "万元", 5000),
        ("￥50", "万元", 5000),
        ("￥1,234.50", "元", 123450),
        ("-3.5", "元", -350),
        (424214.67, "元", 42421467),
        (28.999999999999996, "元", 2900),
        ("12元5角", "元", 1250),
        ("12元5角3分", "元", 1253),
        ("12元零3分", "元", 1203),
        ("三元五角", "元", 350),
        ("8毛", "元", 80),
        ("壹仟零伍元整", "元", 100500),
        ("人民币壹拾万柒仟元零伍角叁分", "元", 10700053),
        ("零元整", "元", 0),
    ],
)
def test_money(raw: Raw, unit: str, fen: int) -> None:
    assert parse_money_fen(raw, unit) == fen


@pytest.mark.parametrize(
    "raw", ["0.005", "1.234", 0.1 + 0.005, "100元/次", "12.5元5角", "约5元", "5万多"]
)
def test_fractions_of_a_fen_and_unclear_sums_are_refused(raw: Raw) -> None:
    with pytest.raises(EntryFault):
        parse_money_fen(raw)


@given(st.integers(-(10**14), 10**14))
def test_every_sum_reads_back_from_its_text(fen: int) -> None:
    sign, (yuan, cents) = "-" if fen < 0 else "", divmod(abs(fen), 100)
    for text in (
        f"{sign}{yuan}.{cents:02d}",
        f"{sign}{yuan:,}.{cents:02d}",
        f"{sign}￥{yuan:,}.{cents:02d}元",
        f"{sign}{yuan}元{cents // 10}角{cents % 10}分",
    ):
        assert parse_money_fen(text) == fen
    assert parse_money_fen(Decimal(fen).scaleb(-2)) == fen
    assert parse_money_fen(Decimal(fen).scaleb(-6), "万元") == fen


@given(st.integers(-(10**13), 10**13))
def test_every_sum_reads_back_from_a_spreadsheet_number(fen: int) -> None:
    assert parse_money_fen(fen / 100) == fen


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=4
    )
)
def test_plain_text_is_the_same_number_without_exponent(number: Decimal) -> None:
    text = plain_text(number)
    assert Decimal(text) == number
    assert "E" not in text
    assert parse_decimal(text) == number


@given(st.one_of(st.text(), st.integers(), st.floats(), st.decimals()))
def test_anything_else_is_an_exact_number_or_a_fault(raw: Raw) -> None:
    with suppress(EntryFault):
        number = parse_quantity(raw).number
        assert number.is_finite()
        to_scaled(number, 2)
