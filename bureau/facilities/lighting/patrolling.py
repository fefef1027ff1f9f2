"""What is foreseen of a night patrol while it is typed: the register's 应亮, lamp codes that don't fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from bureau.facilities.ledgers import FACILITIES, LIGHT_PATROLS
from bureau.facilities.lighting.figures_lighting import registered_heads
from bureau.facilities.values import day, referred, whole
from bureau.ledger.query import All, Filter, Ids, Is, Not
from bureau.ledger.words import split_words
from bureau.storage.rows import ids, page

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader

MOST_NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What the register says of a patrol: its 应亮 of that night (None without a road or a card there)."""

    due: int | None = None
    remarks: tuple[str, ...] = ()
    twin: int | None = None
    """Another patrol of the same road in the same night."""


def foresee(desk: Desk, values: Mapping[str, object], record: int | None = None) -> Foreseen:
    """What stored values, as `editing.read` makes them of a form, come to; nothing is refused."""
    road = referred(values.get("road"))
    today = desk.today()
    on = day(values.get("patrolled_on")) or today
    with desk.store.snapshot() as conn:
        names = desk.store.names(conn)
        known = road is not None and road > 0
        due = registered_heads(conn, road, on, today) if known and road is not None else 0
        said = lamp_remarks(conn, names, values, road, today)
        twins = ids(conn, LIGHT_PATROLS, twin_of(road, on, record), today=today) if known else []
    return Foreseen(due or None, tuple(said), twins[0] if twins else None)


def twin_of(road: int | None, on: date, record: int | None) -> Filter:
    """Other patrols of this road in this night."""
    other = () if record is None else (Not(Ids((record,))),)
    return All((Is("road", road), Is("patrolled_on", on.isoformat()), *other))


def lamp_remarks(
    conn: Reader, names: Names, values: Mapping[str, object], road: int | None, today: date
) -> list[str]:
    """More codes than dark lamps, codes without a card, lamps of another road."""
    text = values.get("lamps")
    words = list(dict.fromkeys(split_words(text))) if isinstance(text, str) else []
    if not words:
        return []
    said = []
    dark = values.get("dark")
    if isinstance(dark, int) and len(words) > dark:
        said.append(f"写了 {len(words)} 个灯号，未亮只有 {dark} 盏，请核对。")
    cards = {word: names.record(FACILITIES.name, word) for word in words}
    strange = [word for word, card in cards.items() if card is None]
    if strange:
        said.append(f"{listed(strange)}不在设施档案里，可以保存，报修时算未建档。")
    found = [card for card in cards.values() if card is not None]
    elsewhere: dict[int, list[str]] = {}
    for row in page(conn, FACILITIES, found, today=today):
        where = referred(row["road"])
        if road is not None and where not in (None, road):
            elsewhere.setdefault(whole(where), []).append(str(row["code"]))
    for where, codes in elsewhere.items():
        said.append(f"{listed(codes)}在档案里是{names.label('roads', where)}的灯，请核对路段。")
    return said


def listed(words: list[str]) -> str:
    """LD01-001、LD01-002等 7 个."""
    shown = "、".join(words[:MOST_NAMED])
    return f"{shown}等 {len(words)} 个" if len(words) > MOST_NAMED else f"{shown} "
