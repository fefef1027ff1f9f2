"""A rubric as a clerk edits it: rows of blocks and extras, rows of items below each, all texts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import get_args

from bureau.assessment.exact import HUNDRED, ZERO, short, total
from bureau.assessment.misfits import Misfit
from bureau.assessment.rubric import Block, By, Extra, Item, Rubric, check
from bureau.assessment.sheet_texts import (
    Line,
    day_of,
    free_key,
    needed,
    needed_day,
    number_of,
    shown,
    shown_day,
    text_of,
)
from bureau.ledger.lenient.texts import tidy
from bureau.ledger.words import split_words

BLOCK, BONUS, PENALTY = "block", "bonus", "penalty"
"""Kinds of rows: blocks and their parts, points added and points taken outside the blocks."""
BY_WORDS: Mapping[str, str] = {
    "deductions": "按问题扣分",
    "given": "直接打分",
    "mean": "多次平均",
    "rate": "按比率",
    "ramp": "按测量值",
    "parts": "小项合计",
}
KINDS: Mapping[str, str] = {BLOCK: "大项", BONUS: "加分", PENALTY: "扣分项"}


def sheet_of(rubric: Rubric) -> RubricSheet:
    """A rubric laid out for editing."""
    sheet = RubricSheet(
        fields={
            "title": rubric.title,
            "valid_from": shown_day(rubric.valid_from),
            "valid_to": shown_day(rubric.valid_to),
            "floor": shown(rubric.floor),
            "ceiling": shown(rubric.ceiling),
            "note": rubric.note,
        }
    )
    for block in rubric.blocks:
        lay_out(sheet, block, "")
    for extra in rubric.extras:
        kind = BONUS if extra.adds else PENALTY
        line = {"key": extra.key, "above": "", "kind": kind, "title": extra.title}
        sheet.blocks.append({**line, "cap": shown(extra.cap)})
        sheet.items[extra.key] = [item_line(item) for item in extra.items]
    return sheet


def lay_out(sheet: RubricSheet, block: Block, above: str) -> None:
    """A block's row, its parts' below it, and the rows of its items."""
    line = {"key": block.key, "above": above, "kind": BLOCK, "title": block.title}
    line |= {"full": shown(block.full), "weight": shown(block.weight), "by": block.by}
    line |= {"floor": shown(block.floor) if block.floor else "", "note": block.note}
    if block.by == "ramp":
        line |= {"best": shown(block.best), "worst": shown(block.worst)}
    sheet.blocks.append(line)
    sheet.items[block.key] = [item_line(item) for item in block.items]
    for part in block.parts:
        lay_out(sheet, part, block.key)


def item_line(item: Item) -> Line:
    """An item's row."""
    return {
        "key": item.key,
        "title": item.title,
        "points": shown(item.points),
        "least": shown(item.least),
        "most": shown(item.most),
        "cap": shown(item.cap),
        "unit": item.unit,
        "synonyms": synonym_text(item.synonyms),
        "basis": item.basis,
    }


def synonym_text(words: Sequence[str]) -> str:
    """甲、乙; with ； between where a word has a 、 of its own: 人行道、树穴；人行道不洁."""
    if not any("、" in word for word in words):
        return "、".join(words)
    return "；".join(words) if len(words) > 1 else f"{words[0]}；"


def synonyms_of(text: str) -> tuple[str, ...]:
    """The words of such a text: where a ； stands, nothing else separates."""
    if not re.search("[；;]", text):
        return tuple(split_words(text))
    return tuple(word for part in re.split("[；;]", text) if (word := tidy(part)))


def read_sheet(sheet: RubricSheet, *, key: str, family: str) -> Rubric:
    """The rubric that a sheet says, checked. Raises Misfit."""
    fields = sheet.fields
    rubric = Rubric(
        key=key,
        title=text_of(fields, "title", "名称"),
        family=family,
        valid_from=needed_day(fields, "valid_from", "生效日期"),
        valid_to=day_of(fields, "valid_to", "失效日期"),
        blocks=blocks_below(sheet, ""),
        extras=tuple(extra_of(sheet, line) for line in sheet.blocks if line["kind"] != BLOCK),
        floor=number_of(fields, "floor", "总分下限") or ZERO,
        ceiling=number_of(fields, "ceiling", "总分上限"),
        note=fields.get("note", "").strip(),
    )
    check(rubric)
    return rubric


