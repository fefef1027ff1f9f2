"""A clerk's morning by real keys alone: import, mend, filter, assign, paste, undo, print, go home."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

from openpyxl import Workbook
from pypdf import PdfReader

from tests.window.program import FIRST, Program, until
from ui import tokens

TITLES: Final = ("序号", "发现时间", "镇街", "地点", "问题类别", "责任单位")
TOWNS: Final = ("城东街道", "柳塘镇")
CATEGORIES: Final = ("占道经营", "店外经营", "户外广告")
GOOD: Final = 24
BAD_DATE, NO_PLACE = "2026.13.45", ""
DANGER, GOOD_GROUND = tokens.TONES["danger"].ground, tokens.TONES["good"].ground


def october(place: Path) -> Path:
    """A month's ledger as an office keeps it: a title, a heading, two rows that can't be taken."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["云岭县城区市容整治台账（2026年10月）"])
    sheet.append(TITLES)
    for at in range(GOOD):
        sheet.append(
            [
                at + 1,
                date(2026, 10, at + 1),
                TOWNS[at % 2],
                f"人民路{at + 1}号",
                CATEGORIES[at % 3],
                "执法一中队",
            ]
        )
    sheet.append([25, BAD_DATE, "柳塘镇", "人民路25号", "户外广告", "执法二中队"])
    sheet.append([26, date(2026, 10, 26), "柳塘镇", NO_PLACE, "户外广告", "执法二中队"])
    path = place / "october.xlsx"
    book.save(path)
    return path


def begin_empty(program: Program) -> None:
    """The first start: the sample county is offered first and declined."""
    program.start("城管台账")
    # The offer is there when its main button is.
    program.see_colour(tokens.ACCENT)
    assert not program.root.exists()
    program.press("Tab", "Return")
    program.open_cases()
    assert program.cases() == []
    assert not program.root.with_name(f"{program.root.name}-示例县").exists()


def import_file(program: Program, path: Path) -> None:
    """From the table into the preview of a file, whose first fault has the keyboard."""
    program.press("ctrl+f", "Tab", "Tab", "Tab", "Return")
    program.see_begin("导入“案件台账”")
    window = program.window
    program.press("Return")
    program.see_another(window)
    program.enter(str(path))
    program.see_begin("导入“案件台账”")
    program.see_colour(DANGER)


def back_to_table(program: Program) -> None:
    """Whoever comes back to a page is in its table."""
    program.turn_to("month")
    program.see("统计月报 - 城管台账")
    program.turn_to("market")
    program.see(FIRST)


def take_october(program: Program, path: Path) -> None:
    """24 rows are right, one is mended in the preview, one waits and is mended afterwards."""
    import_file(program, path)
    program.type("10.25")
    program.press("Return")
    program.see_colour(GOOD_GROUND)
    program.press_until("ctrl+Return", lambda: len(program.cases()) == GOOD + 1, "25 cases")
    assert program.read("SELECT count(*) FROM import_waiting") == [(1,)]
    assert program.cases()[-1].found_on == "2026-10-25"
    program.see_colour(tokens.DANGER, without=GOOD_GROUND)
    # 完成 has the focus, 去补这些行 comes next.
    program.press("Tab", "space")
    program.see_begin("待补的行")
    program.type("Xinhua Road 26")
    program.press_until("ctrl+Return", lambda: len(program.cases()) == GOOD + 2, "26 cases")
    until(lambda: program.read("SELECT count(*) FROM import_waiting") == [(0,)], "none waits")
    program.press("Escape")
    program.see_begin("导入“案件台账”")
    # The dialog hears of the saved rows a moment after the database has them.
    program.press_until("Escape", lambda: program.title == FIRST, FIRST)


