"""kill -9 while an act with many records is taken: all of it is there, or none, and the books are sound."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.faults.acts_worker import ACTS, RECORDS

ROOT = Path(__file__).resolve().parents[2]
KILLS = os.environ.get("ACT_KILLS", "2")
"""Kills of each act; ACT_KILLS=100 for a long run."""


def test_an_act_with_many_records_is_there_wholly_or_not_at_all(tmp_path: Path) -> None:
    worked = subprocess.run(
        [sys.executable, "-m", "tests.faults.acts_worker", str(tmp_path), KILLS],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    found = [line.split() for line in worked.stdout.splitlines()]
    assert [name for name, _ in found] == [name for name in ACTS for _ in range(int(KILLS) + 1)]
    counts = [int(count) for _, count in found]
    # The first of each act was let live.
    assert counts[:: int(KILLS) + 1] == [RECORDS] * len(ACTS)
    assert set(counts) <= {0, RECORDS}
