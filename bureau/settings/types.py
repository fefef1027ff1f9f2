"""Types of settings: how each is read leniently, kept as text and given as a value."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Generic, TypeVar

from bureau.calendar.working import parse_hours
from bureau.errors import UserError
from bureau.ledger.lenient.texts import tidy

T_co = TypeVar("T_co", covariant=True)
WEEKDAYS = "一二三四五六日"
YES, NO = "是", "否"
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2})|[点时](?:(\d{1,2})分|(\d{2})|(半))?)")
_BETWEEN = re.compile(r"[-—–~至到、,，;；\s]*")
_NUMBER = re.compile(r"[0-9]{1,6}(\.[0-9]{1,2})?")
_DATE = re.compile(r"(\d{4})\D(\d{1,2})\D(\d{1,2})")


def plain(text: str) -> str:
    """`text` with half-width digits and signs, without blanks around it."""
    return unicodedata.normalize("NFKC", text).strip()


def time_text(hour: str, minute: str, minutes: str, bare: str, half: str) -> str:
    """A time as a clock shows it: 8点半 is 08:30."""
    return f"{int(hour):02}:{int('30' if half else minute or minutes or bare or 0):02}"


def days_text(days: Iterable[date]) -> str:
    """Days as they are stored."""
    return " ".join(day.isoformat() for day in sorted(days))


def years_text(years: Iterable[int]) -> str:
    """Years as they are stored."""
    return " ".join(map(str, sorted(years)))


def weekdays_text(weekdays: Iterable[int]) -> str:
    """Weekdays (Monday is 0) as they are stored: 1-5."""
    return Weekdays().tidy(",".join(str(day + 1) for day in weekdays))


@dataclass(frozen=True, kw_only=True)
class SettingType(Generic[T_co]):
    """What all share: `tidy` gives the text that is stored, `value` what it means."""

    def tidy(self, text: str) -> str:
        """The text in its stored form, blank for nothing. Raises UserError."""
        raise NotImplementedError

    def value(self, text: str) -> T_co:
        """What a text means. Raises UserError."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class Line(SettingType[str]):
    """One line of text."""

    limit: int = 60

    def tidy(self, text: str) -> str:
        """Without stray blanks; at most `limit` characters."""
        line = " ".join(tidy(text).split())
        if len(line) > self.limit:
            raise UserError(f"超过 {self.limit} 个字，请写短一些")
        return line

    def value(self, text: str) -> str:
        """The line itself."""
        return text


@dataclass(frozen=True, kw_only=True)
class WholeNumber(SettingType[int]):
    """A whole number between bounds."""

    minimum: int
    maximum: int
    unit: str = ""

    def tidy(self, text: str) -> str:
        """The number in plain digits."""
        word = plain(text).removesuffix(self.unit).strip()
        if not word:
            return ""
        if not word.isascii() or not word.isdigit():
            raise UserError(f"要填数字，{self.minimum} 到 {self.maximum} 之间")
        if not self.minimum <= int(word) <= self.maximum:
            raise UserError(f"要在 {self.minimum} 到 {self.maximum} 之间，请核对")
        return str(int(word))

    def value(self, text: str) -> int:
        """The number. Raises UserError for none."""
        number = self.tidy(text)
        if not number:
            raise UserError(f"要填数字，{self.minimum} 到 {self.maximum} 之间")
        return int(number)


@dataclass(frozen=True, kw_only=True)
class Hundredths(SettingType[int]):
    """A number with two decimals at most between bounds; all of them count in hundredths."""

    minimum: int
    maximum: int
    unit: str = ""

    def tidy(self, text: str) -> str:
        """The number in plain digits: 19.5."""
        word = plain(text).removesuffix(plain(self.unit)).strip()
        if not word:
            return ""
        if not _NUMBER.fullmatch(word):
            raise UserError(f"要填数字，最多两位小数，{self.bounds}之间")
        number = Decimal(word)
        if not self.minimum <= number * 100 <= self.maximum:
            raise UserError(f"要在 {self.bounds}之间，请核对")
        return f"{number.normalize():f}"

    def value(self, text: str) -> int:
        """The number in hundredths. Raises UserError for none."""
        number = self.tidy(text)
        if not number:
            raise UserError(f"要填数字，{self.bounds}之间")
        return int(Decimal(number) * 100)

    @property
    def bounds(self) -> str:
        """0 到 100."""
        low, high = (f"{Decimal(one) / 100:f}" for one in (self.minimum, self.maximum))
        return f"{low} 到 {high} "


