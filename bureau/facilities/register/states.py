"""变更状态: cards become 停用, 正常, 移除 … from a day on, with a trail; approved stops are kept with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

from bureau.editing.acts import present
from bureau.editing.adding import add_all
from bureau.editing.inputs import Inputs, Stored
from bureau.errors import UserError
from bureau.facilities.definitions import INTACT
from bureau.facilities.ledgers import FACILITIES, STATE_CHANGES, STOPS
from bureau.facilities.ledgers.register import STOPPED
from bureau.facilities.lighting.nights import upward
from bureau.facilities.register.linking import parents
from bureau.facilities.stored import kept, record_of
from bureau.ledger.query import All, Any, Between, Blank, Not, OneOf, Sort
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.editing.writing import Photos
    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader
    from bureau.storage.operation import Operation

Row = Mapping[str, object]
FIRST_NAMED = 5
"""So many cards that are left out are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A new state from a day on; `approval` is what takes a stopped lamp out of what should shine."""

    state: int
    on: date
    reason: str = ""
    approval: str = ""
    approver: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """A card that a change isn't for, and why."""

    record: int
    code: str
    why: str


@dataclass(frozen=True, slots=True)
class Changed:
    """What a change did: the cards, what was noted of stops, and who was left out."""

    title: str
    cards: tuple[int, ...]
    left: tuple[Left, ...]
    stopped: int = 0
    resumed: int = 0

    @property
    def sentence(self) -> str:
        """已改为“停用” 3 件，并登记停用审批 3 条；1 件没有改：A-4（已经是“停用”）。"""
        told = f"已改为“{self.title}” {len(self.cards):,} 件"
        if self.stopped:
            told += f"，并登记停用审批 {self.stopped:,} 条"
        if self.resumed:
            told += f"，并填了停用审批的恢复日期 {self.resumed:,} 条"
        return f"{told}；{left_words(self.left)}" if self.left else f"{told}。"


@dataclass(frozen=True, slots=True)
class Settled:
    """The cards that took a state from the trail."""

    cards: tuple[int, ...]

    @property
    def sentence(self) -> str:
        """已写回档案 2 件。"""
        return f"已写回档案 {len(self.cards):,} 件。"


def left_words(left: Sequence[Left]) -> str:
    """2 件没有改：A-4（已经是“停用”）、A-5（…）。"""
    named = "、".join(f"{one.code}（{one.why}）" for one in left[:FIRST_NAMED])
    return f"{len(left):,} 件没有改：{named}{'等' if len(left) > FIRST_NAMED else ''}。"


def fitting(
    desk: Desk, records: Collection[int], state: int, on: date
) -> tuple[list[Row], list[Left]]:
    """The cards that may take this state from this day on, and the others. Raises UserError."""
    if on > desk.today():
        raise UserError("变更日期不能晚于今天，请到那一天再改。")
    found = present(desk, FACILITIES, records)
    with desk.store.snapshot() as conn:
        last = last_changes(conn, [record_of(row) for row in found], desk.today())
        title = title_of(desk.store.names(conn), state)
    fits: list[Row] = []
    left: list[Left] = []
    for row in found:
        record = record_of(row)
        since = max(str(row["state_on"] or ""), last.get(record, ""))
        if row["state"] == state:
            left.append(Left(record, str(row["code"]), f"已经是“{title}”"))
        elif since > on.isoformat():
            left.append(
                Left(record, str(row["code"]), f"{since} 已经变更过，更早的请在“状态变更”里补记")
            )
        else:
            fits.append(row)
    return fits, left


def change_states(
    desk: Desk, records: Collection[int], change: Change, *, photos: Photos | None = None
) -> Changed:
    """The state of cards from a day on, in one operation.

    Each change is a record of 状态变更. A stop with approval is one of 停用审批 too, unless one that
    is open covers the card; what goes on again ends its open stops on that day. Raises UserError
    when no card fits.
    """
    fits, left = fitting(desk, records, change.state, change.on)
    with desk.store.operation(desk, "") as op:
        title = title_of(desk.store.names(op.conn), change.state)
        if not fits:
            raise UserError(left_words(left) if left else "没有选中设施。")
        op.label = f"变更状态({len(fits)} 件)：{title}"
        stopped, resumed = put_states(op, desk, fits, change, photos=photos)
    ids = tuple(record_of(row) for row in fits)
    return Changed(title, ids, tuple(left), stopped, resumed)


def settle_cards(desk: Desk, records: Collection[int]) -> Settled:
    """写回档案: cards take the state of these records of 状态变更 where theirs is the latest.

    For changes that were typed or imported there. Raises UserError when none says anything new.
    """
    chosen = {record_of(row): row for row in present(desk, STATE_CHANGES, records)}
    assets = [row["asset"] for row in chosen.values() if isinstance(row["asset"], int)]
    with desk.store.operation(desk, "") as op:
        latest = latest_changes(op.conn, assets, desk.today())
        cards: list[int] = []
        for card in rows.page(op.conn, FACILITIES, latest, today=desk.today()):
            row = latest[record_of(card)]
            if record_of(row) not in chosen or row["state"] == card["state"]:
                continue
            change = Change(
                state=int(str(row["state"])),
                on=date.fromisoformat(str(row["changed_on"])[:10]),
                reason=str(row["reason"] or ""),
            )
            values = {
                "state": change.state,
                "state_on": change.on.isoformat(),
                "state_reason": said_of(change, str(row["approval"] or "")) or None,
            }
            cards += (
                [record_of(card)] if op.update(FACILITIES.name, record_of(card), values) else []
            )
        if not cards:
            raise UserError("没有要写回的：档案已经是最后一次变更的状态，或变更的设施还没有建档。")
        op.label = f"状态写回档案({len(cards)} 件)"
    return Settled(tuple(cards))


