"""材料和签发: ticks, issuing by keys, editions, changed numbers, 校验 and 收回."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from bureau.calendar.periods import Period
from bureau.errors import UserError
from bureau.month.issuing import archive_root
from tests.ui.conftest import ScriptedAsker
from tests.ui.looking import cut_texts
from tests.ui.town_desk import shown
from ui.bulletin.issue_dialog import IssueDialog
from ui.bulletin.issue_page import IssuePage
from ui.context import Context

SEPTEMBER = Period.month(2026, 9)


@pytest.fixture
def page(qtbot: QtBot, context: Context, monkeypatch: pytest.MonkeyPatch) -> IssuePage:
    """September, which is over; the pages aren't set."""

    def set_quickly(_paper: object, _faces: object) -> tuple[bytes, object]:
        return b"%PDF", SimpleNamespace(pages=1)

    monkeypatch.setattr("bureau.reports.render.pdf.pdf_bytes", set_quickly)
    monkeypatch.setattr("bureau.reports.render.word.document.word_bytes", lambda _paper: b"PK")
    monkeypatch.setattr("bureau.month.issuing.faces_here", lambda: None)
    made = IssuePage(context)
    made.bar.choose(SEPTEMBER)
    made._begun = True
    shown(qtbot, made)
    return made


def tick_only(page: IssuePage, kind: str) -> None:
    """One paper is enough here."""
    for at in range(page.papers.topLevelItemCount()):
        item = page.papers.topLevelItem(at)
        assert item is not None
        wanted = item.data(0, Qt.ItemDataRole.UserRole).kind == kind
        item.setCheckState(0, Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)


def issue(page: IssuePage, signed_by: str = "Li Ming", reason: str = "") -> IssueDialog:
    """Opens 签发…, types and presses Enter on the button."""
    page.begin()
    dialog = page.dialog
    assert isinstance(dialog, IssueDialog)
    QTest.keyClicks(dialog.signed_by, signed_by)
    QTest.keyClicks(dialog.reason, reason)
    QTest.keyClick(dialog.go, Qt.Key.Key_Return)
    return dialog


def test_a_month_is_issued_from_the_page(page: IssuePage, context: Context) -> None:
    assert page.note.text().startswith("未签发")
    assert not page.open_folder.isEnabled()
    tick_only(page, "monthly")
    assert page.ticked == ("monthly",)
    issue(page)
    assert page.note.text().startswith("第1版 已签发")
    top = page.editions.topLevelItem(0)
    assert top is not None
    assert (top.text(0), top.childCount()) == ("第1版", 5)
    folder = archive_root(context.desk) / "2026/2026-09/第1版"
    assert (folder / "2026年9月-城市管理工作月报.pdf").exists()
    assert page.issue.text() == "重新签发…"
    assert cut_texts(page) == []


def test_without_a_name_it_says_so_and_nothing_is_issued(page: IssuePage) -> None:
    tick_only(page, "monthly")
    dialog = issue(page, signed_by="")
    assert "签发人" in dialog.notice.sentence.text()
    assert dialog.go.isEnabled()
    assert page.note.text().startswith("未签发")
    dialog.reject()


def test_verifying_names_a_file_that_changed(page: IssuePage, context: Context) -> None:
    tick_only(page, "monthly")
    issue(page)
    page.check_archive()
    assert "一致" in page.notice.sentence.text()
    pdf = next(Path(archive_root(context.desk)).rglob("*城市管理工作月报.pdf"))
    pdf.write_bytes(b"%PDX")
    page.check_archive()
    assert "被改动过" in page.notice.sentence.text()


def test_withdrawing_asks_who_and_why(page: IssuePage, asker: ScriptedAsker) -> None:
    tick_only(page, "monthly")
    issue(page)
    asker.texts = ["王局", "数字有误"]
    page.withdraw_edition()
    assert page.note.text() == "第1版已收回，改好后请重新签发"
    issue(page, reason="again")
    assert page.note.text().startswith("第2版 已签发")


def test_a_running_month_is_refused(page: IssuePage, context: Context) -> None:
    today = context.desk.today()
    page.bar.choose(Period.month(today.year, today.month))
    page.begin()
    assert page.dialog is None
    assert "才结束" in page.notice.sentence.text()


def test_nothing_ends_what_is_being_kept(
    page: IssuePage, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    tick_only(page, "monthly")
    held: list[object] = []
    monkeypatch.setattr(context.writing, "run", lambda *given: held.append(given))
    dialog = issue(page)
    assert held
    assert not dialog.stop.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    dialog._fail(UserError("磁盘满了，请清出空间后再试。"))
    assert "磁盘满了" in dialog.notice.sentence.text()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_while_the_month_still_runs_the_page_begins_with_the_one_before(
    qtbot: QtBot, context: Context
) -> None:
    context.desk.clock = lambda: datetime(2026, 10, 20, 9, 0)
    made = IssuePage(context)
    assert made.period == Period.month(2026, 10)
    shown(qtbot, made)
    assert made.period == SEPTEMBER
    made.bar.choose(Period.month(2026, 10))
    assert made.period == Period.month(2026, 10)  # who chooses it sees it
