"""Data folders for tests: the schema is made once a process, every office is a clone of its bytes."""

from __future__ import annotations

import os
import random  # noqa: TID251 - seeded chance is handed to the desk
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from bureau.desk import Desk
from bureau.office import LEDGERS
from bureau.storage import connection
from bureau.storage.paths import DataFolder
from bureau.storage.store import Store

FIRST_MOMENT = datetime(2026, 10, 8, 9, 0)


@dataclass
class Clock:
    """A clock that tests set by hand."""

    moment: datetime = FIRST_MOMENT

    def __call__(self) -> datetime:
        return self.moment

    def pass_minutes(self, minutes: int) -> None:
        """Moves the hands on."""
        self.moment += timedelta(minutes=minutes)


def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets commits return before they are on the disk: no test pulls the plug."""
    monkeypatch.setattr(connection, "SYNCHRONOUS", "OFF")
    monkeypatch.setattr(os, "fdatasync", lambda _file: None, raising=False)


@cache
def template() -> bytes:
    """A fresh database of today's schema with its shipped catalogues."""
    with tempfile.TemporaryDirectory() as place:
        store = Store(DataFolder(Path(place)), LEDGERS, writable=True)
        store.open_for_writing("样板", Clock(), random.Random(0))
        store.close()
        return store.folder.database.read_bytes()


def furnish(root: Path) -> Path:
    """Makes `root` a data folder in which nobody has worked yet."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "bureau.sqlite").write_bytes(template())
    return root


def open_at(root: Path, actor: str = "王芳", *, seed: int = 1, writable: bool = True) -> Desk:
    """A desk over the folder as it is; the caller closes its store."""
    store = Store(DataFolder(root), LEDGERS, writable=writable)
    desk = Desk(store, actor, Clock(), random.Random(seed))
    if writable:
        store.open_for_writing(actor, desk.clock, desk.random)
    else:
        store.open_for_reading()
    return desk


@contextmanager
def opened(
    root: Path, actor: str = "王芳", *, seed: int = 1, writable: bool = True
) -> Iterator[Desk]:
    """The same, closed at the end."""
    desk = open_at(root, actor, seed=seed, writable=writable)
    try:
        yield desk
    finally:
        desk.store.close()


def item(desk: Desk, catalogue: str, title: str) -> int:
    """The id of a shipped catalogue item."""
    found = desk.store.names().item(catalogue, title)
    assert found is not None, (catalogue, title)
    return found.id


def add_road(desk: Desk, name: str) -> int:
    """One step of work: a road of that name; gives its id."""
    with desk.store.operation(desk, f"登记{name}") as op:
        return op.insert("roads", {"name": name})


def value_of(desk: Desk, ledger: str, record: int, key: str) -> object:
    """One stored field of a record as the database has it now."""
    table = desk.store.shapes[ledger].table
    row = desk.store.reader().execute(f'SELECT "{key}" FROM {table} WHERE id = ?', (record,))
    return row.fetchone()[0]


def exists(desk: Desk, ledger: str, record: int) -> bool:
    """Whether the record is there."""
    table = desk.store.shapes[ledger].table
    found = desk.store.reader().execute(f"SELECT 1 FROM {table} WHERE id = ?", (record,))
    return found.fetchone() is not None


def counts_of(desk: Desk, record: int) -> dict[int, int]:
    """The lines of a daily log: {kind: value}."""
    rows = desk.store.reader().execute(
        "SELECT kind, value FROM market_daily__counts WHERE record = ?", (record,)
    )
    return {row["kind"]: row["value"] for row in rows}
