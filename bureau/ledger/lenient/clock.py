"""Times of day as people write them: 8:30, 9时, 下午3点半."""

from __future__ import annotations

import re
from datetime import datetime, time
from decimal import Decimal

from bureau.ledger.entry import EntryFault, Raw
from bureau.ledger.lenient.numerals import read_numeral
from bureau.ledger.lenient.texts import tidy

_SUGGESTION = "请按 24 小时制写成 09:30"
_MORNING = ("凌晨", "清晨", "早晨", "早上", "上午", "早", "AM")
_NOON = ("中午", "正午")
_AFTERNOON = ("下午", "午后", "傍晚", "PM")
_NIGHT = ("晚上", "晚间", "夜间", "夜里", "深夜", "晚", "夜")
PART_OF_DAY = "|".join((*_MORNING[:-1], *_NOON, *_AFTERNOON[:-1], *_NIGHT))
_NUMBER = r"(?:\d{1,2}|[〇零一二两三四五六七八九十]{1,3})"
_CLOCK = re.compile(
    rf"(?P<part>{PART_OF_DAY})?(?P<hour>{_NUMBER})"
    rf"(?::(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?分?"
    rf"|[点时](?P<spoken>半|一刻|三刻|整|{_NUMBER})?(?:分(?:\d{{1,2}}秒)?|钟)?)"
    r"(?:许|左右|前后)?(?P<half>AM|PM)?(?:Z|\+08:?00)?",
    re.I,
)
_SPOKEN_MINUTES = {"半": 30, "一刻": 15, "三刻": 45, "整": 0}


def parse_time(raw: Raw) -> time:
    """The time of day that `raw` means: time, fraction of a day, or text. Raises EntryFault."""
    if isinstance(raw, datetime):
        return raw.time().replace(microsecond=0, tzinfo=None)
    if isinstance(raw, time):
        return raw.replace(microsecond=0, tzinfo=None)
    if isinstance(raw, float | Decimal) and 0 <= raw < 1:
        return time_of_fraction(Decimal(repr(raw) if isinstance(raw, float) else raw))
    text = tidy(raw) if isinstance(raw, str) else ""
    digits = text.replace("：", ":").replace(" ", "")
    if re.fullmatch(r"\d{4}", digits):
        digits = f"{digits[:2]}:{digits[2:]}"
    found = read_clock(digits)
    if found is None:
        raise EntryFault(f"“{raw}”不是时刻", _SUGGESTION)
    return found


def read_clock(text: str) -> time | None:
    """The time that `text` (half-width, without spaces) spells, None when it is no time at all.

    Raises EntryFault for a time that doesn't exist or could be on either side of midnight.
    """
    match = _CLOCK.fullmatch(text)
    if match is None:
        return None
    hour = _number(match["hour"])
    spoken = match["spoken"] or "整"
    minute = int(match["minute"]) if match["minute"] else _SPOKEN_MINUTES.get(spoken)
    if minute is None:
        minute = _number(spoken)
    hour = _hour_of_day(hour, (match["half"] or match["part"] or "").upper(), text)
    second = int(match["second"] or 0)
    if hour > 23 or minute > 59 or second > 59:
        raise EntryFault(f"没有“{text}”这个时刻", _SUGGESTION)
    return time(hour, minute, second)


def time_of_fraction(fraction: Decimal) -> time:
    """A spreadsheet's fraction of a day, to the nearest second: 0.395833333 → 09:30."""
    seconds = min(int((fraction * 86_400).to_integral_value()), 86_399)
    return time(seconds // 3600, seconds // 60 % 60, seconds % 60)


def _number(text: str) -> int:
    value = int(text) if text.isdecimal() else read_numeral(text.lstrip("〇零") or "零")
    return 99 if value is None else value


def _hour_of_day(hour: int, part: str, text: str) -> int:
    """The hour on the 24-hour clock, given the part of the day it was said to be in."""
    if part in _MORNING and hour == 12 and part not in ("上午", "早上"):
        return 0
    if part in _NOON and hour in (1, 2):
        return hour + 12
    if part in _AFTERNOON and hour < 12:
        return hour + 12
    if part in _NIGHT:
        # 晚上12点 and 夜里2点 belong to the next day for some and to this one for others.
        if hour < 5 or hour == 12:
            raise EntryFault(f"“{text}”说不准是哪一天的时刻", _SUGGESTION)
        return hour + 12 if hour < 12 else hour
    return hour
