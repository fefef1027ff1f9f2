"""The office that most tests of street lights and facilities work at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.facilities.lamp_books import Lights, open_lights
from tests.storage.offices import hurry


@pytest.fixture
def lights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lights]:
    """An office without a lamp, on 9 November 2026."""
    hurry(monkeypatch)
    with open_lights(tmp_path / "office") as office:
        yield office
