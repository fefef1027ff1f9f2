"""The search box of the window: one for all ledgers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.tokens import GRID

if TYPE_CHECKING:
    from ui.context import Context
    from ui.search_results import Hit, Results
    from ui.tasks import Ticket

WIDEST = 640


class SearchBox(QLineEdit):
    """One box for all ledgers. It searches when a character is committed, never while composing."""

    opened = Signal(str, object)
    """Ledger and record id."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("search")
        self.setProperty("role", "search")
        self.setAccessibleName("在所有台账里查找")
        self.setPlaceholderText("查找案件、路段、商户、人名…   Ctrl+K")
        self.setClearButtonEnabled(True)
        self.context: Context | None = None
        self._results: Results | None = None
        self._ticket: Ticket | None = None
        self._composing = False
        self._take_when_found = False
        self._answered = ""
        self.textChanged.connect(self._search)

    def start(self, context: Context | None) -> None:
        """Searches these data from now on."""
        self.context = context
        self.setEnabled(context is not None)

    @property
    def results(self) -> Results:
        """The list, made at the first search on the window itself."""
        if self._results is None:
            from ui.search_results import Results

            self._results = Results(self.window())
            self._results.chosen.connect(self._open)
        return self._results

    def _search(self, text: str) -> None:
        if self._ticket is not None:
            self._ticket.cancel()
            self._ticket = None
        self._take_when_found = False
        self._answered = ""
        words = text.strip()
        if not words or self.context is None:
            self.close_results()
            return
        from ui.search_results import look_up

        desk = self.context.desk
        ticket = self.context.reading.run(
            lambda _ticket: look_up(desk, words),
            lambda groups: self._show(words, groups),
            lambda _error: self.close_results(),
        )
        # Where no lane has a thread the answer is here already.
        self._ticket = None if self._answered == words else ticket

    def _show(self, words: str, groups: object) -> None:
        self._ticket = None
        self._answered = words
        if words != self.text().strip() or not isinstance(groups, list):
            return
        results = self.results
        results.show_groups(words, groups)
        window = self.window()
        corner = self.mapTo(window, QPoint(0, self.height() + 4))
        width = min(max(self.width(), WIDEST), window.width() - 2 * GRID)
        left = max(GRID, min(corner.x() - (width - self.width()) // 2, window.width() - width))
        height = min(results.wanted_height(), window.height() - corner.y() - GRID * 3)
        results.setGeometry(left, corner.y(), width, height)
        results.show()
        results.raise_()
        if self._take_when_found:
            self._take_when_found = False
            results.take()

    def close_results(self) -> None:
        """Takes the list away."""
        if self._results is not None:
            self._results.hide()

    def _open(self, hit: Hit) -> None:
        self.close_results()
        self.opened.emit(hit.ledger, hit.record)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrows and Enter belong to the list while it is open, Esc closes it, then clears."""
        key = event.key()
        if self._composing:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if self._results is None or self._results.isHidden():
                self._search(self.text())
            else:
                self._results.move_current(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._ticket is None:
                self.results.take()
            else:
                # Typed faster than found: the first hit is opened as soon as it is known.
                self._take_when_found = True
        elif key == Qt.Key.Key_Escape:
            if self._results is not None and not self._results.isHidden():
                self.close_results()
            else:
                self.clear()
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802 - Qt's name
        """Notes whether an input method composes here."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Shows again what was found."""
        super().focusInEvent(event)
        if self.text().strip() and event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self._search(self.text())

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """The list goes with the focus."""
        super().focusOutEvent(event)
        self.close_results()
