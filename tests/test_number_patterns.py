"""Patterns of paper numbers: how they are checked, kept and filled in."""

from __future__ import annotations

import pytest

from bureau.errors import UserError
from bureau.settings.declared import BUREAU
from bureau.settings.number_patterns import NumberPattern, filled

PATTERN = NumberPattern()


def number(pattern: str, serial: int = 7, segment: str = "") -> str:
    """The number of a bureau called 云城管 in 2026."""
    return filled(
        PATTERN.tidy(pattern),
        agency="云城管",
        word="责改",
        year=2026,
        serial=serial,
        segment=segment,
    )


@pytest.mark.parametrize(
    ("pattern", "shown"),
    [
        ("{机关代字}责改字〔{年}〕第{序:3}号", "云城管责改字〔2026〕第007号"),
        ("{机关代字}{文种}字〔{年}〕第{序:3}号", "云城管责改字〔2026〕第007号"),
        ("崇城管责改通[{年}]{序}号", "崇城管责改通〔2026〕7号"),
        ("（{年}）{ 文种 }{ 序：4 }", "〔2026〕责改0007"),
        ("YL{年}-{序:6}", "YL2026-000007"),
    ],
)
def test_a_pattern_becomes_a_number(pattern: str, shown: str) -> None:
    assert number(pattern) == shown


def test_a_serial_outgrows_its_digits_and_another_pc_has_its_mark() -> None:
    assert number("〔{年}〕第{序:3}号", 1234) == "〔2026〕第1234号"
    assert number("〔{年}〕第{序:3}号", segment="K7-") == "〔2026〕第K7-007号"


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("责改字第{序:3}号", "缺少 {年}"),
        ("责改字〔{年}〕号", "缺少 {序}"),
        ("{代字}责改字〔{年}〕第{序}号", "不认识 {代字}"),
        ("〔{年:4}〕第{序}号", "不认识 {年:4}"),
        ("〔{年}〕第{序:0}号", "位数要在 1 到 6 之间"),
        ("〔{年}〕第{序:9}号", "位数要在 1 到 6 之间"),
        ("〔{年}〕第{序}号}", "花括号没有成对"),
        ("城" * 40 + "〔{年}〕第{序}号", "超过 40 个字"),
    ],
)
def test_what_is_wrong_with_a_pattern_is_said(pattern: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        PATTERN.tidy(pattern)


def test_shipped_patterns_are_right_as_they_stand() -> None:
    patterns = [one for one in BUREAU if isinstance(one.type, NumberPattern)]
    assert len(patterns) == 3
    for one in patterns:
        assert one.type.tidy(one.default) == one.default


def test_blank_is_the_default() -> None:
    assert PATTERN.tidy("  ") == ""