def put_states(
    op: Operation,
    desk: Desk,
    cards: Sequence[Row],
    change: Change,
    *,
    photos: Photos | None = None,
) -> tuple[int, int]:
    """The same within an operation that is open; gives how many stops were noted and ended."""
    stops = OpenStops.read(op.conn, change.on, desk.today())
    stopped: list[Inputs] = []
    trail: list[Inputs] = []
    resumed: set[int] = set()
    known = last_changes(op.conn, [record_of(row) for row in cards], desk.today())
    for row in cards:
        record = record_of(row)
        approval = change.approval
        if change.state == STOPPED:
            covering = stops.covering(row)
            if covering is not None:
                approval = approval or str(covering["approval"] or "")
            elif approval:
                stopped.append(stop_of(row, change))
        elif row["state"] == STOPPED:
            resumed |= {record_of(stop) for stop in stops.of(row)}
        if record not in known and row["state"] not in (None, INTACT):
            trail += earlier(row)
        trail.append(step_of(row, change, approval))
        values = {
            "state": change.state,
            "state_on": change.on.isoformat(),
            "state_reason": said_of(change, approval) or None,
        }
        op.update(FACILITIES.name, record, values)
    pictures = dict.fromkeys(range(len(trail)), photos) if photos else {}
    add_all(op, desk, STATE_CHANGES, trail, pictures)
    add_all(op, desk, STOPS, stopped, {})
    for stop in resumed:
        op.update(STOPS.name, stop, {"ends_on": change.on.isoformat()})
    return len(stopped), len(resumed)


def said_of(change: Change, approval: str) -> str:
    """What the card says of its state: of a stop only its approval, which is what counts there."""
    parts = (approval,) if change.state == STOPPED and not approval else (approval, change.reason)
    return " ".join(part for part in parts if part)


def step_of(row: Row, change: Change, approval: str) -> Inputs:
    """One record of 状态变更."""
    return {
        "changed_on": Stored(change.on.isoformat()),
        "facility": Stored(str(row["code"])),
        "asset": Stored(record_of(row)),
        "before": kept(row["state"]),
        "state": Stored(change.state),
        "reason": Stored(change.reason or None),
        "approval": Stored(approval or None),
        "approver": Stored(change.approver or None),
    }


def earlier(row: Row) -> list[Inputs]:
    """What the card itself says of its present state, kept before it is overwritten."""
    known = row["state_on"] or row["installed_on"]
    if not isinstance(known, str):
        return []
    reason = str(row["state_reason"] or "")
    since = Change(state=int(str(row["state"])), on=date.fromisoformat(known[:10]))
    approval = reason if row["state"] == STOPPED else ""
    return [{**step_of({**row, "state": None}, since, approval), "reason": Stored(reason or None)}]


def stop_of(row: Row, change: Change) -> Inputs:
    """One record of 停用审批."""
    return {
        "begins_on": Stored(change.on.isoformat()),
        "facility": Stored(str(row["code"])),
        "asset": Stored(record_of(row)),
        "road": kept(row["road"]),
        "reason": Stored(change.reason or None),
        "approval": Stored(change.approval),
        "approver": Stored(change.approver or None),
    }


def title_of(names: Names, state: int) -> str:
    """停用."""
    item = names.item_by_id(state)
    return item.title if item is not None else "?"


def last_changes(conn: Reader, cards: Collection[int], today: date) -> dict[int, str]:
    """The day of the latest change of each of these cards."""
    found = latest_changes(conn, cards, today)
    return {card: str(row["changed_on"]) for card, row in found.items()}


def latest_changes(conn: Reader, cards: Collection[int], today: date) -> dict[int, Row]:
    """The latest change of each of these cards; of several on one day the one noted last."""
    found = rows.ids(
        conn,
        STATE_CHANGES,
        OneOf("asset", tuple(cards)),
        [Sort("changed_on"), Sort("id")],
        today=today,
    )
    changes = rows.page(conn, STATE_CHANGES, found, today=today)
    return {int(str(row["asset"])): row for row in changes}


@dataclass(frozen=True, slots=True)
class OpenStops:
    """The approved stops that last on a day, by what they stop."""

    by_asset: Mapping[int, Sequence[Row]]
    by_road: Mapping[int, Sequence[Row]]
    hung: Mapping[int, int | None]

    @classmethod
    def read(cls, conn: Reader, on: date, today: date) -> OpenStops:
        """Those begun by the day and not ended before it."""
        begun = Between("begins_on", None, on.isoformat())
        lasting = Any((Blank("ends_on"), Not(Between("ends_on", None, on.isoformat()))))
        found = rows.ids(conn, STOPS, All((begun, lasting)), today=today)
        by_asset: dict[int, list[Row]] = {}
        by_road: dict[int, list[Row]] = {}
        for row in rows.page(conn, STOPS, found, today=today):
            if isinstance(row["asset"], int):
                by_asset.setdefault(row["asset"], []).append(row)
            elif row["facility"] is None and isinstance(row["road"], int):
                by_road.setdefault(row["road"], []).append(row)
        return cls(by_asset, by_road, parents(conn))

    def of(self, card: Row) -> Sequence[Row]:
        """Those of this card alone: what goes on again ends them, before their last day too."""
        return self.by_asset.get(record_of(card), ())

    def covering(self, card: Row, but: Collection[int] = ()) -> Row | None:
        """One of the card, of what it hangs on, or of its whole road; none of those of `but`."""
        above = (self.by_asset.get(asset, ()) for asset in upward(record_of(card), self.hung))
        every = chain(*above, self.by_road.get(int(str(card["road"] or 0)), ()))
        return next((row for row in every if record_of(row) not in but), None)
