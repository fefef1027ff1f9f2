"""考核办法 in the window: copied, typed into, refused at the place, tried, saved and undone."""

from __future__ import annotations

import threading
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from bureau.assessment.books import awards_on, rubric_on, rule_of
from bureau.assessment.rules import PercentPerPoint, RingFenced, Tiers
from bureau.editing.writing import add
from bureau.office import ledger_named
from bureau.storage.undo import operation_rows
from tests.storage.offices import open_at
from tests.ui.books_hands import choose, enabled, listed, pick, press, said, take_back, type_cell
from tests.ui.conftest import ScriptedAsker
from tests.ui.settings_hands import line, on_screen, retype
from ui.assessment.books_page import BooksPage, SanitationBooksPage, TownBooksPage
from ui.assessment.grid import Grid
from ui.context import Context

NEXT = date(2026, 11, 1)
TODAY = date(2026, 10, 8)


@pytest.fixture
def page(qtbot: QtBot, context: Context) -> SanitationBooksPage:
    """The page of the sanitation tab, on screen."""
    made = SanitationBooksPage(context)
    made.resize(1366, 700)
    on_screen(qtbot, made)
    return made


@pytest.fixture
def towns(qtbot: QtBot, context: Context) -> TownBooksPage:
    """The page of the towns tab, on screen."""
    made = TownBooksPage(context)
    made.resize(1366, 700)
    on_screen(qtbot, made)
    return made


# -- rubrics ---------------------------------------------------------------------------------------


def test_what_ships_is_read_only_and_marked(page: SanitationBooksPage) -> None:
    assert listed(page) == {
        "环卫保洁月度考核细则（默认）": "现行",
        "日常、月查、评价合成（样板）": "样板",
        "大项百分制加权（样板）": "样板",
    }
    assert line(page, "rubric-title").isReadOnly()
    assert "复制成本局的" in said(page, "book-state")
    assert not enabled(page)
    table = page.findChild(Grid, "rubric-blocks")
    assert table is not None
    cell = table.item(0, 1)
    assert cell is not None
    assert not cell.flags() & Qt.ItemFlag.ItemIsEditable


def test_a_copy_is_edited_saved_and_undone(page: SanitationBooksPage, context: Context) -> None:
    press(page, "copy-book")
    assert line(page, "rubric-valid_from").text() == "2026-11-01"
    type_cell(page, "rubric-blocks", 0, "full", "35")
    assert said(page, "rubric-sum") == "! 各大项合计 95 分，比 100 分少 5 分"
    type_cell(page, "rubric-blocks", 1, "full", "20")
    assert said(page, "rubric-sum") == "各大项合计 100 分"
    blocks = page.findChild(Grid, "rubric-blocks")
    assert blocks is not None
    blocks.setCurrentCell(2, 0)
    type_cell(page, "rubric-items", 2, "points", "2.5")
    press(page, "save-book")
    assert listed(page)["环卫保洁月度考核细则（本局）"] == "11-01 起"
    assert "已经开始的月份不变" in page.notice.sentence.text()
    with context.desk.store.snapshot() as conn:
        own = rubric_on(conn, "sanitation", NEXT, TODAY)
        assert rubric_on(conn, "sanitation", TODAY, TODAY).key == "sanitation-default"
    assert [block.full for block in own.blocks][:3] == [35, 20, 15]
    assert own.blocks[2].items[2].points == Fraction("2.5")
    assert not enabled(page)
    take_back(context)
    assert "环卫保洁月度考核细则（本局）" not in listed(page)


def test_what_does_not_fit_is_said_and_not_saved(page: SanitationBooksPage) -> None:
    press(page, "copy-book")
    type_cell(page, "rubric-blocks", 0, "full", "abc")
    assert said(page, "book-state").startswith("‼ “道路清扫保洁：满分”")
    assert not enabled(page)
    table = page.findChild(Grid, "rubric-blocks")
    assert table is not None
    cell = table.item(0, 1)
    assert cell is not None
    assert "满分" in cell.toolTip()
    type_cell(page, "rubric-blocks", 0, "full", "40")
    assert enabled(page)
    retype(line(page, "rubric-valid_from"), "2026-13-01")
    assert line(page, "rubric-valid_from").property("fault") == "true"
    assert not enabled(page)


