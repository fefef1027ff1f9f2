"""Backups and the search index, kept in the background: never in the way of a keystroke."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from bureau.errors import BureauError
from bureau.storage.copies import BY_HAND, OF_ITSELF, changed_at, copy_now, last_copy
from ui.context import Context
from ui.tasks import Runner, Ticket

LATE_DAYS = 3
"""After so many days without a backup the bar says so in the warning's colour."""


def backup_words(at: datetime | None, now: datetime) -> str:
    """今天 08:12 已备份, 3 天前备份, 还没有备份."""
    if at is None:
        return "还没有备份"
    days = (now.date() - at.date()).days
    if days <= 0:
        return f"今天 {at:%H:%M} 已备份"
    return f"昨天 {at:%H:%M} 备份" if days == 1 else f"{days} 天前备份"


def is_late(at: datetime | None, now: datetime) -> bool:
    """Whether the last backup lies too far back."""
    return at is None or (now.date() - at.date()).days >= LATE_DAYS


class Keeping(QObject):
    """Makes backups and brings the search index up to date in a lane of its own."""

    backed_up = Signal(object)
    """When, or None."""

    def __init__(self, context: Context, lane: Runner, parent: QObject) -> None:
        super().__init__(parent)
        self.context = context
        self.lane = lane
        self.last = last_copy(context.desk.store.folder)
        self.changed_since = False
        self._indexing = False
        context.news.changed.connect(self._changed)
        context.news.backed_up.connect(self._copied)

    def start(self) -> None:
        """The day's first backup, and what an import of the last time left waiting."""
        self.backed_up.emit(self.last)
        self._index()
        if self.context.writable and self._day_without_backup():
            self.back_up(title="")

    def _day_without_backup(self) -> bool:
        """Whether something was changed since the last backup, and that was not today."""
        folder = self.context.desk.store.folder
        today = self.context.desk.today()
        return self.last is None or (self.last.date() < today and changed_at(folder) > self.last)

    def _changed(self, _changes: object) -> None:
        self.changed_since = True
        self._index()

    def _copied(self, at: datetime | None) -> None:
        """A copy was made, here or on another page."""
        self.last = at
        self.changed_since = False
        self.backed_up.emit(at)

    def _index(self) -> None:
        if self._indexing or not self.context.writable:
            return
        self._indexing = True
        store = self.context.desk.store

        def index(ticket: Ticket) -> None:
            while store.index_waiting():
                ticket.step(0)

        self.lane.run(index, self._indexed, self._indexed)

    def _indexed(self, _result: object) -> None:
        self._indexing = False

    def back_up(
        self, done: Callable[[], None] | None = None, *, by_hand: bool = False, title: str = "备份"
    ) -> None:
        """Makes a copy, quietly without a title; `done` is called whether it went well or not."""
        desk = self.context.desk
        why = BY_HAND if by_hand else OF_ITSELF

        def made(path: object) -> None:
            self.context.news.backed_up.emit(last_copy(desk.store.folder))
            if title and isinstance(path, Path):
                self.context.news.said.emit(f"已备份并校验：{path.name}")
            if done is not None:
                done()

        def failed(error: BaseException) -> None:
            sentence = error.sentence if isinstance(error, BureauError) else "备份没有做成。"
            self.context.asker.tell(None, f"没有备份成：{sentence}")
            if done is not None:
                done()

        self.lane.run(lambda _ticket: copy_now(desk, why), made, failed, title=title)
