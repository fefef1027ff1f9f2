"""Choosing a figure by keys alone: search by initials, walk, take a variant."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from bureau.reports.named import Named, Numbers
from ui.bulletin.figure_picker import FigurePicker

NUMBERS = Numbers(
    (
        Named(
            key="market.cases", title="发现案件", value=6, unit="件",
            group=("市容秩序", "总体"), others={"before": 4},
        ),
        Named(key="market.closed", title="已整改", value=3, unit="件", group=("市容秩序", "总体")),
        Named(key="towns.mean", title="平均得分", value=91, measure="score", group=("镇街考核", "总体")),
    )
)  # fmt: skip


def opened(qtbot: QtBot, now: str = "") -> tuple[FigurePicker, list[str]]:
    picker = FigurePicker(NUMBERS, now=now)
    qtbot.addWidget(picker)
    said: list[str] = []
    picker.chosen.connect(said.append)
    picker.open()
    return picker, said


def test_initials_find_a_figure_and_enter_takes_it(qtbot: QtBot) -> None:
    picker, said = opened(qtbot)
    assert not picker.take.isEnabled()
    QTest.keyClicks(picker.panel.search, "yzg")
    QTest.keyClick(picker.panel.search, Qt.Key.Key_Return)
    assert said == ["market.closed"]


def test_down_walks_over_headings_and_the_list_gives_the_variant(qtbot: QtBot) -> None:
    picker, said = opened(qtbot)
    QTest.keyClick(picker.panel.search, Qt.Key.Key_Down)
    assert picker.panel.reference == "market.cases"
    rows = [picker.panel.variants.item(row).text() for row in range(6)]
    assert rows[:3] == ["本期：6 件", "上期：4 件", "环比：环比上升50.0%"]
    assert rows[4] == "同比：没有可比的数"
    picker.panel.variants.setCurrentRow(1)
    QTest.keyClick(picker.panel.variants, Qt.Key.Key_Down)
    QTest.keyClick(picker.panel.variants, Qt.Key.Key_Return)
    assert said == ["market.cases@mom"]


def test_a_reference_is_shown_where_it_stands_and_nothing_found_says_so(qtbot: QtBot) -> None:
    picker, _said = opened(qtbot, "market.cases@before")
    assert picker.panel.reference == "market.cases@before"
    picker.panel.search.setText("xxq")
    picker.panel.narrow()
    assert (picker.panel.in_sight, picker.panel.reference) == ((), "")
    assert picker.panel.hint.text() == "没有找到这样的指标，换个词试试。"
