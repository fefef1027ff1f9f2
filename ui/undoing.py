"""Undo and redo by name: the button, Ctrl+Z and Ctrl+Y, and the menu of recent steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from bureau.desk import Desk
from bureau.errors import BureauError
from bureau.storage import kinds
from bureau.storage.connection import Reader
from bureau.storage.history import IN_EFFECT, UNDONE, Done, operations
from bureau.storage.undo import OpRow, Ref, UndoConflict, Undone, next_redo, next_undo, undo
from ui.context import Context
from ui.tasks import Ticket

RECENT = 10
Seek = Callable[[Desk, Reader], OpRow | None]


@dataclass(frozen=True, slots=True)
class Steps:
    """What can be taken back now, and what done again."""

    back: OpRow | None = None
    again: OpRow | None = None


def steps_of(desk: Desk) -> Steps:
    """Read in one picture of the data."""
    with desk.store.snapshot() as conn:
        return Steps(next_undo(desk, conn), next_redo(desk, conn))


def seek_ref(desk: Desk, seek: Seek) -> Ref | None:
    """Which operation a step would take."""
    with desk.store.snapshot() as conn:
        row = seek(desk, conn)
    return row.ref if row else None


def plain_label(label: str) -> str:
    """What a step was about: 撤销“登记案件” → 登记案件."""
    return label.removeprefix("撤销").removeprefix("重做").strip("“”")


def shown_label(row: OpRow) -> str:
    """The same of an operation."""
    return plain_label(row.label)


class Undoing(QObject):
    """Keeps the names current and does the steps in the writing lane."""

    changed = Signal(object)
    """Steps."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self.context = context
        self.window_ = window
        self.steps = Steps()
        self._asking: Ticket | None = None
        context.news.changed.connect(self.refresh)

    def refresh(self, _changes: object = None) -> None:
        """Reads the names anew."""
        if self._asking is not None:
            self._asking.cancel()
        desk = self.context.desk
        self._asking = self.context.reading.run(
            lambda _ticket: steps_of(desk), self._named, self._not_named
        )

    def _named(self, steps: object) -> None:
        if isinstance(steps, Steps):
            self.steps = steps
            self.changed.emit(steps)

    def _not_named(self, error: BaseException) -> None:
        self._named(Steps())

    def undo(self) -> None:
        """Ctrl+Z: the newest step of all that was asked for before, those under way included."""
        self._next(next_undo, "撤销", self.steps.back)

    def redo(self) -> None:
        """Ctrl+Y."""
        self._next(next_redo, "重做", self.steps.again)

    def _next(self, seek: Seek, word: str, known: OpRow | None) -> None:
        desk = self.context.desk

        def step(_ticket: Ticket) -> Undone | None:
            with desk.store.snapshot() as conn:
                row = seek(desk, conn)
            return None if row is None else undo(desk, row.ref)

        self.context.writing.run(
            step,
            lambda undone: self._taken(undone, word),
            lambda error: self._refused(error, word, lambda: seek_ref(desk, seek)),
            title=f"{word} {shown_label(known)}" if known else "",
        )

    def take_rest(self, ref: Ref, word: str) -> None:
        """A step without what was changed since."""
        desk = self.context.desk
        self.context.writing.run(
            lambda _ticket: undo(desk, ref, partial=True),
            lambda undone: self._taken(undone, word),
            lambda error: self._refused(error, word, lambda: None),
        )

    def _taken(self, undone: object, word: str) -> None:
        if not isinstance(undone, Undone):
            self.context.news.said.emit(f"没有可以{word}的步骤。")
            return
        kept = f"；{len(undone.kept)} 条之后又被改动或引用，保留未动" if undone.kept else ""
        self.context.news.said.emit(f"已{word}“{plain_label(undone.label)}”{kept}。")

    def _refused(self, error: BaseException, word: str, which: Callable[[], Ref | None]) -> None:
        asker = self.context.asker
        if isinstance(error, UndoConflict):
            ref = which()
            if ref and asker.confirm(self.window_, error.sentence, f"只{word}其余部分"):
                self.take_rest(ref, word)
        elif isinstance(error, BureauError):
            asker.tell(self.window_, error.sentence)

    def fill_menu(self, menu: QMenu) -> None:
        """The two next steps by name, then the newest steps of everybody."""
        menu.clear()
        for row, word, keys, act in (
            (self.steps.back, "撤销", "Ctrl+Z", self.undo),
            (self.steps.again, "重做", "Ctrl+Y", self.redo),
        ):
            if row is None:
                menu.addAction(f"没有可以{word}的步骤\t{keys}").setEnabled(False)
            else:
                menu.addAction(f"{word}：{shown_label(row)}\t{keys}", act)
        menu.addSeparator()
        with self.context.desk.store.snapshot() as conn:
            recent = operations(conn, RECENT)
        for done in recent:
            menu.addAction(self._recent(done, menu))

    def _recent(self, done: Done, menu: QMenu) -> QAction:
        """One step: when, what, who; a click takes it back, where that can be done."""
        row = done.operation
        mark = "（已撤销）" if done.state == UNDONE else ""
        action = QAction(f"{row.at[5:16]}  {row.label}{mark}\t{row.actor}", menu)
        action.setEnabled(done.state == IN_EFFECT and self.context.writable)
        action.triggered.connect(lambda: self._take_one(row))
        return action

    def _take_one(self, row: OpRow) -> None:
        word = "重做" if row.kind == kinds.UNDO else "撤销"
        text = f"{row.at[5:16]} {row.actor}做的“{row.label}”，要{word}这一步吗？"
        if self.context.asker.confirm(self.window_, text, f"{word}这一步"):
            desk = self.context.desk
            self.context.writing.run(
                lambda _ticket: undo(desk, row.ref),
                lambda undone: self._taken(undone, word),
                lambda error: self._refused(error, word, lambda: row.ref),
            )
