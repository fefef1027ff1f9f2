"""The county that the tests of towns judge."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.storage.offices import hurry
from tests.towns.town_books import Towns, open_towns


@pytest.fixture
def towns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Towns]:
    """A county without a town."""
    hurry(monkeypatch)
    with open_towns(tmp_path / "office") as county:
        yield county
