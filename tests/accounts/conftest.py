"""An office that keeps accounts: one administrator, and what else a test adds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bureau.access import passwords
from bureau.accounts.managing import add, switch_on
from bureau.accounts.signing_in import sign_in
from bureau.desk import Desk
from tests.storage.offices import furnish, hurry, opened

ADMINISTRATOR = "王芳"
SECRET = "青山绿水2026"
OTHER = "扫街三遍-乙丙丁"


def be(desk: Desk, name: str, role: str, *departments: str) -> None:
    """An account of that role, signed in with."""
    with_rights = desk.rights, desk.actor
    sign_in(desk, ADMINISTRATOR, SECRET)
    add(desk, name, role, departments, OTHER)
    desk.rights, desk.actor = with_rights
    sign_in(desk, name, OTHER)


@pytest.fixture(autouse=True)
def _in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    hurry(monkeypatch)
    monkeypatch.setattr(passwords, "MEMORY", 8)
    monkeypatch.setattr(passwords, "PASSES", 1)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The data folder of `desk`."""
    return furnish(tmp_path / "data")


@pytest.fixture
def plain(root: Path) -> Iterator[Desk]:
    """An office without accounts."""
    with opened(root) as desk:
        yield desk


@pytest.fixture
def code(plain: Desk) -> str:
    """The recovery code of `desk`."""
    return switch_on(plain, ADMINISTRATOR, SECRET)


@pytest.fixture
def desk(plain: Desk, code: str) -> Desk:
    """The administrator's desk."""
    assert code
    return plain
