"""Choosing what a column of a file is read as: a list to click, narrowed by typing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from bureau.ledger.chinese import matches_initials
from ui.exchange.look import button, label
from ui.exchange.targets import Target
from ui.tokens import GRID

WIDTH, HEIGHT = 380, 460


class FieldChooser(QDialog):
    """A window of its own, not a popup: the input method works in it."""

    chosen = Signal(str)
    """The key of the answer."""

    def __init__(
        self, heading: str, targets: Sequence[Target], now: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("field-chooser")
        self.setWindowTitle("列的对应")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.resize(WIDTH, HEIGHT)
        self.targets = list(targets)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID * 2)
        column.setSpacing(GRID)
        column.addWidget(label(f"“{heading}”这一列读作：", "title"))
        self.search = QLineEdit()
        self.search.setObjectName("search")
        self.search.setAccessibleName("查找栏目")
        self.search.setPlaceholderText("输入名称或拼音首字母查找")
        self.search.textChanged.connect(self._narrow)
        self.search.installEventFilter(self)
        column.addWidget(self.search)
        self.list = QListWidget()
        self.list.setObjectName("fields")
        self.list.setAccessibleName("可选的栏目")
        self.list.itemActivated.connect(self._take)
        self.list.itemClicked.connect(self._take)
        column.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.addWidget(label("* 为必填栏目", "faint"))
        foot.addStretch(1)
        leave = button("取消", "cancel")
        leave.clicked.connect(self.reject)
        foot.addWidget(leave)
        column.addLayout(foot)
        self._narrow("")
        for place, target in enumerate(self.targets):
            if target.key == now:
                self.list.setCurrentRow(place)
        self.search.setFocus()

    def _narrow(self, typed: str) -> None:
        self.list.clear()
        wanted = typed.strip()
        for target in self.targets:
            if not wanted or wanted in target.title or matches_initials(wanted, target.title):
                item = QListWidgetItem(f"{target.title} *" if target.required else target.title)
                item.setData(int(Qt.ItemDataRole.UserRole), target.key)
                self.list.addItem(item)
        if wanted and self.list.count():
            self.list.setCurrentRow(0)

    def _take(self, item: QListWidgetItem) -> None:
        self.chosen.emit(str(item.data(int(Qt.ItemDataRole.UserRole))))
        self.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Up, down and Enter in the search line work the list below it."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            row = self.list.currentRow()
            if event.key() == Qt.Key.Key_Down:
                self.list.setCurrentRow(min(row + 1, self.list.count() - 1))
                return True
            if event.key() == Qt.Key.Key_Up:
                self.list.setCurrentRow(max(row - 1, 0))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                current = self.list.currentItem()
                if current is not None:
                    self._take(current)
                return True
        return super().eventFilter(watched, event)
