"""D1 to D3 and D6: saving, bulk insertion, pages of rows and backup, beside what the disk itself costs."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import ExitStack, closing
from itertools import count
from pathlib import Path

from bureau.desk import Desk
from bureau.market.ledgers import CASES
from bureau.storage import rows
from bureau.storage.bulk import STAGING
from tests.bench.county import INDEX_CHUNK, case_rows, fill_register, stage_cases, take_staged
from tests.bench.harness import Bench, Outcome, Side, compare
from tests.bench.site import CLOCK, Site

PAGE = 256
APPENDED = bytes(4096)
FIRST_ID = 10**15
COPIED_AT_ONCE = 2**20


def save_one_edit(site: Site, cases: int) -> Outcome:
    """D1: a clerk's edit of an address, committed and noted in the head file."""
    root = site.county(cases)
    with ExitStack() as open_things:
        desk = open_things.enter_context(site.desk(root))
        listed = rows.ids(desk.store.reader(), CASES, today=CLOCK.date())
        turns = count()

        def edit() -> None:
            turn = next(turns)
            record = listed[turn * 7_919 % len(listed)]
            with desk.store.operation(desk, "修改案件") as op:
                op.update(CASES.name, record, {"address": f"人民路{turn + 1}号后门"})

        place = site.place("append") / "appended"
        file = os.open(place, os.O_CREAT | os.O_WRONLY | os.O_APPEND)
        open_things.callback(os.close, file)

        def append() -> None:
            os.write(file, APPENDED)
            getattr(os, "fdatasync", os.fsync)(file)

        return compare(site, Side(edit), Side(append))


class Inserting:
    """D2 and D2s: staged rows into an empty case ledger, and into its bare table."""

    def __init__(self, site: Site, cases: int, *, searchable: bool) -> None:
        self.site = site
        self.searchable = searchable
        self.pattern = site.place("pattern")
        with site.desk(self.pattern) as desk:
            names = fill_register(desk)
            while desk.store.index_waiting(INDEX_CHUNK):
                pass
        self.staged = site.place("staged") / "cases.sqlite"
        stage_cases(self.staged, case_rows(names, 0, cases))
        self.folder = self.pattern
        self.open_things = ExitStack()
        self.desk: Desk | None = None
        self.bare: sqlite3.Connection | None = None

    def open_county(self) -> None:
        """A fresh copy of the data folder."""
        self.folder = self.site.copy_of(self.pattern)
        self.desk = self.open_things.enter_context(self.site.desk(self.folder))

    def insert(self) -> None:
        """What is measured of ours."""
        assert self.desk is not None
        take_staged(self.desk, self.staged)
        while self.searchable and self.desk.store.index_waiting(INDEX_CHUNK):
            pass

    def open_bare(self) -> None:
        """The same database, its case table without an index."""
        self.folder = self.site.copy_of(self.pattern)
        self.bare = sqlite3.connect(self.folder / "bureau.sqlite", isolation_level=None)
        self.open_things.enter_context(closing(self.bare))
        for setting in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            self.bare.execute(f"PRAGMA {setting}")
        sql = "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = ?"
        for (name,) in self.bare.execute(sql, (CASES.table,)).fetchall():
            self.bare.execute(f"DROP INDEX {name}")
        self.bare.execute(f"ATTACH DATABASE ? AS {STAGING}", (str(self.staged),))

    def copy_in(self) -> None:
        """What is measured of the reference."""
        assert self.bare is not None
        columns = ", ".join(f'"{name}"' for name in CASES.columns)
        self.bare.execute("BEGIN IMMEDIATE")
        self.bare.execute(
            f"INSERT INTO main.{CASES.table} (id, {columns}) SELECT n + {FIRST_ID},"
            f" {columns} FROM {STAGING}.row"
        )
        self.bare.execute("COMMIT")

    def close(self) -> None:
        """Nothing of a round is left."""
        self.open_things.close()
        shutil.rmtree(self.folder)

    def compare(self) -> Outcome:
        """Both sides in turn."""
        ours = Side(self.insert, self.open_county, self.close)
        return compare(self.site, ours, Side(self.copy_in, self.open_bare, self.close))


def insert_staged_rows(site: Site, cases: int) -> Outcome:
    """D2: until they are committed."""
    return Inserting(site, cases, searchable=False).compare()


def insert_and_index(site: Site, cases: int) -> Outcome:
    """D2s: until they can be found without a scan."""
    return Inserting(site, cases, searchable=True).compare()


def page_at_the_end(site: Site, cases: int) -> Outcome:
    """D3: the ids are held, as the table holds them."""
    with site.desk(site.county(cases)) as desk:
        conn, today = desk.store.reader(), CLOCK.date()
        listed = rows.ids(conn, CASES, today=today)

        def last() -> None:
            rows.page(conn, CASES, listed[-PAGE:], today=today)

        def first() -> None:
            rows.page(conn, CASES, listed[:PAGE], today=today)

        return compare(site, Side(last), Side(first))


def back_up(site: Site, cases: int) -> Outcome:
    """D6: the verified copy, beside the bytes alone."""
    root = site.county(cases)
    place = site.place("backups")
    with site.desk(root) as desk:
        source = desk.store.folder.database

        def copy_verified() -> None:
            desk.store.copy_to(place, "backup")

        def copy_bytes() -> None:
            copy_with_fsync(source, place / "copy")

        def remove() -> None:
            for file in place.iterdir():
                file.unlink()

        return compare(site, Side(copy_verified, after=remove), Side(copy_bytes, after=remove))


def copy_with_fsync(source: Path, target: Path) -> None:
    """A plain copy that waits for the disk."""
    with source.open("rb") as reading, target.open("wb") as writing:
        while block := reading.read(COPIED_AT_ONCE):
            writing.write(block)
        writing.flush()
        os.fsync(writing.fileno())


MILLION = 1_000_000
LARGE = (10_000, 100_000, MILLION)
BULK = (10_000, 100_000)
BENCHES = (
    Bench("D1", "save one edit / append 4 KB + fdatasync", "4", MILLION, LARGE, save_one_edit),
    Bench(
        "D2", "staged rows committed / bare INSERT…SELECT", "5", BULK[-1], BULK, insert_staged_rows
    ),
    Bench("D2s", "the same until search has caught up", "14", BULK[-1], BULK, insert_and_index),
    Bench("D3", "page at the end / at the beginning", "1.3", MILLION, LARGE, page_at_the_end),
    Bench("D6", "verified backup / copy with fsync", "4", MILLION, LARGE, back_up),
)
