"""A month judged by real keys: contract and deductions imported, a round entered, an appeal, the issue."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Final

import pytest
from openpyxl import Workbook
from pypdf import PdfReader

from bureau.opening import open_desk
from tests.storage.offices import furnish, opened
from tests.window.program import Program, until
from tests.window.test_morning import begin_empty
from ui import tokens

DANGER: Final = tokens.TONES["danger"].ground
TOWNS: Final = ("河口镇", "石桥镇", "柳塘镇", "青山镇")
COUNTRY: Final = 2702
"""乡镇."""
BUTTON: Final = 200
"""A main button has more pixels of its colour than this."""
COMPANY: Final = "绿洁环境服务有限公司"
FEE, PAYABLE, CUT = "424,214.67", "381,793.20", "42,421.47"
"""90 % of the fee is 381,793.203 元."""
DEDUCTIONS: Final = (
    ("03", "道路清扫保洁", "卫生死角、积存垃圾", 5, 2, 10),
    ("08", "垃圾收运", "日产日清不到位、满溢", 5, 1, 5),
    ("15", "机械化作业与洗城", "洗城未完成或质量差", 2, 1.5, 3),
)
"""18 points; the round of the 20th takes 4 more."""
RANKING: Final = "月度排名 - 城管台账"
MONTH: Final = "月度考核 - 城管台账"
REWARDS: Final = """
SELECT towns.name, rank, fen, state.title FROM town_rewards
JOIN towns ON towns.id = town LEFT JOIN catalogue_items state ON state.id = state
ORDER BY town_rewards.id
"""
SETTLED: Final = """
SELECT state.title, handled_by FROM town_rewards
LEFT JOIN catalogue_items state ON state.id = state ORDER BY town_rewards.id
"""
LAST_STEP: Final = """
SELECT step.title, remark FROM sanitation_month_steps
JOIN catalogue_items step ON step.id = step ORDER BY sanitation_month_steps.id DESC LIMIT 1
"""


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
    program.paste("人民路")
    program.press("Return")
    for letters, count in (("ls", "4"), ("zc", "2")):
        # The road of the first line stands in the second already: both go on at 点位.
        program.press("Return")
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


def open_act(program: Program, title: str, down: int) -> None:
    """F8, so many lines down, Enter: the act asks, its main button is ready."""
    program.press("F8", *["Down"] * down, "Return")
    program.see_begin(title)
    until(lambda: program.count(tokens.ACCENT) >= BUTTON, f"{title} can be taken")


def take_act(program: Program, title: str, happened: str) -> None:
    """Ctrl+Enter takes the act: that many deductions have what `happened` names."""
    program.press_until("ctrl+Return", lambda: counted(program, happened), happened)
    until(lambda: program.title != title, "the page")


def counted(program: Program, happened: str) -> bool:
    """Whether so many deductions are so: 5 served_on IS NOT NULL."""
    count, _, where = happened.partition(" ")
    sql = f"SELECT count(*) FROM sanitation_deductions WHERE {where}"
    return program.read(sql) == [(int(count),)]


def appeal(program: Program) -> None:
    """All served at once; one contested and taken back; all accepted then."""
    program.go_to("sanitation-deductions")
    until(lambda: len(program.listed()) == 5, "five deductions, all selected")
    open_act(program, "送达", 0)
    take_act(program, "送达", "5 served_on IS NOT NULL")
    until(lambda: program.title == "扣分明细 - 城管台账", "the page")
    # The round stands first, its last problem before its first.
    program.press("ctrl+Home", "Down")
    open_act(program, "申诉", 2)
    program.paste("当日已清扫，有照片")
    take_act(program, "申诉", "1 appealed_on IS NOT NULL")
    until(lambda: program.title == "扣分明细 - 城管台账", "the page")
    open_act(program, "裁决", 0)
    program.type("cx")
    program.press("Return")
    take_act(program, "裁决", "1 ruling = 5103")
    until(lambda: program.title == "扣分明细 - 城管台账", "the page")
    until(lambda: len(program.listed()) == 5, "five deductions, all selected")
    open_act(program, "认可", 1)
    take_act(program, "认可", "5 accepted_on IS NOT NULL")
    program.see("扣分明细 - 城管台账")
    assert {row["问题描述"]: row["裁决"] for row in program.listed() if row["裁决"]} == {
        "漏扫、果皮纸屑烟蒂超标": "撤销"
    }


def state_of(program: Program, table: str) -> list[str]:
    """How far the months of a ledger have come."""
    sql = f"SELECT state.title FROM {table} LEFT JOIN catalogue_items state ON state.id = state"
    return [str(title) for (title,) in program.read(sql)]


def take_step(program: Program, page: str, step: str, table: str, to: str) -> None:
    """The step that comes next of a month whose questions are answered by now."""
    program.press_until("ctrl+Return", lambda: state_of(program, table) == [to], f"{step}: {to}")
    program.see(page)


def see_state(program: Program, state: str) -> None:
    """Waits for the first line of the month's table to have come so far."""

    def seen() -> bool:
        lines = program.listed()
        return bool(lines) and state in lines[0]["状态"]

    until(seen, f"{state} in the table", pause=0.2)


