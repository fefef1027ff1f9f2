"""Keeps a database of one schema for ever: `python -m tests.schemas.freeze 0001_foundation`.

Run it before adding the next migration. What is kept is a small office with a history, packed;
test_upgrade.py opens every one of them with today's program.
"""

from __future__ import annotations

import lzma
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from random import Random  # noqa: TID251 - seeded

from bureau.desk import Desk
from bureau.office import LEDGERS
from bureau.storage import schema
from bureau.storage.paths import DataFolder
from bureau.storage.store import Store
from bureau.storage.undo import next_undo, undo
from tests.storage.offices import Clock

FOLDER = Path(__file__).parent


def keep(last: str) -> Path:
    """Packs an office whose newest migration is `last`."""
    names = [name for name in schema.migration_names() if name <= last]
    schema.migration_names = lambda: names
    with tempfile.TemporaryDirectory() as place:
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as conn:
            conn.row_factory = sqlite3.Row
            schema.migrate(conn)
            tables = {row["name"] for row in conn.execute("SELECT name FROM sqlite_master")}
        ledgers = [ledger for ledger in LEDGERS if ledger.table in tables]
        store = Store(DataFolder(Path(place)), ledgers, writable=True)
        desk = Desk(store, "王芳", Clock(), Random(1))
        store.open_for_writing(desk.actor, desk.clock, desk.random)
        fill(desk)
        with store.upkeep() as conn:
            conn.execute("UPDATE _sqlite_migrations SET applied_at = ''")
        store.copy_to(Path(place), "kept")
        store.close()
        with closing(sqlite3.connect(Path(place) / "kept.sqlite")) as conn:
            conn.execute("VACUUM")
        packed = lzma.compress((Path(place) / "kept.sqlite").read_bytes(), preset=9)
    target = FOLDER / f"{last[:4]}.sqlite.xz"
    target.write_bytes(packed)
    return target


def fill(desk: Desk) -> None:
    """A few records of the register with a history: edits, a removal, an undo."""
    with desk.store.operation(desk, "登记名册") as op:
        town = op.insert("towns", {"name": "城关镇", "position": 1})
        road = op.insert("roads", {"name": "解放路", "town": town, "length_m": 123_400})
        gone = op.insert("roads", {"name": "临时路"})
        op.insert("shops", {"name": "老王面馆", "road": road, "phone": "13800000000"})
    with desk.store.operation(desk, "改道路") as op:
        op.update("roads", road, {"section": "一标段"})
    with desk.store.operation(desk, "删道路") as op:
        op.remove("roads", gone)
    with desk.store.operation(desk, "误改") as op:
        op.update("towns", town, {"name": "别的镇"})
    found = next_undo(desk, desk.store.reader())
    assert found is not None
    undo(desk, found.ref)
    with desk.store.operation(desk, "改分类") as op:
        kept = op.execute("SELECT id FROM catalogue_items WHERE title = '占道经营'").fetchone()[
            "id"
        ]
        op.update("catalogue-items", kept, {"note": "县里的说法"})


if __name__ == "__main__":
    print(keep(sys.argv[1]))
