"""工作台: what today asks of this user, the month in two charts, how far it is closed, the last copy."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from bureau.access.rights import VIEW
from ui.context import Context
from ui.paper.charts import ChartView
from ui.paper.showing import show_paper
from ui.seen_page import SeenPage
from ui.today.counts import CountRow
from ui.today.first_steps import FirstSteps
from ui.today.lists import Lists
from ui.today.side import BackupCard, MonthCard
from ui.today.words import ENTRIES, about_day, greeting

if TYPE_CHECKING:
    from bureau.layouts import Layouts
    from bureau.month.today import Today
    from bureau.month.today_month import CheckStep
    from bureau.workflow.waiting import Waiting

SIDE_WIDTH: Final = 400
NARROW: Final = 1000
"""Pixels: lists and charts beside each other need so much."""
MINE, ALL = "mine", "all"
CHOICE: Final = "today-whose"
READING: Final = "正在读取…"
DRAFTS: Final = "drafts"


class TodayPage(SeenPage):
    """Painted at once with empty numbers; they come from the lane of reading."""

    def __init__(
        self, context: Context, layouts: Layouts | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, "工作台", parent)
        self.layouts = layouts
        self.today: Today | None = None
        self._mine = layouts is None or layouts.choice(CHOICE) != ALL
        self.day = label("display", "工作台", self)
        self.about = label("soft", READING, self)
        self.sample = label("mark", "示例县：虚构的数据，可以随意试", self)
        self.sample.hide()
        self.whose = {
            MINE: self._button("whose-mine", "本单位", lambda: self.choose(mine=True), "page"),
            ALL: self._button("whose-all", "全部", lambda: self.choose(mine=False), "page"),
        }
        for button in self.whose.values():
            button.setCheckable(True)
            button.hide()
        self.who = self._button("whose-unknown", "只看本单位…", lambda: self.go("person"), "page")
        self.who.setToolTip("先在“系统 → 使用人”里写姓名、选股室队所")
        self.who.hide()
        self.entries = {
            one.name: self._button(f"enter-{one.name}", one.title, partial(self.enter, one.ledger))
            for one in ENTRIES
        }
        for one in ENTRIES:
            self.entries[one.name].setToolTip(one.hint)
            self.entries[one.name].setEnabled(context.writable)
            if not context.desk.may(VIEW, context.desk.store.ledgers[one.ledger].department):
                self.entries[one.name].hide()
        self.entries["case"].setProperty("role", "main")
        self.handover = self._button("print-handover", "值班交接单…", self.print_page)
        self.handover.setToolTip("一张 A4：到期、超期、新反弹、待复查和紧急维修（Ctrl+P）")
        self.counts = CountRow(self)
        self.first = FirstSteps(
            {
                "recorded": self.import_cases,
                "registered": lambda: self.go("units"),
                "named": lambda: self.go("bureau"),
            },
            self,
        )
        self.lists = Lists(self)
        self.month = MonthCard(self)
        self.charts = (ChartView(context, self), ChartView(context, self))
        self.backup = BackupCard(str(context.desk.store.folder.backups), context.holds_folder, self)
        self.counts.wanted.connect(self.open)
        self.lists.wanted.connect(self.open)
        self.month.wanted.connect(self.go_on)
        self.backup.wanted.connect(context.news.wanted_backup)
        context.news.backed_up.connect(lambda _at: self.refresh())
        self._arrange()
        # Who turns to the page has its numbers under the keys.
        self.setFocusProxy(self.counts.counts[0])

    # -- how it is built -----------------------------------------------------------------------

    def _button(
        self, name: str, title: str, act: Callable[[], object], role: str = ""
    ) -> QPushButton:
        made = QPushButton(title, self)
        made.setObjectName(name)
        if role:
            made.setProperty("role", role)
        made.clicked.connect(lambda: act())
        return made

    def _arrange(self) -> None:
        words = QHBoxLayout()
        words.setSpacing(12)
        for one in (self.day, self.about, self.sample):
            words.addWidget(one, 0, Qt.AlignmentFlag.AlignVCenter)
        words.addStretch(1)
        acts = QHBoxLayout()
        acts.setSpacing(4)
        for button in (*self.whose.values(), self.who, *self.entries.values(), self.handover):
            acts.addWidget(button)
        acts.setSpacing(8)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.addLayout(words, 1)
        self._top.addLayout(acts)
        self._charts = [framed(chart, self) for chart in self.charts]
        side = QVBoxLayout()
        side.setSpacing(12)
        for part in (self.month, self.backup, *self._charts):
            side.addWidget(part)
        side.addStretch(1)
        self._side = QWidget(self)
        self._side.setLayout(side)
        side.setContentsMargins(0, 0, 0, 0)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._both.setSpacing(12)
        self._both.addWidget(self.lists, 1)
        self._both.addWidget(self._side)
        inner = QWidget(self)
        inner.setObjectName("ground")
        column = QVBoxLayout(inner)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(12)
        column.addLayout(self._top)
        column.addWidget(self.counts)
        column.addWidget(self.first)
        column.addLayout(self._both, 1)
        area = QScrollArea(self)
        area.setAccessibleName("工作台")
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.notice)
        whole.addWidget(area)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Below each other where they have no room beside each other."""
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        wide = event.size().width()
        narrow = wide < NARROW
        for pair in (self._top, self._both):
            pair.setDirection(way.TopToBottom if narrow else way.LeftToRight)
        self._side.setMinimumWidth(0 if narrow else SIDE_WIDTH)
        self._side.setMaximumWidth(wide if narrow else SIDE_WIDTH)

    # -- reading -------------------------------------------------------------------------------

    def wish(self) -> Callable[[], object]:
        """Today, of the user's own unit or of all."""
        desk, mine = self.context.desk, self._mine

        def read() -> object:
            # What reads the books of all departments is loaded where nobody waits for it.
            from bureau.month.today import read_today
            from bureau.month.today_charts import days_chart, trend

            found = read_today(desk, mine=mine)
            return found, (days_chart(found.flow), trend(found.flow))

        return read

    def take(self, found: object) -> None:
        """Every number in its place."""
        assert isinstance(found, tuple)
        today, charts = found
        self.today = today
        self.day.setText(greeting(today.day))
        self.about.setText(about_day(today.day))
        self.sample.setVisible(today.sample)
        self._show_whose(today)
        for count in self.counts.counts:
            count.show_waiting(today.matters[count.big.key])
        self.first.show_begun(today.begun)
        self.lists.show_parts(today.parts, quiet=today.is_new)
        self.month.setVisible(not today.is_new)
        self.month.show_month(today.month)
        for chart, view, frame in zip(charts, self.charts, self._charts, strict=True):
            frame.setVisible(chart is not None)
            view.show_chart(chart)
        self.backup.show_backup(today.backup, today.second, today.day.now)

    def _show_whose(self, today: Today) -> None:
        for button in self.whose.values():
            button.setVisible(today.unit is not None)
        self.who.setVisible(today.unit is None and today.begun.registered)
        if today.unit is not None:
            self.whose[MINE].setText(today.unit[1])
        self.whose[MINE].setChecked(today.mine)
        self.whose[ALL].setChecked(not today.mine)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Whoever comes back sees the day as it is by then."""
        super().hideEvent(event)
        self._stale = True

    # -- acts ----------------------------------------------------------------------------------

    def choose(self, *, mine: bool) -> None:
        """The lists of the own unit or of all; it stays chosen."""
        self._mine = mine
        if self.layouts is not None:
            self.layouts.choose(CHOICE, MINE if mine else ALL)
        self.refresh()

    def open(self, waiting: Waiting) -> None:
        """The records that a number counts, or the page that shows them."""
        if waiting.where is not None:
            self.context.news.wanted_list.emit(waiting.ledger, waiting.where)
        elif waiting.page == DRAFTS:
            self._offer_drafts()
        else:
            self.go(waiting.page)

    def go_on(self, step: CheckStep) -> None:
        """Where a line of the check list is gone on with."""
        if step.where is not None:
            self.context.news.wanted_list.emit(step.ledger, step.where)
        else:
            self.go(step.page)

    def go(self, page: str) -> None:
        """Another page."""
        self.context.news.wanted_page.emit(page)

    def enter(self, ledger: str) -> None:
        """The form of a new record, in the page of its ledger."""
        if self.context.writable:
            self.context.news.wanted.emit(ledger, {})

    def import_cases(self) -> None:
        """The way that a bureau's own Excel comes in."""
        from bureau.office import ledger_named
        from ui.exchange.import_dialog import ImportDialog

        dialog = ImportDialog(self.context, ledger_named(ENTRIES[0].ledger), parent=self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _offer_drafts(self) -> None:
        from ui.unsaved import offer_unsaved
        from ui.window import MainWindow

        window = self.window()
        if isinstance(window, MainWindow):
            offer_unsaved(window, self.context)

    def print_page(self) -> None:
        """Ctrl+P: 值班交接单 as of now."""
        from bureau.month.handover import handover

        desk = self.context.desk
        name = f"值班交接单-{desk.now():%Y%m%d}"
        show_paper(self.context, self, name, lambda: handover(desk))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """A digit opens the number at its place, F2 the form of a case; arrows go from line to line."""
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        text = event.text()
        if plain and event.key() == Qt.Key.Key_F2:
            self.enter(ENTRIES[0].ledger)
        elif plain and len(text) == 1 and text in "123456":
            self.counts.open(int(text))
        else:
            super().keyPressEvent(event)


def label(role: str, text: str, parent: QWidget) -> QLabel:
    """A text in one of the program's roles."""
    made = QLabel(text, parent)
    made.setProperty("role", role)
    return made


def framed(chart: ChartView, parent: QWidget) -> QFrame:
    """A chart on a card, unseen until there is one."""
    frame = QFrame(parent)
    frame.setObjectName("card")
    inside = QVBoxLayout(frame)
    inside.setContentsMargins(12, 8, 12, 8)
    inside.addWidget(chart)
    frame.hide()
    return frame
