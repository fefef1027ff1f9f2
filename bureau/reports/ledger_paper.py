"""Any filtered ledger as a paper: A4 across, heads repeated, count and filter printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bureau.reports.paper import Align, Block, Column, Paper, Signatures, Table, TableSize

ColumnKind = Literal["text", "number", "date", "code", "choice"]

ALIGNMENTS: dict[ColumnKind, Align] = {
    "text": "left",
    "number": "right",
    "date": "center",
    "code": "left",
    "choice": "center",
}
# Dates, codes and numbers lose their sense when they are broken over two lines.
WHOLE_KINDS: frozenset[ColumnKind] = frozenset({"number", "date", "code"})
MANY_COLUMNS = 14
NUMBER_TITLE = "序号"


@dataclass(frozen=True, slots=True)
class LedgerColumn:
    """A column of a ledger: its Chinese title, what kind of text it holds, a weight if fixed."""

    title: str
    kind: ColumnKind = "text"
    group: str = ""
    weight: int = 0


def ledger_paper(
    title: str,
    columns: Sequence[LedgerColumn],
    rows: Sequence[Sequence[str]],
    *,
    filter_text: str = "",
    period: str = "",
    organisation: str = "",
    totals: Sequence[Sequence[str]] = (),
    numbered: bool = True,
    signature_labels: tuple[str, ...] = (),
    watermark: str = "",
    made_at: datetime | None = None,
) -> Paper:
    """A list of display texts as a paper.

    `filter_text` names the filter in words (类别=占道经营); an empty one prints as 全部记录.
    `numbered` adds a running number in front.
    """
    printed = tuple(_column(one) for one in columns)
    body: list[Sequence[str]] = list(rows)
    sums: list[Sequence[str]] = list(totals)
    if numbered:
        weight = min((one.weight for one in columns), default=0)
        printed = (Column(NUMBER_TITLE, numeric=True, align="center", weight=weight), *printed)
        body = [(str(number), *row) for number, row in enumerate(rows, 1)]
        sums = [("", *row) for row in totals]
    size: TableSize = "compact" if len(printed) > MANY_COLUMNS else "normal"
    blocks: tuple[Block, ...] = (Table(printed, body, tuple(sums), size=size),)
    if signature_labels:
        blocks = (*blocks, Signatures(signature_labels, per_line=len(signature_labels)))
    return Paper(
        title=title,
        blocks=blocks,
        organisation=organisation,
        period=period,
        form="ledger",
        orientation="landscape",
        filter_note=f"筛选条件：{filter_text or '全部记录'}    共 {len(rows)} 条",
        watermark=watermark,
        made_at=made_at,
        subject=f"{title} {period}".strip(),
    )


def _column(column: LedgerColumn) -> Column:
    return Column(
        column.title,
        group=column.group,
        numeric=column.kind in WHOLE_KINDS,
        align=ALIGNMENTS[column.kind],
        weight=column.weight,
    )
