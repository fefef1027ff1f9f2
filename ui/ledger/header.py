"""The table's heading: a filter box above each title, marks of sort and filter, dragging."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPolygonF,
)
from PySide6.QtWidgets import QHeaderView, QToolTip, QWidget

from ui import tokens
from ui.ledger.inputs.line import LineEntry
from ui.ledger.model import LedgerModel

BAND = 32
"""Height of the filter boxes and of the titles, each."""
ARROW = 22
GRIP = 5
EDGE = 8
TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


@dataclass
class Marks:
    """What the headings show besides titles; shared by the frozen and the moving part."""

    filters: dict[str, str] = field(default_factory=dict)
    """Words of active filters by column key."""
    typed: dict[str, str] = field(default_factory=dict)
    """What was typed into the boxes."""
    sorts: dict[str, tuple[int, bool]] = field(default_factory=dict)
    """Place in the order (from 1) and whether downwards, by column key."""
    current: str = ""

    def set_filters(self, words: Mapping[str, str], typed: Mapping[str, str]) -> None:
        """Other filters."""
        self.filters, self.typed = dict(words), dict(typed)


class FilterEntry(LineEntry):
    """The one filter box that is open; Tab and Shift+Tab go to the neighbours."""

    moved_on = Signal(int)

    def event(self, event: QEvent) -> bool:
        """Tab before Qt takes it for moving the focus."""
        pressed = event.type() == QEvent.Type.KeyPress and not self.composing
        if pressed and isinstance(event, QKeyEvent) and event.key() in TABS:
            self.moved_on.emit(1 if event.key() == Qt.Key.Key_Tab else -1)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Down goes into the table, as from any search box."""
        if not self.composing and event.key() == Qt.Key.Key_Down:
            self.entered.emit()
            event.accept()
            return
        super().keyPressEvent(event)


