"""Which rows a table lists: asked in the reading lane, the newest question wins."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from bureau.errors import BureauError
from bureau.ledger.declaration import Ledger
from bureau.ledger.query import Filter, Sort
from bureau.storage import rows
from bureau.storage.first_rows import first_ids
from ui.context import Context
from ui.tasks import InlineRunner, Ticket

if TYPE_CHECKING:
    from bureau.storage.connection import Reader

FIRST = 160
"""Rows shown at once while the rest of a long list is being gathered."""
SCREENFUL = 60
"""With fewer of them in sight so soon, the whole list is waited for."""
LONG = 20_000
"""From so many records on the first rows are asked for before all."""
STEPS = 20_000
"""Steps of SQLite between two looks whether the answer is still wanted."""


@dataclass(frozen=True)
class Listed:
    """An answer: ids in order, whether these are all, how many records there are unfiltered."""

    ids: array[int]
    whole: bool
    total: int | None = None


class Listing(QObject):
    """One question at a time; a new one makes the answer to the old one unwanted."""

    arrived = Signal(object, object)
    """A Listed, and whatever the asker wanted to remember."""
    failed = Signal(str)

    def __init__(self, context: Context, ledger: Ledger, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.ledger = ledger
        self.total = 0
        self.whole = False
        """Whether the last answer had all rows."""
        self._ticket: Ticket | None = None

    def ask(
        self,
        where: Filter | None,
        sorts: Sequence[Sort],
        note: object = None,
        *,
        at_once: bool = True,
    ) -> None:
        """Asks for the rows; `at_once` shows the first ones before all of a long ledger."""
        if self._ticket is not None:
            self._ticket.cancel()
        order = sorts or default_order(self.ledger)
        self._run(where, order, note, first=at_once and (self.total > LONG or not self.total))

    def _run(
        self, where: Filter | None, sorts: Sequence[Sort], note: object, *, first: bool
    ) -> None:
        desk, ledger = self.context.desk, self.ledger

        def read(ticket: Ticket) -> object:
            with desk.store.snapshot() as conn, while_wanted(conn, ticket):
                today = desk.now()
                found, whole = array("q"), False
                if first:
                    found, whole = first_ids(conn, ledger, where, sorts, today=today, limit=FIRST)
                    if len(found) >= SCREENFUL and not whole:
                        return Listed(found, whole=False)
                if not whole:
                    found = rows.ids(conn, ledger, where, sorts, today=today)
                total = rows.count(conn, ledger, today=today) if where else len(found)
                return Listed(found, whole=True, total=total)

        def done(result: object) -> None:
            assert isinstance(result, Listed)
            if result.total is not None:
                self.total = result.total
            self.whole = result.whole
            self.arrived.emit(result, note)
            if not result.whole:
                self._go_on(where, sorts, note)

        lane = self.context.reading
        self._ticket = lane.run(read, done, self._on_failed, long=not first)

    def _go_on(self, where: Filter | None, sorts: Sequence[Sort], note: object) -> None:
        """All the rows, once the first ones are painted: reading them at the same time delays it."""
        asked = self._ticket

        def read_all() -> None:
            if self._ticket is asked:
                self._run(where, sorts, note, first=False)

        if isinstance(self.context.reading, InlineRunner):
            read_all()
        else:
            QTimer.singleShot(0, self, read_all)

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, BureauError):
            self.failed.emit(error.sentence)
        else:
            raise error


@contextmanager
def while_wanted(conn: Reader, ticket: Ticket) -> Iterator[None]:
    """Stops SQLite in the middle of a statement whose answer nobody waits for any more."""
    stop: Callable[[], int] = lambda: int(ticket.cancelled)  # noqa: E731 - one expression
    conn.set_progress_handler(stop, STEPS)
    try:
        yield
    finally:
        conn.set_progress_handler(None, 0)


def default_order(ledger: Ledger) -> list[Sort]:
    """Newest first where records have a date; registers in their own order."""
    if ledger.date:
        return [Sort(ledger.date, True), Sort("id", True)]
    return [Sort(key) for key in ledger.order]
