"""Operation history, recycle bin and data folder as a person uses them."""

from __future__ import annotations

from pathlib import Path

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
from ui.settings.keeping_page import KeepingPage

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
    assert page.undo_button.text() == "重做这一步"
    click(page, "undo-step")
    assert settings(context).value(MONTH_END_DAY) == 25


def test_history_is_searched_by_what_and_who(context: Context, qtbot: QtBot) -> None:
    page = HistoryPage(context)
    on_screen(qtbot, page)
    assert page.list.rowCount() == 3
    page.words.setText("名册")
    assert [cell(page.list, 0, 2), page.list.rowCount()] == ["建立名册", 1]
    page.words.setText("没有这样的事")
    assert page.said.text() == "没有找到，换一个词试试。"


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
    assert page.said.text() == "“案件台账”没有删除过记录。"
    with desk.store.operation(desk, "删除案件 1 条") as op:
        op.remove("market-cases", record)
    assert page.list.rowCount() == 1
    assert "ZZ-2026-0001" in cell(page.list, 0, 2)
    assert "13800000000" not in cell(page.list, 0, 2)
    page.list.selectRow(0)
    click(page, "bring-back")
    assert exists(desk, "market-cases", record)
    assert page.list.rowCount() == 0


# -- the data folder -----------------------------------------------------------------------------


def test_the_folder_is_backed_up_and_checked(context: Context, qtbot: QtBot) -> None:
    save(context.desk, {"month-end-day": "25"})
    page = KeepingPage(context)
    on_screen(qtbot, page)
    assert page.facts["上次备份"].text() == "还没有备份，请现在备份一次"
    click(page, "back-up")
    assert cell(page.backups, 0, 0) == "手动-20261008-090000.sqlite"
    assert "案件台账 36" in page.facts["台账"].text()
    click(page, "check-data")
    assert page.result.text() == "✓ 09:00 检查过，数据完好。"
    click(page, "rebuild-search")
    assert "搜索已重建" in page.notice.sentence.text()


def test_a_backup_goes_where_the_person_says(
    context: Context, asker: ScriptedAsker, qtbot: QtBot, tmp_path: Path
) -> None:
    page = KeepingPage(context)
    qtbot.addWidget(page)
    asker.files = [tmp_path / "U盘备份"]
    click(page, "back-up-to")
    assert (tmp_path / "U盘备份.sqlite").stat().st_size > 0


def test_damage_is_listed(context: Context, qtbot: QtBot) -> None:
    with context.desk.store.upkeep() as conn:
        conn.execute("UPDATE towns SET name = '改过' WHERE id = (SELECT min(id) FROM towns)")
    page = KeepingPage(context)
    qtbot.addWidget(page)
    click(page, "check-data")
    assert page.findings.rowCount() >= 1
    assert not page.findings.isHidden()
    assert "个问题" in page.result.text()
