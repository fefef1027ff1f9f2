"""One open office for each test of storage."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bureau.desk import Desk
from tests.storage.offices import furnish, hurry, opened


@pytest.fixture(autouse=True)
def _in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    hurry(monkeypatch)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The data folder of `desk`."""
    return furnish(tmp_path / "data")


@pytest.fixture
def desk(root: Path) -> Iterator[Desk]:
    """王芳 at a desk over an empty office."""
    with opened(root) as desk:
        yield desk
