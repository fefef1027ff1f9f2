"""Rubrics (考核细则): blocks, full marks, items and points as plain values with days of validity."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Literal

from bureau.assessment.exact import ZERO, short, total
from bureau.assessment.misfits import Misfit
from bureau.ledger.lenient.texts import fold

By = Literal["deductions", "given", "mean", "rate", "ramp", "parts"]
"""How a block is scored.

deductions: full marks less what was found, down to the floor (扣完为止). given: one mark out of
full. mean: the (weighted) mean of samples, each out of full. rate: a rate times full. ramp: a
measured value between `best` (full marks) and `worst` (none), as in 以克论净. parts: its parts.
"""
_BESIDE = re.compile(
    r"^[\s（(]*(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]?[、.．]\s*|[（(]?\d+(?:\.\d+)?\s*分[)）]?\s*$"
)


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks and all their parts, each before its parts."""
    for block in blocks:
        yield block
        yield from walk(block.parts)


def copied(rubric: Rubric, *, key: str, title: str, valid_from: date) -> Rubric:
    """A copy for the bureau to edit, in force from a day on and without an end."""
    return replace(rubric, key=key, title=title, valid_from=valid_from, valid_to=None)


def find_item(rubric: Rubric, words: str, block: str = "") -> Item | None:
    """The item that a clerk's words name; `block` is the block's title where the sheet says it.

    None where none, or more than one, is called so.
    """
    wanted, within = fold(words), fold(block)
    homes = [(one.title, one.items) for one in walk(rubric.blocks)]
    homes += [(one.title, one.items) for one in rubric.extras]
    found = [
        item
        for title, items in homes
        if not within or fold(title) == within
        for item in items
        if wanted in {fold(word) for word in (item.title, *item.synonyms)}
    ]
    return found[0] if len(found) == 1 else None


def mentioned_item(rubric: Rubric, sentence: str, block: str = "") -> Item | None:
    """The item whose title or synonym stands in a sentence: 人民路口卫生死角一处; the longest one.

    None where none does, or where several items are mentioned by words of the same length.
    """
    line, within = fold(sentence), fold(block)
    homes = [(one.title, one.items) for one in walk(rubric.blocks)]
    homes += [(one.title, one.items) for one in rubric.extras]
    found: dict[int, list[Item]] = {}
    for title, items in homes:
        if within and fold(title) != within:
            continue
        for item in items:
            words = (fold(word) for word in (item.title, *item.synonyms))
            longest = max((len(word) for word in words if word and word in line), default=0)
            if longest > 1:
                found.setdefault(longest, []).append(item)
    best = found[max(found)] if found else []
    return best[0] if len(best) == 1 else None


def find_block(rubric: Rubric, words: str) -> Block | None:
    """The block that a clerk's words name, None where none is called so.

    Its number and its full marks may stand beside: 一、道路清扫保洁（40分）.
    """
    blocks = tuple(walk(rubric.blocks))
    for said in (words, _BESIDE.sub("", words)):
        wanted = fold(said)
        found = next((one for one in blocks if wanted and fold(one.title) == wanted), None)
        if found is not None:
            return found
    return None


def check(rubric: Rubric) -> None:
    """Raise Misfit unless the rubric can be judged by."""
    if not rubric.blocks:
        raise Misfit(f"“{rubric.title}”还没有考核大项，请先添加。")
    if rubric.valid_to is not None and rubric.valid_to < rubric.valid_from:
        raise Misfit(f"“{rubric.title}”的失效日期早于生效日期，请核对。", "", "valid_to")
    if rubric.ceiling is not None and rubric.ceiling < rubric.full:
        raise Misfit(f"“{rubric.title}”的总分上限低于满分，请核对。", "", "ceiling")
    keys: set[str] = set()
    for key, title in _keys(rubric):
        if not key or key in keys:
            raise Misfit(
                f"“{rubric.title}”里“{title}”的编号是空的或者重复了，请改一个。", key, "title"
            )
        keys.add(key)
    for block in walk(rubric.blocks):
        _check_block(block)
    for extra in rubric.extras:
        if extra.cap is not None and extra.cap <= 0:
            raise Misfit(f"“{extra.title}”的上限要大于 0，请核对。", extra.key, "cap")
        _check_items(extra.items)


