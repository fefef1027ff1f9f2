"""Strips around the table: active filters as chips, the status line, the empty state."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui import tokens
from ui.ledger.filters import Condition

CHIP = f"""
QToolButton {{ background: {tokens.ACCENT_SOFT}; color: {tokens.ACCENT}; border: 1px solid
  {tokens.ACCENT_SOFT}; border-radius: 12px; padding: 2px 10px; }}
QToolButton:hover {{ border-color: {tokens.ACCENT}; }}
QToolButton:focus {{ border: 2px solid {tokens.FOCUS}; padding: 1px 9px; }}
"""
LONGEST = 28


class Chip(QToolButton):
    """One active filter. Space or Del takes it away, ← and → go to its neighbours."""

    def __init__(self, condition: Condition) -> None:
        super().__init__()
        sentence = condition.sentence
        short = sentence if len(sentence) <= LONGEST else sentence[: LONGEST - 1] + "…"
        self.place = condition.place
        self.setText(f"{short}  ✕")
        self.setToolTip(f"{sentence}（点一下取消这个筛选，右键还有别的）")
        self.setAccessibleName(f"取消筛选：{sentence}")
        self.setStyleSheet(CHIP)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Del and Backspace are a click; arrows go on."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.click()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Right)
        else:
            super().keyPressEvent(event)
            return
        event.accept()


class FilterChips(QWidget):
    """Every active filter, each with its ✕; one button takes all away. Hidden when there are none."""

    dropped = Signal(str)
    cleared = Signal()
    saving = Signal()
    menu_wanted = Signal(str, QPoint)
    """The place of a condition, and where its menu is to open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filter-chips")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.GRID)
        lead = QLabel("已筛选")
        lead.setProperty("role", "soft")
        row.addWidget(lead)
        inner = QWidget()
        self._row = QHBoxLayout(inner)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.setFixedHeight(34)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row.addWidget(area, 1)
        self.save = QPushButton("保存这组筛选")
        self.clear = QPushButton("清除筛选")
        for button, signal in ((self.save, self.saving), (self.clear, self.cleared)):
            button.setProperty("role", "quiet")
            button.clicked.connect(lambda _checked=False, signal=signal: signal.emit())
            row.addWidget(button)
        self.chips: list[Chip] = []
        self.hide()

    def show_conditions(self, conditions: Iterable[Condition]) -> None:
        """One chip a condition."""
        while self._row.count():
            self._row.takeAt(0)
        for old in self.chips:
            old.hide()
            old.deleteLater()
        self.chips.clear()
        for condition in conditions:
            chip = Chip(condition)
            place = condition.place
            chip.clicked.connect(lambda _checked=False, place=place: self.dropped.emit(place))
            chip.customContextMenuRequested.connect(
                lambda at, chip=chip: self.menu_wanted.emit(chip.place, chip.mapToGlobal(at))
            )
            self._row.addWidget(chip)
            # At once, so that it can have the focus.
            chip.show()
            self.chips.append(chip)
        self._row.addStretch(1)
        self.setVisible(bool(self.chips))


class StatusLine(QWidget):
    """共 N 条 · 已筛选 M · 选中 n 条, and the sums at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status-line")
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 4, 0)
        self.counts = QLabel()
        self.counts.setObjectName("counts")
        self.counts.setProperty("role", "soft")
        self.sums = QLabel()
        self.sums.setObjectName("sums")
        self.sums.setProperty("role", "soft")
        row.addWidget(self.counts)
        row.addStretch(1)
        row.addWidget(self.sums)
        self.setFixedHeight(24)

    def show_counts(self, total: int, listed: int | None, filtered: bool, selected: int) -> None:
        """`listed` is None while the rest is still being gathered."""
        parts = [f"共 {total:,} 条"]
        if filtered:
            parts.append(f"已筛选 {'…' if listed is None else f'{listed:,}'}")
        if selected:
            parts.append(f"选中 {selected:,} 条")
        self.counts.setText(" · ".join(parts))

    def show_sums(self, sentence: str) -> None:
        """求和 · 平均 · 计数."""
        self.sums.setText(sentence)


class EmptyState(QWidget):
    """Over an empty table: what to do next."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("empty-state")
        around = QVBoxLayout(parent)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self)
        column = QVBoxLayout(self)
        column.setSpacing(tokens.GRID)
        column.addStretch(2)
        self.title = QLabel()
        self.title.setProperty("role", "title")
        self.advice = QLabel()
        self.advice.setProperty("role", "soft")
        for label in (self.title, self.advice):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
            column.addWidget(label)
        row = QHBoxLayout()
        row.addStretch(1)
        self.first, self.second = QPushButton(), QPushButton()
        self.first.setProperty("role", "main")
        for button in (self.first, self.second):
            row.addWidget(button)
        row.addStretch(1)
        column.addSpacing(tokens.GRID)
        column.addLayout(row)
        column.addStretch(3)
        self.hide()

    def give_way(self, to: QWidget) -> None:
        """Out of sight; a button that had the window's focus hands it on."""
        if self.window().focusWidget() in (self.first, self.second):
            to.setFocus()
        self.hide()

    def say(self, title: str, advice: str, first: str, second: str = "") -> None:
        """What is missing, and the buttons that help ('' hides one)."""
        self.title.setText(title)
        self.advice.setText(advice)
        for button, words in ((self.first, first), (self.second, second)):
            button.setText(words)
            button.setVisible(bool(words))
