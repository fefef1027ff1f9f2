"""What the three forms of 考核办法 share: texts typed into a sheet, read at each change, faults at the place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from bureau.assessment.misfits import Misfit
from ui.assessment.fields import Fields
from ui.assessment.grid import Grid
from ui.settings.frame import button, row_of
from ui.tokens import GRID

T = TypeVar("T")


def heading(text: str) -> QLabel:
    """The name of a part of a form."""
    label = QLabel(text)
    label.setProperty("role", "heading")
    return label


class BookForm(QWidget, Generic[T]):
    """A value laid out as texts. `edited` comes at each change of what is typed."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(GRID)
        self.editable = False
        self.changed = False
        self.acts: list[QPushButton] = []

    def add_part(self, title: str, grid: Grid, acts: Sequence[QPushButton]) -> None:
        """A heading with buttons, and the table below it."""
        self.column.addLayout(row_of(heading(title), *acts))
        self.column.addWidget(grid)

    def act(self, text: str, name: str, do: Callable[[], object]) -> QPushButton:
        """A button that changes what the form says."""
        made = button(text, lambda: self._do(do), name, "link")
        self.acts.append(made)
        return made

    def _do(self, do: Callable[[], object]) -> None:
        if self.editable:
            do()
            self.note_change()

    def note_change(self) -> None:
        """Something was typed: it counts as not saved."""
        self.changed = True
        self.edited.emit()

    def show_value(self, value: T, *, editable: bool) -> None:
        """Lays a value out."""
        self.editable, self.changed = editable, False
        for act in self.acts:
            act.setEnabled(editable)
        self.lay_out(value)
        self.mark(None)

    def bring(self, grid: Grid) -> None:
        """Scrolls a table into sight."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            self.column.activate()
            above.ensureWidgetVisible(grid)

    def lay_out(self, value: T) -> None:
        """Makes texts of a value and shows them."""
        raise NotImplementedError

    def value(self, key: str, family: str) -> T:
        """What the texts say. Raises Misfit."""
        raise NotImplementedError

    def mark(self, misfit: Misfit | None) -> None:
        """Marks the place that doesn't fit, None takes the mark away."""
        for fields in self.findChildren(Fields):
            fields.mark(misfit.field if misfit is not None and not misfit.row else "")
        for grid in self.findChildren(Grid):
            if misfit is None:
                grid.mark()
            else:
                grid.mark(misfit.row, misfit.field, misfit.sentence if misfit.row else "")
