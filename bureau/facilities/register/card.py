"""设施卡片: one facility with all that the books know of it: what it hangs on, repairs, stops, sightings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bureau.facilities.definitions import DARKENING
from bureau.facilities.ledgers import (
    FACILITIES,
    LEDGERS,
    LIGHT_PATROLS,
    REPAIRS,
    SIGHTINGS,
    STATE_CHANGES,
    STOPS,
)
from bureau.facilities.stored import record_of
from bureau.ledger.lenient.texts import fold
from bureau.ledger.query import All, Any, Blank, Contains, Filter, Ids, Is, OneOf
from bureau.ledger.referring import Refers
from bureau.ledger.types import Computed, Photos
from bureau.ledger.words import split_words
from bureau.storage import rows
from bureau.storage.rows import value_counts

if TYPE_CHECKING:
    from bureau.ledger.declaration import Ledger
    from bureau.ledger.entry import Names, Value
    from bureau.storage.connection import Reader

Row = Mapping[str, object]
HIGHEST = 8
"""Steps up from a lamp: circuit, cabinet, transformer; more is a ring or a slip."""
SAID: Mapping[str, tuple[str, ...]] = {
    REPAIRS.name: ("fault", "work"),
    STOPS.name: ("reason", "approval"),
    STATE_CHANGES.name: ("state", "reason", "approval"),
    SIGHTINGS.name: ("result", "inspector", "note"),
    "hazards": ("kind", "description", "result"),
    "work-permits": ("kind", "work"),
}
"""The fields that say what a record is about, by ledger; elsewhere the first few that say something."""
ABOUT_ANY = 3


@dataclass(frozen=True, slots=True)
class Above:
    """One facility that this one hangs on."""

    record: int
    code: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One record that concerns the facility; `via` is the cabinet or circuit that it was of."""

    day: str
    title: str
    words: str
    ledger: str
    record: int
    row: Row
    via: str = ""

    @property
    def is_own_repair(self) -> bool:
        """Whether it is a repair of the facility itself, not of its cabinet."""
        return self.ledger == REPAIRS.name and not self.via

    @property
    def cost_fen(self) -> int | None:
        """What a repair of the facility itself cost; what its cabinet cost is the cabinet's."""
        cost = self.row.get("cost_fen")
        return cost if isinstance(cost, int) and not self.via else None


@dataclass(frozen=True, slots=True)
class Card:
    """A facility and its story, the latest first."""

    row: Row
    above: tuple[Above, ...]
    below: tuple[tuple[str, int], ...]
    """What hangs on it, directly or not, by kind."""
    moments: tuple[Moment, ...]

    @property
    def own_repairs(self) -> tuple[Moment, ...]:
        """Its own repairs, not those of its cabinet."""
        return tuple(one for one in self.moments if one.is_own_repair)

    @property
    def cost_fen(self) -> int:
        """What its own repairs cost together."""
        return sum(one.cost_fen or 0 for one in self.own_repairs)

    @property
    def open_repairs(self) -> int:
        """Its own repairs that aren't mended."""
        return sum(one.row["repaired_on"] is None for one in self.own_repairs)

    @property
    def below_words(self) -> str:
        """照明回路 2、路灯 38."""
        return "、".join(f"{kind} {count}" for kind, count in self.below)

    @property
    def above_words(self) -> str:
        """XB-07-1（照明回路）← XB-07（控制箱）."""
        return " ← ".join(
            f"{one.code}（{one.kind}）" if one.kind else one.code for one in self.above
        )


def read_card(conn: Reader, names: Names, record: int, today: date) -> Card | None:
    """A facility as it is now; None when it is gone."""
    found = rows.page(conn, FACILITIES, [record], today=today)
    if not found:
        return None
    row = found[0]
    above = tuple(chain(conn, names, row, today))
    moments = [
        moment
        for ledger in LEDGERS
        if "asset" in ledger.by_key
        for moment in own_moments(conn, names, ledger, record, today)
    ]
    moments += faults_above(conn, names, above, today)
    moments += stops_above(conn, names, row, above, today)
    moments += dark_nights(conn, row, today)
    moments.sort(key=lambda one: (one.day, one.ledger, one.record), reverse=True)
    return Card(
        row,
        above,
        tuple(hung(conn, names, record, today)),
        tuple(moments),
    )


