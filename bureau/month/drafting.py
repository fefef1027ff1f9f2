"""The month as it is drafted: chapters in the order of the bureau's own report, each with its text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bureau.bulletin.linked import settled
from bureau.bulletin.passages import blocks_of, standing
from bureau.bulletin.texts import kept_texts
from bureau.facilities.papers_month import headline as facility_headline
from bureau.facilities.papers_month import monthly_section as facility_section
from bureau.facilities.papers_month import problems as facility_problems
from bureau.market.papers import problem_section, sections
from bureau.market.wording import daily_work, summary
from bureau.month.named_period import tied
from bureau.month.next_steps import blocks as next_blocks
from bureau.month.next_steps import next_steps
from bureau.month.numbers import numbers_of
from bureau.party.papers_month import monthly_section as party_section
from bureau.reports.chapters import numbered_chapters
from bureau.reports.paper import Block, Heading, Paragraph
from bureau.reports.sentences import paragraphs
from bureau.sanitation.papers_month import monthly_section as sanitation_section
from bureau.towns.papers_month import monthly_section as towns_section

if TYPE_CHECKING:
    from bureau.month.books import Books
    from bureau.reports.named import Numbers


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of a paper: `blocks` below its title. One that isn't `counted` bears no 一、."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    counted: bool = True


Draft = Callable[["Books"], tuple[Chapter, ...]]


def monthly_chapters(books: Books) -> tuple[Chapter, ...]:
    """城市管理工作月报, in the order of the bureau's own report."""
    order, facilities = books.order, books.facilities
    following = next_steps(books.conn, order, books.contracts, facilities, books.today)
    told = (
        (
            "overview",
            "总体情况",
            paragraphs([summary(order), daily_work(order), facility_headline(facilities)]),
        ),
        ("order", "市容秩序整治", sections(order, 2, without=(problem_section,))),
        ("cleaning", "环卫管理", sanitation_section(books.contracts, books.conn)),
        ("facilities", "路灯和市政设施", facility_section(facilities)),
        ("towns", "镇街考核", towns_section(books.towns)),
        ("party", "党建和队伍", party_section(books.party, books.conn)),
        ("problems", "存在问题", [*problem_section(order), *facility_problems(facilities)]),
        ("next", "下一步打算", next_blocks(following)),
    )
    return tuple(
        Chapter(key, title, tuple(_dated(block, books) for block in blocks), key != "overview")
        for key, title, blocks in told
    )


def _dated(block: Block, books: Books) -> Block:
    if not isinstance(block, Paragraph):
        return block
    return replace(block, text=tied(block.text, books.period, books.today))


DRAFTS: Final[Mapping[str, Draft]] = {"monthly": monthly_chapters}
"""Kinds of paper whose text can be written in, with what is drafted of them."""


def told_chapters(books: Books, paper: str) -> tuple[Chapter, ...]:
    """The chapters as they are printed: those that were written as written, with the numbers of now."""
    drafted = DRAFTS[paper](books)
    kept = kept_texts(books.conn, paper, books.period, books.today)
    if not kept:
        return drafted
    numbers = numbers_of(books)
    return tuple(
        as_written(one, kept[one.key].body, numbers) if one.key in kept else one for one in drafted
    )


def as_written(drafted: Chapter, body: str, numbers: Numbers) -> Chapter:
    """A chapter with its written text in place of the drafted one, tables and charts live."""
    markup = "\n".join(settled(line, numbers) for line in body.split("\n"))
    return replace(drafted, blocks=tuple(blocks_of(markup, standing(drafted.blocks))))


def printed(chapters: tuple[Chapter, ...]) -> list[Block]:
    """Below each other under their titles; one that says nothing is left out."""
    opening = [
        block
        for one in chapters
        if one.blocks and not one.counted
        for block in (Heading(one.title), *one.blocks)
    ]
    counted = [(one.title, list(one.blocks)) for one in chapters if one.counted]
    return [*opening, *numbered_chapters(counted)]
