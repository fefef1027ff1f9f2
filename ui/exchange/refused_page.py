"""A file that can't be read as this ledger: why, and what to do next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bureau.ledger.declaration import Ledger
from ui.exchange.look import button, label
from ui.tokens import GRID

WIDTH = 640


class RefusedPage(QWidget):
    """The sentence, the ledger that fits better, another file, the columns as they were."""

    another_wanted = Signal()
    ledger_wanted = Signal(object)
    back_wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.better: Ledger | None = None
        column = QVBoxLayout(self)
        column.setSpacing(GRID * 2)
        column.addStretch(2)
        title = label("这个文件还不能导入", "title")
        title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(title)
        self.sentence = label("", wrap=True, name="refusal")
        self.sentence.setMinimumWidth(WIDTH)
        self.sentence.setMaximumWidth(WIDTH)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.sentence)
        middle.addStretch(1)
        column.addLayout(middle)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addStretch(1)
        self.switch = button("", "switch-ledger", "main")
        self.switch.clicked.connect(lambda _checked=False: self.ledger_wanted.emit(self.better))
        self.back = button("恢复原来的对应", "restore")
        self.back.clicked.connect(lambda _checked=False: self.back_wanted.emit())
        self.another = button("换一个文件…", "another-file")
        self.another.clicked.connect(lambda _checked=False: self.another_wanted.emit())
        leave = button("取消", "cancel")
        leave.clicked.connect(lambda _checked=False: self.left.emit())
        for one in (self.switch, self.back, self.another, leave):
            row.addWidget(one)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(3)

    def show_refusal(self, sentence: str, better: Ledger | None, *, can_go_back: bool) -> None:
        """Why the file was refused."""
        self.sentence.setText(sentence)
        self.better = better
        self.switch.setVisible(better is not None)
        if better is not None:
            self.switch.setText(f"改为导入“{better.title}”")
        self.back.setVisible(can_go_back)
        (
            self.switch if better is not None else self.back if can_go_back else self.another
        ).setFocus()
