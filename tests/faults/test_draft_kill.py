"""kill -9 while the draft of a form is written: what was typed before is there, or what came after."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

from tests.storage.offices import furnish

ROOT = Path(__file__).resolve().parents[2]
STRIDE = os.environ.get("DRAFT_STRIDE", "9")
"""A kill at every so many steps; DRAFT_STRIDE=1 for all of them."""


def test_a_draft_survives_a_kill_at_any_step(tmp_path: Path) -> None:
    office = furnish(tmp_path / "office")
    worked = subprocess.run(
        [sys.executable, "-m", "tests.faults.draft_worker", str(office), STRIDE],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    found = Counter(worked.stdout.split())
    assert set(found) == {"以前的", "刚打的字"}
    assert found["以前的"] > 20
    assert found["刚打的字"] > 1
