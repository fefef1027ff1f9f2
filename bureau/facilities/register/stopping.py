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
from bureau.facilities.register.linking import parents
from bureau.facilities.register.states import Change, OpenStops, fitting, put_states
from bureau.facilities.stored import record_of
from bureau.ledger.query import All, Any, Filter, Ids, Is, OneOf
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
    early = 0
    for stop, cards in covered(desk, records):
        begin = first_day(stop)
        if begin > desk.today():
            early += 1
            continue
        if not lasts(stop, desk.today()):
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
    later = f"{early:,} 条审批还没有到停用日期，到那一天再办" if early else ""
    if not wanted:
        raise UserError(
            f"{later}。"
            if early
            else "没有要停用的设施：已经停用、已经恢复，或审批里没有写档案里的设施和路段。"
        )
    made = [record_of(row) for _, fits in wanted for row in fits]
    with desk.store.operation(desk, f"按审批停用({len(made)} 件)") as op:
        for change, fits in wanted:
            put_states(op, desk, fits, change)
    tail = f"；{later}" if early else ""
    return Carried(f"已按审批停用 {len(made):,} 件设施{tail}。", tuple(made))


def resume(desk: Desk, records: Collection[int], on: date) -> Carried:
    """恢复: approvals that last end on this day, and what they stopped is 正常, in one operation.

    What an approval stopped whose last day has passed is 正常 since that day. A facility that
    another approval still stops stays as it is. Raises UserError when there is nothing to do.
    """
    stops = covered(desk, records)
    ending = [stop for stop, _ in stops if lasts(stop, on)]
    early = next((stop for stop in ending if first_day(stop) > on), None)
    if early is not None:
        raise UserError(f"恢复日期早于停用日期 {early['begins_on']}，请核对。")
    chosen = {record_of(stop) for stop, _ in stops}
    back: list[tuple[date, list[Row]]] = []
    seen: set[int] = set()
    held = 0
    # The latest day of several that stop one card is that of its going on again.
    for stop, cards in sorted(stops, key=lambda pair: last_day(pair[0], on), reverse=True):
        day = last_day(stop, on)
        mine = [card for card in cards if card not in seen]
        seen |= set(mine)
        fits, _left = fitting(desk, mine, INTACT, day) if mine else ([], [])
        stopped = [row for row in fits if row["state"] == STOPPED]
        with desk.store.snapshot() as conn:
            others = OpenStops.read(conn, desk.today(), desk.today())
        free = [row for row in stopped if others.covering(row, chosen) is None]
        held += len(stopped) - len(free)
        if free:
            back.append((day, free))
    if not ending and not back:
        raise UserError("选中的审批都已经恢复了。")
    with desk.store.operation(desk, f"恢复停用({len(stops)} 条审批)") as op:
        for day, free in back:
            put_states(op, desk, free, Change(state=INTACT, on=day, reason="停用恢复"))
        for stop in ending:
            op.update(STOPS.name, record_of(stop), {"ends_on": on.isoformat()})
    cards_back = tuple(record_of(row) for _, free in back for row in free)
    parts = [f"{len(ending):,} 条停用审批"] if ending else []
    parts += [f"{len(cards_back):,} 件设施改回“正常”"] if cards_back else []
    parts += [f"{held:,} 件还有别的停用审批，没有改"] if held else []
    return Carried(f"已恢复 {'，'.join(parts)}。", cards_back)


def first_day(stop: Row) -> date:
    """When an approval begins."""
    return date.fromisoformat(str(stop["begins_on"])[:10])


def lasts(stop: Row, on: date) -> bool:
    """Whether an approval stops something still on a day."""
    return stop["ends_on"] is None or str(stop["ends_on"])[:10] > on.isoformat()


def last_day(stop: Row, on: date) -> date:
    """When what an approval stopped goes on again, if that is on this day at the latest."""
    return on if lasts(stop, on) else date.fromisoformat(str(stop["ends_on"])[:10])


def left_stopped(desk: Desk, stops: Collection[Row]) -> bool:
    """Whether something of these approvals is still 停用, as it is when their last day went by."""
    assets = tuple(stop["asset"] for stop in stops if isinstance(stop["asset"], int))
    whole = [stop["road"] for stop in stops if stop["asset"] is None and stop["facility"] is None]
    roads = tuple(road for road in whole if isinstance(road, int))
    on_road = All((OneOf("road", roads), IS_LAMP))
    where = All((Is("state", STOPPED), Any((Ids(assets), on_road))))
    with desk.store.snapshot() as conn:
        return bool(rows.count(conn, FACILITIES, where, today=desk.today()))


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
