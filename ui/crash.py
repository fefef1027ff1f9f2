"""When the program itself fails: a report without field values, and a Chinese sentence of what is safe."""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bureau.commands.run import crash_report
from ui.tokens import GRID
from ui.widgets.enter_button import EnterButton

LOG = logging.getLogger("crash")
MOST_REPORTS = 20
"""Reports of one run: an error in a drawing comes back with every frame."""
SAFE = (
    "已保存的记录都在本机的数据文件夹里，没有受影响；没有做完的一步没有写入。\n"
    "正在填写的表单有草稿；只有刚才正在改的那一格，请看一眼是否已经保存。"
)
CONTINUE, RESTART = "继续使用", "重新启动"


class CrashGuard(QObject):
    """Catches what nobody caught, in any thread, and tells it once on the window's thread."""

    crashed = Signal(object)
    """The path of a new report, or None when it couldn't be written."""

    def __init__(self, clock: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.clock = clock
        self.folder: Path | None = None
        self._seen: set[str] = set()
        self._told = False
        self._faults: TextIO | None = None
        self.window: QWidget | None = None
        self.restart: Callable[[], None] = lambda: None
        self.crashed.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Takes Python's three hooks."""
        sys.excepthook = self.caught
        threading.excepthook = self._caught_in_thread
        sys.unraisablehook = self._caught_late

    def uninstall(self) -> None:
        """Gives them back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        sys.unraisablehook = sys.__unraisablehook__
        if self._faults is not None:
            faulthandler.disable()
            self._faults.close()
            self._faults = None

    def keep_in(self, folder: Path) -> None:
        """Reports go here; a fault that ends the process (Qt's fatal messages too) leaves its trace."""
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._faults = (folder / "fatal.log").open("w", encoding="utf-8")
        except OSError:
            return
        faulthandler.enable(self._faults)

    def caught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """An error that reached the top: Ctrl+C ends the program, all else is reported."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        text = crash_report(error)
        LOG.error("%s", text)
        if text in self._seen or len(self._seen) >= MOST_REPORTS:
            return
        self._seen.add(text)
        self.crashed.emit(self._write(text))

    def _caught_in_thread(self, caught: threading.ExceptHookArgs) -> None:
        if caught.exc_value is not None:
            self.caught(caught.exc_type, caught.exc_value, caught.exc_traceback)

    def _caught_late(self, caught: sys.UnraisableHookArgs) -> None:
        if caught.exc_value is not None:
            self.caught(caught.exc_type, caught.exc_value, caught.exc_traceback)

    def _write(self, text: str) -> Path | None:
        if self.folder is None:
            return None
        number = len(self._seen)
        report = self.folder / f"crash-{self.clock():%Y%m%d-%H%M%S}-window-{number}.txt"
        try:
            report.write_text(text, "utf-8")
        except OSError:
            return None
        return report

    def _tell(self, report: Path | None) -> None:
        # One dialog at a time; further reports lie beside the first.
        if self._told:
            return
        self._told = True
        dialog = CrashDialog(self.window, report)
        dialog.restart.connect(self.restart)
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        self._told = False


class CrashDialog(QDialog):
    """What happened, what is safe, and what to do now."""

    restart = Signal()

    def __init__(self, parent: QWidget | None, report: Path | None) -> None:
        super().__init__(parent)
        self.setObjectName("crash")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("城管台账出错了")
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 2)
        column.setSpacing(GRID * 2)
        heading = QLabel("程序出了一个错，数据没有丢。")
        heading.setProperty("role", "title")
        column.addWidget(heading)
        where = (
            f"出错报告（不含台账内容）：\n{report}\n请把它发给维护人员。"
            if report is not None
            else "出错报告写不进数据文件夹，请检查磁盘；日志里也有一份。"
        )
        for number, text in enumerate((SAFE, where)):
            said = QLabel(text)
            said.setObjectName(f"crash-text-{number}")
            said.setWordWrap(True)
            said.setMinimumWidth(460)
            said.setTextFormat(Qt.TextFormat.PlainText)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(said)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        if report is not None:
            folder = EnterButton("打开报告所在文件夹")
            folder.setProperty("role", "quiet")
            folder.clicked.connect(lambda: open_folder(report.parent))
            row.addWidget(folder)
        row.addStretch(1)
        go_on = QPushButton(CONTINUE)
        go_on.setObjectName("continue")
        go_on.setProperty("role", "main")
        go_on.setDefault(True)
        go_on.clicked.connect(self.accept)
        row.addWidget(go_on)
        again = EnterButton(RESTART)
        again.setObjectName("restart")
        again.clicked.connect(self._restart)
        row.addWidget(again)
        column.addLayout(row)
        go_on.setFocus()

    def _restart(self) -> None:
        self.accept()
        self.restart.emit()


def open_folder(folder: Path) -> None:
    """Shows a folder in the system's own file window."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
