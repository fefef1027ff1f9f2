"""The papers of a batch: a tick each, how many pages, how far it is or what went wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from ui import tokens
from ui.paper.batch_making import PaperJob
from ui.paper.making import Made

TITLE, PAGES, STATE = range(3)
PAGES_WIDTH, STATE_WIDTH = 72, 280


class BatchList(QTreeWidget):
    """Rows in the order in which the papers are printed."""

    ticked = Signal()
    wanted = Signal(int)
    """A row is to be looked at."""

    def __init__(self, jobs: tuple[PaperJob, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("batch-list")
        self.setAccessibleName("材料")
        self.setHeaderLabels(["材料", "页数", "情况"])
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._made: dict[int, Made] = {}
        for job in jobs:
            item = QTreeWidgetItem([job.title, "", "等待生成"])
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(TITLE, Qt.CheckState.Checked)
            item.setToolTip(TITLE, f"{job.title}\n双击预览")
            item.setTextAlignment(
                PAGES, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            )
            self.addTopLevelItem(item)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        for column, width in ((PAGES, PAGES_WIDTH), (STATE, STATE_WIDTH)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(column, width)
        if jobs:
            self.setCurrentItem(self._row(0))
        self.itemChanged.connect(self._changed)
        self.itemActivated.connect(lambda item: self.wanted.emit(self.indexOfTopLevelItem(item)))

    def _changed(self, _item: QTreeWidgetItem, column: int) -> None:
        if column == TITLE:
            self.ticked.emit()

    def _row(self, row: int) -> QTreeWidgetItem:
        item = self.topLevelItem(row)
        assert item is not None
        return item

    def say(self, row: int, text: str) -> None:
        """How far a paper is."""
        self._row(row).setText(STATE, text)
        self._row(row).setToolTip(STATE, text)
        self._row(row).setForeground(STATE, QBrush(QColor(tokens.INK_SOFT)))

    def refuse(self, row: int, sentence: str) -> None:
        """Why a paper wasn't made or saved."""
        self.say(row, sentence)
        self._row(row).setForeground(STATE, QBrush(QColor(tokens.DANGER)))

    def take(self, row: int, made: Made) -> None:
        """A paper is ready."""
        self._made[row] = made
        self._row(row).setText(PAGES, str(made.pages))
        missing = f"已生成；没有字体能显示 {'、'.join(made.missing)}"
        self.say(row, missing if made.missing else "已生成")

    def chosen(self) -> tuple[int, ...]:
        """The rows with a tick."""
        return tuple(
            row
            for row in range(self.topLevelItemCount())
            if self._row(row).checkState(TITLE) is Qt.CheckState.Checked
        )

    def ready(self) -> list[tuple[int, Made]]:
        """The ticked papers that are made."""
        return [(row, self._made[row]) for row in self.chosen() if row in self._made]

    def missing(self) -> tuple[int, ...]:
        """The rows that aren't made."""
        return tuple(row for row in range(self.topLevelItemCount()) if row not in self._made)
