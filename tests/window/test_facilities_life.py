"""A lamp, a road of cards, a hazard and a plan by real keys: from what was seen to what is counted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from bureau.desk import Desk
from bureau.opening import open_desk
from tests.storage.offices import furnish, item
from tests.window.program import Program, until
from tests.window.test_case_life import open_step
from tests.window.test_month_judged import month_before, today_of
from ui import tokens

ROAD = "人民路"
LAMPS, CABINETS = 8, 3
PATROLS = "夜间巡查 - 城管台账"
REPAIRS = "维修台账 - 城管台账"
REGISTER = "设施档案 - 城管台账"
HAZARDS = "安全隐患 - 城管台账"


def settle(desk: Desk) -> None:
    """A road of eight lamps with ten light sources, three cabinets with a plan, two hazards."""
    lamp, cabinet = (item(desk, "facility-kind", kind) for kind in ("路灯", "控制箱"))
    with desk.store.operation(desk, "建立档案") as op:
        road = op.insert("roads", {"name": ROAD})
        op.insert("roads", {"name": "学府北路"})
        for number in range(1, LAMPS + 1):
            place = {"code": f"RM-{number:03}", "road": road}
            op.insert("facilities", {**place, "kind": lamp, "heads": 1})
        for number in range(1, CABINETS + 1):
            place = {"code": f"XB-{number:02}", "road": road}
            op.insert("facilities", {**place, "kind": cabinet})
        light = op.insert("materials", {"name": "LED光源", "unit": "套", "price_fen": 12_800})
        inward = {"way": item(desk, "stock-way", "入库"), "quantity": 1000}
        op.insert("stock-moves", {"moved_on": "2026-01-05", "material": light, **inward})
        plan = {"name": "控制箱检修", "kind": cabinet, "team": "路灯维护班"}
        monthly = {"period": item(desk, "plan-period", "每月")}
        begin = {"begins_on": f"{desk.today():%Y-%m}-01"}
        op.insert("maintenance-plans", {**plan, **monthly, **begin})
        for hazard, grade in (("YH-1", "一般隐患"), ("YH-2", "重大隐患")):
            found = {"number": hazard, "found_on": "2026-01-12", "description": "护栏松动"}
            op.insert("hazards", {**found, "grade": item(desk, "hazard-grade", grade)})


@pytest.fixture
def program(empty_program: Program) -> Program:
    """The program, open on that bureau."""
    furnish(empty_program.root)
    with open_desk(empty_program.root, writable=True) as desk:
        settle(desk)
    empty_program.start()
    return empty_program


# -- what the tests share --------------------------------------------------------------------------


def take(program: Program, page: str, happened: Callable[[], bool], what: str) -> None:
    """Ctrl+Enter takes the act; the page is back."""
    program.press_until("ctrl+Return", happened, what)
    program.see(page)


def see_listed(program: Program, count: int) -> list[dict[str, str]]:
    """Waits for so many lines in the table; all are selected then."""
    until(lambda: len(program.listed()) == count, f"{count} lines")
    return program.listed()


def ask(program: Program, title: str, down: int) -> None:
    """An act that can't be taken before something is told: its first question has the keyboard."""
    program.press("F8", *["Down"] * down, "Return")
    program.see_begin(title)
    program.see_colour(tokens.FOCUS)


# -- a lamp ----------------------------------------------------------------------------------------

REPAIRED = """
SELECT facility, team, repairer, work, acceptance.title, accepted_by
FROM repairs LEFT JOIN catalogue_items acceptance ON acceptance.id = acceptance
ORDER BY facility
"""


def repaired(program: Program) -> list[tuple[str | int | None, ...]]:
    """How far each repair has come."""
    return program.read(REPAIRED)


def note_patrol(program: Program, day: date) -> None:
    """A patrol of the road in which two lamps were dark; 应亮 is filled in by the register."""
    program.go_to("light-patrols")
    program.press("ctrl+n")
    # 路段 has the keyboard, the day stands before it.
    program.press("shift+Tab", "ctrl+a")
    program.type(f"{day}")
    program.press("Return")
    program.type("rml")
    program.press("Return", "Return")
    program.type("2")
    program.press("Return")
    program.paste("RM-003、RM-005")
    patrols = "SELECT patrolled_on, due, dark, lamps FROM light_patrols"
    noted = [(f"{day}", LAMPS, 2, "RM-003、RM-005")]
    take(program, PATROLS, lambda: program.read(patrols) == noted, "the patrol")
    until(lambda: program.cell() == f"{day}", "the patrol in the list")


def test_two_dark_lamps_from_the_patrol_to_the_rate(program: Program) -> None:
    note_patrol(program, month_before(today_of(program)).replace(day=20))
    open_step(program, "暗灯报修")
    reported = [(f"RM-00{lamp}", *[None] * 5) for lamp in (3, 5)]
    take(program, PATROLS, lambda: repaired(program) == reported, "two repairs")

    program.go_to("repairs")
    see_listed(program, 2)
    open_step(program, "派工")
    program.paste("路灯维护班")
    sent = [(f"RM-00{lamp}", "路灯维护班", *[None] * 4) for lamp in (3, 5)]
    take(program, REPAIRS, lambda: repaired(program) == sent, "both sent")

    # The newest stands first: RM-005.
    program.press("ctrl+Home")
    ask(program, "领料", down=3)
    program.paste("LED光源 1套")
    program.press("Tab")
    program.paste("王师傅")
    drawn = "SELECT quantity, person FROM stock_moves WHERE repair IS NOT NULL"
    take(program, REPAIRS, lambda: program.read(drawn) == [(100, "王师傅")], "one drawn")
    open_step(program, "修复")
    program.paste("王师傅")
    program.press("Tab")
    program.paste("更换光源")
    mended = ("RM-005", "路灯维护班", "王师傅", "更换光源")
    take(program, REPAIRS, lambda: repaired(program)[1] == (*mended, None, None), "mended")
    open_step(program, "验收")
    # 合格 is proposed.
    program.press("Tab")
    program.paste("李所长")
    take(program, REPAIRS, lambda: repaired(program)[1] == (*mended, "合格", "李所长"), "accepted")
    assert repaired(program)[0] == sent[0]
    listed = {row["灯杆号"]: row for row in see_listed(program, 2)}
    assert (listed["RM-005"]["进度"], listed["RM-005"]["费用(元)"]) == ("已验收", "128.00")
    assert listed["RM-003"]["进度"] == "已派"
    open_rate(program)


