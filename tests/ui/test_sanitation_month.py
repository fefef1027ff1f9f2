"""月度考核 in the window: figures and where they come from, what wasn't inspected, the steps to the issue."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QTreeWidgetItem
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from bureau.calendar.periods import Period
from bureau.editing.removing import remove
from bureau.ledger.query import Filter
from bureau.sanitation import acts
from bureau.sanitation.ledgers import CONTRACTS, DEDUCTIONS, MONTHS, STEPS
from bureau.storage import rows
from bureau.storage.undo import operation_rows
from tests.sanitation.sanitation_books import Sanitation
from tests.storage.offices import Clock
from tests.ui.looking import cut_texts
from ui.context import Context
from ui.ledger.act_dialog import ActDialog
from ui.paper.dialog import PaperDialog
from ui.sanitation.absence_dialog import AbsenceDialog
from ui.sanitation.month_page import SanitationMonthPage

SEPTEMBER = Period.month(2026, 9)


@pytest.fixture
def books(context: Context) -> Sanitation:
    """On 2026-10-08: a section that lost 12 points in September, and one that nobody inspected."""
    found = Sanitation(context.desk, Clock(context.desk.now()))
    found.contract("一标段")
    found.deduct("12", "2026-09-10")
    found.contract("二标段", rule="按分")
    return found


@pytest.fixture
def page(qtbot: QtBot, context: Context, books: Sanitation) -> SanitationMonthPage:
    """The page on the month before, which is being reported."""
    assert books.desk is context.desk
    made = SanitationMonthPage(context)
    qtbot.addWidget(made)
    made.resize(1366, 640)
    with qtbot.waitActive(made):
        made.show()
    assert made.bar.period == SEPTEMBER
    return made


def texts(page: SanitationMonthPage, row: int) -> list[str]:
    """A line as it is seen."""
    model = page.grid.model_of_grid
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def branches(page: SanitationMonthPage) -> dict[str, QTreeWidgetItem]:
    """The figures of the tree by their titles, the first of a name."""
    found: dict[str, QTreeWidgetItem] = {}
    for item in page.tree._items():
        found.setdefault(item.text(0), item)
    return found


def double_click(page: SanitationMonthPage, row: int, column: int) -> None:
    """A double click on a figure of the table."""
    grid = page.grid
    place = grid.visualRect(grid.model_of_grid.index(row, column)).center()
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)


def choose(page: SanitationMonthPage, row: int) -> None:
    """Makes a contract the chosen one."""
    place = page.grid.visualRect(page.grid.model_of_grid.index(row, 0)).center()
    QTest.mouseClick(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=place)


def click(button: QPushButton) -> None:
    """A click."""
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def dialog_of(page: SanitationMonthPage) -> ActDialog:
    """The dialog that is open."""
    (found,) = [one for one in page.findChildren(ActDialog) if one.isVisible()]
    return found


def states(context: Context) -> list[object]:
    """The states of all months, the oldest record first."""
    conn, today = context.desk.store.reader(), context.desk.today()
    found = sorted(rows.ids(conn, MONTHS, today=today))
    return [row["state"] for row in rows.page(conn, MONTHS, found, today=today)]


def take(page: SanitationMonthPage, **answers: str) -> ActDialog:
    """Opens the next step of the chosen contract, answers it and takes it."""
    click(page.next_button)
    dialog = dialog_of(page)
    for key, text in answers.items():
        dialog.rows[key].input.set_raw(text)
    dialog.take()
    return dialog


# -- figures ---------------------------------------------------------------------------------------


def test_a_line_says_score_grade_and_fee(page: SanitationMonthPage) -> None:
    # 100 − 12 = 88, the second tier: 90 % of 310,000 元.
    assert texts(page, 0) == [
        *("一标段", "一标段公司", "○ 未开始", "88.00", "第二档"),
        *("310,000.00", "31,000.00", "279,000.00", "1 条扣分未送达或申诉未了"),
    ]
    assert texts(page, 1)[3:8] == ["", "", "", "", ""]


def test_the_tree_shows_every_step_of_the_derivation(page: SanitationMonthPage) -> None:
    found = branches(page)
    assert found["考核得分"].text(1) == "88.00"
    assert found["道路清扫保洁"].text(1) == "28.00"
    assert found["道路清扫保洁"].text(2) == "40 － 12 ＝ 28.00"
    assert found["9月10日"].text(2) == "24 × 0.5 ＝ 12"
    assert found["应付金额"].text(1) == "279,000.00"
    assert found["应付金额"].isExpanded()
    assert not found["道路清扫保洁"].isExpanded()


def test_a_double_click_opens_the_records_and_a_click_only_chooses(
    page: SanitationMonthPage, context: Context
) -> None:
    wanted: list[tuple[str, Filter]] = []
    context.news.wanted_list.connect(lambda ledger, where: wanted.append((ledger, where)))
    choose(page, 1)
    assert wanted == []
    double_click(page, 0, 3)
    double_click(page, 0, 5)
    page.tree.setCurrentItem(branches(page)["9月10日"])
    QTest.keyClick(page.tree, Qt.Key.Key_Return)
    assert [ledger for ledger, _where in wanted] == [
        DEDUCTIONS.name,
        CONTRACTS.name,
        DEDUCTIONS.name,
    ]
    conn, today = context.desk.store.reader(), context.desk.today()
    assert [rows.count(conn, DEDUCTIONS, wanted[at][1], today=today) for at in (0, 2)] == [1, 1]


@pytest.mark.parametrize("width", [1366, 911])
def test_nothing_is_cut_in_either_window(page: SanitationMonthPage, width: int) -> None:
    page.resize(width, 460)
    for row in (0, 1):
        choose(page, row)
        assert cut_texts(page) == []
    assert page.minimumSizeHint().width() <= width


def test_a_month_without_contract_says_what_to_do(page: SanitationMonthPage) -> None:
    page.bar.choose(Period.month(2025, 12))
    assert "没有在2025年12月生效的环卫合同" in page.notice.sentence.text()
    assert page.next_button.isHidden()


def test_the_fee_sheets_are_printed_and_all_papers_offered(page: SanitationMonthPage) -> None:
    page.print_page()
    (paper,) = page.findChildren(PaperDialog)
    assert paper.windowTitle().endswith("2026年9月费用核算表")
    paper.close()
    page.paper_menu.aboutToShow.emit()
    titles = [action.text() for action in page.paper_menu.actions()]
    assert titles[:2] == ["费用核算表…", "扣分明细…"]


# -- what wasn't inspected -------------------------------------------------------------------------


def test_a_block_that_was_not_inspected_is_never_full_marks(page: SanitationMonthPage) -> None:
    choose(page, 1)
    assert "没有检查记录，不能当作满分" in page.fault.sentence.text()
    assert "没有检查记录" in texts(page, 1)[8]
    buttons = {button.text(): button for button in page.fault.findChildren(QPushButton)}
    buttons["选择未检查的处理…"].click()
    (dialog,) = page.findChildren(AbsenceDialog)
    assert [row.title.text() for row in dialog.rows][:2] == [
        "道路清扫保洁（满分 40）",
        "机械化作业与洗城（满分 15）",
    ]
    click(dialog.save_button)
    assert "请选择“道路清扫保洁”未检查的处理办法" in dialog.fault.text()
    # The other section scored 28 there: that is the average.
    roads = dialog.rows[0]
    roads.choice.setCurrentIndex(roads.choice.findData("average"))
    assert roads.value.raw() == "28.00"
    for row in dialog.rows[1:]:
        row.choice.setCurrentIndex(row.choice.findData("full"))
    click(dialog.save_button)
    assert "请写明理由" in dialog.fault.text()
    for row in dialog.rows[1:]:
        row.reason.setText("分管领导确认")
    click(dialog.save_button)
    assert not dialog.isVisible()
    # 28 of 40 and 60 of 60: two points below 90 cost 2 % of 310,000 元.
    assert texts(page, 1)[3:8] == ["88.00", "", "310,000.00", "6,200.00", "303,800.00"]
    assert "道路清扫保洁未检查，取平均分" in texts(page, 1)[8]
    assert branches(page)["道路清扫保洁"].text(2) == "未检查，取平均分 ＝ 28.00"


def test_choices_are_saved_once_and_the_dialog_waits_for_it(
    page: SanitationMonthPage, context: Context, go_on: threading.Event, qtbot: QtBot
) -> None:
    choose(page, 1)
    page.choose_absences()
    (dialog,) = page.findChildren(AbsenceDialog)
    for row in dialog.rows:
        row.choice.setCurrentIndex(row.choice.findData("full"))
        row.reason.setText("分管领导确认")
    for _ in range(2):
        QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    go_on.set()
    qtbot.waitUntil(lambda: not isValid(dialog))
    qtbot.waitUntil(lambda: texts(page, 1)[3] == "100.00")
    conn = context.desk.store.reader()
    assert len(operation_rows(conn, "label LIKE ?", "%未检查项的处理")) == 1


def test_choices_for_a_contract_that_is_gone_are_refused_in_a_sentence(
    page: SanitationMonthPage, context: Context
) -> None:
    choose(page, 1)
    page.choose_absences()
    (dialog,) = page.findChildren(AbsenceDialog)
    assert page.line is not None
    remove(context.desk, CONTRACTS, [page.line.judged.contract.record])
    for row in dialog.rows:
        row.choice.setCurrentIndex(row.choice.findData("leave-out"))
    click(dialog.save_button)
    assert "合同已经不在了" in dialog.fault.text()


def test_a_section_can_be_left_out_with_a_reason(page: SanitationMonthPage) -> None:
    click(page.next_button)
    page.set_unscored()
    dialog = dialog_of(page)
    dialog.rows["reason"].input.set_raw("道路封闭施工")
    dialog.take()
    assert texts(page, 0)[3] == "不参评"
    assert texts(page, 0)[8] == "不参评：道路封闭施工"
    page.set_unscored()
    again = dialog_of(page)
    assert again.rows["reason"].input.raw() != ""
    again.rows["reason"].input.set_raw("")
    again.take()
    assert texts(page, 0)[3] == "88.00"


def test_what_the_dialog_of_leaving_out_begins_with_is_taken_as_it_stands(
    page: SanitationMonthPage,
) -> None:
    click(page.next_button)
    page.set_unscored()
    dialog_of(page).take()
    assert texts(page, 0)[3] == "88.00"
    page.set_unscored()
    dialog = dialog_of(page)
    dialog.rows["reason"].input.set_raw("道路封闭施工")
    dialog.take()
    page.set_unscored()
    dialog_of(page).take()
    assert texts(page, 0)[8] == "不参评：道路封闭施工"


# -- steps -----------------------------------------------------------------------------------------


def test_a_month_goes_its_way_to_the_issue_and_back(
    page: SanitationMonthPage, context: Context
) -> None:
    assert page.next_button.text() == "开始本月考核"
    click(page.next_button)
    assert states(context) == [None, None]
    assert page.next_button.text() == "征求意见…"
    take(page)
    assert texts(page, 0)[2] == "◐ 征求意见"
    take(page, remark="没有意见")
    take(page, approver="李局长")
    assert texts(page, 0)[2] == "! 审定"
    refused = take(page, signed_by="李局长")
    assert "还有 1 条扣分" in refused.fault.text() or any(
        "还有 1 条扣分" in row.message.text() for row in refused.rows.values()
    )
    refused.reject()
    conn, today = context.desk.store.reader(), context.desk.today()
    acts.accept(context.desk, rows.ids(conn, DEDUCTIONS, today=today))
    take(page, signed_by="李局长")
    assert texts(page, 0)[2] == "✓ 已签发"
    assert page.next_button.isHidden()
    page._fill_handle()
    lines = {action.text(): action for action in page.handle_menu.actions()}
    assert not lines["未检查项的处理…"].isEnabled()
    lines["解锁…"].trigger()
    dialog = dialog_of(page)
    dialog.rows["remark"].input.set_raw("金额有误")
    dialog.rows["approver"].input.set_raw("李局长")
    dialog.take()
    assert texts(page, 0)[2] == "! 审定"
    assert rows.count(conn, STEPS, today=today) == 5


def test_a_step_can_be_taken_for_all_contracts_at_once(page: SanitationMonthPage) -> None:
    click(page.next_button)
    click(page.next_button)
    dialog = dialog_of(page)
    assert dialog.all_listed.text() == "本月全部 2 个标段"
    dialog.all_listed.setChecked(True)
    assert "选中 2 条，都可以征求意见" in dialog.sentence.text()
    dialog.take()
    assert [texts(page, row)[2] for row in (0, 1)] == ["◐ 征求意见", "◐ 征求意见"]


def test_an_adjustment_needs_its_reason_and_is_seen_in_the_tree(
    page: SanitationMonthPage,
) -> None:
    click(page.next_button)
    take(page)
    take(page)
    dialog = take(page, approver="李局长", adjust="2")
    assert "请填写调整理由" in dialog.rows["adjust_reason"].message.text()
    dialog.rows["adjust_reason"].input.set_raw("创城突击任务")
    dialog.take()
    # 88 + 2 = 90: the first tier pays all.
    assert texts(page, 0)[3:8] == ["90.00", "第一档", "310,000.00", "0.00", "310,000.00"]
    assert branches(page)["审定调整"].text(2) == "创城突击任务"
