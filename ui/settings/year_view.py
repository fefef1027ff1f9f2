"""A year at a glance: twelve small months, holidays marked 休, worked weekends 班, own days framed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from bureau.calendar.years import WEEKDAY_NAMES, DayPlan, YearPlan
from ui.tokens import (
    ACCENT,
    ACCENT_SOFT,
    DANGER,
    DANGER_SOFT,
    FOCUS,
    FONT_SMALL,
    INK,
    INK_FAINT,
    PAPER,
    WARNING,
    WARNING_SOFT,
)

CELL_WIDTH, CELL_HEIGHT, TITLE_HEIGHT = 25, 23, 26
MONTH_WIDTH = CELL_WIDTH * 7
MONTH_HEIGHT = TITLE_HEIGHT + CELL_HEIGHT * 7
GAP = 12
ACROSS = (6, 4, 3, 2, 1)
MARK_PIXELS = 8
STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -7,
    Qt.Key.Key_Down: 7,
}


def months_across(width: int) -> int:
    """How many months stand side by side."""
    fitting = (count for count in ACROSS if count * (MONTH_WIDTH + GAP) - GAP <= width)
    return next(fitting, 1)


class YearView(QWidget):
    """Paints a year and lets a person choose a day, by mouse or by the arrow keys."""

    chosen = Signal(object)
    """The datetime.date that is chosen now."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("year-view")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.days: dict[date, DayPlan] = {}
        self.year = 1
        self.day: date | None = None

    def show_year(self, plan: YearPlan) -> None:
        """Shows another year, or the same one after a change."""
        self.year = plan.year
        self.days = {day.day: day for day in plan.days}
        if self.day is not None and self.day not in self.days:
            self.day = None
        self._name()
        self.update()

    def choose(self, day: date) -> None:
        """Makes a day of the shown year the chosen one."""
        if day in self.days:
            self.day = day
            self._name()
            self.update()
            self.chosen.emit(day)

    def _name(self) -> None:
        said = self.days[self.day].title if self.day in self.days else "按方向键选一天"
        self.setAccessibleName(f"{self.year}年工作日历：{said}")

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """The height of all months at this width."""
        lines = -(-12 // months_across(width))
        return lines * (MONTH_HEIGHT + GAP) - GAP

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as its width asks for."""
        width = self.width() or 6 * (MONTH_WIDTH + GAP)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One month at least."""
        return QSize(MONTH_WIDTH, MONTH_HEIGHT)

    def month_at(self, month: int) -> QPointF:
        """Where a month (1 to 12) begins."""
        line, column = divmod(month - 1, months_across(self.width()))
        return QPointF(column * (MONTH_WIDTH + GAP), line * (MONTH_HEIGHT + GAP))

    def cell_of(self, day: date) -> QRectF:
        """The field of a day."""
        corner = self.month_at(day.month)
        place = day.day - 1 + day.replace(day=1).weekday()
        line, column = divmod(place, 7)
        return QRectF(
            corner.x() + column * CELL_WIDTH,
            corner.y() + TITLE_HEIGHT + (line + 1) * CELL_HEIGHT,
            CELL_WIDTH,
            CELL_HEIGHT,
        )

    def day_at(self, point: QPointF) -> date | None:
        """The day under a point."""
        return next((day for day in self.days if self.cell_of(day).contains(point)), None)

    # -- painting ------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Twelve months."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for month in range(1, 13):
            self._paint_head(painter, month)
        for plan in self.days.values():
            self._paint_day(painter, plan)
        painter.end()

    def _font(self, pixels: int, *, bold: bool = False) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(pixels)
        font.setBold(bold)
        return font

    def _paint_head(self, painter: QPainter, month: int) -> None:
        corner = self.month_at(month)
        painter.setFont(self._font(FONT_SMALL, bold=True))
        painter.setPen(QColor(INK))
        title = QRectF(corner.x(), corner.y(), MONTH_WIDTH, TITLE_HEIGHT)
        painter.drawText(title, Qt.AlignmentFlag.AlignCenter, f"{month}月")
        painter.setFont(self._font(FONT_SMALL - 1))
        painter.setPen(QColor(INK_FAINT))
        for column, name in enumerate(WEEKDAY_NAMES):
            cell = QRectF(
                corner.x() + column * CELL_WIDTH,
                corner.y() + TITLE_HEIGHT,
                CELL_WIDTH,
                CELL_HEIGHT,
            )
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, name)

    def _paint_day(self, painter: QPainter, plan: DayPlan) -> None:
        cell = self.cell_of(plan.day).adjusted(1, 1, -1, -1)
        ink, ground = colours(plan)
        if ground != PAPER:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ground))
            painter.drawRoundedRect(cell, 4, 4)
        frame = ACCENT if plan.own else ""
        if plan.day == self.day:
            frame = FOCUS if self.hasFocus() else INK_FAINT
        if frame:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(frame), 2 if plan.day == self.day else 1))
            painter.drawRoundedRect(cell, 4, 4)
        painter.setPen(QColor(ink))
        painter.setFont(self._font(FONT_SMALL - 1))
        mark = plan.mark
        number = cell.adjusted(0, 0, -MARK_PIXELS, 0) if mark else cell
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, str(plan.day.day))
        if mark:
            painter.setFont(self._font(MARK_PIXELS))
            corner = cell.adjusted(0, 0, -1, 0)
            painter.drawText(corner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, mark)

    # -- hands ---------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Chooses the day under the mouse."""
        day = self.day_at(event.position())
        if day is not None:
            self.choose(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Moves the choice by a day or a week."""
        step = STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        start = self.day or date(self.year, 1, 1) - timedelta(days=step)
        self.choose(start + timedelta(days=step))


def colours(plan: DayPlan) -> tuple[str, str]:
    """Ink and ground of a day; what it is, its mark says as well."""
    if not plan.arranged and not plan.own:
        return (INK, PAPER) if plan.worked else (INK_FAINT, PAPER)
    if plan.own and not plan.arranged:
        return (ACCENT, ACCENT_SOFT)
    return (WARNING, WARNING_SOFT) if plan.worked else (DANGER, DANGER_SOFT)


def legend(days: Sequence[DayPlan]) -> str:
    """How many days of the year are worked and free, and what the marks mean."""
    worked = sum(day.worked for day in days)
    return (
        f"全年 {worked} 个工作日、{len(days) - worked} 个休息日。"
        "“休”是放假，“班”是调休上班，带框的是本局另定的。"
    )
