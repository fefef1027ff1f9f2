"""What the office prints of its papers for a period, by the name that `report` knows it by."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from bureau.calendar.words import said_with_end
from bureau.documents.due import late
from bureau.documents.ledgers import INSTRUCTIONS, RECEIVED, SENT
from bureau.documents.paper_source import PeriodForms
from bureau.ledger.query import All, Any, Between, Blank, Filter, Not, Sort
from bureau.reports.ledger_paper import LedgerColumn, ledger_paper
from bureau.reports.paper import Paper
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.ledger.declaration import Ledger
    from bureau.storage.connection import Reader

Make = Callable[[PeriodForms, "Reader"], Paper]
SENT_COLUMNS: Final = (
    "number", "title", "kind", "main_to", "copies",
    "drafter", "signer", "signed_on", "printed_on", "state", "note",
)  # fmt: skip
RECEIVED_COLUMNS: Final = (
    "number", "received_on", "from_unit", "their_number", "title",
    "urgency", "unit", "person", "due_on", "done_on", "overdue",
    "result",
)  # fmt: skip
INSTRUCTION_COLUMNS: Final = (
    "instructed_on", "leader", "subject", "text", "unit",
    "person", "due_on", "state", "overdue", "feedback", "done_on",
)  # fmt: skip
WHOLE: Final = frozenset(
    {"received_on", "due_on", "done_on", "signed_on", "printed_on", "instructed_on", "number"}
)
"""Columns that are never broken over two lines."""


def document_register(forms: PeriodForms, conn: Reader) -> Paper:
    """发文登记簿: what was numbered and signed within the period, in the order of the numbers."""
    numbered = All((Not(Blank("number")), within(forms, "signed_on")))
    order = (Sort("code"), Sort("year"), Sort("serial"))
    return listed(forms, conn, SENT, "发文登记簿", SENT_COLUMNS, numbered, order)


def receipt_register(forms: PeriodForms, conn: Reader) -> Paper:
    """收文登记簿: what came in within the period."""
    order = (Sort("received_on"), Sort("number"))
    where = within(forms, "received_on")
    return listed(forms, conn, RECEIVED, "收文登记簿", RECEIVED_COLUMNS, where, order)


def instruction_list(forms: PeriodForms, conn: Reader) -> Paper:
    """批示办理情况: instructions of the period, and older ones that are overdue still."""
    where = Any((within(forms, "instructed_on"), overdue_since(forms)))
    order = (Sort("instructed_on"), Sort("id"))
    return listed(forms, conn, INSTRUCTIONS, "领导批示办理情况", INSTRUCTION_COLUMNS, where, order)


def within(forms: PeriodForms, key: str) -> Filter:
    """Days of the period."""
    return Between(key, forms.period.first.isoformat(), forms.period.last.isoformat())


def overdue_since(forms: PeriodForms) -> Filter:
    """What was ordered before the period and is late."""
    before = Between("instructed_on", None, forms.period.first.isoformat())
    return All((late(forms.today), before))


def listed(
    forms: PeriodForms,
    conn: Reader,
    ledger: Ledger,
    title: str,
    columns: Sequence[str],
    where: Filter,
    order: Sequence[Sort],
) -> Paper:
    """Records of a ledger as a list on A4 across."""
    found = rows.ids(conn, ledger, where, order, today=forms.today)
    lines = [
        [forms.shown(ledger, row, key) for key in columns]
        for row in rows.page(conn, ledger, found, today=forms.today)
    ]
    return ledger_paper(
        f"{forms.period.title}{title}",
        [
            LedgerColumn(ledger.by_key[key].title, "date" if key in WHOLE else "text")
            for key in columns
        ],
        lines,
        filter_text=forms.period.title,
        period=said_with_end(forms.period, forms.today),
        organisation=forms.head.bureau,
        made_at=forms.head.made_at,
    )


PAPERS: Final[Mapping[str, Make]] = {
    "document-register": document_register,
    "receipt-register": receipt_register,
    "instruction-list": instruction_list,
}