def blocks_below(sheet: RubricSheet, above: str) -> tuple[Block, ...]:
    """The blocks, or the parts of one."""
    lines = [one for one in sheet.blocks if one["kind"] == BLOCK and one["above"] == above]
    return tuple(block_of(sheet, line) for line in lines)


def block_of(sheet: RubricSheet, line: Line) -> Block:
    """The block of a row. Raises Misfit."""
    title = text_of(line, "title", "大项名称")
    parts = blocks_below(sheet, line["key"])
    ramp = line.get("by") == "ramp"
    return Block(
        key=line["key"],
        title=title,
        full=needed(line, "full", f"{title}：满分"),
        weight=number_of(line, "weight", f"{title}：权重"),
        by=by_of(line.get("by", "")),
        floor=number_of(line, "floor", f"{title}：最低分") or ZERO,
        items=items_of(sheet, line["key"]),
        parts=parts,
        best=needed(line, "best", f"{title}：得满分的数值") if ramp else ZERO,
        worst=needed(line, "worst", f"{title}：得零分的数值") if ramp else ZERO,
        note=line.get("note", "").strip(),
    )


def by_of(text: str) -> By:
    """A way of scoring by its key, 按问题扣分 where none is said."""
    return next((by for by in get_args(By) if by == text), "deductions")


def extra_of(sheet: RubricSheet, line: Line) -> Extra:
    """Bonus or penalty of a row. Raises Misfit."""
    title = text_of(line, "title", "加减分名称")
    return Extra(
        key=line["key"],
        title=title,
        adds=line["kind"] == BONUS,
        cap=number_of(line, "cap", f"{title}：上限"),
        items=items_of(sheet, line["key"]),
    )


def items_of(sheet: RubricSheet, home: str) -> tuple[Item, ...]:
    """The items of a block or extra. Raises Misfit."""
    return tuple(item_of(line) for line in sheet.items.get(home, []))


def item_of(line: Line) -> Item:
    """The item of a row. Raises Misfit."""
    title = text_of(line, "title", "问题名称")
    return Item(
        key=line["key"],
        title=title,
        points=number_of(line, "points", f"{title}：每处分值"),
        least=number_of(line, "least", f"{title}：最少"),
        most=number_of(line, "most", f"{title}：最多"),
        cap=number_of(line, "cap", f"{title}：每月上限"),
        unit=line.get("unit", "").strip() or "处",
        synonyms=synonyms_of(line.get("synonyms", "")),
        basis=line.get("basis", "").strip(),
    )


def sum_of(sheet: RubricSheet) -> Fraction | None:
    """What the blocks count together as typed, None while one of them is no number."""
    try:
        return total(
            share_of(line) for line in sheet.blocks if line["kind"] == BLOCK and not line["above"]
        )
    except Misfit:
        return None


def share_of(line: Line) -> Fraction:
    """What a row's block counts: its weight, else its full marks. Raises Misfit."""
    weight = number_of(line, "weight", "权重")
    return needed(line, "full", "满分") if weight is None else weight


def sum_words(sheet: RubricSheet) -> tuple[str, bool]:
    """各大项合计 95 分，比 100 分少 5 分; and whether it is as usual: 100, or 1000 (千分制)."""
    gathered = sum_of(sheet)
    if gathered is None:
        return "各大项合计：满分或权重还没有填全", False
    words = f"各大项合计 {short(gathered)} 分"
    if gathered in (HUNDRED, 10 * HUNDRED):
        return words, True
    away = HUNDRED - gathered
    return f"{words}，比 100 分{'少' if away > 0 else '多'} {short(abs(away))} 分", False


