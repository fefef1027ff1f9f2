"""审定数 of a period: what was counted, what was approved and why, and where the count changed since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHeaderView, QTreeWidget, QTreeWidgetItem

from bureau.bulletin.approved import Approval, approved_of
from bureau.bulletin.ledgers.approved import APPROVED
from bureau.calendar.periods import Period
from bureau.desk import Desk
from bureau.layouts import Layouts
from bureau.month.books import open_books
from bureau.month.numbers import numbers_of
from bureau.reports.change import NONE
from bureau.reports.named import Numbers
from ui.bulletin.approved import WITHDRAW, choose_and_approve
from ui.context import Context
from ui.ledger.act_dialog import ActDialog
from ui.month.period_page import PeriodPage
from ui.tokens import DANGER, GRID
from ui.widgets.enter_button import EnterButton

COLUMNS: Final = ("指标", "统计数", "审定数", "审定理由", "审定人", "审定日期", "核对")
WIDTHS: Final = (14, 6, 6, 0, 8, 6, 12)
"""In characters; the reason takes what is left."""
REASON: Final = 3
SAME: Final = "与登记时一致"
RECORD = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Read:
    """A period's approvals beside its figures as they are counted now."""

    approvals: tuple[Approval, ...]
    numbers: Numbers


class ApprovedPage(PeriodPage):
    """登记 on top, what is in force below it; a double click opens the record."""

    def __init__(self, context: Context, _layouts: Layouts | None = None) -> None:
        super().__init__(context, "审定数")
        self.numbers = Numbers()
        self.enter = EnterButton("登记审定数…", self)
        self.enter.setObjectName("approve")
        self.enter.setProperty("role", "main")
        self.enter.setToolTip("Ctrl+N")
        self.enter.clicked.connect(self.approve)
        another = QShortcut(QKeySequence("Ctrl+N"), self)
        another.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        another.activated.connect(self.approve)
        self.withdraw = EnterButton("撤销审定…", self)
        self.withdraw.setObjectName("withdraw-approved")
        self.withdraw.clicked.connect(self.take_back)
        self.top.addWidget(self.withdraw)
        self.top.addWidget(self.enter)
        self.rows = QTreeWidget(self)
        self.rows.setObjectName("approved-rows")
        self.rows.setAccessibleName("这一期的审定数")
        self.rows.setRootIsDecorated(False)
        self.rows.setFrameShape(QFrame.Shape.NoFrame)
        self.rows.setAllColumnsShowFocus(True)
        self.rows.setHeaderLabels(list(COLUMNS))
        letter = self.fontMetrics().horizontalAdvance("国")
        header = self.rows.header()
        header.setStretchLastSection(False)
        for at, width in enumerate(WIDTHS):
            self.rows.setColumnWidth(at, letter * width + GRID * 3)
        header.setSectionResizeMode(REASON, QHeaderView.ResizeMode.Stretch)
        self.rows.itemActivated.connect(self._open)
        self.rows.itemSelectionChanged.connect(self._enable)
        self.whole.addWidget(self.rows, 1)
        self.setFocusProxy(self.rows)
        self._enable()

    def read(self, desk: Desk, period: Period) -> Read:
        """Approvals and figures of the period in one picture."""
        with open_books(desk, period) as books:
            return Read(approved_of(books.conn, period, books.today), numbers_of(books))

    def take(self, found: object) -> None:
        """Shows what was read."""
        assert isinstance(found, Read)
        self.numbers = found.numbers
        self.rows.clear()
        changed = 0
        for one in found.approvals:
            said = standing(one, found.numbers)
            changed += said != SAME
            self.rows.addTopLevelItem(line(one, found.numbers, said))
        count = len(found.approvals)
        self.note.setText(
            f"{self.bar.period.title}有 {count} 个指标按审定数印"
            + (f"，其中 {changed} 个统计数已变，请核对" if changed else "")
            if count
            else "没有审定数，材料都按统计数印；领导另有审定的，点“登记审定数…”"
        )
        self._enable()

    def approve(self) -> None:
        """Chooses a figure of the period and asks what it was approved as."""
        if self.enter.isEnabled():
            choose_and_approve(self.context, self.bar.period, self.numbers, self)

    def take_back(self) -> None:
        """撤销审定 of the chosen one."""
        chosen = self._chosen()
        if chosen is not None:
            dialog = ActDialog(self.context, WITHDRAW, [chosen], parent=self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def _chosen(self) -> int | None:
        found = self.rows.selectedItems()
        return int(found[0].data(0, RECORD)) if found else None

    def _enable(self) -> None:
        writable = self.context.writable
        self.enter.setEnabled(writable and bool(self.numbers))
        self.withdraw.setEnabled(writable and self._chosen() is not None)

    def _open(self, item: QTreeWidgetItem) -> None:
        self.context.news.wanted.emit(APPROVED.name, item.data(0, RECORD))


def standing(one: Approval, numbers: Numbers) -> str:
    """Whether it is still counted as when it was approved."""
    now = numbers.get(one.key)
    if now is None:
        return "现在统计不出这个指标"
    return SAME if now.text == one.computed else f"统计数已变，登记时 {one.computed}"


def line(one: Approval, numbers: Numbers, said: str) -> QTreeWidgetItem:
    """One approval as a line."""
    now = numbers.get(one.key)
    counted = now.text if now is not None else NONE
    texts = (
        *(one.title, f"{counted}{one.unit}", f"{one.words}{one.unit}"),
        *(one.reason, one.approver, one.approved_on, said),
    )
    item = QTreeWidgetItem(list(texts))
    item.setData(0, RECORD, one.record)
    for at, text in enumerate(texts):
        item.setToolTip(at, text)
    if said != SAME:
        item.setForeground(len(texts) - 1, QColor(DANGER))
    return item
