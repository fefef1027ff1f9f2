"""月度排名: lines with rank, movement and money; faults with their way out; steps, adjusting, unlocking."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from bureau.calendar.periods import Period
from bureau.editing.removing import remove
from bureau.ledger.query import Titled
from bureau.month.towns import TOWN_FLOW
from bureau.storage.undo import next_undo
from bureau.towns.ledgers import MONTHS
from tests.towns.town_books import STREETS, Towns
from tests.ui.town_desk import answer, dialog_over, shown, three_streets
from ui.assessment.absence_dialog import AbsenceDialog
from ui.context import Context
from ui.tasks import LaneRunner
from ui.towns.month_page import TownMonthPage
from ui.towns.months import MonthHandling

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def towns(context: Context) -> Towns:
    """Three streets with 95, 90 and 85 in October."""
    return three_streets(context)


@pytest.fixture
def page(qtbot: QtBot, context: Context, towns: Towns) -> TownMonthPage:
    """October of three streets."""
    assert towns.ids
    made = TownMonthPage(context)
    made.bar.choose(Period.month(2026, 10))
    shown(qtbot, made)
    return made


def column(page: TownMonthPage, title: str) -> list[str]:
    """What a column says, from above."""
    grid = page.grid.model_of_grid.grid
    at = grid.heads.index(title)
    return [row[at].text for row in grid.rows]


def click_next(page: TownMonthPage) -> None:
    """The button of the step that comes next."""
    QTest.mouseClick(page.next_button, LEFT)


def issue(page: TownMonthPage) -> None:
    """From the beginning to the issue, by the buttons."""
    click_next(page)
    for wanted in ("征求意见…", "复核…"):
        assert page.next_button.text() == wanted
        click_next(page)
        answer(page)
    click_next(page)
    answer(page, approver="李局长")
    click_next(page)
    answer(page, issuer="城管委", paper_number="云城管委通〔2026〕10号", signed_by="张主任")


def test_towns_stand_in_order_of_rank_with_marks_and_money(page: TownMonthPage) -> None:
    assert column(page, "组别") == [STREETS, "", ""]
    assert column(page, "名次") == ["1", "2", "3"]
    assert column(page, "镇街") == ["东街街道", "西街街道", "南街街道"]
    assert column(page, "现场检查 40") == ["40.00", "40.00", "40.00"]
    assert column(page, "总分") == ["95.00", "90.00", "85.00"]
    # Of three at most one is rewarded; the last of three pays.
    assert column(page, "奖罚(元)") == ["＋30,000.00", "", "－10,000.00"]
    assert column(page, "升降") == ["", "", ""]


def test_movement_is_counted_from_the_month_before(page: TownMonthPage, towns: Towns) -> None:
    september = Period.month(2026, 9)
    for name, total in (("东街街道", "80"), ("西街街道", "91"), ("南街街道", "90")):
        towns.score(name, total, month=september)
    assert column(page, "升降") == ["▲2", "▼1", "▼1"]


def test_a_month_without_scores_says_what_to_do(page: TownMonthPage) -> None:
    page.bar.choose(Period.month(2025, 3))
    assert "2025年3月还没有任何镇街的成绩" in page.notice.sentence.text()
    assert page.next_button.isHidden()


def test_a_double_click_on_a_mark_opens_its_row(page: TownMonthPage, context: Context) -> None:
    asked: list[tuple[str, object]] = []
    context.news.wanted_list.connect(lambda ledger, where: asked.append((ledger, where)))
    at = page.grid.model_of_grid.grid.heads.index("专项工作 15")
    place = page.grid.visualRect(page.grid.model_of_grid.index(1, at)).center()
    QTest.mouseClick(page.grid.viewport(), LEFT, pos=place)
    assert asked == []
    QTest.mouseDClick(page.grid.viewport(), LEFT, pos=place)
    ((ledger, where),) = asked
    assert ledger == "town-scores"
    assert isinstance(where, Titled)
    assert where.title == "西街街道专项工作"


def test_choosing_a_town_shows_how_its_score_came_about(page: TownMonthPage) -> None:
    page.grid.selectRow(2)
    top = page.tree.topLevelItem(0)
    assert top is not None
    assert [top.text(0), top.text(1)] == ["总分", "85.00"]
    assert [top.child(place).text(1) for place in range(5)] == [
        "30.00",
        "40.00",
        "15.00",
        "0.00",
        "0.00",
    ]
    place = page.tree.topLevelItem(1)
    assert place is not None
    assert place.text(1) == "第 3 名"


def test_a_town_that_cannot_be_scored_says_why_and_leads_to_its_records(
    page: TownMonthPage, towns: Towns, context: Context
) -> None:
    towns.town("北街街道", STREETS, position=4)
    assert column(page, "名次")[-1] == "—"
    page.grid.selectRow(3)
    assert "北街街道：本月没有成绩" in page.fault.sentence.text()
    asked: list[str] = []
    context.news.wanted_list.connect(lambda ledger, _where: asked.append(ledger))
    for button in page.fault.findChildren(type(page.next_button)):
        if button.text() == "看成绩":
            QTest.mouseClick(button, LEFT)
    assert asked == ["town-scores"]
    click_next(page)
    click_next(page)
    answer(page)
    page.open_step(TOWN_FLOW.step("decide"))
    dialog = dialog_over(page)
    dialog.rows["approver"].input.set_raw("李局长")
    dialog.take()
    assert "北街街道" in dialog.fault.text()


def test_a_month_goes_its_way_to_the_issue_and_writes_the_rewards(
    page: TownMonthPage, towns: Towns
) -> None:
    assert page.next_button.text() == "开始本月考核"
    assert page.way.accessibleName() == "办到哪一步：初评"
    issue(page)
    assert page.way.accessibleName() == "办到哪一步：签发"
    assert page.next_button.isHidden()
    assert page.adjust_button.isHidden()
    rewards = {name: row["fen"] for name, row in towns.rewards().items()}
    assert rewards == {"东街街道": 3_000_000, "南街街道": -1_000_000}
    assert page.bulletin.texts["praised"].text() == "东街街道"
    assert page.bulletin.texts["pledging"].text() == "南街街道"
    assert page.bulletin.texts["paper_number"].text() == "云城管委通〔2026〕10号"


def test_an_issue_in_the_name_of_the_bureau_is_refused(page: TownMonthPage, towns: Towns) -> None:
    click_next(page)
    record = page.record
    assert record is not None
    towns.take("decide", record, approver="李局长")
    click_next(page)
    dialog = dialog_over(page)
    dialog.rows["issuer"].input.set_raw("城市管理局")
    dialog.rows["signed_by"].input.set_raw("张主任")
    dialog.take()
    assert dialog.isVisible()
    assert towns.rewards() == {}


def test_unlocking_asks_for_a_reason_and_takes_unsettled_rewards_back(
    page: TownMonthPage, towns: Towns
) -> None:
    issue(page)
    page.handle_menu.aboutToShow.emit()
    lines = {line.text(): line for line in page.handle_menu.actions()}
    assert not lines["填写通报内容…"].isEnabled()
    lines["解锁…"].trigger()
    dialog = dialog_over(page)
    dialog.take()
    assert dialog.isVisible()
    answer(page, remark="西街成绩录错", approver="李局长")
    assert towns.rewards() == {}
    assert page.way.accessibleName() == "办到哪一步：审定"
    assert page.next_button.text() == "签发…"


def test_an_adjustment_needs_a_reason_and_both_scores_stay(
    page: TownMonthPage, context: Context
) -> None:
    click_next(page)
    page.grid.selectRow(1)
    QTest.mouseClick(page.adjust_button, LEFT)
    dialog = dialog_over(page)
    assert "西街街道审定前 90.00 分" in dialog.sentence.text()
    dialog.rows["points"].input.set_raw("加6分")
    dialog.take()
    assert dialog.isVisible()
    answer(page, points="加6分", reason="防汛抢险")
    # 90 + 6 passes 95: it is first now.
    assert column(page, "镇街") == ["西街街道", "东街街道", "南街街道"]
    assert column(page, "审定前") == ["90.00", "95.00", "85.00"]
    assert column(page, "审定调整") == ["＋6", "", ""]
    assert column(page, "总分") == ["96.00", "95.00", "85.00"]
    with context.desk.store.snapshot() as conn:
        last = next_undo(context.desk, conn)
    assert last is not None
    assert "西街街道审定调整" in last.label


def test_an_adjustment_of_nothing_is_taken_back(page: TownMonthPage) -> None:
    click_next(page)
    QTest.mouseClick(page.adjust_button, LEFT)
    answer(page, points="-1", reason="通报批评")
    assert column(page, "总分")[0] == "94.00"
    QTest.mouseClick(page.adjust_button, LEFT)
    answer(page, points="")
    assert "审定前" not in page.grid.model_of_grid.grid.heads
    assert column(page, "总分")[0] == "95.00"


def test_what_nobody_looked_at_is_asked_for(page: TownMonthPage, towns: Towns) -> None:
    marks = {"案件办理": "28", "现场检查": "36", "专项工作": "14", "履职与资料": "5"}
    towns.town("北街街道", STREETS, position=4)
    towns.score("北街街道", marks=marks)
    page.grid.selectRow(3)
    assert "群众满意度" in page.fault.sentence.text()
    page.choose_absences()
    (dialog,) = [one for one in page.findChildren(AbsenceDialog) if one.isVisible()]
    (row,) = dialog.rows
    row.choice.setCurrentIndex(row.choice.findData("leave-out"))
    QTest.mouseClick(dialog.save_button, LEFT)
    assert not dialog.isVisible(), dialog.fault.text()
    # 83 of 90 is 92.22 of 100.
    assert column(page, "总分") == ["95.00", "92.22", "90.00", "85.00"]
    assert column(page, "群众满意度 10")[1] == "—"


def test_the_ranks_of_the_year_are_drawn_when_they_are_looked_at(
    page: TownMonthPage, towns: Towns
) -> None:
    towns.score("东街街道", "80", month=Period.month(2026, 9))
    towns.score("西街街道", "91", month=Period.month(2026, 9))
    assert page.ranks.year is None
    QTest.mouseClick(page.below.button(1), LEFT)
    chart = page.ranks.ranks.view.chart
    assert chart is not None
    assert chart.categories == ("9月", "10月")
    ranks = {one.name: one.values for one in chart.series}
    assert ranks == {"东街街道": (2, 1), "西街街道": (1, 2), "南街街道": (None, 3)}
    scores = page.ranks.scores.view.chart
    assert scores is not None
    assert [str(value) for value in scores.series[0].values] == ["80.00", "95.00"]
    # (80 + 91) / 2, (95 + 90 + 85) / 3
    assert [str(value) for value in scores.series[1].values] == ["85.50", "90.00"]


def test_the_words_of_the_bulletin_are_written_here(page: TownMonthPage) -> None:
    click_next(page)
    QTest.mouseClick(page.below.button(2), LEFT)
    assert "东街街道" in page.bulletin.texts["praised"].text()
    QTest.mouseClick(page.bulletin.fill_button, LEFT)
    answer(page, overview="总体较好", demands="抓好冬季扬尘")
    assert page.bulletin.texts["overview"].text() == "总体较好"
    assert page.bulletin.texts["demands"].text() == "抓好冬季扬尘"


def test_nothing_is_cut_at_its_size(page: TownMonthPage) -> None:
    grid = page.grid
    whole = grid.horizontalHeader().height() + grid.model_of_grid.rowCount() * 30
    assert grid.height() >= whole
    bottom = page.panels.mapTo(page, QPoint(0, page.panels.height()))
    assert bottom.y() <= page.height()


def test_every_paper_is_offered_once(page: TownMonthPage) -> None:
    page.paper_menu.aboutToShow.emit()
    titles = [action.text() for action in page.paper_menu.actions()]
    assert titles == [
        *("考核通报…", "奖罚明细表…", "考核问题分析（幻灯片）…"),
        *("现场检查表…", "现场检查表（空白）…", "点评会记录…"),
    ]


def test_the_menu_of_a_month_that_is_gone_still_opens(
    page: TownMonthPage, context: Context
) -> None:
    click_next(page)
    assert page.record is not None
    record = page.record
    handling = MonthHandling(MONTHS)
    (main,) = [one for one in handling.offers(context.desk, [record]) if one.main]
    assert main.title == "征求意见…"
    remove(context.desk, MONTHS, [record])
    assert not [one for one in handling.offers(context.desk, [record]) if one.main]


def test_choices_are_kept_for_the_month_that_they_were_asked_of(
    page: TownMonthPage, context: Context, towns: Towns, qtbot: QtBot
) -> None:
    towns.town("北街街道", STREETS, position=4)
    towns.check("北街街道", "环境卫生", "1")
    towns_seen = [one.title for one in page.order]
    page.grid.setCurrentIndex(page.grid.model_of_grid.index(towns_seen.index("北街街道"), 2))
    lane = LaneRunner("读")
    context.reading = lane
    page.choose_absences()
    page.bar.choose(Period.month(2026, 9))
    qtbot.waitUntil(lambda: lane.idle)
    lane.close()
    (dialog,) = page.findChildren(AbsenceDialog)
    (heading,) = [one for one in dialog.findChildren(QLabel) if one.property("role") == "heading"]
    assert heading.text() == "北街街道2026年10月没有检查的项目"


def test_the_way_makes_room_for_the_buttons_of_a_narrow_window(page: TownMonthPage) -> None:
    roomy = []
    for width in (1366, 911):
        page.resize(width, 600)
        roomy.append(page.way.is_roomy)
    assert roomy == [True, False]
    assert page.way.width() >= page.way.minimumSizeHint().width()
    assert page.bar.geometry().right() < page.way.geometry().left()
    assert page.way.geometry().right() < page.paper_button.geometry().left()
    assert page.way.counted(1) == "征求意见 2/5"
