"""The month that titles and file names say."""

from __future__ import annotations

from pathlib import PurePath

import pytest

from bureau.ledger.lenient.months import month_named_in, month_of_file


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("云岭县城市管理局市容秩序整治台账（2026年10月）", (2026, 10)),
        ("综合执法大队10月份工作日志", (None, 10)),
        ("10月", (None, 10)),
        ("十月份日志", (None, 10)),
        ("路灯夜巡记录-2026年10月.xlsx", (2026, 10)),
        ("2026-10", (2026, 10)),
        ("2026.1", (2026, 1)),
        ("2026_10", (2026, 10)),
        ("202610", (2026, 10)),
        ("日志20261008", (2026, 10)),
        ("２０２６年１０月", (2026, 10)),
        ("2026 年 10 月份", (2026, 10)),
        ("26年10月", (2026, 10)),
        ("二〇二六年十月", (2026, 10)),
        ("二零二六年十二月", (2026, 12)),
        ("二O二六年十月", (2026, 10)),
        ("2026.10.1-2026.10.31", (2026, 10)),
        ("2026年10月第2周", (2026, 10)),
        ("2026年度计划", (2026, None)),
        ("2026年第三季度", (2026, None)),
        ("2026年上半年", (2026, None)),
        ("2026年1-5月汇总", (2026, None)),
        ("2026年1—5月汇总", (2026, None)),
        ("2026年9月至10月", (2026, None)),
        ("9月至10月", (None, None)),
        ("2025年12月-2026年1月", (None, None)),
        ("云城管〔2026〕12号", (2026, None)),
        ("台账2026", (2026, None)),
        ("12345热线", (None, None)),
        ("建设大道120号", (None, None)),
        ("连续3个月", (None, None)),
        ("五月花广场", (None, None)),
        ("Sheet1", (None, None)),
        ("", (None, None)),
    ],
)
def test_month_named_in(text: str, expected: tuple[int | None, int | None]) -> None:
    assert month_named_in(text) == expected


def test_a_file_without_year_takes_it_from_its_folder() -> None:
    assert month_of_file(PurePath("台账/2026年/10月.xlsx")) == (2026, 10)
    assert month_of_file(PurePath("2025年/日志2026年9月.xls")) == (2026, 9)
