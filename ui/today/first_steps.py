"""What a new office does first: three steps, each with its button and whether it is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui import tokens

if TYPE_CHECKING:
    from bureau.month.today import Begun

STEPS: Final = (
    ("recorded", "1. 导入台账", "把现有的 Excel 台账导进来，一般先导案件台账", "导入案件台账…"),
    ("registered", "2. 登记名册", "股室队所和人员；导入时遇到的新名称也会记进来", "股室队所"),
    ("named", "3. 单位信息", "单位全称、电话、统计月的截止日，打印材料时要用", "单位设置"),
)


class FirstSteps(QFrame):
    """Stands above the lists as long as nothing was recorded."""

    def __init__(
        self, acts: dict[str, Callable[[], object]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        heading = QLabel("台账还是空的，先做这三步", self)
        heading.setProperty("role", "title")
        column.addWidget(heading)
        grid = QGridLayout()
        grid.setColumnStretch(2, 1)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        column.addLayout(grid)
        self.marks: dict[str, QLabel] = {}
        self.buttons: dict[str, QPushButton] = {}
        for at, (key, title, words, name) in enumerate(STEPS):
            mark, said, button = QLabel(self), QLabel(title, self), QPushButton(name, self)
            said.setProperty("role", "heading")
            about = QLabel(words, self)
            about.setProperty("role", "soft")
            about.setWordWrap(True)
            button.setObjectName(f"first-{key}")
            button.setProperty("role", "main" if not at else "")
            button.clicked.connect(lambda _checked=False, act=acts[key]: act())
            for place, one in enumerate((mark, said, about, button)):
                grid.addWidget(one, at, place)
            self.marks[key], self.buttons[key] = mark, button
        self.hide()

    def show_begun(self, begun: Begun) -> None:
        """What of it is done."""
        done = {
            "recorded": begun.recorded,
            "registered": begun.registered,
            "named": begun.named,
        }
        for key, mark in self.marks.items():
            tone = tokens.TONES["good" if done[key] else "neutral"]
            mark.setText(tone.mark)
            mark.setStyleSheet(f"color: {tone.ink}; font-weight: 600;")
            mark.setAccessibleName("已完成" if done[key] else "待办")
        self.setVisible(not begun.recorded)