def judge(program: Program) -> None:
    """From the beginning to 签发, by F8 and Enter; 80.00 is the second of three tiers."""
    page, table = MONTH, "sanitation_months"
    program.go_to("sanitation-month")
    see_state(program, "未开始")
    assert program.listed()[0] == {
        "标段": "一标段",
        "公司": COMPANY,
        "状态": "○ 未开始",
        "得分": "80.00",
        "档次": "第二档",
        "计费基数(元)": FEE,
        "扣减(元)": CUT,
        "应付(元)": PAYABLE,
        "要办的事": "",
    }
    program.press("F8", "Return")
    see_state(program, "初评")
    for step, to, answer in (
        ("征求意见", "征求意见", ""),
        ("复核", "复核", ""),
        ("审定", "审定", "李局长"),
        ("签发", "已签发", "李局长"),
    ):
        open_act(program, step, 0)
        if answer:
            program.paste(answer)
        take_step(program, page, step, table, to)
        see_state(program, to)


def print_fees(program: Program, path: Path) -> None:
    """费用核算表 as a file: what is paid and what was cut."""
    program.press("ctrl+p")
    program.press_until(
        "ctrl+s", lambda: program.title.startswith("保存为 PDF"), "a name asked for"
    )
    program.enter(str(path))
    until(lambda: path.is_file() and path.read_bytes().rstrip().endswith(b"%%EOF"), "the file")
    text = "".join(sheet.extract_text() for sheet in PdfReader(path).pages)
    assert all(words in text for words in (COMPANY, "80.00", FEE, CUT, PAYABLE))
    assert "叁拾捌万壹仟柒佰玖拾叁元贰角" in text
    until(lambda: not program.title.startswith("保存为 PDF"), "the preview")
    program.press_until("Escape", lambda: program.title == MONTH, "the month")


def change_locked(program: Program) -> None:
    """A deduction of an issued month is refused; what was typed can be given up."""
    program.go_to("sanitation-deductions")
    program.press("ctrl+Home", *["Right"] * 5)
    until(lambda: program.cell() == "2.00", "the count of the newest deduction")
    program.press("F2", "ctrl+a")
    program.type("9")
    program.press("Return")
    # One sentence in red under the cell, which stays open.
    program.see_colour(DANGER)
    program.press("Escape")
    until(lambda: program.cell() == "2.00", "the count as it was")
    assert program.read("SELECT max(count) FROM sanitation_deductions") == [(500,)]


def unlock(program: Program) -> None:
    """解锁 with its reason: the month can be changed again, and the trail keeps why."""
    program.go_to("sanitation-month")
    see_state(program, "已签发")
    open_act(program, "解锁", 0)
    program.paste("漏录一次检查")
    program.press("Tab")
    program.paste("李局长")
    take_step(program, MONTH, "解锁", "sanitation_months", "审定")
    assert program.read(LAST_STEP) == [("解锁", "漏录一次检查")]


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
    judge(program)
    print_fees(program, tmp_path / "fees.pdf")
    change_locked(program)
    unlock(program)


