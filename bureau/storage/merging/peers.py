"""The other stations that this folder heard of, and what each of them has."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bureau.storage.merging.knowledge import Vector, plain_vector
from bureau.storage.operation import read_meta

if TYPE_CHECKING:
    from datetime import datetime

    from bureau.storage.merging.package import About


@dataclass(frozen=True, slots=True)
class Peer:
    """Another PC of the bureau. `vector` is what it said it has, not what was sent to it."""

    station: int
    name: str
    vector: Vector
    heard_at: str
    sent_at: str


def peers(conn: sqlite3.Connection) -> list[Peer]:
    """All that were heard of, those heard from last first."""
    rows = conn.execute("SELECT * FROM peer ORDER BY heard_at DESC, station")
    return [
        Peer(
            row["station"],
            row["name"],
            {int(station): seq for station, seq in json.loads(row["vector"]).items()},
            row["heard_at"] or "",
            row["sent_at"] or "",
        )
        for row in rows.fetchall()
    ]


def heard(conn: sqlite3.Connection, about: About, at: datetime) -> None:
    """Notes what the maker of a package has. An older package doesn't take knowledge back."""
    if about.station == read_meta(conn)["station"]:
        return
    known = next((one.vector for one in peers(conn) if one.station == about.station), {})
    stations = {*known, *about.vector}
    vector = {one: max(known.get(one, 0), about.vector.get(one, 0)) for one in stations}
    conn.execute(
        "INSERT INTO peer (station, name, vector, heard_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (station) DO UPDATE SET name = excluded.name, vector = excluded.vector,"
        " heard_at = excluded.heard_at",
        (about.station, about.name, json.dumps(plain_vector(vector)), f"{at:%Y-%m-%d %H:%M:%S}"),
    )


def note_sent(conn: sqlite3.Connection, station: int, at: datetime) -> None:
    """Notes when something was sent to a station; what it has is known only from its answer."""
    conn.execute(
        "UPDATE peer SET sent_at = ? WHERE station = ?", (f"{at:%Y-%m-%d %H:%M:%S}", station)
    )
