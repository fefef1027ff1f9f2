"""What hands expect of single keys, and what is left of a form when the power goes."""

from __future__ import annotations

from tests.window.program import FIRST, Program, until


def case_like(program: Program, words: str) -> list[str]:
    """The addresses that begin so."""
    return [case.address for case in program.cases() if case.address.startswith(words)]


def test_enter_in_a_filter_box_leads_back_to_its_column(program: Program) -> None:
    # 地点, the fifth column.
    program.press("ctrl+Home", "Right", "Right", "Right", "Right")
    address = program.cell()
    program.press("ctrl+shift+f")
    program.type("36")
    program.press("Return")
    until(lambda: [row["地点"] for row in program.listed()] == ["建设大道36号"], "one row listed")
    program.press("ctrl+shift+f", "BackSpace", "Return")
    until(lambda: len(program.listed()) == 36, "all rows listed")
    program.press("Home", "Right", "Right", "Right", "Right", "ctrl+shift+f")
    program.type("36")
    program.press("Return")
    program.type("Typed over")
    program.press("Return")
    until(lambda: case_like(program, "Typed") == ["Typed over"], "the address, not what is beside")
    assert address != "建设大道36号"


def test_enter_takes_the_answer_that_has_the_focus(program: Program) -> None:
    program.copy([["Pasted one"], ["Pasted two"]])
    program.press("ctrl+End", "Home", "Right", "Right", "Right", "Right", "ctrl+v")
    program.see("请选择 - 城管台账")
    # 作为新记录 has the focus, 只粘贴前 1 行 comes next.
    program.press("Tab", "Return")
    program.see(FIRST)
    until(lambda: case_like(program, "Pasted") == ["Pasted one"], "the first row alone")
    assert len(program.cases()) == 36
    program.press("ctrl+v")
    program.see("请选择 - 城管台账")
    program.press("Tab", "Tab", "Return")
    program.see(FIRST)
    assert len(program.cases()) == 36


def test_deleting_asks_and_the_safe_answer_is_the_ready_one(program: Program) -> None:
    program.press("ctrl+Home", "ctrl+Delete")
    program.see("请确认 - 城管台账")
    program.press("Return")
    program.see(FIRST)
    assert len(program.cases()) == 36
    program.press("ctrl+Delete")
    program.see("请确认 - 城管台账")
    program.press("shift+Tab", "Return")
    until(lambda: len(program.cases()) == 35, "one case less")
    program.see(FIRST)
    program.press("ctrl+z")
    until(lambda: len(program.cases()) == 36, "all cases again")


def test_search_jumps_and_the_manual_opens_where_the_page_is_explained(program: Program) -> None:
    program.press("ctrl+k")
    program.type("0017")
    program.press("Return")
    until(lambda: program.cell() == "ZZ-2026-0017", "the found case")
    for tab, title in (("market", FIRST), ("month", "统计月报 - 城管台账")):
        program.turn_to(tab)
        program.see(title)
        program.press("F1")
        program.see("使用说明 - 城管台账")
        program.press("Escape")
        program.see(title)


def test_a_killed_form_is_offered_again(program: Program) -> None:
    # A form like the newest case, found on another day.
    program.press("ctrl+shift+n", "ctrl+a")
    program.type("2026-10-09")
    program.press("Tab")
    drafts = program.root / "drafts.json"
    until(lambda: drafts.is_file() and "2026-10-09" in drafts.read_text("utf-8"), "the draft")
    program.kill()
    assert len(program.cases()) == 36
    before = set(program.cases())
    program.start()
    program.see_rows()
    program.press("ctrl+n")
    program.press_until("ctrl+Return", lambda: len(program.cases()) == 37, "the case")
    (saved,) = set(program.cases()) - before
    assert saved.found_on == "2026-10-09"
    until(lambda: "2026-10-09" not in drafts.read_text("utf-8"), "the draft is gone")
