"""An office of 8 October 2026 for the tests of its papers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.documents.document_books import Papers
from tests.storage.offices import furnish, hurry, opened


@pytest.fixture
def papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Papers]:
    """A fresh office."""
    hurry(monkeypatch)
    with opened(furnish(tmp_path / "office")) as desk:
        yield Papers(desk)
