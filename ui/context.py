"""What every page of the window is given: the desk, lanes of work, the news of changes, dialogs."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from bureau.desk import Desk
from bureau.storage.changes import ChangeSet
from ui.tasks import InlineRunner, Runner


class News(QObject):
    """One signal for all changes of data: every open table and figure listens to it."""

    changed = Signal(object)
    """A bureau.storage.changes.ChangeSet, on the window's thread."""
    said = Signal(str)
    """A sentence for the status line (已保存 14:03:22)."""


class Asker(Protocol):
    """Dialogs, so that tests answer instead of a person."""

    def confirm(
        self, parent: QWidget | None, text: str, yes: str, *, dangerous: bool = False
    ) -> bool:
        """Whether the person agrees; `yes` names the act (删除 3 行)."""

    def choose(self, parent: QWidget | None, text: str, answers: list[str]) -> str | None:
        """One of several answers, None for 取消."""

    def tell(self, parent: QWidget | None, text: str) -> None:
        """A sentence that must be read."""

    def ask_text(self, parent: QWidget | None, text: str, value: str = "") -> str | None:
        """A line of text."""

    def open_file(self, parent: QWidget | None, title: str, patterns: str) -> Path | None:
        """A file to read."""

    def open_files(self, parent: QWidget | None, title: str, patterns: str) -> list[Path]:
        """Files to read."""

    def save_file(
        self, parent: QWidget | None, title: str, name: str, patterns: str
    ) -> Path | None:
        """A file to write."""


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
        self.desk.store.listeners.append(self._pass_on)

    def _pass_on(self, changes: ChangeSet) -> None:
        self.news.changed.emit(changes)