def test_a_wrong_item_is_brought_into_sight(page: SanitationBooksPage) -> None:
    press(page, "copy-book")
    type_cell(page, "rubric-items", 0, "points", "-1")
    table = page.findChild(Grid, "rubric-blocks")
    assert table is not None
    table.setCurrentCell(3, 0)
    type_cell(page, "rubric-blocks", 3, "floor", "1")
    assert table.currentRow() == 0
    assert "普扫未按时完成" in said(page, "book-state")


def test_blocks_parts_and_items_are_added(page: SanitationBooksPage) -> None:
    press(page, "copy-book")
    press(page, "add-block")
    assert said(page, "book-state").startswith("‼ 请填写“大项名称”")
    type_cell(page, "rubric-blocks", 8, "title", "Rivers")
    type_cell(page, "rubric-blocks", 8, "full", "5")
    press(page, "add-item")
    type_cell(page, "rubric-items", 0, "title", "Litter")
    assert enabled(page)
    press(page, "add-part")
    type_cell(page, "rubric-blocks", 9, "title", "Banks")
    type_cell(page, "rubric-blocks", 9, "full", "4")
    assert "各小项合计 4 分，不等于满分 5 分" in said(page, "book-state")
    press(page, "remove-block")
    assert enabled(page)


def test_a_change_of_begun_months_is_asked_first(
    page: SanitationBooksPage, context: Context, asker: ScriptedAsker
) -> None:
    fixed = {"section": "一标段", "company": "洁源", "number": "HT-1", "rule": "三档"}
    add(
        context.desk,
        ledger_named("contracts"),
        {**fixed, "begins_on": "2026-09-10", "fee_fen": "100000"},
    )
    press(page, "copy-book")
    retype(line(page, "rubric-valid_from"), "2026-10-01")
    asker.confirmed = [False]
    press(page, "save-book")
    assert asker.asked == ["还没有签发的 2026-10 会按新的考核细则重新计算，已签发的月份不变。"]
    assert "环卫保洁月度考核细则（本局）" not in listed(page)
    asker.confirmed = [True]
    press(page, "save-book")
    assert listed(page)["环卫保洁月度考核细则（本局）"] == "现行"
    assert "还没有签发的 2026-10 已按它重新计算" in page.notice.sentence.text()


def test_leaving_a_form_that_is_not_saved_is_asked(
    page: SanitationBooksPage, asker: ScriptedAsker
) -> None:
    press(page, "copy-book")
    asker.chosen = [None]
    choose(page, "大项百分制加权（样板）")
    assert line(page, "rubric-title").text() == "环卫保洁月度考核细则（本局）"
    asker.chosen = [None]
    assert not page.finish_editing()
    asker.chosen = ["保存"]
    choose(page, "大项百分制加权（样板）")
    assert line(page, "rubric-title").text() == "大项百分制加权（样板）"
    assert "环卫保洁月度考核细则（本局）" in listed(page)
    assert page.finish_editing()


def test_ctrl_s_saves_once_an_open_cell_too_and_nothing_is_asked(
    page: SanitationBooksPage, context: Context, go_on: threading.Event, qtbot: QtBot
) -> None:
    press(page, "copy-book")
    table = page.findChild(Grid, "rubric-blocks")
    assert table is not None
    table.setCurrentCell(0, 0)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.setText("道路保洁")
    assert page.save_form()
    assert page.room.saving
    assert not page.room.form.isEnabled()
    # What is on its way isn't asked about, and isn't saved again.
    assert page.finish_editing()
    assert not page.room.save()
    go_on.set()
    qtbot.waitUntil(lambda: not page.room.saving)
    assert not page.room.form.changed
    assert QApplication.focusWidget() is table
    conn = context.desk.store.reader()
    assert rubric_on(conn, "sanitation", NEXT, TODAY).blocks[0].title == "道路保洁"
    assert len(operation_rows(conn, "label LIKE ?", "保存考核细则%")) == 1


