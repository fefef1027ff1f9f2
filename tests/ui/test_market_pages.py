"""The pages of market order beside its ledgers: overdue, rebounds, analysis; every number opens records."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from bureau.calendar.periods import Period
from bureau.layouts import Layouts
from bureau.ledger.query import Filter
from bureau.market.ledgers import CASES, STEPS
from bureau.storage import rows
from tests.storage.offices import item
from tests.ui.conftest import ScriptedAsker
from ui.context import Context
from ui.ledger.act_dialog import ActDialog
from ui.market.analysis_page import AnalysisPage
from ui.market.chain import ChainDialog
from ui.market.overdue_page import OverduePage
from ui.market.rebounds_page import ReboundsPage

OCTOBER = Period.month(2026, 10)


def count(context: Context, where: Filter) -> int:
    """How many cases a filter lets through."""
    desk = context.desk
    return rows.count(desk.store.reader(), CASES, where, today=desk.now())


@pytest.fixture
def layouts(tmp_path: Path) -> Layouts:
    """Nothing remembered yet."""
    return Layouts("王芳", tmp_path / "layouts")


# -- overdue ---------------------------------------------------------------------------------------


@pytest.fixture
def overdue(qtbot: QtBot, context: Context, layouts: Layouts) -> OverduePage:
    """Cases are due on the day they were found; a third are closed. Today is 8 October 2026."""
    made = OverduePage(context, layouts)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_the_lists_say_how_many_and_the_longest_overdue_stands_first(
    overdue: OverduePage, context: Context
) -> None:
    table = overdue.table_page
    ids = [*table.model.ids]
    # Found on 1 to 7 October, twice over 36 cases (index % 28), two of three open.
    by_hand = sum(1 for index in range(36) if index % 28 + 1 < 8 and index % 3 != 2)
    assert len(ids) == by_hand
    assert overdue.lists.buttons["overdue"].text() == f"▲ 超期 {by_hand}"
    first = rows.page(context.desk.store.reader(), CASES, ids[:1], today=context.desk.today())
    assert first[0]["due_on"] == "2026-10-01"


def test_a_week_overdue_goes_to_the_head(overdue: OverduePage, qtbot: QtBot) -> None:
    qtbot.mouseClick(overdue.lists.buttons["level-3"], Qt.MouseButton.LeftButton)
    # Due on 1 October: records 0 and 28, of which 28 % 3 == 1 and 0 % 3 == 0 are open.
    assert len(overdue.table_page.model.ids) == 2


def test_supervising_is_a_step_of_each_case_and_moves_it_to_the_list_of_the_supervised(
    overdue: OverduePage, context: Context, qtbot: QtBot
) -> None:
    overdue.table_page.table.selectAll()
    qtbot.mouseClick(overdue.supervise, Qt.MouseButton.LeftButton)
    (dialog,) = overdue.findChildren(ActDialog)
    chosen = len(overdue.table_page.model.ids)
    assert dialog.take_button.text() == f"督办 {chosen} 条"
    dialog.rows["remark"].input.set_raw("三日内办结")
    dialog.take()
    assert overdue.lists.buttons["unsupervised"].text() == "超期未督办 0"
    assert overdue.lists.buttons["supervised"].text() == f"督办未结 {chosen}"
    assert rows.count(context.desk.store.reader(), STEPS, today=context.desk.today()) == chosen


def test_another_filter_than_the_lists_marks_no_list(overdue: OverduePage) -> None:
    overdue.table_page.filtering.clear()
    assert not overdue.lists.buttons["overdue"].isChecked()
    overdue.choose("soon")
    assert overdue.lists.buttons["soon"].isChecked()


# -- rebounds --------------------------------------------------------------------------------------


def come_back(context: Context) -> list[int]:
    """Three cases at one place: 2 to 4 October, 10 to 12, and one of the 20th that is still open."""
    desk = context.desk
    kind = item(desk, "market-category", "占道经营")
    made = []
    with desk.store.operation(desk, "登记") as op:
        for number, (found, closed) in enumerate(
            (("2026-10-02", "2026-10-04"), ("2026-10-10", "2026-10-12"), ("2026-10-20", None))
        ):
            values = {
                "number": f"FT-{number + 1}",
                "found_on": found,
                "closed_on": closed,
                "state": 2206 if closed else 2204,
                "town": desk.store.names().record("towns", "城东街道"),
                "address": ("解放路58号", "解放路 58 号门口", "解放路五十八号")[number],
                "category": kind,
            }
            made.append(op.insert(CASES.name, values))
    return made


@pytest.fixture
def rebounds(qtbot: QtBot, context: Context) -> ReboundsPage:
    """October 2026 with one place that came back twice."""
    come_back(context)
    made = ReboundsPage(context)
    qtbot.addWidget(made)
    made.bar.choose(OCTOBER)
    made.resize(1366, 640)
    made.show()
    qtbot.waitExposed(made)
    return made


def cell_text(page: ReboundsPage, row: int) -> list[str]:
    """A line of the table."""
    return [cell.text for cell in page.grid.model_of_grid.grid.rows[row]]


def test_the_worst_place_comes_with_its_chain(rebounds: ReboundsPage) -> None:
    assert cell_text(rebounds, 0) == ["解放路五十八号", "城东街道", "占道经营", "", "2", "2", "6"]
    assert [link.rebound for link in rebounds.chain.links] == [
        "",
        "第 1 次反弹，距上次结案 6 天",
        "第 2 次反弹，距上次结案 8 天",
    ]


def test_its_numbers_open_the_returns_and_the_whole_chain(
    rebounds: ReboundsPage, context: Context
) -> None:
    opened: list[tuple[str, Filter]] = []
    context.news.wanted_list.connect(lambda ledger, where: opened.append((ledger, where)))
    cells = rebounds.grid.model_of_grid.grid.rows[0]
    for at in (4, 5):
        behind = cells[at].behind
        assert behind is not None
        rebounds.grid.wanted.emit(*behind)
    assert [count(context, where) for _, where in opened] == [2, 3]


def test_by_class_the_share_is_told(rebounds: ReboundsPage, qtbot: QtBot) -> None:
    button = rebounds._choices.button(2)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    line = cell_text(rebounds, 0)
    assert line[:2] == ["占道经营", "2"]
    assert rebounds.chain.isHidden()


def test_unlinking_takes_a_reason_and_ends_the_chain_there(
    rebounds: ReboundsPage, asker: ScriptedAsker, context: Context
) -> None:
    last = rebounds.chain.links[-1].record
    asker.texts = ["换了经营者"]
    rebounds.chain.unlink(last)
    assert cell_text(rebounds, 0)[4:6] == ["1", "1"]
    row = rows.page(context.desk.store.reader(), CASES, [last], today=context.desk.today())[0]
    assert (row["unlinked"], row["rebound_nth"]) == ("换了经营者", None)
    rebounds.chain.relink(last)
    assert cell_text(rebounds, 0)[4:6] == ["2", "2"]


def test_without_a_reason_nothing_is_unlinked(rebounds: ReboundsPage, asker: ScriptedAsker) -> None:
    asker.texts = [" "]
    rebounds.chain.unlink(rebounds.chain.links[-1].record)
    assert "请写明为什么不算反弹" in rebounds.chain.notice.sentence.text()


def test_a_chain_opens_over_the_case_and_leads_to_its_cases(qtbot: QtBot, context: Context) -> None:
    first, _, last = come_back(context)
    dialog = ChainDialog(context, last)
    qtbot.addWidget(dialog)
    dialog.show()
    wanted: list[object] = []
    context.news.wanted.connect(lambda _ledger, record: wanted.append(record))
    dialog.view.opened.emit(first)
    assert wanted == [first]
    assert dialog.isHidden()


def test_of_a_long_chain_the_latest_come_first_and_the_others_when_asked(
    qtbot: QtBot, context: Context
) -> None:
    desk, day = context.desk, date(2026, 1, 1)
    kind = item(desk, "market-category", "占道经营")
    with desk.store.operation(desk, "登记") as op:
        for number in range(45):
            found = day + timedelta(days=6 * number)
            values = {
                "number": f"LT-{number + 1}",
                "found_on": f"{found}",
                "closed_on": f"{found + timedelta(days=1)}",
                "state": 2206,
                "address": "解放路58号",
                "category": kind,
            }
            last = op.insert(CASES.name, values)
    dialog = ChainDialog(context, last)
    qtbot.addWidget(dialog)
    dialog.show()
    view = dialog.view

    def numbers() -> list[str]:
        found = view.findChildren(QPushButton, "chain-case")
        placed = {button.mapTo(view, QPoint(0, 0)).y(): button.text() for button in found}
        return [placed[y] for y in sorted(placed)]

    assert view.title.text() == "反弹经过（45 件）"
    assert numbers() == [f"LT-{number}" for number in range(26, 46)]
    assert view.earlier.text() == "前面还有 25 件，再看 20 件"
    for left in ("前面还有 5 件，再看 5 件", None):
        qtbot.mouseClick(view.earlier, Qt.MouseButton.LeftButton)
        assert (view.earlier.text() if view.earlier.isVisible() else None) == left
    view.grab()
    assert numbers() == [f"LT-{number}" for number in range(1, 46)]


# -- analysis --------------------------------------------------------------------------------------


@pytest.fixture
def analysis(qtbot: QtBot, context: Context) -> AnalysisPage:
    """October 2026: 36 cases, half of them of each class."""
    made = AnalysisPage(context)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    qtbot.waitExposed(made)
    made.bar.choose(OCTOBER)
    return made


def test_each_class_stands_with_its_cases_and_their_records(
    analysis: AnalysisPage, context: Context
) -> None:
    lines = {line[0].text: line for line in analysis.grid.model_of_grid.grid.rows}
    assert lines["占道经营"][1].text == "18"
    behind = lines["占道经营"][1].behind
    assert behind is not None
    assert count(context, behind[1]) == 18


def test_the_cases_can_be_taken_apart_by_town(analysis: AnalysisPage, qtbot: QtBot) -> None:
    button = next(one for one in analysis._choices.buttons() if one.text() == "镇街")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert [line[0].text for line in analysis.grid.model_of_grid.grid.rows] == [
        "城东街道",
        "河口镇",
    ]
    chart = analysis.charts["chosen"].view.chart
    assert chart is not None
    assert chart.title == "按镇街"


@pytest.mark.parametrize(("name", "begins"), [("图.png", b"\x89PNG"), ("图.svg", b"<?xml")])
def test_a_chart_is_saved_as_the_file_that_its_name_says(
    analysis: AnalysisPage, asker: ScriptedAsker, tmp_path: Path, name: str, begins: bytes
) -> None:
    asker.files = [tmp_path / name]
    analysis.charts["chosen"].save()
    assert (tmp_path / name).read_bytes().startswith(begins)
