"""What stands before the first painted frame: nothing of the data is loaded for it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.handlings import DEPARTMENTS
from ui.starting import AfterPaint

ROOT = Path(__file__).parents[2]
BEHIND_THE_FRAME = (
    *("bureau.ledger", "bureau.office", "bureau.opening", "bureau.storage.store"),
    *("bureau.layouts", "bureau.editing", "bureau.reports.paper", "bureau.settings"),
    *("ui.ledger", "ui.keeping", "ui.undoing", "ui.search_results"),
    *("ui.widgets.welcome", "sqlite3"),
    *(f"{layer}.{room}" for layer in ("bureau", "ui") for room in DEPARTMENTS),
)
OF_THE_FRAME = {f"ui.{room}{tab}" for room in DEPARTMENTS for tab in ("", ".tab")}
"""What says which pages there are."""


def run_fresh(ask: str) -> list[str]:
    """The words that a new process prints."""
    done = subprocess.run(
        [sys.executable, "-c", ask],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


def test_the_frame_stands_before_anything_of_the_data_is_loaded() -> None:
    ask = "import sys\nimport ui.starting\nprint(*sorted(sys.modules))"
    loaded = [
        name
        for name in run_fresh(ask)
        if name not in OF_THE_FRAME
        and any(name == room or name.startswith(f"{room}.") for room in BEHIND_THE_FRAME)
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


def test_no_first_look_at_a_page_loads_modules_any_more() -> None:
    ask = (
        "from importlib import import_module\n"
        "import sys\n"
        "from ui.handlings import DEPARTMENTS, handlings\n"
        "from ui.pages import OwnPage\n"
        "from ui.starting import load_pages\n"
        "from ui.tabs import TABS\n"
        "load_pages()\n"
        "pages = [page.make for tab in TABS for page in tab.pages]\n"
        "wanted = {make.module for make in pages if isinstance(make, OwnPage)}\n"
        "wanted |= {module for each in DEPARTMENTS for module, _ in handlings(each).values()}\n"
        "print(len(wanted), *sorted(wanted - set(sys.modules)))"
    )
    count, *missing = run_fresh(ask)
    assert missing == []
    assert int(count) > 30


def test_every_class_is_made_before_another_thread_loads_a_module_of_the_window() -> None:
    ask = (
        "from PySide6 import QtCore, QtGui, QtWidgets\n"
        "from ui.qt_classes import QtClasses\n"
        "application = QtWidgets.QApplication([])\n"
        "known = ['QDial' in vars(QtWidgets)]\n"
        "def then():\n"
        "    known.append(all(set(dir(each)) <= set(vars(each)) for each in (QtCore, QtGui, QtWidgets)))\n"
        "    application.quit()\n"
        "classes = QtClasses(then, application)\n"
        "known.append(len(known) == 1)\n"
        "application.exec()\n"
        "print(*known)"
    )
    assert run_fresh(ask) == ["False", "True", "True"]
