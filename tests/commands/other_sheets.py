"""Spreadsheets as other offices write them: cells in many habits, and files of three kinds."""

from __future__ import annotations

import random  # noqa: TID251 - seeded by the test
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path

import xlwt

from tests.exchange.ledger_sheets import write_book

Cells = list[object]
MONTH_FIRST, MONTH_LAST = date(2026, 10, 1), date(2026, 10, 31)
DIGITS = "〇一二三四五六七八九"


def plain(number: Fraction) -> object:
    """A number as a spreadsheet holds it."""
    return int(number) if number.denominator == 1 else float(number)


def half_up(number: Fraction) -> int:
    """To the nearest whole, halves up."""
    return (2 * number.numerator + number.denominator) // (2 * number.denominator)


def text_of(number: Fraction) -> str:
    """Two decimals, half up."""
    scaled = half_up(number * 100)
    return f"{scaled // 100}.{scaled % 100:02}"


def in_words(day: date) -> str:
    """二〇二五年一月十六日."""
    return f"{''.join(DIGITS[int(one)] for one in str(day.year))}年{small(day.month)}月{small(day.day)}日"


def small(number: int) -> str:
    """1 to 99 in Chinese."""
    tens, ones = divmod(number, 10)
    return (
        ("" if tens < 2 else DIGITS[tens]) + ("十" if tens else "") + (DIGITS[ones] if ones else "")
    )


def written_day(chance: random.Random, day: date, *, bare: bool = False) -> object:
    """A day in one of the ways of offices; `bare`: the year may be missing."""
    ways: list[object] = [
        day,
        day.isoformat(),
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}/{day.month:02}/{day.day:02}",
        in_words(day),
    ]
    if bare:
        ways += [f"{day.month}月{day.day}日", f"{day.month}月{day.day}号"]
    return chance.choice(ways)


@dataclass(slots=True)
class Grid:
    """One sheet being written: its rows, and ranges that are merged."""

    rows: list[Cells] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)

    def add(self, cells: Sequence[object]) -> int:
        """Writes one more row; gives its number in the file."""
        self.rows.append(list(cells))
        return len(self.rows)


def reordered(chance: random.Random, keys: Sequence[str], first: Sequence[str] = ()) -> list[str]:
    """The columns in another order; those of `first` stay in front."""
    rest = [key for key in keys if key not in first]
    chance.shuffle(rest)
    return [key for key in first if key in keys] + rest


def written(folder: Path, stem: str, kind: str, sheets: Mapping[str, Grid]) -> Path:
    """The sheets as a file of a kind: xlsx, xls, or (one sheet only) csv."""
    path = folder / f"{stem}.{kind}"
    if kind == "xlsx":
        return write_book(
            path,
            {name: grid.rows for name, grid in sheets.items()},
            {name: grid.merged for name, grid in sheets.items()},
        )
    if kind == "xls":
        return written_xls(path, sheets)
    (grid,) = sheets.values()
    lines = [",".join(csv_cell(cell) for cell in row) for row in grid.rows]
    path.write_bytes("\r\n".join(lines).encode("gbk"))
    return path


def csv_cell(cell: object) -> str:
    """A cell of a CSV, quoted where it must be."""
    text = "" if cell is None else str(cell)
    return f'"{text}"' if any(mark in text for mark in ',"\n') else text


def written_xls(path: Path, sheets: Mapping[str, Grid]) -> Path:
    """The old binary format; merged ranges are left out."""
    book = xlwt.Workbook(encoding="utf-8")
    style = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for name, grid in sheets.items():
        sheet = book.add_sheet(name)
        for at, row in enumerate(grid.rows):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write(at, column, cell, style)
                elif cell is not None:
                    sheet.write(at, column, cell)
    book.save(str(path))
    return path