class LedgerHeader(QHeaderView):
    """Paints both bands and opens a filter box only where somebody types."""

    sort_wanted = Signal(int, bool)
    """Column, and whether besides the other keys."""
    list_wanted = Signal(int)
    menu_wanted = Signal(int, QPoint)
    typed = Signal(int, str)
    """Column and the words in its filter box, after each commit."""
    left_down = Signal()
    """The person goes on in the table."""
    fit_wanted = Signal(int)
    box_moved = Signal(int, int)
    """Column whose box is left, and the way to go."""

    def __init__(self, model: LedgerModel, marks: Marks, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.ledger_model = model
        self.marks = marks
        self.setSectionsMovable(True)
        # Not clickable: Qt would select the whole column; a click sorts.
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(48)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setMouseTracking(True)
        self.sectionResized.connect(self._place_box)
        self.sectionHandleDoubleClicked.connect(self.fit_wanted)
        self._pressed: tuple[int, QPoint] | None = None
        self._hovered = -1
        self._open_column = -1
        self.box = FilterEntry(self.viewport())
        self.box.setObjectName("filter-box")
        self.box.setProperty("role", "filter")
        self.box.setStyleSheet(
            f"QLineEdit {{ border: 2px solid {tokens.FOCUS}; border-radius: 4px;"
            " padding: 0 4px; min-height: 0; }"
        )
        self.box.hide()
        self.box.settled.connect(self._on_typed)
        self.box.entered.connect(self._on_entered)
        self.box.escaped.connect(self.close_box)
        self.box.left.connect(self._on_left)
        self.box.moved_on.connect(self._on_moved)

    # -- geometry ------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Two bands, as wide as the columns: Qt would measure the titles of all of them anew."""
        return QSize(self.length(), 2 * BAND)

    def column_at(self, pos: QPoint) -> int:
        """The column under a point, -1 beside all."""
        return self.logicalIndexAt(pos)

    def near_edge(self, pos: QPoint) -> bool:
        """Whether the mouse is where a column's width is changed."""
        column = self.column_at(pos)
        if column < 0:
            return True
        left = self.sectionViewportPosition(column)
        return pos.x() - left < GRIP or left + self.sectionSize(column) - pos.x() < GRIP

    def over_arrow(self, pos: QPoint) -> bool:
        """Whether the mouse is on the arrow of the value list."""
        column = self.column_at(pos)
        if column < 0 or pos.y() < BAND:
            return False
        right = self.sectionViewportPosition(column) + self.sectionSize(column)
        return GRIP <= right - pos.x() <= ARROW

    def box_rect(self, column: int) -> QRect:
        """Where a column's filter box is."""
        left = self.sectionViewportPosition(column)
        return QRect(left + 3, 4, self.sectionSize(column) - 6, BAND - 6)

    # -- the open box --------------------------------------------------------------------------

    def open_box(self, column: int) -> None:
        """Opens the filter box of a column for typing."""
        self._open_column = column
        shown = self.ledger_model.columns[column]
        self.box.setAccessibleName(f"按{shown.title}筛选")
        self.box.setText(self.marks.typed.get(shown.key, ""))
        self.set_fault("")
        self._place_box()
        self.box.show()
        self.box.setFocus(Qt.FocusReason.MouseFocusReason)
        self.box.selectAll()

    @property
    def open_column(self) -> int:
        """The column whose box is open, -1 for none."""
        return self._open_column

    def close_box(self) -> None:
        """Closes the box; what was typed stays in force."""
        if self._open_column >= 0:
            self._open_column = -1
            # Before the box goes: hidden with the focus, Qt hands it on as by Tab, a column further.
            self.left_down.emit()
            self.box.hide()
            self.viewport().update()

    def set_fault(self, sentence: str) -> None:
        """Marks what is typed as not understood."""
        self.box.setProperty("fault", "true" if sentence else "false")
        self.box.setToolTip(sentence)
        colour = tokens.DANGER if sentence else tokens.FOCUS
        self.box.setStyleSheet(
            f"QLineEdit {{ border: 2px solid {colour}; border-radius: 4px;"
            " padding: 0 4px; min-height: 0; }"
        )

    def _place_box(self) -> None:
        if self._open_column >= 0:
            self.box.setGeometry(self.box_rect(self._open_column))

    def _on_typed(self, words: str) -> None:
        if self._open_column >= 0:
            self.typed.emit(self._open_column, words)

    def _on_entered(self) -> None:
        self.close_box()

    def _on_left(self) -> None:
        if self._open_column >= 0:
            self._open_column = -1
            self.box.hide()
            self.viewport().update()

    def _on_moved(self, way: int) -> None:
        column = self._open_column
        self.box_moved.emit(column, way)

    # -- the mouse -----------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The upper band filters, the arrow opens the value list, the rest sorts or drags."""
        pos = event.position().toPoint()
        column = self.column_at(pos)
        self._pressed = None
        if event.button() == Qt.MouseButton.LeftButton and column >= 0 and not self.near_edge(pos):
            if pos.y() < BAND:
                self.open_box(column)
                return
            if self.over_arrow(pos):
                self.list_wanted.emit(column)
                return
            self._pressed = (column, pos)
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A press and release at one place is a click: it sorts."""
        pressed, self._pressed = self._pressed, None
        pos = event.position().toPoint()
        super().mouseReleaseEvent(event)
        if pressed and (pos - pressed[1]).manhattanLength() < 4:
            also = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.sort_wanted.emit(pressed[0], also)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Shows which title is under the mouse."""
        super().mouseMoveEvent(event)
        column = self.column_at(event.position().toPoint())
        if column != self._hovered:
            self._hovered = column
            self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Nothing is under the mouse."""
        self._hovered = -1
        self.viewport().update()
        super().leaveEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Says of a heading what doesn't fit into it."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            column = self.column_at(event.pos())
            QToolTip.showText(event.globalPos(), self.told(column) if column >= 0 else "", self)
            return True
        return super().viewportEvent(event)

    def told(self, column: int) -> str:
        """A column's title, what its field is for, its filter and its place in the order."""
        shown = self.ledger_model.columns[column]
        filtered, sort = self.marks.filters.get(shown.key, ""), self.sort_mark(shown.key)
        return "\n".join(
            line
            for line in (
                f"{shown.title} {sort}".strip(),
                shown.field.hint,
                f"正在筛选：{filtered}" if filtered else "",
            )
            if line
        )

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """The column's menu."""
        column = self.column_at(event.pos())
        if column >= 0:
            self.menu_wanted.emit(column, event.globalPos())

    # -- painting ------------------------------------------------------------------------------

    def paintSection(  # noqa: N802 - Qt's name
        self,
        painter: QPainter,
        rect: QRect,
        logicalIndex: int,  # noqa: N803 - Qt's name
    ) -> None:
        """Box and title of one column."""
        if not rect.isValid() or logicalIndex >= len(self.ledger_model.columns):
            return
        column = self.ledger_model.columns[logicalIndex]
        painter.save()
        painter.fillRect(rect, QColor(tokens.PAPER))
        title = QRect(rect.left(), rect.top() + BAND, rect.width(), BAND)
        current = column.key == self.marks.current
        ground = tokens.ACCENT_SOFT if current else tokens.GROUND
        painter.fillRect(title, QColor(ground))
        words = self.marks.filters.get(column.key, "")
        self._paint_box(painter, rect, words)
        self._paint_title(painter, title, column.title, column.key, bool(words))
        painter.setPen(QColor(tokens.LINE))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.setPen(QColor(tokens.LINE_STRONG))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()

    def _paint_box(self, painter: QPainter, rect: QRect, words: str) -> None:
        place = QRect(rect.left() + 3, rect.top() + 4, rect.width() - 6, BAND - 6)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(tokens.ACCENT if words else tokens.LINE))
        painter.setBrush(QColor(tokens.ACCENT_SOFT if words else tokens.PAPER))
        painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QColor(tokens.ACCENT if words else tokens.INK_FAINT))
        inner = place.adjusted(EDGE - 2, 0, -4, 0)
        text = painter.fontMetrics().elidedText(
            words or "筛选", Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter), text)

    def _paint_title(
        self, painter: QPainter, rect: QRect, title: str, key: str, filtered: bool
    ) -> None:
        font = painter.font()
        font.setBold(filtered or key in self.marks.sorts)
        painter.setFont(font)
        painter.setPen(QColor(tokens.ACCENT if filtered else tokens.INK_SOFT))
        mark = self.sort_mark(key)
        metrics = QFontMetrics(font)
        room = rect.adjusted(EDGE, 0, -ARROW - metrics.horizontalAdvance(mark), 0)
        text = metrics.elidedText(title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), text)
        if mark:
            after = room.left() + metrics.horizontalAdvance(text) + 3
            place = QRect(after, rect.top(), rect.right() - after, rect.height())
            painter.setPen(QColor(tokens.ACCENT))
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), mark)
        self._paint_arrow(painter, rect, filtered)

    def sort_mark(self, key: str) -> str:
        """↑ or ↓, with its number where there are several keys."""
        if key not in self.marks.sorts:
            return ""
        place, down = self.marks.sorts[key]
        number = str(place) if len(self.marks.sorts) > 1 else ""
        return f"{'↓' if down else '↑'}{number}"

    def _paint_arrow(self, painter: QPainter, rect: QRect, filtered: bool) -> None:
        """An arrow, or a funnel where a filter is active: told apart by shape."""
        x, y = rect.right() - ARROW / 2 - 2, rect.center().y() + 0.5
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.ACCENT if filtered else tokens.INK_FAINT))
        if filtered:
            shape = [(-5, -5), (5, -5), (1.4, 0), (1.4, 5), (-1.4, 3.4), (-1.4, 0)]
        else:
            shape = [(-4, -2), (4, -2), (0, 3)]
        painter.drawPolygon(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in shape]))
