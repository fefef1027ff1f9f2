"""Workbooks as offices keep them, and what an import made of one, for the tests of imports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from bureau.desk import Desk
from bureau.exchange.importing import Confirmed, Staged, confirm, stage
from bureau.exchange.parsing import Parsed
from bureau.office import BY_NAME, LEDGERS
from bureau.storage import rows

Cells = Sequence[object]

CASE_HEADER: list[object] = [
    "发现时间",
    "镇街",
    "地点",
    "问题类别",
    "处置方式",
    "整改期限",
    "状态",
    "完成时间",
]
TITLE = "云岭县市容秩序整治台账（2026年10月）"


def write_book(
    path: Path,
    sheets: Mapping[str, Sequence[Cells]],
    merged: Mapping[str, Sequence[str]] | None = None,
) -> Path:
    """A workbook of these sheets; `merged` has ranges by sheet."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for row, cells in enumerate(lines, start=1):
            for column, cell in enumerate(cells, start=1):
                if cell is not None:
                    sheet.cell(row, column, cell)
        for area in (merged or {}).get(name, ()):
            sheet.merge_cells(area)
    book.save(path)
    return path


def case(day: object, address: str, **more: object) -> list[object]:
    """One row under CASE_HEADER; what isn't given is as in an ordinary row."""
    usual: dict[str, object] = {
        "town": "城关镇",
        "category": "占道经营",
        "handling": "服务",
        "due": None,
        "state": "整改中",
        "closed": None,
    }
    got = usual | more
    return [
        day,
        got["town"],
        address,
        *(got[k] for k in ("category", "handling", "due", "state", "closed")),
    ]


def case_book(path: Path, *lines: Cells, title: str = TITLE) -> Path:
    """A case ledger of one sheet: title in row 1, header in row 2, rows from 3."""
    return write_book(path, {"台账": [[title], CASE_HEADER, *lines]})


def staged(desk: Desk, ledger: str, path: Path, **options: Any) -> Staged:  # noqa: ANN401 - as stage
    """A file staged in this process."""
    return stage(desk, BY_NAME[ledger], path, ledgers=LEDGERS, **options)


def parsed(desk: Desk, ledger: str, path: Path, **options: Any) -> Parsed:  # noqa: ANN401 - as stage
    """What staging a file made of it; the staging file is thrown away."""
    with staged(desk, ledger, path, **options) as found:
        return found.parsed


def taken(
    desk: Desk,
    ledger: str,
    path: Path,
    *,
    update: bool = False,
    skip: bool = False,
    **options: Any,  # noqa: ANN401 - as stage
) -> Confirmed:
    """A file staged and confirmed."""
    found = staged(desk, ledger, path, **options)
    with found:
        return confirm(desk, found, update=update, skip_rejected=skip)


def refused(found: Parsed) -> list[tuple[int, str]]:
    """Row and column of every refused row."""
    return [(rejection.row, rejection.faults[0].column) for rejection in found.rejected]


def listed(desk: Desk, ledger: str) -> list[dict[str, Any]]:
    """All records as JSON shows them, in the order they came in."""
    declared = BY_NAME[ledger]
    with desk.store.snapshot() as conn:
        names = desk.store.names(conn)
        found = rows.page(
            conn, declared, sorted(rows.ids(conn, declared, today=desk.today())), today=desk.today()
        )
    return [dict(rows.plain(declared, row, names)) for row in found]


def column(desk: Desk, ledger: str, key: str) -> list[Any]:
    """One field of all records, in the order they came in."""
    return [record[key] for record in listed(desk, ledger)]
