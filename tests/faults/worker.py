"""A process that works in a data folder and is killed (SIGKILL) in the middle, again and again.

It reads one order a line (JSON) and begins a child for each. The child counts what it does: every
call into Python or C, and every few hundred steps inside SQLite; at the count that the order names
it kills itself, so that no step between two others is out of reach, not even the one between the
commit and the head file.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bureau.desk import Desk
from bureau.packages import trading
from bureau.packages.trading import incoming
from bureau.storage import kinds
from bureau.storage.bulk import insert_staged
from bureau.storage.copies import BY_HAND, OF_ITSELF, copy_now
from tests.faults.dying import Fuse, die_working
from tests.storage.offices import item, opened

STEPS_IN_SQLITE = 400


def save(desk: Desk, number: int) -> None:
    """One save: five roads, a day with two lines, an edit of older roads, sometimes a removal."""
    people, cars = item(desk, "daily-count", "出动人员"), item(desk, "daily-count", "出动车辆")
    with desk.store.operation(desk, f"第{number}步") as op:
        older = [row["id"] for row in op.execute("SELECT id FROM roads ORDER BY id DESC LIMIT 3")]
        for index in range(5):
            op.insert("roads", {"name": f"{number}之{index}路", "section": f"{number}"})
        counts = {people: number * 100, cars: 100}
        op.insert("market-daily", {"date": "2026-10-01", "note": f"{number}", "counts": counts})
        for road in older:
            op.update("roads", road, {"note": f"第{number}步改"})
        if number % 3 == 0:
            day = op.execute("SELECT id FROM market_daily ORDER BY id LIMIT 1").fetchone()["id"]
            op.remove("market-daily", day)


def take(desk: Desk, number: int, staging: str) -> None:
    """One import of the staging file, with a new name; afterwards a piece of the index."""
    with desk.store.attached(Path(staging), "staging"):
        with desk.store.operation(desk, f"第{number}步", kinds.IMPORT) as op:
            road = op.insert("roads", {"name": f"{number}路", "provisional": 1})
            insert_staged(op, desk.store.ledgers["market-cases"], {1: road})
    desk.store.index_waiting(100)


def receive(desk: Desk, package: str) -> None:
    """Reads a package in, after a backup."""
    with incoming(desk, Path(package)) as known:
        trading.take(desk, known)


def work(tell: Callable[[str], None], order: dict[str, Any]) -> None:
    """What the child does; tells whatever it has promised to keep."""
    fuse = Fuse(order["kill_at"])
    sys.setprofile(fuse.burn)
    with opened(Path(order["root"]), seed=order["seed"]) as desk:
        tell("open")
        writer = desk.store._writer
        assert writer is not None
        writer.set_progress_handler(fuse.burn_in_sqlite, STEPS_IN_SQLITE)
        for number in range(order["first"], order["first"] + order["count"]):
            if order["package"]:
                receive(desk, order["package"])
            elif order["copies"]:
                copy_now(desk, BY_HAND if number % 2 else OF_ITSELF)
            elif order["staging"]:
                take(desk, number, order["staging"])
            else:
                save(desk, number)
            tell(str(number))
    sys.setprofile(None)
    tell(f"steps {fuse.steps}")


def carry_out(order: dict[str, Any]) -> dict[str, object]:
    """Runs one order in a child; gives what it said and whether it was killed."""
    said, killed = die_working(work, order)
    return {"said": said, "killed": killed}


def main() -> None:
    """Carries out orders until there are no more."""
    for line in sys.stdin:
        print(json.dumps(carry_out(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
