"""kill -9 at any moment: the step is wholly there or wholly absent, and nothing accepted is lost."""

from __future__ import annotations

import json
import os
import random  # noqa: TID251 - seeded by the test
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bureau.packages.trading import hand_over, incoming, take
from bureau.storage.check import check
from bureau.storage.dump import logical_dump
from bureau.storage.folder_state import backup_files
from bureau.storage.paths import DataFolder
from bureau.storage.restoring import restore_folder
from tests.faults.worker import save
from tests.storage.offices import FIRST_MOMENT, furnish, item, opened
from tests.storage.test_bulk import write_staging

ROUNDS = int(os.environ.get("FAULT_ROUNDS", "8"))
"""Kills of each kind; FAULT_ROUNDS=400 for a long run."""
ROOT = Path(__file__).resolve().parents[2]
STAGED = 150


class Worker:
    """The process of worker.py; one order at a time."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def __call__(
        self, root: Path, *, kill_at: int = 0, first: int = 1, count: int = 3, **more: object
    ) -> dict[str, Any]:
        """Works in `root` until step `kill_at`; the answer's `said` is what was promised."""
        order = {"root": str(root), "kill_at": kill_at, "first": first, "count": count}
        order |= {"package": "", "copies": 0}
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({**order, "staging": "", "seed": 1, **more}) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, "the worker failed; see its traceback above"
        answer: dict[str, Any] = json.loads(line)
        return answer

    def steps(self, root: Path, **more: object) -> int:
        """How many steps the order takes when nobody is killed."""
        said = self(root, **more)["said"]  # type: ignore[arg-type]
        return int(said[-1].removeprefix("steps "))


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """One process for all tests of this file."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.worker"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        yield Worker(process)
        assert process.stdin is not None
        process.stdin.close()
        process.wait()


def accepted(answer: dict[str, Any], before: int) -> int:
    """The last step that was promised to be kept."""
    return max([before, *(int(word) for word in answer["said"] if word.isdigit())])


def inspect(root: Path, promised: int) -> int:
    """Opens the folder after a kill; gives the last step that is there, each of them whole."""
    with opened(root, seed=99) as desk:
        assert desk.store.warning is None
        assert check(desk.store) == []
        conn = desk.store.reader()
        done = [row["label"] for row in conn.execute("SELECT label FROM op ORDER BY rowid")]
        assert done == [f"第{number}步" for number in range(1, len(done) + 1)]
        assert promised <= len(done) <= promised + 1
        return len(done)


def sections(root: Path) -> dict[str, int]:
    """How many roads each save left."""
    with closing(sqlite3.connect(root / "bureau.sqlite")) as conn:
        return dict(conn.execute("SELECT section, count(*) FROM roads GROUP BY 1").fetchall())


def test_killed_while_saving(worker: Worker, tmp_path: Path) -> None:
    steps = worker.steps(furnish(tmp_path / "measured"))
    root = furnish(tmp_path / "data")
    chance = random.Random(4)
    done = killed = 0
    for _ in range(ROUNDS):
        kill_at = chance.randrange(1, steps)
        answer = worker(root, kill_at=kill_at, first=done + 1)
        killed += answer["killed"]
        done = inspect(root, accepted(answer, done))
        assert sections(root) == {f"{number}": 5 for number in range(1, done + 1)}
        with closing(sqlite3.connect(root / "bureau.sqlite")) as conn:
            days = conn.execute("SELECT count(*) FROM market_daily").fetchone()[0]
            lines = conn.execute("SELECT count(*) FROM market_daily__counts").fetchone()[0]
        assert (days, lines) == (done - done // 3, 2 * (done - done // 3))
    assert killed
    assert done


def test_killed_while_importing(worker: Worker, tmp_path: Path) -> None:
    root = furnish(tmp_path / "data")
    with opened(furnish(tmp_path / "measured")) as desk:
        category = item(desk, "market-category", "占道经营")
        rows = [
            {"address": f"人民路{n}号", "found_on": "2026-10-01", "road": -1, "category": category}
            for n in range(STAGED)
        ]
        staging = str(write_staging(desk, tmp_path / "s.sqlite", "market-cases", rows))
    steps = worker.steps(tmp_path / "measured", count=2, staging=staging)
    chance = random.Random(5)
    done = killed = 0
    for _ in range(ROUNDS):
        kill_at = chance.randrange(1, steps)
        answer = worker(root, kill_at=kill_at, first=done + 1, count=2, staging=staging)
        killed += answer["killed"]
        done = inspect(root, accepted(answer, done))
        with closing(sqlite3.connect(root / "bureau.sqlite")) as conn:
            cases = conn.execute("SELECT count(*) FROM market_cases").fetchone()[0]
            roads = conn.execute("SELECT count(*) FROM roads").fetchone()[0]
        assert (cases, roads) == (STAGED * done, done)
    with opened(root) as desk:
        while desk.store.index_waiting():
            pass
        assert check(desk.store) == []
    assert killed


def test_killed_while_a_new_folder_is_made(worker: Worker, tmp_path: Path) -> None:
    steps = worker.steps(tmp_path / "measured", count=0)
    chance = random.Random(6)
    for number in range(ROUNDS):
        root = tmp_path / f"{number}"
        answer = worker(root, kill_at=chance.randrange(1, steps), count=0)
        assert answer["killed"]
        inspect(root, 0)
        with opened(root) as desk:
            assert item(desk, "market-category", "占道经营")


def test_killed_while_reading_a_package_in(worker: Worker, tmp_path: Path) -> None:
    package = str(tmp_path / "大队.cgb")
    with opened(furnish(tmp_path / "squad"), seed=3) as squad:
        for number in range(1, 6):
            save(squad, number)
        hand_over(squad, Path(package))
        whole = logical_dump(squad.store)
    steps = worker.steps(furnish(tmp_path / "measured"), count=1, package=package)
    chance = random.Random(7)
    killed = 0
    for number in range(ROUNDS):
        root = furnish(tmp_path / f"{number}")
        with opened(root) as desk:
            nothing = logical_dump(desk.store)
        answer = worker(root, kill_at=chance.randrange(1, steps), count=1, package=package)
        killed += answer["killed"]
        with opened(root, seed=99) as desk:
            assert desk.store.warning is None
            while desk.store.index_waiting():
                pass
            assert check(desk.store) == []
            assert logical_dump(desk.store) in (
                (whole,) if "1" in answer["said"] else (nothing, whole)
            )
            # The same stick once more brings what is missing, and nothing twice.
            with incoming(desk, Path(package)) as known:
                take(desk, known)
            assert logical_dump(desk.store) == whole
            assert list(desk.store.folder.staging.iterdir()) == []
    assert killed


def test_killed_while_backing_up(worker: Worker, tmp_path: Path) -> None:
    root = furnish(tmp_path / "data")
    with opened(root) as desk:
        save(desk, 1)
        wanted = logical_dump(desk.store)
    steps = worker.steps(root, count=2, copies=1)
    chance = random.Random(8)
    killed = 0
    for _ in range(ROUNDS):
        answer = worker(root, kill_at=chance.randrange(1, steps), count=2, copies=1)
        killed += answer["killed"]
        with opened(root, seed=99) as desk:
            assert check(desk.store) == []
            assert logical_dump(desk.store) == wanted
    assert killed
    copies = backup_files(DataFolder(root))
    assert copies
    for one in copies:
        restored = tmp_path / one.path.stem
        restore_folder(one.path, DataFolder(restored), "王芳", FIRST_MOMENT)
        with opened(restored, writable=True, seed=98) as desk:
            assert logical_dump(desk.store) == wanted
