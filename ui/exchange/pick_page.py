"""Where an import begins: drop a file, choose one, or paste a table."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from bureau.ledger.declaration import Ledger
from ui.exchange.look import button, label
from ui.ledger.blocks import read_block
from ui.tokens import GRID

PATTERNS = "表格 (*.xlsx *.xls *.csv *.ods *.xlsm *.xlsb *.et *.txt);;所有文件 (*)"
READABLE = (".xlsx", ".xls", ".csv", ".ods", ".xlsm", ".xlsb", ".et", ".txt")


def files_in(mime: QMimeData | None) -> list[Path]:
    """Files of this PC among what was dropped or pasted."""
    if mime is None or not mime.hasUrls():
        return []
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


class DropArea(QFrame):
    """A wide dashed area that takes files."""

    dropped = Signal(object)
    """The files, as a list of paths."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("drop")
        self.setAcceptDrops(True)

    def _over(self, over: bool) -> None:
        self.setProperty("over", over)
        self.style().polish(self)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Only files are welcome."""
        if files_in(event.mimeData()):
            event.acceptProposedAction()
            self._over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's name
        """The files went elsewhere."""
        self._over(False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Takes the files."""
        self._over(False)
        found = files_in(event.mimeData())
        if found:
            event.acceptProposedAction()
            self.dropped.emit(found)


class PickPage(QWidget):
    """Says what can be imported, and takes it by dropping, choosing or pasting."""

    picked = Signal(object)
    """Files, as a list of paths."""
    pasted = Signal(object)
    """A block of cells, its first line the headings."""
    browse = Signal()
    left = Signal()

    def __init__(self, ledger: Ledger, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 4, GRID * 4, GRID * 4, GRID * 2)
        column.setSpacing(GRID * 2)
        self.area = DropArea()
        self.area.dropped.connect(self.picked.emit)
        column.addWidget(self.area, 1)
        self._fill(ledger)
        foot = QHBoxLayout()
        foot.addStretch(1)
        leave = button("取消", "cancel")
        leave.clicked.connect(lambda _checked=False: self.left.emit())
        foot.addWidget(leave)
        column.addLayout(foot)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.paste)

    def _fill(self, ledger: Ledger) -> None:
        needed = "、".join(field.title for field in ledger.fields if field.required)
        column = QVBoxLayout(self.area)
        column.setSpacing(GRID)
        column.addStretch(2)
        for text, role in (
            (f"把表格拖到这里，导入“{ledger.title}”", "title"),
            ("Excel、WPS 表格（.xlsx .xls .et .ods）和 .csv 都可以；表头不必和台账一样。", "soft"),
            (f"至少要有这些栏目：{needed}" if needed else "", "soft"),
            ("先预览、核对，确认以后才写入；写入以后也可以整批撤销。", "faint"),
        ):
            if text:
                said = label(text, role, wrap=True)
                said.setAlignment(Qt.AlignmentFlag.AlignHCenter)
                column.addWidget(said)
        column.addSpacing(GRID)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addStretch(1)
        self.choose = button("选择文件…", "choose", "main")
        self.choose.setDefault(True)
        self.choose.clicked.connect(lambda _checked=False: self.browse.emit())
        row.addWidget(self.choose)
        self.paste_button = button(
            "粘贴表格", "paste", tip="Ctrl+V：粘贴从 Excel 或 WPS 复制的内容（连表头）"
        )
        self.paste_button.clicked.connect(lambda _checked=False: self.paste())
        row.addWidget(self.paste_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(3)

    def paste(self) -> None:
        """Takes files or a table from the clipboard."""
        mime = QGuiApplication.clipboard().mimeData()
        if found := files_in(mime):
            self.picked.emit(found)
            return
        self.pasted.emit(read_block(mime.text()) if mime.hasText() else [])
