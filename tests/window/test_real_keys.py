"""The program under a real window system, driven by real keys."""

from __future__ import annotations

from pathlib import Path
from subprocess import PIPE, Popen
from sys import executable

from bureau.ledger.query import Is
from bureau.opening import open_desk
from bureau.storage.rows import count, ids, page
from tests.window.program import FIRST, ROOT, Program, until


def numbers(root: Path, key: str, value: str) -> list[object]:
    """The numbers of the cases whose field is `value`, read beside the open window."""
    with open_desk(root, writable=False) as desk:
        ledger = desk.store.ledgers["market-cases"]
        conn = desk.store.reader()
        found = ids(conn, ledger, Is(key, value), today=desk.today())
        return [row["number"] for row in page(conn, ledger, found, today=desk.today())]


def cases(root: Path) -> int:
    """How many cases there are."""
    with open_desk(root, writable=False) as desk:
        return count(desk.store.reader(), desk.store.ledgers["market-cases"], today=desk.today())


def test_pages_by_key_and_a_clean_end(program: Program) -> None:
    program.press("ctrl+Next")
    program.see("办理过程 - 城管台账")
    program.turn_to("month")
    program.see("统计月报 - 城管台账")
    program.turn_to("market")
    program.see("办理过程 - 城管台账")
    program.press("ctrl+Prior")
    program.see(FIRST)
    program.turn_to("settings")
    program.see("系统 - 城管台账")
    program.press("alt+F4")
    assert program.ended() == 0
    # The folder is free for the next, and the day's backup was made.
    with open_desk(program.root, writable=True) as desk:
        assert list(desk.store.folder.backups.glob("自动-*.sqlite"))
    log = (program.root / "logs" / "window.log").read_text("utf-8")
    assert "page after" in log
    assert not [line for line in log.splitlines() if " WARNING " in line or " ERROR " in line]


def test_a_cell_is_typed_over_and_taken_back(program: Program) -> None:
    assert cases(program.root) == 36
    # The newest case stands first; its number is the first cell.
    program.press("ctrl+Home", "F2", "ctrl+a")
    program.type("ZZ-2026-9001")
    program.press("Return")
    until(
        lambda: numbers(program.root, "number", "ZZ-2026-9001") == ["ZZ-2026-9001"],
        "the typed number in the database",
    )
    program.press("ctrl+z")
    until(
        lambda: numbers(program.root, "number", "ZZ-2026-9001") == [],
        "the step taken back",
    )
    program.press("ctrl+y")
    until(
        lambda: numbers(program.root, "number", "ZZ-2026-9001") == ["ZZ-2026-9001"],
        "the step done again",
    )
    assert cases(program.root) == 36


def test_search_by_key_opens_a_record_in_another_page(program: Program) -> None:
    program.turn_to("month")
    program.see("统计月报 - 城管台账")
    program.press("ctrl+k")
    program.type("ZZ-2026-0017")
    program.press("Return")
    program.see(FIRST)


def test_a_second_start_on_the_same_folder_says_who_has_it(program: Program) -> None:
    second = Popen(
        [executable, str(ROOT / "main.py"), "--data", str(program.root)],
        env=program.environment,
        stderr=PIPE,
    )
    # A question over the second window; Esc leaves it, and that closes the window.
    program.see("请选择 - 城管台账")
    program.press("Escape")
    _, said = second.communicate(timeout=30)
    assert (second.returncode, said) == (0, b"")
    program.see(FIRST)
