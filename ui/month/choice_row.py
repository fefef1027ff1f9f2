"""A row of buttons of which one is chosen: by what the figures below are taken apart."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QPushButton, QWidget


class ChoiceRow(QWidget):
    """`chosen` carries the key; the buttons are named `prefix-key`."""

    chosen = Signal(str)

    def __init__(self, prefix: str, parent: QWidget | None = None, first: str = "") -> None:
        super().__init__(parent)
        self.prefix = prefix
        self._wish = first
        self._keys: list[str] = []
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(lambda number: self.choose(self._keys[number]))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 0, 8, 0)
        self._row.setSpacing(2)
        self._row.addStretch(1)

    @property
    def buttons(self) -> list[QAbstractButton]:
        """In their order, for the way of Tab."""
        return self._group.buttons()

    @property
    def current(self) -> str:
        """What was chosen where it is offered, else the first; "" where nothing is."""
        if self._wish in self._keys:
            return self._wish
        return self._keys[0] if self._keys else ""

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Key and title of each; what was chosen stays chosen where it is still offered."""
        keys = [key for key, _ in choices]
        if keys != self._keys:
            for button in self._group.buttons():
                self._group.removeButton(button)
                button.hide()
                button.deleteLater()
            for place, (key, title) in enumerate(choices):
                button = QPushButton(title, self)
                button.setObjectName(f"{self.prefix}-{key}")
                button.setProperty("role", "page")
                button.setCheckable(True)
                self._group.addButton(button, place)
                self._row.insertWidget(place, button)
            self._keys = keys
        if keys:
            self._group.button(keys.index(self.current)).setChecked(True)

    def choose(self, key: str) -> None:
        """Takes another; the button follows."""
        self._wish = key
        self._group.button(self._keys.index(key)).setChecked(True)
        self.chosen.emit(key)
