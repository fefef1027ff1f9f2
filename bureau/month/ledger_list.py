"""Any filtered ledger as a printed list on A4 across, personal data masked."""

from __future__ import annotations

from collections.abc import Sequence

from bureau.calendar.periods import Period
from bureau.desk import Desk
from bureau.exchange.export import ShownColumn, read_rows, record_personal, shown_columns
from bureau.ledger.declaration import Ledger
from bureau.ledger.query import Filter, Sort
from bureau.month.settings import letterhead
from bureau.reports.ledger_paper import ColumnKind, LedgerColumn, ledger_paper
from bureau.reports.paper import Paper
from bureau.storage import rows as reading

MOST_COLUMNS = 16
"""Columns that stay legible on A4 across; of more, the emptiest are left out and named."""
KINDS: dict[str, ColumnKind] = {
    "date": "date",
    "date-time": "date",
    "phone": "code",
    "id-number": "code",
    "choice": "choice",
    "yes-no": "choice",
}
PRINTED_ELSEWHERE = ("photos", "point")
"""Kinds of field that a list has no room for."""


def ledger_list(
    desk: Desk,
    ledger: Ledger,
    where: Filter | None = None,
    *,
    period: Period | None = None,
    filter_text: str = "",
    personal_reason: str = "",
) -> Paper:
    """The rows let through, in the ledger's own order.

    Personal values are masked unless `personal_reason` says why they must not be; that is an
    operation, so the desk must be able to write. Raises UserError.
    """
    if personal_reason:
        record_personal(desk, ledger, personal_reason)
    with desk.store.snapshot() as conn:
        names = desk.store.names(conn)
        columns = [
            column
            for column in shown_columns(
                ledger,
                names,
                masked=not personal_reason,
                kinds_present=reading.kinds_present(conn, ledger),
            )
            if column.field.type.kind not in PRINTED_ELSEWHERE
        ]
        order = [Sort(key) for key in ledger.order]
        wanted = reading.ids(conn, ledger, where, order, today=desk.today())
        texts = [
            [column.text(row, names) for column in columns]
            for row in read_rows(conn, ledger, wanted, today=desk.today())
        ]
        head = letterhead(conn, desk.now())
    kept = legible(columns, texts)
    left_out = [
        column.title
        for position, column in enumerate(columns)
        if position not in kept and any(line[position] for line in texts)
    ]
    notes = [filter_text] if filter_text else []
    if left_out:
        notes.append(f"未印出的列：{'、'.join(left_out)}")
    return ledger_paper(
        f"{head.bureau}{ledger.title}",
        [LedgerColumn(columns[position].title, kind_of(columns[position])) for position in kept],
        [[line[position] for position in kept] for line in texts],
        filter_text="；".join(notes),
        period=period.title if period else "",
        organisation=head.bureau,
        made_at=head.made_at,
    )


def legible(columns: Sequence[ShownColumn], texts: Sequence[Sequence[str]]) -> list[int]:
    """Positions of the columns to print, in order: those with the most filled cells."""
    filled = [sum(1 for line in texts if line[position]) for position in range(len(columns))]
    candidates = [
        position
        for position, column in enumerate(columns)
        if filled[position] or (column.field.required and not texts)
    ]
    if not candidates:
        candidates = list(range(min(MOST_COLUMNS, len(columns))))
    fullest = sorted(candidates, key=lambda position: -filled[position])[:MOST_COLUMNS]
    return sorted(fullest)


def kind_of(column: ShownColumn) -> ColumnKind:
    """How a column is aligned and whether it may wrap."""
    if column.masked:
        return "text"
    return "number" if column.numeric else KINDS.get(column.field.type.kind, "text")