def assign_filtered(program: Program) -> None:
    """占道经营 in 城东街道, all four to the second squad at once; taken back by name, done again."""
    wanted = {
        case.number
        for case in program.cases()
        if (case.town, case.category) == ("城东街道", "占道经营")
    }
    assert len(wanted) == 4
    program.press("ctrl+Home", "Right", "Right", "Right", "ctrl+shift+f")
    program.type("cdjd")
    # Enter leads back to the same column.
    program.press("Return", "Right", "Right", "ctrl+shift+f")
    program.type("zdjy")
    program.press("Return")
    until(lambda: len(program.listed()) == 4, "four rows listed")
    listed = program.listed()
    assert {row["案件编号"] for row in listed} == wanted
    assert {(row["镇街"], row["问题类别"]) for row in listed} == {("城东街道", "占道经营")}
    program.press("ctrl+Home", *["Right"] * 8)
    assert program.cell() == "执法一中队"
    program.press("ctrl+a", "ctrl+h")
    program.see_begin("批量修改")
    program.type("zfez")
    program.press("Return")
    program.press_until("ctrl+Return", lambda: assigned(program) == wanted, "the second squad")
    program.see(FIRST)
    assert program.last_act == "批量改责任单位(4 条)"
    assert {row["责任单位"] for row in program.listed()} == {"执法二中队"}
    program.press("ctrl+z")
    until(lambda: program.last_act == "撤销“批量改责任单位(4 条)”", "taken back")
    assert assigned(program) == set()
    program.press("ctrl+y")
    until(lambda: program.last_act == "重做“批量改责任单位(4 条)”", "done again")
    assert assigned(program) == wanted
    program.press("ctrl+shift+l")
    until(lambda: len(program.listed()) == GOOD + 2, "all rows again")


def assigned(program: Program) -> set[str]:
    """The cases of the second squad in 城东街道."""
    return {
        case.number
        for case in program.cases()
        if (case.town, case.unit) == ("城东街道", "执法二中队")
    }


def paste_twenty(program: Program) -> None:
    """Twenty rows and their headings from a spreadsheet, pasted at the end, as new records."""
    rows = [["发现时间", "镇街", "地点", "问题类别"]]
    rows += [
        [f"2026-11-{at + 1:02}", "城东街道", f"滨河路{at + 1}号", "乱堆乱挂"] for at in range(20)
    ]
    program.copy(rows)
    program.press("ctrl+End", "Home", "ctrl+v")
    program.see_begin("请选择")
    program.press("Return")
    program.see_begin("导入“案件台账”")
    count = GOOD + 2 + 20
    program.press_until("ctrl+Return", lambda: len(program.cases()) == count, "20 cases more")
    # The dialog hears of the saved rows a moment after the database has them.
    program.press_until("Escape", lambda: program.title == FIRST, FIRST)
    pasted = [case for case in program.cases() if case.address.startswith("滨河路")]
    assert [case.found_on for case in pasted] == [row[0] for row in rows[1:]]
    label = program.last_act
    assert "20 条" in label
    program.press("ctrl+z")
    until(lambda: len(program.cases()) == GOOD + 2, "the twenty taken back")
    assert program.last_act == f"撤销“{label}”"
    program.press("ctrl+y")
    until(lambda: len(program.cases()) == count, "the twenty again")
    until(lambda: len(program.listed()) == count, "the twenty listed")


def print_to_file(program: Program, path: Path) -> None:
    """The list as PDF, without a printer."""
    program.press("ctrl+p")
    program.see_begin("打印案件台账")
    program.press_until(
        "ctrl+s", lambda: program.title.startswith("保存为 PDF"), "a name asked for"
    )
    program.enter(str(path))
    until(lambda: path.is_file() and path.read_bytes().rstrip().endswith(b"%%EOF"), "the file")
    text = "".join(sheet.extract_text() for sheet in PdfReader(path).pages)
    assert all(case.number in text for case in program.cases())
    program.see_begin("打印案件台账")
    # The dialog hears of the saved rows a moment after the database has them.
    program.press_until("Escape", lambda: program.title == FIRST, FIRST)


def come_back(program: Program) -> None:
    """The next start: everything is listed, and the morning's filter is one choice away."""
    program.start()
    numbers = {case.number for case in program.cases()}
    assert {row["案件编号"] for row in program.listed()} == numbers
    program.press("ctrl+f", "Tab", "Tab", "Return")
    # The menu of filters: nothing is saved, so the last used one comes first.
    program.press("Down", "Return")
    back_to_table(program)
    until(lambda: len(program.listed()) == 4, "the filter of before")
    assert {row["案件编号"] for row in program.listed()} == assigned(program)


def test_a_clerks_morning(empty_program: Program, tmp_path: Path) -> None:
    program = empty_program
    begin_empty(program)
    take_october(program, october(tmp_path))
    back_to_table(program)
    assign_filtered(program)
    paste_twenty(program)
    print_to_file(program, tmp_path / "list.pdf")
    before = program.cases()
    program.press("alt+F4")
    assert program.ended() == 0
    come_back(program)
    assert program.cases() == before
    program.press("alt+F4")
    assert program.ended() == 0
