"""What the maker of an operation had seen of other stations when it was made."""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bureau.storage.merging.deeds import Deed

STATIONS = "stations"
SEEN = "seen"
"""A change of no ledger: the vector that a station had reached with this operation."""
Vector = dict[int, int]
"""Station to the number of its last operation that is known."""


@dataclass(slots=True)
class Knowledge:
    """Of each station, the operations in which it noted what it had seen, in order."""

    noted: dict[int, tuple[list[int], list[Vector]]] = field(default_factory=dict)
    begun: dict[int, Vector] = field(default_factory=dict)

    def add(self, station: int, seq: int, vector: Vector) -> None:
        """Takes one note in; notes of a station come in their order."""
        seqs, vectors = self.noted.setdefault(station, ([], []))
        seqs.append(seq)
        vectors.append(vector)

    def of(self, station: int, seq: int) -> Mapping[int, int]:
        """What a station knew of the others when it made its operation `seq`."""
        seqs, vectors = self.noted.get(station, ([], []))
        place = bisect_right(seqs, seq)
        return vectors[place - 1] if place else self.begun.get(station, {})

    def had_seen(self, later: Deed, earlier: Deed) -> bool:
        """Whether the maker of one deed knew of the other."""
        if later.station == earlier.station:
            return (earlier.seq, earlier.n) < (later.seq, later.n)
        return self.of(later.station, later.seq).get(earlier.station, 0) >= earlier.seq


def vector_of(conn: sqlite3.Connection) -> Vector:
    """The last operation of every station that the database holds."""
    return {
        row["station"]: row["seq"]
        for row in conn.execute("SELECT station, max(seq) AS seq FROM op GROUP BY station")
    }


def note_text(vector: Mapping[int, int], **more: object) -> str:
    """A vector as the journal keeps it."""
    noted = {"vector": plain_vector(vector), **more}
    return json.dumps(noted, ensure_ascii=False, separators=(",", ":"))


def plain_vector(vector: Mapping[int, int]) -> dict[str, int]:
    """A vector as JSON has it."""
    return {str(station): seq for station, seq in sorted(vector.items())}


def read_knowledge(conn: sqlite3.Connection) -> Knowledge:
    """All notes in the journal.

    A station that began before such notes were made had seen what stood in its folder then: the
    operations that came before its first one.
    """
    knowledge = Knowledge()
    for row in conn.execute(
        "SELECT o.station, o.seq, c.after FROM change c JOIN op o"
        " ON c.id BETWEEN o.first_change AND o.last_change WHERE c.kind = ? ORDER BY o.rowid",
        (SEEN,),
    ):
        vector = {int(station): seq for station, seq in json.loads(row["after"])["vector"].items()}
        knowledge.add(row["station"], row["seq"], vector)
    for row in conn.execute("SELECT station, lamport FROM op WHERE seq = 1 ORDER BY rowid"):
        seqs, _ = knowledge.noted.get(row["station"], ([], []))
        if seqs[:1] == [1]:
            continue
        before = conn.execute(
            "SELECT station, max(seq) AS seq FROM op WHERE station <> ? AND lamport < ?"
            " GROUP BY station",
            (row["station"], row["lamport"]),
        )
        knowledge.begun[row["station"]] = {one["station"]: one["seq"] for one in before}
    return knowledge
