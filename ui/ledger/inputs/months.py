"""Month boxes: 2026-10, 10月, 上月 are read on leaving, ↑ and ↓ take the next; the year opens below."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui import tokens
from ui.ledger.inputs.calendar import month_away
from ui.ledger.inputs.line import ENTER
from ui.ledger.inputs.option_window import FloatingFrame
from ui.ledger.inputs.text import END_BUTTON, LineInput

WIDE, HIGH, COLUMNS = 64, 40, 4
MONTHS = 12
MOVES = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -COLUMNS,
    Qt.Key.Key_Down: COLUMNS,
    Qt.Key.Key_PageUp: -MONTHS,
    Qt.Key.Key_PageDown: MONTHS,
}


class YearGrid(QWidget):
    """The twelve months of a year, one of them marked."""

    picked = Signal(object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.today = today
        self.month = today.replace(day=1)
        self._hover = 0
        self.setMouseTracking(True)
        self.setFixedSize(QSize(COLUMNS * WIDE, MONTHS // COLUMNS * HIGH))
        self.setAccessibleName("月份")

    def show_month(self, month: date) -> None:
        """Goes to a month and marks it."""
        self.month = month.replace(day=1)
        self.update()

    def number_at(self, x: float, y: float) -> int:
        """The month under a point, 0 for none."""
        column, row = int(x // WIDE), int(y // HIGH)
        inside = 0 <= column < COLUMNS and 0 <= row < MONTHS // COLUMNS
        return row * COLUMNS + column + 1 if inside else 0

    def paintEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number in range(1, MONTHS + 1):
            self.paint_month(painter, number)
        painter.end()

    def paint_month(self, painter: QPainter, number: int) -> None:
        """One month: a ring around the present one, the marked one filled."""
        row, column = divmod(number - 1, COLUMNS)
        box = QRectF(column * WIDE, row * HIGH, WIDE, HIGH)
        round_box = box.adjusted(3, 3, -3, -3)
        marked = number == self.month.month
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if marked or number == self._hover:
            painter.setBrush(QColor(tokens.ACCENT if marked else tokens.ACCENT_SOFT))
        if (self.month.year, number) == (self.today.year, self.today.month):
            painter.setPen(QPen(QColor(tokens.ACCENT), 1.2))
        painter.drawRoundedRect(round_box, tokens.RADIUS, tokens.RADIUS)
        painter.setPen(QColor(tokens.PAPER if marked else tokens.INK))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"{number}月")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._hover = self.number_at(event.position().x(), event.position().y())
        self.update()

    def leaveEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        del event
        self._hover = 0
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        number = self.number_at(event.position().x(), event.position().y())
        if number and event.button() is Qt.MouseButton.LeftButton:
            self.picked.emit(self.month.replace(month=number))


class YearWindow(FloatingFrame):
    """The year under a month box."""

    picked = Signal(object)

    def __init__(self, box: QWidget, today: date) -> None:
        super().__init__(box)
        self.grid = YearGrid(today, self)
        self.grid.picked.connect(self.picked)
        self.heading = QLabel(self)
        self.heading.setProperty("role", "title")
        self.heading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        around = QVBoxLayout(self)
        around.setContentsMargins(12, 8, 12, 10)
        around.setSpacing(4)
        bar = QHBoxLayout()
        bar.addWidget(self.step_button("‹", "上一年", -MONTHS))
        bar.addWidget(self.heading, 1)
        bar.addWidget(self.step_button("›", "下一年", MONTHS))
        around.addLayout(bar)
        around.addWidget(self.grid)

    def step_button(self, text: str, name: str, steps: int) -> QPushButton:
        """A button that turns the leaf."""
        button = QPushButton(text, self)
        button.setProperty("role", "quiet")
        button.setFixedWidth(34)
        button.setStyleSheet("padding: 0;")
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self.move_by(steps))
        return button

    def open_at(self, month: date) -> None:
        """Opens at a month."""
        self.grid.show_month(month)
        self.heading.setText(f"{month.year}年")
        self.show_at_box(self.sizeHint())

    def move_by(self, months: int) -> None:
        """Moves the marked month."""
        self.grid.show_month(month_away(self.grid.month, months))
        self.heading.setText(f"{self.grid.month.year}年")


class MonthInput(LineInput):
    """A month."""

    def make(self) -> None:
        super().make()
        self.window_below: YearWindow | None = None
        self.line.take_key = self._key
        self.line.settled.connect(self.refresh)
        self.beside = QLabel(self.line)
        self.beside.setProperty("role", "faint")
        self.beside.setVisible(not self.compact)
        self.button = self.add_end_button("year", "calendar", f"{self.field.title}：选月份")
        self.button.setToolTip("选月份（Alt+↓）；也可以直接填 2026-10、10月、本月、上月")
        self.button.clicked.connect(self._on_button)

    def month(self) -> date | None:
        """The month that the text means."""
        value = self.current()
        return date.fromisoformat(value) if isinstance(value, str) else None

    def refresh(self) -> None:
        month = self.month()
        written = month is None or self.line.text().strip() == f"{month:%Y-%m}"
        words = "" if month is None or written else f"{month.year}年{month.month}月"
        self.beside.setText(words)
        self.beside.adjustSize()
        if not self.compact:
            room = self.beside.width() + 6 if words else 0
            self.line.setTextMargins(0, 0, END_BUTTON + room, 0)
        self.place_parts()
        super().refresh()

    def place_parts(self) -> None:
        super().place_parts()
        left = self.line.width() - END_BUTTON - 10 - self.beside.width()
        self.beside.move(left, (self.line.height() - self.beside.height()) // 2)

    def has_open_list(self) -> bool:
        return self.window_below is not None and self.window_below.isVisible()

    def open_year(self) -> None:
        """Shows the year under the box."""
        today = self.context.desk.today()
        if self.window_below is None:
            self.window_below = YearWindow(self.line, today)
            self.window_below.picked.connect(self.pick)
        self.window_below.open_at(self.month() or today.replace(day=1))

    def pick(self, month: date) -> None:
        """Takes a month as if it had been typed."""
        self._write(month)
        self.committed.emit()

    def settle(self) -> None:
        if self.window_below is not None:
            self.window_below.hide_away()
        super().settle()

    def _write(self, month: date) -> None:
        self.line.setText(f"{month:%Y-%m}")
        self._picked = None
        self._changed = True
        self.edited.emit()
        self.settle()

    def _on_button(self) -> None:
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.window_below is not None and self.window_below.isVisible():
            self.window_below.hide_away()
        else:
            self.open_year()

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if self.window_below is not None and self.window_below.isVisible():
            return self._window_key(self.window_below, key)
        if key == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_year()
            return True
        if key == Qt.Key.Key_Semicolon and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.pick(self.context.desk.today())
            return True
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not self.compact:
            return self._step(1 if key == Qt.Key.Key_Up else -1)
        return False

    def _window_key(self, window: YearWindow, key: Qt.Key) -> bool:
        if key in MOVES:
            window.move_by(MOVES[key])
        elif key in ENTER:
            self.pick(window.grid.month)
        elif key == Qt.Key.Key_Escape:
            window.hide_away()
        else:
            window.hide_away()  # typing goes on in the box
            return False
        return True

    def _step(self, months: int) -> bool:
        """↑ and ↓ take the month after and the month before."""
        month = self.month()
        if month is None:
            return False
        self._write(month_away(month, months))
        return True
