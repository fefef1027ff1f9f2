"""The life of a case by real keys: entered, handled, sent back, closed, and what comes back to its place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from PIL import Image
from pypdf import PdfReader

from bureau.editing import add
from bureau.market import actions
from bureau.market.ledgers import CASES
from bureau.opening import open_desk
from bureau.reports.charts.palette import SERIES
from bureau.storage.rows import ids, page
from tests.storage.offices import furnish, opened
from tests.window.program import FIRST, Neighbour, Program, until
from ui import tokens

TO_CLASS: Final = 3
"""So many fields lie between 地点 and 问题类别."""
BUTTON: Final = 300
"""A main button has more pixels of its colour than this."""
STEPS: Final = """
SELECT step.title, before.title, after.title, case_steps.remark, case_steps.photos IS NOT NULL
FROM case_steps
JOIN catalogue_items step ON step.id = case_steps.step
LEFT JOIN catalogue_items before ON before.id = case_steps.state_before
LEFT JOIN catalogue_items after ON after.id = case_steps.state_after
ORDER BY case_steps.id
"""
STATES: Final = """
SELECT address, state.title FROM market_cases
LEFT JOIN catalogue_items state ON state.id = market_cases.state ORDER BY market_cases.id
"""
ENDED: Final = """
SELECT closed_on = found_on, photos_after IS NOT NULL, means.title
FROM market_cases JOIN catalogue_items means ON means.id = market_cases.handling
"""
WARNED, TOLD = tokens.TONES["warning"].ground, tokens.TONES["active"].ground
NOTICE: Final = 2_000
"""A strip across the form has more pixels than this, a pill in the list has fewer."""
LOW: Final = 400
"""A dialog is lower than this before it knows what to ask."""
PERIOD: Final = 5
"""So many stops has the choice of the period, before the first figure."""
CELL: Final = 300
"""The cell in which the keyboard is has more pixels of its colour than this."""


@pytest.fixture
def program(environment: dict[str, str], tmp_path: Path, neighbour: Neighbour) -> Iterator[Program]:
    """The program, open on a bureau with two squads and three certified officers, without a case."""
    root = furnish(tmp_path / "台账")
    with opened(root) as desk, desk.store.operation(desk, "建立名册") as op:
        squads = [op.insert("units", {"name": name}) for name in ("执法一中队", "执法二中队")]
        for name in ("李建国", "王海燕", "周磊"):
            certified = {"certificate": f"Z{name}", "certificate_until": "2199-12-31"}
            op.insert("people", {"name": name, "unit": squads[0], **certified})
    opened_program = Program(environment, root, neighbour)
    try:
        opened_program.start()
        yield opened_program
    finally:
        opened_program.stop()


# -- what the tests share --------------------------------------------------------------------------


def states(program: Program) -> list[str]:
    """The states of all cases, the oldest first."""
    return [str(state) for _, state in program.read(STATES)]


def begin_case(program: Program, place: str, letters: str, notice: str = "") -> None:
    """A new case: 地点 has the keyboard, Enter leads on to 问题类别. `notice` is the colour of a strip
    that is seen as soon as both are told.
    """
    program.press("ctrl+n")
    program.enter(place)
    program.press(*["Return"] * TO_CLASS)
    see_draft(program, place)
    before = program.count(notice) if notice else 0
    program.type(letters)
    program.press("Return")
    if notice:
        until(lambda: program.count(notice) > before + NOTICE, "the strip above the form")


def drafts(program: Program) -> str:
    """What is typed and not saved."""
    path = program.root / "drafts.json"
    return path.read_text("utf-8") if path.is_file() else ""


def see_draft(program: Program, words: str) -> None:
    """Waits for what was typed to be kept."""
    until(lambda: words in drafts(program), f"the draft with {words}")


def save_and_go_on(program: Program) -> None:
    """保存并新增: the form is empty once its draft is gone."""
    kept = len(program.cases())
    program.press("ctrl+shift+Return")
    until(lambda: len(program.cases()) == kept + 1 and '"typed"' not in drafts(program), "saved")


def save_case(program: Program) -> None:
    """保存: the list comes back with the keyboard at the new case, the first of its cells."""
    kept = len(program.cases())
    program.press("ctrl+Return")
    until(lambda: len(program.cases()) == kept + 1, "saved")
    until(lambda: program.cell() == program.cases()[-1].number, "the new case")


def open_step(program: Program, title: str, down: int = 0) -> None:
    """F8 and Enter open the next step, others lie further down; its questions have the keyboard."""
    program.press("F8", *["Down"] * down, "Return")
    program.see_begin(title)
    until(lambda: program.count(tokens.ACCENT) >= BUTTON, f"{title} can be taken")


def take_step(program: Program, wanted: list[str]) -> None:
    """Ctrl+Enter takes the step: the cases' states are `wanted` then, and the list is back."""
    program.press_until("ctrl+Return", lambda: states(program) == wanted, f"{wanted}")
    program.see(FIRST)


