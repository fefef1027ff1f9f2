"""What every page of the window is given: the desk, lanes of work, the news of changes, dialogs."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from bureau.access.rights import ASK, EDIT
from ui.tasks import InlineRunner, Runner

if TYPE_CHECKING:
    from bureau.calendar.periods import Period
    from bureau.desk import Desk
    from bureau.storage.changes import ChangeSet


class News(QObject):
    """One signal for all changes of data: every open table and figure listens to it."""

    changed = Signal(object)
    """A bureau.storage.changes.ChangeSet, on the window's thread."""
    said = Signal(str)
    """A sentence for the status line (已复制 12 行)."""
    wanted = Signal(str, object)
    """Ledger name and record id that somebody wants to see in its own page, or a mapping of stored
    values that a new record begins with."""
    wanted_list = Signal(str, object)
    """Ledger name and bureau.ledger.query.Filter: the records behind a number."""
    wanted_page = Signal(str)
    """The key of a page, or of a room of 系统."""
    wanted_help = Signal(str)
    """The manual, at an anchor ("" for its first page)."""
    wanted_backup = Signal()
    """A copy, at once."""
    backed_up = Signal(object)
    """When a copy was made, whoever made it."""
    wanted_errand = Signal(object)
    """A ui.errand.Errand: something to be done while nobody has the data folder open."""
    wanted_person = Signal(str, str)
    """Name and unit of who works at this PC from now on."""
    chose_period = Signal(object)
    """The bureau.calendar.periods.Period that all pages of the month show from now on."""
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.period: Period | None = None
        """What was chosen last, for pages that are opened later."""
        # Never asked of Qt: PySide 6.9 takes the thread object that Qt gives for
        # Python's own, and the collector then deletes the main thread's.
        self._home = threading.get_ident()
        self._arrived.connect(self._spread, Qt.ConnectionType.QueuedConnection)

    def tell(self, changes: ChangeSet) -> None:
        """Spreads a change; from another thread it goes by the window's event queue."""
        if threading.get_ident() == self._home:
            self.changed.emit(changes)
        else:
            self._arrived.emit(changes)

    def choose_period(self, period: Period) -> None:
        """Whoever turns the month's page to October writes, approves and issues October."""
        if period != self.period:
            self.period = period
            self.chose_period.emit(period)

    def _spread(self, changes: ChangeSet) -> None:
        self.changed.emit(changes)


class Asker(Protocol):
    """Dialogs, so that tests answer instead of a person."""

    def confirm(
        self, parent: QWidget | None, text: str, yes: str, *, dangerous: bool = False
    ) -> bool:
        """Whether the person agrees; `yes` names the act (删除 3 行)."""

    def choose(
        self, parent: QWidget | None, text: str, answers: list[str], *, cancel: str = "取消"
    ) -> str | None:
        """One of several answers, None for `cancel`."""

    def tell(self, parent: QWidget | None, text: str) -> None:
        """A sentence that must be read."""

    def ask_text(self, parent: QWidget | None, text: str, value: str = "") -> str | None:
        """A line of text."""

    def ask_secret(self, parent: QWidget | None, text: str) -> str | None:
        """A passphrase, which nobody sees."""

    def open_file(self, parent: QWidget | None, title: str, patterns: str) -> Path | None:
        """A file to read."""

    def open_files(self, parent: QWidget | None, title: str, patterns: str) -> list[Path]:
        """Files to read."""

    def save_file(
        self, parent: QWidget | None, title: str, name: str, patterns: str
    ) -> Path | None:
        """A file to write."""

    def open_folder(self, parent: QWidget | None, title: str) -> Path | None:
        """A folder that exists."""


@dataclass
class Context:
    """Handed down from the window; pages never reach for globals."""

    desk: Desk
    asker: Asker
    news: News = field(default_factory=News)
    writing: Runner = field(default_factory=InlineRunner)
    reading: Runner = field(default_factory=InlineRunner)
    papers: Runner = field(default_factory=InlineRunner)

    def listen(self) -> None:
        """Passes the store's changes on as news."""
        self.desk.store.listeners.append(self.news.tell)

    @property
    def writable(self) -> bool:
        """Whether anything can be changed: buttons that write are off when not."""
        return self.desk.store.writable and self.desk.may(EDIT)

    @property
    def refusal(self) -> str:
        """Why nothing can be changed, where that is so."""
        if not self.desk.store.writable:
            from bureau.storage.store import READ_ONLY

            return READ_ONLY
        return f"您的账户（{self.desk.rights.role.title}）只能看，不能改；{ASK}"

    @property
    def holds_folder(self) -> bool:
        """Whether this program is the one that keeps the folder: copies, indexes, whoever sits here."""
        return self.desk.store.writable
