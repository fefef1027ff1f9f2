"""What every station did to a record, and what stands of it all: the same everywhere, in any order.

A field holds what was written last, by (lamport, station). A record is there as long as something
was written in it that no removal knew of: an edit or a new child beats a removal.
"""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from bureau.storage.inverse import values_of
from bureau.storage.merging.stages import WEIGHING, Stage, Step, nothing_said
from bureau.storage.operation import INSERT, REMOVE, RESTATE, UPDATE
from bureau.storage.shape import CATALOGUE_LEDGER, Shape

if TYPE_CHECKING:
    from bureau.storage.merging.knowledge import Knowledge

Values = dict[str, object]
Key = tuple[str, int]
"""Ledger and record."""
Place = tuple[int, int]
"""Station and number of an operation."""
IDS_AT_ONCE = 5_000
PLANTED: Place = (0, 0)


@dataclass(frozen=True, slots=True)
class Deed:
    """One change of one record, and where it stands among all changes of all stations."""

    lamport: int
    station: int
    seq: int
    n: int
    kind: str
    before: str | None
    after: str | None

    @property
    def clock(self) -> tuple[int, int, int, int]:
        """What decides which of two came last."""
        return self.lamport, self.station, self.seq, self.n

    @property
    def place(self) -> Place:
        """The operation."""
        return self.station, self.seq


@dataclass(slots=True)
class Field:
    """The value that stands in a field, who wrote it, and one that was written without knowing of it."""

    value: object
    deed: Deed
    rival: tuple[object, Deed] | None = None


@dataclass(slots=True)
class Standing:
    """What stands of one record."""

    shape: Shape
    record: int
    alive: bool
    fields: dict[str, Field] = field(default_factory=dict)
    erased: tuple[int, int, int, int] = (0, 0, 0, 0)
    """The last change whose content was erased by law: what it wrote is no longer known."""
    is_broken: bool = False
    """Something that was written can't be read any more."""
    removals: tuple[Place, ...] = ()
    """Operations that took the record away and were known to nobody who wrote in it since."""

    @property
    def values(self) -> Values:
        """Every column."""
        return {
            key: self.fields[key].value if key in self.fields else None
            for key in self.shape.columns
        }

    @property
    def known_values(self) -> Values:
        """Every column whose content history still tells."""
        if self.erased == (0, 0, 0, 0):
            return self.values
        return {key: one.value for key, one in self.fields.items() if one.deed.clock > self.erased}

    @property
    def owner(self) -> int | None:
        """Of a child row the record that owns it."""
        known = self.fields.get("record") if self.shape.parent else None
        return known.value if known is not None and isinstance(known.value, int) else None

    @property
    def last(self) -> tuple[int, int, int, int]:
        """When anything of it was written last."""
        return max((one.deed.clock for one in self.fields.values()), default=(0, 0, 0, 0))


