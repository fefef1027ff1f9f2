"""设施分析 in the window: figures that open their records, another dimension, nothing cut; and the month's cards."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from bureau.calendar.periods import Period
from bureau.ledger.query import Filter
from bureau.office import ledger_named
from bureau.storage import rows
from tests.facilities.lamp_books import Lights
from tests.storage.offices import Clock
from tests.ui.looking import cut_texts
from ui.assessment.line_grid import LineGrid
from ui.context import Context
from ui.facilities.analysis_page import FacilityAnalysisPage
from ui.month.page import MonthPage

SEPTEMBER = Period.month(2026, 9)


@pytest.fixture
def lights(context: Context) -> Lights:
    """Four repairs of September and one of August; a road patrolled at night."""
    found = Lights(context.desk, Clock(context.desk.now()))
    found.add("facilities", code="XB-01", kind="控制箱", road="人民路")
    for number in (1, 2):
        found.lamp(f"A-{number}", cabinet="XB-01", circuit=str(number))
    done = {"road": "人民路", "team": "一班", "item": "更换光源", "quantity": "1"}
    for day, lamp, mended in (("03", "A-1", "04"), ("10", "A-1", "12"), ("11", "A-2", "11")):
        found.repair(
            f"2026-09-{day}", lamp, due_on=f"2026-09-{day}", repaired_on=f"2026-09-{mended}",
            labour_fen="50", **done,
        )  # fmt: skip
    found.repair("2026-09-20", "桥头", road="解放路", fault="坑槽", due_on="2026-09-21")
    found.repair("2026-08-20", "A-2", repaired_on="2026-08-21", **done)
    found.patrol("2026-09-08", "100", "3")
    return found


@pytest.fixture
def page(qtbot: QtBot, context: Context, lights: Lights) -> FacilityAnalysisPage:
    """September: the last month until the middle of the next."""
    assert lights.desk is context.desk
    made = FacilityAnalysisPage(context)
    qtbot.addWidget(made)
    made.resize(1366, 640)
    with qtbot.waitActive(made):
        made.show()
    assert made.period == SEPTEMBER
    return made


def table(grid: LineGrid) -> dict[str, list[str]]:
    """A table as it is seen, by the first column."""
    shown = grid.model_of_grid.grid
    return {row[0].text: [cell.text for cell in row[1:]] for row in shown.rows}


def opened(context: Context, grid: LineGrid, line: str, column: int) -> tuple[str, int]:
    """What a double click asks for: the ledger, and how many records."""
    wanted: list[tuple[str, Filter]] = []
    context.news.wanted_list.connect(lambda ledger, where: wanted.append((ledger, where)))
    row = list(table(grid)).index(line)
    place = grid.visualRect(grid.model_of_grid.index(row, column)).center()
    QTest.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    ((ledger, where),) = wanted
    with context.desk.store.snapshot() as conn:
        return ledger, rows.count(conn, ledger_named(ledger), where, today=context.desk.today())


def test_the_figures_stand_beside_those_of_august(page: FacilityAnalysisPage) -> None:
    figures = table(page.figures)
    assert figures["受理报修(件)"] == ["4", "1", "300.0%"]
    # Of four limits that ended in September only that of the 11th was kept.
    assert figures["修复及时率"][0] == "25.00%"
    assert (
        figures["维修费用(元)"] == ["150.00", "50.00", "200.0%"][:1] + figures["维修费用(元)"][1:]
    )
    assert table(page.work)["更换光源"][:2] == ["盏", "3"]
    assert table(page.open)["重复故障"][0] == "2"
    # Twice each within 90 days, once soon after it was mended; that of A-2 is the later.
    assert list(table(page.repeats)) == ["A-2", "A-1"]
    assert page.note.text() == "平均修复用时 1.0天"


@pytest.mark.parametrize(
    ("grid", "line", "column", "number"),
    [
        ("figures", "受理报修(件)", 1, 4),
        ("figures", "受理报修(件)", 2, 1),
        ("figures", "修复及时率", 1, 4),
        ("figures", "维修费用(元)", 1, 3),
        ("work", "更换光源", 2, 3),
        ("open", "复发", 1, 2),
        ("repeats", "A-1", 2, 2),
        ("circuits", "XB-01 1回路", 2, 2),
        ("times", "全部", 6, 3),
    ],
)
def test_a_double_click_opens_the_records(
    page: FacilityAnalysisPage, context: Context, grid: str, line: str, column: int, number: int
) -> None:
    shown: LineGrid = getattr(page, grid)
    assert opened(context, shown, line, column) == ("repairs", number)


def test_another_dimension_is_taken_by_its_button(
    page: FacilityAnalysisPage, context: Context
) -> None:
    assert list(table(page.parts)) == ["路灯", "未建档或未填类型"]
    button = next(one for one in page.choices.buttons if one.objectName() == "facilities-by-road")
    button.click()
    assert table(page.parts)["人民路"][0] == "3"
    assert opened(context, page.parts, "解放路", 1) == ("repairs", 1)


@pytest.mark.parametrize("width", [1366, 910])
def test_nothing_is_cut(page: FacilityAnalysisPage, width: int) -> None:
    page.resize(width, 640)
    assert not cut_texts(page)


def test_the_keyboard_goes_down_the_page_and_opens(
    page: FacilityAnalysisPage, context: Context
) -> None:
    wanted: list[str] = []
    context.news.wanted_list.connect(lambda ledger, _where: wanted.append(ledger))
    page.bar.on.setFocus()
    QTest.keyClick(page.bar.on, Qt.Key.Key_Tab)
    assert page.figures.hasFocus()
    QTest.keyClick(page.figures, Qt.Key.Key_Return)
    assert wanted == ["repairs"]


def test_an_empty_office_is_told_what_to_do(qtbot: QtBot, context: Context) -> None:
    made = FacilityAnalysisPage(context)
    qtbot.addWidget(made)
    made.show()
    assert "没有登记维修" in made.notice.sentence.text()
    assert not any(card.isVisible() for card in made.charts.values())


def test_the_month_has_cards_of_street_lights(
    qtbot: QtBot, context: Context, lights: Lights
) -> None:
    assert lights.desk is context.desk
    made = MonthPage(context)
    qtbot.addWidget(made)
    made.resize(1366, 640)
    made.show()
    made.choose(SEPTEMBER)
    cards = {key: view.card for key, view in made.facility_cards.views.items()}
    assert (cards["lit"].value, cards["lit"].unit) == ("97.00", "%")
    assert (cards["reported"].value, cards["reported"].changes[0]) == ("4", "环比上升300.0%")
    assert cards["late_repairs"].tone == "danger"
    wanted: list[tuple[str, Filter]] = []
    made.wanted.connect(lambda ledger, where: wanted.append((ledger, where)))
    QTest.keyClick(made.facility_cards.views["in_time"], Qt.Key.Key_Return)
    assert wanted[0][0] == "repairs"


def test_a_month_without_street_lights_has_none(qtbot: QtBot, context: Context) -> None:
    made = MonthPage(context)
    qtbot.addWidget(made)
    made.show()
    assert not made.facility_cards.isVisible()
    assert not any(title.isVisible() for title in made.titles.values())
