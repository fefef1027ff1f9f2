"""Accounts at the window: switched on by hand, nothing in sight before somebody signed in, the lock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from bureau.access import passwords
from bureau.accounts.managing import add, switch_on
from bureau.desk import Desk
from bureau.pc_settings import ACTOR, PcSettings
from tests.storage.offices import hurry, open_at
from tests.ui.conftest import ScriptedAsker
from tests.ui.small_bureau import small_bureau
from ui.accounts.at_window import AtWindow
from ui.accounts.idle import Cover, IdleLock, LockDialog
from ui.accounts.page import AccountsPage
from ui.accounts.sign_in_page import SignInPage
from ui.lanes import Lanes
from ui.settings.page import SettingsPage
from ui.starting import Starting
from ui.window import MainWindow

SECRET = "qingshan lvshui 26"
OTHER = "saojie san bian 10"
Start = Callable[[], Starting]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    hurry(monkeypatch)
    monkeypatch.setattr(passwords, "MEMORY", 8)
    monkeypatch.setattr(passwords, "PASSES", 1)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small bureau, without accounts."""
    root = tmp_path / "data"
    root.mkdir()
    (root / "bureau.sqlite").write_bytes(small_bureau())
    return root


@pytest.fixture
def code(root: Path) -> str:
    """The recovery code of the small bureau, which keeps accounts from now on."""
    desk = open_at(root, "王芳")
    try:
        code = switch_on(desk, "王芳", SECRET)
        add(desk, "李明", "section", ("market",), OTHER)
        add(desk, "赵六", "viewer", (), OTHER)
    finally:
        desk.store.close()
    return code


@pytest.fixture
def start(root: Path, asker: ScriptedAsker, tmp_path: Path) -> Iterator[Start]:
    """Opens the program on the folder, as it is."""
    begun: list[Starting] = []

    def started() -> Starting:
        window = MainWindow(Lanes(), asker)
        window.show()
        starting = Starting(window, asker, PcSettings(tmp_path / "设置"), root=root)
        starting.begin()
        begun.append(starting)
        return starting

    yield started
    for starting in begun:
        for lock in starting.window_.findChildren(IdleLock):
            lock.unlock()
        starting.window_.close()
        starting.close()


def desk_of(starting: Starting) -> Desk:
    assert starting.opened is not None
    return starting.opened.desk


def line(place: QWidget, name: str) -> QLineEdit:
    found = place.findChild(QLineEdit, name)
    assert found is not None, name
    return found


def click(place: QWidget, name: str) -> None:
    found = place.findChild(QPushButton, name)
    assert found is not None, name
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def asking(starting: Starting) -> SignInPage:
    page = starting.window_.stack.currentWidget()
    assert isinstance(page, SignInPage)
    return page


def sign_in(starting: Starting, name: str, password: str) -> None:
    page = asking(starting)
    page.name.setCurrentText(name)
    page.password.clear()
    QTest.keyClicks(page.password, password)
    QTest.keyClick(page.password, Qt.Key.Key_Return)


def tab_names(window: MainWindow) -> list[str]:
    bar = window.findChild(QTabBar, "tabs")
    assert bar is not None
    return [bar.tabText(at) for at in range(bar.count())]


def rooms(window: MainWindow) -> set[str]:
    window.show_room("about")
    page = window.current
    assert isinstance(page, SettingsPage)
    return set(page.rooms)


# -- signing in ------------------------------------------------------------------------------------


@pytest.mark.usefixtures("code")
def test_nothing_is_in_sight_before_somebody_signs_in(start: Start) -> None:
    starting = start()
    window = starting.window_
    assert not window.tabs.isVisible()
    assert not window.top.search.isVisible()
    assert window.context is None
    sign_in(starting, "王芳", "something else")
    fault = asking(starting).findChild(QLabel, "sign-in-fault")
    assert fault is not None
    assert "姓名或密码不对" in fault.text()
    sign_in(starting, "王芳", SECRET)
    assert window.tabs.isVisible()
    assert window.top.person.text() == "王芳 · 管理员"
    assert desk_of(starting).actor == "王芳"


@pytest.mark.usefixtures("code")
def test_the_last_person_is_chosen_at_the_next_start(start: Start, tmp_path: Path) -> None:
    starting = start()
    sign_in(starting, "李明", OTHER)
    assert PcSettings(tmp_path / "设置").get(ACTOR) == "李明"
    starting.window_.close()
    starting.close()
    assert asking(start()).name.currentText() == "李明"


