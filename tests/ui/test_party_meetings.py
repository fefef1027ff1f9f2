"""三会一课 and 党费 in the window: signs, what a cell opens, a missing meeting begun, dues collected."""

from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from bureau.editing.inputs import Stored
from bureau.ledger.query import Filter
from bureau.storage.undo import next_undo
from tests.party.party_books import Party
from tests.storage.offices import Clock, add_road
from tests.ui.acts_of_pages import acting_page, pick
from tests.ui.looking import cut_texts
from ui.context import Context
from ui.month.period_page import PeriodPage
from ui.party import dues_page
from ui.party.dues_page import PartyDuesPage
from ui.party.matrix_grid import MONTHS_AT, SUMS_AT
from ui.party.matrix_page import PartyMatrixPage


@pytest.fixture
def party(context: Context) -> Party:
    """A branch with a group on 23 November 2026."""
    context.desk.clock = Clock(datetime(2026, 11, 23, 9, 0))
    return Party(context.desk)


def shown(qtbot: QtBot, page: PeriodPage, width: int = 1366) -> None:
    """Opens a page as the window does."""
    qtbot.addWidget(page)
    page.resize(width, 640)
    with qtbot.waitActive(page):
        page.show()


def line(page: PartyMatrixPage, row: int) -> list[str]:
    """A line as it is seen."""
    model = page.grid.model_of_grid
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def test_the_matrix_opens_meetings_and_begins_missing_ones(
    qtbot: QtBot, context: Context, party: Party
) -> None:
    branch = party.branch("机关党支部")
    held = party.meeting(branch, "支部党员大会", "2026-02-10")
    page = PartyMatrixPage(context)
    shown(qtbot, page)
    assert line(page, 0)[:2] == ["机关党支部", "支部党员大会"]
    assert line(page, 0)[MONTHS_AT:] == [
        *("✓", "", "", "×1", "", "", "×1", "", "", "…", "", ""),
        *("3", "1", "2"),
    ]
    assert page.grid.columnSpan(0, MONTHS_AT) == 3
    assert page.note.text() == "到期应开 16 次，已开 1 次，欠 15 次；1 项快到期"
    lists: list[Filter] = []
    begun: list[dict[str, object]] = []
    context.news.wanted_list.connect(lambda _ledger, where: lists.append(where))
    context.news.wanted.connect(lambda _ledger, template: begun.append(dict(template)))
    place = page.grid.visualRect(page.grid.model_of_grid.index(0, MONTHS_AT)).center()
    QTest.mouseDClick(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert party.records("party-meetings", lists[0]) == [held]
    # May lies in the second quarter, whose sign stands in April.
    page.grid.setCurrentIndex(page.grid.model_of_grid.index(0, MONTHS_AT + 3))
    assert page.add.isEnabled()
    QTest.keyClick(page.grid, Qt.Key.Key_Insert)
    assert begun == [{"branch": branch, "kind": 8901, "held_on": "2026-06-30"}]
    page.grid.setCurrentIndex(page.grid.model_of_grid.index(0, SUMS_AT))
    assert not page.add.isEnabled()


def test_what_is_due_soon_begins_its_meeting(qtbot: QtBot, context: Context, party: Party) -> None:
    branch = party.branch("机关党支部")
    page = PartyMatrixPage(context)
    shown(qtbot, page)
    found = page.findChild(QListWidget, "party-reminders")
    assert found is not None
    assert [found.item(row).text() for row in range(found.count())] == [
        "! 机关党支部主题党日：11月还差 1 次，还有 7 天"
    ]
    with qtbot.waitSignal(context.news.wanted) as asked:
        found.itemActivated.emit(found.item(0))
    assert asked.args == [
        "party-meetings",
        {"branch": branch, "kind": 8905, "held_on": "2026-11-23"},
    ]
    # Noted, it is due no longer.
    party.meeting(branch, "主题党日", "2026-11-20")
    page.refresh()
    assert found.count() == 0


@pytest.mark.parametrize("width", [1366, 911])
def test_nothing_of_the_matrix_is_cut(
    qtbot: QtBot, context: Context, party: Party, width: int
) -> None:
    party.branch("执法大队党支部", committee=3, groups=2)
    page = PartyMatrixPage(context)
    shown(qtbot, page, width)
    assert cut_texts(page) == []
    assert page.grid.isColumnHidden(SUMS_AT) is (width < 1000)


def test_without_a_branch_the_page_says_what_to_do(
    qtbot: QtBot, context: Context, party: Party
) -> None:
    assert party.desk is context.desk
    page = PartyMatrixPage(context)
    shown(qtbot, page)
    assert page.notice.isVisible()
    assert not page.card.isVisible()


def test_dues_of_two_months_are_noted_and_the_page_shows_them(
    qtbot: QtBot, context: Context, party: Party
) -> None:
    branch = party.branch("机关党支部")
    members = [
        party.insert("party-members", {"name": name, "branch": branch, "dues_base": base})
        for name, base in (("甲", 400000), ("乙", 200000))
    ]
    page = acting_page(qtbot, context, "party-members")
    dialog = pick(page, "collect", members)
    dialog.rows["first"].input.set_raw("2026-10")
    dialog.rows["last"].input.set_raw("2026-11")
    dialog.take()
    rows = context.desk.store.reader().execute("SELECT month, paid FROM party_dues ORDER BY id")
    assert [tuple(row) for row in rows] == [
        ("2026-10-01", 4000),
        ("2026-11-01", 4000),
        ("2026-10-01", 1000),
        ("2026-11-01", 1000),
    ]
    last = next_undo(context.desk, context.desk.store.reader())
    assert last is not None
    assert last.label == "登记党费收缴(4 笔)"
    dues = PartyDuesPage(context)
    shown(qtbot, dues)
    model = dues.grid.model_of_grid
    assert [model.index(0, column).data() for column in range(5)] == [
        *("机关党支部", "2", "50.00", "50.00", "")
    ]


def test_the_dues_sheet_with_names_asks_why(
    qtbot: QtBot, context: Context, party: Party, monkeypatch: pytest.MonkeyPatch
) -> None:
    branch = party.branch("机关党支部")
    party.insert("party-members", {"name": "周建国", "branch": branch, "dues_fixed": 500})
    page = PartyDuesPage(context)
    shown(qtbot, page)
    page.papers.aboutToShow.emit()
    assert [one.text() for one in page.papers.actions()] == [
        *("党费收缴表…", "党费收缴表（姓名不遮盖）…")
    ]
    previews: list[str] = []
    monkeypatch.setattr(
        dues_page, "show_paper", lambda _context, _page, _name, make: previews.append(repr(make()))
    )
    for answer, expected in ((" ", 0), ("支部公示", 1)):
        monkeypatch.setattr(type(context.asker), "ask_text", lambda *_given, said=answer: said)
        page.papers.actions()[-1].trigger()
        assert len(previews) == expected
    assert "周建国" in previews[0]


def test_a_meeting_adopts_a_road(qtbot: QtBot, context: Context, party: Party) -> None:
    day = party.meeting(party.branch("机关党支部"), "主题党日", "2026-10-12", topic="清扫")
    add_road(context.desk, "朝阳路")
    page = acting_page(qtbot, context, "party-meetings")
    dialog = pick(page, "adopt", [day])
    dialog.rows["road"].input.set_raw("朝阳路")
    dialog.take()
    rows = context.desk.store.reader().execute("SELECT meeting, linked_on FROM party_links")
    assert [tuple(row) for row in rows] == [(day, "2026-10-12")]


def test_a_ledger_page_begins_a_record_with_values(
    qtbot: QtBot, context: Context, party: Party
) -> None:
    branch = party.branch("机关党支部")
    page = acting_page(qtbot, context, "party-meetings")
    page.start_record({"branch": branch, "kind": 8905, "held_on": "2026-06-30"})
    assert page.details is not None
    assert page.details.form.rows["branch"].input.raw() == Stored(branch)
    assert page.details.form.rows["held_on"].input.raw() in ("2026-06-30", Stored("2026-06-30"))
