"""A month to pick a day from: working days and holidays marked; keys stay with the date box."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bureau.calendar.working import MONDAY_TO_FRIDAY, UnknownYear, WorkCalendar
from ui import tokens
from ui.ledger.inputs.option_window import FloatingFrame

WEEKDAYS = "一二三四五六日"
CELL = 36
WEEKS = 6
YEARS = range(1950, 2100)


def weekday_word(day: date) -> str:
    """星期三."""
    return f"星期{WEEKDAYS[day.weekday()]}"


def first_shown(month: date) -> date:
    """The Monday on or before the first of a month."""
    first = month.replace(day=1)
    return first - timedelta(days=first.weekday())


def month_away(month: date, steps: int) -> date:
    """The first of the month so many months away, within the years that a date may have."""
    number = month.year * 12 + month.month - 1 + steps
    year = min(max(number // 12, YEARS.start), YEARS.stop - 1)
    return date(year, number % 12 + 1, 1)


def holiday_mark(day: date, calendar: WorkCalendar) -> str:
    """休 for a weekday that is free, 班 for a weekend day that is worked, else ''."""
    works = calendar.estimate.is_working_day(day)
    usual = day.weekday() in MONDAY_TO_FRIDAY
    return "" if works == usual else "班" if works else "休"


class MonthGrid(QWidget):
    """Six weeks of days."""

    picked = Signal(object)

    def __init__(self, calendar: WorkCalendar, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.calendar = calendar
        self.today = today
        self.day = today
        self.month = today.replace(day=1)
        self._hover: date | None = None
        self.setMouseTracking(True)
        self.setFixedSize(QSize(7 * CELL, (WEEKS + 1) * CELL - 8))
        self.setAccessibleName("日历")

    def show_day(self, day: date) -> None:
        """Goes to a day and marks it."""
        self.day = day
        self.month = day.replace(day=1)
        self.update()

    def day_at(self, x: float, y: float) -> date | None:
        """The day under a point."""
        column, row = int(x // CELL), int((y - CELL + 8) // CELL)
        if 0 <= column < 7 and 0 <= row < WEEKS and y >= CELL - 8:
            return first_shown(self.month) + timedelta(days=row * 7 + column)
        return None

    def paintEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        small = QFont(self.font())
        small.setPixelSize(10)
        painter.setPen(QColor(tokens.INK_FAINT))
        for column, word in enumerate(WEEKDAYS):
            box = QRectF(column * CELL, 0, CELL, CELL - 8)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, word)
        start = first_shown(self.month)
        for place in range(7 * WEEKS):
            self.paint_day(painter, start + timedelta(days=place), place, small)
        painter.end()

    def paint_day(self, painter: QPainter, day: date, place: int, small: QFont) -> None:
        """One day: its number, 休 or 班, a ring around today, the marked one filled."""
        box = QRectF(place % 7 * CELL, CELL - 8 + place // 7 * CELL, CELL, CELL)
        round_box = box.adjusted(3, 3, -3, -3)
        marked = day == self.day
        if marked:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.ACCENT))
            painter.drawRoundedRect(round_box, tokens.RADIUS, tokens.RADIUS)
        elif day == self._hover:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.ACCENT_SOFT))
            painter.drawRoundedRect(round_box, tokens.RADIUS, tokens.RADIUS)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if day == self.today and not marked:
            painter.setPen(QPen(QColor(tokens.ACCENT), 1.2))
            painter.drawRoundedRect(round_box, tokens.RADIUS, tokens.RADIUS)
        works = self.calendar.estimate.is_working_day(day)
        ink = tokens.INK if works else tokens.DANGER
        if day.month != self.month.month:
            ink = tokens.INK_FAINT
        painter.setPen(QColor(tokens.PAPER if marked else ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(day.day))
        word = holiday_mark(day, self.calendar)
        if word:
            plain = painter.font()
            painter.setFont(small)
            painter.drawText(QPointF(box.right() - 14, box.top() + 13), word)
            painter.setFont(plain)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._hover = self.day_at(event.position().x(), event.position().y())
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        day = self.day_at(event.position().x(), event.position().y())
        if day is not None and event.button() is Qt.MouseButton.LeftButton:
            self.picked.emit(day)


class CalendarWindow(FloatingFrame):
    """The calendar under a date box."""

    picked = Signal(object)

    def __init__(self, box: QWidget, today: date, calendar: WorkCalendar | None = None) -> None:
        super().__init__(box)
        self.today = today
        self.grid = MonthGrid(calendar or WorkCalendar(), today, self)
        self.grid.picked.connect(self.picked)
        self.heading = QLabel(self)
        self.heading.setProperty("role", "title")
        self.heading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.remark = QLabel(self)
        self.remark.setProperty("role", "faint")
        self.remark.setWordWrap(True)
        around = QVBoxLayout(self)
        around.setContentsMargins(12, 8, 12, 10)
        around.setSpacing(4)
        bar = QHBoxLayout()
        bar.setSpacing(0)
        for text, name, steps in (("‹‹", "上一年", -12), ("‹", "上一月", -1)):
            bar.addWidget(self.step_button(text, name, steps))
        bar.addWidget(self.heading, 1)
        for text, name, steps in (("›", "下一月", 1), ("››", "下一年", 12)):
            bar.addWidget(self.step_button(text, name, steps))
        around.addLayout(bar)
        around.addWidget(self.grid)
        around.addWidget(self.remark)

    def step_button(self, text: str, name: str, steps: int) -> QPushButton:
        """A button that turns the leaf."""
        button = QPushButton(text, self)
        button.setProperty("role", "quiet")
        button.setFixedWidth(34)
        button.setStyleSheet("padding: 0;")
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self.turn(steps))
        return button

    def open_at(self, day: date | None) -> None:
        """Opens the calendar at a day, today where there is none."""
        self.grid.show_day(day or self.today)
        self.tell()
        self.show_at_box(self.sizeHint())

    def move_by(self, days: int) -> None:
        """Moves the marked day."""
        try:
            moved = self.grid.day + timedelta(days=days)
        except OverflowError:
            return
        if moved.year in YEARS:
            self.grid.show_day(moved)
            self.tell()

    def turn(self, months: int) -> None:
        """Goes to the same day of another month, its last where it is shorter."""
        target = month_away(self.grid.month, months)
        end = month_away(target, 1) - timedelta(days=1)
        self.grid.show_day(target.replace(day=min(self.grid.day.day, end.day)))
        self.tell()

    def tell(self) -> None:
        """Names the month, and says so where its holidays aren't known."""
        month = self.grid.month
        self.heading.setText(f"{month.year}年{month.month}月")
        try:
            self.grid.calendar.is_working_day(month)
        except UnknownYear:
            self.remark.setText("这一年的放假安排还没有公布，暂按周一至周五")
        else:
            self.remark.setText("休：放假　班：周末上班")
