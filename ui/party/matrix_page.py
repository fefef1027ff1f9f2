"""三会一课: which meetings of a year were held, are lacking or still due, branch by branch; what to look to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from bureau.calendar.periods import MONTH_END, Kind, Period
from bureau.desk import Desk
from bureau.party.figures import PartyFigures, party_figures
from bureau.party.ledgers import MEETINGS
from bureau.party.matrix import LEGEND, Line, lines_of
from bureau.party.reminders import Reminder, reminders
from ui.context import Context
from ui.month.figures_page import FiguresPage
from ui.month.period_page import titled_card
from ui.party.matrix_grid import MatrixGrid, cell_at, grid_of

SIDE_WIDTH = 260
NOTHING = "还没有登记党支部。请先在“支部党员”里登记（或导入）党支部，再导入组织生活记录。"
PAPERS = (("party-matrix", "组织生活频次落实情况"), ("party-branch-year", "支部年度工作报告"))
BEHIND = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Read:
    """A year's meetings and what to look to."""

    of: PartyFigures
    lines: tuple[Line, ...]
    reminders: tuple[Reminder, ...]


def read(desk: Desk, period: Period) -> Read:
    """Everything in one picture of the books."""
    today = desk.today()
    with desk.store.snapshot() as conn:
        of = party_figures(conn, desk.store.names(conn), period, today)
        return Read(of, lines_of(of.requirements), reminders(conn, of, today))


class PartyMatrixPage(FiguresPage):
    """The matrix; a double click opens the meetings of a cell, Insert notes one that is lacking."""

    narrow = 1160
    shown: Read | None

    def __init__(
        self, context: Context, _layouts: object = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, "三会一课", MONTH_END, (Kind.YEAR,), parent)
        self.add = self.button("matrix-add", "登记一次", self.note_meeting)
        self.add.setToolTip("登记所选格里的组织生活，支部、类型、日期已经填好（Insert）")
        self.top.addWidget(self.add)
        self.papers_menu("matrix-print", PAPERS)
        self.grid = MatrixGrid(self)
        self.grid.wanted.connect(self.wanted)
        self.grid.inserting.connect(self.note_meeting)
        self.grid.selectionModel().currentChanged.connect(lambda *_: self._offer())
        self.legend = self.faint(f"{LEGEND.replace('√', '✓')}双击看这一格的会，Insert 登记。")
        self.list = QListWidget(self)
        self.list.setObjectName("party-reminders")
        self.list.setAccessibleName("要留意的")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.itemActivated.connect(self._follow)
        body = self.scrolled()
        self.card = titled_card("频次落实", self.grid, self.legend, parent=self)
        self.side = titled_card("要留意的", self.list, parent=self)
        body.addLayout(self.beside((self.card, 1), (self.side, 0)))
        body.addStretch(1)
        self.setFocusProxy(self.grid)

    def read(self, desk: Desk, period: Period) -> Read:
        """Everything in one picture of the books."""
        return read(desk, period)

    def take(self, found: object) -> None:
        """The matrix and the list."""
        assert isinstance(found, Read)
        if not found.lines:
            self.notice.show_notice(NOTHING, "active")
        self.card.setVisible(bool(found.lines))
        self.grid.show_matrix(grid_of(found.lines, found.of), found.lines)
        self.list.clear()
        for one in found.reminders:
            item = QListWidgetItem(f"{'! ' if one.urgent else ''}{one.words}")
            item.setData(BEHIND, one)
            item.setToolTip("双击登记（回车）" if one.template else "双击查看（回车）")
            self.list.addItem(item)
        self.side.setVisible(bool(found.reminders))
        required = sum(line.required for line in found.lines)
        held = sum(line.held for line in found.lines)
        urgent = sum(one.urgent for one in found.reminders)
        said = (
            [f"到期应开 {required} 次，已开 {held} 次，欠 {required - held} 次"] if required else []
        )
        said += [f"{urgent} 项快到期"] if urgent else []
        self.note.setText("；".join(said))
        self._offer()

    def note_meeting(self) -> None:
        """The form of a meeting for the cell that is chosen."""
        template = self._template()
        if template is not None and self.context.writable:
            self.context.news.wanted.emit(MEETINGS.name, template)

    def print_page(self) -> None:
        """Ctrl+P: the matrix."""
        self.show_kind(*PAPERS[0])

    def _template(self) -> Mapping[str, object] | None:
        found = cell_at(self.grid, self.shown.lines) if self.shown is not None else None
        return self.grid.template(found, self.context.desk.today()) if found else None

    def _offer(self) -> None:
        self.add.setEnabled(self.context.writable and self._template() is not None)

    def _follow(self, item: QListWidgetItem) -> None:
        one = item.data(BEHIND)
        if one.template is not None:
            self.context.news.wanted.emit(one.ledger, one.template)
        elif one.where is not None:
            self.context.news.wanted_list.emit(one.ledger, one.where)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Beside each other only where all twelve months have room."""
        super().resizeEvent(event)
        narrow = event.size().width() < self.narrow
        self.grid.show_sums(not narrow)
        self.list.setMinimumHeight(160 if narrow else 400)
        self.side.setMaximumWidth(16_777_215 if narrow else SIDE_WIDTH)
        self.side.setMinimumWidth(0 if narrow else SIDE_WIDTH)
