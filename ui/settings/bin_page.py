"""回收站: records that were deleted, ledger by ledger, and the way to bring one back."""

from __future__ import annotations

from typing import cast

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QLabel

from bureau.ledger.declaration import Ledger
from bureau.storage.changes import ChangeSet
from bureau.storage.history import Removed, bring_back, removed
from ui.context import Context
from ui.settings.frame import Card, Frame, PlainList, button, note, row_of
from ui.tokens import GRID

PAGE = 200


class BinPage(Frame):
    """What was deleted of one ledger, and what it said."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            "recycle-bin",
            "回收站",
            "删掉的记录都留在这里，恢复后还是原来那一条；姓名、电话等遮盖着显示。",
            help_anchor="undo#回收站",
            scrolls=False,
        )
        self.shown: list[Removed] = []
        ledgers = context.desk.store.ledgers.values()
        self.ledgers: list[Ledger] = [ledger for ledger in ledgers if not ledger.internal]
        # The daily work first, the register after it.
        self.ledgers.sort(key=lambda ledger: ledger.department == "register")
        self.which = QComboBox()
        self.which.setObjectName("bin-ledger")
        self.which.setAccessibleName("台账")
        self.which.setMinimumWidth(GRID * 24)
        self.which.addItems([ledger.title for ledger in self.ledgers])
        self.which.currentIndexChanged.connect(lambda _at: self.refresh())
        self.head.addWidget(QLabel("台账"))
        self.head.addWidget(self.which)
        self.list = PlainList("removed", "回收站", ("删除时间", "谁", "内容", "哪一步"), stretch=2)
        self.list.set_widths((11, 6, 0, 14))
        self.list.itemSelectionChanged.connect(self._show_act)
        self.back = button("恢复", self.bring_back, "bring-back")
        self.more = button("更早的…", self.show_earlier, "earlier-removed")
        self.said = note("")
        card = Card()
        card.column.addWidget(self.list, 1)
        acts = row_of(self.back, self.more, stretch_last=False)
        acts.addWidget(self.said, 1)
        card.column.addLayout(acts)
        self.column.addWidget(card, 1)
        context.news.changed.connect(self._on_news)
        self.refresh()

    @property
    def ledger(self) -> Ledger:
        """The ledger whose deleted records are shown."""
        return self.ledgers[max(self.which.currentIndex(), 0)]

    def refresh(self) -> None:
        """Reads the newest removals anew."""
        self._read(None)

    def show_earlier(self) -> None:
        """Adds the removals before the last one shown."""
        if self.shown:
            self._read(self.shown[-1].place)

    def _read(self, before: int | None) -> None:
        store, ledger = self.context.desk.store, self.ledger

        def read() -> list[Removed]:
            with store.snapshot() as conn:
                return removed(conn, store.shapes, ledger, PAGE, before)

        self.context.reading.run(
            lambda _ticket: read(), lambda found: self._show(found, before, ledger), self.fail
        )

    def _show(self, found: object, before: int | None, ledger: Ledger) -> None:
        if ledger is not self.ledger:
            return  # another one was chosen meanwhile
        records = cast(list[Removed], found)
        self.shown = records if before is None else [*self.shown, *records]
        self.list.show_rows(
            [(one.at, one.actor, summary(one), one.label) for one in self.shown],
            [one.record for one in self.shown],
        )
        self.more.setVisible(len(records) == PAGE)
        self._show_act()

    def _show_act(self) -> None:
        self.back.setEnabled(self.list.chosen() is not None and self.context.writable)
        if not self.shown:
            self.said.setText(f"“{self.ledger.title}”没有删除过记录。")
        else:
            self.said.setText("" if self.back.isEnabled() else "选中一条，可以恢复它。")

    def bring_back(self) -> None:
        """Brings the chosen record back."""
        record, desk, ledger = self.list.chosen(), self.context.desk, self.ledger
        if isinstance(record, int):
            self.context.writing.run(
                lambda _ticket: bring_back(desk, ledger, record),
                lambda _done: self._brought_back(ledger),
                self.fail,
            )

    def _brought_back(self, ledger: Ledger) -> None:
        self.say(f"已恢复 1 条，回到“{ledger.title}”里了。")
        self.refresh()

    def _on_news(self, changes: ChangeSet) -> None:
        if self.isVisible() and self.ledger.name in changes.records:
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """What was deleted while another room was in sight is read now."""
        super().showEvent(event)
        self.refresh()


def summary(one: Removed) -> str:
    """What a removed record said, field by field."""
    if not one.fields:
        return "内容已按规定匿名化"
    return "，".join(f"{title}：{value}" for title, value in one.fields if value)
