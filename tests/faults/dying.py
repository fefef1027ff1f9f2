"""A child process that ends itself, suddenly, at a step that was named before: how and when."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

KILL: Final = 9
"""SIGKILL; Windows has no signals, but ends a process as suddenly when it is given this number."""


@dataclass
class Fuse:
    """Counts steps and ends the process at the one named; at 0 it only counts.

    As `sys.setprofile(fuse.burn)` a step is every call into Python or C, and every return.
    """

    kill_at: int
    steps: int = 0

    def burn(self, *_event: object) -> None:
        """One more step."""
        self.steps += 1
        if self.steps == self.kill_at:
            os.kill(os.getpid(), KILL)

    def burn_in_sqlite(self) -> int:
        """One more step, counted by SQLite itself; 0 says go on."""
        self.burn()
        return 0


def die_working(work: Callable[..., None], *given: object) -> tuple[list[str], bool]:
    """Works in a child, which is handed a way to tell what it promises; whether it was killed too.

    The child is begun as the system does it best: forked on Linux, which costs nothing.
    """
    near, far = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.Process(target=work, args=(far.send, *given))
    child.start()
    far.close()
    said: list[str] = []
    try:
        while True:
            said.append(near.recv())
    except EOFError:
        near.close()
    child.join()
    # Windows names the number itself, other systems the number of the signal below zero.
    killed = child.exitcode in (KILL, -KILL)
    assert killed or child.exitcode == 0, "the child failed; see its traceback above"
    return said, killed
