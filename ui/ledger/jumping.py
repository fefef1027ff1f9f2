"""Going to a record by its place in the list or by its number, and back to those seen lately."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from bureau.layouts import LAST, Layouts
from bureau.ledger.declaration import Ledger
from bureau.ledger.query import Contains, Is
from bureau.ledger.types import Text
from bureau.storage import rows
from bureau.storage.changes import ChangeSet
from ui.context import Context
from ui.ledger.filters import Condition
from ui.tasks import Ticket

if TYPE_CHECKING:
    from ui.ledger.page import LedgerPage

MOST_FOUND = 200
SETTLED = 2_000
FEW = 3
"""Records that one change is about when a person made it by hand."""


class RecentRecords(QObject):
    """The last ten records that were gone to or changed by hand, on this PC and of this folder."""

    def __init__(self, context: Context, ledger: Ledger, layouts: Layouts, parent: QObject) -> None:
        super().__init__(parent)
        self.context, self.ledger, self.layouts = context, ledger, layouts
        self._folder = str(context.desk.store.folder.root)
        self.records = layouts.records(ledger, self._folder)
        # Typing down a column is a record a second: written once it is quiet.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SETTLED)
        self._soon.timeout.connect(self.write)
        context.news.changed.connect(self._on_news)

    def note(self, *records: int) -> None:
        """These are the newest now."""
        self.records = list(dict.fromkeys([*records, *self.records]))[:LAST]
        self._soon.start()

    def write(self) -> None:
        """Writes them down."""
        self._soon.stop()
        self.layouts.put_records(self.ledger, self._folder, self.records)

    def listed(self) -> list[rows.Row]:
        """Those that are still there, the newest first."""
        desk = self.context.desk
        with desk.store.snapshot() as conn:
            return rows.page(conn, self.ledger, self.records, today=desk.now())

    def _on_news(self, changes: object) -> None:
        if not isinstance(changes, ChangeSet):
            return
        changed = changes.records.get(self.ledger.name)
        if changed and len(changed) <= FEW:
            self.note(*changed)


def has_numbers(ledger: Ledger) -> bool:
    """Whether records are called by a text of their own, such as a case's number."""
    label = ledger.by_key.get(ledger.label)
    return label is not None and isinstance(label.type, Text) and not label.personal


def question(page: LedgerPage) -> str:
    """What is asked: a place in the list, or a number."""
    places = f"1 到 {len(page.model.ids):,}"
    if not has_numbers(page.ledger):
        return f"转到第几条（{places}）："
    title = page.ledger.by_key[page.ledger.label].title
    return f"转到第几条（{places}），或{title}（只写后几位也行）："


def go_to(page: LedgerPage) -> None:
    """Asks, then goes to the row of that place or to the record of that number."""
    answer = page.context.asker.ask_text(page, question(page))
    words = (answer or "").strip()
    if not words:
        return
    # 0012 is the end of a number, 12 a place.
    if words.isdecimal() and not words.startswith("0") and int(words) <= len(page.model.ids):
        page.table.walk.go(int(words) - 1, page.table.currentIndex().column())
        page.table.setFocus()
    elif has_numbers(page.ledger):
        look_up(page, words)
    else:
        page.context.asker.tell(page, f"没有第“{words}”条；请写 1 到 {len(page.model.ids):,}。")


def look_up(page: LedgerPage, words: str) -> None:
    """Finds records by their number in the reading lane."""
    desk, ledger = page.context.desk, page.ledger
    key = ledger.label

    def look(_ticket: Ticket) -> object:
        with desk.store.snapshot() as conn:
            today = desk.today()
            whole = rows.ids(conn, ledger, Is(key, words), today=today, limit=2)
            if whole:
                return list(whole)
            found = rows.ids(conn, ledger, Contains(key, words), today=today, limit=MOST_FOUND)
            ended = rows.page(conn, ledger, found, today=today)
            at_end = [row["id"] for row in ended if str(row[key]).lower().endswith(words.lower())]
            return at_end or list(found)

    page.context.reading.run(look, lambda found: arrive(page, words, found), page.complain_of)


def arrive(page: LedgerPage, words: str, found: object) -> None:
    """Shows the one record; of several, the list of them; of none, says so."""
    records: Sequence[int] = found if isinstance(found, list) else []
    field = page.ledger.by_key[page.ledger.label]
    if len(records) == 1:
        page.recent.note(records[0])
        page.show_record(records[0])
    elif records:
        said = f"含“{words}”"
        where = Contains(field.key, words)
        page.filtering.put(field.key, Condition(field.key, field.title, said, where, words))
        page.table.setFocus()
    else:
        page.context.asker.tell(page, f"没有{field.title}含“{words}”的记录，请核对。")
