"""亮灯率 in the window: grades and roads with verdicts, figures that open their records, a patrol being typed."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from bureau.calendar.periods import Period
from bureau.facilities.ledgers import LIGHT_PATROLS
from bureau.ledger.query import Filter
from bureau.office import ledger_named
from bureau.settings.saving import save
from bureau.storage import rows
from tests.facilities.lamp_books import Lights
from tests.storage.offices import Clock
from tests.ui.looking import cut_texts
from ui.assessment.line_grid import LineGrid
from ui.context import Context
from ui.facilities.lighting_page import LightingPage
from ui.handlings import handling_of
from ui.ledger.details import DetailsPane


@pytest.fixture
def lights(context: Context) -> Lights:
    """October on 9 November: one road misses, one does, one was forgotten."""
    clock = Clock(datetime(2026, 11, 9, 9, 0))
    context.desk.clock = clock
    found = Lights(context.desk, clock)
    found.lamp("A-1", heads="4", state="正常")
    found.lamp("B-1", road="解放路", grade="次干道", heads="50", state="正常")
    found.lamp("C-1", road="后巷", grade="支路", state="停用", state_on="2026-10-31")
    found.lamp("C-2", road="后巷", grade="支路")
    found.patrol("2026-10-09", "4", "3")
    found.patrol("2026-10-20", "5", "0")
    found.patrol("2026-10-09", "50", "2", road="解放路")
    found.repair("2026-10-09", "A-1", road="人民路", source="夜间巡查", repaired_on="2026-10-10")
    found.repair("2026-10-30", "邮政局门口第三盏")
    return found


@pytest.fixture
def page(qtbot: QtBot, context: Context, lights: Lights) -> LightingPage:
    assert lights.desk is context.desk
    made = LightingPage(context)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    with qtbot.waitActive(made):
        made.show()
    return made


def table(grid: LineGrid) -> list[list[str]]:
    """A table as it is seen."""
    model = grid.model_of_grid
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def opened(context: Context, grid: LineGrid, row: int, column: int) -> tuple[str, list[int]]:
    """What a double click asks for: the ledger, and its records."""
    wanted: list[tuple[str, Filter]] = []
    context.news.wanted_list.connect(lambda ledger, where: wanted.append((ledger, where)))
    place = grid.visualRect(grid.model_of_grid.index(row, column)).center()
    QTest.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    ((ledger, where),) = wanted
    conn, today = context.desk.store.reader(), context.desk.today()
    return ledger, list(rows.ids(conn, ledger_named(ledger), where, today=today))


def test_the_month_that_was_patrolled_is_shown_first(page: LightingPage) -> None:
    assert page.period == Period.month(2026, 10)
    # 59 heads, 5 dark; 1,759 head-nights, 4 of A-1 and 1 of C-1, which is 停用 without approval.
    assert page.note.text() == "抽查 91.53% · 台账 99.71%（31 夜）"


def test_grades_stand_against_their_targets(page: LightingPage) -> None:
    assert table(page.grades) == [
        ["主干道", "9", "3", "66.67%", "≥98%", "‼ 未达标（差 3 盏）", "96.77%", "4"],
        ["次干道", "50", "2", "96.00%", "≥96%", "达标", "100.00%", "0"],
        ["支路", "0", "0", "—", "≥96%", "未巡查", "98.39%", "1"],
        ["全部道路", "59", "5", "91.53%", "", "", "99.71%", "5"],
    ]


def test_the_worst_road_comes_first_and_the_forgotten_one_last(page: LightingPage) -> None:
    assert table(page.roads) == [
        [
            "人民路",
            "主干道",
            "2",
            "9",
            "≠ 8",
            "3",
            "66.67%",
            "最多 2 盏",
            "‼ 未达标（差 1 盏）",
            "1",
        ],
        ["解放路", "次干道", "1", "50", "50", "2", "96.00%", "最多 2 盏", "达标", "0"],
        ["后巷", "支路", "0", "", "1", "", "—", "最多 2 盏", "未巡查", "0"],
    ]


@pytest.mark.parametrize(
    ("row", "column", "ledger", "count"),
    [(0, 3, "light-patrols", 2), (0, 4, "facilities", 1), (0, 9, "repairs", 1)],
)
def test_figures_of_a_road_open_their_records(
    page: LightingPage, context: Context, row: int, column: int, ledger: str, count: int
) -> None:
    found, records = opened(context, page.roads, row, column)
    assert (found, len(records)) == (ledger, count)


def test_dark_nights_open_the_lamps_that_were_dark(
    page: LightingPage, context: Context, lights: Lights
) -> None:
    found, records = opened(context, page.grades, 2, 7)
    assert (found, records) == ("facilities", [lights.row("facilities", records[0])["id"]])
    assert lights.row("facilities", records[0])["code"] == "C-1"


def test_what_could_not_be_counted_is_told_with_its_records(
    page: LightingPage, context: Context
) -> None:
    assert page.remarks.text() == (
        "巡查 2 条道路，1 条未达标；1 条有路灯没有巡查；夜间巡查报修 1 条；"
        "1 条灯不亮的故障没有建档，台账亮灯率没有算进去；1 杆停用没有批准文号，按不亮算。"
    )
    wanted: list[str] = []
    context.news.wanted_list.connect(lambda ledger, _where: wanted.append(ledger))
    for name in ("placeless", "unapproved"):
        page.links[name].click()
    assert wanted == ["repairs", "facilities"]


def test_a_narrow_window_cuts_nothing_and_an_empty_month_says_what_to_do(
    page: LightingPage, qtbot: QtBot
) -> None:
    page.resize(911, 500)
    qtbot.waitUntil(lambda: page.width() == 911)
    assert page.roads.isColumnHidden(1)
    assert cut_texts(page) == []
    page.bar.choose(Period.month(2026, 3))
    assert "2026年3月还没有夜间巡查" in page.notice.sentence.text()
    page.bar.choose(Period.month(2026, 12))
    assert "2026年12月还没有到" in page.notice.sentence.text()
    assert not page.grades.isVisible()


def test_a_month_that_ends_on_another_day_is_counted_so(page: LightingPage) -> None:
    save(page.context.desk, {"month-end-day": "25"})
    page.refresh()
    assert (page.period.first, page.period.last) == (date(2026, 9, 26), date(2026, 10, 25))
    assert page.shown is not None
    assert page.shown.lighting.period == page.period


def test_control_p_opens_the_bulletin(page: LightingPage, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    monkeypatch.setattr(
        "ui.assessment.papers.show_paper",
        lambda _context, _parent, title, make: made.append(f"{title}：{make().title}"),
    )
    page.print_page()
    assert made == ["2026年10月亮灯率通报：关于2026年10月路灯亮灯情况的通报"]


def test_a_patrol_being_typed_takes_what_the_register_says(
    qtbot: QtBot, context: Context, lights: Lights
) -> None:
    assert lights.desk is context.desk
    handling = handling_of(LIGHT_PATROLS)
    assert handling is not None
    pane = DetailsPane(context, LIGHT_PATROLS, advise=handling.advise)
    qtbot.addWidget(pane)
    pane.resize(480, 900)
    pane.show()
    pane.new_record()
    inputs = pane.form.rows

    def say(key: str, text: str) -> None:
        inputs[key].input.set_raw(text)
        inputs[key].input.committed.emit()

    say("patrolled_on", "2026-11-08")
    say("road", "解放路")
    assert inputs["due"].input.current() == 50
    assert inputs["due"].message.text() == "档案里这条路当晚应亮 50 盏"
    say("due", "48")
    assert inputs["due"].message.text() == "档案里这条路当晚应亮 50 盏，这里写的是 48 盏"
    say("dark", "1")
    say("lamps", "B-1、B-9")
    assert inputs["lamps"].message.text() == (
        "写了 2 个灯号，未亮只有 1 盏，请核对。B-9 不在设施档案里，可以保存，报修时算未建档。"
    )
    say("patrolled_on", "2026-10-09")
    assert "这条路这一夜已经有一次巡查" in pane.form.notice.sentence.text()


def test_a_target_is_changed_from_the_line_of_its_grade(
    page: LightingPage, context: Context
) -> None:
    wanted: list[tuple[str, object]] = []
    context.news.wanted.connect(lambda ledger, record: wanted.append((ledger, record)))
    page.grades.setCurrentIndex(page.grades.model_of_grid.index(1, 0))
    page.links["target"].click()
    second = {
        "subject": 8101,
        "grade": 2902,
        "overall": 9600,
        "single": 9500,
        "begins_on": "2026-10-01",
    }
    assert wanted == [("lighting-targets", second)]
