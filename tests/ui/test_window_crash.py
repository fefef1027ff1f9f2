"""When the program itself fails: one dialog, a report without field values, and it goes on."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.crash import CrashDialog, CrashGuard
from ui.logs import start_log, stop_log

pytestmark = pytest.mark.logs_errors
NOON = datetime(2026, 11, 2, 12, 0)


@pytest.fixture
def guard(qtbot: QtBot, tmp_path: Path) -> Iterator[CrashGuard]:
    """The guard over a window, its reports in a folder."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    made = CrashGuard(lambda: NOON)
    made.window = window
    made.keep_in(tmp_path / "logs")
    made.install()
    yield made
    made.uninstall()


def dialog_of(qtbot: QtBot, guard: CrashGuard) -> CrashDialog:
    assert guard.window is not None
    window = guard.window
    qtbot.waitUntil(lambda: bool(window.findChildren(CrashDialog)))
    (dialog,) = window.findChildren(CrashDialog)
    return dialog


def fail_over(phone: str) -> None:
    raise ValueError(f"bad phone {phone}")


def report_error() -> None:
    """As Qt does with an error in a slot."""
    try:
        fail_over("".join(("1380000", "1234")))
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)


def test_the_dialog_says_what_is_safe_and_where_the_report_is(
    qtbot: QtBot, guard: CrashGuard, tmp_path: Path
) -> None:
    report_error()
    dialog = dialog_of(qtbot, guard)
    texts = "\n".join(label.text() for label in dialog.findChildren(QLabel))
    assert "数据没有丢" in texts
    assert "没有做完的一步没有写入" in texts
    (report,) = (tmp_path / "logs").glob("crash-20261102-120000-window-1.txt")
    assert str(report) in texts
    written = report.read_text("utf-8")
    assert "ValueError" in written
    assert "fail_over" in written
    assert "13800001234" not in written
    dialog.accept()


def test_going_on_closes_the_dialog_and_the_next_error_is_told_again(
    qtbot: QtBot, guard: CrashGuard
) -> None:
    report_error()
    dialog = dialog_of(qtbot, guard)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    qtbot.waitUntil(lambda: not guard._told)
    try:
        raise KeyError("另一个")
    except KeyError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: guard._told)


def test_the_same_error_again_and_again_is_told_once(
    qtbot: QtBot, guard: CrashGuard, tmp_path: Path
) -> None:
    for _ in range(50):
        report_error()
    dialog_of(qtbot, guard).accept()
    assert len(list((tmp_path / "logs").glob("crash-*.txt"))) == 1


def test_an_error_in_another_thread_is_told_on_the_windows(qtbot: QtBot, guard: CrashGuard) -> None:
    told: list[int] = []
    guard.crashed.connect(
        lambda _report: told.append(threading.get_ident()), Qt.ConnectionType.QueuedConnection
    )
    thread = threading.Thread(target=fail_over, args=("139",), name="别处")
    thread.start()
    thread.join()
    dialog_of(qtbot, guard).accept()
    assert told == [threading.get_ident()]


def test_restart_is_asked_for_by_its_button(qtbot: QtBot, guard: CrashGuard) -> None:
    wanted: list[str] = []
    guard.restart = lambda: wanted.append("重启")
    report_error()
    (button,) = dialog_of(qtbot, guard).findChildren(QPushButton, "restart")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert wanted == ["重启"]


def test_ctrl_c_is_no_crash(
    guard: CrashGuard, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ended: list[object] = []
    monkeypatch.setattr(sys, "__excepthook__", lambda *caught: ended.append(caught[0]))
    guard.caught(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert ended == [KeyboardInterrupt]
    assert not list((tmp_path / "logs").glob("crash-*"))


def test_a_report_that_can_not_be_written_is_still_told(qtbot: QtBot, guard: CrashGuard) -> None:
    guard.folder = Path("/dev/null/logs")
    report_error()
    dialog = dialog_of(qtbot, guard)
    texts = "\n".join(label.text() for label in dialog.findChildren(QLabel))
    assert "写不进" in texts
    dialog.accept()


def test_the_hooks_are_given_back(guard: CrashGuard) -> None:
    guard.uninstall()
    assert sys.excepthook is sys.__excepthook__
    assert threading.excepthook is threading.__excepthook__


def test_the_log_takes_lines_and_lets_go_of_its_file(tmp_path: Path) -> None:
    handler = start_log(tmp_path / "logs")
    logging.getLogger("bureau").warning("磁盘快满了")
    stop_log(handler)
    assert "磁盘快满了" in (tmp_path / "logs" / "window.log").read_text("utf-8")
    assert handler not in logging.getLogger().handlers
