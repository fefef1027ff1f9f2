"""What a clerk is told once when the program is opened: what waits, each matter opening its list."""

from __future__ import annotations

from collections.abc import Callable

from bureau.errors import BureauError
from bureau.month.waiting import waiting
from bureau.workflow.waiting import Waiting
from ui.context import Context
from ui.widgets.bars import NoticeBar

LEAD = "要留意："


def remind(context: Context, notice: NoticeBar, show_page: Callable[[str], object]) -> None:
    """Counts in the lane of reading; says nothing where a graver notice stands already."""
    desk = context.desk

    def open_list(one: Waiting) -> None:
        if one.where is None:
            show_page(one.page)
        else:
            context.news.wanted_list.emit(one.ledger, one.where)

    def tell(found: object) -> None:
        assert isinstance(found, tuple)
        if found and notice.isHidden():
            links = [(one.words, lambda one=one: open_list(one)) for one in found]
            notice.show_links(LEAD, links, "warning")

    context.reading.run(lambda _ticket: waiting(desk), tell, forget)


def forget(error: BaseException) -> None:
    """A folder that can't be read is told of by its pages; a bug is one here too."""
    if not isinstance(error, BureauError):
        raise error
