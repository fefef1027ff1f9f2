"""What stands before the first painted frame: nothing of the data is loaded for it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.starting import AfterPaint

ROOT = Path(__file__).parents[2]
BEHIND_THE_FRAME = (
    *("bureau.ledger", "bureau.office", "bureau.opening", "bureau.storage.store"),
    *("bureau.layouts", "bureau.editing", "bureau.reports.paper", "bureau.settings"),
    *("ui.ledger", "ui.market", "ui.keeping", "ui.undoing", "ui.search_results"),
    *("ui.widgets.welcome", "sqlite3"),
)


def test_the_frame_stands_before_anything_of_the_data_is_loaded() -> None:
    ask = "import sys\nimport ui.starting\nprint(*sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", ask],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = [
        name
        for name in done.stdout.split()
        if any(name == room or name.startswith(f"{room}.") for room in BEHIND_THE_FRAME)
    ]
    assert loaded == []


def test_the_data_are_opened_once_the_window_was_painted(qtbot: QtBot) -> None:
    began: list[bool] = []
    window = QWidget()
    qtbot.addWidget(window)
    AfterPaint(window, lambda: began.append(window.isVisible()))
    assert began == []
    window.show()
    qtbot.waitUntil(lambda: bool(began))
    window.update()
    qtbot.wait(0)
    assert began == [True]


def test_a_window_that_is_never_painted_opens_its_data_all_the_same(qtbot: QtBot) -> None:
    began: list[bool] = []
    window = QWidget()
    qtbot.addWidget(window)
    AfterPaint(window, lambda: began.append(window.isVisible()))
    qtbot.waitUntil(lambda: bool(began))
    assert began == [False]
