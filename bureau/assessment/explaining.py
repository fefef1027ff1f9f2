"""How a score came about: a tree from the total down to each deduction, in words and numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from bureau.assessment.appeals import RULING_WORDS
from bureau.assessment.deductions import CHOICE_WORDS, Mark
from bureau.assessment.exact import HUNDRED, score_text, short, total
from bureau.assessment.scored import BlockScore, ExtraScore, ItemScore, Kept, Score


def explained(score: Score) -> Node:
    """The total with what it is made of; each node's value follows from those below it."""
    parts = [
        *(block_node(block) for block in score.blocks),
        *(extra_node(extra) for extra in score.extras if extra.items),
        *(
            Node("adjustment", "审定调整", one.points, one.reason, one.ref)
            for one in score.adjustments
        ),
    ]
    return Node("total", score.title, score.total, total_words(score), children=tuple(parts))


def total_words(score: Score) -> str:
    """大项合计 83.50 ＋ 加分 1 － 扣分 2 ＝ 82.50, with what bounds and omissions did."""
    words = f"各大项合计 {short(score.share)}"
    if score.counted != score.full:
        words += f"（未检查的不计入，按 {short(score.full)}÷{short(score.counted)} 折算）"
    for extra in score.extras:
        if extra.amount:
            words += (
                f" {'＋' if extra.extra.adds else '－'} {extra.extra.title} {short(extra.amount)}"
            )
    for one in score.adjustments:
        words += f" {'＋' if one.points >= 0 else '－'} 审定调整 {short(abs(one.points))}"
    free = score.share + total(one.signed for one in score.extras)
    free += total(one.points for one in score.adjustments)
    if score.total > free:
        words += f"，不低于 {short(score.floor)} 分"
    if score.total < free:
        words += f"，以 {short(score.total)} 分为限"
    return f"{words} ＝ {score_text(score.total)}"


def block_node(scored: BlockScore) -> Node:
    """One block with its items, parts or marks."""
    block = scored.block
    below = [
        *(block_node(part) for part in scored.parts),
        *(item_node(item) for item in scored.items),
        *(mark_node(mark) for mark in scored.marks),
    ]
    return Node("block", block.title, scored.score, block_words(scored), children=tuple(below))


def block_words(scored: BlockScore) -> str:
    """The formula of a block."""
    block, full = scored.block, short(scored.block.full)
    if scored.absence is not None:
        reason = f"，{scored.absence.reason}" if scored.absence.reason else ""
        words = f"未检查，{CHOICE_WORDS[scored.absence.choice]}{reason}"
    elif block.by == "deductions":
        words = f"{full} － {short(scored.lost)}" if scored.lost else f"{full}，没有扣分"
        words += "，扣完为止" if scored.spared else ""
    elif block.by == "rate":
        rates = "、".join(f"{short(mark.value * HUNDRED)}%" for mark in scored.marks)
        words = f"{full} × {rates}"
    elif block.by == "mean":
        words = f"{len(scored.marks)} 次平均"
    elif block.by == "ramp":
        words = (
            f"{len(scored.marks)} 次测量，{short(block.best)} 得满分、{short(block.worst)} 得零分"
        )
    else:
        words = "小项合计" if scored.parts else "成绩"
    words += f" ＝ {score_text(scored.score)}"
    if block.share != block.full and not scored.left_out:
        words += f"；折 {short(block.share)} 分计 {short(scored.contribution)}"
    return words


def extra_node(scored: ExtraScore) -> Node:
    """A bonus or penalty with its items."""
    words = short(scored.amount + scored.spared)
    if scored.spared:
        words += f"，以 {short(scored.amount)} 为限"
    children = tuple(item_node(item) for item in scored.items)
    return Node("extra", scored.extra.title, scored.signed, words, children=children)


def item_node(scored: ItemScore) -> Node:
    """An item with its deductions; its value is what it took."""
    words = " ＋ ".join(short(one.kept) for one in scored.kept)
    if scored.spared:
        words += f"，以 {short(scored.lost)} 为限"
    children = tuple(kept_node(one) for one in scored.kept)
    return Node("item", scored.item.title, scored.lost, words, children=children)


def kept_node(kept: Kept) -> Node:
    """One deduction: count × points, and its appeal."""
    one = kept.deduction
    words = f"{short(one.count)} × {short(kept.each)}"
    if one.factor != 1:
        reason = f"（{one.factor_reason}）" if one.factor_reason else ""
        words += f" × {short(one.factor)}{reason}"
    words += f" ＝ {short(kept.loss)}"
    if one.appeal is not None:
        words += f"；申诉{RULING_WORDS[one.appeal.ruling]}"
        words += f"，计 {short(kept.kept)}" if kept.kept != kept.loss else ""
    day = f"{one.on.month}月{one.on.day}日" if one.on else ""
    return Node("deduction", f"{day}{one.road}{one.place}" or one.ref, kept.kept, words, one.ref)


def mark_node(mark: Mark) -> Node:
    """One mark as it came in."""
    words = f"权重 {short(mark.weight)}" if mark.weight != 1 else ""
    return Node("mark", mark.title or mark.ref, mark.value, words, mark.ref)


def leaves(node: Node) -> Iterable[Node]:
    """The nodes that nothing lies below."""
    if not node.children:
        yield node
    for child in node.children:
        yield from leaves(child)


@dataclass(frozen=True, slots=True)
class Node:
    """One figure: what it is, how much, how it was made, the record behind it, what lies below."""

    kind: str
    title: str
    value: Fraction
    words: str
    ref: str = ""
    children: tuple[Node, ...] = ()
