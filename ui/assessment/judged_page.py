"""The page of a judged month: its month on top, buttons with menus, what is judged below."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLayout,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from bureau.calendar.periods import MONTH_END, Period
from bureau.desk import Desk
from ui import tokens
from ui.assessment.derivation import DerivationTree
from ui.assessment.line_grid import LineGrid
from ui.context import Context
from ui.month.period_bar import PeriodBar
from ui.seen_page import SeenPage
from ui.widgets.bars import NoticeBar


class JudgedPage(SeenPage):
    """Reads the month being judged until a person or something entered says which month it is."""

    grid: LineGrid
    tree: DerivationTree

    def __init__(self, context: Context, title: str, parent: QWidget | None = None) -> None:
        super().__init__(context, title, parent)
        self._chosen = False
        self.bar = PeriodBar(context.desk.today(), MONTH_END, self)
        # Units are judged by calendar months, whatever month the statistics have.
        self.bar.kind.hide()
        self.fault = NoticeBar(self)

    def make_buttons(self) -> None:
        """The next step, all that can be done, papers; made after the lines, so that Tab comes to them."""
        self.next_button = self.button("month-next", "", self.take_next)
        self.next_button.setProperty("role", "main")
        self.handle_button, self.handle_menu = self.dropping("month-handle", "办理 ▾")
        self.handle_menu.aboutToShow.connect(self._fill_handle)
        handling = QShortcut(QKeySequence("F8"), self)
        handling.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        handling.activated.connect(self.handle)
        self.paper_button, self.paper_menu = self.dropping("month-papers", "打印 ▾")

    def follow(self) -> None:
        """Another month, another line, changed books: what is shown follows."""
        self.setFocusProxy(self.grid)
        self.bar.changed.connect(self._choose)
        for figures in (self.grid, self.tree):
            figures.wanted.connect(self.context.news.wanted_list)
        self.grid.selectionModel().currentRowChanged.connect(lambda _now, _was: self._show_line())

    # -- what a page says itself ---------------------------------------------------------------

    def read(self, desk: Desk, chosen: Period | None) -> object:
        """The units of a month judged; of the month being judged while none is chosen."""
        raise NotImplementedError

    def _show_line(self) -> None:
        """Shows how the chosen unit's figures came about."""
        raise NotImplementedError

    def _fill_handle(self) -> None:
        """The lines of the menu of acts."""
        raise NotImplementedError

    def take_next(self) -> None:
        """Begins the month, or opens the step that usually comes next."""
        raise NotImplementedError

    # -- parts ---------------------------------------------------------------------------------

    def lay_out(self, top: QLayout, lines: QWidget, below: QWidget) -> None:
        """The bar of the month, then the card of the units, then what is said of the chosen one."""
        both = QVBoxLayout()
        both.setContentsMargins(16, 4, 16, 12)
        both.setSpacing(tokens.GRID)
        both.addWidget(lines)
        both.addWidget(below, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addWidget(self.notice)
        whole.addLayout(both, 1)

    def card(self, *parts: QWidget) -> QFrame:
        """Parts under each other in a frame."""
        made = QFrame(self)
        made.setObjectName("card")
        column = QVBoxLayout(made)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        for part in parts:
            column.addWidget(part)
        return made

    def button(self, name: str, title: str, act: object) -> QPushButton:
        """A button by its name, text and act."""
        made = QPushButton(title, self)
        made.setObjectName(name)
        made.clicked.connect(act)
        return made

    def dropping(self, name: str, title: str) -> tuple[QPushButton, QMenu]:
        """A button that drops a menu."""
        button = QPushButton(title, self)
        button.setObjectName(name)
        menu = QMenu(button)
        button.clicked.connect(lambda: menu.popup(button.mapToGlobal(button.rect().bottomLeft())))
        return button, menu

    # -- reading -------------------------------------------------------------------------------

    def _choose(self, _period: object) -> None:
        self._chosen = True
        self.refresh()

    def wish(self) -> Callable[[], object]:
        """The month, judged anew."""
        desk, period = self.context.desk, self.bar.period if self._chosen else None
        return lambda: self.read(desk, period)

    def show_period(self, period: Period, *, entered: bool) -> None:
        """The month that was read. An empty one gives way to the first that has anything `entered`."""
        self._chosen = self._chosen or entered
        with QSignalBlocker(self.bar):
            self.bar.choose(period)
        self.notice.hide()

    # -- what is done --------------------------------------------------------------------------

    def show_dialog(self, dialog: QDialog) -> None:
        """Opens a dialog over the page; the keyboard comes back to the lines."""
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(lambda _code: self.grid.setFocus())
        dialog.open()

    def handle(self) -> None:
        """F8 and Enter are enough for the obvious next step."""
        if self.handle_button.isEnabled():
            self.handle_button.click()
            acts = (one for one in self.handle_menu.actions() if not one.isSeparator())
            self.handle_menu.setActiveAction(next(acts))
