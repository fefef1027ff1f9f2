"""年度清查: what a round of seeing every facility found, as filters; sightings of chosen cards in one step."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bureau.calendar.periods import Period
from bureau.editing.acts import present
from bureau.editing.adding import add_each
from bureau.editing.inputs import Inputs, Stored
from bureau.errors import UserError
from bureau.facilities.definitions import IN_PLACE
from bureau.facilities.ledgers import FACILITIES, SIGHTINGS
from bureau.facilities.ledgers.register import GONE, SEEN
from bureau.facilities.register.building import CIRCUIT
from bureau.facilities.stored import kept, record_of
from bureau.ledger.lenient.texts import fold
from bureau.ledger.query import All, Any, Between, Blank, Filter, Is, Not, OneOf
from bureau.ledger.referring import ReferredBy
from bureau.ledger.words import split_words
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.editing.writing import Photos
    from bureau.storage.connection import Reader

Row = Mapping[str, object]
FOUND, DAMAGED, MISSED, SURPLUS = 8151, 8152, 8153, 8154
"""Catalogue ids of 见到, 损坏, 未见 and 多出."""


@dataclass(frozen=True, slots=True)
class RoundOf:
    """What the round of a year counts; each property is one definition.

    What was seen once is seen: a lamp that nobody found in May and somebody in June is there.
    """

    year: int

    @property
    def period(self) -> Period:
        """The year."""
        return Period.span(date(self.year, 1, 1), date(self.year, 12, 31))

    @property
    def sightings(self) -> Filter:
        """Records of the round: by the year they say, else by that of their day."""
        first, last = self.period.first.isoformat(), self.period.last.isoformat()
        said = Is("round", self.year)
        return Any((said, All((Blank("round"), Between("checked_on", first, last)))))

    @property
    def to_see(self) -> Filter:
        """应清查: cards of what stood by the year's end and wasn't gone by then; nobody sees a circuit."""
        last = self.period.last.isoformat()
        gone_later = All((OneOf("state", GONE), Between("state_on", day_after(last))))
        built_later = Between("installed_on", day_after(last))
        return All((Any((IN_PLACE, gone_later)), Not(built_later), Not(Is("kind", CIRCUIT))))

    def having(self, *results: int) -> Filter:
        """Cards that a sighting of the round says one of these of."""
        return ReferredBy(SIGHTINGS, "asset", All((self.sightings, OneOf("result", results))))

    @property
    def seen(self) -> Filter:
        """见到: in its place, damaged or not."""
        return All((self.to_see, self.having(*SEEN)))

    @property
    def damaged(self) -> Filter:
        """其中损坏: seen, and damaged in at least one sighting."""
        return All((self.to_see, self.having(DAMAGED)))

    @property
    def missed(self) -> Filter:
        """查找未见: looked for, and not found by anybody."""
        return All((self.to_see, self.having(MISSED), Not(self.having(*SEEN))))

    @property
    def unvisited(self) -> Filter:
        """尚未清查: nobody has noted anything of it."""
        return All((self.to_see, Not(self.having(FOUND, DAMAGED, MISSED))))

    @property
    def unseen(self) -> Filter:
        """未见清单: all that hasn't been seen, whether it was looked for or not."""
        return All((self.to_see, Not(self.having(*SEEN))))

    @property
    def surplus(self) -> Filter:
        """多出: sightings of what has no card, or said to be surplus."""
        strange = All((Blank("asset"), OneOf("result", SEEN)))
        return All((self.sightings, Any((Is("result", SURPLUS), strange))))


def day_after(day: str) -> str:
    """The next day, as it is stored."""
    return date.fromordinal(date.fromisoformat(day).toordinal() + 1).isoformat()


# -- noting what was seen --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """What was found, when, by whom, and for which round."""

    result: int
    on: date
    inspector: str = ""
    note: str = ""
    year: int | None = None

    @property
    def round(self) -> int:
        """The year of the round: as said, else that of the day."""
        return self.year or self.on.year

    def inputs(self) -> dict[str, Stored]:
        """What every sighting of these says."""
        return {
            "checked_on": Stored(self.on.isoformat()),
            "round": Stored(self.round),
            "result": Stored(self.result),
            "inspector": Stored(self.inspector or None),
            "note": Stored(self.note or None),
        }


@dataclass(frozen=True, slots=True)
class Noted:
    """What was noted: ids of the sightings, how many cards had the same already, words without a card."""

    made: tuple[int, ...]
    already: int = 0
    strange: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """已登记清查 40 件；2 件这一天已经登记过；档案里没有 1 件：…"""
        told = f"已登记清查 {len(self.made):,} 件"
        if self.already:
            told += f"；{self.already:,} 件这一天已经登记过"
        if self.strange:
            shown = "、".join(self.strange[:5]) + ("等" if len(self.strange) > 5 else "")
            told += f"；档案里没有 {len(self.strange):,} 件，记为“多出”：{shown}"
        return f"{told}。"