@dataclass(frozen=True, kw_only=True)
class Shares(SettingType[dict[str, int]]):
    """Percentages of named parts that make up 100, kept as 70/20/10."""

    parts: tuple[str, ...]

    def tidy(self, text: str) -> str:
        """The numbers with strokes between."""
        numbers = re.findall(r"\d+", plain(text))
        if not plain(text).strip("/ "):
            return ""
        if len(numbers) != len(self.parts):
            raise UserError(f"要填 {'、'.join(self.parts)} 共 {len(self.parts)} 个数，如 70/20/10")
        total = sum(map(int, numbers))
        if total != 100:
            raise UserError(f"合计是 {total}，要等于 100，请核对")
        return "/".join(str(int(number)) for number in numbers)

    def value(self, text: str) -> dict[str, int]:
        """Percent by part. Raises UserError for none."""
        shares = self.tidy(text)
        if not shares:
            raise UserError(f"要填 {'、'.join(self.parts)} 共 {len(self.parts)} 个数，如 70/20/10")
        return dict(zip(self.parts, map(int, shares.split("/")), strict=True))


@dataclass(frozen=True, kw_only=True)
class Hours(SettingType[tuple[tuple[str, str], ...]]):
    """The spans of a working day, kept as `08:30-12:00 14:30-17:30`."""

    def tidy(self, text: str) -> str:
        """Times two by two, in order."""
        said = plain(text)
        if not said:
            return ""
        times = [time_text(*found) for found in _TIME.findall(said)]
        if not times or len(times) % 2 or not _BETWEEN.fullmatch(_TIME.sub("", said)):
            raise UserError("上班和下班时间要成对填写，如 08:30-12:00 14:30-17:30")
        spans = tuple((times[at], times[at + 1]) for at in range(0, len(times), 2))
        parse_hours(spans)
        return " ".join(f"{opening}-{closing}" for opening, closing in spans)

    def value(self, text: str) -> tuple[tuple[str, str], ...]:
        """Opening and closing times."""
        spans = (span.partition("-") for span in self.tidy(text).split())
        return tuple((opening, closing) for opening, _, closing in spans)


@dataclass(frozen=True, kw_only=True)
class Weekdays(SettingType[frozenset[int]]):
    """Days of the week, kept as `1-5` or `1,3,5` (1 is Monday)."""

    def tidy(self, text: str) -> str:
        """Runs of days as first-last."""
        days = sorted(self.numbers(text))
        runs: list[list[int]] = []
        for day in days:
            if runs and runs[-1][-1] == day - 1:
                runs[-1].append(day)
            else:
                runs.append([day])
        return ",".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)

    def numbers(self, text: str) -> set[int]:
        """Days from 1 (Monday) to 7."""
        found: set[int] = set()
        for part in re.split(r"[,，、\s]+", plain(text)):
            if not part:
                continue
            ends = re.fullmatch(r"([1-7])(?:-([1-7]))?", part)
            if ends is None:
                raise UserError("请勾选一周里的工作日")
            found.update(range(int(ends[1]), int(ends[2] or ends[1]) + 1))
        if plain(text) and not found:
            raise UserError("一周里没有一个工作日，请至少选一天")
        return found

    def value(self, text: str) -> frozenset[int]:
        """Weekdays as the calendar counts them: Monday is 0. Raises UserError for none at all."""
        days = self.numbers(text)
        if not days:
            raise UserError("一周里没有一个工作日，请至少选一天")
        return frozenset(day - 1 for day in days)


@dataclass(frozen=True, kw_only=True)
class Switch(SettingType[bool]):
    """Yes or no."""

    def tidy(self, text: str) -> str:
        """是 or 否."""
        word = plain(text)
        if word not in ("", YES, NO):
            raise UserError("请选“是”或“否”")
        return word

    def value(self, text: str) -> bool:
        """True for 是."""
        return self.tidy(text) == YES


@dataclass(frozen=True, kw_only=True)
class Days(SettingType[frozenset[date]]):
    """Single days, kept as ISO dates in order."""

    def tidy(self, text: str) -> str:
        """The days in order, each once."""
        return days_text(self.value(text))

    def value(self, text: str) -> frozenset[date]:
        """The days."""
        word = plain(text)
        if word and not _DATE.search(word):
            raise UserError("请写成 2027-01-01 这样的日期")
        try:
            return frozenset(date(*map(int, found)) for found in _DATE.findall(word))
        except ValueError:
            raise UserError("其中有不存在的日期，请核对") from None


@dataclass(frozen=True, kw_only=True)
class Years(SettingType[frozenset[int]]):
    """Years."""

    def tidy(self, text: str) -> str:
        """The years in order, each once."""
        return years_text(self.value(text))

    def value(self, text: str) -> frozenset[int]:
        """The years."""
        return frozenset(map(int, re.findall(r"\d{4}", plain(text))))
