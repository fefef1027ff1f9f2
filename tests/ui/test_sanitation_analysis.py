"""作业完成 and 考核分析 in the window: the worst first, figures that open their records, charts saved."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from bureau.calendar.periods import Period
from bureau.ledger.query import Filter
from bureau.office import ledger_named
from bureau.sanitation import acts
from bureau.storage import rows
from tests.sanitation.sanitation_books import Sanitation
from tests.storage.offices import Clock
from tests.ui.conftest import ScriptedAsker
from tests.ui.looking import cut_texts
from ui.assessment.line_grid import LineGrid
from ui.context import Context
from ui.month.period_page import PeriodPage
from ui.sanitation.analysis_page import SanitationAnalysisPage
from ui.sanitation.works_page import SanitationWorksPage

SEPTEMBER = Period.month(2026, 9)


@pytest.fixture
def books(context: Context) -> Sanitation:
    """Roads planned and worked on in September, and a section that lost points there."""
    found = Sanitation(context.desk, Clock(context.desk.now()))
    found.contract("一标段")
    for road, done in (("人民路", "15"), ("解放路", "40")):
        fixed = {"road": road, "way": "洒水"}
        found.add("road-work-plans", per_week="7", begins_on="2026-01-01", **fixed)
        found.add("road-work", worked_on="2026-09-10", times=done, **fixed)
    found.add("road-work", road="学府路", way="洒水", worked_on="2026-09-11", times="2")
    found.add("waste-days", date="2026-09-12", kind="生活垃圾", weight_t="12.5", trips="3")
    found.add("weighings", date="2026-09-12", plate="闽D00001", weight_t="7.35", way="焚烧")
    found.deduct("3", "2026-09-10", road="人民路")
    found.deduct("2", "2026-09-11", road="人民路")
    found.deduct("4", "2026-09-12", road="解放路")
    return found


def shown(qtbot: QtBot, page: PeriodPage, width: int = 1366) -> None:
    """Opens a page as the window does."""
    qtbot.addWidget(page)
    page.resize(width, 640)
    with qtbot.waitActive(page):
        page.show()


@pytest.fixture
def works(qtbot: QtBot, context: Context, books: Sanitation) -> SanitationWorksPage:
    """作业完成 of September: the last month until the middle of the next."""
    assert books.desk is context.desk
    made = SanitationWorksPage(context)
    shown(qtbot, made)
    assert made.period == SEPTEMBER
    return made


@pytest.fixture
def analysis(qtbot: QtBot, context: Context, books: Sanitation) -> SanitationAnalysisPage:
    """考核分析 of September."""
    assert books.desk is context.desk
    made = SanitationAnalysisPage(context)
    shown(qtbot, made)
    assert made.period == SEPTEMBER
    return made


def table(grid: LineGrid) -> list[list[str]]:
    """A table as it is seen."""
    model = grid.model_of_grid
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def opened(context: Context, grid: LineGrid, row: int, column: int) -> tuple[str, int]:
    """What a double click asks for: the ledger, and how many records."""
    wanted: list[tuple[str, Filter]] = []
    context.news.wanted_list.connect(lambda ledger, where: wanted.append((ledger, where)))
    place = grid.visualRect(grid.model_of_grid.index(row, column)).center()
    QTest.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    ((ledger, where),) = wanted
    conn, today = context.desk.store.reader(), context.desk.today()
    return ledger, rows.count(conn, ledger_named(ledger), where, today=today)


def test_the_road_that_lacks_most_comes_first(works: SanitationWorksPage) -> None:
    """30 planned on each; 10 too many on one road make up for nothing on the other."""
    assert table(works.roads) == [
        ["人民路", "洒水", "30.0", "15", "15.0", "50.00%"],
        ["解放路", "洒水", "30.0", "40", "", "100.00%"],
        ["合计", "", "60.0", "55", "15.0", "75.00%"],
        ["计划外", "", "", "2", "", ""],
    ]
    assert works.note.text() == "作业计划完成率 75.00%"


def test_waste_stands_by_kind_and_by_where_it_went(works: SanitationWorksPage) -> None:
    assert table(works.waste) == [
        ["生活垃圾", "12.500", "100.00%"],
        ["收运合计", "12.500", "3 车次"],
        ["过磅：进场填埋", "0.000", "0.00%"],
        ["过磅：外运焚烧", "7.350", "100.00%"],
    ]


def test_sites_say_what_is_amiss(works: SanitationWorksPage, books: Sanitation) -> None:
    books.add("landfill-days", date="2026-09-12", weight_t="7.35")
    books.add("leachate-days", date="2026-09-12", made_m3="80", treated_m3="60")
    books.add("cleaning-sites", name="东门公厕", kind="公厕")
    site = {"place": "东门公厕", "date": "2026-09-12"}
    books.add("cleaning-site-logs", result="不合格", **site)
    books.add("estate-rounds", cleaned_on="2026-09-12", estate="和平里", weight_t="1.2")
    assert [line[:2] for line in table(works.sites)] == [
        ["填埋日记", "1 天"],
        ["未覆盖", "1 天"],
        ["有过磅没有日记", "0 天"],
        ["渗滤液处理", "60.00 m³"],
        ["无物业小区清理", "1 个"],
        ["公厕转运站不合格", "1 次"],
        ["不合格未整改", "1 次"],
    ]
    assert table(works.sites)[3][2] == "产生 80.00 m³，处理 75.00%"


@pytest.mark.parametrize(
    ("name", "row", "ledger"), [("roads", 0, "road-work"), ("roads", 3, "road-work")]
)
def test_a_double_click_opens_the_logs(
    works: SanitationWorksPage, context: Context, name: str, row: int, ledger: str
) -> None:
    assert opened(context, getattr(works, name), row, 3) == (ledger, 1)


def test_a_double_click_opens_what_was_weighed(
    works: SanitationWorksPage, context: Context
) -> None:
    assert opened(context, works.waste, 3, 1) == ("weighings", 1)


def test_a_month_without_any_work_says_what_to_do(works: SanitationWorksPage) -> None:
    works.bar.choose(Period.month(2026, 8))
    assert "2026年8月没有作业、收运和填埋记录" in works.notice.sentence.text()


def test_points_stand_by_road_block_and_problem(analysis: SanitationAnalysisPage) -> None:
    """3 + 2 on one road, 4 on the other, each problem half a point; nine of a hundred lost."""
    assert table(analysis.roads) == [
        ["人民路", "一标段", "10", "5", "55.6%"],
        ["解放路", "一标段", "8", "4", "44.4%"],
    ]
    assert table(analysis.parts) == [["道路清扫保洁", "一标段", "18", "9", "100.0%"]]
    assert [line[1:4] for line in table(analysis.problems)] == [["道路清扫保洁", "18", "9"]]
    assert table(analysis.scores)[0][-2:] == ["91.00", "91.00"]
    assert analysis.charts["blocks"].isVisibleTo(analysis)
    # One month makes no curve.
    assert not analysis.charts["scores"].isVisibleTo(analysis)


def test_appeals_stand_by_what_was_ruled(
    analysis: SanitationAnalysisPage, books: Sanitation, context: Context
) -> None:
    conn, today = context.desk.store.reader(), context.desk.today()
    ids = sorted(rows.ids(conn, ledger_named("sanitation-deductions"), None, today=today))
    acts.serve(context.desk, ids[:2], {"served_on": "2026-10-08"})
    acts.contest(context.desk, ids[:2], {"appeal_reason": "不属实"})
    acts.rule(context.desk, ids[:1], {"ruling": "撤销"})
    assert books.desk is context.desk
    assert table(analysis.appeals) == [
        ["待裁决", "1", "2", "2", ""],
        ["撤销", "1", "3", "0", "3"],
    ]
    assert "扣分 3 条，申诉 2 条，占 66.67%" in analysis.notes[analysis.appeals].text()
    assert opened(context, analysis.appeals, 1, 1) == ("sanitation-deductions", 1)
    assert table(analysis.scores)[0][-1] == "94.00"
    # What was quashed is lost nowhere.
    assert [line[:4] for line in table(analysis.roads)] == [
        ["解放路", "一标段", "8", "4"],
        ["人民路", "一标段", "4", "2"],
    ]


def test_a_double_click_opens_the_deductions(
    analysis: SanitationAnalysisPage, context: Context
) -> None:
    assert opened(context, analysis.roads, 0, 3) == ("sanitation-deductions", 2)


def test_a_chart_is_saved_as_a_file(
    analysis: SanitationAnalysisPage, asker: ScriptedAsker, tmp_path: Path
) -> None:
    asker.files = [tmp_path / "路段.svg"]
    QTest.mouseClick(analysis.charts["roads"].export, Qt.MouseButton.LeftButton)
    assert "<svg" in (tmp_path / "路段.svg").read_text("utf-8")


@pytest.mark.parametrize("width", [1366, 911])
def test_nothing_is_cut_in_either_window(
    qtbot: QtBot, context: Context, books: Sanitation, width: int
) -> None:
    assert books.desk is context.desk
    for page in (SanitationWorksPage(context), SanitationAnalysisPage(context)):
        shown(qtbot, page, width)
        assert cut_texts(page) == []
        assert page.minimumSizeHint().width() <= width
