"""Makes Qt's classes known to Python on the window's thread, before another thread asks for one.

The bindings make the Python side of a class when its name is first asked for. Two threads that do so
at the same time end the program: `from PySide6.QtWidgets import …` in a module that is loaded ahead,
while the window opens a page. A class that is made once is only looked up from then on.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Final

from PySide6.QtCore import QObject, QTimer

MODULES: Final = (
    "PySide6.QtCore",
    "PySide6.QtGui",
    "PySide6.QtWidgets",
    "PySide6.QtPrintSupport",
)
SLICE: Final = 0.008
"""Seconds of the window's thread at a time, between which keys and painting have their turn."""


def made() -> Iterator[None]:
    """Makes one class after the other, a step for each."""
    for name in MODULES:
        module = import_module(name)
        for each in dir(module):
            getattr(module, each)
            yield


class QtClasses(QObject):
    """Makes them a slice at a time, then goes on to what needs them made."""

    def __init__(self, then: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._then = then
        self._made = made()
        self._make()

    def _make(self) -> None:
        until = time.perf_counter() + SLICE
        for _one in self._made:
            if time.perf_counter() > until:
                QTimer.singleShot(0, self, self._make)
                return
        self._then()
