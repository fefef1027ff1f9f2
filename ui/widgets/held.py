"""Parts that can't be used while what was typed into them is on its way; the keyboard comes back to them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from shiboken6 import isValid


class Held:
    """Holds parts of a page, once for each saving."""

    def __init__(self, *parts: QWidget) -> None:
        self.parts = parts
        self.holds = False
        self._left: QWidget | None = None
        """What had the keyboard."""

    def hold(self) -> None:
        """Nothing is typed into them; what was open is committed first."""
        self.holds = True
        self._left = self.commit()
        for part in self.parts:
            part.setEnabled(False)

    def release(self) -> None:
        """They can be used again."""
        self.holds = False
        for part in self.parts:
            part.setEnabled(True)
        if self._left is not None and isValid(self._left):
            self._left.setFocus(Qt.FocusReason.OtherFocusReason)
        self._left = None

    def commit(self) -> QWidget | None:
        """Takes the keyboard from them, which commits a cell that is open; gives what had it."""
        focused = QApplication.focusWidget()
        if focused is None or not any(
            part is focused or part.isAncestorOf(focused) for part in self.parts
        ):
            return None
        around = focused.parentWidget()
        view = around.parentWidget() if around is not None else None
        focused.clearFocus()
        # The box in a cell is gone with its text.
        return view if isinstance(view, QAbstractItemView) else focused
