"""统计月报: figures worked out by hand, the records behind them, papers, refreshing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from bureau.calendar.periods import Period
from bureau.ledger.query import Filter
from bureau.month.offered import OFFERED
from bureau.month.papers import KINDS
from bureau.office import ledger_named
from bureau.storage import rows
from tests.ui.conftest import ScriptedAsker
from ui.context import Context
from ui.month.offers import OFFERS
from ui.month.page import STOPPED, MonthPage
from ui.paper.batch import PaperJob
from ui.paper.dialog import PaperDialog
from ui.tasks import LaneRunner

# The small bureau: 36 cases found in October 2026, on day 1, 2 … 28, 1 … 8, due the same day; every
# third is closed on its day. Classes and towns alternate. It is the morning of 8 October.
OCTOBER = Period.month(2026, 10)


@pytest.fixture
def page(qtbot: QtBot, context: Context) -> MonthPage:
    """The page with October chosen."""
    made = MonthPage(context)
    qtbot.addWidget(made)
    made.resize(1366, 640)
    made.show()
    made.choose(OCTOBER)
    return made


def text(page: MonthPage, row: int, column: int) -> str:
    """One cell of the table."""
    return page.grid.model_of_grid.grid.rows[row][column].text


def behind(context: Context, wanted: tuple[str, Filter]) -> int:
    """How many records a filter selects."""
    ledger, where = wanted
    with context.desk.store.snapshot() as conn:
        return rows.count(conn, ledger_named(ledger), where, today=context.desk.today())


def press(page: MonthPage, row: int, column: int) -> None:
    """A click on a cell."""
    index = page.grid.model_of_grid.index(row, column)
    QTest.mouseClick(
        page.grid.viewport(),
        Qt.MouseButton.LeftButton,
        pos=page.grid.visualRect(index).center(),
    )


def test_cards_say_the_figures_of_the_period(page: MonthPage) -> None:
    told = {key: view.card for key, view in page.cards.views.items()}
    assert (told["cases"].value, told["cases"].unit) == ("36", "件")
    # 12 of 36.
    assert told["closed"].value == "33.33"
    assert told["closed"].note == "已整改 12 件"
    # By the evening of 7 October the limits of days 1–7 ran out, in both rounds: 14 cases. Closed
    # of these are the 3rd and 6th (days 3, 6) and the 30th and 33rd (days 2, 5).
    assert told["on_time"].note == "到期 14 件，按期 4 件"
    assert told["on_time"].value == "28.57"
    assert told["overdue"].value == "10"
    assert told["overdue"].tone == "danger"
    assert page.as_of.text() == "截至10月8日，与上月同期（9月1日至8日）、去年同期比较"


def test_the_table_counts_by_class_and_in_sum(page: MonthPage) -> None:
    assert text(page, 0, 0) == "占道经营"
    assert [text(page, row, 1) for row in range(3)] == ["18", "18", "36"]
    assert text(page, 2, 0) == "合计"
    heads = page.grid.model_of_grid.grid.heads
    assert heads[:4] == ("问题类别", "本月", "上月同期", "环比")


def test_a_number_opens_exactly_its_records(page: MonthPage, context: Context) -> None:
    wanted: list[tuple[str, Filter]] = []
    page.wanted.connect(lambda ledger, where: wanted.append((ledger, where)))
    press(page, 0, 1)
    press(page, 2, 1)
    press(page, 0, 2)  # nothing in September
    assert [behind(context, one) for one in wanted] == [18, 36]
    assert {ledger for ledger, _ in wanted} == {"market-cases"}


def test_the_keyboard_opens_records_too(page: MonthPage, context: Context) -> None:
    wanted: list[tuple[str, Filter]] = []
    page.wanted.connect(lambda ledger, where: wanted.append((ledger, where)))
    page.grid.setCurrentIndex(page.grid.model_of_grid.index(1, 1))
    QTest.keyClick(page.grid, Qt.Key.Key_Return)
    for key, card in page.cards.views.items():
        QTest.keyClick(card, Qt.Key.Key_Return)
        assert key
    # 户外广告; found, closed, on time, closed of what was due, overdue.
    assert [behind(context, one) for one in wanted] == [18, 36, 12, 4, 4, 10]


def test_every_card_and_cell_leads_to_as_many_records_as_it_says(
    page: MonthPage, context: Context
) -> None:
    checked = 0
    for button in page.choices.buttons:
        if button.objectName() == "month-daily":
            continue
        button.click()
        for line in page.grid.model_of_grid.grid.rows:
            for cell in line:
                if cell.behind is not None:
                    assert behind(context, cell.behind) == int(cell.text), line
                    checked += 1
    assert checked > 12


def test_other_breakdowns_are_a_click_away(page: MonthPage) -> None:
    button = page.findChild(QPushButton, "month-by_town")
    assert button is not None
    button.click()
    assert {text(page, 0, 0), text(page, 1, 0)} == {"城东街道", "河口镇"}
    page.choose(Period.quarter(2026, 4))
    assert text(page, 0, 1) == "18", "the choice stays with another period"
    assert page.grid.model_of_grid.grid.heads[:2] == ("镇街", "本季度")


def test_a_saved_edit_is_seen_at_once(page: MonthPage, context: Context) -> None:
    desk = context.desk
    with desk.store.operation(desk, "登记案件") as op:
        op.insert("market-cases", {"found_on": "2026-10-08", "address": "人民路99号"})
    assert page.cards.views["cases"].card.value == "37"
    assert text(page, 2, 0) == "未填"


def test_a_hidden_page_reads_only_when_it_is_looked_at(page: MonthPage, context: Context) -> None:
    page.hide()
    before = page.figures
    desk = context.desk
    with desk.store.operation(desk, "登记案件") as op:
        op.insert("market-cases", {"found_on": "2026-10-08", "address": "人民路99号"})
    assert page.figures is before
    page.show()
    assert page.cards.views["cases"].card.value == "37"


def test_a_period_without_records_says_what_to_do(page: MonthPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(page.charts["class"].isVisible)
    page.choose(Period.month(2024, 1))
    assert page.notice.isVisible()
    assert "2024年1月没有登记案件" in page.notice.sentence.text()
    assert page.cards.views["closed"].card.value == "—"
    qtbot.waitUntil(lambda: not any(chart.isVisible() for chart in page.charts.values()))
    page.choose(OCTOBER)
    assert not page.notice.isVisible()
    qtbot.waitUntil(page.charts["class"].isVisible)


def test_an_untouched_month_gives_way_to_the_last_one_once(
    qtbot: QtBot, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = context.desk.now().replace(month=11, day=20)
    monkeypatch.setattr(context.desk, "clock", lambda: late)
    page = MonthPage(context)
    qtbot.addWidget(page)
    page.show()
    assert page.period == OCTOBER
    page.bar.on.click()
    assert page.period == Period.month(2026, 11), "but whoever asks for it sees it"
    assert "没有登记案件" in page.notice.sentence.text()


def test_what_was_open_before_is_no_entry_of_a_new_month(
    qtbot: QtBot, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = context.desk
    with desk.store.operation(desk, "报修") as op:
        op.insert("repairs", {"reported_on": "2026-10-20", "facility": "LD01-001"})
    late = desk.now().replace(month=11, day=20)
    monkeypatch.setattr(desk, "clock", lambda: late)
    page = MonthPage(context)
    qtbot.addWidget(page)
    page.show()
    assert page.period == OCTOBER


def test_the_newest_period_wins(qtbot: QtBot, context: Context) -> None:
    lane = LaneRunner("读取")
    context.reading = lane
    page = MonthPage(context)
    qtbot.addWidget(page)
    page.show()
    for month in range(1, 11):
        page.choose(Period.month(2026, month))
    qtbot.waitUntil(lambda: lane.idle)
    assert page.figures is not None
    assert page.figures.period == OCTOBER
    lane.close()


def test_every_kind_of_paper_is_offered_in_words(page: MonthPage) -> None:
    assert [offer.kind for offer in OFFERS] == [offer.kind for offer in OFFERED]
    assert {offer.kind for offer in OFFERS} < set(KINDS)
    monthly = next(offer for offer in OFFERS if offer.kind == "monthly")
    assert monthly.file_name(OCTOBER) == "2026年10月-城市管理工作月报"
    assert monthly.title(Period.quarter(2026, 3)) == "城市管理工作季报"
    assert not page.offers.rows["weekly"].isVisible()
    assert page.offers.rows["fee-sheets"].isVisible()
    page.choose(Period.week(date(2026, 10, 6)))
    assert page.offers.rows["weekly"].isVisible()
    assert not page.offers.rows["fee-sheets"].isVisible(), "nothing is paid by the week"
    assert not page.offers.groups["费用和奖惩"].isVisible()


def test_several_papers_are_made_at_once(page: MonthPage, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, list[PaperJob]]] = []
    monkeypatch.setattr(
        "ui.month.page.open_batch",
        lambda _context, _parent, jobs, title: asked.append((title, jobs)),
    )
    page.choose(Period.day(date(2026, 10, 7)))
    page.offers.several.click()
    ((title, jobs),) = asked
    assert title == "2026年10月7日材料"
    assert [job.kind for job in jobs] == [
        *("daily-brief", "market", "month-warnings", "overdue-list", "rebound-list")
    ]
    assert jobs[0].make().title.endswith("专班日报（2026年10月7日）")


def test_what_is_open_is_listed_and_opens(page: MonthPage, context: Context) -> None:
    wanted: list[tuple[str, Filter]] = []
    page.wanted.connect(lambda ledger, where: wanted.append((ledger, where)))
    line = page.warnings.lines[0]
    assert line.button.text() == "‼ 案件超期未整改 10 件"
    line.button.setFocus()
    QTest.keyClick(line.button, Qt.Key.Key_Space)
    assert [behind(context, one) for one in wanted] == [10]
    page.warnings.sheet.click()
    assert page.dialog is not None
    assert page.dialog.windowTitle() == "2026年10月月结核对单"
    page.dialog.reject()


def test_counting_tells_how_far_it_is_and_can_be_stopped(page: MonthPage) -> None:
    page.stop.show()
    page.show_progress(3, 6)
    assert page.as_of.text() == "正在统计 3/6…"
    page.stop.click()
    assert page.as_of.text() == STOPPED
    page.refresh()
    assert page.as_of.text().startswith("截至10月8日")
    assert not page.stop.isVisible()


def test_preview_shows_the_paper_of_the_period(page: MonthPage) -> None:
    page.offers.buttons["market", "preview"].click()
    dialog = page.dialog
    assert isinstance(dialog, PaperDialog)
    assert dialog.windowTitle() == "2026年10月市容秩序整治工作月报"
    assert dialog.view.count >= 2
    dialog.view.finder.sought.emit("36件")
    assert dialog.view.finder._hits, "the figure is on the paper"
    dialog.reject()
    assert page.dialog is None


def test_saving_goes_without_preview(page: MonthPage, asker: ScriptedAsker, tmp_path: Path) -> None:
    asker.files = [tmp_path / "月报.pdf"]
    page.offers.buttons["monthly", "save"].click()
    assert (tmp_path / "月报.pdf").read_bytes().startswith(b"%PDF")
    assert "已保存 月报.pdf" in page.notice.sentence.text()


def test_ctrl_p_of_the_window_prints_the_bureaus_report(page: MonthPage) -> None:
    page.print_page()
    assert page.dialog is not None
    assert page.dialog.windowTitle() == "2026年10月城市管理工作月报"
    page.dialog.reject()


def test_the_statistical_month_of_the_bureau_is_taken(qtbot: QtBot, context: Context) -> None:
    desk = context.desk
    with desk.store.operation(desk, "设置") as op:
        op.insert("settings", {"name": "month-end-day", "value": "25"})
    page = MonthPage(context)
    qtbot.addWidget(page)
    page.show()
    page.bar.choose(Period.month(2026, 10, 25))
    # Found from 26 September to 25 October: days 1–25 and 1–8.
    assert page.cards.views["cases"].card.value == "33"


def test_a_narrow_window_is_never_scrolled_sideways(page: MonthPage, qtbot: QtBot) -> None:
    (area,) = [one for one in page.findChildren(QScrollArea) if one.accessibleName()]
    assert page.offers.mapTo(page, QPoint()).x() > page.width() // 2
    page.resize(911, 480)
    # Below the table, no longer beside it.
    qtbot.waitUntil(lambda: page.offers.mapTo(page, QPoint()).x() < page.width() // 2)
    assert page.offers.mapTo(page, QPoint()).y() > page.grid.mapTo(page, QPoint()).y()
    assert area.horizontalScrollBar().maximum() == 0
