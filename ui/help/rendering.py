"""A page of the manual as a document: Markdown read by Qt, then dressed in the window's own type."""

from __future__ import annotations

from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)

from ui.tokens import GRID, GROUND, INK, LINE

HEADING_PIXELS = {1: 22, 2: 17, 3: 15}
LINE_HEIGHT = 125.0
PROPORTIONAL = 1
"""QTextBlockFormat.LineHeightTypes.ProportionalHeight, which its setter takes as a number."""


def fill(document: QTextDocument, text: str) -> None:
    """Puts a page into a document."""
    document.setDocumentMargin(GRID * 3)
    document.setMarkdown(text, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
    cursor = QTextCursor(document)
    block = document.begin()
    while block.isValid():
        dress_block(cursor, block)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            dress_table(frame)


def dress_block(cursor: QTextCursor, block: QTextBlock) -> None:
    """Air around a paragraph, size and weight of a heading."""
    level = block.blockFormat().headingLevel()
    within_table = cursor_at(cursor, block).currentTable() is not None
    spaced = QTextBlockFormat()
    spaced.setLineHeight(LINE_HEIGHT if not level else 110.0, PROPORTIONAL)
    if level:
        spaced.setTopMargin(0 if level == 1 else GRID * 2.5)
        spaced.setBottomMargin(GRID)
    elif not within_table:
        listed = block.textList() is not None
        spaced.setTopMargin(0)
        spaced.setBottomMargin(GRID // 2 if listed else GRID)
    else:
        spaced.setLineHeight(110.0, PROPORTIONAL)
    cursor.mergeBlockFormat(spaced)
    cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
    if level:
        letters = cursor.charFormat()
        # Markdown headings scale the window's size; with both set the scale would win.
        letters.clearProperty(QTextFormat.Property.FontSizeAdjustment)
        letters.setProperty(QTextFormat.Property.FontPixelSize, HEADING_PIXELS.get(level, 15))
        letters.setFontWeight(QFont.Weight.Bold)
        letters.setForeground(QBrush(QColor(INK)))
        cursor.setCharFormat(letters)


def cursor_at(cursor: QTextCursor, block: QTextBlock) -> QTextCursor:
    """The cursor, moved to the beginning of a block."""
    cursor.setPosition(block.position())
    return cursor


def dress_table(table: QTextTable) -> None:
    """Thin lines, room in the cells, a quiet head."""
    style = table.format()
    style.setCellPadding(GRID * 0.75)
    style.setCellSpacing(0)
    style.setBorder(1)
    style.setBorderCollapse(True)
    style.setBorderBrush(QBrush(QColor(LINE)))
    style.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    style.setTopMargin(GRID)
    style.setBottomMargin(GRID * 2)
    style.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(style)
    for column in range(table.columns()):
        cell = table.cellAt(0, column)
        ground = cell.format()
        ground.setBackground(QBrush(QColor(GROUND)))
        cell.setFormat(ground)


def place_of(document: QTextDocument, heading: str) -> int:
    """The position of a heading, 0 where there is none of that name."""
    block = document.begin()
    while block.isValid():
        if block.blockFormat().headingLevel() and block.text().strip() == heading:
            return block.position()
        block = block.next()
    return 0
