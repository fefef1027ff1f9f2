"""Lanes of work: order, progress on the window's thread, cancelling, bugs, closing."""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

import ui
from bureau.errors import BureauError, UserError
from ui.tasks import BUG_SENTENCE, InlineRunner, LaneRunner, RefusingRunner, Ticket


class Notes:
    """What came back, and on which thread."""

    def __init__(self) -> None:
        self.results: list[object] = []
        self.errors: list[BaseException] = []
        self.threads: set[threading.Thread] = set()

    def done(self, result: object) -> None:
        self.results.append(result)
        self.threads.add(threading.current_thread())

    def failed(self, error: BaseException) -> None:
        self.errors.append(error)
        self.threads.add(threading.current_thread())

    @property
    def count(self) -> int:
        return len(self.results) + len(self.errors)


@pytest.fixture
def lane() -> Iterator[LaneRunner]:
    runner = LaneRunner("试")
    yield runner
    runner.close()


@pytest.fixture
def notes() -> Notes:
    return Notes()


def test_work_runs_elsewhere_in_order_and_comes_back_to_the_window(
    qtbot: QtBot, lane: LaneRunner, notes: Notes
) -> None:
    worked: list[threading.Thread] = []

    def work(number: int, _ticket: Ticket) -> int:
        worked.append(threading.current_thread())
        return number * number

    for number in range(5):
        lane.run(partial(work, number), notes.done, notes.failed)
    qtbot.waitUntil(lambda: notes.count == 5)
    assert notes.results == [0, 1, 4, 9, 16]
    assert set(worked) == {worked[0]} != notes.threads
    assert notes.threads == {threading.main_thread()}
    assert lane.idle


def test_nothing_waits_for_long_work(qtbot: QtBot, lane: LaneRunner, notes: Notes) -> None:
    go_on = threading.Event()

    def all_rows(_ticket: Ticket) -> str:
        go_on.wait(5)
        return "long"

    lane.run(all_rows, notes.done, notes.failed, long=True)
    lane.run(lambda _ticket: "short", notes.done, notes.failed)
    qtbot.waitUntil(lambda: notes.count == 1)
    assert notes.results == ["short"]
    assert not lane.idle
    go_on.set()
    qtbot.waitUntil(lambda: notes.count == 2)
    assert notes.results == ["short", "long"]
    assert lane.idle


def test_what_a_clerk_can_mend_goes_to_failed(qtbot: QtBot, lane: LaneRunner, notes: Notes) -> None:
    def refuse(_ticket: Ticket) -> None:
        raise UserError("请填写日期。")

    lane.run(refuse, notes.done, notes.failed)
    qtbot.waitUntil(lambda: notes.count == 1)
    (error,) = notes.errors
    assert isinstance(error, UserError)
    assert error.sentence == "请填写日期。"


def test_a_bug_is_reported_and_the_page_hears_a_sentence(
    qtbot: QtBot, lane: LaneRunner, notes: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    reported: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, _error, _trace: reported.append(kind))
    lane.run(lambda _ticket: [][0], notes.done, notes.failed)
    qtbot.waitUntil(lambda: notes.count == 1)
    assert reported == [IndexError]
    (error,) = notes.errors
    assert isinstance(error, BureauError)
    assert error.sentence == BUG_SENTENCE


def test_progress_is_told_on_the_windows_thread(
    qtbot: QtBot, lane: LaneRunner, notes: Notes
) -> None:
    go_on = threading.Event()
    places: list[tuple[int, int, bool]] = []

    def work(ticket: Ticket) -> None:
        for step in range(1, 1001):
            ticket.step(step, 1000)
            if step == 1:
                go_on.wait(5)

    ticket = lane.run(work, notes.done, notes.failed, title="导入")
    ticket.report = lambda done, of: places.append(
        (done, of, threading.current_thread() is threading.main_thread())
    )
    qtbot.waitUntil(lambda: bool(places))
    assert places == [(1, 1000, True)]
    go_on.set()
    qtbot.waitUntil(lambda: notes.count == 1)
    # A thousand steps in one breath are few messages, and the last one says the end.
    assert 2 <= len(places) < 1000
    assert places[-1][:2] == (1000, 1000)
    assert all(on_window for _, _, on_window in places)


