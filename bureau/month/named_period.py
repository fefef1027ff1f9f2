"""The period itself among the named figures: a text that says 2026年10月 says the next month when it moves on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from bureau.calendar.periods import Period, month_holding
from bureau.calendar.words import last_day_seen
from bureau.reports.citing import Cited, cite, pieces
from bureau.reports.named import Named

GROUP: Final = ("统计时段",)


def named_period(period: Period, today: date) -> Iterator[Named]:
    """Its title, its year, its last day, the month that follows."""
    for key, title, words in _words(period, today):
        yield Named(key=f"period.{key}", title=title, value=words, measure="words", group=GROUP)


def _words(period: Period, today: date) -> Iterator[tuple[str, str, str]]:
    following = date.fromordinal(period.last.toordinal() + 1)
    yield "title", "时段", period.title
    yield "year", "年份", f"{period.last.year}年"
    yield "end", "期末日期", last_day_seen(period, today)
    yield "following", "下一个月", f"{_following(period, following).month}月"


def _following(period: Period, day: date) -> date:
    """The last day of the statistical month that begins on `day`."""
    return month_holding(day, period.month_end_day).last


def tied(text: str, period: Period, today: date) -> str:
    """A drafted text with its own period cited, where that is what is meant."""
    words = {key: words for key, _, words in _words(period, today)}
    end, following = re.escape(words["end"]), re.escape(words["following"])
    places = (
        ("title", rf"(?<!\d){re.escape(words['title'])}(?![\d年月日季])"),
        ("end", rf"(?<=至){end}"),
        ("following", rf"(?<!\d){following}(?=到期|底前)"),
        ("year", rf"(?<!\d){re.escape(words['year'])}(?!\d)"),
    )
    for key, pattern in places:
        text = "".join(
            str(piece)
            if isinstance(piece, Cited)
            else re.sub(pattern, cite(f"period.{key}", words[key]), piece)
            for piece in pieces(text)
        )
    return text
