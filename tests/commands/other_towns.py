"""Score sheets of towns as other offices write them, with totals, ranks and money worked out beside."""

from __future__ import annotations

import random  # noqa: TID251 - seeded by the test
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from tests.commands.other_sheets import Grid, half_up, plain, reordered, text_of, written

F = Fraction
ITEMS: dict[str, tuple[int, tuple[str, ...]]] = {
    "cases": (30, ("案件办理", "数字城管", "案件办理情况")),
    "field": (40, ("现场检查", "现场考核", "实地检查")),
    "special": (15, ("专项工作", "专项整治", "专项")),
    "satisfaction": (10, ("群众满意度", "满意度", "满意度测评")),
    "duties": (5, ("履职与资料", "日常履职", "履职情况")),
}
"""Full marks and names of each item."""
GROUPS = {
    "城区街道": ("城区街道", "街道组", "A组", "一组", "主城区"),
    "乡镇": ("乡镇", "乡镇组", "B组", "二组", "镇组"),
}
STREETS = ("城东", "城西", "南关", "北苑", "新桥", "花园", "和平", "东湖")
COUNTRY = ("河口", "石桥", "柳塘", "青山", "白沙", "三江", "平安", "长岭")


@dataclass(slots=True)
class Town:
    """One town with its marks in 分 out of a hundred, and what is given or taken."""

    name: str
    group: str
    marks: dict[str, int]
    adjust: int | None

    @property
    def total(self) -> int:
        """All marks, hundredths."""
        return sum(self.marks.values()) + 100 * (self.adjust or 0)


@dataclass(slots=True)
class TownSheet:
    """A file with its towns; `misstated` are rows whose total in the file is another."""

    towns: list[Town] = field(default_factory=list)
    path: Path = Path()
    misstated: list[int] = field(default_factory=list)

    @property
    def expected(self) -> list[tuple[object, ...]]:
        """Town, group, total, rank and money of each, by name."""
        lines: list[tuple[object, ...]] = []
        for group in GROUPS:
            own = [town for town in self.towns if town.group == group]
            amounts = places(len(own))
            for town in own:
                above = sum(1 for other in own if other.total > town.total)
                tied = sum(1 for other in own if other.total == town.total)
                share = sum(amounts[above : above + tied], F(0)) / tied
                fen = half_up(share) if share >= 0 else -half_up(-share)
                total = text_of(F(town.total, 100))
                lines.append((town.name, group, total, above + 1, fen))
        return sorted(lines, key=str)


def places(count: int) -> list[Fraction]:
    """分 of each place in a group: the first at most half get 3, 2, 1 万元, the last ones pay."""
    amounts = [F(0)] * count
    for at, fen in enumerate((3_000_000, 2_000_000, 1_000_000)[: count // 2]):
        amounts[at] = F(fen)
    if count >= 3:
        amounts[-1] = F(-1_000_000)
    if count >= 6:
        amounts[-2] = F(-500_000)
    return amounts


def town_sheet(seed: int, folder: Path) -> TownSheet:
    """The sheet of one office."""
    chance = random.Random(seed)
    made = TownSheet()
    for group, stems, tail in (("城区街道", STREETS, "街道"), ("乡镇", COUNTRY, "镇")):
        count = chance.randint(2, 8)
        for stem in chance.sample(stems, count):
            made.towns.append(town(chance, stem + tail, group, made.towns))
    layout = chance.choice(("column", "above", "captions"))
    grid = Grid()
    title = chance.choice(("2026年10月镇（街道）城市管理考核成绩", "10月份综合考核成绩表"))
    grid.add([title])
    sums = chance.choice(([], ["total"], ["total", "rank"]))
    keys = reordered(chance, [*ITEMS, "adjust"]) + sums
    stated = chance.choice(("heading", "row", "no"))
    lead = ["序号", "单位"] if layout == "captions" else ["组别", chance.choice(("单位", "镇街"))]
    grid.add([*lead, *(heading(chance, key, stated) for key in keys)])
    if stated == "row":
        marks = {key: marks for key, (marks, _) in ITEMS.items()} | {"total": 100}
        grid.add(
            [None, chance.choice(("满分", "分值", "标准分")), *(marks.get(key) for key in keys)]
        )
    body(chance, made, grid, keys, layout)
    kind = chance.choice(("xlsx", "xls", "csv"))
    name = "镇街成绩2026年10月"
    made.path = written(folder, name, kind, {name if kind == "csv" else "成绩": grid})
    return made


def town(chance: random.Random, name: str, group: str, before: Sequence[Town]) -> Town:
    """Marks by lot; now and then those of a town before, for a tie."""
    others = [other for other in before if other.group == group]
    if others and chance.random() < 0.3:
        twin = chance.choice(others)
        return Town(name, group, dict(twin.marks), twin.adjust)
    marks = {key: chance.randint(70 * full, 100 * full) for key, (full, _) in ITEMS.items()}
    return Town(name, group, marks, chance.choice((None, 0, 1, 2, -1, -2)))


def heading(chance: random.Random, key: str, stated: str) -> str:
    """What a column is called, its full marks with it where they are stated there."""
    if key in ITEMS:
        full, names = ITEMS[key]
        tail = chance.choice((f"({full}分)", f"（{full}）", f"\n{full}分"))
        return chance.choice(names) + (tail if stated == "heading" else "")
    words = {"adjust": ("加减分", "加(减)分", "奖惩分"), "total": ("总分", "合计", "综合得分")}
    return chance.choice(words.get(key, ("排名", "名次")))


def body(
    chance: random.Random, made: TownSheet, grid: Grid, keys: Sequence[str], layout: str
) -> None:
    """The rows of the towns, group by group."""
    for number, (group, words) in enumerate(GROUPS.items()):
        own = [one for one in made.towns if one.group == group]
        word = chance.choice(words)
        if layout == "captions":
            grid.add(
                [chance.choice((word, f"{'一二'[number]}、{word}", f"{word}（{len(own)}个）"))]
            )
        for at, one in enumerate(own):
            rank = 1 + sum(1 for other in own if other.total > one.total)
            cells: dict[str, object] = {key: plain(F(mark, 100)) for key, mark in one.marks.items()}
            cells["adjust"] = spoken(chance, one.adjust)
            wrong = "total" in keys and chance.random() < 0.1
            cells["total"] = plain(F(one.total + (10 if wrong else 0), 100))
            cells["rank"] = rank
            first: object = at + 1 if layout == "captions" else word
            if layout == "above" and at:
                first = None
            row = grid.add([first, one.name, *(cells.get(key) for key in keys)])
            if wrong:
                made.misstated.append(row)


def spoken(chance: random.Random, adjust: int | None) -> object:
    """加减分 as it is written."""
    if not adjust:
        return adjust
    word = "加" if adjust > 0 else "扣"
    return chance.choice((adjust, str(adjust), f"{word}{abs(adjust)}分"))
