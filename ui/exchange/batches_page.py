"""导入记录: imports in effect with their counts, each of which can be taken back whole."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget

from bureau.exchange.batches import Batch, batches, undo_batch
from bureau.exchange.ledgers import BATCHES
from bureau.storage.changes import ChangeSet
from bureau.storage.undo import Undone
from ui.calling_back import said, while_alive
from ui.context import Context
from ui.exchange.look import button
from ui.exchange.plain_table import Head, PlainTable
from ui.settings.frame import Card, Frame, note, row_of
from ui.widgets.bars import EmptyPage

HEADS = (
    Head("时间", 150),
    Head("台账", 120),
    Head("新增", 80, numeric=True),
    Head("更新", 80, numeric=True),
    Head("未变", 80, numeric=True),
    Head("退回", 80, numeric=True),
    Head("导入人", 100),
    Head("文件", 320),
)


class BatchesPage(Frame):
    """The list, the newest first; an import that was undone is gone from here."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            "batches-page",
            "导入记录",
            "每次导入一行：新增、更新、退回了多少。整批撤销以后，那一次就不在这里了。",
            help_anchor="import",
            scrolls=False,
        )
        self.batches: list[Batch] = []
        self.table = PlainTable(HEADS, "batches")
        self.table.setAccessibleName("导入记录")
        self.undo = button("撤销这次导入", "undo-batch", "danger")
        self.undo.clicked.connect(lambda _checked=False: self.undo_current())
        card = Card()
        card.column.addWidget(self.table, 1)
        card.column.addLayout(row_of(self.undo, note("选中一次，可以整批撤销。")))
        self.empty = EmptyPage(
            "还没有导入过表格",
            "在台账页点“导入”，选一个 Excel 或 WPS 表格；导入过的都会列在这里，可以整批撤销。",
        )
        self.pages = QStackedWidget()
        self.pages.addWidget(card)
        self.pages.addWidget(self.empty)
        self.column.addWidget(self.pages, 1)
        context.news.changed.connect(self._hear)
        self.refresh()

    def _hear(self, changes: ChangeSet) -> None:
        if BATCHES.name in changes.records:
            self.refresh()

    def refresh(self) -> None:
        """Reads the list anew."""
        desk = self.context.desk
        self.context.reading.run(
            lambda _ticket: batches(desk),
            while_alive(self, self._show),
            while_alive(self, self._fail),
        )

    def _show(self, found: object) -> None:
        assert isinstance(found, list)
        self.batches = found
        ledgers = self.context.desk.store.ledgers
        self.table.show_rows(
            [
                (
                    batch.record,
                    (
                        batch.at,
                        ledgers[batch.ledger].title if batch.ledger in ledgers else batch.ledger,
                        f"{batch.accepted:,}",
                        f"{batch.changed:,}",
                        f"{batch.unchanged:,}",
                        f"{batch.rejected:,}",
                        batch.actor,
                        batch.file,
                    ),
                )
                for batch in found
            ]
        )
        self.pages.setCurrentIndex(0 if found else 1)
        self.undo.setEnabled(self.context.writable)

    def _fail(self, fault: BaseException) -> None:
        self.notice.show_notice(said(fault), "danger")

    def undo_current(self) -> None:
        """Takes back the import of the current row, after a question that says how much it is."""
        batch = next((b for b in self.batches if b.record == self.table.current_key), None)
        if batch is None:
            return
        question = (
            f"撤销 {batch.at} 导入的“{batch.file}”？新增的 {batch.accepted:,} 条会去掉，"
            f"更新的 {batch.changed:,} 条恢复原样；导入以后又改动或引用过的会保留。"
        )
        if not self.context.asker.confirm(self, question, "撤销这次导入", dangerous=True):
            return
        desk, record = self.context.desk, batch.record

        def done(undone: object) -> None:
            if isinstance(undone, Undone):
                self.notice.show_notice(undone_sentence(batch, undone), "good")
            self.refresh()

        self.context.writing.run(
            lambda _ticket: undo_batch(desk, record),
            while_alive(self, done),
            while_alive(self, self._fail),
            title="撤销导入",
        )


def undone_sentence(batch: Batch, undone: Undone) -> str:
    """What an undo took back and what it left."""
    kept = sum(1 for ledger, _, _ in undone.kept if ledger == batch.ledger)
    taken = batch.accepted + batch.changed - kept
    sentence = f"已撤销“{batch.file}”：撤销 {taken:,} 条"
    if kept:
        sentence += f"，保留 {kept:,} 条（导入以后又被改动或引用）"
    return sentence + "。"
