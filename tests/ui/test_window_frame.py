"""The main window: pages, keys that hold everywhere, undo by name, saving, search, leaving."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from bureau.desk import Desk
from bureau.layouts import Layouts
from bureau.ledger.query import Is
from bureau.storage.copies import last_copy
from bureau.storage.rows import ids
from tests.storage.offices import Clock, value_of
from tests.ui.conftest import ScriptedAsker
from tests.ui.window_pages import PLAIN_TABS, PlainPage, RoomyPage
from ui.lanes import Lanes, threaded_lanes
from ui.search_results import HIT, look_up
from ui.tasks import Ticket
from ui.window import STOP, WAIT, MainWindow

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, asker: ScriptedAsker) -> Iterator[MainWindow]:
    """The window over the small bureau; everything runs at once."""
    made = MainWindow(Lanes(), asker, PLAIN_TABS)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    made.work_on(desk, Layouts(desk.actor), bureau="云岭县城市管理局")
    yield made
    made.close()


def rename(desk: Desk, name: str) -> int:
    """One change of data, as a page would make it."""
    (record,) = ids(
        desk.store.reader(),
        desk.store.ledgers["market-cases"],
        Is("number", "ZZ-2026-0001"),
        today=desk.today(),
    )
    with desk.store.operation(desk, f"改当事人为{name}") as op:
        op.update("market-cases", record, {"party_name": name})
    return record


def page_of(window: MainWindow) -> PlainPage:
    page = window.current
    assert isinstance(page, PlainPage)
    return page


def press(window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    target = QApplication.focusWidget() or window
    QTest.keyClick(target, key, modifier or Qt.KeyboardModifier.NoModifier)


# -- pages and keys --------------------------------------------------------------------------------


def test_the_first_page_is_up_and_the_others_are_not_made_yet(window: MainWindow) -> None:
    assert window.current_key == "market-cases"
    assert list(window.pages) == ["market-cases"]
    assert window.windowTitle() == "案件台账 - 城管台账"
    assert window.top.bureau.text() == "云岭县城市管理局"


def test_a_page_is_chosen_by_its_name_and_a_tab_remembers_it(window: MainWindow) -> None:
    (name,) = window.findChildren(QPushButton, "page-market-daily")
    QTest.mouseClick(name, Qt.MouseButton.LeftButton)
    assert window.current_key == "market-daily"
    press(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert window.current_key == "month"
    # A tab of one page has no row of names.
    assert not window.tabs.row.isVisible()
    press(window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert window.current_key == "market-daily"
    assert window.tabs.row.isVisible()


def test_ctrl_page_keys_go_through_all_pages_and_round(window: MainWindow) -> None:
    seen = [window.current_key]
    for _ in range(4):
        press(window, Qt.Key.Key_PageDown, CONTROL)
        seen.append(window.current_key)
    assert seen == ["market-cases", "market-daily", "month", "settings", "market-cases"]
    press(window, Qt.Key.Key_PageUp, CONTROL)
    assert window.current_key == "settings"


def test_print_and_refresh_belong_to_the_page_in_sight(window: MainWindow) -> None:
    press(window, Qt.Key.Key_PageDown, CONTROL)
    press(window, Qt.Key.Key_P, CONTROL)
    press(window, Qt.Key.Key_F5)
    assert page_of(window).asked == ["打印", "刷新"]
    assert window.work.sentence.text() == "已刷新。"


def test_ctrl_s_finishes_editing_and_says_so(window: MainWindow) -> None:
    press(window, Qt.Key.Key_S, CONTROL)
    assert page_of(window).asked == ["收尾"]
    assert window.work.saved.text() == "已保存 09:00:00 · 全部数据在本机"
    page_of(window).may_leave = False
    window.work.say("")
    press(window, Qt.Key.Key_S, CONTROL)
    assert window.work.sentence.text() == ""


def test_a_record_wanted_by_a_page_is_shown_in_its_own(window: MainWindow) -> None:
    assert window.context is not None
    window.context.news.wanted.emit("market-daily", 2**40 + 5)
    assert window.current_key == "market-daily"
    assert page_of(window).asked == [2**40 + 5]
    window.context.news.wanted.emit("market-daily", {"date": "2026-10-08"})
    assert page_of(window).asked[1:] == [{"date": "2026-10-08"}]
    where = Is("state", 2206)
    window.context.news.wanted_list.emit("market-cases", where)
    assert window.current_key == "market-cases"
    assert page_of(window).asked == [where]


def test_a_record_of_the_register_is_shown_in_its_room(window: MainWindow) -> None:
    window.show_record("roads", 77)
    page = window.current
    assert isinstance(page, RoomyPage)
    assert page.road_page.asked == [77]
    # Nothing else was made on the way.
    assert list(window.pages) == ["market-cases", "settings"]
    window.show_page("market-cases")
    window.top.history.menu().aboutToShow.emit()
    window.top.history.menu().actions()[-1].trigger()
    assert page.asked == ["history"]


def test_enter_presses_the_button_that_has_the_focus(window: MainWindow) -> None:
    (name,) = window.findChildren(QPushButton, "page-market-daily")
    name.setFocus()
    press(window, Qt.Key.Key_Return)
    assert window.current_key == "market-daily"


# -- undo ------------------------------------------------------------------------------------------


def test_undo_is_named_and_goes_many_steps_both_ways(window: MainWindow, desk: Desk) -> None:
    assert not window.top.undo.isEnabled()
    record = rename(desk, "王记水果店")
    assert window.top.undo.text() == "撤销 改当事人为王记水果店"
    assert window.work.saved.text() == "已保存 09:00:00 · 全部数据在本机"
    rename(desk, "老王水果")

    def party() -> object:
        return value_of(desk, "market-cases", record, "party_name")

    press(window, Qt.Key.Key_Z, CONTROL)
    assert (party(), window.work.sentence.text()) == (
        "王记水果店",
        "已撤销“改当事人为老王水果”。",
    )
    press(window, Qt.Key.Key_Z, CONTROL)
    assert party() == "商户1"
    assert window.top.undo.text() == "撤销"
    press(window, Qt.Key.Key_Y, CONTROL)
    press(window, Qt.Key.Key_Y, CONTROL)
    assert party() == "老王水果"
    assert window.work.sentence.text() == "已重做“改当事人为老王水果”。"
    press(window, Qt.Key.Key_Y, CONTROL)
    assert window.work.sentence.text() == "没有可以重做的步骤。"


def test_the_history_menu_names_both_directions(window: MainWindow, desk: Desk) -> None:
    rename(desk, "王记水果店")
    rename(desk, "老王水果")
    window.undo()
    menu = window.top.history.menu()
    menu.aboutToShow.emit()
    texts = [action.text() for action in menu.actions()][:2]
    assert texts == [
        "撤销：改当事人为王记水果店\tCtrl+Z",
        "重做：改当事人为老王水果\tCtrl+Y",
    ]


def test_an_older_step_is_taken_back_alone(
    window: MainWindow, desk: Desk, asker: ScriptedAsker
) -> None:
    record = rename(desk, "王记水果店")
    with desk.store.operation(desk, "改地点") as op:
        op.update("market-cases", record, {"address": "人民路2号"})
    menu = window.top.history.menu()
    menu.aboutToShow.emit()
    steps = [action for action in menu.actions() if "改当事人" in action.text()]
    assert steps[-1].text() == "10-08 09:00  改当事人为王记水果店\t王芳"
    asker.confirmed.append(True)
    steps[-1].trigger()
    assert "要撤销这一步吗" in asker.asked[0]
    assert value_of(desk, "market-cases", record, "party_name") == "商户1"
    assert value_of(desk, "market-cases", record, "address") == "人民路2号"


def test_a_step_that_was_changed_since_asks_for_the_rest(
    window: MainWindow, desk: Desk, asker: ScriptedAsker
) -> None:
    first, second = ids(
        desk.store.reader(), desk.store.ledgers["market-cases"], today=desk.today(), limit=2
    )
    with desk.store.operation(desk, "批量改备注") as op:
        for record in (first, second):
            op.update("market-cases", record, {"note": "专项行动"})
    with desk.store.operation(desk, "改备注") as op:
        op.update("market-cases", first, {"note": "已核"})
    menu = window.top.history.menu()
    menu.aboutToShow.emit()
    step = next(action for action in menu.actions() if "批量改备注" in action.text())
    asker.confirmed += [True, True]
    step.trigger()
    assert "有 1 条之后又被改动" in asker.asked[1]
    notes = [value_of(desk, "market-cases", record, "note") for record in (first, second)]
    assert notes == ["已核", None]
    assert window.work.sentence.text().endswith("1 条之后又被改动或引用，保留未动。")


def test_ctrl_z_in_a_box_takes_back_what_was_typed_there(window: MainWindow, desk: Desk) -> None:
    record = rename(desk, "王记水果店")
    press(window, Qt.Key.Key_K, CONTROL)
    QTest.keyClicks(window.top.search, "abc")
    press(window, Qt.Key.Key_Z, CONTROL)
    assert window.top.search.text() == ""
    assert value_of(desk, "market-cases", record, "party_name") == "王记水果店"


# -- search ----------------------------------------------------------------------------------------


def test_hits_are_grouped_by_ledger_and_tell_records_apart(desk: Desk) -> None:
    (roads, cases) = look_up(desk, "人民路")
    assert (roads.title, roads.count, [hit.title for hit in roads.hits]) == (
        "道路名册",
        1,
        ["人民路"],
    )
    # Cases 1, 4, 7 … 34 lie in 人民路; the newest six are listed.
    assert (cases.title, cases.count) == ("案件台账", 12)
    assert [hit.title for hit in cases.hits][:2] == ["ZZ-2026-0034", "ZZ-2026-0031"]
    assert cases.hits[0].detail.startswith("2026-10-06 · 河口镇 · 人民路34号 · 户外广告")


def test_personal_values_are_masked_in_hits(desk: Desk) -> None:
    found = look_up(desk, "13800000007")
    assert [group.title for group in found] == ["案件台账"]
    (hit,) = found[0].hits
    assert hit.title == "ZZ-2026-0008"
    assert "13800000007" not in hit.detail


def test_ctrl_k_typing_arrows_and_enter_open_a_record(window: MainWindow) -> None:
    window.show_page("month")
    press(window, Qt.Key.Key_K, CONTROL)
    assert window.top.search.hasFocus()
    QTest.keyClicks(window.top.search, "ZZ-2026-000")
    results = window.top.search.results
    assert results.isVisible()
    press(window, Qt.Key.Key_Down)
    chosen = results.list.currentItem()
    assert chosen.text() == "ZZ-2026-0008"
    press(window, Qt.Key.Key_Return)
    assert window.current_key == "market-cases"
    assert page_of(window).asked == [chosen.data(HIT).record]
    assert not results.isVisible()


def test_enter_before_the_hits_are_there_opens_the_first_when_they_are(
    qtbot: QtBot, busy_window: MainWindow
) -> None:
    busy_window.show_page("month")
    gate = threading.Event()
    busy_window.lanes.reading.run(
        lambda _ticket: gate.wait(5), lambda _done: None, lambda _error: None
    )
    box = busy_window.top.search
    QTest.keyClicks(box, "ZZ-2026-0017")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert busy_window.current_key == "month"
    gate.set()
    qtbot.waitUntil(lambda: busy_window.current_key == "market-cases")
    assert len(page_of(busy_window).asked) == 1


def test_nothing_found_says_what_to_do_and_esc_closes_then_clears(window: MainWindow) -> None:
    press(window, Qt.Key.Key_K, CONTROL)
    QTest.keyClicks(window.top.search, "xyzzy")
    results = window.top.search.results
    assert results.isVisible()
    assert results.nothing.text() == "所有台账里都没有“xyzzy”；可以少写几个字再找。"
    press(window, Qt.Key.Key_Escape)
    assert not results.isVisible()
    assert window.top.search.text() == "xyzzy"
    press(window, Qt.Key.Key_Escape)
    assert window.top.search.text() == ""


def test_the_search_waits_for_the_word_to_be_committed(window: MainWindow) -> None:
    press(window, Qt.Key.Key_K, CONTROL)
    box = window.top.search
    QApplication.sendEvent(box, QInputMethodEvent("ren min", []))
    assert not box.results.isVisible()
    press(window, Qt.Key.Key_Return)
    committed = QInputMethodEvent()
    committed.setCommitString("滨河路")
    QApplication.sendEvent(box, committed)
    assert box.results.isVisible()
    headings = [
        box.results.list.item(row).text()
        for row in range(box.results.list.count())
        if box.results.list.item(row).data(HIT) is None
    ]
    assert headings == ["道路名册  1 条", "案件台账  12 条，这里列出最新 6 条"]


# -- backup and leaving ----------------------------------------------------------------------------


def test_the_days_first_backup_is_made_and_seen(window: MainWindow, desk: Desk) -> None:
    assert last_copy(desk.store.folder) is not None
    assert window.top.backup.text().endswith("已备份")


def test_a_backup_by_hand(window: MainWindow, desk: Desk) -> None:
    menu = window.top.backup.menu()
    menu.aboutToShow.emit()
    menu.actions()[0].trigger()
    made = desk.store.folder.backups / "手动-20261008-090000.sqlite"
    assert made.exists()
    assert window.work.sentence.text() == f"已备份并校验：{made.name}"


def test_leaving_after_a_change_backs_up_and_tells_when_it_is_done(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    before = set(desk.store.folder.backups.iterdir())
    rename(desk, "王记水果店")
    assert isinstance(desk.clock, Clock)
    desk.clock.pass_minutes(5)
    with qtbot.waitSignal(window.closed):
        window.close()
    assert not window.isVisible()
    (new,) = set(desk.store.folder.backups.iterdir()) - before
    assert new.name == "自动-20261008-090500.sqlite"


def test_leaving_without_a_change_makes_no_backup(window: MainWindow, desk: Desk) -> None:
    before = sorted(desk.store.folder.backups.iterdir())
    window.close()
    assert not window.isVisible()
    assert sorted(desk.store.folder.backups.iterdir()) == before


def test_an_editor_that_needs_a_decision_keeps_the_window_open(window: MainWindow) -> None:
    page = page_of(window)
    page.may_leave = False
    window.show_page("month")
    window.close()
    assert window.isVisible()
    assert window.current is page
    page.may_leave = True
    window.close()
    assert not window.isVisible()


@pytest.fixture
def busy_window(qtbot: QtBot, desk: Desk, asker: ScriptedAsker) -> Iterator[MainWindow]:
    """The window with threads of its own."""
    made = MainWindow(Lanes(), asker, PLAIN_TABS)
    made.lanes = threaded_lanes(made)
    for lane in made.lanes.threaded:
        made.work.follow(lane)
    made.show()
    made.work_on(desk, Layouts(desk.actor))
    yield made
    asker.chosen.append(STOP)
    made.close()
    qtbot.waitUntil(lambda: not made.isVisible())


def start_long_work(window: MainWindow, go_on: threading.Event, done: list[object]) -> None:
    """An import that waits to be let go on."""
    assert window.context is not None

    def work(ticket: Ticket) -> str:
        go_on.wait(5)
        ticket.step(1, 2)
        return "好"

    window.context.writing.run(work, done.append, done.append, title="导入十月台账")


def test_background_work_is_seen_and_can_be_cancelled(
    qtbot: QtBot, busy_window: MainWindow
) -> None:
    go_on, done = threading.Event(), list[object]()
    start_long_work(busy_window, go_on, done)
    assert busy_window.work.work.text() == "导入十月台账"
    assert busy_window.work.stop.isVisible()
    QTest.mouseClick(busy_window.work.stop, Qt.MouseButton.LeftButton)
    assert busy_window.work.work.text() == "正在取消 导入十月台账"
    go_on.set()
    qtbot.waitUntil(lambda: not busy_window.work.stop.isVisible())
    assert done == []


@pytest.mark.parametrize(("answer", "finished"), [(WAIT, ["好"]), (STOP, [])])
def test_leaving_during_an_import_asks_and_loses_nothing(
    qtbot: QtBot,
    busy_window: MainWindow,
    asker: ScriptedAsker,
    answer: str,
    finished: list[str],
) -> None:
    go_on, done = threading.Event(), list[object]()
    start_long_work(busy_window, go_on, done)
    asker.chosen.append(None)
    busy_window.close()
    assert busy_window.isVisible()
    asker.chosen.append(answer)
    busy_window.close()
    assert "还在进行：导入十月台账" in asker.asked[-1]
    assert busy_window.isVisible()
    go_on.set()
    qtbot.waitUntil(lambda: not busy_window.isVisible())
    assert done == finished


# -- what opening found ----------------------------------------------------------------------------


def test_a_loss_found_at_opening_is_said_across_the_page(
    qtbot: QtBot, desk: Desk, asker: ScriptedAsker
) -> None:
    desk.store.warning = "数据库比日志头少了 3 步。"
    window = MainWindow(Lanes(), asker, PLAIN_TABS)
    qtbot.addWidget(window)
    window.show()
    window.work_on(desk, Layouts(desk.actor))
    assert window.notice.isVisible()
    assert window.notice.sentence.text() == "‼ 数据库比日志头少了 3 步。"
    backup = next(b for b in window.notice.findChildren(QPushButton) if b.text() == "立即备份")
    QTest.mouseClick(backup, Qt.MouseButton.LeftButton)
    assert not window.notice.isVisible()
    assert list(Path(desk.store.folder.backups).glob("手动-*"))
    window.close()


def test_every_control_in_the_frame_has_a_name_for_the_blind(window: MainWindow) -> None:
    for button in window.findChildren(QPushButton):
        assert button.accessibleName() or button.text().strip(" ▾"), button.objectName()
    assert window.top.search.accessibleName() == "在所有台账里查找"


def test_f6_goes_from_tabs_to_the_page_to_the_search(window: MainWindow) -> None:
    line = QLineEdit(page_of(window))
    line.show()
    window.tabs.bar.setFocus()
    press(window, Qt.Key.Key_F6)
    assert line.hasFocus()
    press(window, Qt.Key.Key_F6)
    assert window.top.search.hasFocus()
    press(window, Qt.Key.Key_F6)
    assert window.tabs.bar.hasFocus()


def test_f6_passes_over_a_page_that_takes_no_keys(window: MainWindow) -> None:
    window.tabs.bar.setFocus()
    press(window, Qt.Key.Key_F6)
    assert window.top.search.hasFocus()


def test_ctrl_and_a_digit_is_a_tab_too(window: MainWindow) -> None:
    press(window, Qt.Key.Key_2, CONTROL)
    assert window.tabs.bar.currentIndex() == 1
    press(window, Qt.Key.Key_1, CONTROL)
    assert window.tabs.bar.currentIndex() == 0