@pytest.mark.usefixtures("code")
def test_a_section_sees_its_own_tabs_and_rooms(start: Start) -> None:
    starting = start()
    sign_in(starting, "李明", OTHER)
    window = starting.window_
    assert tab_names(window) == ["工作台", "市容秩序", "系统"]
    seen = rooms(window)
    assert {"bin", "waiting", "packages", "roads", "keeping"} <= seen
    assert not {"accounts", "history", "bureau", "catalogues", "checking"} & seen
    assert window.show_page("sections") is None
    window.show_room("accounts")
    assert "看不到这一页" in window.work.sentence.text()
    assert window.context is not None
    assert window.context.writable


@pytest.mark.usefixtures("code")
def test_who_only_looks_writes_nothing(start: Start) -> None:
    starting = start()
    sign_in(starting, "赵六", OTHER)
    window = starting.window_
    assert len(tab_names(window)) == 8
    assert window.context is not None
    assert not window.context.writable
    assert window.context.holds_folder
    assert not {"bin", "packages", "accounts", "waiting"} & rooms(window)


def test_the_recovery_code_lets_the_administrator_in(start: Start, code: str, qtbot: QtBot) -> None:
    starting = start()
    page = asking(starting)
    click(page, "forgot-password")
    page.manager.setCurrentText("王芳")
    page.code.setText(code)
    QTest.keyClicks(page.first, "another word 7")
    QTest.keyClicks(page.second, "another word 8")
    click(page, "recover")
    fault = page.findChild(QLabel, "recover-fault")
    assert fault is not None
    assert "不一样" in fault.text()
    page.second.setText("another word 7")
    click(page, "recover")
    dialog = starting.window_.findChild(QDialog, "code-dialog")
    assert dialog is not None
    shown = dialog.findChild(QLabel, "shown-code")
    assert shown is not None
    assert shown.text() != code
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    kept = dialog.findChild(QCheckBox, "code-kept")
    assert kept is not None
    kept.click()
    click(dialog, "close-code")
    assert starting.window_.tabs.isVisible()
    qtbot.waitUntil(lambda: starting.window_.context is not None)


# -- managing --------------------------------------------------------------------------------------


def accounts_page(window: MainWindow) -> AccountsPage:
    window.show_room("accounts")
    page = window.current
    assert isinstance(page, SettingsPage)
    room = page.current
    assert isinstance(room, AccountsPage)
    return room


def test_switched_on_by_hand(start: Start, root: Path) -> None:
    starting = start()
    page = accounts_page(starting.window_)
    assert page.faces.currentIndex() == 0
    line(page, "first-name").setText("王芳")
    QTest.keyClicks(line(page, "first-password"), "12345678")
    QTest.keyClicks(line(page, "first-again"), "12345678")
    click(page, "switch-on")
    assert "太容易" in page.notice.sentence.text()
    for name in ("first-password", "first-again"):
        line(page, name).setText(SECRET)
    click(page, "switch-on")
    dialog = starting.window_.findChild(QDialog, "code-dialog")
    assert dialog is not None
    kept = dialog.findChild(QCheckBox, "code-kept")
    assert kept is not None
    kept.click()
    click(dialog, "close-code")
    assert starting.next_errand is not None
    assert starting.next_errand.root == root
    starting.close()
    again = start()
    sign_in(again, "王芳", SECRET)
    assert again.window_.tabs.isVisible()


@pytest.mark.usefixtures("code")
def test_a_new_account_by_hand(start: Start) -> None:
    starting = start()
    sign_in(starting, "王芳", SECRET)
    page = accounts_page(starting.window_)
    assert page.list.rowCount() == 3
    click(page, "add-account")
    dialog = starting.window_.findChild(QDialog, "account-dialog")
    assert dialog is not None
    line(dialog, "account-name").setText("周七")
    for name in ("account-password", "account-password-again"):
        line(dialog, name).setText(OTHER)
    click(dialog, "save-account")
    fault = dialog.findChild(QLabel, "account-fault")
    assert fault is not None
    assert "至少一项业务" in fault.text()
    box = dialog.findChild(QCheckBox, "department-sanitation")
    assert box is not None
    box.click()
    click(dialog, "save-account")
    assert page.list.rowCount() == 4
    assert "已新增" in page.notice.sentence.text()


