"""The window in tests: off-screen, a small bureau to show, dialogs answered by a script."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

# Set before Qt is first loaded.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

import pytest
from PySide6.QtCore import QEvent, QEventLoop, QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget

from bureau.desk import Desk
from tests.storage.offices import hurry, open_at
from tests.ui.small_bureau import CASES, small_bureau
from ui.app import prepare_application
from ui.context import Context
from ui.logs import OFF_SCREEN
from ui.tasks import LaneRunner

__all__ = ["CASES", "ScriptedAsker"]


@dataclass
class ScriptedAsker:
    """Answers dialogs from lists, and keeps what was asked; an unexpected question fails."""

    confirmed: list[bool] = field(default_factory=list)
    chosen: list[str | None] = field(default_factory=list)
    texts: list[str | None] = field(default_factory=list)
    files: list[Path | None] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    offered: list[str] = field(default_factory=list)
    """The answers of the last choice."""

    def confirm(
        self, parent: QWidget | None, text: str, yes: str, *, dangerous: bool = False
    ) -> bool:
        """The next of `confirmed`."""
        self.asked.append(text)
        assert self.confirmed, f"nobody expected to be asked: {text} [{yes}]"
        return self.confirmed.pop(0)

    def choose(
        self, parent: QWidget | None, text: str, answers: list[str], *, cancel: str = "取消"
    ) -> str | None:
        """The next of `chosen`, which must be among the answers."""
        self.asked.append(text)
        self.offered = answers
        assert self.chosen, f"nobody expected to be asked: {text} {answers} [{cancel}]"
        answer = self.chosen.pop(0)
        assert answer is None or answer in answers
        return answer

    def tell(self, parent: QWidget | None, text: str) -> None:
        """Kept in `told`."""
        self.told.append(text)

    def ask_text(self, parent: QWidget | None, text: str, value: str = "") -> str | None:
        """The next of `texts`."""
        self.asked.append(text)
        assert self.texts, f"nobody expected to be asked: {text}"
        return self.texts.pop(0)

    def ask_secret(self, parent: QWidget | None, text: str) -> str | None:
        """The next of `texts`."""
        return self.ask_text(parent, text)

    def open_file(self, parent: QWidget | None, title: str, patterns: str) -> Path | None:
        """The next of `files`."""
        return self._file(title)

    def open_files(self, parent: QWidget | None, title: str, patterns: str) -> list[Path]:
        """All that is left of `files`."""
        self.asked.append(title)
        given = [path for path in self.files if path is not None]
        self.files.clear()
        return given

    def save_file(
        self, parent: QWidget | None, title: str, name: str, patterns: str
    ) -> Path | None:
        """The next of `files`."""
        return self._file(title)

    def open_folder(self, parent: QWidget | None, title: str) -> Path | None:
        """The next of `files`."""
        return self._file(title)

    def _file(self, title: str) -> Path | None:
        self.asked.append(title)
        assert self.files, f"nobody expected to be asked: {title}"
        return self.files.pop(0)


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """The one application of a test process, with the program's own fonts and look."""
    return prepare_application()


@pytest.fixture(autouse=True)
def _qt_is_silent(qapp: QApplication) -> Iterator[None]:
    """Whatever Qt warns of fails the test."""
    said: list[str] = []

    def note(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if kind != QtMsgType.QtDebugMsg and message not in OFF_SCREEN:
            said.append(message)

    before = qInstallMessageHandler(note)
    yield
    tidy_up(qapp)
    qInstallMessageHandler(before)
    assert not said, f"Qt said: {said}"


def tidy_up(application: QApplication) -> None:
    """Closes what is left open, and lets Qt delete what waits for it."""
    for widget in application.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    application.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)


@pytest.fixture
def asker() -> ScriptedAsker:
    """Dialogs answered from lists."""
    return ScriptedAsker()


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with a few dozen records, opened by nobody."""
    hurry(monkeypatch)
    root = tmp_path / "台账"
    root.mkdir()
    (root / "bureau.sqlite").write_bytes(small_bureau())
    return root


@pytest.fixture
def desk(office: Path) -> Iterator[Desk]:
    """A desk over it; 王芳 sits there on 2026-10-08 at 9:00."""
    opened = open_at(office)
    yield opened
    opened.store.close()


@pytest.fixture
def context(desk: Desk, asker: ScriptedAsker) -> Context:
    """What pages are given: lanes that run at once, dialogs answered by `asker`."""
    given = Context(desk, asker)
    given.listen()
    return given


@pytest.fixture
def go_on(context: Context) -> Iterator[threading.Event]:
    """The lane of writing has a thread of its own, as in the window, and waits until this is set."""
    waited_for, lane = threading.Event(), LaneRunner("写")
    lane.run(lambda _ticket: waited_for.wait(20), lambda _done: None, lambda _error: None)
    context.writing = lane
    yield waited_for
    waited_for.set()
    lane.close()
