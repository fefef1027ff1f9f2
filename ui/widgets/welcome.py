"""The first thing a new bureau sees: try the sample county, begin one's own, or open a folder."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.tokens import GRID

SAMPLE, EMPTY, FOLDER = "sample", "empty", "folder"
CARDS = (
    (
        SAMPLE,
        "看看示例县",
        "一个虚构县城一年的案件、执法日志和名册，单独放在一个文件夹里，不会和正式数据混在一起。",
        "打开示例县",
    ),
    (
        EMPTY,
        "开始用起来",
        "建立本局自己的台账，先是空的；接着把手头的 Excel 台账导入进来就行。",
        "新建空白台账",
    ),
    (
        FOLDER,
        "已经有数据",
        "数据在 U 盘、共享文件夹或另一个位置时，选那个数据文件夹。",
        "选择数据文件夹…",
    ),
)
CARD_WIDTH, CARD_LEAST = 288, 240


class Welcome(QWidget):
    """Three cards; nothing is written before one is chosen."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        column = QVBoxLayout(self)
        column.addStretch(2)
        heading = QLabel("欢迎使用城管台账")
        heading.setProperty("role", "display")
        heading.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(heading)
        self.where = QLabel()
        self.where.setProperty("role", "soft")
        self.where.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.where.setWordWrap(True)
        column.addWidget(self.where)
        column.addSpacing(GRID * 3)
        row = QHBoxLayout()
        row.setSpacing(GRID * 2)
        row.addStretch(1)
        self.buttons: dict[str, QPushButton] = {}
        for key, title, text, act in CARDS:
            row.addWidget(self._card(key, title, text, act), 8)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(3)

    def show_root(self, root: str, gone: str = "") -> None:
        """Says where the data will lie, and which folder isn't there any more."""
        missed = (
            f"上次用的数据文件夹找不到了：{gone}。如果在 U 盘上，请插好再选。\n" if gone else ""
        )
        self.where.setText(f"{missed}数据全部保存在本机，不联网。新建的台账放在：{root}")

    def _card(self, key: str, title: str, text: str, act: str) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        card.setMinimumWidth(CARD_LEAST)
        card.setMaximumWidth(CARD_WIDTH)
        column = QVBoxLayout(card)
        column.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 3)
        column.setSpacing(GRID)
        heading = QLabel(title)
        heading.setProperty("role", "title")
        column.addWidget(heading)
        said = QLabel(text)
        said.setProperty("role", "soft")
        said.setWordWrap(True)
        said.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addWidget(said, 1)
        column.addSpacing(GRID)
        button = QPushButton(act)
        button.setObjectName(f"welcome-{key}")
        button.setProperty("role", "main" if key == SAMPLE else "")
        button.clicked.connect(lambda: self.chosen.emit(key))
        column.addWidget(button)
        self.buttons[key] = button
        return card
