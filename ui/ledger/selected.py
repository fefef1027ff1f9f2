"""The sums of the selection: at once when it is small, in the reading lane when it is large."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from bureau.errors import EnvironmentFault
from bureau.storage import rows as reading
from bureau.storage.rows import Row
from ui.context import Context
from ui.ledger.columns import Column
from ui.ledger.sums import MOST_CELLS, Sums, add_up
from ui.ledger.view import LedgerTable
from ui.tasks import Ticket

AT_ONCE = 1_000
"""Rows added up on the window's own thread."""
CHUNK = 1_024


class SelectionSums(QObject):
    """Listens to the table's selection; the newest one counts."""

    told = Signal(str)
    """The sentence, '' for a single cell."""
    counted = Signal(int)
    """Rows with any selected cell."""

    def __init__(self, context: Context, table: LedgerTable, parent: QObject) -> None:
        super().__init__(parent)
        self.context, self.table = context, table
        self._ticket: Ticket | None = None
        # Dragging changes the selection with every cell: the sums follow when the events are done.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.count)
        table.selection_changed.connect(self._soon.start)
        table.ledger_model.modelReset.connect(self._soon.start)

    def count(self) -> None:
        """Counts what is selected now."""
        if self._ticket is not None:
            self._ticket.cancel()
            self._ticket = None
        ranges = [
            part for part in self.table.ranges() if part[2] < len(self.table.ledger_model.ids)
        ]
        rows = sum(last - first + 1 for first, last in self.table.selected_rows())
        self.counted.emit(rows if ranges else 0)
        cells = sum((b - t + 1) * (r - left + 1) for t, left, b, r in ranges)
        if cells <= 1:
            self.told.emit("")
        elif cells > MOST_CELLS:
            self.told.emit(f"选中 {cells:,} 格，太多，不求和")
        elif rows <= AT_ONCE:
            self.told.emit(add_up(self._at_hand(ranges)).sentence())
        else:
            self._count_beside(ranges)

    def _at_hand(
        self, ranges: Sequence[tuple[int, int, int, int]]
    ) -> Iterator[tuple[Row, Sequence[Column]]]:
        model = self.table.ledger_model
        for top, left, bottom, right in ranges:
            columns = model.columns[left : right + 1]
            for at in range(top, bottom + 1):
                row = model.row(at)
                if row is not None:
                    yield row, columns

    def _count_beside(self, ranges: Sequence[tuple[int, int, int, int]]) -> None:
        model, desk = self.table.ledger_model, self.context.desk
        ledger = model.ledger
        parts: list[tuple[array[int], list[Column]]] = [
            (model.ids[top : bottom + 1], model.columns[left : right + 1])
            for top, left, bottom, right in ranges
        ]

        def rows(ticket: Ticket) -> Iterator[tuple[Row, Sequence[Column]]]:
            with desk.store.snapshot() as conn:
                for wanted, columns in parts:
                    for start in range(0, len(wanted), CHUNK):
                        ticket.step(start, len(wanted))
                        chunk = wanted[start : start + CHUNK]
                        for row in reading.page(conn, ledger, chunk, today=desk.now()):
                            yield row, columns

        def done(result: object) -> None:
            if isinstance(result, Sums):
                self.told.emit(result.sentence())

        def failed(error: BaseException) -> None:
            if not isinstance(error, EnvironmentFault):
                raise error
            self.told.emit("")

        self.told.emit("正在求和…")
        self._ticket = self.context.reading.run(lambda t: add_up(rows(t)), done, failed)
