"""Choosing a period: month, quarter, half-year, year, 1—5月, week, day, any days; a step on or back."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from bureau.calendar.periods import (
    DAY,
    Kind,
    Month,
    Period,
    day_named,
    month_holding,
    parse_span,
    usual_month,
)
from bureau.errors import UserError
from ui.tokens import CONTROL_HEIGHT

if TYPE_CHECKING:
    from ui.context import News

KINDS: Final = (
    (Kind.MONTH, "月"),
    (Kind.QUARTER, "季度"),
    (Kind.HALF_YEAR, "半年"),
    (Kind.YEAR, "全年"),
    (Kind.RUN, "1月起累计"),
    (Kind.WEEK, "周"),
    (Kind.DAY, "日"),
    (Kind.SPAN, "起止日期"),
)
BY_DAYS: Final = (Kind.WEEK, Kind.DAY, Kind.SPAN)
EVERY_KIND: Final = tuple(kind for kind, _title in KINDS)
WHOLE_MONTHS: Final = tuple(kind for kind, _title in KINDS if kind not in BY_DAYS)
"""What is judged and paid by the month has no other periods."""
LENGTHS: Final = {Kind.MONTH: 1, Kind.QUARTER: 3, Kind.HALF_YEAR: 6, Kind.YEAR: 12}
PARTS: Final = {
    Kind.MONTH: tuple(f"{number}月" for number in range(1, 13)),
    Kind.QUARTER: ("第一季度", "第二季度", "第三季度", "第四季度"),
    Kind.HALF_YEAR: ("上半年", "下半年"),
    Kind.RUN: tuple(f"1—{number}月" for number in range(2, 13)),
}
SHORTEST_RUN: Final = 2
LONGEST_RUN: Final = 12
YEARS_BACK: Final = 10


def shifted(period: Period, by: int) -> Period:
    """The period of the same kind so many steps later."""
    begins = period.begins
    if begins is None:
        moved = period.days * by * DAY
        return replace(period, first=period.first + moved, last=period.last + moved)
    if is_run(period):
        # 1—2月 to 1—12月 are eleven a year.
        years, place = divmod(period.length - SHORTEST_RUN + by, LONGEST_RUN - SHORTEST_RUN + 1)
        return Period.cumulative(begins.year + years, place + SHORTEST_RUN, period.month_end_day)
    return Period.months_long(
        begins.plus(by * period.length), period.length, period.month_end_day, period.kind
    )


def is_run(period: Period) -> bool:
    """Whether it runs from January on (1—5月)."""
    return period.kind is Kind.RUN and period.begins is not None and period.begins.number == 1


def kind_shown(period: Period) -> Kind:
    """How the bar shows it; from January to June may be a half-year or 1—6月, as it was chosen."""
    return Kind.SPAN if period.kind is Kind.RUN and not is_run(period) else period.kind


def of_kind(
    kind: Kind, period: Period, today: date | None = None, week_starts_on: int = 0
) -> Period:
    """The period of another kind that `period` ends in, or `today` where it still runs."""
    end_day = period.month_end_day
    if kind in (Kind.WEEK, Kind.DAY):
        day = today if today is not None and period.holds(today) else period.last
        return by_day(kind, day, end_day, week_starts_on)
    if kind is Kind.SPAN:
        return Period(period.first, period.last, month_end_day=end_day)
    closing = month_holding(period.last, end_day).begins
    assert closing is not None
    return period_of(kind, closing.year, closing, end_day)


def by_day(kind: Kind, day: date, end_day: int, week_starts_on: int) -> Period:
    """The week that holds a day, or the day itself."""
    if kind is Kind.WEEK:
        return Period.week(day, week_starts_on, end_day)
    return Period.day(day, end_day)


def period_of(kind: Kind, year: int, closing: Month, end_day: int) -> Period:
    """The period of a kind in `year` that holds the month numbered like `closing`."""
    if kind is Kind.RUN:
        return Period.cumulative(year, max(closing.number, SHORTEST_RUN), end_day)
    length = LENGTHS[kind]
    first = (closing.number - 1) // length * length + 1
    return Period.months_long(Month(year, first), length, end_day, kind)


class PeriodBar(QWidget):
    """Shows the chosen period and lets it be changed; `changed` carries a Period."""

    changed = Signal(object)

    def __init__(
        self,
        today: date,
        month_end_day: int,
        parent: QWidget | None = None,
        kinds: Collection[Kind] = EVERY_KIND,
        week_starts_on: int = 0,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("period-bar")
        self.kinds = [(kind, title) for kind, title in KINDS if kind in kinds]
        self._today = today
        self._week_starts_on = week_starts_on
        self._end_day = month_end_day
        self._period = usual_month(today, month_end_day)
        if Kind.MONTH not in kinds:
            self._period = of_kind(self.kinds[0][0], self._period)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.kind = self._box("period-kind", "时段种类", 112)
        for kind, title in self.kinds:
            self.kind.addItem(title, kind)
        self.back = self._arrow("‹", "period-back", "前一期（Alt+←）", -1)
        self.on = self._arrow("›", "period-on", "后一期（Alt+→）", 1)
        self.year = self._box("period-year", "年", 96)
        for year in range(today.year + 1, today.year - YEARS_BACK, -1):
            self.year.addItem(f"{year}年", year)
        self.part = self._box("period-part", "月份", 104)
        self.first = self._day("period-first", "起始日期")
        self.last = self._day("period-last", "截止日期")
        self.between = QLabel("至", self)
        self.week = QLabel(self)
        self.week.setObjectName("period-week")
        self.told = QLabel("", self)
        self.told.setObjectName("period-told")
        self.told.setProperty("role", "danger")
        for widget in (
            self.kind,
            self.back,
            self.year,
            self.part,
            self.first,
            self.between,
            self.last,
            self.week,
            self.on,
            self.told,
        ):
            row.addWidget(widget)
        self.kind.activated.connect(self._choose_kind)
        self.year.activated.connect(self._choose_part)
        self.part.activated.connect(self._choose_part)
        self.kind.setVisible(len(self.kinds) > 1)
        self._show()

    def _box(self, name: str, title: str, width: int) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName(name)
        box.setAccessibleName(title)
        box.setFixedWidth(width)
        box.setMaxVisibleItems(12)
        return box

    def _arrow(self, text: str, name: str, tip: str, by: int) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setToolTip(tip)
        button.setAccessibleName(tip.partition("（")[0])
        button.setFixedSize(CONTROL_HEIGHT, CONTROL_HEIGHT)
        button.setStyleSheet("padding: 0;")
        button.clicked.connect(self._stepper(by))
        key = "Alt+Left" if by < 0 else "Alt+Right"
        shortcut = QShortcut(QKeySequence(key), self.parentWidget() or self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._stepper(by))
        return button

    def _stepper(self, by: int) -> Callable[[], None]:
        return lambda: self.choose(shifted(self._period, by))

    def _day(self, name: str, title: str) -> QLineEdit:
        box = QLineEdit(self)
        box.setObjectName(name)
        box.setAccessibleName(title)
        box.setToolTip("写成 2026-10-08 这样，按回车")
        box.setFixedWidth(120)
        box.returnPressed.connect(self._choose_days)
        return box

    @property
    def period(self) -> Period:
        """What is chosen."""
        return self._period

    def choose(self, period: Period) -> None:
        """Shows a period; `changed` follows when it is another one."""
        before, self._period = self._period, period
        self._show()
        if period != before:
            self.changed.emit(period)

    def go_along(self, news: News) -> None:
        """Shows what the other pages of the month show, and takes them along."""
        self.changed.connect(news.choose_period)
        news.chose_period.connect(self._take)
        if news.period is not None:
            self._take(news.period)

    def _take(self, period: Period) -> None:
        if kind_shown(period) in [kind for kind, _title in self.kinds]:
            self.choose(period)

    def set_month_end(self, day: int) -> None:
        """Statistical months end on another day now."""
        if day != self._end_day:
            self._end_day = day
            kind = self._shown_kind()
            if kind is not Kind.SPAN and self._period.begins is not None:
                closing = self._period.begins.plus(self._period.length - 1)
                self.choose(period_of(kind, closing.year, closing, day))

    def _shown_kind(self) -> Kind:
        return kind_shown(self._period)

    def _show(self) -> None:
        kind = self._shown_kind()
        period = self._period
        with QSignalBlocker(self.kind), QSignalBlocker(self.year), QSignalBlocker(self.part):
            self.kind.setCurrentIndex([one for one, _ in self.kinds].index(kind))
            by_days = kind in BY_DAYS
            self.first.setVisible(by_days)
            for box in (self.between, self.last):
                box.setVisible(kind is Kind.SPAN)
            self.week.setVisible(kind is Kind.WEEK)
            self.week.setText(period.title.partition("年")[2])
            self.year.setVisible(not by_days)
            parts = PARTS.get(kind, ())
            self.part.setVisible(bool(parts))
            if not by_days and period.begins is not None:
                self._show_months(kind, period, period.begins)
        self.first.setText(period.first.isoformat())
        self.last.setText(period.last.isoformat())
        self._complain("")

    def _show_months(self, kind: Kind, period: Period, begins: Month) -> None:
        end = begins.plus(period.length - 1)
        if self.year.findData(end.year) < 0:
            self.year.addItem(f"{end.year}年", end.year)
        self.year.setCurrentIndex(self.year.findData(end.year))
        self.part.clear()
        self.part.addItems(list(PARTS.get(kind, ())))
        if kind is Kind.RUN:
            self.part.setCurrentText(f"1—{end.number}月")
        elif kind is not Kind.YEAR:
            self.part.setCurrentIndex((begins.number - 1) // LENGTHS[kind])

    def _choose_kind(self) -> None:
        kind = self.kind.currentData()
        self.choose(of_kind(kind, self._period, self._today, self._week_starts_on))

    def _choose_part(self) -> None:
        kind = self._shown_kind()
        number = max(self.part.currentIndex(), 0)
        closing = number + SHORTEST_RUN if kind is Kind.RUN else number * LENGTHS[kind] + 1
        year = self.year.currentData()
        self.choose(period_of(kind, year, Month(year, closing), self._end_day))

    def _choose_days(self) -> None:
        kind = self._shown_kind()
        try:
            if kind is Kind.SPAN:
                chosen = parse_span(self.first.text(), self.last.text(), self._end_day)
            else:
                day = day_named(self.first.text())
                if day is None:
                    raise UserError(f"“{self.first.text()}”不是日期，请写成 2026-10-08 这样")
                chosen = by_day(kind, day, self._end_day, self._week_starts_on)
        except UserError as error:
            self._complain(error.sentence)
            return
        self.choose(chosen)

    def _complain(self, sentence: str) -> None:
        self.told.setText(sentence)
        self.told.setVisible(bool(sentence))
        for box in (self.first, self.last):
            box.setProperty("fault", "true" if sentence else "false")
            box.style().polish(box)
