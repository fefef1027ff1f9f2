"""What leaves the ledger page: paper and files as the screen shows them; periods; plain notices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from bureau.desk import Desk
from bureau.layouts import Layouts
from bureau.month.ledger_list import ledger_list
from bureau.office import ledger_named
from bureau.reports.paper import Paper, Signatures, Table
from tests.ui.conftest import ScriptedAsker
from tests.ui.table_hands import CASES, CONTROL, Key, press, put, shown_page
from ui import tokens
from ui.context import Context
from ui.exchange.export_dialog import ExportDialog
from ui.ledger import printing
from ui.ledger.arranging import Arranging
from ui.ledger.page import LedgerPage
from ui.ledger.tones import marked, tone_name
from ui.ledger.tools import days_of, spans
from ui.widgets.bars import NoticeBar


@pytest.fixture
def page(qtbot: QtBot, context: Context) -> LedgerPage:
    """The case ledger with 36 records, the newest first."""
    return shown_page(qtbot, context)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Paper]:
    """The papers that were to be shown."""
    papers: list[Paper] = []

    class Preview:
        def __init__(
            self,
            _context: Context,
            _title: str,
            make: Callable[[], Paper],
            _name: str,
            **_more: str,
        ) -> None:
            papers.append(make())

        def setAttribute(self, *_given: object) -> None:  # noqa: N802 - Qt's name
            """As a dialog has it."""

        def open(self) -> None:
            """As a dialog has it."""

    monkeypatch.setattr("ui.paper.dialog.PaperDialog", Preview)
    return papers


def table_of(paper: Paper) -> Table:
    """The list on a paper."""
    return next(block for block in paper.blocks if isinstance(block, Table))


def titles(paper: Paper) -> list[str]:
    """Its columns after the running number."""
    return [column.title for column in table_of(paper).columns][1:]


# -- paper ---------------------------------------------------------------------------------------


def test_paper_has_the_columns_the_order_and_the_filter_of_the_screen(
    page: LedgerPage, made: list[Paper]
) -> None:
    shown = ["unit", "number", "note"]
    for column in list(page.model.columns):
        page.arranging.hide(column.key, column.key not in shown)
    page.arranging.hide("note", hidden=False)
    page.arranging.set_order(shown)
    put(page, 0, "unit")
    page.filtering.same_as_cell()
    page.filtering.sort_by(page.model.column_at("number") or 0, False)
    press(page, Key.Key_P, CONTROL)
    # Blank on every record, and yet a column: the clerk put it there to be written in.
    assert titles(made[0]) == ["责任单位", "案件编号", "备注"]
    lines = table_of(made[0]).rows
    assert [line[2] for line in lines] == [f"ZZ-2026-{number:04}" for number in range(2, 37, 2)]
    assert "责任单位：执法二中队" in made[0].filter_note


def test_a_list_ends_with_who_made_and_checked_it(desk: Desk) -> None:
    with desk.store.operation(desk, "设置") as op:
        op.insert("settings", {"name": "paper-maker", "value": "王芳"})
    signed = ledger_list(desk, CASES).blocks[-1]
    assert isinstance(signed, Signatures)
    assert signed.labels == ("填报单位(盖章)", "填表人", "审核人", "日期")
    assert signed.values[1:] == ("王芳", "", "2026年10月8日")


def test_a_selection_is_one_choice_and_the_filter_the_other(
    page: LedgerPage, made: list[Paper], asker: ScriptedAsker
) -> None:
    page.table.walk.go(0, 0)
    page.table.walk.go(2, 0, extend=True)
    asker.chosen = ["仅选中（3 条）", "全部（36 条）", None]
    for _ in range(3):
        press(page, Key.Key_P, CONTROL)
    assert [len(table_of(paper).rows) for paper in made] == [3, 36]
    assert [line[1] for line in table_of(made[0]).rows] == [
        "ZZ-2026-0028",
        "ZZ-2026-0027",
        "ZZ-2026-0026",
    ]


def test_the_whole_ledger_is_printed_whatever_is_filtered(
    page: LedgerPage, made: list[Paper]
) -> None:
    put(page, 0, "unit")
    page.filtering.same_as_cell()
    printing.print_whole(page)
    assert len(table_of(made[0]).rows) == 36
    assert "全部记录" in made[0].filter_note


def test_too_many_are_told_to_be_filtered_first(
    page: LedgerPage, made: list[Paper], asker: ScriptedAsker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "MOST_PRINTED", 35)
    press(page, Key.Key_P, CONTROL)
    assert made == []
    assert "36 条" in asker.told[0]
    assert "先筛选" in asker.told[0]


def test_kinds_of_lines_are_printed_though_nothing_is_counted_yet(desk: Desk) -> None:
    daily = ledger_named("market-daily")
    kind = desk.store.names().items("daily-count")[0]
    paper = ledger_list(desk, daily, keys=["unit", f"counts.{kind.id}", "date"])
    assert titles(paper)[0] == daily.by_key["unit"].title
    assert titles(paper)[1].startswith(kind.title)
    assert titles(paper)[2] == daily.by_key["date"].title


# -- files ---------------------------------------------------------------------------------------


def test_a_file_has_the_columns_in_the_order_of_the_screen(
    page: LedgerPage, asker: ScriptedAsker, tmp_path: Path
) -> None:
    page.arranging.set_order(
        ["unit", *(column.key for column in page.model.columns if column.key != "unit")]
    )
    page._tools.export.click()
    dialog = page.findChild(ExportDialog)
    assert dialog is not None
    target = tmp_path / "屏幕.csv"
    asker.files = [target]
    dialog.kinds_group.buttons()[1].setChecked(True)
    dialog.choose_target()
    lines = target.read_text("utf-8-sig").splitlines()
    assert lines[0].split(",")[:3] == ["责任单位", "案件编号", "发现时间"]
    # The newest first, as the table shows them where nobody sorted.
    assert lines[1].split(",")[1] == "ZZ-2026-0028"


# -- periods -------------------------------------------------------------------------------------


def test_periods_are_statistical_months() -> None:
    """To the 25th: on 28 October it is November already, in its fourth quarter."""
    found = dict(span for span in spans(date(2026, 10, 28), 25) if span)
    november = found["2026年11月"]
    assert (november.first, november.last) == (date(2026, 10, 26), date(2026, 11, 25))
    assert next(words for words in found if words.startswith("20")) == "2026年11月"
    assert (found["本季度"].first, found["本季度"].last) == (date(2026, 9, 26), date(2026, 12, 25))
    assert (found["今年"].first, found["今年"].last) == (date(2025, 12, 26), date(2026, 12, 25))
    assert days_of(november) == "10.26—11.25"
    assert days_of(found["今年"]) == "2025.12.26—12.25"
    assert days_of(found["今天"]) == ""


def test_calendar_months_need_no_days_beside_them() -> None:
    found = dict(span for span in spans(date(2026, 10, 8)) if span)
    assert (found["2026年10月"].first, found["2026年10月"].last) == (
        date(2026, 10, 1),
        date(2026, 10, 31),
    )
    assert days_of(found["2026年10月"]) == ""
    assert (found["上周"].first, found["上周"].last) == (date(2026, 9, 28), date(2026, 10, 4))


def test_the_menu_of_periods_follows_the_setting(page: LedgerPage) -> None:
    with page.context.desk.store.operation(page.context.desk, "设置") as op:
        op.insert("settings", {"name": "month-end-day", "value": "25"})
    menu = page._tools.period_menu
    menu.aboutToShow.emit()
    october = next(line for line in menu.actions() if line.text().startswith("2026年10月"))
    assert october.text() == "2026年10月\t9.26—10.25"
    october.trigger()
    # Cases of 1 to 25 October: one a day, and the days 1 to 8 have a second one.
    assert len(page.model.ids) == 33
    assert page.chips.chips[0].text() == "发现时间：2026年10月  ✕"


# -- words and tones -----------------------------------------------------------------------------


def test_a_plain_note_has_no_mark_of_a_warning(qtbot: QtBot) -> None:
    bar = NoticeBar()
    qtbot.addWidget(bar)
    bar.show_notice("文件里没有照片。")
    assert (bar.property("tone"), bar.sentence.text()) == ("neutral", "文件里没有照片。")
    bar.show_notice("没有字体", "warning")
    assert bar.sentence.text() == f"{tokens.TONES['warning'].mark} 没有字体"


def test_deadlines_bring_their_own_marks() -> None:
    light = CASES.by_key["light"]
    assert [tone_name(light, value) for value in (1, 2, 3)] == ["neutral", "warning", "danger"]
    assert marked("▲ 超期", "danger") == "▲ 超期"
    assert marked("结案", "good") == "✓ 结案"


# -- layouts -------------------------------------------------------------------------------------


def test_a_field_that_is_newer_than_the_layout_stays_hidden(page: LedgerPage) -> None:
    layouts = page.layouts
    page.arranging.write()
    kept = layouts.get(CASES)
    older = [key for key in kept.order if key != "grid"]
    layouts.put(CASES, replace(kept, order=tuple(older), hidden=kept.hidden - {"grid"}))
    again = Arranging(page.context, page.table, Layouts(layouts.actor), page)
    assert "grid" in again.layout.hidden
    assert "grid" not in [column.key for column in page.model.columns]
