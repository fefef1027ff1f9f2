"""三会一课频次表: the matrix of a year on A4 across, what is lacking and what is due soon below it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, Final

from bureau.party.figures import party_figures
from bureau.party.frequency import Cell
from bureau.party.matrix import LEGEND, PERIODS, Line, lines_of, mark
from bureau.party.paper_source import Source
from bureau.reports.paper import Block, Column, Paper, Paragraph, Table

if TYPE_CHECKING:
    from bureau.storage.connection import Reader

TITLE: Final = "组织生活频次落实情况"
COLUMNS: Final = (
    Column("党支部", weight=24),
    Column("类型", weight=40),
    Column("周期", weight=13),
    *(Column(f"{month}月", align="center", weight=12) for month in range(1, 13)),
    Column("应开", align="center", weight=10),
    Column("已开", align="center", weight=10),
    Column("欠", align="center", weight=10),
)
NOTE: Final = f"{LEGEND}按季度、半年、全年的记在周期的最后一个月。"


def matrix_paper(source: Source, conn: Reader) -> Paper:
    """The year that the period ends in, as of its end or today."""
    of = party_figures(conn, source.names, source.period, source.today)
    lines = lines_of(of.requirements)
    name = f"{of.year}年{TITLE}"
    blocks: tuple[Block, ...] = (Paragraph("没有登记党支部，也没有党组的频次规定。"),)
    if lines:
        note = NOTE + sums(lines)
        blocks = (Table(COLUMNS, rows_of(lines), note=note, size="compact", zebra=True),)
    return Paper(
        title=name,
        blocks=blocks,
        form="ledger",
        orientation="landscape",
        organisation=source.head.bureau,
        period=f"截至{of.as_of.year}年{of.as_of.month}月{of.as_of.day}日",
        author=source.head.bureau,
        subject=name,
        keywords=(*source.keywords, str(of.year)),
        made_at=source.head.made_at,
    )


def rows_of(lines: Iterable[Line]) -> list[tuple[str, ...]]:
    """The lines, the name of a branch beside its first."""
    rows = []
    for _branch, group in groupby(lines, key=lambda line: line.branch):
        for number, line in enumerate(group):
            lacking = line.required - line.held
            rows.append(
                (
                    line.branch_title if number == 0 else "",
                    line.title,
                    "、".join(dict.fromkeys(PERIODS[one.rule.period] for one in line.cells)),
                    *marks(line.cells),
                    str(line.required) if line.required else "",
                    str(line.held) if line.required else "",
                    str(lacking) if lacking else "",
                )
            )
    return rows


def marks(cells: Iterable[Cell]) -> list[str]:
    """The sign of each span in the month that it ends in."""
    found = [""] * 12
    for cell in cells:
        found[cell.span.last.month - 1] = mark(cell)
    return found


def sums(lines: Iterable[Line]) -> str:
    """到期应开 90 次，已开 82 次，欠 8 次。"""
    judged = [(line.required, line.held) for line in lines]
    required, held = (sum(column) for column in zip(*judged, strict=True))
    return f"到期应开 {required} 次，已开 {held} 次，欠 {required - held} 次。" if required else ""
