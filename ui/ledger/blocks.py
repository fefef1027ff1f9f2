"""Blocks of cells as Excel and WPS put them on the clipboard, read and written."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

QUOTED = ("\t", "\n", "\r", '"')
Block = list[list[str]]


def block_text(block: Sequence[Sequence[str]]) -> str:
    """A block as tab-separated text; a cell with a tab, line break or quote is quoted."""
    return "".join("\t".join(map(quoted, row)) + "\r\n" for row in block)


def quoted(cell: str) -> str:
    """One cell, quoted where it must be."""
    if any(mark in cell for mark in QUOTED):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def block_html(block: Sequence[Sequence[str]]) -> str:
    """A block as a table whose cells are text: Excel would round identity numbers otherwise."""
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td style='mso-number-format:\"\\@\"'>{escape(cell).replace(chr(10), '<br>')}</td>"
            for cell in row
        )
        + "</tr>"
        for row in block
    )
    return f"<html><head><meta charset='utf-8'></head><body><table>{rows}</table></body></html>"


def read_block(text: str) -> Block:
    """The block that clipboard text holds; rows are made equally long."""
    rows: Block = [[]]
    cell: list[str] = []
    at, end = 0, len(text)
    while at < end:
        mark = text[at]
        if mark == '"' and not cell:
            closed = closing_quote(text, at)
            if closed is not None:
                cell.append(text[at + 1 : closed].replace('""', '"').replace("\r\n", "\n"))
                at = closed + 1
                # An empty quoted cell is a cell too; what follows it is a separator.
                continue
        if mark == "\t":
            rows[-1].append("".join(cell))
            cell.clear()
        elif mark in "\r\n":
            rows[-1].append("".join(cell))
            cell.clear()
            rows.append([])
            if text[at : at + 2] == "\r\n":
                at += 1
        else:
            cell.append(mark)
        at += 1
    if cell or rows[-1]:
        rows[-1].append("".join(cell))
    else:
        rows.pop()
    widest = max(map(len, rows), default=0)
    return [row + [""] * (widest - len(row)) for row in rows]


def closing_quote(text: str, opening: int) -> int | None:
    """Where a quoted cell ends: a quote before a tab, a line's end or the end. None when it isn't one."""
    at = opening + 1
    while (at := text.find('"', at)) != -1:
        if text[at + 1 : at + 2] == '"':
            at += 2
            continue
        return at if text[at + 1 : at + 2] in ("", "\t", "\r", "\n") else None
    return None


def size(block: Block) -> tuple[int, int]:
    """Rows and columns."""
    return len(block), len(block[0]) if block else 0


def filling(block: Block, rows: int, columns: int) -> Block:
    """The block repeated over an area that is a multiple of its size."""
    high, wide = size(block)
    return [[block[row % high][column % wide] for column in range(columns)] for row in range(rows)]


def fills(block: Block, rows: int, columns: int) -> bool:
    """Whether the area is a multiple of the block's size."""
    high, wide = size(block)
    return bool(high and wide) and rows % high == 0 and columns % wide == 0
