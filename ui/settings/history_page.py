"""操作历史: every step of every person, newest first, and the way to take one back."""

from __future__ import annotations

from typing import cast

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit

from bureau.storage import kinds
from bureau.storage.changes import ChangeSet
from bureau.storage.history import FINAL, IN_EFFECT, UNDONE, Done, operations
from bureau.storage.undo import Ref, UndoConflict, Undone, undo
from ui.context import Context
from ui.settings.frame import Card, Frame, PlainList, button, note, row_of
from ui.tokens import GRID

PAGE = 200
STATES = {IN_EFFECT: "", UNDONE: "已撤销", FINAL: "不能撤销"}


class HistoryPage(Frame):
    """The list of operations with a search over what and who."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            "history",
            "操作历史",
            "每一步都在这里，只增不减；撤销本身也是一步，可以再重做。",
            help_anchor="undo#操作历史",
            scrolls=False,
        )
        self.shown: list[Done] = []
        self.words = QLineEdit()
        self.words.setObjectName("history-words")
        self.words.setProperty("role", "search")
        self.words.setPlaceholderText("找做了什么、谁做的…")
        self.words.setAccessibleName("在操作历史里找")
        self.words.setClearButtonEnabled(True)
        self.words.setFixedWidth(GRID * 36)
        # Comes with committed text only, so nothing is searched while a syllable is composed.
        self.words.textChanged.connect(lambda _text: self.refresh())
        self.head.addWidget(self.words)
        self.list = PlainList(
            "operations", "操作历史", ("时间", "谁", "做了什么", "改动", "状态"), stretch=2
        )
        self.list.set_widths((11, 6, 0, 5, 6))
        self.list.itemSelectionChanged.connect(self._show_act)
        self.undo_button = button("撤销这一步", self.undo_chosen, "undo-step")
        self.more = button("更早的…", self.show_earlier, "earlier")
        self.said = note("")
        card = Card()
        card.column.addWidget(self.list, 1)
        acts = row_of(self.undo_button, self.more, stretch_last=False)
        acts.addWidget(self.said, 1)
        card.column.addLayout(acts)
        self.column.addWidget(card, 1)
        context.news.changed.connect(self._on_news)
        self.refresh()

    def refresh(self) -> None:
        """Reads the newest steps anew."""
        self._read(None)

    def show_earlier(self) -> None:
        """Adds the steps before the last one shown."""
        if self.shown:
            self._read(self.shown[-1].place)

    def _read(self, before: int | None) -> None:
        desk, words = self.context.desk, self.words.text().strip()

        def read() -> list[Done]:
            with desk.store.snapshot() as conn:
                return operations(conn, PAGE, before, words=words)

        self.context.reading.run(
            lambda _ticket: read(), lambda found: self._show(found, before), self.fail
        )

    def _show(self, found: object, before: int | None) -> None:
        steps = cast(list[Done], found)
        self.shown = steps if before is None else [*self.shown, *steps]
        faint = frozenset(at for at, done in enumerate(self.shown) if done.state == UNDONE)
        self.list.show_rows(
            [
                (
                    done.operation.at,
                    done.operation.actor,
                    done.operation.label,
                    f"{done.changes:,} 处" if done.changes > 0 else "",
                    STATES[done.state],
                )
                for done in self.shown
            ],
            [done.operation.ref for done in self.shown],
            faint,
        )
        self.more.setVisible(len(steps) == PAGE)
        if not self.shown:
            self.said.setText("没有找到，换一个词试试。" if self.words.text() else "还没有操作。")
        self._show_act()

    def chosen(self) -> Done | None:
        """The chosen step."""
        ref = self.list.chosen()
        return next((done for done in self.shown if done.operation.ref == ref), None)

    def _show_act(self) -> None:
        done = self.chosen()
        redoes = done is not None and done.operation.kind == kinds.UNDO
        self.undo_button.setText("重做这一步" if redoes else "撤销这一步")
        can = done is not None and done.state == IN_EFFECT and self.context.writable
        self.undo_button.setEnabled(can)
        if done is not None:
            self.said.setText(f"{done.note}。" if done.note else "")
        elif self.shown:
            self.said.setText("选中一步，可以撤销它。")

    def undo_chosen(self) -> None:
        """Takes the chosen step back; what was changed since is asked about."""
        done = self.chosen()
        if done is not None and done.state == IN_EFFECT:
            self._undo(done.operation.ref, done.operation.label)

    def _undo(self, ref: Ref, label: str, *, partial: bool = False) -> None:
        desk = self.context.desk
        self.context.writing.run(
            lambda _ticket: undo(desk, ref, partial=partial),
            lambda undone: self._undone(undone, label),
            lambda error: self._refused(error, ref, label),
            title=f"撤销 {label}",
        )

    def _undone(self, result: object, label: str) -> None:
        undone = cast(Undone, result)
        kept = f"，{len(undone.kept)} 条之后又改动或被引用，保留未动" if undone.kept else ""
        self.say(f"“{label}”已撤销 {undone.applied:,} 处{kept}。")
        self.refresh()

    def _refused(self, error: BaseException, ref: Ref, label: str) -> None:
        if isinstance(error, UndoConflict):
            if self.context.asker.confirm(self, error.sentence, "只撤销其余部分"):
                self._undo(ref, label, partial=True)
            return
        self.fail(error)

    def _on_news(self, _changes: ChangeSet) -> None:
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """What happened while another room was in sight is read now."""
        super().showEvent(event)
        self.refresh()
