"""Titles of official papers break between words, in lines of like length."""

from __future__ import annotations

from collections import defaultdict

import pytest

from bureau.reports.render.titles import title_lines, words_of

EVERY: defaultdict[str, int] = defaultdict(lambda: 1000, dict.fromkeys("0123456789", 500))
"""Each character as wide as it is high, digits half of that."""


def test_a_title_is_cut_into_words_dates_and_brackets() -> None:
    assert words_of("关于2026年10月城市管理综合考核情况的通报（征求意见稿）") == [
        "关于", "2026年10月", "城市管理", "综合考核", "情况的", "通报", "（征求意见稿）",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        (
            "关于2026年10月城市管理综合考核情况的通报",
            ["关于2026年10月城市管理", "综合考核情况的通报"],
        ),
        (
            "关于做好市容秩序和环境卫生专项整治工作的通知",
            ["关于做好市容秩序和环境卫生", "专项整治工作的通知"],
        ),
    ],
)
def test_lines_break_between_words(title: str, lines: list[str]) -> None:
    assert title_lines(title, 2, EVERY, 20_000) == lines


def test_and_stays_with_what_it_leads_to() -> None:
    first, second = title_lines("关于市容秩序和环境卫生的通报", 2, EVERY, 9_000) or ("", "")
    assert (first, second) == ("关于市容秩序", "和环境卫生的通报")


def test_words_that_fit_no_line_are_left_to_the_characters() -> None:
    assert title_lines("城市管理综合行政执法局", 2, EVERY, 9_000) is None
