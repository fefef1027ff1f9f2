"""A process that takes acts with many records and is killed (SIGKILL) in the middle of each.

For every kill it prints a line: the act, and how many of the records it is about have it done.
"""

from __future__ import annotations

import random  # noqa: TID251 - seeded by the order
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from bureau.desk import Desk
from bureau.facilities.definitions import LAMP
from bureau.facilities.ledgers import FACILITIES
from bureau.facilities.repairs.repairing import dispatch
from bureau.facilities.upkeep.planning import MONTHLY
from bureau.facilities.upkeep.upkeeping import note_work
from bureau.party.dues import collect
from bureau.storage.check import check
from tests.facilities.lamp_books import Lights
from tests.faults.dying import Fuse, die_working
from tests.party.party_books import Party
from tests.storage.offices import Clock, furnish, opened

RECORDS = 12
STEPS_IN_SQLITE = 50
Act = Callable[[Desk], object]


def ids(desk: Desk, table: str) -> list[int]:
    """All records of a table."""
    return [row["id"] for row in desk.store.reader().execute(f"SELECT id FROM {table}")]


ACTS: dict[str, tuple[Act, str]] = {
    "派工": (
        lambda desk: dispatch(desk, ids(desk, "repairs"), {"team": "一班"}),
        "repairs WHERE team = '一班' AND due_on IS NOT NULL AND dispatched_at IS NOT NULL",
    ),
    "养护": (
        lambda desk: note_work(
            desk, ids(desk, "maintenance_plans")[0], FACILITIES, ids(desk, "facilities"), {}
        ),
        "maintenance_works WHERE asset IS NOT NULL",
    ),
    "党费": (
        lambda desk: collect(
            desk, ids(desk, "party_members"), [desk.today().replace(day=1)], {}, None
        ),
        "party_dues WHERE paid = 1000",
    ),
}
"""By name: the act, and the records that have it done."""


def fill(root: Path) -> None:
    """An office with lamps, each with a fault, a plan and members who owe dues."""
    with opened(furnish(root)) as desk:
        lights, party = Lights(desk, Clock()), Party(desk)
        for n in range(RECORDS):
            lights.lamp(f"A-{n}")
            lights.repair(desk.today().isoformat(), f"A-{n}")
        party.insert(
            "maintenance-plans",
            {"name": "月检", "kind": LAMP, "period": MONTHLY, "begins_on": "2026-01-01"},
        )
        branch = party.branch("机关支部")
        for n in range(RECORDS):
            party.insert(
                "party-members",
                {
                    "name": f"党员{n}",
                    "branch": branch,
                    "joined_on": "2020-01-01",
                    "dues_fixed": 1000,
                },
            )
        while desk.store.index_waiting():
            pass


def work(tell: Callable[[str], None], root: Path, act: Act, step: int) -> None:
    """What the child does: takes the act, counts its steps and dies at one, if there is such a one."""
    fuse = Fuse(step)
    with opened(root) as desk:
        writer = desk.store._writer
        assert writer is not None
        writer.set_progress_handler(fuse.burn_in_sqlite, STEPS_IN_SQLITE)
        sys.setprofile(fuse.burn)
        act(desk)
        sys.setprofile(None)
    tell(f"{fuse.steps}")


def done_in(root: Path, done: str) -> int:
    """Opens the folder after a kill, which has to be sound; gives how many records have the act done."""
    with opened(root, seed=99) as desk:
        assert desk.store.warning is None
        assert check(desk.store) == []
        return int(desk.store.reader().execute(f"SELECT count(*) FROM {done}").fetchone()[0])


def main() -> None:
    """Kills every act so many times, each time in a copy of the same office."""
    base, kills = Path(sys.argv[1]), int(sys.argv[2])
    fill(base / "office")
    chance = random.Random(7)
    for name, (act, done) in ACTS.items():
        copy = base / name
        shutil.copytree(base / "office", copy)
        said, _ = die_working(work, copy, act, 0)
        steps = int(said[0])
        print(name, done_in(copy, done))
        for _ in range(kills):
            shutil.rmtree(copy)
            shutil.copytree(base / "office", copy)
            # Most of the steps read; what is written, committed and noted comes at the end.
            step = steps - int(steps * chance.random() ** 4)
            _, killed = die_working(work, copy, act, step)
            assert killed
            print(name, done_in(copy, done))


if __name__ == "__main__":
    main()
