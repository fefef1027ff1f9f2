"""Spreadsheets out: any ledger with its filter, typed columns, personal values masked."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bureau.access.rights import EXPORT, PERSONAL
from bureau.errors import UserError
from bureau.exchange.export_column import ExportColumn, ExportValue, Kind
from bureau.files import check_target
from bureau.ledger.declaration import Field, Ledger
from bureau.ledger.entry import Names, Value
from bureau.ledger.query import Filter, Sort
from bureau.ledger.types import Computed, Lines, Money, Scaled
from bureau.storage import kinds
from bureau.storage import rows as reading
from bureau.storage.operation import compact

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.storage.connection import Reader

CHUNK = 2_000
KINDS = {
    "whole": Kind.INTEGER,
    "decimal": Kind.DECIMAL,
    "quantity": Kind.DECIMAL,
    "money": Kind.MONEY,
    "date": Kind.DATE,
    "date-time": Kind.DATETIME,
    "long-text": Kind.LONG_TEXT,
    "deadline": Kind.DATE,
    "standing": Kind.LONG_TEXT,
}


@dataclass(frozen=True)
class ShownColumn:
    """One column of a ledger as it leaves the program: a field, or one kind of its lines."""

    field: Field
    title: str
    kind: int = 0
    scale: int = 0
    masked: bool = False

    @property
    def key(self) -> str:
        """What filters, sorts and edits call it: `counts.3201` for one kind of lines."""
        return f"{self.field.key}.{self.kind}" if self.kind else self.field.key

    def export_column(self) -> ExportColumn:
        """How the spreadsheet writer is to treat it."""
        declared = self.field.type
        if self.masked:
            return ExportColumn(self.title, Kind.TEXT, self.field.width + 2)
        if isinstance(declared, Lines):
            kind = Kind.DECIMAL if self.scale else Kind.INTEGER
            return ExportColumn(self.title, kind, scale=self.scale)
        if isinstance(declared, Computed) and self.counts:
            kind = Kind.DECIMAL if declared.scale else Kind.INTEGER
            return ExportColumn(self.title, kind, scale=declared.scale)
        kind = KINDS.get(declared.kind, Kind.TEXT)
        scale = declared.scale if isinstance(declared, Scaled) else 0
        width = None if kind is not Kind.TEXT else max(self.field.width, 2 * len(self.title)) + 2
        return ExportColumn(self.title, kind, width, scale)

    def stored(self, row: reading.Row) -> Value:
        """The stored value of this column in a row."""
        value = row[self.field.key]
        if isinstance(value, dict):
            amount: object = value.get(self.kind)
            return amount if isinstance(amount, int) else None
        return value  # type: ignore[return-value]

    def cell(self, row: reading.Row, names: Names) -> ExportValue:
        """The value for a spreadsheet's cell."""
        value, declared = self.stored(row), self.field.type
        if value is None:
            return None
        if self.masked:
            return declared.mask(value, names)
        if isinstance(declared, Lines) and isinstance(value, int):
            surplus: int = 10 ** (declared.scale - self.scale)
            return value // surplus
        if isinstance(declared, Scaled) or self.counts or declared.kind in ("date", "date-time"):
            return value if isinstance(value, str | int) else None
        return declared.show(value, names)

    def text(self, row: reading.Row, names: Names) -> str:
        """The value in the words of print."""
        value, declared = self.stored(row), self.field.type
        if value is None:
            return ""
        if self.masked:
            return declared.mask(value, names)
        if isinstance(declared, Lines) and isinstance(value, int):
            item = names.item_by_id(self.kind)
            return declared.show_line(value, item) if item else ""
        return declared.show(value, names)

    @property
    def counts(self) -> bool:
        """Whether it is a computed number, not one that stands for a word."""
        return isinstance(self.field.type, Computed) and not self.field.type.words

    @property
    def numeric(self) -> bool:
        """Whether it is right-aligned."""
        return isinstance(self.field.type, Scaled | Lines) or self.counts