class Deeds:
    """The changes of chosen records, read once from the journal with what is planted."""

    def __init__(
        self,
        conn: sqlite3.Connection,
        shapes: Mapping[str, Shape],
        knowledge: Knowledge,
        without: frozenset[Place] = frozenset(),
        step: Step = nothing_said,
    ) -> None:
        self.step = step
        self.conn = conn
        self.shapes = shapes
        self.knowledge = knowledge
        self.without = without
        self.operations = conn.execute(
            "SELECT first_change, last_change, station, seq, lamport FROM op"
            " WHERE last_change >= first_change ORDER BY first_change"
        ).fetchall()
        self.starts = [row["first_change"] for row in self.operations]

    def of(self, records: Iterable[int]) -> dict[Key, list[Deed]]:
        """All that was done to these records, the oldest first."""
        found: dict[Key, list[Deed]] = {}
        for ids in chunks(records):
            self.read_planted(ids, found)
            rows = self.conn.execute(
                "SELECT id, ledger, record, kind, before, after FROM change WHERE record IN"
                " (SELECT value FROM json_each(?)) AND kind IN (?, ?, ?, ?)",
                (ids, INSERT, UPDATE, REMOVE, RESTATE),
            )
            for row in rows:
                if row["ledger"] not in self.shapes:
                    continue
                # One of which nothing is in effect stands, too: as absent.
                deeds = found.setdefault((row["ledger"], row["record"]), [])
                if (deed := self.deed(row)) is not None:
                    deeds.append(deed)
        for deeds in found.values():
            deeds.sort(key=lambda deed: deed.clock)
        return found

    def read_planted(self, ids: str, found: dict[Key, list[Deed]]) -> None:
        """Shipped classes are there before anything was done."""
        rows = self.conn.execute(
            "SELECT id, image FROM planted WHERE id IN (SELECT value FROM json_each(?))", (ids,)
        )
        for row in rows:
            deed = Deed(0, *PLANTED, 0, INSERT, None, row["image"])
            found[CATALOGUE_LEDGER, row["id"]] = [deed]

    def deed(self, row: sqlite3.Row) -> Deed | None:
        """A change with its operation; None where that is not in effect here."""
        place = bisect_right(self.starts, row["id"]) - 1
        op = self.operations[place] if place >= 0 else None
        if op is None or row["id"] > op["last_change"]:
            return None
        if (op["station"], op["seq"]) in self.without and row["kind"] != RESTATE:
            # What was erased by law doesn't come back with what was taken back.
            return None
        return Deed(
            op["lamport"], op["station"], op["seq"], row["id"] - op["first_change"],
            row["kind"], row["before"], row["after"],
        )  # fmt: skip

    def standings(self, records: Iterable[int]) -> dict[Key, Standing]:
        """What stands of these records; child rows share the fate of those who own them."""
        known = self.of(records)
        found = {
            key: self.standing(self.shapes[key[0]], key[1], deeds)
            for key, deeds in Stage(self.step, WEIGHING).told(known.items(), len(known))
        }
        self.share_fates(found)
        return found

    def standing(
        self, shape: Shape, record: int, deeds: list[Deed], void: frozenset[Place] = frozenset()
    ) -> Standing:
        """What stands of one record; removals of the `void` operations don't count."""
        removals = [one for one in deeds if one.kind == REMOVE and one.place not in void]
        written = [one for one in deeds if one.kind not in (REMOVE, RESTATE)]
        restated = [one for one in deeds if one.kind == RESTATE and one.after is not None]
        seen = self.knowledge.had_seen
        alive = any(one.kind == INSERT for one in written) and any(
            not any(seen(removal, one) for removal in removals) for one in written
        )
        standing = Standing(shape, record, alive)
        standing.removals = tuple(
            removal.place
            for removal in removals
            if not any(one.kind == INSERT and seen(one, removal) for one in written)
        )
        told = restated[-1].clock if restated else (0, 0, 0, 0)
        for deed in sorted((*written, *as_written(restated)), key=lambda one: one.clock):
            if deed.after is None and deed.clock > told:
                standing.erased = deed.clock
            try:
                for key, value in self.written_by(shape, deed, removals):
                    standing.fields[key] = self.over(standing.fields.get(key), value, deed)
            except (ValueError, AttributeError, TypeError):
                standing.is_broken = True
        return standing

    def over(self, known: Field | None, value: object, deed: Deed) -> Field:
        """A later value in the place of an earlier one, which is a rival if it wasn't known of."""
        if known is None:
            return Field(value, deed)
        seen = self.knowledge.had_seen
        rival = None
        if known.value != value:
            if not seen(deed, known.deed):
                rival = (known.value, known.deed)
            elif known.rival and known.rival[0] != value and not seen(deed, known.rival[1]):
                rival = known.rival
        return Field(value, deed, rival)

    def written_by(
        self, shape: Shape, deed: Deed, removals: list[Deed]
    ) -> Iterator[tuple[str, object]]:
        """The fields that a change writes. What comes back writes only what it changes."""
        if deed.after is None:
            return
        if deed.kind == UPDATE:
            values: Values = json.loads(deed.after)
            yield from ((key, value) for key, value in values.items() if key in shape.columns)
            return
        known = [one for one in removals if self.knowledge.had_seen(deed, one)]
        gone = values_of(shape, known[-1].before) if known and known[-1].before else None
        for key, value in values_of(shape, deed.after).items():
            if gone is None or gone.get(key) != value:
                yield key, value

    def share_fates(self, found: dict[Key, Standing]) -> None:
        """Child rows that were taken away with a record which stands after all stand, too."""
        for (ledger, record), standing in list(found.items()):
            shape = standing.shape
            if not shape.parent or standing.alive or not standing.removals:
                continue
            owner = standing.owner
            if owner is None:
                continue
            parent = found.get((shape.parent, owner))
            if parent is None:
                deeds = self.of([owner]).get((shape.parent, owner), [])
                parent = self.standing(self.shapes[shape.parent], owner, deeds)
            if parent.alive and (void := frozenset(parent.removals)):
                deeds = self.of([record])[ledger, record]
                found[ledger, record] = self.standing(shape, record, deeds, void)

    def children_gone_with(self, standings: Iterable[Standing]) -> set[int]:
        """Child rows that were removed by the operations which removed these records."""
        found: set[int] = set()
        children: dict[str, list[str]] = {}
        for name, shape in self.shapes.items():
            if shape.parent:
                children.setdefault(shape.parent, []).append(name)
        for standing in standings:
            names = children.get(standing.shape.ledger)
            if not names or not standing.removals:
                continue
            for station, seq in standing.removals:
                rows = self.conn.execute(
                    "SELECT c.record FROM op o JOIN change c"
                    " ON c.id BETWEEN o.first_change AND o.last_change"
                    " WHERE o.station = ? AND o.seq = ? AND c.kind = ? AND c.ledger IN"
                    " (SELECT value FROM json_each(?)) AND json_extract(c.before, '$[0]') = ?",
                    (station, seq, REMOVE, json.dumps(names), standing.record),
                )
                found.update(row["record"] for row in rows)
        return found


def as_written(restated: Iterable[Deed]) -> Iterator[Deed]:
    """Each field of an erased history as if whoever wrote it last had just written it again."""
    for deed in restated:
        for key, (value, *clock) in json.loads(deed.after or "{}").items():
            lamport, station, seq, n = clock or deed.clock
            after = json.dumps({key: value}, ensure_ascii=False)
            yield Deed(lamport, station, seq, n, UPDATE, None, after)


def chunks(records: Iterable[int]) -> Iterator[str]:
    """Ids as JSON lists that a statement takes at once."""
    ids = sorted(set(records))
    places = [*range(0, len(ids), IDS_AT_ONCE), len(ids)]
    for start, stop in pairwise(places):
        yield json.dumps(ids[start:stop])
