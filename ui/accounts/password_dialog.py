"""A new password, typed twice; one's own after the present one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from bureau.access.passwords import SHORTEST
from bureau.errors import BureauError
from ui.accounts.secret_line import secret_line
from ui.accounts.sign_in_page import DIFFERENT, fault_label, form_of
from ui.settings.frame import button, heading, note, row_of
from ui.tasks import Runner
from ui.tokens import GRID

WIDTH: Final = 400
ADVICE: Final = f"至少 {SHORTEST} 个字符；几个词连起来比一串数字好记也安全。"


class PasswordDialog(QDialog):
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
        super().__init__(parent)
        self.setObjectName("password-dialog")
        self.setWindowTitle("密码 - 城管台账")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(WIDTH)
        self.keep, self.lane = keep, lane
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 2)
        column.setSpacing(GRID)
        column.addWidget(heading(title))
        column.addWidget(note(ADVICE, "soft"))
        self.present = secret_line("present-password", "现在的密码")
        self.first = secret_line("new-password", "新密码")
        self.second = secret_line("new-password-again", "再输一遍")
        self.second.returnPressed.connect(self.save)
        lines: list[tuple[str, QWidget]] = [("新密码", self.first), ("再输一遍", self.second)]
        if asks_present:
            lines.insert(0, ("现在的密码", self.present))
        column.addLayout(form_of(*lines))
        self.fault = fault_label("password-fault")
        column.addWidget(self.fault)
        self.save_button = button("保存", self.save, "save-password", "main")
        column.addLayout(row_of(self.save_button, button("取消", self.reject, "cancel-password")))
        lines[0][1].setFocus()

    def save(self) -> None:
        """Keeps it, or says why not."""
        if self.first.text() != self.second.text():
            self._say(DIFFERENT)
            return
        present, new = self.present.text(), self.first.text()
        self.save_button.setEnabled(False)
        self.lane.run(
            lambda _ticket: self.keep(present, new), lambda _done: self.accept(), self._failed
        )

    def _failed(self, error: BaseException) -> None:
        self.save_button.setEnabled(True)
        if not isinstance(error, BureauError):
            raise error
        self._say(error.sentence)

    def _say(self, sentence: str) -> None:
        self.fault.setText(sentence)
        self.fault.show()
