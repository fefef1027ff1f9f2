"""A start looks at the data: quickly as a rule, wholly after a start that never ended."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from bureau.desk import Desk
from tests.storage.offices import furnish, open_at
from tests.ui.conftest import ScriptedAsker
from ui.context import Context
from ui.keeping import Keeping
from ui.tasks import InlineRunner


def started(desk: Desk) -> tuple[list[str], list[str]]:
    """What a start says in the status line, and what it finds wrong."""
    context = Context(desk, ScriptedAsker())
    parent = QObject()
    keeping = Keeping(context, InlineRunner(), parent)
    said: list[str] = []
    wrong: list[str] = []
    context.news.said.connect(said.append)
    keeping.unsound.connect(wrong.append)
    keeping.start()
    parent.deleteLater()
    return said, wrong


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = furnish(tmp_path / "data")
    desk = open_at(root)
    with desk.store.operation(desk, "登记") as op:
        op.insert("roads", {"name": "人民路"})
    desk.store.close()
    return root


def change_behind_its_back(root: Path) -> None:
    desk = open_at(root)
    with desk.store.upkeep() as conn:
        conn.execute("UPDATE roads SET name = '改过'")
    desk.store.close()


def test_a_start_after_a_proper_end_says_nothing(folder: Path) -> None:
    desk = open_at(folder)
    assert not desk.store.was_killed
    assert started(desk) == ([], [])
    desk.store.close()


def test_after_a_kill_everything_is_looked_at(folder: Path) -> None:
    change_behind_its_back(folder)
    desk = open_at(folder)
    # Only the whole check compares records with history.
    assert started(desk) == ([], [])
    desk.store.close()
    (folder / "lock.holder").write_text("{}", "utf-8")
    desk = open_at(folder)
    assert desk.store.was_killed
    _, wrong = started(desk)
    assert len(wrong) == 1
    assert "道路名册" in wrong[0]
    desk.store.close()
    # What ended properly afterwards is not looked at again.
    desk = open_at(folder)
    assert not desk.store.was_killed
    desk.store.close()


def test_after_a_kill_without_damage_it_is_said_that_all_is_well(folder: Path) -> None:
    (folder / "lock.holder").write_text("{}", "utf-8")
    desk = open_at(folder)
    said, wrong = started(desk)
    assert said[0] == "上次没有正常退出，已全面核对：数据完好。"
    assert wrong == []
    desk.store.close()


def test_a_damaged_page_is_told_at_any_start(folder: Path) -> None:
    with (folder / "bureau.sqlite").open("r+b") as file:
        file.seek(4096 * 30)
        file.write(b"\xff" * 4096)
    desk = open_at(folder)
    _, wrong = started(desk)
    assert "从备份恢复" in wrong[0]
    desk.store.close()
