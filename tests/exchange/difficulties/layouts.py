"""How tables lie on their sheets."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path

from tests.exchange.difficulties.difficulty import Difficulty
from tests.exchange.ledger_sheets import write_book

CASE: list[object] = ["序号", "日期", "镇街", "地点", "问题类别"]
KEYS = ("found_on", "town", "address", "category")


def months_book(folder: Path) -> Path:
    sheets: dict[str, list[list[object]]] = {
        f"{month}月": [
            [f"{month}月市容整治台账"],
            CASE,
            [1, f"{month}.5", "城关镇", f"人民路{month}号", "占道经营"],
        ]
        for month in range(1, 13)
    }
    return write_book(folder / "2026年市容台账.xlsx", sheets)


def months_with_sum(folder: Path) -> Path:
    one = [1, "10.5", "城关镇", "人民路1号", "占道经营"]
    two = [1, "11.5", "城关镇", "人民路2号", "占道经营"]
    return write_book(
        folder / "2026年市容台账.xlsx",
        {"10月": [CASE, one], "11月": [CASE, two], "全年汇总": [CASE, one, two]},
    )


def group_rows(folder: Path) -> Path:
    header: list[object] = ["序号", "日期", "地点", "问题类别"]
    lines: list[list[object]] = [
        ["2026年10月市容整治台账"],
        header,
        ["一、城关镇"],
        [1, "10月5日", "人民路1号", "占道经营"],
        [2, "10月6日", "人民路2号", "乱堆乱放"],
        ["二、东关镇"],
        [1, "10月7日", "东街3号", "占道经营"],
    ]
    return write_book(folder / "台账.xlsx", {"台账": lines}, {"台账": ["A3:D3", "A6:D6"]})


def repeated_headings(folder: Path) -> Path:
    lines: list[list[object]] = []
    for page in range(3):
        lines += [["2026年10月市容整治台账"], list(CASE)]
        lines += [
            [page * 2 + n, f"10月{page * 2 + n}日", "城关镇", f"人民路{page * 2 + n}号", "占道经营"]
            for n in (1, 2)
        ]
        lines += [[f"第{page + 1}页 共3页"]]
    return write_book(folder / "台账.xlsx", {"台账": lines})


def two_tables(folder: Path) -> Path:
    lines: list[list[object]] = [
        ["2026年10月市容整治台账（已办结）"],
        CASE,
        [1, "10月5日", "城关镇", "人民路1号", "占道经营"],
        [],
        ["2026年10月市容整治台账（未办结）"],
        ["序号", "镇街", "日期", "地点", "问题类别"],
        [1, "城关镇", "10月6日", "人民路2号", "乱堆乱放"],
    ]
    return write_book(folder / "台账.xlsx", {"台账": lines})


def other_table_below(folder: Path) -> Path:
    lines: list[list[object]] = [
        ["2026年10月市容整治台账"],
        CASE,
        [1, "10月5日", "城关镇", "人民路1号", "占道经营"],
        [],
        ["执法人员名单"],
        ["姓名", "单位", "职务", "联系电话"],
        ["王伟", "一中队", "队员", "13800000001"],
        ["李强", "一中队", "队员", "13800000002"],
    ]
    return write_book(folder / "台账.xlsx", {"台账": lines})


def side_by_side(folder: Path) -> Path:
    head: list[object] = ["日期", "镇街", "地点", "问题类别"]
    lines: list[list[object]] = [
        ["2026年10月市容整治台账"],
        [*head, None, *head],
        [
            "10月5日",
            "城关镇",
            "人民路1号",
            "占道经营",
            None,
            "10月7日",
            "城关镇",
            "人民路3号",
            "占道经营",
        ],
        ["10月6日", "城关镇", "人民路2号", "占道经营"],
    ]
    return write_book(folder / "台账.xlsx", {"台账": lines})


def ticks(folder: Path) -> Path:
    lines: list[list[object]] = [
        ["2026年10月市容整治台账"],
        ["日期", "镇街", "地点", "问题类别", "处置方式", None, None],
        [None, None, None, None, "服务", "管理", "执法"],
        ["10月5日", "城关镇", "人民路1号", "占道经营", "√", None, None],
        ["10月6日", "城关镇", "人民路2号", "占道经营", None, "√", None],
        ["10月7日", "城关镇", "人民路3号", "占道经营", None, None, "√"],
        ["10月8日", "城关镇", "人民路4号", "占道经营", "√", "√", None],
    ]
    return write_book(folder / "台账.xlsx", {"台账": lines}, {"台账": ["E2:G2"]})


def subtotals(folder: Path) -> Path:
    lines: list[list[object]] = [
        ["2026年10月执法日志"],
        ["日期", "中队", "出动人员(人次)", "劝导占道经营(起)"],
        ["10月1日", "一中队", 8, 5],
        ["10月2日", "一中队", 9, 6],
        ["小　计", None, 17, 11],
        ["10月1日", "二中队", 7, 4],
        ["小 计", None, 7, 4],
        ["本月累计", None, 24, 15],
        ["单位负责人：", None, "填表人：王芳", None],
        ["（盖章）"],
    ]
    return write_book(folder / "日志.xlsx", {"日志": lines})


def squad_a_day(folder: Path) -> Path:
    lines: list[list[object]] = [
        ["2026年10月执法日志"],
        ["日期", "中队", "出动人员(人次)"],
        ["10月1日", "一中队", 8],
        [None, "二中队", 7],
        [None, "三中队", 6],
        ["10月2日", "一中队", 9],
        [None, "二中队", 5],
    ]
    return write_book(folder / "日志.xlsx", {"日志": lines}, {"日志": ["A3:A5", "A6:A7"]})


def turned_scores(folder: Path) -> Path:
    lines: list[list[object]] = [
        ["2026年10月镇街考核成绩"],
        ["项目", "城关镇", "东关镇", "西关镇"],
        ["案件办理(30分)", 28, 27.5, 30],
        ["现场检查(40分)", 36, 38, 35],
        ["分组", "A组", "A组", "B组"],
    ]
    return write_book(folder / "成绩.xlsx", {"成绩": lines})


def deep_header(folder: Path) -> Path:
    lines: list[list[object]] = [
        ["云岭县城市管理局"],
        ["市容秩序整治台账"],
        ["填报单位：市容股", None, None, "填报时间：2026年11月2日"],
        ["2026年10月"],
        [],
        CASE,
        [1, "5日", "城关镇", "人民路1号", "占道经营"],
    ]
    return write_book(folder / "台账.xlsx", {"台账": lines})


def combined_heading(folder: Path) -> Path:
    lines: list[list[object]] = [
        ["2026年10月市容整治台账"],
        ["日期", "镇街", "地点", "问题类别", "责任单位/责任人"],
        ["10月5日", "城关镇", "人民路1号", "占道经营", "一中队/王伟"],
        ["10月6日", "城关镇", "人民路2号", "占道经营", "二中队"],
    ]
    return write_book(folder / "台账.xlsx", {"台账": lines})


def unit_and_person(folder: Path) -> Path:
    lines: list[list[object]] = [
        ["2026年10月市容整治台账"],
        ["日期", "镇街", "地点", "问题类别", "责任单位"],
        ["10月5日", "城关镇", "人民路1号", "占道经营", "一中队/王伟"],
        ["10月6日", "城关镇", "人民路2号", "占道经营", "二中队（李强）"],
    ]
    return write_book(folder / "台账.xlsx", {"台账": lines})


def two_units(folder: Path) -> Path:
    lines: list[list[object]] = [
        ["2026年10月市容整治台账"],
        ["日期", "镇街", "地点", "问题类别", "责任单位"],
        ["10月5日", "城关镇", "人民路1号", "占道经营", "一中队"],
        ["10月6日", "城关镇", "人民路2号", "占道经营", "一中队、二中队"],
    ]
    return write_book(folder / "台账.xlsx", {"台账": lines})


def several_problems(folder: Path) -> Path:
    lines: list[list[object]] = [
        ["2026年10月市容整治台账"],
        ["日期", "镇街", "地点", "问题类别"],
        ["10月5日", "城关镇", "人民路1号", "占道经营、乱堆乱放"],
        ["10月6日", "城关镇", "人民路2号", "占道经营"],
    ]
    return write_book(folder / "台账.xlsx", {"台账": lines})


def state_with_day(folder: Path) -> Path:
    lines: list[list[object]] = [
        ["2026年10月市容整治台账"],
        ["日期", "镇街", "地点", "问题类别", "整改状态"],
        ["10月5日", "城关镇", "人民路1号", "占道经营", "已整改10.17"],
        ["10月6日", "城关镇", "人民路2号", "占道经营", "10月8日已整改"],
        ["10月7日", "城关镇", "人民路3号", "占道经营", "整改中"],
    ]
    return write_book(folder / "台账.xlsx", {"台账": lines})


def real_days(folder: Path) -> Path:
    lines: list[list[object]] = [
        ["市容整治台账"],
        CASE,
        [1, datetime(2026, 10, 5), "城关镇", "人民路1号", "占道经营"],
    ]
    return write_book(folder / "台账.xlsx", {"Sheet1": lines})


def row(day: int, number: int, category: str = "占道经营", town: str = "城关镇") -> list[object]:
    """The answer for one case of October 2026 in 人民路."""
    return [f"2026-10-{day:02}", town, f"人民路{number}号", category]


LAYOUTS = (
    Difficulty(
        name="twelve month sheets", ledger="market-cases", make=months_book, keys=KEYS,
        rows=[[f"2026-{m:02}-05", "城关镇", f"人民路{m}号", "占道经营"] for m in range(1, 13)],
    ),
    Difficulty(
        name="a sheet that repeats the others", ledger="market-cases", make=months_with_sum,
        keys=KEYS,
        rows=[row(5, 1), ["2026-11-05", "城关镇", "人民路2号", "占道经营"]],
        asks=["sheet:全年汇总"],
    ),
    Difficulty(
        name="town names as group rows", ledger="market-cases", make=group_rows, keys=KEYS,
        registered={"towns": ["城关镇", "东关镇"]},
        rows=[
            row(5, 1), row(6, 2, "乱堆乱挂"), ["2026-10-07", "东关镇", "东街3号", "占道经营"],
        ],
    ),
    Difficulty(
        name="headings printed again on each page", ledger="market-cases", make=repeated_headings,
        keys=KEYS, rows=[row(n, n) for n in range(1, 7)],
    ),
    Difficulty(
        name="two tables on one sheet", ledger="market-cases", make=two_tables, keys=KEYS,
        rows=[row(5, 1), row(6, 2, "乱堆乱挂")],
    ),
    Difficulty(
        name="a table of another kind below", ledger="market-cases", make=other_table_below,
        keys=KEYS, rows=[row(5, 1)], says=["下面"],
    ),
    Difficulty(
        name="two tables side by side", ledger="market-cases", make=side_by_side, keys=KEYS,
        rows=[row(5, 1), row(6, 2), row(7, 3)],
    ),
    Difficulty(
        name="ticks under three headings", ledger="market-cases", make=ticks,
        keys=("address", "handling"),
        rows=[
            ["人民路1号", "服务"], ["人民路2号", "管理"], ["人民路3号", "执法"],
            ["人民路4号", "服务"],
        ],
        asks=["several:服务/管理/执法（打√）"],
    ),
    Difficulty(
        name="subtotals and signatures", ledger="market-daily", make=subtotals,
        keys=("date", "unit", "counts"),
        rows=[
            ["2026-10-01", "一中队", {"出动人员": 8, "劝导占道经营": 5}],
            ["2026-10-02", "一中队", {"出动人员": 9, "劝导占道经营": 6}],
            ["2026-10-01", "二中队", {"出动人员": 7, "劝导占道经营": 4}],
        ],
    ),
    Difficulty(
        name="a row for each squad and day", ledger="market-daily", make=squad_a_day,
        keys=("date", "unit", "counts"),
        rows=[
            ["2026-10-01", "一中队", {"出动人员": 8}],
            ["2026-10-01", "二中队", {"出动人员": 7}],
            ["2026-10-01", "三中队", {"出动人员": 6}],
            ["2026-10-02", "一中队", {"出动人员": 9}],
            ["2026-10-02", "二中队", {"出动人员": 5}],
        ],
    ),
    Difficulty(
        name="towns as columns", ledger="town-scores", make=turned_scores,
        keys=("town", "marks"),
        rows=[
            ["城关镇", {"案件办理": 28, "现场检查": 36}],
            ["东关镇", {"案件办理": Decimal("27.5"), "现场检查": 38}],
            ["西关镇", {"案件办理": 30, "现场检查": 35}],
        ],
        says=["一列"],
    ),
    Difficulty(
        name="a header under many lines", ledger="market-cases", make=deep_header, keys=KEYS,
        rows=[row(5, 1)],
    ),
    Difficulty(
        name="a heading of two fields", ledger="market-cases", make=combined_heading,
        keys=("address", "unit", "person"),
        rows=[["人民路1号", "一中队", "王伟"], ["人民路2号", "二中队", None]],
    ),
    Difficulty(
        name="unit and person in one cell", ledger="market-cases", make=unit_and_person,
        keys=("address", "unit", "person"),
        rows=[["人民路1号", "一中队", "王伟"], ["人民路2号", "二中队", "李强"]],
        says=["责任人"],
    ),
    Difficulty(
        name="two units in one cell", ledger="market-cases", make=two_units,
        keys=("address", "unit", "helping_unit"),
        rows=[["人民路1号", "一中队", None], ["人民路2号", "一中队", "二中队"]],
        says=["协办单位"],
    ),
    Difficulty(
        name="several problems in one cell", ledger="market-cases", make=several_problems,
        keys=("address", "category", "note"),
        rows=[
            ["人民路1号", "占道经营", "问题类别：占道经营、乱堆乱放"],
            ["人民路2号", "占道经营", None],
        ],
        asks=["several:问题类别"], answers={"several:问题类别": "first"},
    ),
    Difficulty(
        name="status and day in one cell", ledger="market-cases", make=state_with_day,
        keys=("address", "state", "closed_on"),
        rows=[
            ["人民路1号", "结案", "2026-10-17"],
            ["人民路2号", "结案", "2026-10-08"],
            ["人民路3号", "处置中", None],
        ],
    ),
    Difficulty(
        name="real days without any title", ledger="market-cases", make=real_days, keys=KEYS,
        rows=[row(5, 1)],
    ),
)  # fmt: skip
