"""The bar at the top: whose office this is, the search, undo by name, backup, who sits here."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from ui.search import SearchBox
from ui.tokens import GRID

HEIGHT = 48
SEARCH_WIDTH, SEARCH_LEAST = 344, 150
NARROW = 1000
"""Below this width the bureau's name gives way: everybody in the office knows it."""
MARK_HEIGHT = 24
LONGEST_STEP, SHORT_STEP = 14, 6
"""Characters of a step's name on the button; the whole name is in its tip and in the menu."""


class TopBar(QWidget):
    """What is always in sight. The window fills it; it decides nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        self._step = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID * 2, 0, GRID * 2, 0)
        row.setSpacing(GRID)
        left = QHBoxLayout()
        left.setSpacing(GRID)
        name = QLabel("城管台账")
        name.setObjectName("program-name")
        name.setProperty("role", "title")
        left.addWidget(name)
        self.bureau = QLabel()
        self.bureau.setObjectName("bureau-name")
        self.bureau.setProperty("role", "soft")
        # A window may become narrower than all its words.
        self.bureau.setMinimumWidth(1)
        left.addWidget(self.bureau)
        self.mark = QLabel()
        self.mark.setObjectName("folder-mark")
        self.mark.setProperty("role", "mark")
        self.mark.setFixedHeight(MARK_HEIGHT)
        self.mark.hide()
        left.addWidget(self.mark)
        left.addStretch(1)
        row.addLayout(left, 1)
        self.search = SearchBox()
        self.search.setMinimumWidth(SEARCH_LEAST)
        self.search.setMaximumWidth(SEARCH_WIDTH)
        row.addWidget(self.search, 2)
        right = QHBoxLayout()
        right.setSpacing(0)
        right.addStretch(1)
        self.undo = quiet("undo", "撤销")
        self.undo.setToolTip("撤销上一步（Ctrl+Z）")
        right.addWidget(self.undo)
        self.history = quiet("history", "▾")
        self.history.setAccessibleName("最近的操作")
        self.history.setToolTip("最近的操作，可以撤销到哪一步")
        self.history.setMenu(QMenu(self.history))
        right.addWidget(self.history)
        self.backup = quiet("backup", "还没有备份")
        self.backup.setMenu(QMenu(self.backup))
        right.addWidget(self.backup)
        self.person = quiet("person", "")
        self.person.setToolTip("使用人")
        right.addWidget(self.person)
        row.addLayout(right, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Makes room in a narrow window."""
        super().resizeEvent(event)
        self.bureau.setVisible(event.size().width() >= NARROW)
        self._name_undo()

    def show_undo(self, label: str, *, can: bool) -> None:
        """The name of the step that Ctrl+Z takes back."""
        self._step = label if can else ""
        self._name_undo()
        self.undo.setToolTip(f"撤销“{label}”（Ctrl+Z）" if can else "没有可以撤销的步骤（Ctrl+Z）")
        self.undo.setAccessibleName(f"撤销 {label}" if can else "撤销")
        self.undo.setEnabled(can)

    def _name_undo(self) -> None:
        most = LONGEST_STEP if self.width() >= NARROW else SHORT_STEP
        cut = self._step if len(self._step) <= most else f"{self._step[: most - 1]}…"
        self.undo.setText(f"撤销 {cut}".strip())

    def show_backup(self, text: str, *, late: bool) -> None:
        """How old the newest copy is."""
        self.backup.setText(f"! {text}" if late else text)
        self.backup.setProperty("tone", "warning" if late else "")
        self.backup.style().polish(self.backup)

    def show_mark(self, text: str, tip: str = "") -> None:
        """A word beside the bureau's name that nobody may overlook (示例县, 只读)."""
        self.mark.setText(text)
        self.mark.setToolTip(tip)
        self.mark.setVisible(bool(text))


def quiet(name: str, text: str) -> QPushButton:
    """A button without a frame."""
    button = QPushButton(text)
    button.setObjectName(name)
    button.setProperty("role", "quiet")
    return button
