"""Deadlines in words: those that mean one thing are read, all others are asked about."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from bureau.ledger.entry import EntryFault, Raw
from bureau.ledger.lenient.deadlines import Deadline, parse_deadline


def read(raw: Raw, year: int | None = 2026) -> Deadline:
    return parse_deadline(raw, today=None, year=year)


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("2026年3月底前", "2026-03-31"),
        ("3月底前完成", "2026-03-31"),
        ("2月底", "2026-02-28"),
        ("2026年11月", "2026-11-30"),
        ("十一月底前", "2026-11-30"),
        ("元月底", "2026-01-31"),
        ("５月中旬", "2026-05-20"),
        ("5月上旬前", "2026-05-10"),
        ("2026年7月15日前", "2026-07-15"),
        ("6月30日前", "2026-06-30"),
        ("9.28", "2026-09-28"),
        (9.28, "2026-09-28"),
        (datetime(2026, 9, 28), "2026-09-28"),
        ("一季度末", "2026-03-31"),
        ("第3季度", "2026-09-30"),
        ("上半年", "2026-06-30"),
        ("下半年底前", "2026-12-31"),
        ("年底前", "2026-12-31"),
        ("2026年底", "2026-12-31"),
        ("今年底前完成", "2026-12-31"),
        ("年内完成", "2026-12-31"),
        ("每年12月底前", "2026-12-31"),
        ("2025年12月底", "2025-12-31"),
    ],
)
def test_words_for_a_day(words: Raw, due: str) -> None:
    day = date.fromisoformat(due)
    assert read(words) == Deadline(day, "once", day.year)


@pytest.mark.parametrize(
    ("words", "frequency"),
    [
        ("每月", "monthly"),
        ("每月5日前", "monthly"),
        ("按月报送", "monthly"),
        ("每季度", "quarterly"),
        ("每季度末", "quarterly"),
        ("每季度至少1次", "quarterly"),
        ("每半年", "half-yearly"),
        ("半年一次", "half-yearly"),
        ("长期坚持", "ongoing"),
        ("持续推进", "ongoing"),
        ("常态化开展", "ongoing"),
    ],
)
def test_words_for_a_rhythm_have_no_day(words: str, frequency: str) -> None:
    assert read(words) == Deadline(None, frequency, 2026)


@pytest.mark.parametrize("words", ["全年", "贯穿全年", "全年推进"])
def test_the_whole_year_ends_with_it(words: str) -> None:
    assert read(words) == Deadline(date(2026, 12, 31), "ongoing", 2026)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("11月前", "分不清"),
        ("二季度前", "分不清"),
        (9.1, "分不清是9月1日还是9月10日"),
        ("尽快", "不是日期"),
        ("3月初", "不是日期"),
        ("每两月", "不是日期"),
        ("每月、年底", "不是日期"),
        ("13月底", "没有这个月"),
        ("2月30日前", "没有这一天"),
        ("2026年", "只有年份"),
        ("底前", "不是日期"),
    ],
)
def test_what_may_mean_two_things_or_nothing_is_asked_about(words: Raw, reason: str) -> None:
    with pytest.raises(EntryFault) as caught:
        read(words)
    assert reason in caught.value.reason
    assert caught.value.suggestion


@pytest.mark.parametrize("words", ["3月底", "每季度", "长期坚持", "全年", "9.28", "年底"])
def test_without_a_year_nothing_is_taken(words: str) -> None:
    with pytest.raises(EntryFault, match="没有写年份"):
        read(words, year=None)


def test_a_year_that_is_written_needs_no_other() -> None:
    assert read("2025年3月底", year=None) == Deadline(date(2025, 3, 31), "once", 2025)
    assert read("2025.9.28", year=None) == Deadline(date(2025, 9, 28), "once", 2025)
