"""A line of words in little room: … at its end, the whole of it in the tip."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.elided_label import ElidedLabel

WORDS = "未签发。还有 12 项没有核对，见“月结核对单”。"


def test_words_end_where_the_room_ends(qtbot: QtBot) -> None:
    ground = QWidget()
    qtbot.addWidget(ground)
    label = ElidedLabel(ground)
    label.setText(WORDS)
    ground.show()
    label.resize(600, 24)
    assert (label.shown(), label.toolTip()) == (WORDS, "")
    label.resize(90, 24)
    assert label.shown().endswith("…")
    assert label.fontMetrics().horizontalAdvance(label.shown()) <= 90
    assert label.toolTip() == label.text() == WORDS
    label.resize(600, 24)
    assert label.toolTip() == ""