def shown_columns(
    ledger: Ledger,
    names: Names,
    *,
    masked: bool = True,
    kinds_present: dict[str, set[int]] | None = None,
    keys: Sequence[str] = (),
) -> list[ShownColumn]:
    """The columns of a ledger, lines as one column a kind: all in declared order, or those of `keys`.

    `keys` give the order; `counts.3201` is one kind of a lines field, empty or not, `counts` those
    that have anything.
    """
    found: list[ShownColumn] = []
    bases = {key.partition(".")[0] for key in keys}
    for field in ledger.fields:
        if keys and field.key not in bases:
            continue
        declared = field.type
        if isinstance(declared, Lines):
            present = None if kinds_present is None else kinds_present.get(field.key, set())
            for item in names.items(declared.catalogue):
                wanted = item.active if present is None else item.id in present
                if wanted or f"{field.key}.{item.id}" in keys:
                    unit = f"({item.unit})" if item.unit else ""
                    found.append(ShownColumn(field, item.title + unit, item.id, item.scale))
        else:
            unit = (
                "(元)" if isinstance(declared, Money) else f"({field.unit})" if field.unit else ""
            )
            found.append(ShownColumn(field, field.title + unit, masked=masked and field.personal))
    return in_order(found, keys) if keys else found


def in_order(columns: Sequence[ShownColumn], keys: Sequence[str]) -> list[ShownColumn]:
    """The columns that `keys` name, each once, in the order of the keys."""
    named = {
        column.key: column
        for key in keys
        for column in columns
        if key in (column.key, column.field.key)
    }
    return list(named.values())


def read_rows(
    conn: Reader, ledger: Ledger, wanted: array[int], *, today: date
) -> Iterator[reading.Row]:
    """The rows of these ids, a chunk at a time."""
    for start in range(0, len(wanted), CHUNK):
        yield from reading.page(conn, ledger, wanted[start : start + CHUNK], today=today)


def export_ledger(
    desk: Desk,
    ledger: Ledger,
    target: Path,
    where: Filter | None = None,
    sorts: Sequence[Sort] = (),
    *,
    personal_reason: str = "",
    keys: Sequence[str] = (),
    note: str = "",
    limit: int | None = None,
    progress: Callable[[int], None] | None = None,
) -> int:
    """Writes the rows let through to an .xlsx or .csv file; gives their number.

    Personal values are masked unless `personal_reason` says why they must not be; that is an
    operation of its own, so the desk must be able to write. Raises UserError, EnvironmentFault.
    """
    from bureau.exchange.write_csv import write_csv
    from bureau.exchange.write_xlsx import write_xlsx

    if target.suffix.lower() not in (".xlsx", ".csv"):
        raise UserError("导出文件的名字要以 .xlsx 或 .csv 结尾。")
    check_target(target)
    desk.require(EXPORT, ledger.department, ledger.title)
    if personal_reason:
        record_personal(desk, ledger, personal_reason)
    order = sorts or [Sort(key) for key in ledger.order]
    with desk.store.snapshot() as conn:
        names = desk.store.names(conn)
        columns = shown_columns(
            ledger,
            names,
            masked=not personal_reason,
            kinds_present=reading.kinds_present(conn, ledger),
            keys=keys,
        )
        wanted = reading.ids(conn, ledger, where, order, today=desk.now(), limit=limit)
        cells = (
            [column.cell(row, names) for column in columns]
            for row in read_rows(conn, ledger, wanted, today=desk.now())
        )
        heads = [column.export_column() for column in columns]
        if target.suffix.lower() == ".csv":
            return write_csv(target, heads, cells, progress=progress)
        notes = [note] if note else []
        return write_xlsx(
            target,
            heads,
            cells,
            name=ledger.title,
            notes=notes,
            frozen_columns=ledger.frozen,
            progress=progress,
        )


def record_personal(desk: Desk, ledger: Ledger, reason: str) -> None:
    """Notes in the journal that personal data leave the program unmasked, by whom and why."""
    desk.require(PERSONAL, ledger.department, ledger.title)
    with desk.store.operation(
        desk, f"导出“{ledger.title}”未遮盖的个人信息：{reason}", kinds.PERSONAL
    ) as op:
        # Under a name of its own: what is noted under a ledger's must replay to its rows.
        op.note_raw("personal-exports", 0, "export", None, compact({"ledger": ledger.name}))