def open_rate(program: Program) -> None:
    """亮灯率 of the patrol's month, and the patrol behind the number of dark lamps."""
    program.go_to("lighting")

    def seen() -> bool:
        lines = program.listed()
        return bool(lines) and lines[0]["未亮(盏)"] == "2"

    program.press_until("alt+Left", seen, "the month of the patrol")
    (line, *_) = program.listed()
    assert (line["应亮(盏)"], line["抽查亮灯率"]) == (f"{LAMPS}", "75.00%")
    program.press("ctrl+Home", "Right", "Right", "Return")
    program.see(PATROLS)
    (behind,) = see_listed(program, 1)
    assert (behind["路段"], behind["未亮灯杆号"]) == (ROAD, "RM-003、RM-005")


# -- the register ----------------------------------------------------------------------------------


def cards(program: Program) -> int:
    """How many cards there are."""
    ((count,),) = program.read("SELECT count(*) FROM facilities")
    assert isinstance(count, int)
    return count


def test_a_road_of_108_cards_is_made_and_taken_back_by_one_key(program: Program) -> None:
    program.go_to("facilities")
    before = cards(program)
    see_listed(program, before)
    program.press("ctrl+Home")
    ask(program, "按道路批量建档", down=3)
    # Road, sides, stretch, distance and pattern; the kind is proposed.
    program.paste("学府北路")
    program.press("Tab", "Tab")
    program.paste("左侧、右侧")
    program.press("Tab")
    program.paste("K3+200 至 K4+800")
    program.press("Tab")
    program.type("30")
    program.press("Tab", "Tab")
    program.paste("XF-{serial:03}")
    program.press("Tab")
    take(program, REGISTER, lambda: cards(program) == before + 108, "108 cards")
    assert program.last_act == "批量建档(108 盏)：XF-001 至 XF-108"
    program.press("ctrl+z")
    until(lambda: cards(program) == before, "taken back by one key")


# -- hazards ---------------------------------------------------------------------------------------

HANDLED = """
SELECT number, righted_on IS NOT NULL, accepted_by, closed_by FROM hazards ORDER BY number
"""


def test_a_grave_hazard_is_checked_before_it_is_closed(program: Program) -> None:
    def handled(*wanted: tuple[str, int, str | None, str | None]) -> bool:
        return program.read(HANDLED) == [*wanted]

    program.go_to("hazards")
    see_listed(program, 2)
    open_step(program, "整改完成")
    program.paste("已加固")
    righted = (("YH-1", 1, None, None), ("YH-2", 1, None, None))
    take(program, HAZARDS, lambda: handled(*righted), "both put right")
    # 销号 of both takes the one that isn't grave alone.
    see_listed(program, 2)
    open_step(program, "销号", down=1)
    program.paste("赵股长")
    small = ("YH-1", 1, None, "赵股长")
    take(program, HAZARDS, lambda: handled(small, righted[1]), "one closed")
    states = {row["隐患编号"]: row["状态"] for row in see_listed(program, 2)}
    assert states == {"YH-1": "已销号", "YH-2": "△ 已整改待销号"}
    program.press("ctrl+Home")
    until(lambda: program.cell() == "YH-2", "the grave one")
    open_step(program, "复验")
    program.paste("李局长")
    checked = ("YH-2", 1, "李局长", None)
    take(program, HAZARDS, lambda: handled(small, checked), "checked")
    open_step(program, "销号")
    program.paste("赵股长")
    take(program, HAZARDS, lambda: handled(small, (*checked[:3], "赵股长")), "both closed")


# -- a plan ----------------------------------------------------------------------------------------


def test_what_a_plan_lacks_is_noted_at_once(program: Program) -> None:
    today = today_of(program)
    program.go_to("maintenance")
    until(lambda: bool(program.listed()), "the plan")
    assert [(row["应做"], row["已做"], row["欠"]) for row in program.listed()] == [("3", "0", "3")]
    program.go_to("maintenance-plans")
    see_listed(program, 1)
    open_step(program, "登记养护")
    works = "SELECT done_on, done_by FROM maintenance_works"
    take(
        program,
        "养护计划 - 城管台账",
        lambda: program.read(works) == [(f"{today}", "路灯维护班")] * CABINETS,
        "three noted",
    )
    program.go_to("maintenance")
    until(lambda: [row["已做"] for row in program.listed()] == ["3"], "nothing is lacking")
    program.press("ctrl+z")
    until(lambda: program.read(works) == [], "taken back by one key")
    until(lambda: [row["欠"] for row in program.listed()] == ["3"], "three are lacking again")
