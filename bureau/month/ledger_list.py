"""Any filtered ledger as a printed list on A4 across, personal data masked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bureau.access.rights import VIEW
from bureau.calendar.periods import Period
from bureau.desk import Desk
from bureau.exchange.export import ShownColumn, read_rows, record_personal, shown_columns
from bureau.ledger.declaration import Ledger
from bureau.ledger.query import Filter, Sort
from bureau.reports.ledger_paper import ColumnKind, LedgerColumn, ledger_paper
from bureau.reports.letterhead import LABELS, Letterhead
from bureau.reports.paper import Paper, Signatures
from bureau.settings.reading import letterhead
from bureau.storage import rows as reading

MOST_COLUMNS = 16
"""Columns that stay legible on A4 across; of more, the emptiest are left out and named."""
KINDS: dict[str, ColumnKind] = {
    "date": "date",
    "date-time": "date",
    "month": "date",
    "deadline": "date",
    "phone": "code",
    "id-number": "code",
    "choice": "choice",
    "coded-choice": "choice",
    "yes-no": "choice",
}
PRINTED_ELSEWHERE = ("photos", "point")
"""Kinds of field that a list has no room for."""


def ledger_list(
    desk: Desk,
    ledger: Ledger,
    where: Filter | None = None,
    sorts: Sequence[Sort] = (),
    *,
    keys: Sequence[str] = (),
    period: Period | None = None,
    filter_text: str = "",
    personal_reason: str = "",
) -> Paper:
    """The rows let through; `sorts` and `keys` name another order and columns than the ledger's own.

    Columns that are named are printed even when they are blank, as far as a page holds them; of
    more, and of those nobody named, the most telling are printed and the others said.
    Personal values are masked unless `personal_reason` says why they must not be; that is an
    operation, so the desk must be able to write. Raises UserError.
    """
    desk.require(VIEW, ledger.department, ledger.title)
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
                keys=keys,
            )
            if column.field.type.kind not in PRINTED_ELSEWHERE
        ]
        order = sorts or [Sort(key) for key in ledger.order]
        wanted = reading.ids(conn, ledger, where, order, today=desk.now())
        texts = [
            [column.text(row, names) for column in columns]
            for row in read_rows(conn, ledger, wanted, today=desk.now())
        ]
        head = letterhead(conn, desk.now())
    chosen = bool(keys) and len(columns) <= MOST_COLUMNS
    kept = list(range(len(columns))) if chosen else legible(ledger, columns, texts)
    left_out = [
        column.title
        for position, column in enumerate(columns)
        if position not in kept and any(line[position] for line in texts)
    ]
    paper = ledger_paper(
        f"{head.bureau}{ledger.title}",
        [LedgerColumn(columns[position].title, kind_of(columns[position])) for position in kept],
        [[line[position] for position in kept] for line in texts],
        filter_text=filter_text,
        period=period.title if period else "",
        organisation=head.bureau,
        made_at=head.made_at,
    )
    paper = replace(paper, blocks=(*paper.blocks, signed_by(head)))
    if not left_out:
        return paper
    return replace(paper, filter_note=f"{paper.filter_note}    未印出的列：{'、'.join(left_out)}")


def signed_by(head: Letterhead) -> Signatures:
    """Who fills in and who checks, and the day: one line that stays with the last rows."""
    day = head.made_at
    values = (head.bureau, head.maker, head.checker)
    dated = f"{day.year}年{day.month}月{day.day}日" if day else ""
    return Signatures((*LABELS[:3], "日期"), (*values, dated), per_line=4)


def legible(
    ledger: Ledger, columns: Sequence[ShownColumn], texts: Sequence[Sequence[str]]
) -> list[int]:
    """Positions of the columns to print, in order: filled ones, the most telling where many are."""
    needed = essential(ledger)
    filled = [sum(1 for line in texts if line[position]) for position in range(len(columns))]

    def weight(position: int) -> tuple[bool, int, int]:
        # A field with many spellings is one that most offices have a column for.
        field = columns[position].field
        return field.key in needed, len(field.synonyms), filled[position]

    candidates = [position for position in range(len(columns)) if filled[position] or not texts]
    weightiest = sorted(candidates, key=weight, reverse=True)[:MOST_COLUMNS]
    return sorted(weightiest)


def essential(ledger: Ledger) -> set[str]:
    """Fields that make a row what it is: what names, places, identifies and checks it."""
    required = {field.key for field in ledger.fields if field.required}
    checked = {key for check in ledger.checks for key in check.reads}
    named = {ledger.label, ledger.date, *ledger.key, *ledger.identity, *ledger.order}
    return required | checked | named


def kind_of(column: ShownColumn) -> ColumnKind:
    """How a column is aligned and whether it may wrap."""
    if column.masked:
        return "text"
    return "number" if column.numeric else KINDS.get(column.field.type.kind, "text")
