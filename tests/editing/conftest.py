"""One open office for each test of edits."""

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
def desk(tmp_path: Path) -> Iterator[Desk]:
    """王芳 at a desk over an empty office."""
    with opened(furnish(tmp_path / "office")) as desk:
        yield desk
