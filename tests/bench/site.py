"""The place of one run: its temporary folder, its options, and the counties built in it once each."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from random import Random  # noqa: TID251 - the same chance on every run

from bureau.desk import Desk
from bureau.opening import open_desk
from tests.bench.county import fill_county

CLOCK = datetime(2026, 11, 1, 8, 30)


@dataclass
class Site:
    """Where the benches of a run work; `rounds` 0 leaves their number to the harness."""

    folder: Path
    rounds: int = 0
    profiling: bool = False
    built: dict[int, Path] = field(default_factory=dict)
    counted: int = 0

    def place(self, name: str) -> Path:
        """A new empty folder."""
        self.counted += 1
        place = self.folder / f"{self.counted}-{name}"
        place.mkdir()
        return place

    @contextmanager
    def desk(self, root: Path) -> Iterator[Desk]:
        """A desk that may write in a data folder of this run."""
        with open_desk(
            root, writable=True, actor="测速", clock=lambda: CLOCK, chance=Random(root.name)
        ) as desk:
            yield desk

    def county(self, cases: int) -> Path:
        """The data folder of a county with so many cases, indexed; only the latest is kept."""
        if cases not in self.built:
            for root in self.built.values():
                shutil.rmtree(root)
            self.built.clear()
            root = self.place(f"county-{cases}")
            with self.desk(root) as desk:
                fill_county(desk, cases, root / "staging")
            self.built[cases] = root
        return self.built[cases]

    def copy_of(self, root: Path) -> Path:
        """A copy of a data folder nobody has open."""
        copy = self.place("copy")
        shutil.copytree(root, copy, dirs_exist_ok=True)
        return copy
