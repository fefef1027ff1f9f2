"""X1 to X3: spreadsheets read, checked and stored, and written, beside the usual libraries."""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from datetime import date
from functools import cache
from pathlib import Path

import openpyxl
import xlsxwriter

from bureau.desk import Desk
from bureau.exchange.export_column import ExportColumn, Kind
from bureau.exchange.importing import confirm, stage
from bureau.exchange.write_xlsx import write_xlsx
from bureau.market.ledgers import CASES
from bureau.office import LEDGERS
from tests.bench.county import HOW, TOWNS, UNITS, WHAT, party, place_of
from tests.bench.harness import Bench, NotMeasured, Outcome, Side, compare
from tests.bench.office import convert, office_program
from tests.bench.site import Site

Cell = str | int
COLUMNS = (
    ExportColumn("案件编号"), ExportColumn("发现时间", Kind.DATE), ExportColumn("问题来源"),
    ExportColumn("镇街"), ExportColumn("社区"), ExportColumn("路段"), ExportColumn("地点"),
    ExportColumn("场所类型"), ExportColumn("问题类别"), ExportColumn("问题描述", Kind.LONG_TEXT),
    ExportColumn("当事人"), ExportColumn("联系电话"), ExportColumn("处置方式"),
    ExportColumn("责任单位"), ExportColumn("责任人"), ExportColumn("整改期限", Kind.DATE),
    ExportColumn("状态"), ExportColumn("完成时间", Kind.DATE), ExportColumn("处置结果"),
    ExportColumn("备注"),
)  # fmt: skip
"""Twenty columns of the case ledger."""


@cache
def office_rows(count: int) -> list[tuple[Cell, ...]]:
    """Rows in the words of an office."""
    return [
        (
            f"GZ{n:08}",
            f"2026-{1 + n % 9:02}-{1 + n % 28:02}",
            ("巡查", "12345热线", "群众投诉")[n % 3],
            TOWNS[n % 8],
            f"{place_of(n * 2_654_435_761 % 2**32)[:2]}社区",
            place_of(n * 2_654_435_761 % 2**32)[:3],
            place_of(n * 2_654_435_761 % 2**32),
            ("主干道", "背街小巷")[n % 2],
            ("占道经营", "店外经营", "乱堆乱放", "餐饮油烟")[n % 4],
            WHAT[n * 5 % len(WHAT)],
            party(n, n * 3, n * 7, n * 11),
            f"1{3 + n % 7}{n * 7_919 % 10**9:09}",
            ("服务", "管理", "执法")[n % 3],
            UNITS[n % len(UNITS)],
            party(n * 3, n, n, n * 13),
            f"2026-{1 + n % 9:02}-{min(1 + n % 28 + 3, 30) if n % 9 != 1 else 28:02}",
            "结案",
            f"2026-{1 + n % 9:02}-{1 + n % 28:02}",
            HOW[n * 3 % len(HOW)],
            "" if n % 5 else f"第{1 + n % 4}次巡查发现",
        )
        for n in range(count)
    ]


def written(site: Site, rows: int) -> Path:
    """An office's file of so many rows."""
    path = site.place("book") / "案件台账.xlsx"
    write_xlsx(path, COLUMNS, office_rows(rows))
    return path


def iterate(path: Path) -> None:
    """What reading alone costs with openpyxl."""
    book = openpyxl.load_workbook(path, read_only=True)
    for sheet in book.worksheets:
        for _row in sheet.iter_rows(values_only=True):
            pass
    book.close()


class Importing:
    """Ours: the file read, checked and stored in a new data folder; search follows in its own time."""

    def __init__(self, site: Site, path: Path, rows: int) -> None:
        self.site = site
        self.path = path
        self.rows = rows
        self.open_things = ExitStack()
        self.folder = path.parent
        self.desk: Desk | None = None

    def open_county(self) -> None:
        """A new data folder."""
        self.folder = self.site.place("import")
        self.desk = self.open_things.enter_context(self.site.desk(self.folder))

    def take_in(self) -> None:
        """What is timed."""
        assert self.desk is not None
        staged = stage(self.desk, CASES, self.path, ledgers=LEDGERS, inline=True)
        written = confirm(self.desk, staged).written
        if written != self.rows:
            raise RuntimeError(f"{written} of {self.rows} rows were stored")

    def close(self) -> None:
        """Nothing of a round is left."""
        self.open_things.close()
        shutil.rmtree(self.folder)

    def side(self) -> Side:
        """As one side of a pair."""
        return Side(self.take_in, self.open_county, self.close)


def import_beside_openpyxl(site: Site, rows: int) -> Outcome:
    """X1."""
    path = written(site, rows)
    return compare(site, Importing(site, path, rows).side(), Side(lambda: iterate(path)))


def import_beside_office_program(site: Site, rows: int) -> Outcome:
    """X3."""
    program = office_program()
    if program is None:
        return NotMeasured("LibreOffice is not installed")
    path = written(site, rows)
    reference = Side(lambda: convert(program, path, "csv", path.parent))
    return compare(site, Importing(site, path, rows).side(), reference)


def write_with_xlsxwriter(path: Path, rows: list[tuple[Cell, ...]]) -> None:
    """The usual library at its most sparing; dates as dates, as ours has them."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet()
    days = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, [column.title for column in COLUMNS])
    kinds = [column.kind is Kind.DATE for column in COLUMNS]
    for number, row in enumerate(rows, 1):
        for column, (cell, is_day) in enumerate(zip(row, kinds, strict=True)):
            if is_day:
                sheet.write_datetime(number, column, date.fromisoformat(str(cell)), days)
            elif cell != "":
                sheet.write_string(number, column, str(cell))
    book.close()


def write_rows(site: Site, rows: int) -> Outcome:
    """X2."""
    place, body = site.place("written"), office_rows(rows)
    ours = Side(lambda: write_xlsx(place / "ours.xlsx", COLUMNS, body))
    return compare(site, ours, Side(lambda: write_with_xlsxwriter(place / "theirs.xlsx", body)))


SIZES = (10_000, 100_000)
BENCHES = (
    Bench(
        "X1",
        ".xlsx checked and stored / openpyxl read",
        "0.3",
        SIZES[-1],
        SIZES,
        import_beside_openpyxl,
    ),
    Bench("X2", ".xlsx written / xlsxwriter constant_memory", "0.2", SIZES[-1], SIZES, write_rows),
    Bench(
        "X3",
        ".xlsx imported / LibreOffice to CSV",
        "0.8",
        SIZES[-1],
        SIZES,
        import_beside_office_program,
    ),
)
