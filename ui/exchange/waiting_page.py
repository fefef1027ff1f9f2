"""待补: refused rows that wait, mended one after the other and taken in, or dropped."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from bureau.exchange.batches import batches
from bureau.exchange.ledgers import BATCHES, WAITING
from bureau.exchange.waiting import (
    Finished,
    StillFaulty,
    Waiting,
    drop_waiting,
    mend_rows,
    waiting,
)
from bureau.storage.changes import ChangeSet
from ui.calling_back import said, while_alive
from ui.context import Context
from ui.exchange.look import button, fit_to_screen, press_by_ctrl_enter
from ui.exchange.plain_table import Head, PlainTable
from ui.exchange.row_form import RowForm
from ui.settings.frame import Card, Frame
from ui.tokens import GRID
from ui.widgets.bars import EmptyPage

HEADS = (
    Head("台账", 100),
    Head("行号", 60, numeric=True),
    Head("原因", 240),
    Head("文件", 200),
)


class WaitingPage(Frame):
    """The list at the left, the row that is mended at the right."""

    def __init__(self, context: Context, *, ledger: str | None = None) -> None:
        super().__init__(
            context,
            "waiting-page",
            "待补",
            "导入时退回的行：在右边改好，收下一行少一行；不用的也可以不收。",
            help_anchor="import",
            scrolls=False,
        )
        self.ledger = ledger
        self.waiting: dict[int, Waiting] = {}
        self.files: dict[int, str] = {}
        self.pages = QStackedWidget()
        self.pages.addWidget(self._split())
        self.pages.addWidget(
            EmptyPage("没有待补的行", "导入表格时退回的行放在这里，改好一行收下一行。")
        )
        self.column.addWidget(self.pages, 1)
        context.news.changed.connect(self._hear)
        self.refresh()

    def _split(self) -> QSplitter:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(GRID)
        self.table = PlainTable(HEADS, "waiting", several=True)
        self.table.setAccessibleName("待补的行")
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_current())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._name_buttons())
        listed, mended = Card(), Card()
        listed.column.addWidget(self.table)
        self.form = RowForm(self.context)
        mended.column.setContentsMargins(0, GRID, 0, GRID * 2)
        mended.column.addWidget(self.form, 1)
        mended.column.addLayout(self._acts())
        split.addWidget(listed)
        split.addWidget(mended)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 0)
        return split

    def _acts(self) -> QHBoxLayout:
        self.take = button("改好了，收下", "take-row", "main", "Ctrl+Enter")
        press_by_ctrl_enter(self, self.take)
        self.take.clicked.connect(lambda _checked=False: self.take_current())
        self.drop = button("不收这一行", "drop-row")
        self.drop.clicked.connect(lambda _checked=False: self.drop_current())
        row = QHBoxLayout()
        row.setContentsMargins(GRID * 2, 0, GRID * 2, 0)
        row.setSpacing(GRID)
        row.addWidget(self.take)
        row.addStretch(1)
        row.addWidget(self.drop)
        return row

    def _hear(self, changes: ChangeSet) -> None:
        if WAITING.name in changes.records or BATCHES.name in changes.records:
            self.refresh()

    def refresh(self) -> None:
        """Reads the list anew."""
        desk, ledger = self.context.desk, self.ledger

        def work(_ticket: object) -> tuple[list[Waiting], dict[int, str]]:
            return waiting(desk, ledger), {batch.record: batch.file for batch in batches(desk)}

        self.context.reading.run(work, while_alive(self, self._show), while_alive(self, self._fail))

    def _show(self, found: object) -> None:
        assert isinstance(found, tuple)
        rows, self.files = found
        self.waiting = {row.record: row for row in rows}
        ledgers = self.context.desk.store.ledgers
        self.caption.setText(f"待补 {len(rows):,} 行" if rows else "待补")
        self.table.show_rows(
            [
                (
                    row.record,
                    (
                        ledgers[row.ledger].title if row.ledger in ledgers else row.ledger,
                        str(row.row_number),
                        "；".join(
                            f"{fault.column}：{fault.reason}" if fault.column else fault.reason
                            for fault in row.faults
                        ),
                        self.files.get(row.batch, ""),
                    ),
                )
                for row in rows
            ]
        )
        self.pages.setCurrentIndex(0 if rows else 1)
        for one in (self.take, self.drop):
            one.setEnabled(self.context.writable)
        self._show_current()

    def _show_current(self) -> None:
        key = self.table.current_key
        row = self.waiting.get(key) if key is not None else None
        now = self.form.row
        if row is None or now is None or now.record != row.record:
            ledger = self.context.desk.store.ledgers.get(row.ledger) if row is not None else None
            self.form.show_row(row, ledger)
        self._name_buttons()

    def _fail(self, fault: BaseException) -> None:
        self.notice.show_notice(said(fault), "danger")

    def take_current(self) -> None:
        """Takes the selected rows in, the current one with what was typed.

        What was typed goes into all rows that are selected; that is asked first.
        """
        self.form.settle()
        row, chosen, typed = self.form.row, self.chosen, self.form.typed
        if row is None or not self.context.writable:
            return
        if typed and len(chosen) > 1:
            words = "、".join(f"“{heading}”改为“{text}”" for heading, text in typed.items())
            question = f"选中的 {len(chosen):,} 行都把{words}，再收下？"
            if not self.context.asker.confirm(self, question, f"改 {len(chosen):,} 行"):
                return
        desk = self.context.desk
        mends = {
            record: {
                heading: text
                for heading, text in typed.items()
                if heading in self.waiting[record].cells
            }
            for record in chosen
        }

        def done(finished: object) -> None:
            if isinstance(finished, Finished):
                self._show_finished(row, finished)

        self.notice.hide()
        self.context.writing.run(
            lambda _ticket: mend_rows(desk, mends),
            while_alive(self, done),
            while_alive(self, self._fail),
        )

    def _show_finished(self, row: Waiting, finished: Finished) -> None:
        """Says how many rows came in, and what is wrong with the current one still."""
        taken, left = len(finished.taken), len(finished.left)
        fault = finished.left.get(row.record)
        if isinstance(fault, StillFaulty) and self.form.row is row:
            self.form.show_faults(fault.faults)
        if taken and left:
            self.notice.show_notice(
                f"已收下 {taken:,} 行；{left:,} 行还有问题，仍在待补。", "warning"
            )
        elif taken > 1:
            self.notice.show_notice(f"已收下 {taken:,} 行。", "good")
        elif taken:
            self.notice.show_notice(f"第 {row.row_number} 行已收下。", "good")
        elif left > 1:
            self.notice.show_notice(f"选中的 {left:,} 行都还有问题，没有收下。", "danger")
        elif fault is not None:
            self.notice.show_notice(said(fault), "danger")

    def drop_current(self) -> None:
        """Takes the selected rows off the list without taking them in; undo brings them back."""
        row, chosen = self.form.row, self.chosen
        if row is None or not self.context.writable:
            return
        desk = self.context.desk
        what = f"{len(chosen):,} 行" if len(chosen) > 1 else f"第 {row.row_number} 行"

        def done(_nothing: object) -> None:
            self.notice.show_notice(f"{what}不收了；Ctrl+Z 可以找回。", "good")

        self.context.writing.run(
            lambda _ticket: drop_waiting(desk, *chosen),
            while_alive(self, done),
            while_alive(self, self._fail),
        )

    @property
    def chosen(self) -> list[int]:
        """The selected rows, or the one that the form shows."""
        found = self.table.chosen_keys
        row = self.form.row
        return found if len(found) > 1 else [row.record] if row is not None else []

    def _name_buttons(self) -> None:
        """The buttons say how many rows they are about."""
        count = len(self.chosen)
        self.take.setText(f"改好了，收下 {count:,} 行" if count > 1 else "改好了，收下")
        self.drop.setText(f"不收这 {count:,} 行" if count > 1 else "不收这一行")


class WaitingWindow(QDialog):
    """The same list in a window of its own, for one ledger."""

    def __init__(
        self, context: Context, ledger: str | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("waiting-window")
        self.setWindowTitle("待补的行")
        fit_to_screen(self, 1000, 600)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID * 2)
        self.page = WaitingPage(context, ledger=ledger)
        column.addWidget(self.page)
        # Qt would begin at “不收这一行”, where a hasty Enter drops a row.
        if not self.page.form.focus_fault():
            self.page.table.setFocus()
