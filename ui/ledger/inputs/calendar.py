"""A month to pick a day from: working days and holidays marked; keys stay with the date box."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bureau.calendar.working import UnknownYear, WorkCalendar
from bureau.calendar.years import WEEKDAY_NAMES, DayPlan, day_plan, is_arranged
from ui import tokens
from ui.ledger.inputs.option_window import FloatingFrame

CELL = 36
WEEKS = 6
YEARS = range(1950, 2100)
USUAL_LIMITS = ("当天", "3个工作日", "7天")
"""Limits that are one click away."""


def weekday_word(day: date) -> str:
    """星期三."""
    return f"星期{WEEKDAY_NAMES[day.weekday()]}"


def first_shown(month: date) -> date:
    """The Monday on or before the first of a month."""
    first = month.replace(day=1)
    return first - timedelta(days=first.weekday())


def month_away(month: date, steps: int) -> date:
    """The first of the month so many months away, within the years that a date may have."""
    number = month.year * 12 + month.month - 1 + steps
    year = min(max(number // 12, YEARS.start), YEARS.stop - 1)
    return date(year, number % 12 + 1, 1)


def count_words(day: date, anchor: date, calendar: WorkCalendar) -> str:
    """How many working days a limit leaves from the day of the finding; '' where it can't be told."""
    try:
        number = calendar.working_days_between(anchor + timedelta(days=1), day)
    except UnknownYear:
        return ""
    return f"{anchor.month}月{anchor.day}日起 {number} 个工作日" if day > anchor else ""


class MonthGrid(QWidget):
    """Six weeks of days."""

    picked = Signal(object)
    pointed = Signal(object)
    """The day under the mouse, None for none."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.calendar = WorkCalendar()
        self.today = today
        self._plans: dict[date, DayPlan] = {}
        self.day = today
        self.month = today.replace(day=1)
        self._hover: date | None = None
        self.setMouseTracking(True)
        self.setFixedSize(QSize(7 * CELL, (WEEKS + 1) * CELL - 8))
        self.setAccessibleName("日历")

    def work_by(self, calendar: WorkCalendar) -> None:
        """Marks the days by another calendar."""
        self.calendar = calendar
        self._plans.clear()

    def plan_of(self, day: date) -> DayPlan:
        """What the office does on a day."""
        if day not in self._plans:
            self._plans[day] = day_plan(self.calendar, day)
        return self._plans[day]

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
        for column, word in enumerate(WEEKDAY_NAMES):
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
        plan = self.plan_of(day)
        ink = tokens.INK if plan.worked else tokens.DANGER
        if day.month != self.month.month:
            ink = tokens.INK_FAINT
        painter.setPen(QColor(tokens.PAPER if marked else ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(day.day))
        if plan.mark:
            plain = painter.font()
            painter.setFont(small)
            painter.drawText(QPointF(box.right() - 14, box.top() + 13), plan.mark)
            painter.setFont(plain)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        day = self.day_at(event.position().x(), event.position().y())
        if day != self._hover:
            self._hover = day
            self.pointed.emit(day)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().leaveEvent(event)
        self._hover = None
        self.pointed.emit(None)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        day = self.day_at(event.position().x(), event.position().y())
        if day is not None and event.button() is Qt.MouseButton.LeftButton:
            self.picked.emit(day)


class CalendarWindow(FloatingFrame):
    """The calendar under a date box."""

    picked = Signal(object)
    limit_wanted = Signal(str)
    """A limit as it is written (3个工作日)."""

    def __init__(self, box: QWidget, today: date, *, limits: bool = False) -> None:
        super().__init__(box)
        self.today = today
        self.anchor: date | None = None
        self.grid = MonthGrid(today, self)
        self.grid.picked.connect(self.picked)
        self.grid.pointed.connect(self.describe)
        self.heading = QLabel(self)
        self.heading.setProperty("role", "title")
        self.heading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.day_label = QLabel(self)
        self.count_label = QLabel(self)
        self.remark = QLabel(self)
        for label in (self.day_label, self.count_label):
            label.setProperty("role", "soft")
        self.remark.setProperty("role", "faint")
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
        for label in (self.day_label, self.count_label, self.remark):
            around.addWidget(label)
        if limits:
            around.addLayout(self.usual_limits())

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

    def usual_limits(self) -> QHBoxLayout:
        """Buttons for limits that are given every day."""
        row = QHBoxLayout()
        row.setSpacing(4)
        for limit in USUAL_LIMITS:
            button = QPushButton(limit, self)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setStyleSheet("padding: 2px 8px;")
            button.clicked.connect(
                lambda _checked=False, limit=limit: self.limit_wanted.emit(limit)
            )
            row.addWidget(button)
        return row

    def open_at(self, day: date | None, calendar: WorkCalendar, anchor: date | None = None) -> None:
        """Opens at a day, today where there is none; a limit counts from `anchor`."""
        self.anchor = anchor
        self.count_label.setVisible(anchor is not None)
        self.grid.work_by(calendar)
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
        """Names the month and the marked day, and says so where the year's holidays aren't known."""
        month = self.grid.month
        self.heading.setText(f"{month.year}年{month.month}月")
        known = is_arranged(self.grid.calendar, month.year)
        self.remark.setText("休：放假　班：上班" if known else "放假安排未公布，暂按周一至周五")
        self.describe(None)

    def describe(self, pointed: date | None) -> None:
        """What the day under the mouse is, or else the marked one."""
        day = pointed or self.grid.day
        self.day_label.setText(self.grid.plan_of(day).title)
        if self.anchor is not None:
            self.count_label.setText(count_words(day, self.anchor, self.grid.calendar))
