"""奖罚兑现 and 全年奖罚: settled from the ledger, summed by town with the lines behind each amount."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from bureau.calendar.periods import Period
from bureau.layouts import Layouts
from bureau.ledger.declaration import Ledger
from bureau.ledger.query import Filter
from bureau.office import LEDGERS
from bureau.storage import rows
from bureau.towns.ledgers import CHECKS, MONTHS, REWARDS
from tests.towns.town_books import Towns
from tests.ui.town_desk import answer, dialog_over, shown, three_streets
from ui.context import Context
from ui.handlings import handling_of
from ui.ledger.page import LedgerPage
from ui.paper.dialog import PaperDialog
from ui.towns.handlings import HANDLINGS
from ui.towns.month_page import TownMonthPage
from ui.towns.year_page import TownYearPage


@pytest.fixture
def towns(context: Context) -> Towns:
    """October is issued: the first gets 3 万元, the last pays 1 万元."""
    made = three_streets(context)
    made.issue(made.insert("town-months", {"label": "2026年10月", "month": "2026-10-01"}))
    return made


def page_of(qtbot: QtBot, context: Context, ledger: Ledger, tmp_path: Path) -> LedgerPage:
    """The page of a ledger with its acts."""
    made = LedgerPage(context, ledger, Layouts("王芳", tmp_path), handling=handling_of(ledger))
    shown(qtbot, made)
    return made


def choose(page: LedgerPage, key: str, records: list[int]) -> None:
    """Picks a line of the menu."""
    assert page.handling is not None
    offers = {offer.key: offer for offer in page.handling.offers(page.context.desk, records)}
    offers[key].open(page, records)


def ids(towns: Towns) -> dict[str, int]:
    """The lines to settle by town."""
    return {name: int(str(row["id"])) for name, row in towns.rewards().items()}


def test_every_ledger_with_acts_exists(context: Context) -> None:
    named = {ledger.name: ledger for ledger in LEDGERS}
    for name in HANDLINGS:
        handling = handling_of(named[name])
        assert handling is not None
        keys = [offer.key for offer in handling.offers(context.desk, [])]
        assert len(keys) == len(set(keys))


def test_rewards_are_settled_together_and_taken_back(
    qtbot: QtBot, context: Context, towns: Towns, tmp_path: Path
) -> None:
    page = page_of(qtbot, context, REWARDS, tmp_path)
    lines = ids(towns)
    choose(page, "settle", [*lines.values()])
    dialog = dialog_over(page)
    dialog.take()
    assert dialog.isVisible()
    answer(page, handled_by="周会计")
    settled = towns.rewards()
    assert {row["state"] for row in settled.values()} == {6302}
    assert {row["settled_on"] for row in settled.values()} == {"2026-11-05"}
    choose(page, "unsettle", [lines["东街街道"]])
    answer(page)
    assert towns.rewards()["东街街道"]["state"] == 6301
    assert towns.rewards()["东街街道"]["settled_on"] is None


def test_what_waits_is_listed_with_its_number(
    qtbot: QtBot, context: Context, towns: Towns, tmp_path: Path
) -> None:
    page = page_of(qtbot, context, REWARDS, tmp_path)
    choose(page, "settle", [ids(towns)["东街街道"]])
    answer(page, handled_by="周会计")
    assert page.handling is not None
    waiting = page.handling.offers(context.desk, [])[-1]
    assert waiting.title == "看还没兑现的（1 条）"
    waiting.open(page, [])
    assert list(page.model.ids) == [ids(towns)["南街街道"]]


def test_a_year_sums_ranks_and_money_by_town(qtbot: QtBot, context: Context, towns: Towns) -> None:
    assert towns.rewards()
    page = TownYearPage(context)
    shown(qtbot, page)
    grid = page.grid.model_of_grid.grid
    lines = {row[1].text: row for row in grid.rows}
    october = grid.heads.index("10月")
    assert lines["东街街道"][october].text == "1"
    assert lines["东街街道"][october].hint == "10月 95.00 分，3 个里第 1 名"
    assert lines["西街街道"][grid.heads.index("平均分")].text == "90.00"
    assert [cell.text for cell in lines["南街街道"][-4:]] == ["", "－10,000.00", "", "－10,000.00"]
    assert [cell.text for cell in grid.rows[-1][-4:]] == [
        "30,000.00",
        "－10,000.00",
        "",
        "20,000.00",
    ]
    assert page.note.text() == "奖励 30,000.00 元 · 扣罚 －10,000.00 元 · 未兑现 20,000.00 元"
    asked: list[str] = []
    context.news.wanted_list.connect(lambda ledger, where: asked.append(f"{ledger} {where.title}"))
    row = [one[1].text for one in grid.rows].index("南街街道")
    place = page.grid.visualRect(page.grid.model_of_grid.index(row, len(grid.heads) - 1)).center()
    QTest.mouseDClick(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked == ["town-rewards 南街街道2026年未兑现"]


def test_a_sum_of_the_year_opens_the_lines_that_it_sums(
    qtbot: QtBot, context: Context, towns: Towns
) -> None:
    page = TownYearPage(context)
    shown(qtbot, page)
    opened: list[Filter] = []
    context.news.wanted_list.connect(lambda _ledger, where: opened.append(where))
    last = page.grid.model_of_grid.rowCount() - 1
    heads = page.grid.model_of_grid.grid.heads
    for title in ("奖励(元)", "扣罚(元)", "未兑现(元)"):
        index = page.grid.model_of_grid.index(last, heads.index(title))
        place = page.grid.visualRect(index).center()
        QTest.mouseDClick(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    conn, today = context.desk.store.reader(), context.desk.today()
    behind = [list(rows.ids(conn, REWARDS, where, today=today)) for where in opened]
    first, third = ids(towns)["东街街道"], ids(towns)["南街街道"]
    assert behind == [[first], [third], [first, third]]


def test_the_ledger_of_months_offers_the_steps_and_the_words(
    qtbot: QtBot, context: Context, towns: Towns, tmp_path: Path
) -> None:
    page = page_of(qtbot, context, MONTHS, tmp_path)
    assert page.handling is not None
    month = towns.insert("town-months", {"label": "2026年9月", "month": "2026-09-01"})
    offers = {offer.key: offer for offer in page.handling.offers(context.desk, [month])}
    assert [*offers] == ["consult", "review", "decide", "words"]
    assert offers["consult"].main
    choose(page, "words", [month])
    answer(page, problems="背街小巷反弹")
    choose(page, "words", [month])
    assert dialog_over(page).rows["problems"].input.raw() == "背街小巷反弹"


def test_problems_of_an_issued_month_are_put_right_together(
    qtbot: QtBot, context: Context, tmp_path: Path
) -> None:
    towns = three_streets(context)
    records = [towns.check("东街街道", "环境卫生", "1", place=place) for place in ("一路", "二路")]
    towns.issue(towns.insert("town-months", {"label": "2026年10月", "month": "2026-10-01"}))
    page = page_of(qtbot, context, CHECKS, tmp_path)
    choose(page, "right", records)
    dialog = dialog_over(page)
    dialog.take()
    assert dialog.isVisible()
    answer(page, state="合格", righted_on="2026-10-20")
    with context.desk.store.snapshot() as conn:
        found = rows.page(conn, CHECKS, records, today=context.desk.today())
    assert [row["righted_on"] for row in found] == ["2026-10-20"] * 2
    assert [row["points"] for row in found] == [100, 100]
    choose(page, "print-check-sheet", records)
    (paper,) = [one for one in page.findChildren(PaperDialog) if one.isVisible()]
    assert "现场检查表" in paper.windowTitle()


def test_the_menu_of_papers_offers_those_of_the_towns(
    qtbot: QtBot, context: Context, towns: Towns
) -> None:
    assert towns.ids
    page = TownMonthPage(context)
    page.bar.choose(Period.month(2026, 10))
    shown(qtbot, page)
    page.paper_menu.aboutToShow.emit()
    lines = [line.text() for line in page.paper_menu.actions()]
    assert lines[:2] == ["考核通报…", "奖罚明细表…"]
    page.print_page()
    (paper,) = [one for one in page.findChildren(PaperDialog) if one.isVisible()]
    assert "考核通报" in paper.windowTitle()