def add_photo(program: Program, path: Path) -> None:
    """Enter on an empty row of photos asks for files."""
    window = program.window
    program.press("Return")
    program.see_another(window)
    program.enter(str(path))
    until(lambda: program.window == window, "the step again")


# -- the tests -------------------------------------------------------------------------------------


def test_a_case_from_the_form_to_its_end(program: Program, tmp_path: Path) -> None:
    after = tmp_path / "after.jpg"
    Image.new("RGB", (320, 240), "#336699").save(after)
    begin_case(program, "人民路36号门前", "zdjy")
    save_case(program)
    (case,) = program.cases()
    assert (case.address, case.category) == ("人民路36号门前", "占道经营")
    assert states(program) == ["登记"]

    open_step(program, "立案")
    take_step(program, ["立案"])
    filed = program.last_act
    program.press("ctrl+z")
    until(lambda: states(program) == ["登记"], "立案 taken back")
    assert program.last_act == f"撤销“{filed}”"
    assert program.read(STEPS) == []
    program.press("ctrl+y")
    until(lambda: states(program) == ["立案"], "立案 again")

    open_step(program, "派遣")
    # 责任单位 is blank and must be told: it has the keyboard.
    program.type("zfez")
    program.press("Return")
    take_step(program, ["派遣"])
    assert program.cases()[0].unit == "执法二中队"
    open_step(program, "签收处置")
    take_step(program, ["处置中"])

    open_step(program, "处置反馈")
    program.paste("已劝离，摊位收回店内")
    program.press("Tab")
    program.type("fw")
    program.press("Return")
    add_photo(program, after)
    take_step(program, ["待复查"])
    open_step(program, "返工", down=1)
    program.paste("傍晚又摆了出来")
    take_step(program, ["处置中"])
    open_step(program, "处置反馈")
    program.paste("已再次劝离")
    take_step(program, ["待复查"])
    open_step(program, "复查合格结案")
    take_step(program, ["结案"])

    assert program.read(STEPS) == [
        ("立案", "登记", "立案", None, 0),
        ("派遣", "立案", "派遣", None, 0),
        ("签收处置", "派遣", "处置中", None, 0),
        ("处置反馈", "处置中", "待复查", "已劝离，摊位收回店内", 1),
        ("返工", "待复查", "处置中", "傍晚又摆了出来", 0),
        ("处置反馈", "处置中", "待复查", "已再次劝离", 0),
        ("复查合格结案", "待复查", "结案", None, 0),
    ]
    assert program.read(ENDED) == [(1, 1, "服务")]


def test_three_dispatched_at_once_and_taken_back_at_once(program: Program) -> None:
    begin_case(program, "滨河路1号", "zdjy")
    # 保存并新增 keeps day and class: only the place is typed for the next ones.
    for place in ("滨河路2号", "滨河路3号", "滨河路4号"):
        save_and_go_on(program)
        program.enter(place)
        see_draft(program, place)
    save_case(program)
    assert [(case.address, case.category) for case in program.cases()] == [
        (f"滨河路{number}号", "占道经营") for number in (1, 2, 3, 4)
    ]
    open_step(program, "派遣", down=3)
    program.type("zfyz")
    program.press("Return")
    take_step(program, ["登记", "登记", "登记", "派遣"])

    # All four are selected now; the one that is under way already is left out.
    assert len(program.listed()) == 4
    open_step(program, "派遣", down=4)
    program.type("zfez")
    program.press("Return")
    take_step(program, ["派遣"] * 4)
    assert program.last_act == "批量派遣(3 条)"
    assert [case.unit for case in program.cases()] == ["执法二中队"] * 3 + ["执法一中队"]
    program.press("ctrl+z")
    until(lambda: states(program) == ["登记"] * 3 + ["派遣"], "three taken back by one key")
    assert [case.unit for case in program.cases()] == [""] * 3 + ["执法一中队"]


