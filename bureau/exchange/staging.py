"""The staging file of one import: what was parsed and checked, until it is confirmed or thrown away."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bureau.errors import EnvironmentFault
from bureau.exchange.column_reading import RowFault
from bureau.ledger.chinese import sort_key
from bureau.ledger.declaration import Ledger
from bureau.ledger.entry import Value
from bureau.storage.new_names import NewName
from bureau.storage.shape import derived_columns

Plain = str | int | float | None
"""A cell as JSON keeps it."""
Place = tuple[str, int]
"""Sheet and row number of the file."""
Mends = Mapping[Place, Mapping[str, str]]
"""What a person typed over refused rows, by place and heading."""


@dataclass(frozen=True, slots=True)
class Rejection:
    """A refused row: its sheet, the file's row number, its cells by heading, all that is wrong."""

    sheet: str
    row: int
    cells: Mapping[str, Plain]
    faults: Sequence[RowFault]

    @property
    def place(self) -> Place:
        """Where the row stands."""
        return self.sheet, self.row


@dataclass(frozen=True, slots=True)
class Change:
    """A row that differs from the record it is: the new values and the present ones, by field.

    A lines field has {kind: value}; in JSON the kinds are texts.
    """

    record: int
    values: Mapping[str, object]
    before: Mapping[str, object]
    sheet: str
    row: int


PHOTO_FACTS = "bytes, name, suffix, width, height, taken_at, thumbnail"
"""What is known of an original beside its hash."""


class StagingFile:
    """An SQLite file with the rows of one import; it belongs to nobody else and is never synced."""

    def __init__(self, path: Path, ledger: Ledger) -> None:
        self.path = path
        self.ledger = ledger
        self.conn = connect(path)
        self.columns = ledger.columns
        self.count = 0

    def create(self) -> None:
        """The tables that storage takes rows from, and those of the preview."""
        names = ", ".join(f'"{name}"' for name in (*self.columns, *derived_columns(self.ledger)))
        statements = [f"CREATE TABLE row (n INTEGER PRIMARY KEY, {names})"]
        statements += [
            f"CREATE TABLE line_{field.key} (row INTEGER, kind INTEGER, value INTEGER)"
            for field in self.ledger.lines
        ]
        statements += [
            'CREATE TABLE changed (record INTEGER, "values" TEXT, before TEXT, sheet TEXT, row INTEGER)',
            f"CREATE TABLE photo (hash TEXT PRIMARY KEY, {PHOTO_FACTS})",
            "CREATE TABLE rejected (sheet TEXT, row INTEGER, cells TEXT, faults TEXT)",
            "CREATE TABLE new_name (k INTEGER PRIMARY KEY, ledger TEXT, text TEXT, unit TEXT, scale)",
        ]
        self.conn.execute("BEGIN")
        for statement in statements:
            self.conn.execute(statement)

    def add_rows(
        self,
        columns: Mapping[str, Sequence[Value]],
        count: int,
        lines: Mapping[str, Iterable[tuple[int, int, int]]],
    ) -> None:
        """`count` new rows by column, others blank; lines as (place among them, kind, value)."""
        first = self.count + 1
        numbers = range(first, first + count)
        columns = {**columns, **self.sort_keys(columns)}
        names = ", ".join(f'"{name}"' for name in columns)
        marks = ", ?" * len(columns)
        self.conn.executemany(
            f"INSERT INTO row (n, {names}) VALUES (?{marks})",
            zip(numbers, *columns.values(), strict=True),
        )
        self.count += count
        for key, found in lines.items():
            self.conn.executemany(
                f"INSERT INTO line_{key} (row, kind, value) VALUES (?, ?, ?)",
                ((first + place, kind, value) for place, kind, value in found),
            )

    def sort_keys(self, columns: Mapping[str, Sequence[Value]]) -> dict[str, list[str | None]]:
        """Made here, in the import's own process, so that confirming needn't make them."""
        return {
            name: [sort_key(text) if isinstance(text, str) else None for text in columns[key]]
            for name in derived_columns(self.ledger)
            if (key := name.removeprefix("_sort_")) in columns
        }

    def add_changes(self, changes: Iterable[Change]) -> None:
        """Rows that differ from their records."""
        self.conn.executemany(
            'INSERT INTO changed (record, "values", before, sheet, row) VALUES (?, ?, ?, ?, ?)',
            [(c.record, to_json(c.values), to_json(c.before), c.sheet, c.row) for c in changes],
        )

    def add_rejections(self, rejections: Iterable[Rejection]) -> None:
        """Refused rows with their cells."""
        self.conn.executemany(
            "INSERT INTO rejected (sheet, row, cells, faults) VALUES (?, ?, ?, ?)",
            [(r.sheet, r.row, to_json(r.cells), faults_json(r.faults)) for r in rejections],
        )

    def add_names(self, names: Iterable[NewName]) -> None:
        """Names that were new in the file."""
        self.conn.executemany(
            "INSERT INTO new_name (k, ledger, text, unit, scale) VALUES (?, ?, ?, ?, ?)",
            [(name.number, name.ledger, name.text, name.unit, name.scale) for name in names],
        )

    @property
    def photos(self) -> Path:
        """Where the originals of its rows' photos lie until they are taken."""
        return photos_beside(self.path)

    def add_photo(self, photo: Mapping[str, object]) -> None:
        """What is known of one original, as the data folder keeps it."""
        names = list(photo)
        self.conn.execute(
            f"INSERT OR IGNORE INTO photo ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",
            tuple(photo.values()),
        )

    def used_names(self, columns: Iterable[str]) -> set[int]:
        """Numbers of new names that staged new rows use; `columns` may hold them."""
        used: set[int] = set()
        for name in columns:
            sql = f'SELECT DISTINCT -"{name}" FROM row WHERE typeof("{name}") = \'integer\' AND "{name}" < 0'
            used.update(found for (found,) in self.conn.execute(sql))
        for field in self.ledger.lines:
            sql = f"SELECT DISTINCT -kind FROM line_{field.key} WHERE kind < 0"
            used.update(found for (found,) in self.conn.execute(sql))
        return used

    def commit(self) -> None:
        """Makes what was staged visible to the connection that will take it."""
        self.conn.execute("COMMIT")

    def close(self) -> None:
        """Closes the file."""
        self.conn.close()


