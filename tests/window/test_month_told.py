"""The month told by real keys: its text with a linked number, then a figure approved otherwise."""

from __future__ import annotations

from tests.window.program import Program, until

TEXTS = "SELECT body FROM month_texts WHERE chapter = 'overview'"
APPROVED = "SELECT first_on, figure, computed, approved, reason, approver FROM approved_figures"
PICKER = "选择指标 — 城管台账"


def to_october(program: Program) -> None:
    """The first page of the month turns to the month that has cases, and takes the others along."""
    program.go_to("month-text")
    program.press_until("ctrl+shift+i", lambda: program.title == PICKER, "the list of figures")


def pick(program: Program, initials: str, after: str) -> None:
    """A figure by the initials of its name."""
    program.type(initials)
    program.press_until("Return", lambda: program.title == after, f"{initials} taken")


def bodies(program: Program) -> list[str]:
    """The overview as it is kept, once or not at all."""
    return [str(body) for (body,) in program.read(TEXTS)]


def test_a_chapter_cites_a_figure_that_is_approved_otherwise(program: Program) -> None:
    to_october(program)
    pick(program, "fxaj", "月报正文 - 城管台账")
    program.type("Night market ")
    program.press_until("ctrl+s", lambda: bool(bodies(program)), "the chapter is kept")
    (body,) = bodies(program)
    assert body.startswith("⟦market.cases|36⟧Night market ")
    # The neighbouring page is about October too.
    program.go_to("month-approved")
    program.press_until("ctrl+n", lambda: program.title == PICKER, "the list of figures")
    pick(program, "fxaj", "登记审定数 — 城管台账")
    program.type("35")
    program.press("Tab")
    program.type("one twice")
    program.press("Tab")
    program.type("Director")
    program.press_until("ctrl+Return", lambda: bool(program.read(APPROVED)), "approved")
    assert program.read(APPROVED) == [
        ("2026-10-01", "market.cases", "36", "35", "one twice", "Director")
    ]
    program.see("审定数 - 城管台账")
    program.press("ctrl+z")
    until(lambda: program.read(APPROVED) == [], "taken back by one key")