def test_a_copy_of_what_was_just_saved_has_the_change(
    page: SanitationBooksPage, asker: ScriptedAsker
) -> None:
    press(page, "copy-book")
    press(page, "save-book")
    retype(line(page, "rubric-title"), "Plan B")
    asker.chosen = ["保存"]
    press(page, "copy-book")
    assert "Plan B" in listed(page)
    assert line(page, "rubric-title").text().startswith("Plan B")


def test_own_ones_are_deleted_after_a_question(
    page: SanitationBooksPage, asker: ScriptedAsker, context: Context
) -> None:
    press(page, "copy-book")
    assert page.save_form()
    asker.confirmed = [True]
    press(page, "delete-book")
    assert "环卫保洁月度考核细则（本局）" not in listed(page)
    take_back(context)
    assert "环卫保洁月度考核细则（本局）" in listed(page)


# -- rules -----------------------------------------------------------------------------------------


def test_a_rule_is_tried_while_it_is_typed(page: SanitationBooksPage) -> None:
    page.show_kind("pay-rules")
    assert said(page, "try-payable") == "应付 90000.00 元"
    press(page, "copy-book")
    type_cell(page, "charge-tiers", 1, "pay", "85.5")
    assert said(page, "try-payable") == "应付 85500.00 元"
    score = line(page, "try-score")
    score.selectAll()
    QTest.keyClicks(score, "90")
    assert said(page, "try-payable") == "应付 100000.00 元"
    type_cell(page, "charge-tiers", 1, "pay", "101")
    assert said(page, "try-payable") == "应付 —"
    assert "支付比例要在 0 到 100% 之间" in said(page, "book-state")


def test_a_new_rule_is_offered_to_contracts(page: SanitationBooksPage, context: Context) -> None:
    page.show_kind("pay-rules")
    press(page, "copy-book")
    retype(line(page, "rule-title"), "Own rule")
    pick(page, "charge-shape", "每低 1 分扣百分之几")
    assert "请填写“每低 1 分扣的比例”" in said(page, "book-state")
    percent = line(page, "charge-percent")
    QTest.keyClicks(percent, "2")
    # 1.5 points × 2 %.
    assert said(page, "try-payable") == "应付 97000.00 元"
    part = line(page, "charge-part")
    QTest.keyClicks(part, "50")
    assert said(page, "try-payable") == "应付 98500.00 元"
    press(page, "save-book")
    assert listed(page)["Own rule"] == "本局"
    names = context.desk.store.names()
    item = names.item("pay-rule", "Own rule")
    assert item is not None
    with context.desk.store.snapshot() as conn:
        kept = rule_of(conn, names, item.id, TODAY)
    (charge,) = kept.charges
    assert isinstance(charge, RingFenced)
    assert isinstance(charge.inner, PercentPerPoint)
    take_back(context)
    assert "Own rule" not in listed(page)
    assert context.desk.store.names().item("pay-rule", "Own rule") is None


def test_several_ways_add_up(page: SanitationBooksPage) -> None:
    page.show_kind("pay-rules")
    press(page, "copy-book")
    press(page, "add-charge")
    percent = line(page, "charge-percent")
    QTest.keyClicks(percent, "1")
    # 10,000 of the tier and 1.5 % for the points.
    assert said(page, "try-payable") == "应付 88500.00 元"
    press(page, "remove-charge")
    assert said(page, "try-payable") == "应付 90000.00 元"


