"""Searching one ledger, and the names of registers that typed initials are compared with."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from bureau.errors import BureauError
from bureau.ledger.declaration import Ledger
from bureau.storage import rows
from bureau.storage.changes import ChangeSet
from bureau.storage.search import find
from ui.context import Context
from ui.ledger.inputs.options import LONG
from ui.tasks import Ticket


class Finding(QObject):
    """Search words become ids in the reading lane; the newest words win."""

    MOST = 2_000
    found = Signal(str, object)
    """The words and the ids, newest first."""

    def __init__(self, context: Context, ledger: Ledger, parent: QObject) -> None:
        super().__init__(parent)
        self.context, self.ledger = context, ledger
        self._ticket: Ticket | None = None
        self._labels: dict[str, dict[int, str]] = {}
        context.news.changed.connect(self._on_news)

    def ask(self, words: str) -> None:
        """Looks for words; none at all are an answer too."""
        if self._ticket is not None:
            self._ticket.cancel()
            self._ticket = None
        wanted = words.strip()
        if not wanted:
            self.found.emit("", [])
            return
        store, name = self.context.desk.store, self.ledger.name

        def look(_ticket: Ticket) -> object:
            with store.snapshot() as conn:
                return find(conn, store.shapes, wanted, ledger=name, limit=self.MOST)

        def failed(error: BaseException) -> None:
            if not isinstance(error, BureauError):
                raise error
            self.context.news.said.emit(error.sentence)

        self._ticket = self.context.reading.run(
            look, lambda found: self.found.emit(wanted, found), failed
        )

    def labels(self, ledger: str) -> Mapping[int, str] | None:
        """Names of a register's records by id, read once until something changes there.

        None for a long ledger (cases), whose numbers no initials spell: SQL looks through them.
        """
        known = self._labels.get(ledger)
        if known is None:
            desk = self.context.desk
            declared = desk.store.ledgers[ledger]
            with desk.store.snapshot() as conn:
                if rows.count(conn, declared, today=desk.today()) > LONG:
                    return None
                wanted = rows.ids(conn, declared, today=desk.today())
                names = desk.store.names(conn)
                known = {record: names.label(ledger, record) for record in wanted}
            self._labels[ledger] = known
        return known

    def _on_news(self, changes: object) -> None:
        if isinstance(changes, ChangeSet):
            for ledger in changes.records:
                self._labels.pop(ledger, None)