def chain(conn: Reader, names: Names, row: Row, today: date) -> Iterable[Above]:
    """What it hangs on, from the nearest up."""
    passed = {row["id"]}
    parent = row["parent"]
    while isinstance(parent, int) and parent not in passed and len(passed) <= HIGHEST:
        passed.add(parent)
        found = rows.page(conn, FACILITIES, [parent], today=today)
        if not found:
            return
        upper = found[0]
        kind = FACILITIES.by_key["kind"].type.show(value_of(upper, "kind"), names)
        yield Above(parent, str(upper["code"]), kind)
        parent = upper["parent"]


def hung(conn: Reader, names: Names, record: int, today: date) -> Iterable[tuple[str, int]]:
    """How many of which kind hang on it, level by level."""
    show = FACILITIES.by_key["kind"].type.show
    found: Counter[str] = Counter()
    level: tuple[int, ...] = (record,)
    passed = {record}
    while level:
        where = Refers("parent", FACILITIES, Ids(level))
        for kind, count in value_counts(conn, FACILITIES, "kind", where, today=today):
            found[show(kind, names) or "未分类"] += count
        level = tuple(set(rows.ids(conn, FACILITIES, where, today=today)) - passed)
        passed |= set(level)
    return found.items()


def own_moments(
    conn: Reader, names: Names, ledger: Ledger, record: int, today: date
) -> list[Moment]:
    """The records of a ledger that name the facility."""
    return moments_of(conn, names, ledger, Is("asset", record), today)


def faults_above(conn: Reader, names: Names, above: Collection[Above], today: date) -> list[Moment]:
    """Faults of the cabinet or circuit that made what hangs on it dark."""
    found: list[Moment] = []
    for one in above:
        where = All((Is("asset", one.record), OneOf("fault", (*DARKENING, None))))
        found += moments_of(conn, names, REPAIRS, where, today, via=one.code)
    return found


def stops_above(
    conn: Reader, names: Names, row: Row, above: Collection[Above], today: date
) -> list[Moment]:
    """Stops of what it hangs on, and of its whole road."""
    found: list[Moment] = []
    for one in above:
        found += moments_of(conn, names, STOPS, Is("asset", one.record), today, via=one.code)
    if isinstance(row["road"], int):
        where = All((Is("road", row["road"]), Blank("facility")))
        via = names.label("roads", row["road"])
        found += moments_of(conn, names, STOPS, where, today, via=via)
    return found


def dark_nights(conn: Reader, row: Row, today: date) -> list[Moment]:
    """Night patrols that named it among the dark lamps, by its code or another name of it."""
    aliases = split_words(row["aliases"]) if isinstance(row["aliases"], str) else []
    words = [str(row["code"]), *aliases]
    where: Filter = Any(tuple(Contains("lamps", word) for word in words))
    wanted = {fold(word) for word in words}
    found = rows.ids(conn, LIGHT_PATROLS, where, today=today)
    return [
        Moment(
            day=str(patrol["patrolled_on"]),
            title="夜间巡查",
            words=f"未亮（{patrol['inspectors']}）" if patrol["inspectors"] else "未亮",
            ledger=LIGHT_PATROLS.name,
            record=record_of(patrol),
            row=patrol,
        )
        for patrol in rows.page(conn, LIGHT_PATROLS, found, today=today)
        if wanted & {fold(word) for word in split_words(str(patrol["lamps"]))}
    ]


def moments_of(
    conn: Reader, names: Names, ledger: Ledger, where: Filter, today: date, *, via: str = ""
) -> list[Moment]:
    """Records as moments of a story."""
    ids = rows.ids(conn, ledger, where, today=today)
    return [
        Moment(
            day=str(row[ledger.date] or "")[:10] if ledger.date else "",
            title=ledger.title,
            words=words_of(names, ledger, row),
            ledger=ledger.name,
            record=record_of(row),
            row=row,
            via=via,
        )
        for row in rows.page(conn, ledger, ids, today=today)
    ]


def words_of(names: Names, ledger: Ledger, row: Row) -> str:
    """What a record says in one line."""
    keys = SAID.get(ledger.name)
    if keys is None:
        plain = (
            field.key
            for field in ledger.fields
            if field.key not in ("facility", "asset", ledger.date, ledger.label)
            and not field.personal
            and not isinstance(field.type, Computed | Photos)
        )
        keys = tuple(key for key in plain if row.get(key) is not None)[:ABOUT_ANY]
    said = (
        ledger.by_key[key].type.show(value_of(row, key), names)
        for key in keys
        if key in ledger.by_key
    )
    return "，".join(" ".join(one.split()) for one in said if one)


def value_of(row: Row, key: str) -> Value:
    """One stored value."""
    value: Value = row.get(key)  # type: ignore[assignment]
    return value
