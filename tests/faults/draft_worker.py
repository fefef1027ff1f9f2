"""A process that writes the draft of a form and is killed (SIGKILL) at one step of it after the other.

It forks a child for each step and prints, a line each, what the next program finds of the draft.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from bureau.drafts import Drafts
from bureau.market.ledgers import CASES
from tests.storage.offices import opened


def die_at(step: int) -> None:
    """Has the process end itself at so many calls from here, into Python or C."""
    steps = 0

    def count(*_event: object) -> None:
        nonlocal steps
        steps += 1
        if steps == step:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(count)


def is_killed_at(drafts: Drafts, step: int) -> bool:
    """Writes the draft anew in a child that dies at a step; False when it had no such step."""
    child = os.fork()
    if not child:
        die_at(step)
        drafts.put(CASES, None, {"address": "人民路12号", "note": "刚打的字"})
        sys.setprofile(None)
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def main() -> None:
    """Puts a draft, then the next one with a kill at every so many steps of it."""
    with opened(Path(sys.argv[1])) as desk:
        drafts, step = Drafts(desk), 0
        killed = True
        while killed:
            step += int(sys.argv[2])
            drafts.put(CASES, None, {"address": "人民路12号"})
            killed = is_killed_at(drafts, step)
            found = Drafts(desk).get(CASES, None)
            print(found.typed.get("note", "以前的") if found else "没有了")


if __name__ == "__main__":
    main()
