"""A new password, typed twice; one's own after the present one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QWidget

from bureau.access.passwords import SHORTEST
from ui.accounts.keeping_dialog import KeepingDialog
from ui.accounts.secret_line import secret_line
from ui.accounts.sign_in_page import DIFFERENT, form_of
from ui.settings.frame import note
from ui.tasks import Runner

WIDTH: Final = 400
ADVICE: Final = f"至少 {SHORTEST} 个字符；几个词连起来比一串数字好记也安全。"


class PasswordDialog(KeepingDialog):
    """`keep` is called with the present password ("" where it isn't asked for) and the new one."""

    def __init__(
        self,
        title: str,
        keep: Callable[[str, str], object],
        lane: Runner,
        parent: QWidget,
        *,
        asks_present: bool = False,
    ) -> None:
        super().__init__("password", "密码", title, lane, parent, WIDTH)
        self.keep = keep
        self.column.addWidget(note(ADVICE, "soft"))
        self.present = secret_line("present-password", "现在的密码")
        self.first = secret_line("new-password", "新密码")
        self.second = secret_line("new-password-again", "再输一遍")
        self.second.returnPressed.connect(self.save)
        lines: list[tuple[str, QWidget]] = [("新密码", self.first), ("再输一遍", self.second)]
        if asks_present:
            lines.insert(0, ("现在的密码", self.present))
        self.column.addLayout(form_of(*lines))
        self.end_with_buttons()
        lines[0][1].setFocus()

    def save(self) -> None:
        """Keeps it, or says why not."""
        if self.first.text() != self.second.text():
            self.say(DIFFERENT)
            return
        present, new = self.present.text(), self.first.text()
        self.keep_by(lambda: self.keep(present, new))
