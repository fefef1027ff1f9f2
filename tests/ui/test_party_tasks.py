"""Tasks in the window: the board walked and moved by keys, periods closed, weights told, the chain."""

from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from bureau.ledger.declaration import Ledger
from bureau.ledger.query import Filter
from bureau.party.classes import DEPLOYED, HALF_YEAR, QUARTERLY, RUNNING, YEAR_END
from bureau.party.ledgers import INSPECTIONS, TASKS
from bureau.party.task_periods import close_periods
from bureau.storage.rows import page as rows_of
from tests.party.party_books import Party
from tests.storage.offices import Clock
from ui.context import Context
from ui.handlings import handling_of
from ui.ledger.act_dialog import ActDialog
from ui.ledger.handling import Offer
from ui.ledger.page import LedgerPage
from ui.party.board_page import PartyBoardPage
from ui.party.chain_page import PartyChainPage
from ui.party.task_panel import TaskPanel, see_task
from ui.party.tasks import TaskHandling
from ui.party.tasks_scores_page import PartyScoresPage


@pytest.fixture
def party(context: Context) -> Party:
    """The bureau on 8 October 2026."""
    context.desk.clock = Clock(datetime(2026, 10, 8, 9, 0))
    return Party(context.desk)


def shown(qtbot: QtBot, made: QWidget) -> None:
    """A page on the usual screen."""
    qtbot.addWidget(made)
    made.resize(1366, 640)
    made.show()
    qtbot.waitExposed(made)


def row(party: Party, task: int) -> dict[str, object]:
    """A task as it is now."""
    with party.desk.store.snapshot() as conn:
        return rows_of(conn, TASKS, [task], today=party.desk.today())[0]


def board(qtbot: QtBot, context: Context) -> PartyBoardPage:
    """The board of 2026."""
    made = PartyBoardPage(context)
    shown(qtbot, made)
    return made


def titles(page: PartyBoardPage, stage: int) -> list[str]:
    """The cards of a stage, from the top."""
    return [card.task.title for card in page.columns[stage].cards.cards]


def press(page: PartyBoardPage, stage: int, key: Qt.Key) -> None:
    """A key on a column."""
    QTest.keyClick(page.columns[stage], key)


def offers(context: Context, records: list[int], ledger: Ledger = TASKS) -> dict[str, Offer]:
    """The lines of the menu by key."""
    handling = handling_of(ledger)
    assert handling is not None
    return {one.key: one for one in handling.offers(context.desk, records)}


def test_the_board_shows_the_most_urgent_first(
    qtbot: QtBot, context: Context, party: Party
) -> None:
    party.task("绿", due_on="2026-12-31")
    party.task("完", state="已完成")
    party.task("红", due_on="2026-09-30")
    party.task("黄", due_on="2026-10-20")
    party.task("督", stage=HALF_YEAR)
    party.task("消", state="取消")
    page = board(qtbot, context)
    assert titles(page, DEPLOYED) == ["红", "黄", "绿", "完"]
    assert titles(page, HALF_YEAR) == ["督"]
    assert page.heads[DEPLOYED].text() == "年初部署　4 项，逾期 1"
    assert page.columns[YEAR_END].isHidden()
    assert not page.empty[YEAR_END].isHidden()


def test_the_board_is_walked_and_opened_by_keys(
    qtbot: QtBot, context: Context, party: Party
) -> None:
    party.task("甲", due_on="2026-09-30")
    second = party.task("乙", due_on="2026-12-31")
    over = party.task("丙", stage=YEAR_END)
    page = board(qtbot, context)
    wanted: list[tuple[str, object]] = []
    context.news.wanted.connect(lambda ledger, record: wanted.append((ledger, record)))
    press(page, DEPLOYED, Qt.Key.Key_Down)
    press(page, DEPLOYED, Qt.Key.Key_Return)
    # The half-year column is empty: the next one with cards is that of the year's end.
    press(page, DEPLOYED, Qt.Key.Key_Right)
    assert page.active == YEAR_END
    assert not page.move_button.isEnabled()
    press(page, YEAR_END, Qt.Key.Key_Return)
    press(page, YEAR_END, Qt.Key.Key_Left)
    assert page.active == DEPLOYED
    assert page.move_button.isEnabled()
    assert wanted == [("party-tasks", second), ("party-tasks", over)]


