"""A month issued by real keys, then once more as its second edition."""

from __future__ import annotations

from tests.window.program import Program, until

EDITIONS = "SELECT period_first, edition, signed_by, reason FROM month_editions ORDER BY edition"


def test_a_month_is_issued_and_then_corrected(program: Program) -> None:
    program.go_to("month-issue")
    first, second = (f"签发2026年10月材料第{number}版 — 城管台账" for number in (1, 2))
    # November runs: the page begins with the month that can be issued.
    program.press_until("ctrl+Return", lambda: program.title == first, first)
    program.type("Director Li")
    program.press("ctrl+Return")
    until(lambda: len(program.read(EDITIONS)) == 1, "the first edition is kept")
    program.see("材料和签发 - 城管台账")
    place = program.root / "archive" / "2026" / "2026-10"
    assert (place / "第1版" / "校验.txt").exists()
    program.press_until("ctrl+Return", lambda: program.title == second, second)
    program.type("Director Li")
    # Why again is asked, and the keyboard goes on from field to field.
    program.press("Tab", "Tab")
    program.type("two cases late")
    program.press("ctrl+Return")
    until(lambda: len(program.read(EDITIONS)) == 2, "the second edition is kept")
    assert program.read(EDITIONS) == [
        ("2026-10-01", 1, "Director Li", None),
        ("2026-10-01", 2, "Director Li", "two cases late"),
    ]
    assert (place / "第2版" / "校验.txt").exists()
    program.see("材料和签发 - 城管台账")
