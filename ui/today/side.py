"""Beside the lists: how far the month is, and when the last copy was made."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui import tokens
from ui.keeping import backup_words, is_late, second_is_late, second_words
from ui.settings.frame import set_role
from ui.widgets.elided_label import ElidedLabel

if TYPE_CHECKING:
    from bureau.month.today_month import CheckStep, MonthEnd
    from bureau.storage.elsewhere import SecondPlace

TONES_OF_STATE: Final = {"done": "good", "now": "active", "later": "neutral"}
SAID: Final = {"done": "已完成", "now": "待办", "later": "未到"}


class MonthCard(QFrame):
    """本月进度: each line of the check list with its state and the button that goes on with it."""

    wanted = Signal(object)
    """A CheckStep."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.heading = QLabel("月结进度", self)
        self.heading.setProperty("role", "heading")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 8, 8)
        column.setSpacing(4)
        column.addWidget(self.heading)
        column.addLayout(self._grid)
        self.buttons: dict[str, QPushButton] = {}
        self._shown: MonthEnd | None = None
        self._made: list[QWidget] = []

    def show_month(self, month: MonthEnd) -> None:
        """The month that is closed now."""
        if month == self._shown:
            return
        self._shown = month
        self.heading.setText(f"{month.period.title}月结进度　{month.done}/{len(month.steps)}")
        focused = next((key for key, one in self.buttons.items() if one.hasFocus()), "")
        for one in self._made:
            self._grid.removeWidget(one)
            one.hide()
            one.deleteLater()
        self._made, self.buttons = [], {}
        for at, step in enumerate(month.steps):
            self._add(at, step)
        if focused in self.buttons:
            self.buttons[focused].setFocus()

    def _add(self, at: int, step: CheckStep) -> None:
        tone = tokens.TONES[TONES_OF_STATE[step.state]]
        mark = QLabel(tone.mark, self)
        mark.setStyleSheet(f"color: {tone.ink}; font-weight: 600;")
        mark.setAccessibleName(SAID[step.state])
        said = QLabel(
            f'{step.title}　<span style="color:{tokens.INK_SOFT}">{step.words}</span>', self
        )
        said.setToolTip(f"{step.title}：{step.words}")
        button = QPushButton("打开", self)
        button.setObjectName(f"open-{step.key}")
        button.setProperty("role", "link")
        button.setAccessibleName(f"打开{step.title}：{step.words}")
        button.clicked.connect(lambda: self.wanted.emit(step))
        for place, one in enumerate((mark, said, button)):
            self._grid.addWidget(one, at, place)
            self._made.append(one)
        self.buttons[step.key] = button


class BackupCard(QFrame):
    """The last copy, where it lies, and the button that makes another."""

    wanted = Signal()

    def __init__(self, place: str, writable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.said = QLabel("备份", self)
        self.said.setProperty("role", "heading")
        self.place = ElidedLabel(self)
        self.place.setObjectName("second-place")
        self.place.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.said.setToolTip(place)
        self.button = QPushButton("立即备份", self)
        self.button.setObjectName("back-up")
        self.button.setEnabled(writable)
        self.button.clicked.connect(self.wanted)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.said)
        words.addWidget(self.place)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 12, 10)
        row.addLayout(words, 1)
        row.addWidget(self.button)

    def show_backup(self, at: datetime | None, second: SecondPlace, now: datetime) -> None:
        """When it was made, and how old the one elsewhere is."""
        behind = second_is_late(second, now)
        self.place.setText(("! " if behind else "") + second_words(second, now))
        set_role(self.place, "warning" if behind else "faint")
        late = is_late(at, now)
        self.said.setText(("! " if late else "") + backup_words(at, now))
        self.said.setStyleSheet(f"color: {tokens.WARNING};" if late else "")
