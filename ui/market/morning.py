"""What a clerk is told once when the program is opened: cases whose 挂账 ended since."""

from __future__ import annotations

from bureau.errors import BureauError
from bureau.ledger.query import Titled
from bureau.market.deadlines import hold_run_out
from bureau.market.ledgers import CASES
from bureau.storage.rows import count
from ui.context import Context
from ui.widgets.bars import NoticeBar

TITLE = "挂账到期"


def remind(context: Context, notice: NoticeBar) -> None:
    """Counts in the lane of reading; says nothing where a graver notice stands already."""
    desk = context.desk
    where = Titled(TITLE, hold_run_out(desk.today()))

    def waiting(_ticket: object) -> int:
        with desk.store.snapshot() as conn:
            return count(conn, CASES, where, today=desk.now())

    def tell(found: object) -> None:
        if found and notice.isHidden():
            notice.show_notice(
                f"有 {found} 件案件的挂账日期已过，请恢复办理或结案。",
                "warning",
                (("看这些案件", lambda: context.news.wanted_list.emit(CASES.name, where)),),
            )

    context.reading.run(waiting, tell, forget)


def forget(error: BaseException) -> None:
    """A folder that can't be read is told of by its pages; a bug is one here too."""
    if not isinstance(error, BureauError):
        raise error
