"""Work under way: what it is, how far it is, and 取消."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ui.exchange.look import button, label
from ui.tokens import GRID

BAR_WIDTH = 420


class BusyPage(QWidget):
    """A bar that runs until the work is over."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        column = QVBoxLayout(self)
        column.setSpacing(GRID)
        column.addStretch(2)
        self.title = label("", "title", name="busy-title")
        self.place = label("", "soft", name="busy-place")
        for said in (self.title, self.place):
            said.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.title)
        self.bar = QProgressBar()
        self.bar.setObjectName("busy-bar")
        self.bar.setAccessibleName("进度")
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(BAR_WIDTH)
        self.bar.setRange(0, 0)
        column.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.place)
        row = QHBoxLayout()
        row.addStretch(1)
        self.cancel = button("取消", "cancel-work")
        self.cancel.clicked.connect(lambda _checked=False: self.cancelled.emit())
        row.addWidget(self.cancel)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(3)

    def begin(self, title: str, *, can_cancel: bool) -> None:
        """Another piece of work."""
        self.title.setText(title)
        self.place.setText("")
        self.bar.setRange(0, 0)
        self.cancel.setVisible(can_cancel)

    def show_place(self, done: int, of: int = 0, word: str = "已读") -> None:
        """How many rows are done."""
        if of:
            self.bar.setRange(0, of)
            self.bar.setValue(min(done, of))
            self.place.setText(f"{word} {done:,} / {of:,} 行")
        else:
            self.place.setText(f"{word} {done:,} 行")
