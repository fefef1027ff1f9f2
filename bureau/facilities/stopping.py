"""停用审批 brought to the cards: what an approval stops becomes 停用, and 正常 again on the day it ends."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bureau.editing.acts import present
from bureau.errors import UserError
from bureau.facilities.definitions import IN_PLACE, INTACT, IS_LAMP
from bureau.facilities.ledgers import FACILITIES, STOPS
from bureau.facilities.ledgers.register import STOPPED
from bureau.facilities.linking import parents
from bureau.facilities.states import Change, fitting, put_states
from bureau.facilities.stored import record_of
from bureau.ledger.query import All, Filter, Ids, Is
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.storage.connection import Reader

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Carried:
    """What approvals did to the register."""

    sentence: str
    cards: tuple[int, ...]


def stop_cards(desk: Desk, records: Collection[int]) -> Carried:
    """按审批停用: the cards of these approvals are 停用 from its first day, in one operation.

    Raises UserError when none is left to stop.
    """
    wanted: list[tuple[Change, list[Row]]] = []
    seen: set[int] = set()
    for stop, cards in covered(desk, records):
        begin = date.fromisoformat(str(stop["begins_on"])[:10])
        if stop["ends_on"] is not None and str(stop["ends_on"]) <= desk.today().isoformat():
            continue
        change = Change(
            state=STOPPED,
            on=begin,
            reason=str(stop["reason"] or ""),
            approval=str(stop["approval"] or ""),
            approver=str(stop["approver"] or ""),
        )
        fits, _left = fitting(desk, [card for card in cards if card not in seen], STOPPED, begin)
        seen |= set(cards)
        if fits:
            wanted.append((change, fits))
    if not wanted:
        raise UserError("没有要停用的设施：已经停用、已经恢复，或审批里没有写档案里的设施和路段。")
    made = [record_of(row) for _, fits in wanted for row in fits]
    with desk.store.operation(desk, f"按审批停用({len(made)} 件)") as op:
        for change, fits in wanted:
            put_states(op, desk, fits, change)
    return Carried(f"已按审批停用 {len(made):,} 件设施。", tuple(made))


def resume(desk: Desk, records: Collection[int], on: date) -> Carried:
    """恢复: approvals that last end on this day, and what they stopped is 正常, in one operation.

    Raises UserError when all have ended.
    """
    open_stops = [pair for pair in covered(desk, records) if pair[0]["ends_on"] is None]
    if not open_stops:
        raise UserError("选中的审批都已经恢复了。")
    early = next((stop for stop, _ in open_stops if str(stop["begins_on"]) > on.isoformat()), None)
    if early is not None:
        raise UserError(f"恢复日期早于停用日期 {early['begins_on']}，请核对。")
    cards = dict.fromkeys(card for _, mine in open_stops for card in mine)
    fits, _left = fitting(desk, list(cards), INTACT, on) if cards else ([], [])
    stopped = [row for row in fits if row["state"] == STOPPED]
    with desk.store.operation(desk, f"恢复停用({len(open_stops)} 条审批)") as op:
        if stopped:
            put_states(op, desk, stopped, Change(state=INTACT, on=on, reason="停用恢复"))
        for stop, _ in open_stops:
            op.update(STOPS.name, record_of(stop), {"ends_on": on.isoformat()})
    told = f"已恢复 {len(open_stops):,} 条停用审批"
    told += f"，{len(stopped):,} 件设施改回“正常”。" if stopped else "。"
    return Carried(told, tuple(record_of(row) for row in stopped))


def covered(desk: Desk, records: Collection[int]) -> list[tuple[Row, list[int]]]:
    """Approvals with the cards that each stops, by their first day. Raises UserError."""
    found = sorted(present(desk, STOPS, records), key=lambda row: str(row["begins_on"]))
    with desk.store.snapshot() as conn:
        below: dict[int, list[int]] = {}
        for card, parent in parents(conn).items():
            if parent is not None:
                below.setdefault(parent, []).append(card)
        return [(stop, stopped_by(conn, stop, below, desk.today())) for stop in found]


def stopped_by(
    conn: Reader, stop: Row, below: Mapping[int, Collection[int]], today: date
) -> list[int]:
    """The cards that an approval stops: a facility with all that hangs on it, or a road's lamps."""
    where: Filter
    if isinstance(stop["asset"], int):
        wanted = {stop["asset"]: None}
        way = [stop["asset"]]
        while way:
            for card in below.get(way.pop(), ()):
                if card not in wanted:
                    wanted[card] = None
                    way.append(card)
        where = Ids(tuple(wanted))
    elif stop["facility"] is None and isinstance(stop["road"], int):
        where = All((Is("road", stop["road"]), IS_LAMP))
    else:
        return []
    return list(rows.ids(conn, FACILITIES, All((where, IN_PLACE)), today=today))
