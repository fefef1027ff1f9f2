"""Any table as .csv: UTF-8 with BOM and CRLF, so that Excel and WPS show Chinese at once."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from bureau.exchange.export_column import (
    NUMBER_KINDS,
    ExportColumn,
    ExportValue,
    Kind,
    Progress,
    are_small_counts,
    as_shown,
    batches,
    pointed,
)
from bureau.files import replacing

NUMBER: Final = re.compile(r"[+-]?\d+(\.\d+)?%?")


def write_csv(
    path: Path,
    columns: Sequence[ExportColumn],
    rows: Iterable[Sequence[ExportValue]],
    *,
    progress: Progress | None = None,
) -> int:
    """Write `rows` under `columns` to `path`, whole or not at all; returns how many there were.

    Money is in 元, dates are ISO. Text that a spreadsheet would run as a formula (= + - @ in
    front) gets an apostrophe before it, which reading takes off again; plain numbers don't.
    Leading zeros and long codes are kept here, but Excel drops them on opening: that is what
    .xlsx is for.
    """
    count = 0
    with replacing(path) as file:
        text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="")
        writer = csv.writer(text)
        writer.writerow([harmless(column.title) for column in columns])
        for batch in batches(rows):
            by_column = zip(*batch, strict=True)
            shown = [shown_cells(v, c) for v, c in zip(by_column, columns, strict=True)]
            writer.writerows(zip(*shown, strict=True))
            count += len(batch)
            if progress:
                progress(count)
        text.detach()  # flushes, and leaves closing to its owner
    return count


def shown_cells(values: Sequence[ExportValue], column: ExportColumn) -> Iterable[object]:
    """One column as CSV shows it."""
    if column.kind in (Kind.TEXT, Kind.LONG_TEXT):
        return [harmless("" if value is None else str(value)) for value in values]
    if column.kind in NUMBER_KINDS and are_small_counts(values):
        return pointed(values, column.decimals)
    return [as_shown(value, column) for value in values]


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    if not text.isprintable():
        text = text.replace("\r\n", "\n").replace("\0", "")
    if text.startswith(("=", "+", "-", "@", "\t", "\r")) and not NUMBER.fullmatch(text):
        return "'" + text
    return text
