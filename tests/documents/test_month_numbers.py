"""取号 when a month of the towns is issued: the number, its record in the register, issued once more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.storage.offices import hurry
from tests.towns.town_books import Towns, open_towns


@pytest.fixture
def towns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Towns]:
    """Two towns with a score each."""
    hurry(monkeypatch)
    with open_towns(tmp_path / "office") as bureau:
        yield bureau
