"""The store: an open data folder, its one gate for changes and its readers."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from bureau.errors import BugError, EnvironmentFault, UserError
from bureau.storage import permitting
from bureau.storage.backup import back_up
from bureau.storage.changes import ChangeSet
from bureau.storage.connection import connect_reader, connect_writer
from bureau.storage.derived import FORM, begin_anew, catch_up
from bureau.storage.faults import told_in_chinese
from bureau.storage.head import Head, HeadFile, lost_since, newest, read_head
from bureau.storage.lock import WriterLock
from bureau.storage.names import StoredNames
from bureau.storage.operation import Operation, read_meta, write_meta
from bureau.storage.paths import DataFolder
from bureau.storage.schema import applied_names, migrate, pending, schema_number
from bureau.storage.seed import plant
from bureau.storage.shape import CATALOGUE_LEDGER, Shape, shapes_of
from bureau.storage.thinning import BEFORE

if TYPE_CHECKING:
    from pathlib import Path

    from bureau.desk import Chance, Desk
    from bureau.ledger.declaration import Ledger

READ_ONLY = "这个数据文件夹是只读打开的，不能修改；请先关闭正在使用它的程序再打开。"
"""What whoever wants to write is told while another program holds the folder."""
MAX_STATION = 9_007_199
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
MARKS = "23456789" + LETTERS
Listener = Callable[[ChangeSet], None]


class Store:
    """One open data folder.

    `writable` stores hold the writer's lock; a read-only store opens beside them. Readers are
    one connection a thread, and no cursor outlives a call.
    """

    def __init__(self, folder: DataFolder, ledgers: Sequence[Ledger], *, writable: bool) -> None:
        self.folder = folder
        self.ledgers = {ledger.name: ledger for ledger in ledgers}
        self.writable = writable
        self.shapes: dict[str, Shape] = {}
        self.listeners: list[Listener] = []
        self.segment = ""
        self._local = threading.local()
        self._readers: list[sqlite3.Connection] = []
        self._gate = threading.RLock()
        self._holder: int | None = None
        self.schema = 0
        self._writer: sqlite3.Connection | None = None
        self._lock: WriterLock | None = None
        self._head: HeadFile | None = None
        self.warning: str | None = None
        self.was_killed = False
        """Whether whoever wrote here last ended in the midst of it."""

    # -- opening and closing -------------------------------------------------------------------

    def open_for_writing(self, actor: str, clock: Callable[[], datetime], chance: Chance) -> None:
        """Makes the folder when it is new, upgrades it when it is old, and takes the lock."""
        with told_in_chinese(self.folder.database):
            for place in (self.folder.root, self.folder.backups, self.folder.staging):
                place.mkdir(parents=True, exist_ok=True)
            self._lock = WriterLock(self.folder.lock, actor, clock().replace(microsecond=0))
            self.was_killed = self._lock.was_left
            try:
                self._open_database(clock, chance)
                self._clear_staging()
            except BaseException:
                self.close()
                raise

    def _clear_staging(self) -> None:
        """Throws away what an import that was killed left half read; the lock says none runs."""
        for leftover in self.folder.staging.iterdir():
            if leftover.is_file():
                leftover.unlink(missing_ok=True)
            elif leftover.suffix == ".photos":
                shutil.rmtree(leftover, ignore_errors=True)

    def _open_database(self, clock: Callable[[], datetime], chance: Chance) -> None:
        if self._has_database():
            # A file of a newer program or of another one is refused before anything in it changes.
            with closing(connect_reader(self.folder.database)) as looker:
                pending(looker)
        self._writer = writer = connect_writer(self.folder.database)
        if pending(writer):
            if applied_names(writer):
                back_up(writer, self.folder.backups, f"升级前-{clock():%Y%m%d-%H%M%S}")
            migrate(writer)
        self.shapes = shapes_of(writer, self.ledgers.values())
        self.schema = schema_number()
        self._bring_up_to_date(writer)
        self.warning = self._compare_head(writer)
        self._settle_station(writer, chance)
        self.segment = station_segment(writer)
        was_blank = self.folder.head.exists() and self.warning is None
        self._head = HeadFile(self.folder.head)
        if was_blank:
            self._head.begin_with(newest(writer, read_meta(writer)["station"]))

    def _bring_up_to_date(self, writer: sqlite3.Connection) -> None:
        """Plants classes that are newly shipped; makes anew what is derived in another way now."""
        meta = read_meta(writer)
        if (meta.get("planted"), meta.get("derived")) == (self.schema, FORM):
            return
        writer.execute("BEGIN IMMEDIATE")
        plant(writer, self.shapes[CATALOGUE_LEDGER])
        if meta.get("derived") != FORM:
            begin_anew(writer, self.shapes)
        catch_up(writer, self.shapes)
        write_meta(writer, {"planted": self.schema, "derived": FORM})
        writer.execute("COMMIT")

    def _settle_station(self, writer: sqlite3.Connection, chance: Chance) -> None:
        """Gives a new, restored or copied folder a station number of its own.

        A file that lost operations goes on from an older state: it gets one too, else its next
        records would take ids that other PCs have seen already.
        """
        stat = self.folder.database.stat()
        meta = read_meta(writer)
        same = (meta.get("device"), meta.get("inode")) == (signed(stat.st_dev), signed(stat.st_ino))
        if same and self.warning is None:
            return
        used = {row["station"] for row in writer.execute("SELECT DISTINCT station FROM op")}
        used.add(meta.get("station"))
        station = chance.randint(1, MAX_STATION)
        while station in used:
            station = chance.randint(1, MAX_STATION)
        highest = writer.execute("SELECT coalesce(max(lamport), 0) AS top FROM op").fetchone()[
            "top"
        ]
        fresh = {
            "station": station,
            "seq": 0,
            "lamport": highest,
            "next_id": 0,
            "device": signed(stat.st_dev),
            "inode": signed(stat.st_ino),
        }
        writer.execute("BEGIN IMMEDIATE")
        write_meta(writer, fresh)
        writer.execute("COMMIT")

    def open_for_reading(self) -> None:
        """Opens beside a writer. Raises UserError when there is no data yet or it needs an upgrade."""
        with told_in_chinese(self.folder.database):
            if not self._has_database():
                raise UserError(
                    f"这个文件夹里还没有数据（{self.folder.root}）；请先导入台账，或核对路径。"
                )
            try:
                reader = self.reader()
                if pending(reader) or read_meta(reader).get("derived") != FORM:
                    raise UserError("数据是旧版本的，请先打开一次程序（或导入一次）完成升级。")
                self.shapes = shapes_of(reader, self.ledgers.values())
                self.warning = self._compare_head(reader)
            except BaseException:
                self.close()
                raise

    def _has_database(self) -> bool:
        """Whether there is a database. Raises EnvironmentFault when one was there and is gone."""
        database = self.folder.database
        if database.exists() and database.stat().st_size:
            return True
        head = read_head(self.folder.head)
        if head is not None:
            raise EnvironmentFault(
                f"数据库文件不见了或是空的，而日志头记着第 {head.seq} 次操作；"
                f"请从备份恢复，或换一个数据文件夹（{self.folder.root}）。"
            )
        return False

    def _compare_head(self, conn: sqlite3.Connection) -> str | None:
        """What opening says when the database lacks what was saved, None when all is there."""
        try:
            return lost_since(conn, read_head(self.folder.head))
        except EnvironmentFault as fault:
            return fault.sentence

    def close(self) -> None:
        """Closes every connection and gives the lock up."""
        for reader in self._readers:
            reader.close()
        self._readers.clear()
        self._local = threading.local()
        if self._writer is not None:
            self._writer.close()
            self._writer = None
        if self._head is not None:
            self._head.close()
            self._head = None
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    # -- reading -------------------------------------------------------------------------------

    def reader(self) -> sqlite3.Connection:
        """This thread's own read-only connection."""
        conn = getattr(self._local, "reader", None)
        if conn is None:
            with told_in_chinese(self.folder.database):
                conn = self._local.reader = connect_reader(self.folder.database)
                self._readers.append(conn)
        return conn

    @contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """One consistent picture of the data: everything read inside sees the same moment."""
        conn = self.reader()
        with told_in_chinese(self.folder.database):
            conn.execute("BEGIN")
            try:
                yield conn
            finally:
                if conn.in_transaction:
                    conn.execute("ROLLBACK")

    def names(self, conn: sqlite3.Connection | None = None) -> StoredNames:
        """Names as they stand now; a thread has the same ones until something is committed."""
        reader = self.reader()
        if conn is not None and conn is not reader:
            return StoredNames(conn, self.shapes)
        version = reader.execute("PRAGMA data_version").fetchone()[0]
        known: tuple[int, StoredNames] | None = getattr(self._local, "names", None)
        if known is None or known[0] != version:
            known = self._local.names = (version, StoredNames(reader, self.shapes))
        return known[1]

    # -- changing ------------------------------------------------------------------------------

    @contextmanager
    def operation(self, desk: Desk, label: str, kind: str = "edit") -> Iterator[Operation]:
        """The only way to change data: all of it is kept, or nothing.

        Raises UserError when a record would be left pointing to one that is gone, RightsError when
        the person may not do it.
        """
        permitting.may_begin(desk, kind)
        with self._writing() as writer:
            try:
                operation = Operation(
                    writer,
                    self.shapes,
                    label=label,
                    kind=kind,
                    actor=desk.actor,
                    at=desk.now(),
                    chance=desk.random,
                    schema=self.schema,
                    segment=self.segment,
                )
                yield operation
                if not desk.rights.is_whole:
                    permitting.may_keep(desk, operation)
                place = operation.finish()
                if not writer.in_transaction:
                    raise BugError("the transaction ended before its operation did")
                kept = place is not None or operation.since is not None
                if kept and operation.kind in BEFORE:
                    # Another connection still sees what was there before.
                    from bureau.storage.copies import copy_before

                    copy_before(desk, operation.kind)
                writer.execute("COMMIT" if kept else "ROLLBACK")
            except sqlite3.IntegrityError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
                    raise
                raise UserError(dangling_sentence(writer, self.shapes)) from error
            if place:
                self._write_head(Head(place[0], place[1], place[2].hex()))
        self._tell(operation.changes)

    def _tell(self, changes: ChangeSet) -> None:
        """Tells whoever listens what changed, once it is saved."""
        if changes:
            for listener in list(self.listeners):
                listener(changes)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction of the one writer, rolled back unless its body ended it."""
        writer = self._writer
        if writer is None:
            raise UserError(READ_ONLY)
        if self._holder == threading.get_ident():
            raise BugError("an operation within an operation: it would wait for itself for ever")
        with self._gate, told_in_chinese(self.folder.database):
            self._holder = threading.get_ident()
            try:
                writer.execute("BEGIN IMMEDIATE")
                yield writer
            finally:
                self._holder = None
                if writer.in_transaction:
                    writer.execute("ROLLBACK")

    def _write_head(self, head: Head) -> None:
        """Notes what is committed. A failure is a warning: the change itself is on the disk."""
        if self._head is not None:
            try:
                self._head.write(head)
            except OSError:
                self.warning = "最近一次操作已保存，但日志头文件写不进去；请检查磁盘，并备份一次。"

    def overwrite_log(self) -> None:
        """What was erased is overwritten in the write-ahead log, too, as far as nobody reads there."""
        writer = self._writer
        if writer is not None:
            with self._gate:
                writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    @contextmanager
    def upkeep(self) -> Iterator[sqlite3.Connection]:
        """A transaction over derived parts only (search, sort keys), which no history mentions."""
        with self._writing() as writer:
            yield writer
            writer.execute("COMMIT")

    def index_waiting(self, limit: int | None = None) -> int:
        """Indexes a chunk of records that imports left waiting; gives how many remain."""
        with self.upkeep() as conn:
            remaining, changed = catch_up(conn, self.shapes, limit)
        changes = ChangeSet()
        for ledger, records in changed.items():
            for record in records:
                changes.add(ledger, record)
        self._tell(changes)
        return remaining

    @contextmanager
    def attached(self, other: os.PathLike[str], name: str) -> Iterator[None]:
        """Attaches a staging file to the writer for one bulk operation.

        The gate is held all along: neither can be done while another thread has a transaction open.
        """
        writer = self._writer
        if writer is None:
            raise UserError(READ_ONLY)
        with self._gate, told_in_chinese(self.folder.database):
            writer.execute(f"ATTACH DATABASE ? AS {name}", (os.fspath(other),))
            try:
                yield
            finally:
                writer.execute(f"DETACH DATABASE {name}")

    def copy_to(self, folder: os.PathLike[str], name: str, suffix: str = ".sqlite") -> None:
        """A verified copy of the database, by SQLite's own backup."""
        with told_in_chinese(self.folder.database):
            back_up(self.reader(), folder, name, suffix)

    def copy_sealed(self, target: Path, passphrase: str) -> None:
        """A verified copy under a passphrase; its plain form is only in the data folder meanwhile."""
        from bureau.storage.sealed import seal_file

        name = f"copy-{os.getpid()}"
        plain = self.folder.staging / f"{name}.sqlite"
        try:
            self.copy_to(self.folder.staging, name)
            seal_file(plain, target, passphrase)
        finally:
            plain.unlink(missing_ok=True)

    def newest_number(self) -> int:
        """How many operations there are, whoever did them."""
        return int(self.reader().execute("SELECT count(*) FROM op").fetchone()[0])

    def newest_head(self) -> Head | None:
        """The head of this station as the database has it."""
        conn = self.reader()
        return newest(conn, read_meta(conn).get("station", 0))


