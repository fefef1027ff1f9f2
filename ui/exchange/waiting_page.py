"""待补: refused rows that wait, mended one after the other and taken in, or dropped."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from bureau.exchange.batches import batches
from bureau.exchange.column_reading import RowFault
from bureau.exchange.ledgers import BATCHES, WAITING
from bureau.exchange.waiting import StillFaulty, Waiting, drop_waiting, mend_waiting, waiting
from bureau.storage.changes import ChangeSet
from ui.context import Context
from ui.exchange.calling_back import said, while_alive
from ui.exchange.look import (
    button,
    fit_to_screen,
    label,
    own_sheet,
    press_by_ctrl_enter,
    strip,
    tight,
)
from ui.exchange.plain_table import Head, PlainTable
from ui.exchange.preview_model import cell_text, sentence
from ui.tokens import GRID
from ui.widgets.bars import EmptyPage, NoticeBar

HEADS = (
    Head("台账", 100),
    Head("行号", 60, numeric=True),
    Head("原因", 240),
    Head("文件", 200),
)
FORM_WIDTH = 420


class RowForm(QScrollArea):
    """One waiting row: a line for each column of its file, faults beside the lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("row-form")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(FORM_WIDTH)
        self.row: Waiting | None = None
        self.lines: dict[str, QLineEdit] = {}
        self._original: dict[str, str] = {}

    def show_row(self, row: Waiting | None) -> None:
        """Another row, faulty columns first."""
        self.row = row
        self._build(row.faults if row is not None else (), {})

    def show_faults(self, faults: tuple[RowFault, ...]) -> None:
        """The same row with what is wrong with it now; what was typed stays."""
        self._build(faults, {heading: line.text() for heading, line in self.lines.items()})

    def _build(self, faults: tuple[RowFault, ...], typed: dict[str, str]) -> None:
        # A fresh sheet each time: a layout that is refilled in place is squeezed for a moment.
        inner = QWidget()
        inner.setObjectName("card")
        column = QVBoxLayout(inner)
        column.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID * 2)
        column.setSpacing(4)
        self.lines.clear()
        self._fill(column, faults, typed)
        self.setWidget(inner)
        wrong = [fault.column for fault in faults if fault.column in self.lines]
        if wrong:
            first = self.lines[wrong[0]]
            first.setFocus()
            first.selectAll()

    def _fill(
        self, sheet: QVBoxLayout, faults: tuple[RowFault, ...], typed: dict[str, str]
    ) -> None:
        row = self.row
        if row is None:
            return
        told = {fault.column: sentence(fault) for fault in reversed(faults)}
        self._original = {heading: cell_text(cell) for heading, cell in row.cells.items()}
        for column, text in told.items():
            if column not in row.cells:
                sheet.addWidget(
                    label(f"‼ {column}{'：' if column else ''}{text}", "danger", wrap=True)
                )
        for heading in sorted(row.cells, key=lambda word: word not in told):
            caption = label(heading, "soft")
            line = QLineEdit(typed.get(heading, self._original[heading]))
            line.setObjectName(f"cell-{heading}")
            line.setAccessibleName(heading)
            line.installEventFilter(self)
            line.setCursorPosition(0)
            caption.setBuddy(line)
            sheet.addWidget(caption)
            sheet.addWidget(line)
            if heading in told:
                line.setProperty("fault", "true")
                line.setAccessibleDescription(told[heading])
                sheet.addWidget(label(f"‼ {told[heading]}", "danger", wrap=True))
            sheet.addSpacing(4)
            self.lines[heading] = line
        sheet.addStretch(1)

    @property
    def typed(self) -> dict[str, str]:
        """What differs from the row as it waits."""
        return {
            heading: line.text()
            for heading, line in self.lines.items()
            if line.text() != self._original.get(heading, "")
        }

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Enter goes on to the next line."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.focusNextChild()
            return True
        return super().eventFilter(watched, event)


class WaitingPage(QWidget):
    """The list at the left, the row that is mended at the right."""

    def __init__(
        self,
        context: Context,
        layouts: object = None,
        parent: QWidget | None = None,
        *,
        ledger: str | None = None,
    ) -> None:
        super().__init__(parent)
        del layouts  # every page of the window is given them
        self.setObjectName("page")
        self.setStyleSheet(own_sheet())
        self.context = context
        self.ledger = ledger
        self.waiting: dict[int, Waiting] = {}
        self.files: dict[int, str] = {}
        column = QVBoxLayout(self)
        tight(column)
        head, row = strip("head")
        self.title = label("待补", "title", name="waiting-title")
        row.addWidget(self.title, 1)
        self.drop = button("不收这一行", "drop-row")
        self.drop.clicked.connect(lambda _checked=False: self.drop_current())
        self.take = button("改好了，收下", "take-row", "main", "Ctrl+Enter")
        press_by_ctrl_enter(self, self.take)
        self.take.clicked.connect(lambda _checked=False: self.take_current())
        row.addWidget(self.drop)
        row.addWidget(self.take)
        column.addWidget(head)
        self.notice = NoticeBar()
        column.addWidget(self.notice)
        self.pages = QStackedWidget()
        self.pages.addWidget(self._split())
        self.pages.addWidget(
            EmptyPage("没有待补的行", "导入表格时退回的行放在这里，改好一行收下一行。")
        )
        column.addWidget(self.pages, 1)
        context.news.changed.connect(self._hear)
        self.refresh()

    def _split(self) -> QSplitter:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        self.table = PlainTable(HEADS, "waiting")
        self.table.setAccessibleName("待补的行")
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_current())
        self.form = RowForm()
        split.addWidget(self.table)
        split.addWidget(self.form)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 0)
        return split

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
        self.title.setText(f"待补 {len(rows):,} 行" if rows else "待补")
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
            one.setVisible(bool(rows))
            one.setEnabled(self.context.writable)
        self._show_current()

    def _show_current(self) -> None:
        key = self.table.current_key
        row = self.waiting.get(key) if key is not None else None
        now = self.form.row
        if row is None or now is None or now.record != row.record:
            self.form.show_row(row)

    def _fail(self, fault: BaseException) -> None:
        if isinstance(fault, StillFaulty):
            self.form.show_faults(fault.faults)
            return
        self.notice.show_notice(said(fault), "danger")

    def take_current(self) -> None:
        """Takes the current row in with what was typed."""
        row = self.form.row
        if row is None:
            return
        desk, record, typed = self.context.desk, row.record, self.form.typed

        def done(_taken: object) -> None:
            self.notice.show_notice(f"第 {row.row_number} 行已收下。", "good")

        self.notice.hide()
        self.context.writing.run(
            lambda _ticket: mend_waiting(desk, record, typed),
            while_alive(self, done),
            while_alive(self, self._fail),
        )

    def drop_current(self) -> None:
        """Takes the current row off the list without taking it in; undo brings it back."""
        row = self.form.row
        if row is None:
            return
        desk, record = self.context.desk, row.record

        def done(_nothing: object) -> None:
            self.notice.show_notice(f"第 {row.row_number} 行不收了；Ctrl+Z 可以找回。", "good")

        self.context.writing.run(
            lambda _ticket: drop_waiting(desk, record),
            while_alive(self, done),
            while_alive(self, self._fail),
        )


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
        tight(column)
        self.page = WaitingPage(context, ledger=ledger)
        column.addWidget(self.page)
