"""月结核对 of what was written and approved: numbers of texts and 审定数 that the figures have left behind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bureau.bulletin.approved import approved_of, changed_since
from bureau.bulletin.texts import kept_texts
from bureau.month.numbers import numbers_of
from bureau.month.telling import MONTHLY, text_of
from bureau.month.warnings_work import some
from bureau.workflow.waiting import Waiting

if TYPE_CHECKING:
    from bureau.month.books import Books

TEXT_PAGE, APPROVED_PAGE = "month-text", "month-approved"


def written_numbers(books: Books) -> Iterator[Waiting]:
    """Chapters with numbers that read otherwise now, or that were taken over and tied to nothing."""
    # The chapters are drafted only where somebody wrote in one.
    if not kept_texts(books.conn, MONTHLY, books.period, books.today):
        return
    told = text_of(books)
    chapters = [(one, one.findings) for one in told.chapters if one.findings]
    if told.closed or not chapters:
        return
    yield Waiting(
        "月报正文里要核对的数字",
        sum(len(found) for _, found in chapters),
        "个",
        page=TEXT_PAGE,
        key="texts.changed",
        tone="warning",
        hint=some([f"“{one.title}”{len(found)}个" for one, found in chapters], "章"),
    )


def approved_numbers(books: Books) -> Iterator[Waiting]:
    """审定数 whose counted figure has moved since it was approved."""
    approvals = approved_of(books.conn, books.period, books.today)
    moved = changed_since(approvals, numbers_of(books)) if approvals else ()
    if moved:
        yield Waiting(
            "审定以后统计数又有变化",
            len(moved),
            "项",
            page=APPROVED_PAGE,
            key="approved.changed",
            tone="warning",
            hint=moved[0].removesuffix("。"),
        )
