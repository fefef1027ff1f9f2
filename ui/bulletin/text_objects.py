"""Linked numbers and drafted tables as single things inside a text: they are drawn, never half edited."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPen,
    QPyTextObject,
    QTextBlock,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
)

from bureau.bulletin.linked import State
from ui.tokens import (
    ACCENT,
    ACCENT_SOFT,
    DANGER,
    DANGER_SOFT,
    INK_SOFT,
    LINE_STRONG,
    NEUTRAL_SOFT,
    WARNING,
    WARNING_SOFT,
)

OBJECT: Final = "\ufffc"
"""What stands for such a thing in the text itself."""
NUMBER: Final = QTextFormat.ObjectTypes.UserObject.value + 1
CHIP: Final = QTextFormat.ObjectTypes.UserObject.value + 2
KEY: Final = QTextFormat.Property.UserProperty.value + 1
WORDS: Final = QTextFormat.Property.UserProperty.value + 2
COLOURS: Final[dict[State, tuple[str, str]]] = {
    "same": (ACCENT, ACCENT_SOFT),
    "changed": (WARNING, WARNING_SOFT),
    "silent": (WARNING, WARNING_SOFT),
    "gone": (DANGER, DANGER_SOFT),
    "typed": (INK_SOFT, NEUTRAL_SOFT),
}
PADDING: Final = 3.0
CHIP_PADDING: Final = 10.0
Judge = Callable[[str, str], State]
"""How a number with this key and these words stands."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a block: plain words, or one number or table with its key and words."""

    position: int
    text: str
    kind: int = 0
    key: str = ""


def runs(block: QTextBlock) -> Iterator[Run]:
    """A block from its beginning."""
    found = block.begin()
    while not found.atEnd():
        fragment = found.fragment()
        made = fragment.charFormat()
        kind = made.objectType()
        if kind in (NUMBER, CHIP):
            key, words = said(made)
            for place in range(fragment.length()):
                yield Run(fragment.position() + place, words, kind, key)
        else:
            text = fragment.text().replace(OBJECT, "").replace("\u2028", " ")
            if text:
                yield Run(fragment.position(), text)
        found += 1


def said(made: QTextFormat) -> tuple[str, str]:
    """Key and words of a thing by its format."""
    return str(made.property(KEY) or ""), str(made.property(WORDS) or "")


def object_format(kind: int, key: str, words: str) -> QTextCharFormat:
    """The format that makes a thing of one character."""
    made = QTextCharFormat()
    made.setObjectType(kind)
    made.setProperty(KEY, key)
    made.setProperty(WORDS, words)
    made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignBaseline)
    return made


class TextObjects(QPyTextObject):
    """Draws both; `judge` says the colour of a number, `is_there` whether a table is drafted."""

    def __init__(self, parent: QTextDocument) -> None:
        super().__init__(parent)
        self.judge: Judge = lambda _key, _words: "same"
        self.is_there: Callable[[str], bool] = lambda _name: True

    def chip_words(self, name: str) -> str:
        """What stands on the line of a table."""
        kind = "图" if name.startswith("图") else "表"
        told = "打印时自动生成" if self.is_there(name) else "本期没有，不打印"
        shown = name.partition("：")[2] or name if kind == "图" else name
        return f"［{kind}］{shown}　{told}"

    def intrinsicSize(self, doc: QTextDocument, _place: int, made: QTextFormat) -> QSizeF:  # noqa: N802 - Qt's name
        """As wide as its words."""
        metrics = QFontMetricsF(doc.defaultFont())
        key, words = said(made)
        if made.objectType() == CHIP:
            wide = metrics.horizontalAdvance(self.chip_words(key)) + 2 * CHIP_PADDING
            return QSizeF(wide, metrics.height() + 8)
        return QSizeF(metrics.horizontalAdvance(words) + 2 * PADDING, metrics.height())

    def drawObject(  # noqa: N802 - Qt's name
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        _place: int,
        made: QTextFormat,
    ) -> None:
        """A number on its colour, underlined where it needs a look; a table as a grey line."""
        key, words = said(made)
        rect = QRectF(rect)
        painter.save()
        painter.setFont(doc.defaultFont())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if made.objectType() == CHIP:
            painter.setPen(QPen(QColor(LINE_STRONG)))
            painter.setBrush(QColor(NEUTRAL_SOFT))
            painter.drawRoundedRect(rect.adjusted(0.5, 1.5, -0.5, -1.5), 4, 4)
            painter.setPen(QColor(INK_SOFT))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.chip_words(key))
        else:
            state = self.judge(key, words)
            ink, ground = COLOURS.get(state, COLOURS["same"])
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ground))
            painter.drawRoundedRect(rect.adjusted(0.5, 0, -0.5, 0), 3, 3)
            painter.setPen(QColor(ink))
            metrics = QFontMetricsF(doc.defaultFont())
            at = QPointF(rect.left() + PADDING, rect.top() + metrics.ascent())
            painter.drawText(at, words)
            if state not in ("same", "typed"):
                bottom = rect.bottom() - 1
                painter.setPen(QPen(QColor(ink), 1.5))
                painter.drawLine(
                    QPointF(rect.left() + 2, bottom), QPointF(rect.right() - 2, bottom)
                )
        painter.restore()
