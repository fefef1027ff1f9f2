"""One field in a form: its title, its editor, and below it what is wrong or worth knowing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from bureau.ledger.checks import Fault
from bureau.ledger.declaration import Field
from bureau.ledger.types import Lines, LongText, Photos
from ui import tokens
from ui.context import Context
from ui.ledger.inputs.base import FieldInput, mark
from ui.ledger.inputs.editors import editor_for
from ui.ledger.inputs.lines import LinesInput

TITLE_WIDTH = 84


class FieldRow(QWidget):
    """The message takes no room while there is none."""

    def __init__(self, field: Field, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.input: FieldInput = editor_for(field, context, self)
        self.fault: Fault | None = None
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.GRID)
        grid.setVerticalSpacing(2)
        self.title = QLabel(self)
        self.title.setTextFormat(Qt.TextFormat.RichText)
        star = f' <span style="color:{tokens.DANGER}">*</span>' if field.required else ""
        self.title.setText(f"{field.title}{star}")
        self.title.setProperty("role", "soft")
        self.title.setToolTip(field.hint or field.title)
        self.title.setWordWrap(True)
        self.title.setBuddy(self.input)
        self.message = QLabel(self)
        self.message.setObjectName(f"{field.key}-message")
        self.message.setProperty("role", "faint")
        self.message.setWordWrap(True)
        self.message.setVisible(False)
        titled = not isinstance(field.type, Lines | Photos)
        self.title.setVisible(titled)
        if titled:
            self.title.setFixedWidth(TITLE_WIDTH)
            top = isinstance(field.type, LongText)
            self.title.setContentsMargins(0, 7 if top else 0, 0, 0)
            side = Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag.AlignVCenter
            grid.addWidget(self.title, 0, 0, side)
        grid.addWidget(self.input, 0, 1)
        grid.addWidget(self.message, 1, 1)
        grid.setColumnStretch(1, 1)
        if field.required:
            self.input.setAccessibleDescription("必填")
        self.input.noted.connect(self._on_noted)
        self._note = self._why = ""

    def show_fault(self, fault: Fault | None) -> None:
        """Says what is wrong with the field and what to do; None when nothing is."""
        self.fault = fault
        self.input.set_fault(fault is not None)
        if fault is not None and isinstance(self.input, LinesInput):
            kind = fault.field.partition(".")[2]
            if kind.isdecimal():
                self.input.set_kind_fault(int(kind))
        self._say()

    def show_why(self, why: str) -> None:
        """What the bureau has to say to the value, '' for nothing."""
        if why != self._why:
            self._why = why
            self._say()

    def _on_noted(self, note: str) -> None:
        self._note = note
        self._say()

    def _say(self) -> None:
        fault = self.fault
        if fault is not None:
            advice = f"；{fault.suggestion}" if fault.suggestion else ""
            self.message.setText(f"{tokens.TONES['danger'].mark} {fault.reason}{advice}")
        else:
            self.message.setText("；".join(filter(None, (self._note, self._why))))
        mark(self.message, "role", "danger" if fault is not None else "faint")
        self.message.setVisible(bool(self.message.text()))
