"""Operation history and recycle bin as a person uses them."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from bureau.settings.declared import MONTH_END_DAY
from bureau.settings.saving import save
from bureau.storage.undo import operation_rows
from tests.storage.offices import exists, item
from tests.ui.conftest import ScriptedAsker
from tests.ui.settings_hands import cell, click, on_screen, settings
from ui.context import Context
from ui.settings.bin_page import BinPage
from ui.settings.history_page import HistoryPage

# -- history and the bin -------------------------------------------------------------------------


def test_a_step_is_taken_back_from_history(context: Context, qtbot: QtBot) -> None:
    save(context.desk, {"month-end-day": "25"})
    page = HistoryPage(context)
    on_screen(qtbot, page)
    assert cell(page.list, 0, 2) == "修改单位设置：统计月截止日"
    page.list.selectRow(0)
    click(page, "undo-step")
    assert settings(context).value(MONTH_END_DAY) == 31
    assert cell(page.list, 0, 2) == "撤销“修改单位设置：统计月截止日”"
    assert cell(page.list, 1, 4) == "已撤销"
    page.list.selectRow(0)
    assert page.act_button.text() == "重做这一步"
    click(page, "undo-step")
    assert settings(context).value(MONTH_END_DAY) == 25


def test_history_is_searched_by_what_and_who(context: Context, qtbot: QtBot) -> None:
    page = HistoryPage(context)
    on_screen(qtbot, page)
    assert page.list.rowCount() == 3
    page.search.setText("名册")
    assert [cell(page.list, 0, 2), page.list.rowCount()] == ["建立名册", 1]
    page.search.setText("没有这样的事")
    assert page.empty.isVisible()
    assert page.empty.heading.text() == "没有找到"
    page.search.clear()
    assert page.list.isVisible()


def test_what_was_changed_since_is_asked_about(
    context: Context, asker: ScriptedAsker, qtbot: QtBot
) -> None:
    desk = context.desk
    record = item(desk, "market-category", "户外广告")
    with desk.store.operation(desk, "改两处") as op:
        op.update("catalogue-items", record, {"note": "甲", "code": "01"})
    with desk.store.operation(desk, "再改一处") as op:
        op.update("catalogue-items", record, {"note": "乙"})
    page = HistoryPage(context)
    on_screen(qtbot, page)
    page.list.selectRow(1)
    asker.confirmed = [False]
    click(page, "undo-step")
    assert "之后又被改动或引用" in asker.asked[-1]
    assert operation_rows(desk.store.reader())[-1].label == "再改一处"


def test_a_deleted_record_comes_back_from_the_bin(context: Context, qtbot: QtBot) -> None:
    desk = context.desk
    row = desk.store.reader().execute("SELECT id FROM market_cases ORDER BY id").fetchone()
    record = int(row["id"])
    page = BinPage(context)
    on_screen(qtbot, page)
    assert page.ledger.title == "案件台账"
    assert page.empty.isVisible()
    assert page.empty.heading.text() == "“案件台账”没有删除的记录"
    with desk.store.operation(desk, "删除案件 1 条") as op:
        op.remove("market-cases", record)
    assert page.list.rowCount() == 1
    assert "ZZ-2026-0001" in cell(page.list, 0, 2)
    assert "13800000000" not in cell(page.list, 0, 2)
    page.list.selectRow(0)
    click(page, "bring-back")
    assert exists(desk, "market-cases", record)
    assert page.list.rowCount() == 0
    assert page.empty.isVisible()
