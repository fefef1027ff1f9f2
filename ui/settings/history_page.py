"""操作历史: every step of every person, newest first, and the way to take one back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtWidgets import QLineEdit

from bureau.storage import kinds
from bureau.storage.changes import ChangeSet
from bureau.storage.connection import Reader
from bureau.storage.history import FINAL, IN_EFFECT, UNDONE, Done, operations
from bureau.storage.undo import Ref, UndoConflict, Undone, undo
from ui.context import Context
from ui.settings.newest_first import PAGE, Look, NewestFirst
from ui.tokens import GRID

STATES = {IN_EFFECT: "", UNDONE: "已撤销", FINAL: "不能撤销"}
UNDO_THIS, REDO_THIS = "撤销这一步", "重做这一步"
LOOK = Look(
    name="history",
    title="操作历史",
    explanation="每一步都在这里，只增不减；撤销本身也是一步，可以再重做。",
    help_anchor="undo#操作历史",
    list_name="operations",
    columns=(("时间", 11), ("谁", 6), ("做了什么", 0), ("改动", 5), ("状态", 6)),
    act=UNDO_THIS,
    act_name="undo-step",
)


class HistoryPage(NewestFirst[Done]):
    """The list of operations with a search over what and who."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, LOOK)
        self.search = QLineEdit()
        self.search.setObjectName("history-words")
        self.search.setProperty("role", "search")
        self.search.setPlaceholderText("找做了什么、谁做的…")
        self.search.setAccessibleName("在操作历史里找")
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(GRID * 36)
        # Comes with committed text only, so nothing is searched while a syllable is composed.
        self.search.textChanged.connect(lambda _text: self.refresh())
        self.head.addWidget(self.search)
        self.refresh()

    def asked(self) -> str:
        """The words that are looked for."""
        return self.search.text().strip()

    def read(self, conn: Reader, asked: object, before: int | None) -> list[Done]:
        """Steps with these words."""
        return operations(conn, PAGE, before, words=str(asked))

    def cells(self, row: Done) -> Sequence[str]:
        """When, who, what, how much, and whether it is still in effect."""
        done = row.operation
        changes = f"{row.changes:,} 处" if row.changes > 0 else ""
        return done.at, done.actor, done.label, changes, STATES[row.state]

    def ref(self, row: Done) -> Ref:
        """The operation's own name."""
        return row.operation.ref

    def is_over(self, row: Done) -> bool:
        """Whether it was taken back."""
        return row.state == UNDONE

    def may_act(self, row: Done) -> bool:
        """Whether it can be taken back."""
        return row.state == IN_EFFECT

    def words(self, row: Done | None) -> str:
        """Why a step can't be taken back, or how one is."""
        redoes = row is not None and row.operation.kind == kinds.UNDO
        self.act_button.setText(REDO_THIS if redoes else UNDO_THIS)
        if row is not None:
            return f"{row.note}。" if row.note else ""
        return "选中一步，可以撤销它。"

    def nothing(self) -> tuple[str, str]:
        """Nothing with these words, or nothing done yet."""
        if self.asked():
            return "没有找到", "换一个词试试：做了什么（导入、删除、修改……），或谁做的。"
        return "还没有操作", "录入、导入、修改、删除，每一步都会列在这里，可以撤销。"

    def act(self) -> None:
        """Takes the chosen step back; what was changed since is asked about."""
        row = self.chosen()
        if row is not None and self.may_act(row):
            self._undo(row.operation.ref, row.operation.label)

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

    def concerns(self, changes: ChangeSet) -> bool:
        """Every change is a step."""
        return bool(changes.records)