def photos_beside(staging: Path) -> Path:
    """The folder of the originals that belong to a staging file."""
    return staging.with_suffix(".photos")


def read_photos(path: Path) -> list[dict[str, object]]:
    """The photos of a staging file."""
    conn = sqlite3.connect(path)
    try:
        conn.row_factory = sqlite3.Row
        return [dict(row) for row in conn.execute("SELECT * FROM photo ORDER BY rowid")]
    finally:
        conn.close()


def connect(path: Path) -> sqlite3.Connection:
    """A connection without journal: what is lost here is read from the spreadsheet again."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        conn = sqlite3.connect(path, isolation_level=None)
        conn.execute("PRAGMA journal_mode = OFF")
        conn.execute("PRAGMA synchronous = OFF")
    except (sqlite3.OperationalError, OSError) as fault:
        raise EnvironmentFault(
            f"导入用的临时文件建不起来（{path.parent}），没有导入任何内容；请检查磁盘空间和文件夹权限。"
        ) from fault
    return conn


def read_changes(path: Path) -> Iterator[Change]:
    """The changed rows of a staging file."""
    conn = sqlite3.connect(path)
    try:
        found = conn.execute(
            'SELECT record, "values", before, sheet, row FROM changed ORDER BY rowid'
        ).fetchall()
    finally:
        conn.close()
    for record, values, before, sheet, row in found:
        yield Change(record, json.loads(values), json.loads(before), sheet, row)


def read_rejections(path: Path) -> Iterator[Rejection]:
    """The refused rows of a staging file."""
    conn = sqlite3.connect(path)
    try:
        found = conn.execute(
            "SELECT sheet, row, cells, faults FROM rejected ORDER BY rowid"
        ).fetchall()
    finally:
        conn.close()
    for sheet, row, cells, faults in found:
        yield Rejection(sheet, row, json.loads(cells), faults_of(faults))


def to_json(values: object) -> str:
    """Compact JSON, Chinese as it is."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def faults_json(faults: Iterable[RowFault]) -> str:
    """Faults as the staging file and the waiting list keep them."""
    return to_json(
        [
            {"at": f.at, "column": f.column, "value": f.value, "reason": f.reason,
             "suggestion": f.suggestion}
            for f in faults
        ]
    )  # fmt: skip


def faults_of(text: str) -> list[RowFault]:
    """Faults read back."""
    return [RowFault(**fault) for fault in json.loads(text)]
