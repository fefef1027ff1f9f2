"""Work beside the window: writes one at a time, reads newest wanted, progress and cancel."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal

from bureau.errors import BureauError, UserError

Done = Callable[[object], None]
Failed = Callable[[BaseException], None]
Progress = Callable[[int, int], None]
SECONDS_TO_END = 10
BUG_SENTENCE = "程序出错了，这一步没有做完，已保存的数据不受影响；出错报告已写进日志文件夹。"


class Cancelled(Exception):
    """Raised inside work whose person pressed 取消."""


class Ticket:
    """One piece of work: asks to be cancelled, tells how far it is (done, of).

    `report` is called on the window's thread; set it right after `run` gave the ticket.
    """

    def __init__(self, title: str = "") -> None:
        self.title = title
        self.cancelled = False
        self.place = (0, 0)
        self.report: Progress = lambda _done, _of: None
        self._pass_on: Callable[[], None] = self.tell
        self._on_its_way = False

    def cancel(self) -> None:
        """Asks the work to stop at its next look."""
        self.cancelled = True

    def step(self, done: int, of: int = 0) -> None:
        """Tells progress; raises Cancelled when the work is no longer wanted."""
        if self.cancelled:
            raise Cancelled
        self.place = (done, of)
        # One message at a time under way: a million steps don't flood the window.
        if not self._on_its_way:
            self._on_its_way = True
            self._pass_on()

    def travels_by(self, pass_on: Callable[[], None]) -> None:
        """How word of progress gets to the window's thread."""
        self._pass_on = pass_on

    def tell(self) -> None:
        """Reports the newest place, on the window's thread."""
        self._on_its_way = False
        if not self.cancelled:
            self.report(*self.place)


Work = Callable[[Ticket], object]
Queue = SimpleQueue[tuple[Ticket, Work, Done, Failed] | None]


class Runner(Protocol):
    """Runs work and gives its result back on the window's thread."""

    def run(
        self, work: Work, done: Done, failed: Failed, *, title: str = "", long: bool = False
    ) -> Ticket:
        """Starts work; exactly one of `done` and `failed` is called later (neither if cancelled).

        Nothing waits for `long` work, and it keeps its order only among its like.
        """

    def close(self) -> None:
        """Refuses new work, cancels what runs, waits."""


class InlineRunner:
    """Runs at once, in the caller's thread: for tests and pictures."""

    def run(
        self, work: Work, done: Done, failed: Failed, *, title: str = "", long: bool = False
    ) -> Ticket:
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


class RefusingRunner:
    """Stands in for the writing lane where the data folder was opened for reading only."""

    def run(
        self, work: Work, done: Done, failed: Failed, *, title: str = "", long: bool = False
    ) -> Ticket:
        """Says why nothing can be changed."""
        from bureau.storage.store import READ_ONLY

        ticket = Ticket(title)
        failed(UserError(READ_ONLY))
        return ticket

    def close(self) -> None:
        """Nothing runs."""


class LaneRunner(QObject):
    """One thread for one lane of work (writing, reading, paper); results come by one signal."""

    began = Signal(object)
    """A ticket with a title was queued: the status line shows it."""
    advanced = Signal(object)
    """A ticket whose place changed."""
    ended = Signal(object)
    """A ticket that is over, whether done, failed or cancelled."""
    _finished = Signal(object)
    _moved = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._queue: Queue = SimpleQueue()
        self._long_queue: Queue | None = None
        self._running: set[Ticket] = set()
        self._closed = False
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._moved.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._threads: list[threading.Thread] = []

    def _start(self, name: str, queue: Queue) -> threading.Thread:
        thread = threading.Thread(target=self._work, args=(queue,), name=name, daemon=True)
        thread.start()
        return thread

    @property
    def busy(self) -> list[Ticket]:
        """Named work that waits or runs."""
        return [ticket for ticket in self._running if ticket.title and not ticket.cancelled]

    @property
    def idle(self) -> bool:
        """Whether nothing waits or runs."""
        return not self._running

    def run(
        self, work: Work, done: Done, failed: Failed, *, title: str = "", long: bool = False
    ) -> Ticket:
        """Queues the work behind what runs; long work has a thread of its own."""
        ticket = Ticket(title)
        if self._closed:
            ticket.cancelled = True
            return ticket
        ticket.travels_by(lambda: self._moved.emit(ticket))
        self._running.add(ticket)
        if title:
            self.began.emit(ticket)
        if not self._threads:
            self._threads.append(self._start(self._name, self._queue))
        (self._queue_of_long() if long else self._queue).put((ticket, work, done, failed))
        return ticket

    def _queue_of_long(self) -> Queue:
        if self._long_queue is None:
            self._long_queue = SimpleQueue()
            self._threads.append(self._start(f"{self._name}（长）", self._long_queue))
        return self._long_queue

    def _work(self, queue: Queue) -> None:
        while (task := queue.get()) is not None:
            ticket, work, done, failed = task
            try:
                answer: Callable[[], None] | None = None
                if not ticket.cancelled:
                    answer = self._answer(work, ticket, done, failed)
                self._finished.emit((ticket, answer))
            except RuntimeError:
                return  # the window is gone

    def _answer(
        self, work: Work, ticket: Ticket, done: Done, failed: Failed
    ) -> Callable[[], None] | None:
        try:
            result = work(ticket)
        except Cancelled:
            return None
        except BureauError as error:
            told = error
            return lambda: failed(told)
        except BaseException as error:  # noqa: BLE001 - a bug: reported, and the page told
            bug = error
            return lambda: self._fail_with_bug(bug, failed)
        return lambda: done(result)

    def _fail_with_bug(self, bug: BaseException, failed: Failed) -> None:
        """The crash report is written as for any other bug; the page hears a sentence."""
        sys.excepthook(type(bug), bug, bug.__traceback__)
        failed(BureauError(BUG_SENTENCE))

    def _deliver(self, delivered: tuple[Ticket, Callable[[], None] | None]) -> None:
        ticket, answer = delivered
        self._running.discard(ticket)
        try:
            if answer is not None and not ticket.cancelled and not self._closed:
                answer()
        finally:
            if ticket.title:
                self.ended.emit(ticket)

    def _tell(self, ticket: Ticket) -> None:
        if ticket in self._running:
            ticket.tell()
            if ticket.title:
                self.advanced.emit(ticket)

    def close(self) -> None:
        """Refuses new work, cancels what waits or runs, and waits for the thread."""
        self._closed = True
        for ticket in self._running:
            ticket.cancel()
        for queue in filter(None, (self._queue, self._long_queue)):
            queue.put(None)
        for thread in self._threads:
            thread.join(timeout=SECONDS_TO_END)
