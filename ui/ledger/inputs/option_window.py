"""The list under a choice box: a window that never takes the focus, so typing stays in the box."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui import tokens
from ui.ledger.inputs.options import Option

MOST_ROWS = 9
ROW = 32
Index = QModelIndex | QPersistentModelIndex
OPTION_ROLE = Qt.ItemDataRole.UserRole
FLOATING = Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint
"""Never Qt.Popup: a popup grabs the keyboard, and input methods fail in it. A window of this kind is
never activated on any system, and Wayland lets it stand at its box, which a Qt.Tool may not."""


class FloatingFrame(QFrame):
    """A window under (or over) a box that goes away with it and never has the focus."""

    def __init__(self, box: QWidget) -> None:
        super().__init__(box, FLOATING)
        self.box = box
        self.setObjectName("floating")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_at_box(self, size: QSize) -> None:
        """Shows the window under the box, or over it where the screen ends."""
        corner = self.box.mapToGlobal(QPoint(0, self.box.height() + 2))
        screen = self.box.screen().availableGeometry()
        if corner.y() + size.height() > screen.bottom():
            corner.setY(self.box.mapToGlobal(QPoint(0, 0)).y() - size.height() - 2)
        corner.setX(max(screen.left(), min(corner.x(), screen.right() - size.width())))
        corner.setY(max(screen.top(), corner.y()))
        self.setGeometry(QRect(corner, size))
        if not self.isVisible():
            self.show()
            self.box.window().installEventFilter(self)

    def hide_away(self) -> None:
        """Closes the window."""
        if self.isVisible():
            self.box.window().removeEventFilter(self)
            self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() in (
            QEvent.Type.Move,
            QEvent.Type.Resize,
            QEvent.Type.Hide,
            QEvent.Type.WindowDeactivate,
        ):
            self.hide_away()
        return super().eventFilter(watched, event)


class OptionModel(QAbstractListModel):
    """The options shown now."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.options: list[Option] = []
        self.chosen: set[int] = set()

    def put(self, options: Sequence[Option]) -> None:
        """Shows other options."""
        self.beginResetModel()
        self.options = list(options)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and form
        return 0 if parent.isValid() else len(self.options)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        option = self.options[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{option.upper} › {option.title}" if option.upper else option.title
        return option if role == OPTION_ROLE else None


class OptionPainter(QStyledItemDelegate):
    """Draws the upper class faint before the title, and a tick at what is chosen already."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        return QSize(120, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        one = index.data(OPTION_ROLE)
        model = index.model()
        if not isinstance(one, Option) or not isinstance(model, OptionModel):
            return
        painter.save()
        rect: QRect = option.rect  # type: ignore[attr-defined]
        selected = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        painter.fillRect(rect, QColor(tokens.ACCENT_SOFT if selected else tokens.PAPER))
        place = rect.adjusted(12, 0, -12, 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        metrics = painter.fontMetrics()
        if one.upper:
            text = f"{one.upper} › "
            painter.setPen(QColor(tokens.INK_FAINT))
            painter.drawText(place, flags, text)
            place.setLeft(place.left() + metrics.horizontalAdvance(text))
        if one.id in model.chosen and one.id is not None:
            painter.setPen(QColor(tokens.ACCENT))
            painter.drawText(
                place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, "✓"
            )
        painter.setPen(QColor(tokens.ACCENT if one.id is None else tokens.INK))
        shown = metrics.elidedText(one.title, Qt.TextElideMode.ElideRight, place.width() - 18)
        painter.drawText(place, flags, shown)
        if one.remark:
            place.setLeft(place.left() + metrics.horizontalAdvance(shown) + 16)
            painter.setPen(QColor(tokens.INK_FAINT))
            remark = metrics.elidedText(one.remark, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(
                place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, remark
            )
        painter.restore()


class OptionWindow(FloatingFrame):
    """The open list of a choice box."""

    taken = Signal(object)
    """The Option that was clicked."""

    def __init__(self, box: QWidget) -> None:
        super().__init__(box)
        self.model = OptionModel(self)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(OptionPainter(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName("可选项")
        self.list.setStyleSheet("border: none;")
        self.moved = False
        around = QVBoxLayout(self)
        around.setContentsMargins(1, 1, 1, 1)
        around.addWidget(self.list)
        self.list.clicked.connect(self._on_clicked)

    def offer(self, options: Sequence[Option], *, highlight: bool) -> None:
        """Shows these options; the first is highlighted when typing has narrowed them."""
        self.moved = False
        if not options:
            self.hide_away()
            return
        self.model.put(options)
        metrics = self.list.fontMetrics()
        longest = max(
            metrics.horizontalAdvance(str(self.model.index(row).data()) + option.remark) + 16
            for row, option in enumerate(options)
        )
        long = len(options) > MOST_ROWS
        self.list.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded if long else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        width = min(max(self.box.width(), longest + 64), 480)
        height = min(len(options), MOST_ROWS) * ROW + 2
        self.show_at_box(QSize(width, height))
        if highlight:
            self.list.setCurrentIndex(self.model.index(0))
        else:
            self.list.clearSelection()
            self.list.setCurrentIndex(QModelIndex())

    def current(self) -> Option | None:
        """The highlighted option of the open list."""
        index = self.list.currentIndex()
        return self.model.options[index.row()] if self.isVisible() and index.isValid() else None

    def move_by(self, steps: int) -> None:
        """Moves the highlight, stopping at the ends."""
        self.moved = True
        index = self.list.currentIndex()
        row = index.row() + steps if index.isValid() else (0 if steps > 0 else -1)
        last = len(self.model.options) - 1
        row = last if row < 0 and not index.isValid() else max(0, min(row, last))
        self.list.setCurrentIndex(self.model.index(row))

    def highlight(self, option_id: int | None) -> None:
        """Highlights an option by its id where it is shown."""
        for row, option in enumerate(self.model.options):
            if option.id == option_id and option_id is not None:
                self.list.setCurrentIndex(self.model.index(row))
                self.list.scrollTo(self.model.index(row), QListView.ScrollHint.PositionAtCenter)

    def _on_clicked(self, index: QModelIndex) -> None:
        self.taken.emit(self.model.options[index.row()])
