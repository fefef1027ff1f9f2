"""Batch edit: one field of many records, the count said first, one operation, one undo."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from bureau.editing import Edited, EditFault, change
from bureau.errors import BureauError
from bureau.ledger.entry import Raw
from ui import tokens
from ui.context import Context
from ui.ledger.cells import cell_field
from ui.ledger.columns import Column
from ui.ledger.hands import spoken
from ui.ledger.inputs import FieldInput, editor_for
from ui.ledger.model import LedgerModel
from ui.tasks import Ticket
from ui.widgets.initials_box import InitialsBox

SAID = 6


class BatchDialog(QDialog):
    """Which records, which field, which value. The main button names the count and the field."""

    changed = Signal(int)
    """How many records were changed."""

    def __init__(
        self,
        context: Context,
        model: LedgerModel,
        columns: Sequence[Column],
        selected: array[int],
        listed: array[int],
        *,
        filtered: bool,
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("batch-dialog")
        self.setWindowTitle("批量修改")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(460)
        self.context, self.model = context, model
        self.columns = [column for column in columns if column.editable]
        self.selected, self.listed = selected, listed
        self.editor: FieldInput | None = None
        self._ticket: Ticket | None = None
        self._lay_out(filtered)
        self._begin_at(key)

    def _lay_out(self, filtered: bool) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.setSpacing(12)
        self.only_selected = QRadioButton(f"选中的 {len(self.selected):,} 条")
        words = "当前筛选的全部" if filtered else "本台账全部"
        self.all_listed = QRadioButton(f"{words} {len(self.listed):,} 条")
        self.scope = QButtonGroup(self)
        for button in (self.only_selected, self.all_listed):
            self.scope.addButton(button)
            whole.addWidget(button)
        (self.only_selected if self.selected else self.all_listed).setChecked(True)
        self.only_selected.setEnabled(bool(self.selected))
        self.scope.buttonToggled.connect(lambda *_: self._name_act())
        form = QFormLayout()
        form.setSpacing(10)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self.field = InitialsBox()
        self.field.setObjectName("batch-field")
        self.field.setAccessibleName("要修改的列")
        for column in self.columns:
            self.field.addItem(column.title)
        self.field.currentIndexChanged.connect(lambda _at: self._choose_field())
        form.addRow("把这一列", self.field)
        self.place = QVBoxLayout()
        self.place.setContentsMargins(0, 0, 0, 0)
        holder = QWidget()
        holder.setLayout(self.place)
        form.addRow("都改成", holder)
        self.empty = QCheckBox("清空这一列")
        self.empty.toggled.connect(self._on_empty)
        form.addRow("", self.empty)
        whole.addLayout(form)
        self.fault = QLabel()
        self.fault.setObjectName("batch-fault")
        self.fault.setProperty("role", "danger")
        self.fault.setWordWrap(True)
        self.fault.setTextFormat(Qt.TextFormat.PlainText)
        self.fault.hide()
        whole.addWidget(self.fault)
        self.progress = QProgressBar()
        self.progress.hide()
        whole.addWidget(self.progress)
        note = QLabel("每一条都按录入时的规则检查；有一条不对就都不改。改完可以一次撤销。")
        note.setProperty("role", "faint")
        note.setWordWrap(True)
        whole.addWidget(note)
        row = QHBoxLayout()
        row.setSpacing(tokens.GRID)
        row.addStretch(1)
        self.take = QPushButton()
        self.take.setObjectName("batch-take")
        self.take.setProperty("role", "main")
        self.take.clicked.connect(self.apply)
        self.cancel = QPushButton("取消")
        self.cancel.clicked.connect(self.reject)
        row.addWidget(self.take)
        row.addWidget(self.cancel)
        whole.addLayout(row)

    @property
    def column(self) -> Column:
        """The column to be changed."""
        return self.columns[self.field.currentIndex()]

    @property
    def records(self) -> array[int]:
        """The records to be changed."""
        return self.selected if self.only_selected.isChecked() else self.listed

    def _begin_at(self, key: str) -> None:
        places = [at for at, column in enumerate(self.columns) if column.key == key]
        self.field.setCurrentIndex(places[0] if places else 0)
        self._choose_field()
        if places and self.editor is not None:
            self.editor.setFocus()

    def _choose_field(self) -> None:
        if self.editor is not None:
            self.place.removeWidget(self.editor)
            self.editor.hide()
            self.editor.deleteLater()
        self.editor = editor_for(cell_field(self.column), self.context, self)
        self.editor.set_value(None, self.model.names)
        self.editor.setEnabled(not self.empty.isChecked())
        self.editor.edited.connect(lambda: self._say(""))
        self.place.addWidget(self.editor)
        self.editor.show()
        QWidget.setTabOrder(self.field, self.editor)
        self._say("")
        self._name_act()

    def _on_empty(self, empty: bool) -> None:
        if self.editor is not None:
            self.editor.setEnabled(not empty)
        self._name_act()

    def _name_act(self) -> None:
        word = "清空" if self.empty.isChecked() else "修改"
        self.take.setText(f"{word} {len(self.records):,} 条的“{self.column.title}”")

    def _say(self, sentence: str) -> None:
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))
        # Lines that wrap don't make a window higher by themselves.
        high = self.heightForWidth(self.width())
        self.resize(self.width(), max(self.height(), high))

    def apply(self) -> None:
        """Changes all of them or none; once, however often Ctrl+Enter is pressed."""
        if not self.take.isEnabled():
            return
        column, desk, ledger = self.column, self.context.desk, self.model.ledger
        raw: Raw = None
        if not self.empty.isChecked():
            typed = self.editor.raw() if self.editor else None
            raw = typed if not isinstance(typed, dict) else None  # type: ignore[assignment]
            if raw is None or not str(raw).strip():
                self._say(f"请先填写要改成的{column.title}；要清空请勾选“清空这一列”。")
                return
        word = "清空" if raw is None else "修改"
        records = self.records
        label = f"批量{'清空' if raw is None else '改'}{column.title}({len(records)} 条)"
        self._say("")
        self.take.setEnabled(False)
        self.progress.setRange(0, len(records))
        self.progress.setVisible(len(records) > 500)

        def carry_out(ticket: Ticket) -> object:
            return change(desk, ledger, records, {column.key: raw}, label=label, step=ticket.step)

        ticket = self.context.writing.run(
            carry_out, self._on_done, self._on_failed, title=f"批量{word}"
        )
        ticket.report = self._on_progress
        self._ticket = ticket

    def _on_progress(self, done: int, of: int) -> None:
        self.progress.setRange(0, of)
        self.progress.setValue(done)

    def _on_done(self, result: object) -> None:
        count = result.count if isinstance(result, Edited) else 0
        self.context.news.said.emit(f"已修改 {count:,} 条，可以一次撤销")
        self.changed.emit(count)
        self.accept()

    def _on_failed(self, error: BaseException) -> None:
        self.take.setEnabled(True)
        self.progress.hide()
        if isinstance(error, EditFault):
            self._say(self._explained(error))
        elif isinstance(error, BureauError):
            self._say(error.sentence)
        else:
            raise error

    def _explained(self, fault: EditFault) -> str:
        """What is wrong, once for each reason, with how many records have it."""
        counts: dict[tuple[str, str], int] = {}
        sentences: dict[tuple[str, str], str] = {}
        for each in fault.faults:
            # Reasons name the record's own dates in brackets: without them they are one reason.
            kind = each.field, each.reason.partition("（")[0]
            counts[kind] = counts.get(kind, 0) + 1
            sentences.setdefault(kind, spoken(each.reason, each.suggestion))
        lines = ["没有修改："]
        lines += [f"{counts[kind]:,} 条：{said}" for kind, said in list(sentences.items())[:SAID]]
        return "\n".join(lines)

    def reject(self) -> None:
        """Cancels what runs, then closes."""
        if self._ticket is not None:
            self._ticket.cancel()
        super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Ctrl+Enter takes it; a plain Enter belongs to the fields."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.apply()
        elif enter:
            event.accept()
        else:
            super().keyPressEvent(event)
