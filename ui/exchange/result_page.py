"""What came of an import, with the way back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.exchange.look import button, label
from ui.exchange.mending import Taken, TakenBack
from ui.tokens import GRID
from ui.widgets.bars import NoticeBar

SHOWN = 8


class ResultPage(QWidget):
    """Counts, rows that still wait, 撤销本次导入."""

    undo_wanted = Signal()
    waiting_wanted = Signal()
    another_wanted = Signal()
    finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 4, GRID * 2, GRID * 4, GRID * 2)
        column.setSpacing(GRID)
        self.notice = NoticeBar()
        column.addWidget(self.notice)
        column.addStretch(2)
        self.title = label("", "title", name="result-title")
        self.text = label("", "soft", wrap=True, name="result")
        for said in (self.title, self.text):
            said.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(said)
        column.addSpacing(GRID)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addStretch(1)
        self.done = button("完成", "done", "main")
        self.done.clicked.connect(lambda _checked=False: self.finished.emit())
        self.mend = button("去补这些行", "mend-waiting")
        self.mend.clicked.connect(lambda _checked=False: self.waiting_wanted.emit())
        self.another = button("再导入一个文件", "another")
        self.another.clicked.connect(lambda _checked=False: self.another_wanted.emit())
        self.undo = button("撤销本次导入", "undo-import", "danger")
        self.undo.clicked.connect(lambda _checked=False: self.undo_wanted.emit())
        for one in (self.done, self.mend, self.another, self.undo):
            row.addWidget(one)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(3)

    def show_taken(self, taken: Taken, ledger_title: str, unchanged: int) -> None:
        """Says what was written."""
        confirmed = taken.confirmed
        new = confirmed.written - confirmed.updated + len(taken.mended)
        self.title.setText(
            f"已导入“{ledger_title}”{taken.written:,} 条"
            if taken.written
            else f"没有新的内容写入“{ledger_title}”"
        )
        parts = [f"新增 {new:,} 条"]
        if taken.mended:
            parts[0] += f"（其中就地改正 {len(taken.mended)} 条）"
        if confirmed.updated:
            parts.append(f"更新 {confirmed.updated:,} 条")
        if unchanged:
            parts.append(f"未变 {unchanged:,} 条")
        if taken.waiting:
            parts.append(f"{taken.waiting:,} 条放入待补，可以以后再改")
        lines = ["，".join(parts) + "。", *taken.still_waiting[:SHOWN]]
        self.text.setText("\n".join(lines))
        self.mend.setVisible(bool(taken.waiting))
        self.undo.setVisible(bool(taken.written or confirmed.batch is not None))
        self.done.setFocus()

    def show_taken_back(self, back: TakenBack) -> None:
        """Says what undoing took back, and what it left."""
        self.title.setText("已撤销本次导入")
        kept = f"；{back.kept:,} 条导入以后又被改动或引用，没有撤销" if back.kept else ""
        self.text.setText(f"撤销了 {back.applied:,} 条{kept}。")
        self.undo.hide()
        self.mend.hide()
        self.done.setFocus()
