"""Contracts and deductions of offices that nobody has seen, with scores and fees worked out beside."""

from __future__ import annotations

import random  # noqa: TID251 - seeded by the test
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path

from tests.commands.other_sheets import (
    MONTH_FIRST,
    MONTH_LAST,
    Grid,
    half_up,
    plain,
    reordered,
    text_of,
    written,
    written_day,
)

F = Fraction
NAMINGS: tuple[tuple[str, ...], ...] = (
    ("一标段", "二标段", "三标段", "四标段"),
    ("一标", "二标", "三标", "四标"),
    ("第一标段", "第二标段", "第三标段", "第四标段"),
    ("1标段", "2标段", "3标段", "4标段"),
    ("标段一", "标段二", "标段三", "标段四"),
    ("第1标包", "第2标包", "第3标包", "第4标包"),
)
LETTERS: tuple[tuple[str, ...], ...] = (
    ("A标", "B标", "C标", "D标"),
    ("A标段", "B标段", "C标段", "D标段"),
)
COMPANIES = ("绿洁环境服务", "众诚保洁", "康宁市政环卫工程")
SUFFIXES = ("有限公司", "有限责任公司", " 有限公司", "公司")
ROADS = ("人民路", "建设大道", "老车站路", "学府路")
RUBRIC: tuple[tuple[str, int, tuple[tuple[str, str, str], ...]], ...] = (
    (
        "道路清扫保洁",
        40,
        (
            ("漏扫、果皮纸屑烟蒂超标", "0.5", "巡查发现漏扫{n}处"),
            ("卫生死角、积存垃圾", "2", "路口卫生死角一处"),
            ("积水、积泥、油污", "0.5", "慢车道积泥未清"),
            ("向雨水井扫倒垃圾", "2", "保洁员向雨水井扫倒垃圾"),
        ),
    ),
    ("机械化作业与洗城", 15, (("洗城未完成或质量差", "1.5", "当晚洗城未完成"),)),
    (
        "垃圾收运",
        15,
        (
            ("日产日清不到位、满溢", "1", "垃圾满溢无人收"),
            ("车辆滴漏、抛洒、未密闭", "1", "清运车辆滴漏污染路面"),
            ("混装混运", "1", "有混装混运现象"),
        ),
    ),
    ("公厕与转运站", 10, (("脏臭、设施损坏未报修、缺保洁", "1", "公厕脏臭，已通知"),)),
    ("环卫设施", 5, (("果皮箱/垃圾桶破损脏污、摆放乱", "0.2", "果皮箱破损多只"),)),
)
"""Block, full marks, and of its items: title, points for each, a sentence that mentions it."""
TIERS = {
    "三档": ((90, 100), (80, 90), (70, 80), (0, 70)),
    "六档": ((95, 100), (85, 98), (75, 95), (65, 90), (60, 80), (0, 70)),
}


@dataclass(slots=True)
class Section:
    """One section: its contract, and what its month comes to."""

    at: int
    name: str
    company: str
    number: str
    begins: date
    ends: date | None
    fee_fen: int
    rule: str
    lost: dict[str, Fraction] = field(default_factory=dict)

    @property
    def score(self) -> Fraction:
        """Full marks less what each block lost, no block below 0."""
        full = {title: marks for title, marks, _ in RUBRIC}
        return 100 - sum((min(lost, F(full[title])) for title, lost in self.lost.items()), F(0))

    @property
    def expected(self) -> dict[str, object]:
        """Its line of the figures."""
        served = (MONTH_LAST - max(self.begins, MONTH_FIRST)).days + 1
        base = F(self.fee_fen * served, 31)
        if self.rule == "按分":
            share = max(90 - self.score, F(0)) / 100
        else:
            pay = next(pay for least, pay in TIERS[self.rule] if self.score >= least)
            share = 1 - F(pay, 100)
        payable = base - min(base * share, base)
        return {
            "section": self.name,
            "company": self.company,
            "score": text_of(self.score),
            "rule": self.rule,
            "base_fen": half_up(base),
            "deducted_fen": half_up(base) - half_up(payable),
            "payable_fen": half_up(payable),
        }


@dataclass(slots=True)
class Office:
    """One office: its sections, its files, and the rows that must be refused."""

    chance: random.Random
    folder: Path
    sections: list[Section] = field(default_factory=list)
    contracts: Path = Path()
    deductions: Path = Path()
    accepted: int = 0
    refused: list[tuple[str, int]] = field(default_factory=list)
    """Sheet and row of each deduction without a contract."""
    day_heading: str = ""
    layout: str = ""

    @property
    def expected(self) -> list[dict[str, object]]:
        """The figures of all sections that were inspected."""
        return [section.expected for section in self.sections]


