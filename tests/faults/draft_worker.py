"""A process that writes the draft of a form and is killed (SIGKILL) at one step of it after the other.

It begins a child for each step and prints, a line each, what the next program finds of the draft.
"""

from __future__ import annotations

import random  # noqa: TID251 - the desk is handed seeded chance
import sys
from collections.abc import Callable
from pathlib import Path

from bureau.desk import Desk
from bureau.drafts import Drafts
from bureau.market.ledgers import CASES
from bureau.office import LEDGERS
from bureau.storage.paths import DataFolder
from bureau.storage.store import Store
from tests.faults.dying import Fuse, die_working
from tests.storage.offices import Clock


def drafts_in(root: Path) -> Drafts:
    """A new program's drafts; for them the database needn't be open."""
    store = Store(DataFolder(root), LEDGERS, writable=False)
    return Drafts(Desk(store, "王芳", Clock(), random.Random(1)))


def work(_tell: Callable[[str], None], root: Path, step: int) -> None:
    """What the child does: writes the draft anew and dies at a step, if there is such a one."""
    drafts = drafts_in(root)
    sys.setprofile(Fuse(step).burn)
    drafts.put(CASES, None, {"address": "人民路12号", "note": "刚打的字"})
    sys.setprofile(None)


def main() -> None:
    """Puts a draft, then the next one with a kill at every so many steps of it."""
    root, step, killed = Path(sys.argv[1]), 0, True
    while killed:
        step += int(sys.argv[2])
        drafts_in(root).put(CASES, None, {"address": "人民路12号"})
        _, killed = die_working(work, root, step)
        found = drafts_in(root).get(CASES, None)
        print(found.typed.get("note", "以前的") if found else "没有了")


if __name__ == "__main__":
    main()
