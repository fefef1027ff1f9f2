"""The bureau that the tests of party-building work at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.party.party_books import Party, open_party
from tests.storage.offices import hurry


@pytest.fixture
def party(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Party]:
    """A bureau without a branch."""
    hurry(monkeypatch)
    with open_party(tmp_path / "office") as bureau:
        yield bureau
