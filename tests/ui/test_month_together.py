"""The pages of the month go along with each other, and nothing is called in order unread."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from bureau.calendar.periods import Kind, Period
from tests.ui.town_desk import shown
from ui.bulletin.approved_page import ApprovedPage
from ui.bulletin.issue_page import IssuePage
from ui.bulletin.text_page import TextPage
from ui.context import Context
from ui.month.period_bar import PeriodBar
from ui.month.warning_list import WarningList
from ui.returns.form_page import FormsPage

AUGUST, OCTOBER = Period.month(2026, 8), Period.month(2026, 10)
WEEK = Period.week(OCTOBER.first)


def test_whoever_turns_to_august_writes_approves_fills_and_issues_august(
    qtbot: QtBot, context: Context
) -> None:
    before = ApprovedPage(context)
    qtbot.addWidget(before)
    text = TextPage(context)
    text.bar.choose(AUGUST)
    shown(qtbot, text)
    # August is empty here; chosen, it stays.
    assert text.period == AUGUST
    issue, forms = IssuePage(context), FormsPage(context)
    qtbot.addWidget(issue)
    qtbot.addWidget(forms)
    bars = [before.bar, text.bar, issue.bar, forms.bar]
    assert [bar.period for bar in bars] == [AUGUST] * 4
    forms.bar.choose(OCTOBER)
    assert [bar.period for bar in bars] == [OCTOBER] * 4


def test_what_was_written_is_saved_with_its_own_month(qtbot: QtBot, context: Context) -> None:
    text, approved = TextPage(context), ApprovedPage(context)
    qtbot.addWidget(approved)
    text.bar.choose(OCTOBER)
    shown(qtbot, text)
    text.editor.insertPlainText("夜市")
    approved.bar.choose(AUGUST)
    assert text.period == AUGUST
    text.bar.choose(OCTOBER)
    assert text.editor.markup().startswith("夜市")
    assert text.told.kept is not None


def test_a_week_is_not_issued(qtbot: QtBot, context: Context) -> None:
    issue = IssuePage(context)
    qtbot.addWidget(issue)
    issue.bar.choose(OCTOBER)
    context.news.choose_period(WEEK)
    assert issue.bar.period == OCTOBER
    bar = PeriodBar(OCTOBER.first, 31, kinds=(Kind.WEEK,))
    qtbot.addWidget(bar)
    bar.go_along(context.news)
    assert bar.period == WEEK


def test_nothing_is_in_order_before_it_was_looked_at(qtbot: QtBot) -> None:
    warnings = WarningList()
    qtbot.addWidget(warnings)
    warnings.show_most(3)
    assert warnings.nothing.text() == "正在核对…"
    warnings.show_concerns(())
    assert warnings.nothing.text() == "没有发现问题，可以出材料了。"
