"""Whether meetings were held as often as a rule asks, span by span of a year."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal
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

State = Literal["met", "missing", "running", "ahead", "free"]
"""达标; 欠; 未到期, begun or not; not asked for, since who is to hold it wasn't there for all of it."""
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

    def is_of(self, year: int) -> bool:
        """Whether it was there on any day of a year."""
        return (self.founded is None or self.founded.year <= year) and (
            self.dissolved is None or self.dissolved.year >= year
        )

    def is_there(self, span: Span) -> bool:
        """Whether it is there for the whole span: who begins within one owes nothing for it."""
        return (self.founded is None or self.founded <= span.first) and (
            self.dissolved is None or self.dissolved >= span.last
        )


@dataclass(frozen=True, slots=True)
class Held:
    """One meeting: its day, the year it belongs to, the group that held it, and its record."""

    on: date
    of_year: int
    group: str = ""
    record: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """A span of a rule, for one group where groups hold it: what it asks for and what was held.

    `held` counts no more than is asked for; `records` are all meetings in it.
    """

    rule: Rule
    span: Span
    group: str
    required: int
    held: int
    state: State
    records: tuple[int, ...] = ()

    @property
    def lacking(self) -> int:
        """How many are still to be held."""
        return self.required - self.held

    @property
    def label(self) -> str:
        """Its number in the year, and the group."""
        return f"{self.span.label}/{self.group}" if self.group else self.span.label


@dataclass(frozen=True, slots=True)
class Running:
    """The span that isn't over (未到期): what it asks for and what of that was held."""

    span: Span
    required: int
    held: int


@dataclass(frozen=True, slots=True)
class Kept:
    """How the rules of a kind were kept in a year, span by span."""

    cells: tuple[Cell, ...]

    @property
    def over(self) -> tuple[Cell, ...]:
        """The spans that are over: only they are judged."""
        return tuple(cell for cell in self.cells if cell.state in ("met", "missing"))

    @property
    def required(self) -> int:
        """Meetings that were to be held."""
        return sum(cell.required for cell in self.over)

    @property
    def met(self) -> int:
        """Those of them that were."""
        return sum(cell.held for cell in self.over)

    @property
    def missing(self) -> tuple[str, ...]:
        """A label for each that is missing."""
        return tuple(cell.label for cell in self.over for _ in range(cell.lacking))

    @property
    def running(self) -> Running | None:
        """The span that isn't over, all groups together."""
        cells = [cell for cell in self.cells if cell.state == "running"]
        if not cells:
            return None
        return Running(
            cells[0].span, sum(one.required for one in cells), sum(one.held for one in cells)
        )


def applies(rule: Rule, to: Organs) -> bool:
    """Whether a rule is for them: who has no committee or groups need not convene them."""
    if rule.scope == PARTY_GROUP or to.branch is None:
        return rule.scope == PARTY_GROUP and to.branch is None
    if rule.scope == BRANCH_COMMITTEE:
        return to.has_committee
    return rule.scope != BRANCH_GROUP or bool(to.groups)


def kept(rules: Sequence[Rule], by: Organs, held: Sequence[Held], year: int, as_of: date) -> Kept:
    """The spans of a year, judged as of a day; a span is over on its last day."""
    cells = []
    for rule, span in asked(rules, year):
        if rule.count == 0 or not applies(rule, by):
            continue
        for group in by.groups if rule.scope == BRANCH_GROUP else ("",):
            records = [one for one in held if counts_in(one, span, rule, year, group)]
            count = min(rule.count, len(records))
            there = by.is_there(span)
            cells.append(
                Cell(
                    rule,
                    span,
                    group,
                    rule.count if there else 0,
                    count if there else 0,
                    state_of(rule, span, count, as_of) if there else "free",
                    tuple(one.record for one in records),
                )
            )
    return Kept(tuple(cells))


def state_of(rule: Rule, span: Span, count: int, as_of: date) -> State:
    """Where a span stands on a day."""
    if span.last <= as_of:
        return "met" if count >= rule.count else "missing"
    return "running" if span.first <= as_of else "ahead"


def asked(rules: Sequence[Rule], year: int) -> list[tuple[Rule, Span]]:
    """The spans of a year, each by the rule it is asked for by; `rules` have the oldest first.

    A new rule holds from the first span that begins on its day or later; until then the one before
    it goes on, so that no month is asked for twice and none by nobody.
    """
    found = []
    month = 1
    while month <= 12:
        first = date(year, month, 1)
        for rule in reversed(rules):
            length = MONTHS[rule.period]
            if (rule.since is None or rule.since <= first) and (month - 1) % length == 0:
                found.append((rule, spans(rule.period, year)[(month - 1) // length]))
                month += length
                break
        else:
            month += 1
    return found


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
