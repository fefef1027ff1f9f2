"""The buttons above a ledger: search, period, saved filters, import, export, print, new."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from bureau.calendar.periods import DAY, MONTH_END, Month, Period, month_holding
from bureau.desk import Desk
from bureau.ledger.declaration import Ledger
from bureau.settings.reading import month_end_day
from ui import tokens
from ui.ledger.acts import BY_NAME, act_away_from_cells, key_words
from ui.ledger.inputs.line import LineEntry

ALL_TIME = "全部时间"
MONTHS_BACK = 13
SEARCH_LEAST = 150
Calendar = Callable[[], tuple[date, int]]
"""Today, and the day on which the bureau's statistical month ends."""


def calendar_of(desk: Desk) -> tuple[date, int]:
    """Today and the end of the statistical month, as they are when the menu opens."""
    today = desk.today()
    with desk.store.snapshot() as conn:
        return today, month_end_day(conn, today)


def spans(today: date, month_end_day: int = MONTH_END) -> Iterator[tuple[str, Period] | None]:
    """Periods that a clerk asks for, None for a line between them; months are the bureau's own."""
    monday = today - timedelta(days=today.weekday())
    yield "今天", Period(today, today)
    yield "昨天", Period(today - DAY, today - DAY)
    yield "本周", Period(monday, monday + 6 * DAY)
    yield "上周", Period(monday - 7 * DAY, monday - DAY)
    yield None
    # The month that today counts in: after the 25th it may be the next one.
    now = month_holding(today, month_end_day).begins or Month(today.year, today.month)
    yield "本季度", Period.quarter(now.year, (now.number + 2) // 3, month_end_day)
    yield "今年", Period.year(now.year, month_end_day)
    yield "去年", Period.year(now.year - 1, month_end_day)
    yield None
    for back in range(MONTHS_BACK):
        month = Period.months_long(now.plus(-back), 1, month_end_day)
        yield month.title, month


def days_of(period: Period) -> str:
    """First and last day, where a menu line's words alone would be taken for the calendar's."""
    if period.month_end_day == MONTH_END or period.begins is None:
        return ""
    first, last = period.first, period.last
    year = "" if first.year == last.year else f"{first.year}."
    return f"{year}{first.month}.{first.day}—{last.month}.{last.day}"


class LedgerTools(QWidget):
    """Placed by the window in the row of the page names, else by the page itself."""

    searched = Signal(str)
    search_left = Signal()
    period_chosen = Signal(str, object, object)
    """Words, first and last day; None and None for all time."""
    act_wanted = Signal(str)

    def __init__(
        self,
        ledger: Ledger,
        calendar: Calendar,
        *,
        writable: bool,
        handled: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("ledger-tools")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.GRID)
        self.search = LineEntry(self)
        self.search.setObjectName("table-search")
        self.search.setProperty("role", "search")
        self.search.setAccessibleName(f"在{ledger.title}里查找")
        self.search.setPlaceholderText("在本表查找  Ctrl+F")
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(SEARCH_LEAST)
        self.search.setMaximumWidth(220)
        self.search.textChanged.connect(self._on_searched)
        self.search.entered.connect(self.search_left)
        self.search.escaped.connect(self._on_escaped)
        row.addWidget(self.search, 4)
        self.period = QPushButton(f"{ALL_TIME} ▾")
        self.period.setAccessibleName("时间范围")
        self._calendar = calendar
        menu = QMenu(self.period)
        menu.aboutToShow.connect(self._fill_periods)
        self.period.clicked.connect(lambda: self._drop(self.period, menu))
        self.period_menu = menu
        row.addWidget(self.period)
        # Hidden or shown only where it lies in the bar: before, it would be a window of its own.
        self.period.setVisible(bool(ledger.date))
        self.saved = QPushButton("筛选方案 ▾")
        self.saved_menu = QMenu(self.saved)
        self.saved.clicked.connect(lambda: self._drop(self.saved, self.saved_menu))
        row.addWidget(self.saved)
        row.addStretch(1)
        self.bringing = self._button("导入", "import")
        self.bringing.setObjectName("import-button")
        self.bringing.setEnabled(writable)
        self.export = self._button("导出", "export")
        self.export.setObjectName("export-button")
        row.addWidget(self.bringing)
        row.addWidget(self.export)
        self.print = self._button("打印", "print_page")
        row.addWidget(self.print)
        self.more = QPushButton("更多 ▾")
        self.more_menu = QMenu(self.more)
        self.more.clicked.connect(lambda: self._drop(self.more, self.more_menu))
        row.addWidget(self.more)
        self.handle = QPushButton(f"{handled} ▾")
        self.handle.setObjectName("handle-button")
        self.handle.setToolTip(key_words(BY_NAME["handle"].keys[0]))
        self.handle_menu = QMenu(self.handle)
        self.handle.clicked.connect(lambda: self._drop(self.handle, self.handle_menu))
        row.addWidget(self.handle)
        self.handle.setVisible(bool(handled))
        self.new = self._button("＋ 新增", "new")
        self.new.setObjectName("new-button")
        self.new.setProperty("role", "main")
        self.new.setEnabled(writable)
        row.addWidget(self.new)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Where there is no room for all, 打印 and then 导出 are found under 更多."""
        super().resizeEvent(event)
        shown = (self.period, self.saved, self.bringing, self.more, self.handle, self.new)
        needed = SEARCH_LEAST + sum(self._wide(one) for one in shown if not one.isHidden())
        for button in (self.export, self.print):
            needed += self._wide(button)
            button.setVisible(needed <= event.size().width())

    def _wide(self, button: QPushButton) -> int:
        return button.sizeHint().width() + tokens.GRID

    def _button(self, words: str, act: str) -> QPushButton:
        button = QPushButton(words)
        button.setToolTip(key_words(BY_NAME[act].keys[0]))
        button.clicked.connect(lambda: self.act_wanted.emit(act))
        return button

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """The page's keys hold here too, though its parent may be the window's row of page names."""
        act = act_away_from_cells(event)
        if self.search.composing:
            event.accept()
        elif act is not None:
            event.accept()
            self.act_wanted.emit(act.name)
        elif event.key() == Qt.Key.Key_Escape:
            event.accept()
            self.search_left.emit()
        else:
            super().keyPressEvent(event)

    def _drop(self, button: QPushButton, menu: QMenu) -> None:
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _on_searched(self, words: str) -> None:
        # textChanged, so that the clear button counts; composed text isn't in it yet.
        if not self.search.composing:
            self.searched.emit(words)

    def _on_escaped(self) -> None:
        self.search.clear()
        self.search_left.emit()

    def _fill_periods(self) -> None:
        self.period_menu.clear()
        self.period_menu.addAction(ALL_TIME, lambda: self.period_chosen.emit(ALL_TIME, None, None))
        self.period_menu.addSeparator()
        for span in spans(*self._calendar()):
            if span is None:
                self.period_menu.addSeparator()
                continue
            words, period = span
            days = days_of(period)
            self.period_menu.addAction(
                f"{words}\t{days}" if days else words,
                lambda words=words, period=period: self.period_chosen.emit(
                    words, period.first, period.last
                ),
            )

    def show_period(self, words: str) -> None:
        """The period in force."""
        self.period.setText(f"{words or ALL_TIME} ▾")
