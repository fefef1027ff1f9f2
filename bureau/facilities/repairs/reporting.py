"""What is said to who reports a fault: its limit, the lamp's road, and repairs that it may belong to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bureau.editing.acts import present
from bureau.editing.checking import read
from bureau.errors import UserError
from bureau.facilities.definitions import DARKENING, OPEN
from bureau.facilities.ledgers import FACILITIES, REPAIRS
from bureau.facilities.repairs.deadlines import Limit, fault_limit
from bureau.facilities.stored import Row, record_of
from bureau.ledger.query import All, Any, Blank, Is, OneOf
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.editing.inputs import Inputs
    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader

DEEPEST = 6
"""So many facilities stand above a lamp at most: circuit, cabinet, box, and what an office adds."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, and the repair that it speaks of."""

    sentence: str
    repair: int | None = None


@dataclass(frozen=True, slots=True)
class Foreseen:
    """The limit, or why there is none; the road of the facility's card; what a clerk should know."""

    limit: Limit | str
    road: int | None
    said: tuple[Said, ...]


def foreseen(desk: Desk, inputs: Inputs, record: int | None) -> Foreseen:
    """What a repair with these inputs comes to; nothing is saved."""
    now = present(desk, REPAIRS, [record])[0] if record is not None else {}
    row: Row = {**now, **read(desk, REPAIRS, inputs, record).values}
    today = desk.today()
    with desk.store.snapshot() as conn:
        names = desk.store.names(conn)
        way = upward(conn, row.get("asset"), today)
        own = way[0] if way else None
        road = own["road"] if own is not None else None
        said = [
            *same_place(conn, names, row, record, today),
            *covering(conn, names, row, way, today),
        ]
        if road is not None and isinstance(row.get("road"), int) and row["road"] != road and own:
            known = names.label("roads", int(str(road)))
            said.append(Said(f"{own['code']} 在设施档案里属于{known}，和填的路段不一样，请核对。"))
        return Foreseen(
            limit(conn, row, today), road if isinstance(road, int) else None, tuple(said)
        )


def limit(conn: Reader, row: Row, today: date) -> Limit | str:
    """The limit of a repair, or a sentence why there is none."""
    try:
        found = fault_limit(conn, row, today)
    except UserError as fault:
        return fault.sentence
    if found is None:
        return "" if row.get("reported_on") else "先填报修时间，才能算修复时限"
    return found


def upward(conn: Reader, asset: object, today: date) -> list[Row]:
    """The card of a facility and those above it; a ring ends where it closes."""
    way: list[Row] = []
    at, seen = asset, set[object]()
    while isinstance(at, int) and at > 0 and at not in seen and len(way) < DEEPEST:
        seen.add(at)
        found = rows.page(conn, FACILITIES, [at], today=today)
        if not found:
            break
        way.append(found[0])
        at = found[0]["parent"]
    return way


def same_place(conn: Reader, names: Names, row: Row, record: int | None, today: date) -> list[Said]:
    """Another repair of the same facility, or of the same words on that road, that is still open."""
    asset, words, road = row.get("asset"), row.get("facility"), row.get("road")
    if isinstance(asset, int) and asset > 0:
        same = All((Is("asset", asset), OPEN))
    elif isinstance(words, str) and (road is None or (isinstance(road, int) and road > 0)):
        same = All((Is("facility", words), Is("road", road), Blank("asset"), OPEN))
    else:
        return []
    for other in rows.page(conn, REPAIRS, rows.ids(conn, REPAIRS, same, today=today), today=today):
        if record_of(other) != record:
            return [Said(f"{named(names, other)}还没有修好，请在那一条上继续。", record_of(other))]
    return []


def covering(conn: Reader, names: Names, row: Row, way: list[Row], today: date) -> list[Said]:
    """A fault of the cabinet or circuit that a lamp hangs on, as long as it leaves the lamp dark."""
    above = {record_of(card): card for card in way[1:]}
    if not above or row.get("fault") not in (None, *DARKENING):
        return []
    dark = Any((Blank("fault"), OneOf("fault", DARKENING)))
    where = All((OneOf("asset", tuple(above)), dark, OPEN))
    found = rows.page(conn, REPAIRS, rows.ids(conn, REPAIRS, where, today=today), today=today)
    return [
        Said(
            f"{way[0]['code']} 接在 {above[int(str(other['asset']))]['code']} 上："
            f"{named(names, other)}还没有修好，灯不亮已经随它报修。",
            record_of(other),
        )
        for other in found[:1]
    ]


def named(names: Names, repair: Row) -> str:
    """维修单 WX-2026-0001（10月5日 XB-1 控制箱故障）."""
    day = date.fromisoformat(str(repair["reported_on"])[:10])
    fault = repair["fault"]
    item = names.item_by_id(fault) if isinstance(fault, int) else None
    words = " ".join(
        word
        for word in (
            f"{day.month}月{day.day}日",
            str(repair["facility"] or ""),
            item.title if item else "",
        )
        if word
    )
    return f"维修单 {repair['number']}（{words}）"
