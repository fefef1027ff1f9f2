"""The grid of a lines field: one small number box for each kind of its catalogue."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from bureau.editing.inputs import Input
from bureau.ledger.entry import EntryFault, Item, Names, Value
from bureau.ledger.types import Lines
from ui import tokens
from ui.ledger.inputs.base import FieldInput, mark
from ui.ledger.inputs.line import LineEntry

COLUMN_WIDTH = 218
MOST_COLUMNS = 3
NAME_WIDTH, BOX_WIDTH, UNIT_WIDTH = 100, 64, 30


class LinesInput(FieldInput):
    """Numbers by kind (出动人次, 劝导 …); blank means that nothing is recorded of that kind."""

    def make(self) -> None:
        if not isinstance(self.field.type, Lines):
            raise TypeError(self.field.key)
        self.declared: Lines = self.field.type
        self.boxes: dict[int, LineEntry] = {}
        self.items: dict[int, Item] = {}
        self._cells: list[tuple[QWidget, QWidget, QWidget]] = []
        self._columns = 1
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(tokens.GRID)
        self.grid.setVerticalSpacing(tokens.GRID)

    def set_value(self, stored: object, names: Names) -> None:
        self._names = names
        amounts = stored if isinstance(stored, Mapping) else {}
        self.build(names, set(amounts))
        for kind, box in self.boxes.items():
            amount = amounts.get(kind)
            shown = self.declared.show_line(amount, self.items[kind]) if amount is not None else ""
            box.setText(shown)
            mark(box, "fault", "false")
        self._changed = False

    def build(self, names: Names, present: set[int]) -> None:
        """Makes the boxes: kinds in use, and those that the record has values of."""
        wanted = {
            item.id: item
            for item in names.items(self.declared.catalogue)
            if item.active or item.id in present
        }
        if wanted == self.items:
            return
        while self.grid.count():
            widget = self.grid.takeAt(0).widget()
            widget.hide()
            widget.deleteLater()
        self.boxes.clear()
        self._cells.clear()
        self.items = wanted
        for item in wanted.values():
            self.add_box(item)
        self.arrange()

    def arrange(self) -> None:
        """Puts the boxes in as many columns as there is room for."""
        for place, cell in enumerate(self._cells):
            row, column = divmod(place, self._columns)
            for offset, widget in enumerate(cell):
                self.grid.addWidget(widget, row, column * 3 + offset)
        for column in range(MOST_COLUMNS):
            self.grid.setColumnStretch(column * 3, 1 if column < self._columns else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        columns = max(1, min(MOST_COLUMNS, event.size().width() // COLUMN_WIDTH))
        if columns != self._columns:
            self._columns = columns
            self.arrange()

    def add_box(self, item: Item) -> None:
        """One kind: its name, its box, its unit."""
        label = QLabel(item.title, self)
        label.setProperty("role", "soft")
        label.setToolTip(item.title)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        label.setMinimumWidth(NAME_WIDTH)
        box = LineEntry(self)
        box.setObjectName(f"{self.field.key}.{item.id}")
        box.setAccessibleName(f"{item.title}（{item.unit}）" if item.unit else item.title)
        box.setAlignment(Qt.AlignmentFlag.AlignRight)
        box.setFixedWidth(BOX_WIDTH)
        unit = QLabel(item.unit, self)
        unit.setProperty("role", "faint")
        unit.setFixedWidth(UNIT_WIDTH)
        self._cells.append((label, box, unit))
        if not self.boxes:
            self.setFocusProxy(box)
        self.boxes[item.id] = box
        box.settled.connect(self._on_typed)
        box.entered.connect(lambda: self._on_entered(item.id))
        box.escaped.connect(self.cancelled)
        box.left.connect(lambda: self._on_left(item.id))

    def raw(self) -> Input:
        return {kind: box.text() for kind, box in self.boxes.items()}

    def take_stored(self, stored: Value, names: Names) -> None:
        """Each box has put its own number in order already."""

    def texts(self) -> dict[str, str]:
        return {str(kind): box.text() for kind, box in self.boxes.items()}

    def set_raw(self, text: str, part: str = "") -> None:
        if part.isdecimal() and int(part) in self.boxes:
            self.boxes[int(part)].setText(text)
            self._changed = True

    def set_fault(self, faulty: bool) -> None:
        if not faulty:
            for box in self.boxes.values():
                mark(box, "fault", "false")

    def set_kind_fault(self, kind: int) -> None:
        """Marks one kind's box as wrong."""
        if kind in self.boxes:
            mark(self.boxes[kind], "fault", "true")

    def _on_typed(self, _text: str) -> None:
        self._changed = True
        self.edited.emit()

    def _on_entered(self, kind: int) -> None:
        self._on_left(kind)
        kinds = list(self.boxes)
        after = kinds.index(kind) + 1
        if after < len(kinds):
            self.boxes[kinds[after]].setFocus(Qt.FocusReason.TabFocusReason)
            self.boxes[kinds[after]].selectAll()
        else:
            self.entered.emit()

    def _on_left(self, kind: int) -> None:
        box, item = self.boxes[kind], self.items[kind]
        text = box.text().strip()
        if text:
            try:
                value = self.declared.parse_line(text, item)
            except EntryFault:
                mark(box, "fault", "true")
            else:
                box.setText(self.declared.show_line(value, item))
                mark(box, "fault", "false")
        self.committed.emit()
