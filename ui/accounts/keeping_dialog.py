"""A small form in a dialog: kept in a lane, open until what was filled in can be taken."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from bureau.errors import BureauError
from ui.accounts.sign_in_page import fault_label
from ui.settings.frame import button, heading, row_of
from ui.tasks import Runner
from ui.tokens import GRID


class KeepingDialog(QDialog):
    """`name` is what its parts are called after (save-NAME, cancel-NAME, NAME-fault)."""

    def __init__(
        self, name: str, title: str, words: str, lane: Runner, parent: QWidget, width: int
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}-dialog")
        self.setWindowTitle(f"{title} - 城管台账")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(width)
        self.lane = lane
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 2)
        self.column.setSpacing(GRID)
        self.column.addWidget(heading(words))
        self.fault = fault_label(f"{name}-fault")
        self.save_button = button("保存", self.save, f"save-{name}", "main")
        self.cancel_button = button("取消", self.reject, f"cancel-{name}")

    def end_with_buttons(self) -> None:
        """Where it is said what lacks, and the two buttons."""
        self.column.addWidget(self.fault)
        self.column.addLayout(row_of(self.save_button, self.cancel_button))

    def save(self) -> None:
        """Keeps what was filled in, or says why not."""
        raise NotImplementedError

    def keep_by(self, act: Callable[[], object]) -> None:
        """Does it, once at a time; the dialog closes when it is done."""
        self.save_button.setEnabled(False)
        self.lane.run(lambda _ticket: act(), lambda _done: self.accept(), self._failed)

    def _failed(self, error: BaseException) -> None:
        self.save_button.setEnabled(True)
        if not isinstance(error, BureauError):
            raise error
        self.say(error.sentence)

    def say(self, sentence: str) -> None:
        """What lacks."""
        self.fault.setText(sentence)
        self.fault.show()
