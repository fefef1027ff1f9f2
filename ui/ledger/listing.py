"""Which rows a table lists: asked in the reading lane, the newest question wins."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from bureau.errors import BureauError
from bureau.ledger.declaration import Ledger
from bureau.ledger.query import Filter, Sort
from bureau.storage import rows
from ui.context import Context
from ui.tasks import Ticket

if TYPE_CHECKING:
    from bureau.storage.connection import Reader

FIRST = 400
"""Rows shown at once while the rest of a long list is being gathered."""
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
        if at_once and (self.total > LONG or not self.total):
            self._run(where, order, note, FIRST)
        else:
            self._run(where, order, note, None)

    def _run(
        self, where: Filter | None, sorts: Sequence[Sort], note: object, limit: int | None
    ) -> None:
        desk, ledger = self.context.desk, self.ledger

        def read(ticket: Ticket) -> object:
            with desk.store.snapshot() as conn, while_wanted(conn, ticket):
                today = desk.today()
                found = rows.ids(conn, ledger, where, sorts, today=today, limit=limit)
                whole = limit is None or len(found) < limit
                total: int | None = None
                if whole:
                    total = rows.count(conn, ledger, today=today) if where else len(found)
                return Listed(found, whole, total)

        def done(result: object) -> None:
            assert isinstance(result, Listed)
            if result.total is not None:
                self.total = result.total
            self.arrived.emit(result, note)
            if not result.whole:
                self._run(where, sorts, note, None)

        self._ticket = self.context.reading.run(read, done, self._on_failed)

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
