"""The text of a period beside its draft and its figures: what was written, and what needs a look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal

from bureau.bulletin.linked import Finding, carried, findings
from bureau.bulletin.passages import passages, standing, written
from bureau.bulletin.texts import Kept, closed_sentence, keep_texts, kept_texts, pattern_of
from bureau.calendar.periods import Period
from bureau.errors import UserError
from bureau.month.books import open_books
from bureau.month.drafting import DRAFTS, Chapter
from bureau.month.numbers import numbers_of

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.month.books import Books
    from bureau.reports.named import Numbers

Mark = Literal["drafted", "written", "changed", "loose"]
MARKS: Final[Mapping[Mark, str]] = {
    "drafted": "起草稿",
    "written": "已编辑",
    "changed": "有数字变化",
    "loose": "有数字未核对",
}
MOST_SAID: Final = 3
MONTHLY: Final = "monthly"


@dataclass(frozen=True)
class Told:
    """One chapter: its draft, and what was written in its place where anything was.

    `pattern` is the written text of an earlier period that it could take over.
    """

    drafted: Chapter
    kept: Kept | None
    pattern: Kept | None
    numbers: Numbers = field(repr=False)

    @property
    def key(self) -> str:
        """The chapter's key."""
        return self.drafted.key

    @property
    def title(self) -> str:
        """The chapter's title."""
        return self.drafted.title

    @cached_property
    def draft(self) -> str:
        """The draft as text to write in."""
        return written(self.drafted.blocks)

    @property
    def text(self) -> str:
        """What is printed, before its numbers are brought up to date."""
        return self.draft if self.kept is None else self.kept.body

    @property
    def taken(self) -> bool:
        """Whether it began as the text of an earlier period."""
        return self.kept is not None and self.kept.taken is not None

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The tables and charts that are drafted for the chapter."""
        return tuple(standing(self.drafted.blocks))

    @cached_property
    def findings(self) -> Sequence[Finding]:
        """The numbers of a written text that somebody has to look at; a draft has none."""
        if self.kept is None:
            return ()
        return findings(self.kept.body, self.numbers, taken=self.taken)

    @property
    def missing(self) -> tuple[str, ...]:
        """Tables and charts that the text has a place for and the period has nothing for."""
        lines = passages(self.text)
        return tuple(
            one.text for one in lines if one.kind == "block" and one.text not in self.names
        )

    @property
    def mark(self) -> Mark:
        """How the chapter stands in the list."""
        if self.kept is None:
            return "drafted"
        if not self.findings:
            return "written"
        return "changed" if any(one.state != "unlinked" for one in self.findings) else "loose"


@dataclass(frozen=True, slots=True)
class MonthText:
    """All chapters of a paper about a period, and the figures that they may cite.

    `closed` says why nothing can be written any more, "" where it can.
    """

    paper: str
    period: Period
    chapters: tuple[Told, ...]
    numbers: Numbers = field(repr=False)
    closed: str = ""

    def chapter(self, key: str) -> Told:
        """The chapter of that key."""
        return next(one for one in self.chapters if one.key == key)

    @property
    def titles(self) -> dict[str, str]:
        """Titles by key."""
        return {one.key: one.title for one in self.chapters}

    @property
    def warnings(self) -> tuple[str, ...]:
        """What has to be looked at before the paper goes out, a sentence a chapter."""
        return tuple(sentence for one in self.chapters if (sentence := said_of(one)))


def said_of(one: Told) -> str:
    """“环卫管理”有2个数字和统计不一致：总得分 89.05 → 89.10；3个数字没有关联."""
    moved = [found for found in one.findings if found.state != "unlinked"]
    loose = len(one.findings) - len(moved)
    parts = []
    if moved:
        told = "、".join(
            f"{found.title} {found.words} → {found.now or '—'}" for found in moved[:MOST_SAID]
        )
        more = "等" if len(moved) > MOST_SAID else ""
        parts.append(f"有{len(moved)}个数字和统计不一致（{told}{more}），打印的是现在的统计数")
    if loose:
        parts.append(f"有{loose}个沿用来的数字没有关联，请核对")
    return f"“{one.title}”{'；'.join(parts)}。" if parts else ""


def text_of(books: Books, paper: str = MONTHLY) -> MonthText:
    """The text of a period from its books."""
    numbers = numbers_of(books)
    conn, period, today = books.conn, books.period, books.today
    kept = kept_texts(conn, paper, period, today)
    told = tuple(
        Told(one, kept.get(one.key), pattern_of(conn, paper, one.key, period, today), numbers)
        for one in DRAFTS[paper](books)
    )
    return MonthText(paper, period, told, numbers, closed_sentence(conn, period))


def read_text(desk: Desk, period: Period, paper: str = MONTHLY) -> MonthText:
    """The same from the books as they are now."""
    with open_books(desk, period) as books:
        return text_of(books, paper)


def take_over(desk: Desk, of: MonthText, keys: Sequence[str]) -> tuple[str, ...]:
    """沿用上期正文: chapters begin as they were written last, with the numbers of this period.

    Gives the keys of those that there was a pattern for. Raises UserError where there is none.
    """
    found = {key: one for key in keys if (one := of.chapter(key).pattern) is not None}
    if not found:
        raise UserError(
            "以前的月份还没有编辑过这些章节的正文，没有可以沿用的；请先在起草稿上修改。"
        )
    bodies = {key: carried(one.body, of.numbers) for key, one in found.items()}
    taken: dict[str, tuple[date, date]] = {key: (one.first, one.last) for key, one in found.items()}
    named = "、".join(of.titles[key] for key in found)
    keep_texts(
        desk,
        of.paper,
        of.period,
        bodies,
        of.titles,
        taken=taken,
        label=f"沿用以前的正文：{of.period.title} {named}",
    )
    return tuple(found)