def test_events_and_clauses_are_added(page: SanitationBooksPage, context: Context) -> None:
    page.show_kind("pay-rules")
    press(page, "copy-book")
    retype(line(page, "rule-title"), "With events")
    press(page, "add-event")
    type_cell(page, "rule-events", 0, "fen", "500")
    press(page, "add-clause")
    assert "请填写“条款”" in said(page, "book-state")
    type_cell(page, "rule-clauses", 0, "title", "Warned")
    type_cell(page, "rule-clauses", 0, "below", "90")
    type_cell(page, "rule-clauses", 0, "times", "1")
    type_cell(page, "rule-clauses", 0, "fen", "2000")
    assert said(page, "try-payable") == "应付 88000.00 元"
    press(page, "save-book")
    names = context.desk.store.names()
    item = names.item("pay-rule", "With events")
    assert item is not None
    with context.desk.store.snapshot() as conn:
        kept = rule_of(conn, names, item.id, TODAY)
    assert [(one.fen, one.percent) for one in kept.events] == [(50_000, Fraction(0))]
    assert [(one.title, one.below, one.fen) for one in kept.clauses] == [
        ("Warned", Fraction(90), 200_000)
    ]


def test_a_rule_that_a_file_named_is_filled_in(page: SanitationBooksPage, context: Context) -> None:
    fixed = {"section": "一标段", "company": "洁源", "number": "HT-1", "rule": "三档"}
    add(
        context.desk,
        ledger_named("contracts"),
        {**fixed, "begins_on": "2026-12-01", "fee_fen": "100000"},
    )
    with context.desk.store.operation(context.desk, "导入") as op:
        record = op.insert(
            "catalogue-items",
            {"catalogue": "pay-rule", "title": "五档", "active": 1, "provisional": 1},
        )
    page.show_kind("pay-rules")
    assert listed(page)["五档"] == "没有内容"
    choose(page, "五档")
    assert "还没有内容" in said(page, "book-state")
    press(page, "save-book")
    assert listed(page)["五档"] == "本局"
    with context.desk.store.snapshot() as conn:
        rule_of(conn, context.desk.store.names(), record, TODAY)


def test_a_rule_of_imported_lines_is_shown_and_may_be_edited(
    page: SanitationBooksPage, context: Context
) -> None:
    with context.desk.store.operation(context.desk, "导入") as op:
        record = op.insert(
            "catalogue-items",
            {"catalogue": "pay-rule", "title": "两档", "active": 1, "provisional": 1},
        )
        for at_least, pay in ((8500, 10000), (0, 7500)):
            op.insert("pay-rule-lines", {"rule": record, "at_least": at_least, "pay": pay})
    page.show_kind("pay-rules")
    choose(page, "两档")
    assert said(page, "try-payable") == "应付 100000.00 元"
    assert "扣费规则明细" in said(page, "book-state")
    type_cell(page, "charge-tiers", 0, "at_least", "90")
    assert said(page, "try-payable") == "应付 75000.00 元"
    press(page, "save-book")
    with context.desk.store.snapshot() as conn:
        (charge,) = rule_of(conn, context.desk.store.names(), record, TODAY).charges
    assert isinstance(charge, Tiers)
    assert [tier.at_least for tier in charge.tiers] == [90, 0]


# -- awards ----------------------------------------------------------------------------------------


def test_awards_are_tried_and_saved(towns: TownBooksPage, context: Context) -> None:
    towns.show_kind("awards")
    assert said(towns, "awards-tried-5").endswith("第 4 名 0，第 5 名 －10000.00 元")
    press(towns, "copy-book")
    type_cell(towns, "awards-rewards", 0, "fen", "50000")
    assert "第 1 名 ＋50000.00 元" in said(towns, "awards-tried-3")
    type_cell(towns, "awards-rewards", 1, "fen", "60000")
    assert "名次靠后的奖励不能更高" in said(towns, "book-state")
    assert not enabled(towns)
    type_cell(towns, "awards-rewards", 1, "fen", "20000")
    press(towns, "add-penalty-place")
    type_cell(towns, "awards-penalties", 2, "units_from", "8")
    type_cell(towns, "awards-penalties", 2, "fen", "1000")
    press(towns, "save-book")
    with context.desk.store.snapshot() as conn:
        own = awards_on(conn, "towns", NEXT, TODAY)
    assert own.rewards == (5_000_000, 2_000_000, 1_000_000)
    assert [(one.from_last, one.units_from, one.fen) for one in own.penalties][2] == (3, 8, 100_000)


