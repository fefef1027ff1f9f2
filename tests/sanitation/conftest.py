"""The bureau that most tests of the sanitation department work at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sanitation.sanitation_books import Sanitation, open_sanitation
from tests.storage.offices import hurry


@pytest.fixture
def sanitation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sanitation]:
    """A bureau without a contract, on 9 November 2026."""
    hurry(monkeypatch)
    with open_sanitation(tmp_path / "office") as bureau:
        yield bureau
