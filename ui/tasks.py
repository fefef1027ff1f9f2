"""Work beside the window: writes one at a time, reads newest wanted, progress and cancel."""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal

from bureau.errors import BureauError

Done = Callable[[object], None]
Failed = Callable[[BaseException], None]
Progress = Callable[[int, int], None]


class Cancelled(Exception):
    """Raised inside work whose person pressed 取消."""


class Ticket:
    """One piece of work: asks to be cancelled, tells how far it is (done, of)."""

    def __init__(self, title: str = "") -> None:
        self.title = title
        self.cancelled = False
        self.report: Progress = lambda _done, _of: None

    def cancel(self) -> None:
        """Asks the work to stop at its next look."""
        self.cancelled = True

    def step(self, done: int, of: int = 0) -> None:
        """Tells progress; raises Cancelled when the work is no longer wanted."""
        if self.cancelled:
            raise Cancelled
        self.report(done, of)


Work = Callable[[Ticket], object]


class Runner(Protocol):
    """Runs work and gives its result back on the window's thread."""

    def run(self, work: Work, done: Done, failed: Failed, *, title: str = "") -> Ticket:
        """Starts work; exactly one of `done` and `failed` is called later (neither if cancelled)."""

    def close(self) -> None:
        """Refuses new work, cancels what runs, waits."""


class InlineRunner:
    """Runs at once, in the caller's thread: for tests."""

    def run(self, work: Work, done: Done, failed: Failed, *, title: str = "") -> Ticket:
        """Runs the work before it returns."""
        ticket = Ticket(title)
        try:
            result = work(ticket)
        except Cancelled:
            return ticket
        except BureauError as error:
            failed(error)
        else:
            done(result)
        return ticket

    def close(self) -> None:
        """Nothing runs."""


class LaneRunner(QObject):
    """One thread for one lane of work (writing, reading, paper); results come by one signal."""

    finished = Signal(object)
    moved = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue: SimpleQueue[tuple[Ticket, Work, Done, Failed] | None] = SimpleQueue()
        self._running: set[Ticket] = set()
        self._closed = False
        self.finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self.moved.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    def run(self, work: Work, done: Done, failed: Failed, *, title: str = "") -> Ticket:
        """Queues the work behind what runs."""
        ticket = Ticket(title)
        if self._closed:
            ticket.cancelled = True
            return ticket
        self._running.add(ticket)
        self._queue.put((ticket, work, done, failed))
        return ticket

    def _work(self) -> None:
        while (task := self._queue.get()) is not None:
            ticket, work, done, failed = task
            try:
                answer: Callable[[], None] | None = None
                if not ticket.cancelled:
                    answer = self._answer(work, ticket, done, failed)
                self.finished.emit((ticket, answer))
            except RuntimeError:
                return  # the window is gone

    def _answer(
        self, work: Work, ticket: Ticket, done: Done, failed: Failed
    ) -> Callable[[], None] | None:
        try:
            result = work(ticket)
        except Cancelled:
            return None
        except BaseException as error:  # noqa: BLE001 - handed to the window, which reports it
            caught = error
            return lambda: failed(caught)
        return lambda: done(result)

    def _deliver(self, delivered: tuple[Ticket, Callable[[], None] | None]) -> None:
        ticket, answer = delivered
        self._running.discard(ticket)
        if answer is not None and not ticket.cancelled:
            answer()

    def _tell(self, told: tuple[Ticket, int, int]) -> None:
        ticket, done, of = told
        if not ticket.cancelled:
            ticket.report(done, of)

    def close(self) -> None:
        """Refuses new work, cancels what waits or runs, and waits for the thread."""
        self._closed = True
        for ticket in self._running:
            ticket.cancel()
        self._queue.put(None)
        self._thread.join(timeout=10)
