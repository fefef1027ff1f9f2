"""The idle lock: covers every window until the same person says the password; nothing is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QVBoxLayout, QWidget
from shiboken6 import isValid

from bureau.accounts.signing_in import confirm_person
from ui.accounts.secret_line import secret_line
from ui.accounts.sign_in_page import fault_label
from ui.calling_back import while_alive
from ui.settings.frame import OneAtATime, button, failure_sentence, note, row_of
from ui.tasks import Runner
from ui.tokens import GRID

if TYPE_CHECKING:
    from bureau.desk import Desk

STEP: Final = 5_000
"""Milliseconds between two looks at how long nobody did anything."""
MINUTE: Final = 60_000
WIDTH: Final = 360
SIGNS: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.InputMethod,
        QEvent.Type.TouchBegin,
    }
)
"""What shows that somebody is there."""


class IdleLock(QObject):
    """Watches for signs of life, and locks after `minutes` without any; 0 only on demand."""

    leaving = Signal()
    """Somebody else wants to sign in; everything stays covered until the window is gone."""

    def __init__(self, window: QWidget, desk: Desk, lane: Runner, minutes: int) -> None:
        super().__init__(window)
        self.window_, self.desk, self.lane, self.minutes = window, desk, lane, minutes
        self.dialog: LockDialog | None = None
        self.covers: list[Cover] = []
        self._since = QElapsedTimer()
        self._since.start()
        self._timer = QTimer(self)
        self._timer.setInterval(STEP)
        self._timer.timeout.connect(self.look)
        if minutes:
            self._timer.start()
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Notes signs of life; a window that opens while it is locked is covered too."""
        if event.type() in SIGNS:
            self._since.restart()
        elif (
            self.dialog is not None
            and event.type() == QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.isWindow()
            and watched is not self.dialog
        ):
            self._cover(watched)
        return False

    def look(self) -> None:
        """Locks when nobody was there for long enough."""
        if self.minutes and self._since.elapsed() >= self.minutes * MINUTE:
            self.lock()

    def lock(self) -> None:
        """Covers everything. What is being edited stays as it is."""
        if self.dialog is not None:
            return
        for one in QApplication.topLevelWidgets():
            if one.isVisible() and one.windowType() in (
                Qt.WindowType.Window,
                Qt.WindowType.Dialog,
            ):
                self._cover(one)
            elif one.isVisible() and one.windowType() == Qt.WindowType.Popup:
                one.close()
        self.dialog = LockDialog(
            self.desk, self.lane, QApplication.activeModalWidget() or self.window_
        )
        self.dialog.opened.connect(self.unlock)
        self.dialog.wanted_other.connect(self.leaving)
        self.dialog.show()
        self.dialog.password.setFocus()

    def _cover(self, window: QWidget) -> None:
        cover = Cover(window)
        self.covers.append(cover)

    def unlock(self) -> None:
        """Shows everything again."""
        dialog, self.dialog = self.dialog, None
        for cover in self.covers:
            # A window that went meanwhile took its cover along.
            if isValid(cover):
                cover.take_away()
        self.covers.clear()
        self._since.restart()
        if dialog is not None:
            dialog.done(QDialog.DialogCode.Accepted)
            dialog.deleteLater()


class Cover(QWidget):
    """Lies over all of a window, whatever size it takes."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAutoFillBackground(True)
        column = QVBoxLayout(self)
        said = QLabel("已锁定")
        said.setProperty("role", "display")
        said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(said)
        self._covered = window
        window.installEventFilter(self)
        self.setGeometry(window.rect())
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Grows with the window, and stays on top of what is added to it."""
        if watched is self._covered and event.type() in (
            QEvent.Type.Resize,
            QEvent.Type.ChildAdded,
            QEvent.Type.LayoutRequest,
        ):
            self.setGeometry(self._covered.rect())
            self.raise_()
        return False

    def take_away(self) -> None:
        """Shows what was covered."""
        self._covered.removeEventFilter(self)
        self.hide()
        self.deleteLater()


class LockDialog(QDialog):
    """Asks the person at the desk for the password; Esc and the cross don't close it."""

    opened = Signal()
    wanted_other = Signal()

    def __init__(self, desk: Desk, lane: Runner, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk = desk
        self.asking = OneAtATime(lane)
        self.setObjectName("lock-dialog")
        self.setWindowTitle("已锁定 - 城管台账")
        self.setWindowFlag(Qt.WindowType.WindowCloseButtonHint, False)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setFixedWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 2)
        column.setSpacing(GRID)
        title = QLabel(f"{desk.actor}，已锁定")
        title.setProperty("role", "title")
        column.addWidget(title)
        column.addWidget(note("一段时间没有操作。输入密码接着做，没有保存的内容都还在。", "soft"))
        self.password = secret_line("lock-password", "密码")
        self.password.returnPressed.connect(self.confirm)
        column.addWidget(self.password)
        self.fault = fault_label("lock-fault")
        column.addWidget(self.fault)
        column.addLayout(
            row_of(
                button("解锁", self.confirm, "unlock", "main"),
                button("换人登录…", self.wanted_other.emit, "other-person", "quiet"),
            )
        )

    def confirm(self) -> None:
        """Opens, or says why not. Long work may hold the data meanwhile: the window doesn't wait."""
        password = self.password.text()
        self.asking.start(
            lambda _ticket: confirm_person(self.desk, password),
            while_alive(self, lambda _done: self.opened.emit()),
            while_alive(self, self._refuse),
            "",
        )

    def _refuse(self, error: BaseException) -> None:
        self.fault.setText(failure_sentence(error))
        self.fault.show()
        self.password.selectAll()
        self.password.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc does nothing."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Closing the lock isn't a way round it."""
        event.ignore()
