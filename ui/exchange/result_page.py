"""What came of an import, with the way back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bureau.exchange.mending import Taken
from ui.exchange.look import button, label
from ui.tokens import GRID
from ui.widgets.bars import NoticeBar


class ResultPage(QWidget):
    """Counts, rows that still wait, 撤销本次导入."""

    undo_wanted = Signal()
    waiting_wanted = Signal()
    another_wanted = Signal()
    next_wanted = Signal()
    finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._written: list[str] = []
        self._mended = ""
        self._refused = 0
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
        self.next = button("", "next-file", "main")
        self.next.clicked.connect(lambda _checked=False: self.next_wanted.emit())
        self.next.hide()
        self.mend = button("去补这些行", "mend-waiting")
        self.mend.clicked.connect(lambda _checked=False: self.waiting_wanted.emit())
        self.another = button("再导入一个文件", "another")
        self.another.clicked.connect(lambda _checked=False: self.another_wanted.emit())
        self.undo = button("撤销本次导入", "undo-import", "danger")
        self.undo.clicked.connect(lambda _checked=False: self.undo_wanted.emit())
        for one in (self.next, self.done, self.mend, self.another, self.undo):
            row.addWidget(one)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(3)

    def show_taken(self, taken: Taken, ledger_title: str, queue: Sequence[Path] = ()) -> None:
        """Says what was written, and which file is next."""
        confirmed = taken.confirmed
        refused = len(taken.refused)
        self.title.setText(
            f"已导入“{ledger_title}”{confirmed.written:,} 条"
            if confirmed.written
            else f"没有新的内容写入“{ledger_title}”"
        )
        parts = [f"新增 {confirmed.written - confirmed.updated:,} 条"]
        if confirmed.updated:
            parts.append(f"更新 {confirmed.updated:,} 条")
        if taken.unchanged:
            parts.append(f"未变 {taken.unchanged:,} 条")
        mended = f"（就地改正的 {confirmed.mended:,} 行都在内）" if confirmed.mended else ""
        self._written, self._mended, self._refused = parts, mended, refused
        self.show_waiting(refused)
        self.undo.setVisible(confirmed.batch is not None)
        self._show_next(queue)

    def show_waiting(self, left: int) -> None:
        """How many of the refused rows wait still; some may have been mended or dropped since."""
        parts = [*self._written]
        if self._refused:
            rest = f"还有 {left:,} 条等着补" if left else "都已处理"
            rest = "可以以后再改" if left == self._refused else rest
            parts.append(f"{self._refused:,} 条放入待补，{rest}")
        self.text.setText(f"{'，'.join(parts)}{self._mended}。")
        self.mend.setVisible(bool(left))

    def _show_next(self, queue: Sequence[Path]) -> None:
        self.next.setVisible(bool(queue))
        self.another.setVisible(not queue)
        if queue:
            self.next.setText(f"接着导入“{queue[0].name}”")
            self.next.setToolTip(f"还有 {len(queue)} 个文件")
        # One main button: what most people press next.
        self.done.setProperty("role", "" if queue else "main")
        self.done.style().polish(self.done)
        (self.next if queue else self.done).setFocus()

    def show_taken_back(self, applied: int, kept: int) -> None:
        """Says how many records undoing took back, and how many it left."""
        self.title.setText("已撤销本次导入")
        said = f"撤销了 {applied:,} 条"
        if kept:
            said += f"；{kept:,} 条导入以后又被改动或引用，没有撤销"
        self.text.setText(f"{said}。")
        self.undo.hide()
        self.mend.hide()
        self.done.setFocus()
