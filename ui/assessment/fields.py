"""Labelled boxes in a grid, for the single values of a rubric, rule or award."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QWidget

from ui.tokens import GRID


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One value: a line to type, or a list where it has choices. `hint` stands faintly in the line.

    `span` is over how many columns it reaches.
    """

    key: str
    title: str
    hint: str = ""
    span: int = 1
    choices: Mapping[str, str] = field(default_factory=dict)


class StillBox(QComboBox):
    """The wheel scrolls the form, it doesn't choose."""

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """For the form."""
        event.ignore()


class Fields(QWidget):
    """Boxes, `columns` in a row."""

    typed = Signal(str, str)
    """Key and text that a person typed or chose."""

    def __init__(self, name: str, boxes: Sequence[Box], columns: int = 3) -> None:
        super().__init__()
        self.boxes = {box.key: box for box in boxes}
        self.inputs: dict[str, QLineEdit | QComboBox] = {}
        self.labels: dict[str, QLabel] = {}
        self.columns = columns
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GRID)
        self._grid.setVerticalSpacing(GRID)
        for column in range(columns):
            self._grid.setColumnStretch(column * 2 + 1, 1)
        for box in boxes:
            label = QLabel(box.title)
            label.setProperty("role", "soft")
            made = self._input(box)
            made.setObjectName(f"{name}-{box.key}")
            made.setAccessibleName(box.title)
            label.setBuddy(made)
            self.labels[box.key], self.inputs[box.key] = label, made
        self.place([box.key for box in boxes])

    def _input(self, box: Box) -> QLineEdit | QComboBox:
        if box.choices:
            choice = StillBox()
            for key, title in box.choices.items():
                choice.addItem(title, key)
            choice.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            choice.setMinimumContentsLength(6)
            choice.activated.connect(
                lambda _at: self.typed.emit(box.key, str(choice.currentData() or ""))
            )
            return choice
        line = QLineEdit()
        line.setPlaceholderText(box.hint)
        line.setToolTip(box.hint)
        line.textEdited.connect(lambda text: self.typed.emit(box.key, text))
        return line

    def place(self, keys: Sequence[str]) -> None:
        """Only these boxes, in this order."""
        for key in self.boxes:
            for widget in (self.labels[key], self.inputs[key]):
                self._grid.removeWidget(widget)
                widget.setVisible(False)
        row = column = 0
        for key in keys:
            box = self.boxes[key]
            if column + box.span > self.columns:
                row, column = row + 1, 0
            self._grid.addWidget(self.labels[key], row, column * 2, Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(self.inputs[key], row, column * 2 + 1, 1, box.span * 2 - 1)
            for widget in (self.labels[key], self.inputs[key]):
                widget.setVisible(True)
            column += box.span

    def show_texts(self, texts: Mapping[str, str], *, editable: bool) -> None:
        """What stands in the boxes now; one that a person is typing into stays as it is."""
        for key, made in self.inputs.items():
            text = texts.get(key, "")
            if isinstance(made, QComboBox):
                made.setCurrentIndex(max(0, made.findData(text)))
                made.setEnabled(editable)
            else:
                if made.text() != text:
                    made.setText(text)
                    made.setCursorPosition(0)
                made.setReadOnly(not editable)

    def choose_from(self, key: str, choices: Mapping[str, str]) -> None:
        """Other choices in a list; what is chosen and is no longer among them stays by its key."""
        made = self.inputs[key]
        if isinstance(made, QComboBox):
            chosen = made.currentData()
            made.clear()
            for one, title in choices.items():
                made.addItem(title, one)
            made.setCurrentIndex(max(0, made.findData(chosen)))

    def mark(self, key: str = "") -> None:
        """Marks one box as wrong and no other; "" marks none."""
        for one, made in self.inputs.items():
            fault = "true" if one == key else "false"
            if (made.property("fault") or "false") != fault:
                made.setProperty("fault", fault)
                made.style().polish(made)