def test_what_comes_back_to_a_place(program: Program, tmp_path: Path) -> None:
    begin_case(program, "青年路5号", "zdjy")
    save_case(program)
    open_step(program, "直接结案", down=4)
    # 完成时间 is today where it stays blank; the means have to be told and have the keyboard.
    program.type("gl")
    program.press("Return")
    take_step(program, ["结案"])
    # The same place in other words: that it is a return is said before anything is saved.
    begin_case(program, "青年路 五号门前", "zdjy", notice=TOLD)
    save_case(program)
    assert rebounds(program) == [(None, None), (1, 0)]
    # While that one is open a third one would be the same again.
    begin_case(program, "青年路5号早餐店", "zdjy", notice=WARNED)
    program.press("Escape")
    program.see("请确认 - 城管台账")
    program.press("shift+Tab", "Return")
    program.see(FIRST)
    assert len(program.cases()) == 2
    # Who gave up the form is back at the case in the list.
    assert program.cell() == program.cases()[-1].number
    number = issue_notice(program)
    save_paper(program, tmp_path / "notice.pdf", number)


def rebounds(program: Program) -> list[tuple[object, object]]:
    """Which return each case is and after how many days, the oldest case first."""
    with open_desk(program.root, writable=False) as desk:
        ledger, today = desk.store.ledgers["market-cases"], desk.today()
        conn = desk.store.reader()
        found = page(conn, ledger, sorted(ids(conn, ledger, today=today)), today=today)
    return [(row["rebound_nth"], row["rebound_days"]) for row in found]


def issue_notice(program: Program) -> str:
    """责令改正通知书 for the current case, all by Tab; gives its number."""
    program.press("F8", *["Up"] * 5, "Return")
    program.see_begin("制发责令改正通知书")
    until(lambda: program.shape()["HEIGHT"] > LOW, "the questions")
    program.paste("早餐店")
    program.press(*["Tab"] * 8)
    program.paste("《市容和环境卫生管理条例》第十四条")
    program.press("Tab", "Tab")
    program.paste("李建国、王海燕")
    program.press(*["Tab"] * 4)
    program.paste("清理占道物品")
    program.press("Tab")
    until(lambda: program.count(tokens.ACCENT) >= BUTTON, "it can be issued")
    program.press("ctrl+Return")
    program.see_begin("文书")
    ((number, party, rule, demand),) = program.read(
        "SELECT number, party_name, broken_rule, demand FROM notices"
    )
    assert (party, rule, demand) == (
        "早餐店",
        "《市容和环境卫生管理条例》第十四条",
        "清理占道物品",
    )
    named = program.read("SELECT notice_number FROM market_cases ORDER BY id")
    assert named == [(None,), (number,)]
    return str(number)


def save_paper(program: Program, path: Path, number: str) -> None:
    """The paper in sight as a file."""
    program.press_until(
        "ctrl+s", lambda: program.title.startswith("保存为 PDF"), "a name asked for"
    )
    program.enter(str(path))
    until(lambda: path.is_file() and path.read_bytes().rstrip().endswith(b"%%EOF"), "the file")
    texts = [sheet.extract_text() for sheet in PdfReader(path).pages]
    # One copy stays, one is handed over; each has the number.
    assert len(texts) == 2
    assert all(number in text and "早餐店" in text for text in texts)
    program.see_begin("文书")
    program.press_until("Escape", lambda: program.title == FIRST, FIRST)


def test_from_a_figure_to_its_cases(empty_program: Program) -> None:
    program = empty_program
    furnish(program.root)
    with open_desk(program.root, writable=True) as desk:
        found = {"found_on": desk.today().isoformat(), "category": "占道经营", "state": "登记"}
        for place in ("青年路5号", "滨河路8号"):
            case = add(desk, CASES, {**found, "address": place})
        actions.file(desk, [case])
    program.start()
    # The last page of its tab: one before the first of the next.
    program.go_to("analysis")
    program.see_colour(SERIES[0].colour)  # a chart comes last, all figures are there
    before = program.count(tokens.ACCENT_SOFT)
    program.press(*["Tab"] * PERIOD)
    program.press_until(
        "Tab", lambda: program.count(tokens.ACCENT_SOFT) > before + CELL, "the keyboard at a figure"
    )
    # 立案率 comes first: one of two cases was filed.
    program.press("Return")
    program.see(FIRST)
    until(lambda: len(program.listed()) == 1, "the case behind the figure")
    (listed,) = program.listed()
    assert (listed["地点"], listed["状态"]) == ("滨河路8号", "立案")
