"""A ledger on paper as it is on the screen: its columns, their order, its filter and its order of rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bureau.ledger.query import Filter, Ids
from ui.ledger.doors import show

if TYPE_CHECKING:
    from ui.ledger.page import LedgerPage

MOST_PRINTED = 20_000


def print_listed(page: LedgerPage) -> None:
    """What is filtered, or the selected rows when there are several: two choices that say how many."""
    records, listed = page.selected_records(), len(page.model.ids)
    if 1 < len(records) < listed:
        every = "当前筛选全部" if page.filtering.selection.filtered else "全部"
        whole, some = f"{every}（{listed:,} 条）", f"仅选中（{len(records):,} 条）"
        answer = page.context.asker.choose(page, "打印哪些记录？", [whole, some])
        if answer is None:
            return
        if answer == some:
            print_records(page, records)
            return
    selection = page.filtering.selection
    if may_print(page, listed):
        open_paper(page, selection.where(), selection.sentence())


def print_whole(page: LedgerPage) -> None:
    """Every record of the ledger, whatever is filtered, with its usual columns."""
    if may_print(page, page.listing.total):
        open_paper(page, None, "", as_seen=False)


def print_records(page: LedgerPage, records: Sequence[int]) -> None:
    """These records."""
    if may_print(page, len(records)):
        open_paper(page, Ids(tuple(records)), f"选中的 {len(records):,} 条")


def may_print(page: LedgerPage, count: int) -> bool:
    """Whether so many records can be paper; says what to do when not."""
    if count <= MOST_PRINTED:
        return True
    page.context.asker.tell(
        page,
        f"要打印的有 {count:,} 条，印出来太多；请先筛选（例如选一个月），或用“导出”。",
    )
    return False


def open_paper(page: LedgerPage, where: Filter | None, words: str, *, as_seen: bool = True) -> None:
    """The preview of a list; `as_seen` takes the columns and the order of the screen."""
    from bureau.month.ledger_list import ledger_list
    from ui.paper.dialog import PaperDialog

    desk, ledger = page.context.desk, page.ledger
    keys = [column.key for column in page.model.columns] if as_seen else []
    sorts = page.filtering.sorts
    show(
        PaperDialog(
            page.context,
            f"打印{ledger.title}",
            lambda: ledger_list(desk, ledger, where, sorts, keys=keys, filter_text=words),
            f"{desk.today().isoformat()}-{ledger.title}",
            kind=ledger.title,
            parent=page,
        )
    )
