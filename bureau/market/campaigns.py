"""Special actions (专项行动): the cases that belong to one, which others could, and its state by its days."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bureau.editing.naming import record_name
from bureau.errors import UserError
from bureau.ledger.query import All, Blank, Filter, OneOf
from bureau.ledger.words import listed
from bureau.market.definitions import COUNTED, spans
from bureau.market.ledgers import CAMPAIGNS, CASES
from bureau.storage.bulk import AT_ONCE
from bureau.storage.late_index import index_later
from bureau.storage.rows import page
from bureau.workflow.planning import GONE, Left, listed_reasons

if TYPE_CHECKING:
    from bureau.desk import Desk

Row = Mapping[str, object]
PREPARED, RUNNING, OVER = 4701, 4702, 4703
"""Catalogue ids of the states 筹备, 进行中, 已结束."""
CATEGORIES: dict[int, tuple[int, ...]] = {
    4101: (1250,),
    4102: (1300,),
    4103: (1150,),
    4104: (1200,),
    4105: (1350,),
    4106: (1050, 1100),
    4108: (1050, 1100),
    4109: (1450,),
    4110: (1400,),
}
"""Which classes of problems a kind of action is about; others take any."""


@dataclass(frozen=True, slots=True)
class Attached:
    """Cases that are now in the action, and those that were left as they are."""

    cases: tuple[int, ...]
    left: tuple[Left, ...] = ()

    @property
    def sentence(self) -> str:
        """已归入 12 条；另外 1 条没有办：1 条已经归入“夏季夜市规范”。"""
        done = f"已归入 {len(self.cases)} 条"
        if self.left:
            done += f"；另外 {len(self.left)} 条没有办：{listed_reasons(self.left)}"
        return f"{done}。"


def attach(desk: Desk, campaign: int, cases: Collection[int], *, moving: bool = False) -> Attached:
    """Puts cases into an action, in one operation. `moving` takes them out of another one too.

    Raises UserError when the action is gone or no case fits; nothing is saved then.
    """
    today = desk.today()
    with desk.store.operation(desk, "") as op:
        actions = page(op.conn, CAMPAIGNS, [campaign], today=today)
        if not actions:
            raise UserError("这个专项行动已经被删除，请刷新列表。")
        names = desk.store.names(op.conn)
        found = {int(str(row["id"])): row for row in page(op.conn, CASES, cases, today=today)}
        taken: list[int] = []
        left: list[Left] = []
        for case in dict.fromkeys(cases):
            present = found[case]["campaign"] if case in found else None
            reason = "" if case in found else GONE
            if present == campaign:
                reason = "已经在这个行动里"
            elif isinstance(present, int) and not moving:
                reason = f"已经归入“{names.label(CAMPAIGNS.name, present)}”"
            if reason:
                name = record_name(CASES, found[case], names) if case in found else ""
                left.append(Left(case, name, reason))
            else:
                taken.append(case)
        if not taken:
            raise UserError(f"没有归入：{listed_reasons(left) or '没有选中案件'}。")
        if len(taken) > AT_ONCE:
            index_later(op)
        for case in taken:
            op.update(CASES.name, case, {"campaign": campaign})
        op.label = f"归入专项行动“{actions[0]['name']}”({len(taken)} 条)"
    return Attached(tuple(taken), tuple(left))


def detach(desk: Desk, cases: Collection[int]) -> int:
    """Takes cases out of their actions, in one operation; gives how many were in one."""
    with desk.store.operation(desk, "") as op:
        count = 0
        for case in page(op.conn, CASES, cases, today=desk.today()):
            if case["campaign"] is not None:
                count += op.update(CASES.name, int(str(case["id"])), {"campaign": None})
        op.label = f"移出专项行动({count} 条)"
    return count


def attached(campaign: int) -> Filter:
    """The cases of an action; void ones don't count."""
    return All((COUNTED, OneOf("campaign", (campaign,))))


def suggested(action: Row) -> Filter:
    """Cases that could belong to it: found in its days, of its classes and units, in no action yet."""
    begins, ends = day_of(action.get("begins_on")), day_of(action.get("ends_on"))
    parts: list[Filter] = [COUNTED, Blank("campaign"), spans("found_on", begins, ends)]
    kind = action.get("kind")
    if isinstance(kind, int) and kind in CATEGORIES:
        parts.append(OneOf("category", CATEGORIES[kind]))
    units = listed(action.get("units"))  # type: ignore[arg-type]
    if units:
        parts.append(OneOf("unit", tuple(units)))
    return All(tuple(parts))


def state_on(action: Row, today: date) -> int:
    """What the state of an action should be by its days."""
    begins, ends = day_of(action.get("begins_on")), day_of(action.get("ends_on"))
    if begins is not None and today < begins:
        return PREPARED
    return OVER if ends is not None and today > ends else RUNNING


def day_of(value: object) -> date | None:
    """A stored day."""
    return date.fromisoformat(value[:10]) if isinstance(value, str) else None