def _keys(rubric: Rubric) -> Iterator[tuple[str, str]]:
    homes = [(one.key, one.title, one.items) for one in walk(rubric.blocks)]
    homes += [(one.key, one.title, one.items) for one in rubric.extras]
    for key, title, items in homes:
        yield key, title
        yield from ((item.key, item.title) for item in items)


def _check_block(block: Block) -> None:
    if block.full <= 0 or block.share <= 0:
        field = "full" if block.full <= 0 else "weight"
        raise Misfit(f"“{block.title}”的满分和权重要大于 0，请核对。", block.key, field)
    if not 0 <= block.floor <= block.full:
        raise Misfit(f"“{block.title}”的最低分要在 0 和满分之间，请核对。", block.key, "floor")
    if (block.by == "parts") != bool(block.parts):
        raise Misfit(f"“{block.title}”按小项合成时要有小项，否则不能有，请核对。", block.key, "by")
    if block.items and block.by != "deductions":
        raise Misfit(f"“{block.title}”不按扣分计算，不能有扣分项，请核对。", block.key, "by")
    if block.parts and total(part.share for part in block.parts) != block.full:
        parts = short(total(part.share for part in block.parts))
        raise Misfit(
            f"“{block.title}”各小项合计 {parts} 分，不等于满分 {short(block.full)} 分，请核对。",
            block.key,
            "full",
        )
    if block.by == "ramp" and block.best == block.worst:
        raise Misfit(f"“{block.title}”得满分和得零分的数值相同，请核对。", block.key, "best")
    _check_items(block.items)


def _check_items(items: tuple[Item, ...]) -> None:
    for item in items:
        bounds = [one for one in (item.least, item.points, item.most) if one is not None]
        if any(one <= 0 for one in bounds) or bounds != sorted(bounds):
            raise Misfit(
                f"“{item.title}”的分值要大于 0，下限、标准、上限从小到大，请核对。",
                item.key,
                "points",
            )
        if item.cap is not None and item.cap <= 0:
            raise Misfit(f"“{item.title}”的扣分上限要大于 0，请核对。", item.key, "cap")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What one problem costs, or one merit brings. `points` None: the inspector says it each time.

    `least` and `most` bound what an inspector may say; `cap` is the most that the item can take in
    one month. `unit` is what is counted: 处, 路段, 车次.
    """

    key: str
    title: str
    points: Fraction | None = None
    least: Fraction | None = None
    most: Fraction | None = None
    cap: Fraction | None = None
    unit: str = "处"
    synonyms: tuple[str, ...] = ()
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A part of the score (大项): scored out of `full`, counting `weight` of the whole.

    A `weight` of None is that of its full marks: 40 out of 40. Blocks each out of 100 have one.
    """

    key: str
    title: str
    full: Fraction
    weight: Fraction | None = None
    by: By = "deductions"
    floor: Fraction = ZERO
    items: tuple[Item, ...] = ()
    parts: tuple[Block, ...] = ()
    best: Fraction = ZERO
    worst: Fraction = ZERO
    note: str = ""

    @property
    def share(self) -> Fraction:
        """Marks that it counts in what it is part of."""
        return self.full if self.weight is None else self.weight


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """Points outside the blocks: bonus (`adds`) or penalty, at most `cap` in one month."""

    key: str
    title: str
    adds: bool
    items: tuple[Item, ...]
    cap: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rubric:
    """One edition of a rubric, in force from `valid_from` to `valid_to`, both included.

    `family` is what it judges, in the department's own word. The total lies between `floor` and
    `ceiling` (None: no upper bound, so that a bonus can lead beyond full marks).
    """

    key: str
    title: str
    family: str
    valid_from: date
    blocks: tuple[Block, ...]
    extras: tuple[Extra, ...] = ()
    valid_to: date | None = None
    floor: Fraction = ZERO
    ceiling: Fraction | None = None
    note: str = ""

    @property
    def full(self) -> Fraction:
        """Full marks without bonus."""
        return total(block.share for block in self.blocks)
