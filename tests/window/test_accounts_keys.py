"""Accounts by real keys: nothing before the password, the lock in the midst of typing, nothing lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from bureau.accounts.managing import add, switch_on
from tests.storage.offices import opened
from tests.window.program import FIRST, HOME, Neighbour, Program, until
from ui import tokens

SECRET: Final = "qingshan lvshui 26"
OTHER: Final = "saojie san bian 10"
BEFORE: Final = "城管台账"
LOCKED: Final = "已锁定 - 城管台账"
SIGNED_IN: Final = "SELECT actor, kind FROM op WHERE kind = 'sign-in' ORDER BY rowid"


@pytest.fixture
def program(
    environment: dict[str, str], office_root: Path, neighbour: Neighbour
) -> Iterator[Program]:
    """The program on a bureau of which 李明 has 市容秩序."""
    with opened(office_root) as desk:
        switch_on(desk, "王芳", SECRET)
        add(desk, "李明", "section", ("market",), OTHER)
    made = Program(environment, office_root, neighbour)
    try:
        yield made
    finally:
        made.stop()


def test_a_morning_with_a_lock_in_it(program: Program) -> None:
    program.start(BEFORE)
    program.see_colour(tokens.ACCENT)
    program.type("not the password")
    program.press("Return")
    until(lambda: program.read("SELECT max(failed) FROM account") == [(1,)], "one wrong password")
    assert program.title == BEFORE
    program.press("ctrl+a")
    program.type(OTHER)
    program.press("Return")
    program.see(HOME)
    assert program.read(SIGNED_IN) == [("李明", "sign-in")]
    program.press_until("alt+2", lambda: program.title == FIRST, FIRST)

    before = len(program.cases())
    program.press("ctrl+n")
    program.type("10.9")
    program.press("Tab")
    program.press("ctrl+l")
    program.see(LOCKED)
    program.press("Escape")
    program.type("wrong again")
    program.press("Return")
    until(lambda: program.read("SELECT max(failed) FROM account") == [(1,)], "counted")
    program.press("ctrl+a")
    program.type(OTHER)
    program.press("Return")
    program.see(FIRST)
    assert len(program.cases()) == before
    until(lambda: (program.root / "drafts.json").exists(), "the draft")
    assert "2026-10-09" in (program.root / "drafts.json").read_text("utf-8") or "10.9" in (
        program.root / "drafts.json"
    ).read_text("utf-8")

    program.press("alt+F4")
    assert program.ended() == 0
