"""Work on several papers one after the other: what goes wrong with one doesn't stop the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QObject, Signal

from ui.tasks import Runner, Ticket

Piece = tuple[int, Callable[[], object]]
"""Which row, and what is to be done for it."""


class OneByOne(QObject):
    """Runs pieces in a lane, each as work of its own: others get their turn between."""

    begun = Signal(int)
    done = Signal(int, object)
    failed = Signal(int, object)
    ended = Signal()

    def __init__(self, lane: Runner, title: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane, self._title = lane, title
        self._left: Iterator[Piece] = iter(())
        self._ticket: Ticket | None = None
        self._running = False

    @property
    def running(self) -> bool:
        """Whether any piece is still to come."""
        return self._running

    def start(self, pieces: Sequence[Piece]) -> None:
        """Begins with the first; `ended` follows the last unless it is cancelled."""
        self.cancel()
        self._left = iter(pieces)
        self._running = True
        self._next()

    def cancel(self) -> None:
        """Nothing more is begun."""
        self._left = iter(())
        self._running = False
        if self._ticket is not None:
            self._ticket.cancel()
            self._ticket = None

    def _next(self) -> None:
        found = next(self._left, None)
        if found is None:
            if self._running:
                self._running = False
                self.ended.emit()
            return
        row, work = found
        self.begun.emit(row)

        def run(ticket: Ticket) -> object:
            ticket.step(0)
            return work()

        def take(result: object) -> None:
            if self._running:
                self.done.emit(row, result)
                self._next()

        def give_up(error: object) -> None:
            if self._running:
                self.failed.emit(row, error)
                self._next()

        self._ticket = self._lane.run(run, take, give_up, title=self._title)
