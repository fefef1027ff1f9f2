"""Rebounds (反弹): the chain of a case, unlinking it with a reason, and what is foreseen while typing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bureau.editing import change
from bureau.editing.naming import label_name
from bureau.errors import UserError
from bureau.ledger.lenient.texts import tidy
from bureau.ledger.query import Sort
from bureau.market.definitions import ENDED_OTHERWISE
from bureau.market.figures_rebounds import chain_of
from bureau.market.ledgers import CASES
from bureau.storage.foreseeing import foresee
from bureau.storage.rows import Row, ids, page

if TYPE_CHECKING:
    from bureau.desk import Desk

OLDEST_FIRST = (Sort("found_on"),)
SHOWN = 5
"""Open cases at the same place that are named while a case is typed."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a case that is being typed will meet: open cases of the same kind there, and its chain.

    `nth` is what number of return it will be, 0 for none; `days` those since `previous` was closed.
    """

    open_cases: tuple[Row, ...] = ()
    previous: Row | None = None
    nth: int = 0
    days: int = 0

    @property
    def said(self) -> tuple[str, ...]:
        """The same in sentences: of duplicates first, then of the return."""
        sentences = []
        if self.open_cases:
            numbers = "、".join(
                f"{row['number'] or '未编号'}（{row['found_on']}发现）" for row in self.open_cases
            )
            sentences.append(f"同一地点的同类问题还没办完：{numbers}，请核对是不是重复登记。")
        if self.nth:
            ago = f"这里 {self.days} 天前刚结案" if self.days else "这里当天刚结案"
            sentences.append(f"{ago}，将是第 {self.nth} 次反弹。")
        return tuple(sentences)


def chain(desk: Desk, case: int) -> list[Row]:
    """The cases of the chain that this one belongs to, the first one first; itself alone for none."""
    today = desk.today()
    with desk.store.snapshot() as conn:
        found = ids(conn, CASES, chain_of(conn, case), OLDEST_FIRST, today=today)
        return page(conn, CASES, found, today=today)


def unlink(desk: Desk, case: int, reason: str) -> None:
    """Says that a case is no return of the one before it, and why. Raises UserError, EditFault."""
    reason = tidy(reason)
    if not reason:
        raise UserError("请写明为什么不算反弹，如“换了经营者”。")
    row = present(desk, case)
    if row["rebound_nth"] is None:
        raise UserError("这一条现在就不算反弹，不用取消关联。")
    name = label_name(CASES, row, desk.store.names())
    change(desk, CASES, [case], {"unlinked": reason}, label=f"取消反弹关联{name}")


def relink(desk: Desk, case: int) -> None:
    """Takes that back: the place and the days decide again. Raises UserError, EditFault."""
    row = present(desk, case)
    if not row["unlinked"]:
        raise UserError("这一条没有取消过反弹关联。")
    name = label_name(CASES, row, desk.store.names())
    change(desk, CASES, [case], {"unlinked": None}, label=f"恢复反弹关联{name}")


def present(desk: Desk, case: int) -> Row:
    """The case as it is now. Raises UserError when it is gone."""
    found = page(desk.store.reader(), CASES, [case], today=desk.today())
    if not found:
        raise UserError("这一条已经被删除，请刷新列表。")
    return found[0]


def possible_duplicates(
    desk: Desk, values: Mapping[str, object], record: int | None = None
) -> Foreseen:
    """What stored values, as `editing.read` makes them of a form, will meet when they are saved.

    A day of finding that isn't filled yet is taken for today. `record` is the case being edited.
    """
    today = desk.today()
    filled = {**values, "found_on": values.get("found_on") or today.isoformat()}
    with desk.store.snapshot() as conn:
        seen = foresee(conn, desk.store.shapes, CASES, filled, record)
        rows = {row["id"]: row for row in page(conn, CASES, seen.records, today=today)}
    still_open = [rows[one] for one in seen.unended if rows[one]["state"] not in ENDED_OTHERWISE]
    previous = rows.get(seen.previous)
    return Foreseen(tuple(still_open[:SHOWN]), previous, seen.nth if previous else 0, seen.days)