def test_towns_have_their_own_rubrics(towns: TownBooksPage) -> None:
    assert listed(towns) == {"镇街城市管理月度综合考核细则（默认）": "现行"}
    assert [*towns.rooms] == ["rubrics", "awards"]


def test_tiers_stay_what_they_were(page: SanitationBooksPage, context: Context) -> None:
    """Reading a shipped rule changes nothing of it."""
    page.show_kind("pay-rules")
    with context.desk.store.snapshot() as conn:
        kept = rule_of(conn, context.desk.store.names(), 4901, TODAY)
    assert isinstance(kept.charges[0], Tiers)
    assert not page.room.form.changed


# -- the page --------------------------------------------------------------------------------------


def test_one_page_may_show_both_departments(qtbot: QtBot, context: Context) -> None:
    page = BooksPage(context)
    on_screen(qtbot, page)
    assert [*page.rooms] == ["rubrics", "pay-rules", "awards"]
    assert listed(page)["镇街：镇街城市管理月度综合考核细则（默认）"] == "现行"
    assert listed(page)["环卫公司：环卫保洁月度考核细则（默认）"] == "现行"


def test_a_measured_block_asks_for_its_two_values(page: SanitationBooksPage) -> None:
    press(page, "copy-book")
    press(page, "add-block")
    type_cell(page, "rubric-blocks", 8, "title", "Dust")
    type_cell(page, "rubric-blocks", 8, "full", "5")
    blocks = page.findChild(Grid, "rubric-blocks")
    assert blocks is not None
    cell = blocks.item(8, 3)
    assert cell is not None
    blocks.take_choice(cell, "ramp")
    assert "请填写“Dust：得满分的数值”" in said(page, "book-state")
    type_cell(page, "rubric-blocks", 8, "best", "10")
    type_cell(page, "rubric-blocks", 8, "worst", "10")
    assert "得满分和得零分的数值相同" in said(page, "book-state")
    type_cell(page, "rubric-blocks", 8, "worst", "70")
    assert enabled(page)


def test_a_choice_is_made_from_the_list_of_a_cell(page: SanitationBooksPage) -> None:
    press(page, "copy-book")
    blocks = page.findChild(Grid, "rubric-blocks")
    assert blocks is not None
    blocks.setCurrentCell(0, 3)
    QTest.keyClick(blocks, Qt.Key.Key_F2)
    box = QApplication.focusWidget()
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findText("直接打分"))
    box.activated.emit(box.currentIndex())
    QApplication.processEvents()
    assert "“道路清扫保洁”不按扣分计算，不能有扣分项" in said(page, "book-state")


def test_a_price_is_set_for_a_kind_of_problem(page: SanitationBooksPage) -> None:
    page.show_kind("pay-rules")
    choose(page, "按处扣款")
    assert said(page, "try-payable") == "应付 99000.00 元"
    press(page, "copy-book")
    press(page, "add-charge-row")
    assert "请选择这一行是哪一类问题" in said(page, "book-state")
    prices = page.findChild(Grid, "charge-prices")
    assert prices is not None
    cell = prices.item(3, 0)
    assert cell is not None
    prices.take_choice(cell, "waste.mixing")
    assert cell.text() == "垃圾收运：混装混运"
    type_cell(page, "charge-prices", 3, "fen", "800")
    assert enabled(page)


def test_nothing_can_be_changed_where_the_folder_is_read_only(
    qtbot: QtBot, office: Path, asker: ScriptedAsker
) -> None:
    opened = open_at(office, writable=False)
    page = SanitationBooksPage(Context(opened, asker))
    on_screen(qtbot, page)
    assert not page.room.copy_button.isEnabled()
    assert line(page, "rubric-title").isReadOnly()
    opened.store.close()