def test_cancelled_work_ends_at_its_next_step_and_says_nothing(
    qtbot: QtBot, lane: LaneRunner, notes: Notes
) -> None:
    begun, cancelled = threading.Event(), threading.Event()
    steps: list[int] = []

    def work(ticket: Ticket) -> None:
        begun.set()
        cancelled.wait(5)
        ticket.step(1, 2)
        steps.append(1)

    ended: list[Ticket] = []
    lane.ended.connect(ended.append)
    ticket = lane.run(work, notes.done, notes.failed, title="导出")
    assert lane.busy == [ticket]
    assert begun.wait(5)
    ticket.cancel()
    assert lane.busy == []
    cancelled.set()
    qtbot.waitUntil(lambda: lane.idle)
    assert (notes.count, steps, ended) == (0, [], [ticket])


def test_work_cancelled_before_its_turn_never_begins(
    qtbot: QtBot, lane: LaneRunner, notes: Notes
) -> None:
    gate = threading.Event()
    ran: list[str] = []
    lane.run(lambda _ticket: gate.wait(5), notes.done, notes.failed)
    lane.run(lambda _ticket: ran.append("旧"), notes.done, notes.failed).cancel()
    lane.run(lambda _ticket: ran.append("新"), notes.done, notes.failed)
    gate.set()
    qtbot.waitUntil(lambda: lane.idle)
    assert ran == ["新"]


def test_a_closed_lane_takes_no_more_work_and_its_thread_is_gone(notes: Notes) -> None:
    lane = LaneRunner("关")
    lane.close()
    ticket = lane.run(lambda _ticket: 1, notes.done, notes.failed, title="晚到")
    assert ticket.cancelled
    assert lane.idle
    assert "关" not in {thread.name for thread in threading.enumerate()}


def test_inline_work_is_done_when_run_returns(notes: Notes) -> None:
    def refuse(_ticket: Ticket) -> None:
        raise UserError("不行。")

    def stop(ticket: Ticket) -> None:
        ticket.cancel()
        ticket.step(1)

    runner = InlineRunner()
    runner.run(lambda _ticket: 7, notes.done, notes.failed)
    runner.run(refuse, notes.done, notes.failed)
    runner.run(stop, notes.done, notes.failed)
    assert notes.results == [7]
    assert len(notes.errors) == 1
    with pytest.raises(ZeroDivisionError):
        runner.run(lambda _ticket: 1 // 0, notes.done, notes.failed)


def test_nothing_is_written_where_the_folder_is_read_only(notes: Notes) -> None:
    ran: list[int] = []
    RefusingRunner().run(lambda _ticket: ran.append(1), notes.done, notes.failed)
    assert ran == []
    (error,) = notes.errors
    assert isinstance(error, UserError)
    assert "只读" in error.sentence


# PySide6 6.12 on Python 3.11 lost a reference on every wrapped call that returns None and on every
# emit, until the process died. Pinned against; this is how it would be seen.


class Bell(QObject):
    """Something that emits."""

    rung = Signal(object)


def test_calls_and_signals_lose_no_references(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    bell = Bell()
    heard: list[object] = []
    bell.rung.connect(heard.append)
    before = sys.getrefcount(None)
    for _ in range(2000):
        label.setText("城")
        bell.rung.emit(2**40 + 5)
    assert abs(sys.getrefcount(None) - before) < 500
    assert heard == [2**40 + 5] * 2000


# PySide6 6.9 counts the QThread that currentThread() and QObject.thread() give as Python's own, once
# the asking object is garbage: the collector then deletes the main thread's, and any later call dies.


def test_qt_is_never_asked_for_its_threads() -> None:
    asking = re.compile(r"QThread\.currentThread|\.thread\(\)")
    folders = [Path(ui.__file__).parent, Path(__file__).parent]
    found = [
        str(path)
        for folder in folders
        for path in folder.rglob("*.py")
        if path != Path(__file__) and asking.search(path.read_text("utf-8"))
    ]
    assert found == []