def note_cards(
    desk: Desk, records: Collection[int], sighting: Sighting, *, photos: Photos | None = None
) -> Noted:
    """A sighting of each of these cards, in one operation; what says the same already is left.

    Raises UserError when all were noted already.
    """
    refuse_future(desk, sighting)
    if sighting.result == SURPLUS:
        raise UserError("档案里有的设施不能记“多出”，请选见到、损坏或未见。")
    cards = present(desk, FACILITIES, records)
    with desk.store.snapshot() as conn:
        noted = {row["asset"] for row in noted_on(conn, sighting.on, sighting.result, desk.today())}
    wanted = [
        {
            **sighting.inputs(),
            "facility": Stored(str(card["code"])),
            "asset": Stored(record_of(card)),
            "road": kept(card["road"]),
            "kind": kept(card["kind"]),
        }
        for card in cards
        if card["id"] not in noted
    ]
    if not wanted:
        raise UserError("选中的设施这一天都已经登记过，没有要记的。")
    pictures = dict.fromkeys(range(len(wanted)), photos) if photos else {}
    made = add_each(desk, SIGHTINGS, wanted, photos=pictures, label=f"清查登记({len(wanted)} 件)")
    return Noted(made, len(cards) - len(wanted))


def note_codes(desk: Desk, words: str, sighting: Sighting) -> Noted:
    """Sightings of codes as they were written down on the road, several in one text.

    A code without a card is noted as 多出; what says the same already is left. Raises UserError
    where no code was given, all were noted already, or what has a card is said to be 多出.
    """
    refuse_future(desk, sighting)
    of = codes_of(desk, words)
    if sighting.result == SURPLUS and any(of.values()):
        code = next(code for code, record in of.items() if record is not None)
        raise UserError(f"“{code}”在档案里，不能记“多出”，请选见到、损坏或未见。")
    with desk.store.snapshot() as conn:
        found = rows.page(conn, FACILITIES, filter(None, of.values()), today=desk.today())
        same = noted_on(conn, sighting.on, sighting.result, desk.today())
        strange = noted_on(conn, sighting.on, SURPLUS, desk.today())
    by_id = {row["id"]: row for row in found}
    noted: set[object] = {row["asset"] for row in same if row["asset"] is not None}
    noted |= {fold(str(row["facility"])) for row in strange if row["asset"] is None}
    wanted: list[Inputs] = []
    new: list[str] = []
    for code, record in of.items():
        thing = fold(code) if record is None else record
        if thing in noted:
            continue
        # The code and another name of one card are one sighting.
        noted.add(thing)
        new += [code] if record is None else []
        card = by_id.get(record)
        road, kind = (card["road"], card["kind"]) if card is not None else (None, None)
        inputs = {**sighting.inputs(), "facility": Stored(code), "asset": Stored(record)}
        if card is None:
            inputs["result"] = Stored(SURPLUS)
        inputs["road"] = Stored(road if isinstance(road, int) else None)
        inputs["kind"] = Stored(kind if isinstance(kind, int) else None)
        wanted.append(inputs)
    if not wanted:
        raise UserError("这些编号这一天都已经登记过，没有要记的。")
    made = add_each(desk, SIGHTINGS, wanted, label=f"清查登记({len(wanted)} 件)")
    return Noted(made, len(of) - len(wanted), tuple(new))


def noted_on(conn: Reader, on: date, result: int, today: date) -> Sequence[Row]:
    """The sightings of a day with one result."""
    where = All((Is("checked_on", on.isoformat()), Is("result", result)))
    return rows.page(conn, SIGHTINGS, rows.ids(conn, SIGHTINGS, where, today=today), today=today)


def codes_of(desk: Desk, words: str) -> dict[str, int | None]:
    """The card of each code that was written down. Raises UserError where there is no code."""
    codes = list(dict.fromkeys(split_words(words)))
    if not codes:
        raise UserError("请写设施编号，一行一个，或用“、”隔开。")
    with desk.store.snapshot() as conn:
        names = desk.store.names(conn)
        return {code: names.record("facilities", code) for code in codes}


def refuse_future(desk: Desk, sighting: Sighting) -> None:
    """Raises UserError for a day that hasn't come."""
    if sighting.on > desk.today():
        raise UserError("清查日期不能晚于今天，请核对。")
