"""Whether meetings were held as often as a rule asks, span by span of a year."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from unicodedata import normalize

from bureau.ledger.lenient.numerals import read_numeral
from bureau.ledger.lenient.texts import tidy
from bureau.party.classes import (
    BRANCH_COMMITTEE,
    BRANCH_GROUP,
    EVERY_HALF_YEAR,
    EVERY_MONTH,
    EVERY_QUARTER,
    EVERY_YEAR,
    PARTY_GROUP,
)
from bureau.party.rules import Rule

MONTHS: Final = {EVERY_MONTH: 1, EVERY_QUARTER: 3, EVERY_HALF_YEAR: 6, EVERY_YEAR: 12}
_TENS, _ONES = "十", "零一二三四五六七八九"
_AROUND_NUMBER: Final = re.compile(r"第?(?P<n>\d{1,2}|[一二三四五六七八九十]{1,3})")


@dataclass(frozen=True, slots=True)
class Span:
    """One period of a year; its label is its number in it (a whole year's is the year)."""

    label: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Organs:
    """Who is to hold meetings, and what it consists of; no `branch` is the bureau's 党组."""

    branch: int | None
    title: str
    founded: date | None = None
    dissolved: date | None = None
    has_committee: bool = False
    groups: tuple[str, ...] = ()

    def is_there(self, span: Span) -> bool:
        """Whether it is there for the whole span: who begins within one owes nothing for it."""
        return (self.founded is None or self.founded <= span.first) and (
            self.dissolved is None or self.dissolved >= span.last
        )


@dataclass(frozen=True, slots=True)
class Held:
    """One meeting: its day, the year it belongs to and the group that held it."""

    on: date
    of_year: int
    group: str = ""


@dataclass(frozen=True, slots=True)
class Running:
    """The span that isn't over (未到期): what it asks for and what of that was held."""

    span: Span
    required: int
    held: int


@dataclass(frozen=True, slots=True)
class Kept:
    """How a rule was kept: meetings required and met, and a label for each that is missing."""

    required: int
    met: int
    missing: tuple[str, ...]
    running: Running | None = None


def applies(rule: Rule, to: Organs) -> bool:
    """Whether a rule is for them: who has no committee or groups need not convene them."""
    if rule.scope == PARTY_GROUP or to.branch is None:
        return rule.scope == PARTY_GROUP and to.branch is None
    if rule.scope == BRANCH_COMMITTEE:
        return to.has_committee
    return rule.scope != BRANCH_GROUP or bool(to.groups)


def kept(rule: Rule, by: Organs, held: Sequence[Held], year: int, as_of: date) -> Kept:
    """The spans of a year that are over on `as_of`, the day itself included."""
    groups = by.groups if rule.scope == BRANCH_GROUP else ("",)
    required = met = 0
    missing: list[str] = []
    running = None
    for span in spans(rule.period, year):
        if span.first > as_of or not by.is_there(span):
            continue
        counts = {
            group: min(rule.count, sum(counts_in(one, span, rule, year, group) for one in held))
            for group in groups
        }
        if span.last > as_of:
            running = Running(span, rule.count * len(groups), sum(counts.values()))
            continue
        for group, count in counts.items():
            label = f"{span.label}/{group}" if group else span.label
            missing += [label] * (rule.count - count)
        required += rule.count * len(groups)
        met += sum(counts.values())
    return Kept(required, met, tuple(missing), running)


def counts_in(held: Held, span: Span, rule: Rule, year: int, group: str) -> bool:
    """Whether a meeting is one of the span; one of a whole year may be made up for in the next."""
    if held.of_year != year or (group and group_key(held.group) != group_key(group)):
        return False
    return rule.period == EVERY_YEAR or span.first <= held.on <= span.last


def spans(period: int, year: int) -> list[Span]:
    """The spans of a year: twelve months, four quarters, two halves or itself."""
    length = MONTHS[period]
    return [
        Span(
            str(year) if length == 12 else str(last // length),
            date(year, last - length + 1, 1),
            date(year, last, monthrange(year, last)[1]),
        )
        for last in range(length, 13, length)
    ]


def group_titles(count: int | None, names: str | None) -> tuple[str, ...]:
    """What the groups of a branch are called: by their names, else 第一党小组, 第二党小组 …"""
    own = [word for word in map(tidy, (names or "").split("、")) if word]
    return tuple(own) or tuple(f"第{in_words(n)}党小组" for n in range(1, (count or 0) + 1))


def in_words(number: int) -> str:
    """1 to 99 in Chinese."""
    tens, ones = divmod(number, 10)
    head = f"{_ONES[tens] if tens > 1 else ''}{_TENS}" if tens else ""
    return head + (_ONES[ones] if ones or not tens else "")


def group_key(text: str) -> str:
    """What all spellings of one group have in common: 第二党小组, 二组 and 2组 are one."""
    bare = re.sub(r"\s", "", normalize("NFKC", text))
    for word in ("党小组", "小组", "组"):
        bare = bare.removesuffix(word)
    found = _AROUND_NUMBER.fullmatch(bare)
    if found is None:
        return bare
    number = int(found["n"]) if found["n"].isdecimal() else read_numeral(found["n"])
    return bare if number is None else str(number)