# -- towns -----------------------------------------------------------------------------------------


@pytest.fixture
def county(empty_program: Program) -> Program:
    """A bureau with four towns of one group, none of which has a mark yet; its window is open."""
    root = furnish(empty_program.root)
    with opened(root) as desk, desk.store.operation(desk, "建立名册") as op:
        for position, name in enumerate(TOWNS, start=1):
            op.insert("towns", {"name": name, "group": COUNTRY, "position": position})
    empty_program.start()
    return empty_program


def enter_scores(program: Program) -> None:
    """Three rows pasted from a spreadsheet, the fourth typed cell by cell; one key saves."""
    program.go_to("town-entry")
    until(lambda: program.cell() == "", "the first mark")
    program.copy([["30", "40", "15", mark, "0"] for mark in ("7", "5", "3")])
    program.press("ctrl+v", "Down", "Down", "Down")
    for mark in ("30", "40", "15", "1"):
        program.type(mark)
        program.press("Tab")
    program.type("0")
    program.press("Return")
    program.press_until(
        "ctrl+Return", lambda: program.read("SELECT count(*) FROM town_scores") == [(4,)], "saved"
    )


def see_next(program: Program, before: int) -> None:
    """Waits for the main button to name another step: it is wider or narrower then."""
    until(lambda: program.count(tokens.ACCENT) != before, "the next step")


def settle(program: Program) -> None:
    """All three lines settled at once, and taken back at once."""
    page = "奖罚兑现 - 城管台账"
    program.go_to("town-rewards")
    until(lambda: len(program.listed()) == 3, "three lines, all selected")
    open_act(program, "兑现", 0)
    program.paste("王会计")
    program.press("Tab")
    program.paste("云城管委通〔2026〕10号")
    settled = [("已兑现", "王会计")] * 3
    program.press_until("ctrl+Return", lambda: program.read(SETTLED) == settled, "all settled")
    program.see(page)
    program.press("ctrl+z")
    until(lambda: program.read(SETTLED) == [("未兑现", None)] * 3, "taken back by one key")


def test_a_month_of_the_towns_to_its_money(county: Program) -> None:
    program = county
    enter_scores(program)
    program.go_to("towns-month")
    until(lambda: len(program.listed()) == 4, "four towns")
    assert [
        (row["名次"], row["镇街"], row["总分"], row["奖罚(元)"]) for row in program.listed()
    ] == [
        ("1", "河口镇", "92.00", "＋30,000.00"),
        ("2", "石桥镇", "90.00", "＋20,000.00"),
        ("3", "柳塘镇", "88.00", ""),
        ("4", "青山镇", "86.00", "－10,000.00"),
    ]
    before = program.count(tokens.ACCENT)
    program.press("F8", "Return")
    see_next(program, before)
    before = program.count(tokens.ACCENT)
    open_act(program, "审定", 2)
    program.paste("张主任")
    take_step(program, RANKING, "审定", "town_months", "审定")
    see_next(program, before)
    open_act(program, "签发", 0)
    # A bureau doesn't tell towns their ranks in its own name: who does is asked for, and who signed.
    program.press("ctrl+Return")
    program.see_colour(tokens.DANGER)
    program.type("csglwyh")
    # On to 文号, 取号, 签发日期 and 签发人.
    program.press("Return", "Return", "Return", "Return")
    program.paste("张主任")
    take_step(program, RANKING, "签发", "town_months", "已签发")
    assert program.read(REWARDS) == [
        ("河口镇", 1, 3_000_000, "未兑现"),
        ("石桥镇", 2, 2_000_000, "未兑现"),
        ("青山镇", 4, -1_000_000, "未兑现"),
    ]
    settle(program)