def test_m_moves_a_task_on_with_what_the_stage_asks(
    qtbot: QtBot, context: Context, party: Party
) -> None:
    task = party.task("甲", weight=800)
    party.task("乙")
    page = board(qtbot, context)
    press(page, DEPLOYED, Qt.Key.Key_M)
    assert page.dialog is not None
    assert page.dialog.windowTitle() == "半年督查"
    page.dialog.rows["half_words"].input.set_raw("过半")
    page.dialog.take()
    assert titles(page, HALF_YEAR) == ["甲"]
    assert titles(page, DEPLOYED) == ["乙"]
    page.columns[HALF_YEAR].choose(0)
    press(page, HALF_YEAR, Qt.Key.Key_M)
    dialog = page.dialog
    dialog.rows["year_words"].input.set_raw("完成")
    dialog.rows["self_points"].input.set_raw("9")
    dialog.take()
    assert dialog.isVisible()
    dialog.rows["self_points"].input.set_raw("8")
    dialog.take()
    assert titles(page, YEAR_END) == ["甲"]
    assert row(party, task)["self_points"] == 800


def test_the_board_is_filtered(qtbot: QtBot, context: Context, party: Party) -> None:
    office = party.insert("units", {"name": "办公室"})
    party.task("甲", unit=office, leader="李局、王局")
    party.task("乙", "担当", leader="王局")
    page = board(qtbot, context)

    def choose(key: str, text: str) -> None:
        box = page.filters[key]
        box.setCurrentText(text)
        box.activated.emit(box.currentIndex())

    choose("leader", "王局")
    assert titles(page, DEPLOYED) == ["甲", "乙"]
    choose("unit", "办公室")
    assert titles(page, DEPLOYED) == ["甲"]
    assert page.note.text() == "1 / 2 项"
    # What is chosen stays when the books change.
    party.task("丙", unit=office, leader="王局")
    page.refresh()
    assert titles(page, DEPLOYED) == ["甲", "丙"]


def test_an_empty_year_says_what_to_do(qtbot: QtBot, context: Context, party: Party) -> None:
    del party
    for make in (PartyBoardPage, PartyScoresPage, PartyChainPage):
        page = make(context)
        shown(qtbot, page)
        assert "还没有党建任务" in page.notice.sentence.text()


def test_a_period_is_closed_from_the_menu(qtbot: QtBot, context: Context, party: Party) -> None:
    task = party.task("志愿服务", frequency=QUARTERLY)
    page = LedgerPage(context, TASKS, handling=handling_of(TASKS))
    shown(qtbot, page)
    found = offers(context, [task])
    assert [key for key, one in found.items() if one.main] == ["close-period"]
    found["close-period"].open(page, [task])
    (dialog,) = [one for one in page.findChildren(ActDialog) if one.isVisible()]
    assert dialog.sentence.text() == "完成 2026年第一季度，共 1 项任务各一期。"
    dialog.rows["number"].input.set_raw("3")
    dialog.rows["number"].input.committed.emit()
    assert dialog.sentence.text() == "完成 2026年第三季度，共 1 项任务各一期。"
    dialog.rows["evidence"].input.set_raw("签到册")
    dialog.take()
    assert (row(party, task)["periods"], row(party, task)["state"]) == ("1/4 欠2", RUNNING)


def test_what_is_offered_fits(context: Context, party: Party) -> None:
    def main(record: int) -> list[str]:
        return [key for key, one in offers(context, [record]).items() if one.main]

    assert main(party.task("一次", state="进行中")) == ["progress"]
    assert main(party.task("等销号", state="已完成")) == ["close"]
    closed = party.task("销号", state="已销号", evidence="有")
    assert main(closed) == []
    assert "close-period" not in offers(context, [closed])
    finding = party.insert(
        "party-inspections",
        {"task": closed, "inspected_on": "2026-10-01", "problem": "缺", "due_on": "2026-10-20"},
    )
    assert list(offers(context, [finding], INSPECTIONS)) == ["right"]
    said = party.insert("party-inspections", {"task": closed, "inspected_on": "2026-10-02"})
    assert offers(context, [said], INSPECTIONS) == {}


