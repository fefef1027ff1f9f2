"""Year and month from option, title, sheet, file and, last, the day a table was filled in."""

from __future__ import annotations

from pathlib import Path

import pytest

from bureau.errors import UserError
from bureau.exchange.context import context_of, read_option

FILE = Path("云岭县") / "整治台账-2026年12月.xlsx"


def test_the_option_goes_before_the_title_and_the_title_before_the_file() -> None:
    found = context_of("2024-03", ["台账（2025年11月）"], "Sheet1", FILE)
    assert (found.year, found.month, found.source) == (2024, 3, "“月份”选项")
    found = context_of(None, ["台账（2025年11月）"], "Sheet1", FILE)
    assert (found.year, found.month) == (2025, 11)
    found = context_of(None, ["台账"], "Sheet1", FILE)
    assert (found.year, found.month, found.source) == (2026, 12, "文件名")


def test_year_and_month_may_come_from_different_places() -> None:
    found = context_of(None, ["综合执法大队10月份工作日志"], "Sheet1", Path("日志2026.xlsx"))
    assert (found.year, found.month) == (2026, 10)


def test_the_day_of_filling_in_counts_last_and_casts_no_doubt() -> None:
    found = context_of(None, ["整治台账", "填报日期：2027年1月5日"], "Sheet1", FILE)
    assert (found.year, found.month, found.doubts) == (2026, 12, ())
    alone = context_of(None, ["整治台账", "填报日期：2027年1月5日"], "Sheet1", Path("台账.xlsx"))
    assert (alone.year, alone.source) == (2027, "填报日期")


def test_nothing_says_nothing() -> None:
    found = context_of(None, ["整治台账"], "Sheet1", Path("台账.xlsx"))
    assert (found.year, found.month, found.source) == (None, None, "")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-10", (2026, 10)),
        ("2026", (2026, None)),
        ("2026年3月", (2026, 3)),
        (None, (None, None)),
    ],
)
def test_the_option_as_people_write_it(
    text: str | None, meant: tuple[int | None, int | None]
) -> None:
    assert read_option(text) == meant


def test_an_option_that_is_no_month_is_refused() -> None:
    with pytest.raises(UserError, match="请写成 2026-10"):
        read_option("十月")