@pytest.mark.usefixtures("code")
def test_the_last_administrator_cannot_be_put_out(start: Start) -> None:
    starting = start()
    sign_in(starting, "王芳", SECRET)
    page = accounts_page(starting.window_)
    page.list.selectRow([one.name for one in page.accounts.values()].index("王芳"))
    click(page, "change-account")
    dialog = starting.window_.findChild(QDialog, "account-dialog")
    assert dialog is not None
    active = dialog.findChild(QCheckBox, "account-active")
    assert active is not None
    active.click()
    click(dialog, "save-account")
    fault = dialog.findChild(QLabel, "account-fault")
    assert fault is not None
    assert "至少要留一个" in fault.text()
    click(dialog, "cancel-account")


@pytest.mark.usefixtures("code")
def test_switched_off_after_a_question(start: Start, asker: ScriptedAsker) -> None:
    starting = start()
    sign_in(starting, "王芳", SECRET)
    asker.confirmed = [True]
    click(accounts_page(starting.window_), "switch-off")
    assert "3 个账户会删掉" in asker.asked[-1]
    assert starting.next_errand is not None
    starting.close()
    assert start().window_.tabs.isVisible()


# -- the lock --------------------------------------------------------------------------------------


def lock_of(starting: Starting) -> IdleLock:
    found = starting.window_.findChild(IdleLock)
    assert found is not None
    return found


@pytest.mark.usefixtures("code")
def test_the_lock_covers_the_window_until_the_password(start: Start, qtbot: QtBot) -> None:
    starting = start()
    sign_in(starting, "李明", OTHER)
    window = starting.window_
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    lock = lock_of(starting)
    assert lock.dialog is not None
    cover = window.findChild(Cover)
    assert cover is not None
    assert cover.geometry() == window.rect()
    QTest.keyClick(lock.dialog, Qt.Key.Key_Escape)
    lock.dialog.close()
    dialog = lock.dialog
    assert dialog.isVisible()
    QTest.keyClicks(dialog.password, SECRET)
    click(dialog, "unlock")
    fault = dialog.findChild(QLabel, "lock-fault")
    assert fault is not None
    assert "密码不对" in fault.text()
    dialog.password.setText(OTHER)
    QTest.keyClick(dialog.password, Qt.Key.Key_Return)
    assert lock_of(starting).dialog is None
    assert not cover.isVisible()


@pytest.mark.usefixtures("code")
def test_a_dialog_that_opens_behind_the_lock_is_covered(start: Start) -> None:
    starting = start()
    sign_in(starting, "王芳", SECRET)
    lock = lock_of(starting)
    lock.lock()
    late = QDialog(starting.window_)
    late.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    late.show()
    assert late.findChild(Cover) is not None
    late.close()


@pytest.mark.usefixtures("code")
def test_idleness_locks_and_signs_of_life_put_it_off(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    starting = start()
    sign_in(starting, "王芳", SECRET)
    lock = lock_of(starting)
    assert lock.minutes == 15
    lock.look()
    assert lock.dialog is None
    monkeypatch.setattr("ui.accounts.idle.MINUTE", 0)
    lock.look()
    assert isinstance(lock.dialog, LockDialog)


@pytest.mark.usefixtures("code")
def test_somebody_else_signs_in(start: Start) -> None:
    starting = start()
    sign_in(starting, "王芳", SECRET)
    lock = lock_of(starting)
    lock.lock()
    assert lock.dialog is not None
    click(lock.dialog, "other-person")
    assert starting.next_errand is not None
    assert not starting.window_.isVisible()
    starting.close()
    assert isinstance(start().window_.stack.currentWidget(), SignInPage)


@pytest.mark.usefixtures("code")
def test_own_password_from_the_menu(start: Start) -> None:
    starting = start()
    sign_in(starting, "李明", OTHER)
    at_window = starting.window_.findChild(AtWindow)
    assert at_window is not None
    at_window.change_password()
    dialog = starting.window_.findChild(QDialog, "password-dialog")
    assert dialog is not None
    line(dialog, "present-password").setText("not the present")
    for name in ("new-password", "new-password-again"):
        line(dialog, name).setText("a fresh word 9")
    click(dialog, "save-password")
    fault = dialog.findChild(QLabel, "password-fault")
    assert fault is not None
    assert "密码不对" in fault.text()
    line(dialog, "present-password").setText(OTHER)
    click(dialog, "save-password")
    assert "密码已修改" in starting.window_.work.sentence.text()
    QApplication.processEvents()
