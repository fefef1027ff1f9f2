"""Gaps of the event loop, in which the window can't answer: a meter of them, and what makes fewer."""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QObject, Qt, QTimer

BEAT = 10
"""Milliseconds between two looks."""
COLLECTED = (10_000, 10, 100)
"""New objects before the young, younger rounds before the older, and these before all are looked
through: at the usual (700, 10, 10) a large undo or paper stops every thread for 0.2 s, again and
again."""


def collect_rarely() -> None:
    """Lets the collector of unused objects look through all of them only now and then."""
    gc.set_threshold(*COLLECTED)


def leave_present_objects() -> None:
    """What is there now stays for as long as the program runs: no later round looks through it."""
    gc.freeze()


class GapMeter(QObject):
    """Beats in the window's thread; a beat that comes late says how long something held it up."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.longest = 0.0
        self._last = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begins to measure."""
        self.longest = 0.0
        self._last = time.perf_counter()
        self._timer.start()

    def stop(self) -> float:
        """Ends; gives the longest gap in milliseconds."""
        self._beat()
        self._timer.stop()
        return self.longest

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, (now - self._last) * 1000 - BEAT)
        self._last = now