def office(seed: int, folder: Path) -> Office:
    """The files of one office."""
    chance = random.Random(seed)
    made = Office(chance, folder)
    names = chance.choice((*NAMINGS, *LETTERS))
    for at in range(chance.randint(2, 4)):
        made.sections.append(section(chance, at, names[at]))
    made.contracts = contract_file(made)
    others = LETTERS if names in LETTERS else NAMINGS
    made.deductions = deduction_file(made, chance.choice(others))
    return made


def section(chance: random.Random, at: int, name: str) -> Section:
    """A contract drawn by lot; the second section always begins within the month."""
    begins = (
        date(2026, 10, chance.randint(5, 20)) if at == 1 else date(2025, chance.randint(1, 9), 1)
    )
    ends = chance.choice((date(2027, 12, 31), date(2028, 6, 30), None))
    company = COMPANIES[at // 2] + "有限公司"
    fee = chance.choice((42_421_467, 43_176_100, 63_296_900, 31_000_000, 50_000_001))
    rule = chance.choice(("三档", "六档", "按分"))
    return Section(at, name, company, f"HT-{at + 1:02}", begins, ends, fee, rule)


# -- contracts -------------------------------------------------------------------------------------

CONTRACT_WORDS: dict[str, tuple[str, ...]] = {
    "section": ("标段", "标包", "标段名称", "合同段"),
    "company": ("承包公司", "中标单位", "服务单位", "乙方", "作业单位"),
    "number": ("合同编号", "合同号"),
    "begins": ("开始日期", "起始日期", "合同开始时间"),
    "ends": ("结束日期", "终止日期", "到期日期"),
    "term": ("起止日期", "合同期限", "服务期限", "合同起止时间"),
    "rule": ("扣费规则", "付费方式", "扣款规则", "考核付费办法"),
}
FEE_WORDS = ("月服务费", "月承包费", "每月服务费", "月合同价")


def contract_file(of: Office) -> Path:
    """The contracts under other headings, in another order, with title and total."""
    chance = of.chance
    in_one, way = chance.random() < 0.5, chance.choice(("yuan", "wan", "words"))
    dates = ["term"] if in_one else ["begins", "ends"]
    keys = reordered(chance, ["section", "company", "number", *dates, "fee", "rule"], ("section",))
    headings = {key: chance.choice(words) for key, words in CONTRACT_WORDS.items()}
    unit = {"yuan": "(元)", "wan": "（万元）", "words": ""}[way]
    headings["fee"] = chance.choice(FEE_WORDS) + unit
    grid = Grid()
    for line in chance.choice(
        ((), ("2026年环卫保洁服务合同一览表",), ("合同台账", "单位：环卫所"))
    ):
        grid.add([line])
    grid.add(["序号", *(headings[key] for key in keys), "备注"])
    merges = chance.random() < 0.5
    for one in of.sections:
        # One company has two sections: its cells are merged, or the second spelling is another.
        second = one.at % 2 == 1
        company = chance.choice((one.company, one.company.removesuffix("有限公司") + " 公司"))
        cells = {
            "section": one.name,
            "company": None if merges and second else company if second else one.company,
            "number": one.number,
            "begins": written_day(chance, one.begins),
            "ends": None if one.ends is None else written_day(chance, one.ends),
            "term": term(chance, one),
            "fee": fee(one.fee_fen, way),
            "rule": one.rule,
        }
        row = grid.add([one.at + 1, *(cells[key] for key in keys), chance.choice((None, "续签"))])
        if merges and second:
            letter = "BCDEFGHI"[keys.index("company")]
            grid.merged.append(f"{letter}{row - 1}:{letter}{row}")
    grid.add(["合计", *(None for _ in keys)])
    kind = "xlsx" if merges else chance.choice(("xlsx", "xls", "csv"))
    return written(of.folder, "合同一览", kind, {"合同" if kind != "csv" else "合同一览": grid})


def term(chance: random.Random, one: Section) -> str:
    """From when to when, in one cell."""
    begins = one.begins
    if one.ends is None:
        return f"{begins.year}年{begins.month}月{begins.day}日至长期"
    ends = one.ends
    return chance.choice(
        (
            f"{begins.year}.{begins.month}.{begins.day}—{ends.year}.{ends.month}.{ends.day}",
            f"{begins.year}年{begins.month}月{begins.day}日至{ends.year}年{ends.month}月{ends.day}日",
            f"{begins.isoformat()}~{ends.isoformat()}",
            f"{begins.isoformat()}-{ends.isoformat()}",
            f"{begins.year}/{begins.month}/{begins.day} - {ends.year}/{ends.month}/{ends.day}",
        )
    )


def fee(fen: int, way: str) -> object:
    """A month's fee as it is written."""
    if way == "yuan":
        return plain(F(fen, 100))
    if way == "wan":
        return plain(F(fen, 1_000_000))
    return f"{fen // 100:,}.{fen % 100:02}元"


# -- deductions ------------------------------------------------------------------------------------

DEDUCTION_WORDS: dict[str, tuple[str, ...]] = {
    "day": ("检查日期", "日期", "考核日期", "检查时间"),
    "road": ("检查路段", "路段", "道路名称"),
    "block": ("考核项目", "大项", "考核类别"),
    "problem": ("问题描述", "考核内容", "存在问题", "扣分原因"),
    "count": ("数量(处)", "处数", "数量", "问题个数"),
    "each": ("单项扣分", "扣分标准", "每处扣分"),
    "points": ("扣分", "扣分值", "应扣分", "扣分合计"),
    "inspector": ("检查人", "检查人员"),
}


def deduction_file(of: Office, names: Sequence[str]) -> Path:
    """The month's deductions, sections told in one of four ways under names of their own."""
    chance = of.chance
    of.layout = chance.choice(("sheets", "titles", "column", "captions"))
    keys = ["day", "road", "problem", "count", "each", "points", "inspector"]
    if chance.random() < 0.6:
        keys.append("block")
    keys = reordered(chance, keys, ("day",))
    headings = {key: chance.choice(words) for key, words in DEDUCTION_WORDS.items()}
    of.day_heading = headings["day"]
    title = "2026年10月环卫保洁考核扣分明细"
    header = ["序号", *(headings[key] for key in keys), "整改情况"]
    sheets: dict[str, Grid] = {}
    if of.layout in ("column", "captions"):
        grid = sheets["明细"] = Grid()
        grid.add([title])
        grid.add([*header, "标段"] if of.layout == "column" else header)
    for one in of.sections:
        told = names[one.at]
        if of.layout in ("sheets", "titles"):
            grid = Grid()
            sheets[told if of.layout == "sheets" else f"Sheet{one.at + 1}"] = grid
            # Without its bracket a name of a company isn't that of another section.
            shown = one.company.removesuffix("有限公司") + chance.choice(SUFFIXES)
            grid.add([f"{title}（{told}  {shown}）"])
            grid.add(header)
        elif of.layout == "captions":
            number = grid.add([chance.choice((told, f"{told}（{one.company}）"))])
            if chance.random() < 0.5:
                grid.merged.append(f"A{number}:H{number}")
        sheet = next(name for name, known in sheets.items() if known is grid)
        tail = [told] if of.layout == "column" else []
        fill(of, one, sheet, grid, keys, tail)
    kinds = ("xlsx", "xls", "csv") if len(sheets) == 1 else ("xlsx", "xls")
    kind = chance.choice(kinds)
    if kind == "csv":
        of.refused = [("扣分2026年10月", row) for _, row in of.refused]
        sheets = {"扣分2026年10月": grid}
    elif chance.random() < 0.5:
        sheets["说明"] = Grid([["说明"], ["扣分按考核细则执行，各项扣完为止。"]])
    return written(of.folder, "扣分2026年10月", kind, sheets)


def fill(
    of: Office, one: Section, sheet: str, grid: Grid, keys: Sequence[str], tail: Sequence[object]
) -> None:
    """Some deductions of a section, one or two before its contract began, and their subtotal."""
    chance, total = of.chance, F(0)
    first = max(one.begins, MONTH_FIRST).day
    for number in range(1, chance.randint(4, 9)):
        early = first > 1 and number == 2
        day = date(2026, 10, chance.randint(1, first - 1) if early else chance.randint(first, 31))
        title, cells, points = deduction(chance, day)
        row = grid.add(
            [number, *(cells[key] for key in keys), chance.choice(("已整改", None)), *tail]
        )
        tail = [None] * len(tail)
        total += points
        if early:
            of.refused.append((sheet, row))
            continue
        of.accepted += 1
        one.lost[title] = one.lost.get(title, F(0)) + points
    sums: dict[str, object] = {"points": plain(total)}
    grid.add([chance.choice(("小计", "合 计")), *(sums.get(key) for key in keys)])


def deduction(chance: random.Random, day: date) -> tuple[str, dict[str, object], Fraction]:
    """One row with its block and what it costs."""
    title, full, items = chance.choice(RUBRIC)
    words, each_text, sentence = chance.choice(items)
    each, count = F(each_text), chance.randint(1, 3)
    said = chance.choice((words, words, sentence.format(n=count)))
    points = each * count
    cells: dict[str, object] = {
        "day": written_day(chance, day, bare=True),
        "road": chance.choice(ROADS),
        "block": chance.choice((title, f"{title}（{full}分）")),
        "problem": f"{said}（第{chance.randint(1, 99999)}号）" if said != words else said,
        "count": chance.choice((count, f"{count}处", str(count))),
        "each": chance.choice((plain(each), f"{each_text}分", None)),
        "points": chance.choice(
            (plain(points), f"扣{text_of(points)}分", plain(-points), None, text_of(points))
        ),
        "inspector": "魏海燕",
    }
    return title, cells, points
