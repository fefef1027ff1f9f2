"""The buttons above a ledger: search, period, saved filters, import, export, print, new."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from bureau.calendar.periods import Period
from bureau.ledger.declaration import Ledger
from ui import tokens
from ui.ledger.inputs.line import LineEntry

ALL_TIME = "全部时间"
MONTHS_BACK = 13


def spans(today: date) -> Iterator[tuple[str, date, date] | None]:
    """Periods that a clerk asks for, None for a line between them."""
    monday = today - timedelta(days=today.weekday())
    yield "今天", today, today
    yield "昨天", today - timedelta(days=1), today - timedelta(days=1)
    yield "本周", monday, monday + timedelta(days=6)
    yield "上周", monday - timedelta(days=7), monday - timedelta(days=1)
    yield None
    quarter = Period.quarter(today.year, (today.month + 2) // 3)
    for words, period in (("本季度", quarter), ("今年", Period.year(today.year))):
        yield words, period.first, period.last
    before = Period.year(today.year - 1)
    yield "去年", before.first, before.last
    yield None
    for back in range(MONTHS_BACK):
        index = today.year * 12 + today.month - 1 - back
        month = Period.month(index // 12, index % 12 + 1)
        yield month.title, month.first, month.last


class LedgerTools(QWidget):
    """Placed by the window in the row of the page names, else by the page itself."""

    searched = Signal(str)
    search_left = Signal()
    period_chosen = Signal(str, object, object)
    """Words, first and last day; None and None for all time."""
    act_wanted = Signal(str)
    import_wanted = Signal()
    export_wanted = Signal()

    def __init__(
        self, ledger: Ledger, today: date, *, writable: bool, parent: QWidget | None = None
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
        self.search.setMinimumWidth(180)
        self.search.setMaximumWidth(220)
        self.search.textChanged.connect(self._on_searched)
        self.search.entered.connect(self.search_left)
        self.search.escaped.connect(self._on_escaped)
        row.addWidget(self.search, 4)
        self.period = QPushButton(f"{ALL_TIME} ▾")
        self.period.setAccessibleName("时间范围")
        self.period.setVisible(bool(ledger.date))
        self._today = today
        menu = QMenu(self.period)
        menu.aboutToShow.connect(self._fill_periods)
        self.period.clicked.connect(lambda: self._drop(self.period, menu))
        self.period_menu = menu
        row.addWidget(self.period)
        self.saved = QPushButton("筛选方案 ▾")
        self.saved_menu = QMenu(self.saved)
        self.saved.clicked.connect(lambda: self._drop(self.saved, self.saved_menu))
        row.addWidget(self.saved)
        row.addStretch(1)
        for name, words, signal in (
            ("import", "导入", self.import_wanted),
            ("export", "导出", self.export_wanted),
        ):
            button = QPushButton(words)
            button.setObjectName(f"{name}-button")
            button.clicked.connect(lambda _checked=False, signal=signal: signal.emit())
            button.setEnabled(writable or name == "export")
            row.addWidget(button)
        self.print = self._button("打印", "print_page")
        row.addWidget(self.print)
        self.more = QPushButton("更多 ▾")
        self.more_menu = QMenu(self.more)
        self.more.clicked.connect(lambda: self._drop(self.more, self.more_menu))
        row.addWidget(self.more)
        self.new = self._button("＋ 新增", "new")
        self.new.setObjectName("new-button")
        self.new.setProperty("role", "main")
        self.new.setEnabled(writable)
        row.addWidget(self.new)

    def _button(self, words: str, act: str) -> QPushButton:
        button = QPushButton(words)
        button.clicked.connect(lambda: self.act_wanted.emit(act))
        return button

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
        for span in spans(self._today):
            if span is None:
                self.period_menu.addSeparator()
                continue
            words, first, last = span
            self.period_menu.addAction(
                words,
                lambda words=words, first=first, last=last: self.period_chosen.emit(
                    words, first, last
                ),
            )

    def show_period(self, words: str) -> None:
        """The period in force."""
        self.period.setText(f"{words or ALL_TIME} ▾")
