"""The box that a chapter is written in: headings, words, linked numbers, places of tables and charts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, cast

from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QTextEdit, QToolTip, QWidget

from bureau.bulletin.linked import digits
from bureau.bulletin.passages import STYLES, Passage, markup_of, passages, typed
from bureau.reports.citing import Cited, cite, pieces
from bureau.reports.paper import ParagraphStyle
from ui.bulletin.text_objects import CHIP, NUMBER, OBJECT, TextObjects, object_format, runs
from ui.tokens import FONT_PIXELS, FONT_TITLE, INK, INK_FAINT, WARNING_SOFT

MIME: Final = "application/x-bureau-chapter"
STYLE: Final = QTextBlockFormat.Property.UserProperty.value + 9
ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
LINE_HEIGHT: Final = 150.0
PROPORTIONAL: Final = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
PAUSE: Final = 250
"""Milliseconds after the last letter until what needs a look is found anew."""
BODY, HEADING, SUBHEADING = 0, 2, 3
_STYLES: Final = tuple(STYLES)


@dataclass(frozen=True, slots=True)
class Spot:
    """A number in the text: where it stands, how many characters, what it is."""

    position: int
    length: int
    key: str
    words: str


def markup_in(document: QTextDocument) -> str:
    """What a document says, as it is kept."""
    return markup_of(line for block in blocks_in(document) for line in lines_of(block))


def blocks_in(document: QTextDocument) -> Iterator[QTextBlock]:
    """Its paragraphs in order."""
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def lines_of(block: QTextBlock) -> Iterator[Passage]:
    """A paragraph; a table in the middle of it stands on a line of its own."""
    level = block.blockFormat().headingLevel()
    style = style_of(block.blockFormat())
    held: list[str] = []

    def words() -> Iterator[Passage]:
        text = "".join(held).strip()
        held.clear()
        if text:
            yield Passage(text, "heading", level) if level else Passage(text, style=style)

    for run in runs(block):
        if run.kind == CHIP:
            yield from words()
            yield Passage(run.key, "block")
        else:
            held.append(cite(run.key, run.text) if run.kind == NUMBER else typed(run.text))
    yield from words()


def style_of(made: QTextBlockFormat) -> ParagraphStyle:
    """How a paragraph is printed."""
    kept = made.property(STYLE)
    return _STYLES[kept] if isinstance(kept, int) and 0 <= kept < len(_STYLES) else "body"


def block_format(level: int, style: ParagraphStyle = "body") -> QTextBlockFormat:
    """How a paragraph or a heading of that level stands in the box."""
    made = QTextBlockFormat()
    made.setHeadingLevel(level)
    made.setProperty(STYLE, _STYLES.index(style))
    made.setLineHeight(LINE_HEIGHT, PROPORTIONAL)
    made.setTextIndent(0 if level or style == "address" else 2 * FONT_PIXELS)
    made.setTopMargin(8 if level else 0)
    made.setBottomMargin(4)
    return made


def words_format(level: int, style: ParagraphStyle = "body") -> QTextCharFormat:
    """The letters of it."""
    made = QTextCharFormat()
    made.setFontWeight(QFont.Weight.Bold if level else QFont.Weight.Normal)
    size = {HEADING: FONT_TITLE}.get(level, FONT_PIXELS)
    made.setProperty(QTextCharFormat.Property.FontPixelSize.value, size)
    made.setForeground(QColor(INK_FAINT if style == "note" else INK))
    return made


class TextEditor(QTextEdit):
    """Shows and gives back markup; knows nothing of figures but what `objects` is told."""

    wanted = Signal(str)
    """The key of a number whose records somebody wants to see."""
    looked = Signal()
    """Some time after typing: what needs a look may be found anew."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("text-editor")
        self.setAccessibleName("章节正文")
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        font = QFont(self.font())
        font.setPixelSize(FONT_PIXELS)
        self.document().setDefaultFont(font)
        self.document().setDocumentMargin(12)
        self.objects = TextObjects(self.document())
        layout = self.document().documentLayout()
        layout.registerHandler(NUMBER, self.objects)
        layout.registerHandler(CHIP, self.objects)
        self.tip: Callable[[str, str], str] = lambda _key, _words: ""
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PAUSE)
        self._later.timeout.connect(self.looked)
        self.textChanged.connect(self._later.start)

    # -- the text as a whole -------------------------------------------------------------------

    def show_markup(self, markup: str, *, edited: bool = False) -> None:
        """Another text; what was undoable before is no more. `edited` says that it isn't saved."""
        document = self.document()
        document.setUndoRedoEnabled(False)
        self.clear()
        cursor = QTextCursor(document)
        lines = list(passages(markup))
        if not lines:
            self._set_block(cursor, Passage(""))
        for place, line in enumerate(lines):
            if place:
                cursor.insertBlock()
            self._write(cursor, line)
        document.setUndoRedoEnabled(True)
        document.setModified(edited)
        self._later.stop()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def markup(self) -> str:
        """The text as it is kept."""
        return markup_in(self.document())

    @property
    def is_edited(self) -> bool:
        """Whether anything was typed since it was shown or saved."""
        return self.document().isModified()

    def settle(self) -> None:
        """It is saved as it stands."""
        self.document().setModified(False)

    def _write(self, cursor: QTextCursor, line: Passage) -> None:
        self._set_block(cursor, line)
        if line.kind == "block":
            cursor.insertText(OBJECT, object_format(CHIP, line.text, ""))
        else:
            level = line.level if line.kind == "heading" else BODY
            self._write_words(cursor, line.text, words_format(level, line.style))

    def _set_block(self, cursor: QTextCursor, line: Passage) -> None:
        level = line.level if line.kind == "heading" else BODY
        made = block_format(level, line.style)
        if line.kind == "block":
            made.setTextIndent(0)
        cursor.setBlockFormat(made)
        cursor.setBlockCharFormat(words_format(level, line.style))

    def _write_words(self, cursor: QTextCursor, text: str, words: QTextCharFormat) -> None:
        for piece in pieces(text):
            if isinstance(piece, Cited):
                cursor.insertText(OBJECT, object_format(NUMBER, piece.key, piece.words))
            else:
                cursor.insertText(piece, words)

    # -- what stands in it ---------------------------------------------------------------------

    def numbers(self) -> list[Spot]:
        """Linked numbers and those kept as typed."""
        return [
            Spot(run.position, 1, run.key, run.text)
            for block in blocks_in(self.document())
            for run in runs(block)
            if run.kind == NUMBER
        ]

    def plain_numbers(self) -> list[Spot]:
        """Numbers written as plain words."""
        found = []
        for block in blocks_in(self.document()):
            # The number of a list's line is none: known by the beginning of the block alone.
            for place, run in enumerate(run for run in runs(block) if not run.kind):
                lead = "" if place == 0 and run.position == block.position() else " "
                for at, words in digits(lead + run.text):
                    found.append(Spot(run.position + at - len(lead), len(words), "", words))
        return found

    def table_names(self) -> list[str]:
        """Tables and charts that have a place in it."""
        return [
            run.key
            for block in blocks_in(self.document())
            for run in runs(block)
            if run.kind == CHIP
        ]

    def mark_plain(self, spots: list[Spot]) -> None:
        """Grounds numbers that are linked to nothing."""
        marked = []
        for spot in spots:
            selection = QTextEdit.ExtraSelection()
            selection.cursor = self._over(spot)  # type: ignore[attr-defined] # missing in the stubs
            selection.format.setBackground(QColor(WARNING_SOFT))  # type: ignore[attr-defined] # as above
            marked.append(selection)
        self.setExtraSelections(marked)

    def go_to(self, spot: Spot) -> None:
        """Selects a number, in sight."""
        self.setTextCursor(self._over(spot))
        self.ensureCursorVisible()

    def _over(self, spot: Spot) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(spot.position)
        cursor.setPosition(spot.position + spot.length, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    # -- changing it ---------------------------------------------------------------------------

    def replace(self, changes: list[tuple[Spot, str, str]]) -> None:
        """Numbers become linked ones with other keys and words: one step for Ctrl+Z."""
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for spot, key, words in sorted(changes, key=lambda one: -one[0].position):
            over = self._over(spot)
            over.insertText(OBJECT, object_format(NUMBER, key, words))
        cursor.endEditBlock()

    def insert_number(self, key: str, words: str) -> None:
        """A linked number where the cursor stands."""
        cursor = self.textCursor()
        cursor.insertText(OBJECT, object_format(NUMBER, key, words))
        self._plain_again(cursor)

    def insert_table(self, name: str) -> None:
        """A table or chart on a line of its own below the cursor's."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        if cursor.block().text().strip():
            cursor.insertBlock()
        self._write(cursor, Passage(name, "block"))
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def make(self, level: int) -> None:
        """The paragraphs of the selection become headings of that level, 0 for text."""
        cursor = self.textCursor()
        first, last = cursor.selectionStart(), cursor.selectionEnd()
        block = self.document().findBlock(first)
        cursor.beginEditBlock()
        while block.isValid() and block.position() <= last:
            at = QTextCursor(block)
            at.setBlockFormat(block_format(level))
            at.setBlockCharFormat(words_format(level))
            at.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            at.mergeCharFormat(words_format(level))
            block = block.next()
        cursor.endEditBlock()
        self.setCurrentCharFormat(words_format(level))

    def _plain_again(self, cursor: QTextCursor) -> None:
        """What is typed behind a number is words again."""
        self.setTextCursor(cursor)
        made = cursor.blockFormat()
        self.setCurrentCharFormat(words_format(made.headingLevel(), style_of(made)))

    # -- keys, mouse, clipboard ------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter opens a selected number, and ends a heading; words behind a number are words."""
        if event.key() in ENTER and not event.modifiers():
            spot = self.selected
            if spot is not None:
                self.wanted.emit(spot.key)
                return
            cursor = self.textCursor()
            if cursor.blockFormat().headingLevel() and cursor.atBlockEnd():
                cursor.insertBlock(block_format(BODY), words_format(BODY))
                self._plain_again(cursor)
                return
        if event.text() and self.currentCharFormat().objectType():
            self._plain_again(self.textCursor())
        super().keyPressEvent(event)

    @property
    def selected(self) -> Spot | None:
        """The number that is selected alone."""
        cursor = self.textCursor()
        if cursor.selectionEnd() - cursor.selectionStart() != 1:
            return None
        return self._number_at(cursor.selectionStart())

    def _number_at(self, position: int) -> Spot | None:
        if self.document().characterAt(position) != OBJECT:
            return None
        for run in runs(self.document().findBlock(position)):
            if run.position == position and run.kind == NUMBER:
                return Spot(position, 1, run.key, run.text)
        return None

    def number_under(self, point: QPoint) -> Spot | None:
        """The number below the mouse."""
        near = self.cursorForPosition(point).position()
        for position in (near, near - 1):
            if position < 0 or (spot := self._number_at(position)) is None:
                continue
            ends = [QTextCursor(self.document()) for _ in range(2)]
            ends[0].setPosition(position)
            ends[1].setPosition(position + 1)
            begin, end = (self.cursorRect(one) for one in ends)
            if begin.left() <= point.x() <= max(end.left(), begin.left() + 8):
                return spot
        return None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Opens the records behind a number."""
        spot = self.number_under(event.position().toPoint())
        if spot is None:
            super().mouseDoubleClickEvent(event)
        else:
            self.wanted.emit(spot.key)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click on a number selects it as a whole."""
        super().mouseReleaseEvent(event)
        spot = self.number_under(event.position().toPoint())
        if spot is not None and not self.textCursor().hasSelection():
            self.go_to(spot)

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """A number tells what it is."""
        if event.type() is QEvent.Type.ToolTip:
            told = cast("QHelpEvent", event)
            inside = self.viewport().mapFromGlobal(told.globalPos())
            spot = self.number_under(inside)
            QToolTip.showText(told.globalPos(), self.tip(spot.key, spot.words) if spot else "")
            return True
        return super().viewportEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802 - Qt's name
        """Words for other programs, numbers and tables for this box."""
        piece = QTextDocument()
        QTextCursor(piece).insertFragment(self.textCursor().selection())
        markup = markup_in(piece)
        held = QMimeData()
        held.setText("\n".join(spoken(line) for line in passages(markup)))
        held.setData(MIME, markup.encode("utf-8"))
        return held

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: N802 - Qt's name
        """Words alone; pictures belong elsewhere."""
        return source.hasFormat(MIME) or source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        """What this box gave comes back as it was; words of others without anything else."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        own = source.hasFormat(MIME)
        text = bytes(source.data(MIME).data()).decode("utf-8") if own else typed(source.text())
        lines = (
            list(passages(text)) if own else [Passage(line.strip()) for line in text.split("\n")]
        )
        cursor.removeSelectedText()
        made = cursor.blockFormat()
        here = words_format(made.headingLevel(), style_of(made))
        for place, line in enumerate(line for line in lines if line.text):
            if place or line.kind == "block":
                cursor.insertBlock()
                self._write(cursor, line)
            else:
                self._write_words(cursor, line.text, here)
        cursor.endEditBlock()
        self._plain_again(cursor)


def spoken(line: Passage) -> str:
    """A line as other programs get it."""
    if line.kind == "block":
        return f"［{line.text}］"
    return "".join(
        piece.words if isinstance(piece, Cited) else piece for piece in pieces(line.text)
    )
