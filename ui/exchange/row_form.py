"""One waiting row: the field's own editor for each column of its file, faults beside them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from bureau.exchange.column_reading import RowFault
from bureau.exchange.waiting import Waiting
from bureau.ledger.declaration import Ledger
from ui.context import Context
from ui.exchange.file_inputs import FileInputs, text_in
from ui.exchange.look import label
from ui.exchange.preview_model import cell_text
from ui.ledger.inputs import FieldInput
from ui.ledger.inputs.line import LineEntry
from ui.tokens import GRID

WIDTH = 420


class RowForm(QScrollArea):
    """Faulty columns first; Enter goes on to the next editor."""

    edited = Signal()
    """A person changed a cell."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("row-form")
        self.setAccessibleName("要补的这一行")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(WIDTH)
        self.context = context
        self.row: Waiting | None = None
        self.cells: dict[str, FieldInput] = {}
        self._ledger: Ledger | None = None
        self._wrong: list[str] = []
        self._original: dict[str, str] = {}
        self._drafts: dict[int, dict[str, str]] = {}

    def show_row(self, row: Waiting | None, ledger: Ledger | None) -> None:
        """Another row; what was typed into this one is there when it is shown again."""
        if self.row is not None:
            self._drafts[self.row.record] = self.typed
        self.row, self._ledger = row, ledger
        faults = row.faults if row is not None else ()
        self._build(faults, self._drafts.get(row.record, {}) if row is not None else {})

    def show_faults(self, faults: tuple[RowFault, ...]) -> None:
        """The same row with what is wrong with it now; what was typed stays."""
        typed = {heading: text_in(cell) for heading, cell in self.cells.items()}
        self._build(faults, typed)

    @property
    def typed(self) -> dict[str, str]:
        """What differs from the row as it waits."""
        now = {heading: text_in(cell) for heading, cell in self.cells.items()}
        return {
            heading: text for heading, text in now.items() if text != self._original.get(heading)
        }

    def settle(self) -> None:
        """The cell that is being typed into counts as it stands: what its list marks is meant."""
        for cell in self.cells.values():
            if cell.has_open_list():
                getattr(cell, "settle")()  # noqa: B009 - only editors with a list have it

    def _build(self, faults: tuple[RowFault, ...], typed: Mapping[str, str]) -> None:
        # A fresh sheet each time: a layout that is refilled in place is squeezed for a moment.
        inner = QWidget()
        inner.setObjectName("card")
        column = QVBoxLayout(inner)
        column.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID * 2)
        column.setSpacing(4)
        self.cells = {}
        if self.row is not None and self._ledger is not None:
            self._fill(column, self.row, self._ledger, faults, typed)
        self.setWidget(inner)
        self._wrong = [fault.column for fault in faults if fault.column in self.cells]
        self.focus_fault()

    def focus_fault(self) -> bool:
        """Goes to the first cell that is wrong, ready to be typed over; False where none is."""
        keys = self.cells[self._wrong[0]].focusProxy() if self._wrong else None
        if isinstance(keys, LineEntry):
            keys.setFocus()
            keys.selectAll()
        return isinstance(keys, LineEntry)

    def _fill(
        self,
        sheet: QVBoxLayout,
        row: Waiting,
        ledger: Ledger,
        faults: tuple[RowFault, ...],
        typed: Mapping[str, str],
    ) -> None:
        told = {fault.column: fault.sentence for fault in reversed(faults)}
        self._original = {heading: cell_text(cell) for heading, cell in row.cells.items()}
        for column, text in told.items():
            if column not in row.cells:
                said = f"‼ {column}{'：' if column else ''}{text}"
                sheet.addWidget(label(said, "danger", wrap=True))
        inputs = FileInputs(self.context, ledger, row.columns, row.context.year)
        for heading in sorted(row.cells, key=lambda word: word not in told):
            cell = inputs.make(heading, typed.get(heading, self._original[heading]), self)
            cell.setObjectName(f"cell-{heading}")
            cell.entered.connect(lambda cell=cell: self._go_on(cell))
            cell.edited.connect(self.edited)
            caption = label(heading, "soft")
            caption.setBuddy(cell)
            sheet.addWidget(caption)
            sheet.addWidget(cell)
            if heading in told:
                cell.set_fault(True)
                keys = cell.focusProxy() or cell
                keys.setAccessibleDescription(told[heading])
                sheet.addWidget(label(f"‼ {told[heading]}", "danger", wrap=True))
            sheet.addSpacing(4)
            self.cells[heading] = cell
        sheet.addStretch(1)

    def _go_on(self, cell: FieldInput) -> None:
        found = list(self.cells.values())
        after = found[found.index(cell) + 1 :] if cell in found else []
        if after:
            after[0].setFocus()
            self.ensureWidgetVisible(after[0])
