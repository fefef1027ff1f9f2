"""What a clerk opens to tell, approve, issue and send out a month: pickers, dialogs, menus, empty pages."""

from __future__ import annotations

from functools import partial

from bureau.calendar.periods import Month, Period
from bureau.documents.ledgers import RECEIVED, SENT
from bureau.storage.rows import ids
from ui.bulletin.approved_page import ApprovedPage
from ui.bulletin.issue_page import IssuePage
from ui.bulletin.text_page import TextPage
from ui.ledger.page import LedgerPage
from ui.pictures.stage import Scene, Stage
from ui.returns.form_page import FormsPage

LONG_AGO = Period.month(2001, 1)


def month_scenes() -> list[Scene]:
    """All of them."""
    return [
        ("月报正文-编辑过的月份", partial(text, chapter="order")),
        ("月报正文-插入数字", pick_number),
        ("月报正文-没有数据", partial(text, period=LONG_AGO)),
        ("审定数-登记", approve),
        ("材料和签发-签发", issue),
        ("材料和签发-还没有过完", issue_running),
        ("套表-设置", settings_of_form),
        ("发文-退回", partial(first_step, page="sent-documents")),
        ("收文-退回", partial(first_step, page="received-documents")),
        ("使用人", person),
    ]


def last_month(stage: Stage) -> Period:
    """The month before the one that runs."""
    day = stage.today()
    before = Month(day.year, day.month).plus(-1)
    return Period.month(before.year, before.number)


def text(stage: Stage, chapter: str = "overview", period: Period | None = None) -> TextPage:
    """A chapter of the month's text."""
    page = stage.window.show_page("month-text")
    assert isinstance(page, TextPage)
    page.bar.choose(period or last_month(stage))
    stage.settle()
    if page.text is not None and any(one.key == chapter for one in page.text.chapters):
        page.choose_chapter(chapter)
    return page


def pick_number(stage: Stage) -> None:
    """All figures that the text may cite."""
    text(stage).pick_number()


def approve(stage: Stage) -> None:
    """Which figure is approved otherwise."""
    page = stage.window.show_page("month-approved")
    assert isinstance(page, ApprovedPage)
    page.bar.choose(last_month(stage))
    stage.settle()
    page.approve()


def issue(stage: Stage) -> None:
    """Who signs, and what is still open."""
    page = stage.window.show_page("month-issue")
    assert isinstance(page, IssuePage)
    page.bar.choose(last_month(stage))
    stage.settle()
    page.begin()


def issue_running(stage: Stage) -> None:
    """A month that still runs is refused in words."""
    page = stage.window.show_page("month-issue")
    assert isinstance(page, IssuePage)
    day = stage.today()
    page.bar.choose(Period.month(day.year, day.month))
    stage.settle()
    page.begin()


def settings_of_form(stage: Stage) -> None:
    """When a form is due and to whom it goes."""
    page = stage.window.show_page("returns")
    assert isinstance(page, FormsPage)
    stage.settle()
    if page.form is not None:
        page.ask_settings()


def first_step(stage: Stage, page: str) -> None:
    """The first act of the menu for a paper."""
    shown = stage.window.show_page(page)
    assert isinstance(shown, LedgerPage)
    assert shown.handling is not None
    stage.settle()
    desk = shown.context.desk
    ledger = SENT if page == SENT.name else RECEIVED
    with desk.store.snapshot() as conn:
        chosen = list(ids(conn, ledger, today=desk.today(), limit=1))
    offers = [one for one in shown.handling.offers(desk, chosen) if chosen]
    if offers:
        offers[0].open(shown, chosen)


def person(stage: Stage) -> None:
    """Who works at this PC."""
    stage.window.show_room("person")
