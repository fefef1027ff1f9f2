"""What of a chapter somebody has to look at: numbers that changed, numbers that are linked to nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from bureau.bulletin.linked import STATES, Finding
from ui.tokens import GRID

if TYPE_CHECKING:
    from ui.bulletin.text_editor import Spot

WIDTH = 240
PLACE = Qt.ItemDataRole.UserRole
DRAFTED = "这一章还没有改过，数字随统计自动更新。直接在左边修改，改过的正文随本期保存。"
ALL_WELL = "数字都和统计一致。"


@dataclass(frozen=True, slots=True)
class Look:
    """A number that needs a look, and where it stands in the box."""

    spot: Spot
    finding: Finding

    @property
    def words(self) -> str:
        """The two lines in the list."""
        found = self.finding
        if found.state == "changed":
            return f"{found.title}\n{found.words} → {found.now}"
        if found.state == "unlinked":
            return f"{found.words}\n{STATES[found.state]}，请核对"
        return f"{found.title}\n{found.words}：{STATES[found.state]}"


class FindingsPanel(QFrame):
    """The list with what can be done; each signal carries a Look."""

    gone_to = Signal(object)
    accepted = Signal(object)
    kept = Signal(object)
    all_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setFixedWidth(WIDTH)
        self.looks: tuple[Look, ...] = ()
        self.heading = QLabel("数字核对", self)
        self.heading.setProperty("role", "heading")
        self.said = QLabel(self)
        self.said.setObjectName("text-findings-said")
        self.said.setProperty("role", "soft")
        self.said.setWordWrap(True)
        self.list = QListWidget(self)
        self.list.setObjectName("text-findings")
        self.list.setAccessibleName("要核对的数字")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setWordWrap(True)
        self.list.currentRowChanged.connect(self._chosen)
        self.list.itemActivated.connect(lambda _item: self._say(self.gone_to))
        self.list.itemClicked.connect(lambda _item: self._say(self.gone_to))
        self.accept_button = self._button("text-accept", "更新这个数字", self.accepted)
        self.keep_button = self._button("text-keep", "保留这个数字", self.kept)
        self.keep_button.setToolTip("按手工填写的数字保留，以后不再随统计变化")
        self.all_button = QPushButton("更新全部数字", self)
        self.all_button.setObjectName("text-accept-all")
        self.all_button.clicked.connect(self.all_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(GRID)
        for part in (self.heading, self.said):
            column.addWidget(part)
        column.addWidget(self.list, 1)
        for button in (self.accept_button, self.keep_button, self.all_button):
            column.addWidget(button)
        # Without a list the sentence stays on top.
        column.addStretch(0)
        self._column = column

    def _button(self, name: str, words: str, signal: object) -> QPushButton:
        made = QPushButton(words, self)
        made.setObjectName(name)
        made.clicked.connect(lambda: self._say(signal))
        return made

    @property
    def current(self) -> Look | None:
        """The one that is chosen."""
        row = self.list.currentRow()
        return self.looks[row] if 0 <= row < len(self.looks) else None

    def _say(self, signal: object) -> None:
        if self.current is not None:
            signal.emit(self.current)  # type: ignore[attr-defined] # a bound signal has no type

    def show_looks(self, looks: Sequence[Look], *, drafted: bool, writable: bool) -> None:
        """The list anew; the chosen line stays where it was."""
        row = self.list.currentRow()
        self.looks = tuple(looks)
        self.list.clear()
        for look in looks:
            item = QListWidgetItem(look.words, self.list)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, look.words.replace("\n", "："))
        if looks:
            self.list.setCurrentRow(min(max(row, 0), len(looks) - 1))
        changed = sum(1 for look in looks if look.finding.state == "changed")
        loose = sum(1 for look in looks if look.finding.state == "unlinked")
        parts = []
        if changed:
            parts.append(f"{changed} 个数字和现在的统计不同，打印时用现在的统计数")
        if len(looks) - changed - loose:
            parts.append(f"{len(looks) - changed - loose} 个数字本期没有，打印成“—”")
        if loose:
            parts.append(f"{loose} 个数字没有关联，是沿用来的原数")
        self.said.setText(f"{'；'.join(parts)}。" if parts else (DRAFTED if drafted else ALL_WELL))
        self.list.setVisible(bool(looks))
        self._column.setStretch(self._column.count() - 1, 0 if looks else 1)
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop)
        for button in (self.accept_button, self.keep_button, self.all_button):
            button.setVisible(bool(looks) and writable)
        self.all_button.setVisible(bool(changed) and writable)
        self._chosen()

    def _chosen(self) -> None:
        look = self.current
        state = look.finding.state if look is not None else ""
        self.accept_button.setEnabled(state == "changed")
        self.keep_button.setEnabled(look is not None)
        self.keep_button.setText("确认这个数字" if state == "unlinked" else "保留这个数字")
