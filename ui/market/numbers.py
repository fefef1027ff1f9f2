"""Numbers that open the records behind them."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

OPENS = "点击查看这些记录（回车）"


def number_button(words: str, parent: QWidget) -> QPushButton:
    """A number as a link."""
    made = QPushButton(words, parent)
    made.setProperty("role", "link")
    made.setToolTip(OPENS)
    return made
