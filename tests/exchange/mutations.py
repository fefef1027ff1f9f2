"""Files spoilt at random: bytes flipped, cells swapped, headings renamed, rows and columns moved."""

from __future__ import annotations

import random  # noqa: TID251 - seeded
from collections.abc import Callable
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

WORDS = (
    "",
    "备注",
    "日期",
    "地点",
    "合计",
    "同上",
    "10.1",
    "已整改10.17",
    "√",
    "#REF!",
    "数量(个)",
    "x" * 300,
)
VALUES: tuple[object, ...] = (
    None, "", "同上", "合计", 0, -1, 1e300, 10.1, 46303, "2026.13.45", "=A1", "　", "A/B、C", True, "１２３",
)  # fmt: skip


def mutated(source: Path, target: Path, chance: random.Random) -> str:
    """A spoilt copy of a file; what was done to it."""
    if source.suffix != ".xlsx" or chance.random() < 0.4:
        return flip_bytes(source, target, chance)
    book = openpyxl.load_workbook(source)
    sheet = chance.choice(book.worksheets)
    acts = [chance.choice(ACTS) for _ in range(chance.randint(1, 4))]
    for act in acts:
        act(sheet, chance)
    book.save(target)
    return "、".join(act.__name__ for act in acts)


def flip_bytes(source: Path, target: Path, chance: random.Random) -> str:
    """Some bytes are others, or the end is missing."""
    content = bytearray(source.read_bytes())
    if chance.random() < 0.2:
        content = content[: chance.randrange(len(content))]
    for _ in range(chance.randint(1, 12)) if content else ():
        content[chance.randrange(len(content))] = chance.randrange(256)
    target.write_bytes(content)
    return "flip_bytes"


def place(sheet: Worksheet, chance: random.Random) -> tuple[int, int]:
    """Some cell."""
    return chance.randint(1, max(sheet.max_row, 1)), chance.randint(1, max(sheet.max_column, 1))


def unmerge(sheet: Worksheet) -> None:
    """Merged cells can't be written."""
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))


def swap_cells(sheet: Worksheet, chance: random.Random) -> None:
    """Two cells change places."""
    unmerge(sheet)
    one, other = sheet.cell(*place(sheet, chance)), sheet.cell(*place(sheet, chance))
    one.value, other.value = other.value, one.value


def rename_heading(sheet: Worksheet, chance: random.Random) -> None:
    """A cell near the top says something else."""
    unmerge(sheet)
    row, column = place(sheet, chance)
    sheet.cell(min(row, 4), column).value = chance.choice(WORDS)


def odd_value(sheet: Worksheet, chance: random.Random) -> None:
    """A cell holds what nobody expects."""
    unmerge(sheet)
    sheet.cell(*place(sheet, chance)).value = chance.choice(VALUES)


def delete_row(sheet: Worksheet, chance: random.Random) -> None:
    """A row goes."""
    unmerge(sheet)
    sheet.delete_rows(place(sheet, chance)[0])


def insert_column(sheet: Worksheet, chance: random.Random) -> None:
    """A blank column comes."""
    unmerge(sheet)
    sheet.insert_cols(place(sheet, chance)[1])


def merge_some(sheet: Worksheet, chance: random.Random) -> None:
    """Some cells become one."""
    unmerge(sheet)
    row, column = place(sheet, chance)
    sheet.merge_cells(
        start_row=row, start_column=column, end_row=row + chance.randint(0, 5),
        end_column=column + chance.randint(0, 3),
    )  # fmt: skip


def hide_rows(sheet: Worksheet, chance: random.Random) -> None:
    """A row is hidden."""
    sheet.row_dimensions[place(sheet, chance)[0]].hidden = True


def repeat_rows(sheet: Worksheet, chance: random.Random) -> None:
    """The first rows come once more below."""
    unmerge(sheet)
    for row in range(1, min(sheet.max_row, 6) + 1):
        values = [cell.value for cell in sheet[row]]
        sheet.append(values)
    if chance.random() < 0.5:
        sheet.append([])


ACTS: tuple[Callable[[Worksheet, random.Random], None], ...] = (
    swap_cells, rename_heading, odd_value, odd_value, delete_row, insert_column, merge_some,
    hide_rows, repeat_rows,
)  # fmt: skip
