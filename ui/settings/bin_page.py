"""回收站: records that were deleted, ledger by ledger, and the way to bring one back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QLabel

from bureau.access.rights import VIEW
from bureau.ledger.declaration import Ledger
from bureau.storage.changes import ChangeSet
from bureau.storage.connection import Reader
from bureau.storage.history import Removed, bring_back, removed
from ui.context import Context
from ui.settings.newest_first import PAGE, Look, NewestFirst
from ui.tokens import GRID

LOOK = Look(
    name="recycle-bin",
    title="回收站",
    explanation="删掉的记录都留在这里，恢复后还是原来那一条；姓名、电话等遮盖着显示。",
    help_anchor="undo#回收站",
    list_name="removed",
    columns=(("删除时间", 11), ("谁", 6), ("内容", 0), ("哪一步", 14)),
    act="恢复",
    act_name="bring-back",
)


class BinPage(NewestFirst[Removed]):
    """What was deleted of one ledger, and what it said."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, LOOK)
        ledgers = context.desk.store.ledgers.values()
        may = context.desk.may
        self.ledgers: list[Ledger] = [
            ledger for ledger in ledgers if not ledger.internal and may(VIEW, ledger.department)
        ]
        # The daily work first, the register after it.
        self.ledgers.sort(key=lambda ledger: ledger.department == "register")
        self.which = QComboBox()
        self.which.setObjectName("bin-ledger")
        self.which.setAccessibleName("台账")
        self.which.setMinimumWidth(GRID * 24)
        self.which.addItems([ledger.title for ledger in self.ledgers])
        self.which.currentIndexChanged.connect(lambda _at: self.refresh())
        title = QLabel("台账")
        title.setBuddy(self.which)
        self.head.addWidget(title)
        self.head.addWidget(self.which)
        self.refresh()

    @property
    def ledger(self) -> Ledger:
        """The ledger whose deleted records are shown."""
        return self.ledgers[max(self.which.currentIndex(), 0)]

    def asked(self) -> str:
        """The ledger's name."""
        return self.ledger.name

    def read(self, conn: Reader, asked: object, before: int | None) -> list[Removed]:
        """What was deleted of that ledger."""
        store = self.context.desk.store
        return removed(conn, store.shapes, store.ledgers[str(asked)], PAGE, before)

    def cells(self, row: Removed) -> Sequence[str]:
        """When, who, what it said, and in which step."""
        return row.at, row.actor, summary(row), row.label

    def ref(self, row: Removed) -> int:
        """The record."""
        return row.record

    def words(self, row: Removed | None) -> str:
        """What to do."""
        return "" if row is not None else "选中一条，可以恢复它。"

    def nothing(self) -> tuple[str, str]:
        """That nothing of this ledger was deleted."""
        return (
            f"“{self.ledger.title}”没有删除的记录",
            "在台账里删掉的记录会列在这里，随时可以恢复；别的台账在右上角选。",
        )

    def act(self) -> None:
        """Brings the chosen record back."""
        row, desk, ledger = self.chosen(), self.context.desk, self.ledger
        if row is not None:
            record = row.record
            self.write(
                lambda: bring_back(desk, ledger, record), lambda _done: self._brought_back(ledger)
            )

    def _brought_back(self, ledger: Ledger) -> None:
        self.say(f"已恢复 1 条，回到“{ledger.title}”里了。")
        self.refresh()

    def concerns(self, changes: ChangeSet) -> bool:
        """A change of the ledger that is shown."""
        return self.ledger.name in changes.records


def summary(one: Removed) -> str:
    """What a removed record said, field by field."""
    if not one.fields:
        return "内容已按规定匿名化"
    return "，".join(f"{title}：{value}" for title, value in one.fields if value)
