"""Accounts and the window: who enters it, the menu of whoever sits here, the lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu

from bureau.accounts.managing import change_own_password, idle_minutes
from ui.accounts.idle import IdleLock
from ui.accounts.sign_in_page import SignInPage

if TYPE_CHECKING:
    from bureau.desk import Desk
    from ui.window import MainWindow

LOCK_KEYS = "Ctrl+L"


def ask_who(
    window: MainWindow, desk: Desk, bureau: str, last: str, enter: Callable[[], None]
) -> None:
    """The page that asks; `enter` is called when somebody has signed in."""
    page = SignInPage(desk, window.lanes.writing, bureau, last)

    def recovered(code: str) -> None:
        from ui.accounts.code_dialog import CodeDialog

        dialog = CodeDialog(code, window, "密码已重设。恢复码用过一次就作废了，下次用这个新的：")
        dialog.finished.connect(lambda _result: enter())
        dialog.open()

    page.entered.connect(enter)
    page.recovered.connect(recovered)
    window.show_before(page)


class AtWindow(QObject):
    """What a signed-in person finds at the top right: 锁定, 换人登录, 修改密码."""

    other_person = Signal()

    def __init__(self, window: MainWindow, desk: Desk) -> None:
        super().__init__(window)
        self.window_, self.desk = window, desk
        self.lock = IdleLock(window, desk, window.lanes.reading, idle_minutes(desk))
        self.lock.leaving.connect(self.other_person)
        button = window.top.person
        button.setText(f"{desk.actor} · {desk.rights.role.title}")
        menu = QMenu(button)
        menu.addAction(f"锁定\t{LOCK_KEYS}", self.lock.lock)
        menu.addAction("换人登录…", self.other_person.emit)
        menu.addSeparator()
        menu.addAction("修改密码…", self.change_password)
        menu.addAction("使用人和股室…", lambda: window.show_room("person"))
        button.clicked.disconnect()
        button.setMenu(menu)
        QShortcut(QKeySequence(LOCK_KEYS), window).activated.connect(self.lock.lock)

    def change_password(self) -> None:
        """The present one, then the new one twice."""
        from ui.accounts.password_dialog import PasswordDialog

        dialog = PasswordDialog(
            f"修改 {self.desk.actor} 的密码",
            lambda present, new: change_own_password(self.desk, present, new),
            self.window_.lanes.writing,
            self.window_,
            asks_present=True,
        )
        dialog.accepted.connect(lambda: self.window_.work.say("密码已修改。"))
        dialog.open()
