"""Long text in cells: how many lines a row's height holds, and where they break."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout, QTextOption

from ui import tokens

LINE_HEIGHT = 20
"""What each line after the first adds to a row."""
MOST_LINES = 3


def row_height(lines: int) -> int:
    """The height of a row that shows so many lines."""
    return tokens.ROW_HEIGHT + LINE_HEIGHT * (max(1, min(lines, MOST_LINES)) - 1)


def lines_in(height: int) -> int:
    """How many lines a row of this height shows."""
    return 1 + max(0, height - tokens.ROW_HEIGHT) // LINE_HEIGHT


def wrapped(text: str, font: QFont, width: int, lines: int) -> tuple[str, ...]:
    """`text` broken at `width` into at most so many lines, the last one cut with …"""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    starts: list[int] = []
    while len(starts) <= lines and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        starts.append(line.textStart())
    layout.endLayout()
    ends = [*starts[1:], len(text)]
    parts = [text[first:end] for first, end in zip(starts, ends, strict=True)]
    if len(parts) <= lines:
        return tuple(parts)
    rest = QFontMetrics(font).elidedText(
        text[starts[lines - 1] :], Qt.TextElideMode.ElideRight, width
    )
    return (*parts[: lines - 1], rest)
