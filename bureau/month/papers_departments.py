"""The own reports of departments that print nothing but their part of the bureau's report: towns, party-building."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bureau.calendar.words import report_name, said_with_end
from bureau.errors import UserError
from bureau.month.books import Books, open_books
from bureau.party.papers_month import monthly_section as party_section
from bureau.reports.paper import Paper
from bureau.reports.sentences import title_of
from bureau.towns.papers_month import monthly_section as towns_section

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bureau.desk import Desk
    from bureau.month.papers import Asked
    from bureau.reports.paper import Block


def towns(desk: Desk, asked: Asked) -> Paper:
    """镇街考核工作月报. Raises UserError where nothing is ranked."""
    with open_books(desk, asked.named_period) as books:
        return own_paper(books, "镇街考核工作", towns_section(books.towns), "镇街考核成绩")


def party(desk: Desk, asked: Asked) -> Paper:
    """党建工作月报. Raises UserError where nothing is entered."""
    with open_books(desk, asked.named_period) as books:
        return own_paper(books, "党建工作", party_section(books.party, books.conn), "党建记录")


def own_paper(books: Books, name: str, blocks: Sequence[Block], lacking: str) -> Paper:
    """A department's blocks under its own title."""
    period, head = books.period, books.head
    if not blocks:
        raise UserError(f"{period.title}没有{lacking}，请先登记或换一个时段。")
    title = f"{period.title}{name}{report_name(period)}"
    return Paper(
        title=title_of(head, title),
        blocks=(*blocks, head.signatures),
        organisation=head.bureau,
        period=said_with_end(period, books.today),
        author=head.bureau,
        subject=title,
        keywords=(name, period.title),
        made_at=head.made_at,
    )
