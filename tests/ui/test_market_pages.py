"""The pages of market order beside its ledgers: overdue, rebounds, analysis; every number opens records."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from bureau.calendar.periods import Period
from bureau.layouts import Layouts
from bureau.ledger.query import Filter
from bureau.market.ledgers import CASES, STEPS
from bureau.storage import rows
from tests.storage.offices import Clock, item
from tests.ui.conftest import ScriptedAsker
from ui.context import Context
from ui.ledger.act_dialog import ActDialog
from ui.ledger.page import LedgerPage
from ui.market.analysis_page import AnalysisPage
from ui.market.campaign_progress import CampaignProgressPage
from ui.market.chain import ChainDialog
from ui.market.overdue_page import OverduePage
from ui.market.rebounds_page import ReboundsPage
from ui.paper.dialog import PaperDialog
from ui.tasks import LaneRunner

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


def test_a_week_overdue_goes_to_the_head(overdue: OverduePage) -> None:
    QTest.mouseClick(overdue.lists.buttons["level-3"], Qt.MouseButton.LeftButton)
    # Due on 1 October: records 0 and 28, of which 28 % 3 == 1 and 0 % 3 == 0 are open.
    assert len(overdue.table_page.model.ids) == 2


def test_supervising_is_a_step_of_each_case_and_moves_it_to_the_list_of_the_supervised(
    overdue: OverduePage, context: Context
) -> None:
    overdue.table_page.table.selectAll()
    QTest.mouseClick(overdue.supervise, Qt.MouseButton.LeftButton)
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


def test_f5_lists_what_has_become_overdue_and_the_list_stays_marked(
    overdue: OverduePage, context: Context
) -> None:
    desk, table = context.desk, overdue.table_page
    with desk.store.operation(desk, "登记") as op:
        late = op.insert(
            CASES.name,
            {"found_on": "2026-10-08", "due_on": "2026-10-08", "due_time": "09:30", "state": 2204},
        )
    assert late not in table.model.ids
    assert isinstance(desk.clock, Clock)
    desk.clock.pass_minutes(31)
    overdue.refresh()
    assert late in table.model.ids
    assert overdue.lists.buttons["overdue"].text() == f"▲ 超期 {len(table.model.ids)}"
    table.filtering.sort_by(0, False)
    assert overdue.lists.buttons["overdue"].isChecked()
    assert late in table.model.ids


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


def test_its_numbers_open_the_returns_of_the_month_and_all_so_far(
    rebounds: ReboundsPage, context: Context
) -> None:
    opened: list[tuple[str, Filter]] = []
    context.news.wanted_list.connect(lambda ledger, where: opened.append((ledger, where)))
    cells = rebounds.grid.model_of_grid.grid.rows[0]
    for at in (4, 5):
        behind = cells[at].behind
        assert behind is not None
        rebounds.grid.wanted.emit(*behind)
    assert [count(context, where) for _, where in opened] == [2, 2]


def test_by_class_the_share_is_told(rebounds: ReboundsPage) -> None:
    button = rebounds.choices.buttons[2]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
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


def test_a_chain_that_was_closed_hears_of_no_change(qtbot: QtBot, context: Context) -> None:
    first, _, last = come_back(context)
    lane = LaneRunner("读")
    try:
        for reading in (context.reading, lane):
            context.reading = reading
            dialog = ChainDialog(context, last)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()
            dialog.reject()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            assert not isValid(dialog)
        with context.desk.store.operation(context.desk, "改地址") as op:
            op.update(CASES.name, first, {"address": "别处"})
        qtbot.waitUntil(lambda: lane.idle)
    finally:
        lane.close()


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
    assert numbers() == [f"LT-{number}" for number in range(38, 46)]
    assert view.earlier.text() == "前面还有 37 件，再看 8 件"
    for left in (
        *(f"前面还有 {left} 件，再看 {min(left, 8)} 件" for left in (29, 21, 13, 5)),
        None,
    ):
        QTest.mouseClick(view.earlier, Qt.MouseButton.LeftButton)
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


def test_the_cases_can_be_taken_apart_by_town(analysis: AnalysisPage) -> None:
    button = next(one for one in analysis.choices.buttons if one.text() == "镇街")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
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


def test_rates_stand_with_the_records_above_and_below_the_line(
    analysis: AnalysisPage, context: Context
) -> None:
    lines = {line[0].text: line for line in analysis.rates.model_of_grid.grid.rows}
    name, above, below, share = lines["立案率"][:4]
    assert name.hint == "立案÷受理（发现案件）"
    assert below.text == "36"
    for one in (above, below):
        assert one.behind is not None
        assert count(context, one.behind[1]) == int(one.text)
    assert share.text == f"{Decimal(above.text) / 36 * 100:.2f}%"


def test_a_figure_of_its_own_making_is_listed_under_its_name(
    analysis: AnalysisPage, context: Context, layouts: Layouts, qtbot: QtBot
) -> None:
    table = LedgerPage(context, CASES, layouts)
    qtbot.addWidget(table)
    lines = {line[0].text: line for line in analysis.rates.model_of_grid.grid.rows}
    due = lines["处置率"][2].behind
    assert due is not None
    table.show_list(due[1])
    assert table.filtering.selection.sentence() == "应处置：2026年10月"
    # What has no plain form isn't kept; what is made of columns shows them.
    assert table.filtering.kept() is None
    found = lines["立案率"][2].behind
    assert found is not None
    table.show_list(found[1])
    assert "发现时间：2026-10-01至2026-10-31" in table.filtering.selection.sentence()


def test_services_stand_beside_their_target(analysis: AnalysisPage) -> None:
    rows_shown = analysis.means.model_of_grid.grid.rows
    assert [line[5].text for line in rows_shown] == ["70%", "20%", "10%"]


@pytest.mark.parametrize("kind", [AnalysisPage, ReboundsPage])
def test_the_page_is_printed_as_a_paper(
    qtbot: QtBot, context: Context, kind: type[AnalysisPage | ReboundsPage]
) -> None:
    come_back(context)
    page = kind(context)
    qtbot.addWidget(page)
    page.show()
    page.bar.choose(OCTOBER)
    page.print_page()
    (preview,) = page.findChildren(PaperDialog)
    assert preview.windowTitle().startswith("2026年10月")
    preview.close()


def test_the_columns_of_the_overdue_are_its_own(overdue: OverduePage, layouts: Layouts) -> None:
    overdue.table_page.arranging.hide("unit")
    overdue.table_page.arranging.write()
    assert "unit" in layouts.of_page("overdue").get(CASES).hidden
    assert "unit" not in layouts.get(CASES).hidden


# -- special actions -------------------------------------------------------------------------------


def test_every_running_action_has_a_card_and_its_numbers_open_records(
    qtbot: QtBot, context: Context
) -> None:
    with context.desk.store.operation(context.desk, "登记") as op:
        for name, begins, ends in (
            ("秋季行动", "2026-10-01", "2026-10-31"),
            ("国庆保障", "2026-09-28", "2026-10-08"),
            ("已经结束", "2026-09-01", "2026-10-07"),
            ("还没开始", "2026-10-09", None),
        ):
            op.insert("campaigns", {"name": name, "begins_on": begins, "ends_on": ends})
    page = CampaignProgressPage(context)
    qtbot.addWidget(page)
    page.resize(1366, 640)
    page.show()
    assert [card.name.text() for card in page.cards] == ["国庆保障", "秋季行动"]
    said = [label.text() for label in page.cards[0].findChildren(QLabel)]
    assert "9月28日至10月8日，今天结束" in said
    opened: list[str] = []
    context.news.wanted.connect(lambda ledger, _record: opened.append(ledger))
    QTest.mouseClick(page.cards[0].name, Qt.MouseButton.LeftButton)
    assert opened == ["campaigns"]