def add_block(sheet: RubricSheet, kind: str = BLOCK, above: str = "") -> str:
    """A new row at the end of its kind, or of the parts of `above`; gives its key."""
    key = free_key(sheet.keys, kind)
    line = {"key": key, "above": above, "kind": kind, "title": ""}
    if kind == BLOCK:
        line |= {"full": "", "by": "deductions"}
    if above:
        upper = sheet.line(above)
        upper["by"] = "parts"
        # What was found before in the whole is found in its first part from now on.
        sheet.items[key] = sheet.items.pop(above, [])
        sheet.items[above] = []
    else:
        sheet.items[key] = []
    sheet.blocks.insert(place_for(sheet, kind, above), line)
    return key


def place_for(sheet: RubricSheet, kind: str, above: str) -> int:
    """Where a new row stands: behind the last one of its own."""
    family = {above} | below(sheet, above) if above else set()
    places = [
        at
        for at, line in enumerate(sheet.blocks)
        if (line["key"] in family if above else line["kind"] == kind)
    ]
    if places:
        return places[-1] + 1
    blocks = [at for at, line in enumerate(sheet.blocks) if line["kind"] in (BLOCK, kind)]
    return blocks[-1] + 1 if blocks else 0


def below(sheet: RubricSheet, key: str) -> set[str]:
    """The keys of all parts below a row."""
    found: set[str] = set()
    for line in sheet.blocks:
        if line["above"] == key or line["above"] in found:
            found.add(line["key"])
    return found


def remove_block(sheet: RubricSheet, key: str) -> None:
    """Takes a row away with its parts and items; what was made of it alone is scored itself again."""
    above = sheet.line(key)["above"]
    gone = {key} | below(sheet, key)
    sheet.blocks = [line for line in sheet.blocks if line["key"] not in gone]
    for one in gone:
        sheet.items.pop(one, None)
    if above and not below(sheet, above):
        sheet.line(above)["by"] = "deductions"


def move_block(sheet: RubricSheet, key: str, step: int) -> bool:
    """Moves a row with its parts among those beside it; False where it is at the end."""
    line = sheet.line(key)
    beside = [
        one["key"]
        for one in sheet.blocks
        if one["above"] == line["above"] and one["kind"] == line["kind"]
    ]
    at = beside.index(key)
    if not 0 <= at + step < len(beside):
        return False
    other = beside[at + step]
    first, second = (key, other) if step > 0 else (other, key)
    family = {first} | below(sheet, first)
    moved = [one for one in sheet.blocks if one["key"] in family]
    rest = [one for one in sheet.blocks if one["key"] not in family]
    behind = {second} | below(sheet, second)
    place = max(at for at, one in enumerate(rest) if one["key"] in behind) + 1
    sheet.blocks = [*rest[:place], *moved, *rest[place:]]
    return True


def add_item(sheet: RubricSheet, home: str) -> str:
    """A new item at the end of a block or extra; gives its key."""
    key = free_key(sheet.keys, f"{home}.item")
    sheet.items.setdefault(home, []).append({"key": key, "title": "", "unit": "处"})
    return key


def home_of(sheet: RubricSheet, key: str) -> str:
    """The row of blocks that shows a key: its own, or that of the block an item is in."""
    for home, lines in sheet.items.items():
        if any(line["key"] == key for line in lines):
            return home
    return key


@dataclass
class RubricSheet:
    """The texts of a rubric: its own fields, rows of blocks in order, rows of items by block."""

    fields: dict[str, str] = field(default_factory=dict)
    blocks: list[Line] = field(default_factory=list)
    items: dict[str, list[Line]] = field(default_factory=dict)

    @property
    def keys(self) -> Sequence[str]:
        """All keys that are taken."""
        lines = [line for home in self.items.values() for line in home]
        return [line["key"] for line in (*self.blocks, *lines)]

    def line(self, key: str) -> Line:
        """The row of a block or extra."""
        return next(line for line in self.blocks if line["key"] == key)