def station_segment(conn: sqlite3.Connection) -> str:
    """What this station puts into visible numbers: nothing for the folder's first, else 2 letters.

    A copied or restored folder is a new station; its 案件编号 then read ZZ-2026-K7-0001, so that
    two PCs never give the same number.
    """
    station = read_meta(conn)["station"]
    row = conn.execute("SELECT station FROM op ORDER BY rowid LIMIT 1").fetchone()
    if row is None or row["station"] == station:
        return ""
    tens, ones = divmod(station % (len(LETTERS) * len(MARKS)), len(MARKS))
    return f"{LETTERS[tens]}{MARKS[ones]}-"


def dangling_sentence(conn: sqlite3.Connection, shapes: Mapping[str, Shape]) -> str:
    """Which ledgers still refer to what an operation was about to remove."""
    titles = {
        shape.table: shape.declaration.title
        for shape in shapes.values()
        if shape.declaration is not None
    }
    counts: dict[str, int] = {}
    for row in conn.execute("PRAGMA foreign_key_check"):
        title = titles.get(row["table"].partition("__")[0], row["table"])
        counts[title] = counts.get(title, 0) + 1
    where = "、".join(f"“{title}”里有 {count} 条" for title, count in counts.items())
    return f"{where or '有记录'}还在引用要删除的名称，这一步没有保存；请先改掉或删除那些记录。"


def signed(number: int) -> int:
    """A device or inode number as SQLite's 64-bit integer."""
    return number - 2**64 if number >= 2**63 else number
