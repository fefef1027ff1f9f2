"""个人信息到期: what is due is listed, looked at, and erased after a question."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from bureau.access.rights import ROLES, Rights
from bureau.ledger.query import Titled
from bureau.settings.reading import read_settings
from bureau.settings.retention import RETENTION
from bureau.settings.saving import save
from bureau.storage import rows
from tests.ui.conftest import ScriptedAsker
from tests.ui.settings_hands import cell, click, on_screen
from ui.context import Context
from ui.settings.page import is_for, rooms
from ui.settings.retention_page import RetentionPage

OLD = {"address": "人民路12号", "category": 1050, "phone": "13987654321"}


def add_cases(context: Context) -> None:
    """By hand: two found on and before the last day of three years, one a day later."""
    desk = context.desk
    today = desk.today()
    for day in (today.replace(year=today.year - 3), today.replace(year=today.year - 4)):
        with desk.store.operation(desk, "登记") as op:
            op.insert("market-cases", OLD | {"found_on": day.isoformat()})
    late = today.replace(year=today.year - 3, day=today.day + 1)
    with desk.store.operation(desk, "登记") as op:
        op.insert("market-cases", OLD | {"found_on": late.isoformat()})


def phones(context: Context) -> int:
    """How many cases still have this one."""
    found = context.desk.store.reader().execute(
        "SELECT count(*) FROM market_cases WHERE phone = ?", (OLD["phone"],)
    )
    return int(found.fetchone()[0])


def test_due_cases_are_listed_shown_and_erased(
    qtbot: QtBot, context: Context, asker: ScriptedAsker
) -> None:
    add_cases(context)
    page = RetentionPage(context)
    on_screen(qtbot, page)
    assert [cell(page.list, 0, column) for column in (0, 2, 3)] == ["案件台账", "3 年", "2 条"]
    assert "到期 2 条" in page.said.text()
    page.list.selectRow(0)
    wanted: list[tuple[str, object]] = []
    context.news.wanted_list.connect(lambda ledger, where: wanted.append((ledger, where)))
    click(page, "see-due")
    (ledger, where) = wanted[0]
    assert isinstance(where, Titled)
    declared = context.desk.store.ledgers[ledger]
    shown = rows.ids(context.desk.store.reader(), declared, where, today=context.desk.today())
    assert len(shown) == 2
    asker.confirmed = [False]
    click(page, "anonymise-one")
    assert phones(context) == 3
    assert "案件台账 2 条" in asker.asked[-1]
    asker.confirmed = [True]
    click(page, "anonymise-all")
    assert phones(context) == 1
    assert "已匿名化 2 条" in page.notice.sentence.text()
    assert "没有到期" in page.said.text()
    assert not page.every.isEnabled()


def test_the_years_are_a_setting(qtbot: QtBot, context: Context) -> None:
    add_cases(context)
    page = RetentionPage(context)
    on_screen(qtbot, page)
    key = RETENTION["market-cases"].key
    save(context.desk, {key: "4"})
    assert cell(page.list, 0, 3) == "1 条"
    save(context.desk, {key: "0"})
    assert [cell(page.list, 0, column) for column in (2, 3)] == ["不限", "—"]
    with context.desk.store.snapshot() as conn:
        assert read_settings(conn, context.desk.today()).value(RETENTION["market-cases"]) == 0


def test_who_may_not_erase_does_not_see_the_room() -> None:
    seen = {room.key for _, group in rooms(Rights(ROLES["section"])) for room in group}
    assert "retention" not in seen
    assert "retention" in {room.key for _, group in rooms() for room in group}
    assert not [
        room
        for _, group in rooms()
        for room in group
        if room.key == "history" and is_for(room, Rights(ROLES["office"], frozenset({"market"})))
    ]
