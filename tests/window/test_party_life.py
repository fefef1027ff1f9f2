"""Party-building by real keys: a missing meeting noted from the matrix, a task closed with its evidence, moved on."""

from __future__ import annotations

import pytest

from bureau.opening import open_desk
from tests.storage.offices import furnish, item
from tests.window.program import Program, until
from tests.window.test_case_life import open_step
from ui import tokens

MATRIX = "三会一课 - 城管台账"
MEETINGS = "组织生活 - 城管台账"
TASKS = "任务清单 - 城管台账"
BOARD = "任务看板 - 城管台账"
TITLES = ("办好为民实事", "规范支部生活")
EVIDENCE = "台账一册，存档案室"
HELD = """
SELECT branch.name, kind.title, substr(held_on, 6, 2) FROM party_meetings
JOIN branches branch ON branch.id = branch JOIN catalogue_items kind ON kind.id = kind
"""
HANDLED = """
SELECT party_tasks.title, state.title, evidence FROM party_tasks
JOIN catalogue_items state ON state.id = state ORDER BY party_tasks.id
"""
STAGES = """
SELECT party_tasks.title, stage.title, half_words FROM party_tasks
JOIN catalogue_items stage ON stage.id = stage ORDER BY party_tasks.id
"""


@pytest.fixture
def program(empty_program: Program) -> Program:
    """The program, open on a bureau with a branch of four and two tasks under way."""
    furnish(empty_program.root)
    with open_desk(empty_program.root, writable=True) as desk:
        under_way = {
            "year": desk.today().year,
            "theme": item(desk, "party-theme", "服务"),
            "state": item(desk, "party-task-state", "进行中"),
            "stage": item(desk, "party-stage", "年初部署"),
        }
        with desk.store.operation(desk, "建立名册") as op:
            branch = op.insert("branches", {"name": "机关支部", "founded_on": "2019-05-08"})
            for name in ("李建国", "王海燕", "周磊", "赵敏"):
                op.insert("party-members", {"name": name, "branch": branch})
            for title in TITLES:
                op.insert("party-tasks", {"title": title, **under_way})
    empty_program.start()
    return empty_program


def theme_days(program: Program) -> dict[str, str]:
    """The line of 主题党日, which is to be held every month."""
    lines = [line for line in program.listed() if line["类型"] == "主题党日"]
    return lines[0] if lines else {}


def test_a_meeting_that_is_lacking_is_noted_from_the_matrix(program: Program) -> None:
    program.go_to("party-matrix")
    until(lambda: bool(theme_days(program)), "the matrix")
    # The year before: all of its months are over.
    program.press_until(
        "alt+Left", lambda: theme_days(program)["12月"] == "×1", "a year that is over"
    )
    before = theme_days(program)
    assert (before["应开"], before["已开"], before["欠"]) == ("12", "0", "12")
    lines = [line["类型"] for line in program.listed()]
    # Down first: other lines have wider cells.
    program.press("ctrl+Home", *["Down"] * lines.index("主题党日"), "Right", "Right", "Right")
    until(lambda: program.cell() == "×1", "February of 主题党日")
    program.press("Insert")
    program.see(MEETINGS)
    # Branch, kind and day are filled in.
    program.press_until("ctrl+Return", lambda: len(program.read(HELD)) == 1, "the meeting")
    assert program.read(HELD) == [("机关支部", "主题党日", "02")]
    assert program.read("SELECT due FROM party_meetings") == [(4,)]
    program.go_to("party-matrix")
    until(lambda: theme_days(program)["2月"] == "✓", "the month is met")
    after = theme_days(program)
    assert (after["1月"], after["已开"], after["欠"]) == ("×1", "1", "11")


def take(program: Program, state: str) -> None:
    """Ctrl+Enter takes the step: the first task is so then, with its evidence, and the list is back."""
    wanted = (TITLES[0], state, EVIDENCE)
    program.press_until("ctrl+Return", lambda: program.read(HANDLED)[0] == wanted, state)
    program.see(TASKS)


def test_a_task_is_closed_with_evidence_only(program: Program) -> None:
    program.go_to("party-tasks")
    until(lambda: len(program.listed()) == len(TITLES), "both tasks")
    program.press("ctrl+Home")
    open_step(program, "申请销号", down=1)
    program.press("ctrl+Return")
    # What is missing is said at its question, and nothing is done.
    program.see_colour(tokens.DANGER)
    running = [(title, "进行中", None) for title in TITLES]
    assert program.read(HANDLED) == running
    program.paste(EVIDENCE)
    take(program, "已完成")
    open_step(program, "销号")
    take(program, "已销号")
    assert program.read(HANDLED)[1:] == running[1:]
    program.press("ctrl+z")
    until(lambda: program.read(HANDLED)[0][1] == "已完成", "taken back")


def test_the_board_moves_a_task_on_by_a_key(program: Program) -> None:
    program.go_to("party-board")
    # The card that is chosen has the keyboard.
    program.see_colour(tokens.FOCUS)
    program.press_until("m", lambda: program.title.startswith("半年督查"), "what the stage asks")
    until(lambda: program.count(tokens.ACCENT) >= 300, "it can be taken")
    program.paste("按月推进")
    stages = [(TITLES[0], "半年督查", "按月推进"), (TITLES[1], "年初部署", None)]
    program.press_until("ctrl+Return", lambda: program.read(STAGES) == stages, "moved on")
    program.see(BOARD)
    # The next card is chosen: the next one goes by the same key.
    program.press_until("m", lambda: program.title.startswith("半年督查"), "the next task")
    program.press("Escape")
    program.see(BOARD)
    assert program.read(STAGES) == stages
