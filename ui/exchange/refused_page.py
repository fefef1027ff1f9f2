"""A file that can't be read as this ledger: why, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bureau.ledger.declaration import Ledger
from ui.exchange.look import button, label, tight
from ui.exchange.match_panel import MatchPanel
from ui.tokens import GRID

WIDTH, TALLEST = 640, 460


class RefusedPage(QWidget):
    """The sentence, the ledger that fits better, another file, columns that are named by hand."""

    another_wanted = Signal()
    next_wanted = Signal()
    ledger_wanted = Signal(object)
    back_wanted = Signal()
    left = Signal()
    field_wanted = Signal(str)
    """A heading whose field is to be said by hand."""
    reading_wanted = Signal()
    """The columns are named: the file is to be read so."""
    month_wanted = Signal()
    """The month that the file is of is to be said by hand."""

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
        column.addWidget(self._columns(), 40)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addStretch(1)
        self.switch = button("", "switch-ledger", "main")
        self.switch.clicked.connect(lambda _checked=False: self.ledger_wanted.emit(self.better))
        self.read = button("按上面的对应读取", "read-so", "main")
        self.read.clicked.connect(lambda _checked=False: self.reading_wanted.emit())
        self.back = button("恢复原来的对应", "restore")
        self.back.clicked.connect(lambda _checked=False: self.back_wanted.emit())
        self.month = button("选定月份…", "choose-month", "main")
        self.month.clicked.connect(lambda _checked=False: self.month_wanted.emit())
        self.another = button("换一个文件…", "another-file")
        self.another.clicked.connect(lambda _checked=False: self.another_wanted.emit())
        self.next = button("", "next-file")
        self.next.clicked.connect(lambda _checked=False: self.next_wanted.emit())
        leave = button("取消", "cancel")
        leave.clicked.connect(lambda _checked=False: self.left.emit())
        for one in (
            *(self.switch, self.month, self.read, self.back, self.next, self.another, leave),
        ):
            row.addWidget(one)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(3)

    def _columns(self) -> QWidget:
        self.columns = QWidget()
        self.columns.setMaximumHeight(TALLEST)
        column = QVBoxLayout(self.columns)
        tight(column)
        self.matching = MatchPanel()
        self.matching.setFixedWidth(WIDTH)
        self.matching.wanted.connect(self.field_wanted.emit)
        column.addWidget(self.matching, 1, Qt.AlignmentFlag.AlignHCenter)
        self.lacking = label("", "soft", name="lacking")
        self.lacking.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(GRID)
        column.addWidget(self.lacking)
        return self.columns

    def show_columns(
        self, titles: Mapping[str, str], corrections: Mapping[str, str], lacking: Sequence[str]
    ) -> None:
        """The headings of the file, each of which can be named by hand."""
        shown = bool(titles)
        self.columns.setVisible(shown)
        self.read.setVisible(shown and bool(corrections))
        self.read.setEnabled(not lacking)
        if not shown:
            return
        self.matching.show_columns("这些列各是什么？点一列可以指定", titles, corrections)
        needed = "、".join(f"“{title}”" for title in lacking)
        self.lacking.setText(
            f"还没有哪一列是{needed}。" if lacking else "必填的栏目都有了；以后同样的表头照此读取。"
        )
        if corrections and not lacking:
            self.read.setFocus()

    def show_refusal(
        self,
        sentence: str,
        better: Ledger | None,
        *,
        can_go_back: bool,
        lacks_month: bool = False,
        queue: Sequence[Path] = (),
    ) -> None:
        """Why the file was refused."""
        self.month.setVisible(lacks_month)
        self.sentence.setText(sentence)
        self.better = better
        self.switch.setVisible(better is not None)
        if better is not None:
            self.switch.setText(f"改为导入“{better.title}”")
        self.back.setVisible(can_go_back)
        self.next.setVisible(bool(queue))
        if queue:
            self.next.setText(f"跳过它，导入“{queue[0].name}”")
        wanted = (
            (self.switch, better is not None),
            (self.month, lacks_month),
            (self.back, can_go_back),
        )
        next((one for one, shown in wanted if shown), self.another).setFocus()
