"""The street that most tests of the market department work at, and the books that its figures read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.market.market_books import Books, open_books
from tests.market.street import Street, open_street
from tests.storage.offices import hurry


@pytest.fixture
def street(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Street]:
    """An empty street and 王芳's desk at it."""
    hurry(monkeypatch)
    with open_street(tmp_path / "office") as street:
        yield street


@pytest.fixture
def books(tmp_path: Path) -> Iterator[Books]:
    """A department's books without a case."""
    with open_books(tmp_path) as books:
        yield books
