"""A month judged by real keys: contract and deductions imported, a round entered, an appeal, the issue."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Final

from openpyxl import Workbook
from pypdf import PdfReader

from bureau.opening import open_desk
from tests.window.program import Program, until
from tests.window.test_morning import begin_empty
from ui import tokens

COMPANY: Final = "绿洁环境服务有限公司"
FEE, PAYABLE, CUT = "424,214.67", "381,793.20", "42,421.47"
"""90 % of the fee is 381,793.203 元."""
DEDUCTIONS: Final = (
    ("03", "道路清扫保洁", "卫生死角、积存垃圾", 5, 2, 10),
    ("08", "垃圾收运", "日产日清不到位、满溢", 5, 1, 5),
    ("15", "机械化作业与洗城", "洗城未完成或质量差", 2, 1.5, 3),
)
"""18 points; the round of the 20th takes 4 more."""
MONTH_LINE: Final = "SELECT state.title, score, payable_fen FROM sanitation_months LEFT JOIN catalogue_items state ON state.id = state"


def month_before(today: date) -> date:
    """The first day of the month that a clerk judges."""
    return (today.replace(day=1) - timedelta(days=1)).replace(day=1)


def today_of(program: Program) -> date:
    """What the program takes for today."""
    with open_desk(program.root, writable=False) as desk:
        return desk.today()


def contracts(place: Path, month: date) -> Path:
    """A register of one contract, in force since the year before."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(
        ["标段", "承包公司", "合同编号", "开始日期", "结束日期", "月服务费(元)", "扣费规则"]
    )
    begins, ends = date(month.year - 1, 1, 1), date(month.year + 1, 12, 31)
    sheet.append(["一标段", COMPANY, "YLHW-01", begins, ends, 424_214.67, "三档"])
    path = place / "contracts.xlsx"
    book.save(path)
    return path


def deductions(place: Path, month: date) -> Path:
    """Three deductions of the section that the sheet is named after."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "一标段"
    sheet.append([f"{month.year}年{month.month}月环卫保洁考核扣分明细（一标段  {COMPANY}）"])
    sheet.append(
        ["序号", "检查日期", "检查路段", "考核项目", "问题描述", "数量(处)", "单项扣分", "扣分"]
    )
    for number, (day, block, problem, count, each, points) in enumerate(DEDUCTIONS, start=1):
        found = month.replace(day=int(day))
        sheet.append([number, found, "人民路", block, problem, count, each, points])
    path = place / "deductions.xlsx"
    book.save(path)
    return path


def take_file(program: Program, page: str, path: Path, table: str, count: int) -> None:
    """A file through the dialog of import, all of whose rows are right."""
    program.go_to(page)
    program.press("ctrl+f", "Tab", "Tab", "Tab", "Return")
    program.see_begin("导入")
    window = program.window
    program.press("Return")
    program.see_another(window)
    program.enter(str(path))
    program.see_begin("导入")
    program.press_until(
        "ctrl+Return",
        lambda: program.read(f"SELECT count(*) FROM {table}") == [(count,)],
        f"{count} rows in {table}",
    )
    program.press_until("Escape", lambda: not program.title.startswith("导入"), "the page")


ROUND: Final = """
SELECT road.name, block, problem, count, each, points, inspector
FROM sanitation_deductions LEFT JOIN roads road ON road.id = road WHERE found_on = '{}'
ORDER BY sanitation_deductions.id
"""


def enter_round(program: Program, day: date) -> None:
    """Two problems of one day, typed line by line and saved by one key."""
    program.go_to("sanitation-entry")
    # 标段 has the keyboard, the day stands before it.
    program.press("shift+Tab", "ctrl+a")
    program.type(f"{day}")
    program.press("Return")
    program.type("ybd")
    program.press("Return", "Return", "ctrl+a")
    program.paste("李建国")
    program.press("Return", "Return")
    for letters, count in (("ls", "4"), ("zc", "2")):
        program.paste("人民路")
        program.press("Return", "Return")
        program.type(letters)
        program.press("Return")
        program.type(count)
        program.press("Return")
    program.press("ctrl+Return")
    sql = ROUND.format(day)
    until(lambda: len(program.read(sql)) == 2, "two deductions more")
    assert program.read(sql) == [
        ("人民路", "道路清扫保洁", "漏扫、果皮纸屑烟蒂超标", 400, 50, 200, "李建国"),
        ("人民路", "公厕与转运站", "脏臭、设施损坏未报修、缺保洁", 200, 100, 200, "李建国"),
    ]


def appeal(program: Program) -> None:
    """All served at once; one contested and taken back; the others accepted."""
    program.go_to("sanitation-deductions")
    print(program.listed())
    program.press("F8")


def test_a_month_of_a_contractor_to_its_issue(empty_program: Program, tmp_path: Path) -> None:
    program = empty_program
    begin_empty(program)
    month = month_before(today_of(program))
    take_file(program, "contracts", contracts(tmp_path, month), "contracts", 1)
    take_file(
        program, "sanitation-deductions", deductions(tmp_path, month), "sanitation_deductions", 3
    )
    enter_round(program, month.replace(day=20))
    appeal(program)
    assert False