def test_a_task_that_was_worked_on_is_cancelled_not_deleted(context: Context, party: Party) -> None:
    handling = handling_of(TASKS)
    assert handling is not None
    task = party.task("志愿服务", state="进行中", frequency=QUARTERLY)
    assert handling.instead_of_removing(context.desk, [task]) is None
    close_periods(context.desk, [task], {"evidence": "签到册"})
    instead = handling.instead_of_removing(context.desk, [task])
    assert instead is not None
    assert instead.sentence.startswith("这项任务已有“任务周期”1 条，不能删除。")
    assert instead.title == "取消任务…"


def test_a_new_task_begins_this_year_and_tells_the_weights(context: Context, party: Party) -> None:
    known = party.task("甲", weight=9000)
    handling = handling_of(TASKS)
    assert handling is not None
    advice = handling.advise(context.desk, {"title": "乙", "weight": "12.5"}, None)
    assert {key: one.value for key, one in advice.proposals.items()} == {
        "year": 2026,
        "state": 8701,
        "stage": DEPLOYED,
    }
    assert advice.whys["weight"] == "2026年权重合计 102.5 分，满分 100 分，多出 2.5 分"
    advice = handling.advise(context.desk, {"weight": "80"}, known)
    assert advice.proposals == {}
    assert advice.whys["weight"] == "2026年权重合计 80 分，满分 100 分，还差 20 分"
    context.desk.clock = Clock(datetime(2027, 1, 8, 9, 0))
    advice = handling.advise(context.desk, {"weight": "80"}, known)
    assert advice.whys["weight"].startswith("2026年")


def test_the_details_show_light_periods_and_problems(
    qtbot: QtBot, context: Context, party: Party
) -> None:
    task = party.task("志愿服务", frequency=QUARTERLY)
    party.insert("party-inspections", {"task": task, "inspected_on": "2026-10-01", "problem": "缺"})
    page = LedgerPage(context, TASKS, handling=handling_of(TASKS))
    shown(qtbot, page)
    panel = TaskPanel(page)
    qtbot.addWidget(panel.head)
    qtbot.addWidget(panel.tail)
    panel.show(see_task(context.desk, task))
    assert panel.light.text() == "▲ 红灯：2026-03-31 到期"
    assert panel.periods.text().split("\n")[1] == "‼\u00a0第三季度　○\u00a0第四季度"
    assert panel.problems.text() == "督查发现的问题还有 1 个没有整改"
    assert panel.next_button.text() == "周期完成…"
    assert isinstance(page.handling, TaskHandling)


def test_the_weights_are_told_and_numbers_open_their_tasks(
    qtbot: QtBot, context: Context, party: Party
) -> None:
    task = party.task("甲", weight=9000, points=4500)
    party.task("乙", "担当", due_on="2026-09-30")
    page = PartyScoresPage(context)
    shown(qtbot, page)
    assert page.weights.text().startswith(
        "权重合计 90 分，满分 100 分，还差 10 分；没有权重的 1 项"
    )
    model = page.themes.model_of_grid
    texts = [str(model.index(0, column).data()) for column in range(9)]
    assert texts == ["忠诚", "1", "0", "1", "0", "90", "—", "45", "50.00%"]
    opened: list[tuple[str, Filter]] = []
    context.news.wanted_list.connect(lambda ledger, where: opened.append((ledger, where)))
    page.themes.setCurrentIndex(model.index(0, 7))
    QTest.keyClick(page.themes, Qt.Key.Key_Return)
    ((ledger, where),) = opened
    assert (ledger, party.records(ledger, where)) == ("party-tasks", [task])


def test_the_chain_opens_what_is_late(qtbot: QtBot, context: Context, party: Party) -> None:
    late = party.task("甲", leader="李局", person="张三", due_on="2026-09-30")
    party.task("乙", leader="李局", person="张三")
    page = PartyChainPage(context)
    shown(qtbot, page)
    model = page.grid.model_of_grid
    names = [str(model.index(line, 0).data()).strip("　") for line in range(model.rowCount())]
    assert names == ["局党组", "未填（在单位设置里填）", "李局", "未填责任股室", "张三"]
    opened: list[tuple[str, Filter]] = []
    context.news.wanted_list.connect(lambda ledger, where: opened.append((ledger, where)))
    page.grid.setCurrentIndex(model.index(4, 5))
    QTest.keyClick(page.grid, Qt.Key.Key_Return)
    ((ledger, where),) = opened
    assert party.records(ledger, where) == [late]
