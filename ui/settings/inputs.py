"""Inputs for settings, one for each type of setting: all give and take the stored text."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QWidget

from bureau.settings.setting import AnySetting
from bureau.settings.types import (
    WEEKDAYS,
    YES,
    Hundredths,
    Shares,
    Switch,
    Weekdays,
    WholeNumber,
    weekdays_text,
)
from ui.tokens import GRID


def input_for(setting: AnySetting) -> SettingInput:
    """The input that fits a setting's type; its name and title come from the declaration."""
    kind = setting.type
    if isinstance(kind, Shares):
        made: SettingInput = SharesInput(kind, setting.title)
    elif isinstance(kind, Weekdays):
        made = WeekdaysInput(setting.title)
    elif isinstance(kind, Switch):
        made = SwitchInput(setting.title)
    else:
        unit = kind.unit if isinstance(kind, WholeNumber | Hundredths) else ""
        made = LineInput(setting, unit)
    made.setObjectName(setting.key)
    return made


def line_edit(name: str, title: str) -> QLineEdit:
    """A box for a line of text."""
    line = QLineEdit()
    line.setObjectName(name)
    line.setAccessibleName(title)
    return line


class SettingInput(QWidget):
    """What all inputs share. `left` comes when a person is done with it, `edited` at each change."""

    edited = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(GRID)

    def text(self) -> str:
        """What stands in it."""
        raise NotImplementedError

    def set_text(self, text: str) -> None:
        """Shows a stored text."""
        raise NotImplementedError

    def mark(self, faulty: bool) -> None:
        """Shows whether what stands in it can be taken."""
        for line in self.findChildren(QLineEdit):
            line.setProperty("fault", "true" if faulty else "false")
            line.style().polish(line)

    def watch(self, line: QLineEdit) -> None:
        """Passes on what happens to a box of it."""
        line.textEdited.connect(lambda _text: self.edited.emit())
        line.editingFinished.connect(self.left.emit)

    def watch_tick(self, box: QCheckBox) -> None:
        """The same for a box to tick: one click is the whole change."""
        box.clicked.connect(lambda _on=False: self.edited.emit())
        box.clicked.connect(lambda _on=False: self.left.emit())


class LineInput(SettingInput):
    """A line of text or a number with its unit; what stands by default is shown faintly."""

    def __init__(self, setting: AnySetting, unit: str) -> None:
        super().__init__()
        self.line = line_edit(f"{setting.key}-line", setting.title)
        self.line.setPlaceholderText(setting.default)
        self.row.addWidget(self.line, 0 if unit else 1)
        self.setFocusProxy(self.line)
        self.watch(self.line)
        if unit:
            self.line.setMaximumWidth(GRID * 10)
            self.row.addWidget(QLabel(unit))
            self.row.addStretch(1)

    def text(self) -> str:
        """The line as typed."""
        return self.line.text()

    def set_text(self, text: str) -> None:
        """Shows a stored text."""
        self.line.setText(text)


class SharesInput(SettingInput):
    """A small box for each part, and the sum."""

    def __init__(self, kind: Shares, title: str) -> None:
        super().__init__()
        self.boxes: list[QLineEdit] = []
        for part in kind.parts:
            box = line_edit(f"share-{part}", f"{title}：{part}")
            box.setMaximumWidth(GRID * 7)
            self.row.addWidget(QLabel(part))
            self.row.addWidget(box)
            self.watch(box)
            box.textChanged.connect(lambda _text: self._show_sum())
            self.boxes.append(box)
        self.sum = QLabel()
        self.sum.setProperty("role", "faint")
        self.row.addWidget(self.sum)
        self.row.addStretch(1)
        self.setFocusProxy(self.boxes[0])

    def text(self) -> str:
        """The numbers with strokes between."""
        return "/".join(box.text().strip() for box in self.boxes)

    def set_text(self, text: str) -> None:
        """Shows 70/20/10."""
        parts = text.split("/")
        for place, box in enumerate(self.boxes):
            box.setText(parts[place] if place < len(parts) else "")

    def _show_sum(self) -> None:
        numbers = [box.text().strip() for box in self.boxes]
        whole = all(number.isascii() and number.isdigit() for number in numbers)
        self.sum.setText(f"合计 {sum(map(int, numbers))}%" if whole else "")


class WeekdaysInput(SettingInput):
    """Seven boxes to tick."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.boxes: list[QCheckBox] = []
        self.row.setSpacing(GRID // 2)  # seven of them in the width of one line
        for name in WEEKDAYS:
            box = QCheckBox(name)
            box.setAccessibleName(f"{title}：星期{name}")
            self.watch_tick(box)
            self.row.addWidget(box)
            self.boxes.append(box)
        self.row.addStretch(1)
        self.setFocusProxy(self.boxes[0])

    def text(self) -> str:
        """The ticked days; none at all is a text that can't be taken."""
        return weekdays_text(n for n, box in enumerate(self.boxes) if box.isChecked()) or "0"

    def set_text(self, text: str) -> None:
        """Ticks the days of 1-5."""
        days = Weekdays().value(text)
        for place, box in enumerate(self.boxes):
            box.setChecked(place in days)


class SwitchInput(SettingInput):
    """One box to tick."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.box = QCheckBox(YES)
        self.box.setAccessibleName(title)
        self.watch_tick(self.box)
        self.row.addWidget(self.box)
        self.row.addStretch(1)
        self.setFocusProxy(self.box)

    def text(self) -> str:
        """是 or 否."""
        return YES if self.box.isChecked() else "否"

    def set_text(self, text: str) -> None:
        """Ticks the box for 是."""
        self.box.setChecked(text == YES)
