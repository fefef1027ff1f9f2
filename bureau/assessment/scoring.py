"""Scores: from deductions and marks to blocks and the total, exact, rounded once where printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from bureau.assessment.appeals import after_ruling, check_appeal
from bureau.assessment.deductions import Absence, Deduction, Inputs, Mark
from bureau.assessment.exact import ZERO, short, total
from bureau.assessment.rubric import Block, Extra, Item, Rubric, walk
from bureau.assessment.scored import BlockScore, ExtraScore, ItemScore, Kept, Score
from bureau.errors import UserError


def score(rubric: Rubric, inputs: Inputs) -> Score:
    """What one unit scores by a rubric. Raises UserError where the inputs don't fit the rubric.

    The order of the inputs changes nothing in any figure.
    """
    refuse_strangers(rubric, inputs)
    blocks = tuple(score_block(block, inputs) for block in rubric.blocks)
    counted, share = counted_and_share(blocks)
    if not counted:
        raise UserError(f"“{rubric.title}”各项都没有检查，不能计分，请改为“不参评”。")
    extras = tuple(score_extra(extra, inputs.deductions) for extra in rubric.extras)
    return Score(
        rubric=rubric.key,
        title=rubric.title,
        full=rubric.full,
        counted=counted,
        floor=rubric.floor,
        ceiling=rubric.ceiling,
        blocks=blocks,
        share=share,
        extras=extras,
        adjustments=tuple(sorted(inputs.adjustments, key=lambda one: one.ref)),
    )


def counted_and_share(blocks: Iterable[BlockScore]) -> tuple[Fraction, Fraction]:
    """The marks that inspected blocks count, and what they brought, of all marks.

    Where a block is left out, the others stand for it in proportion.
    """
    present = [one for one in blocks if not one.left_out]
    counted = total(one.share for one in present)
    whole = total(one.share for one in blocks)
    if not counted:
        return ZERO, ZERO
    return counted, total(one.contribution for one in present) * whole / counted


def refuse_twice(block: Block, inputs: Inputs) -> None:
    """Raise UserError where both a block as a whole and one of its parts were judged."""
    below = {part.key for part in walk(block.parts)}
    below |= {item.key for part in walk(block.parts) for item in part.items}
    judged = {one.block for one in inputs.marks} | {one.block for one in inputs.absences}
    judged |= {one.item for one in inputs.deductions}
    if below & judged:
        raise UserError(f"“{block.title}”既有总的成绩又有小项成绩，只能留一样，请核对。")


def refuse_strangers(rubric: Rubric, inputs: Inputs) -> None:
    """Raise UserError for a deduction, mark or absence that the rubric has no place for."""
    blocks = {block.key: block for block in walk(rubric.blocks)}
    places = {key for key, block in blocks.items() if block.by == "deductions"}
    places |= {item.key for block in blocks.values() for item in block.items}
    for extra in rubric.extras:
        places |= {extra.key, *(item.key for item in extra.items)}
    for deduction in inputs.deductions:
        if deduction.item not in places:
            raise UserError(f"“{rubric.title}”没有扣分项“{deduction.item}”，请重新选择扣分项。")
    if len({one.ref for one in inputs.deductions}) < len(inputs.deductions):
        raise UserError("同一条扣分出现了两次，请核对扣分明细。")
    for mark in inputs.marks:
        if mark.block not in blocks or blocks[mark.block].by == "deductions":
            raise UserError(f"“{rubric.title}”没有直接打分的“{mark.block}”，请核对成绩。")
    absent = [one.block for one in inputs.absences]
    for key in absent:
        if key not in blocks or absent.count(key) > 1:
            raise UserError(f"“{key}”未检查的处理办法填错或填了两次，请核对。")


def score_block(block: Block, inputs: Inputs) -> BlockScore:
    """One block by its own way of scoring, or by what was chosen where it wasn't inspected."""
    absence = next((one for one in inputs.absences if one.block == block.key), None)
    marks = tuple(
        sorted((m for m in inputs.marks if m.block == block.key), key=lambda m: (m.ref, m.title))
    )
    items = score_items(block.key, block.items, inputs.deductions)
    if absence is not None:
        if marks or items:
            raise UserError(f"“{block.title}”有检查成绩，不能再按未检查处理，请核对。")
        refuse_twice(block, inputs)
        return by_choice(block, absence)
    if block.by == "parts" and not marks:
        return by_parts(block, inputs)
    if block.by == "deductions":
        if not inputs.inspections and not items:
            raise UserError(
                f"“{block.title}”本月没有检查记录，不能当作满分，请选择未检查的处理办法。"
            )
        return by_deductions(block, items)
    if not marks:
        raise UserError(f"“{block.title}”还没有成绩，请填写，或选择未检查的处理办法。")
    return by_marks(block, marks, inputs)


def by_choice(block: Block, absence: Absence) -> BlockScore:
    """A block that wasn't inspected."""
    needs_value = absence.choice in ("carry", "average")
    if needs_value != (absence.value is not None):
        raise UserError(f"“{block.title}”未检查：沿用或取平均要填得分，其他办法不填，请核对。")
    scored = block.full if absence.choice == "full" else absence.value or ZERO
    within_full(block, scored)
    return BlockScore(block=block, score=scored, absence=absence)


def by_parts(block: Block, inputs: Inputs) -> BlockScore:
    """A block made of parts; one whose parts are all left out is left out itself."""
    parts = tuple(score_block(part, inputs) for part in block.parts)
    counted, share = counted_and_share(parts)
    if not counted:
        reason = "各小项均未检查"
        gone = Absence(block=block.key, choice="leave-out", reason=reason)
        return BlockScore(block=block, score=ZERO, parts=parts, absence=gone)
    return BlockScore(block=block, score=max(share, block.floor), parts=parts)


def by_deductions(block: Block, items: tuple[ItemScore, ...]) -> BlockScore:
    """Full marks less the deductions, never below the floor (扣完为止)."""
    lost = total(item.lost for item in items)
    return BlockScore(
        block=block,
        score=max(block.full - lost, block.floor),
        lost=lost,
        spared=max(lost - (block.full - block.floor), ZERO),
        items=items,
    )


def by_marks(block: Block, marks: tuple[Mark, ...], inputs: Inputs) -> BlockScore:
    """A block whose score came in: given, as a mean of samples, as a rate, or as measured.

    A block of parts takes one mark too, where a sheet says no more than the whole.
    """
    refuse_twice(block, inputs)
    if block.by in ("given", "parts") and len(marks) > 1:
        raise UserError(f"“{block.title}”有 {len(marks)} 个成绩，只能有一个，请核对。")
    if any(mark.weight <= 0 for mark in marks):
        raise UserError(f"“{block.title}”样本的权重要大于 0，请核对。")
    weights = total(mark.weight for mark in marks)
    mean = total(out_of_full(block, mark) * mark.weight for mark in marks) / weights
    return BlockScore(block=block, score=max(mean, block.floor), marks=marks)


def out_of_full(block: Block, mark: Mark) -> Fraction:
    """One mark as points out of the block's full marks. Raises UserError outside its bounds."""
    if block.by == "rate":
        if not 0 <= mark.value <= 1:
            raise UserError(f"“{block.title}”的比率要在 0 到 100% 之间，请核对。")
        return block.full * mark.value
    if block.by == "ramp":
        return block.full * ramp(mark.value, block.best, block.worst)
    return within_full(block, mark.value)


def ramp(value: Fraction, best: Fraction, worst: Fraction) -> Fraction:
    """1 at `best` or better, 0 at `worst` or worse, in a straight line between."""
    share = (worst - value) / (worst - best)
    return min(max(share, ZERO), Fraction(1))


def within_full(block: Block, scored: Fraction) -> Fraction:
    """The score, when it lies between 0 and full marks. Raises UserError."""
    if not 0 <= scored <= block.full:
        raise UserError(
            f"“{block.title}”得分 {short(scored)} 不在 0 到 {short(block.full)} 之间，请核对。"
        )
    return scored


def score_extra(extra: Extra, deductions: Iterable[Deduction]) -> ExtraScore:
    """A bonus or penalty outside the blocks, up to its cap."""
    items = score_items(extra.key, extra.items, deductions)
    gathered = total(item.lost for item in items)
    amount = gathered if extra.cap is None else min(gathered, extra.cap)
    return ExtraScore(extra=extra, amount=amount, spared=gathered - amount, items=items)


def score_items(
    home: str, items: tuple[Item, ...], deductions: Iterable[Deduction]
) -> tuple[ItemScore, ...]:
    """The items of a block that something was recorded for, in the rubric's order.

    Deductions that name only the block come last, as 其他问题.
    """
    known = (*items, Item(key=home, title="其他问题"))
    by_item: Mapping[str, list[Deduction]] = {item.key: [] for item in known}
    for deduction in deductions:
        if deduction.item in by_item:
            by_item[deduction.item].append(deduction)
    return tuple(
        score_item(item, sorted(by_item[item.key], key=lambda one: one.ref))
        for item in known
        if by_item[item.key]
    )


def score_item(item: Item, deductions: Iterable[Deduction]) -> ItemScore:
    """One item's deductions, up to its cap."""
    kept = tuple(keep(item, deduction) for deduction in deductions)
    gathered = total(one.kept for one in kept)
    lost = gathered if item.cap is None else min(gathered, item.cap)
    return ItemScore(item=item, lost=lost, spared=gathered - lost, kept=kept)


def keep(item: Item, deduction: Deduction) -> Kept:
    """One deduction: what it cost when it was made and what stays of it. Raises UserError."""
    each = item.points if deduction.points is None else deduction.points
    if each is None:
        raise UserError(f"“{item.title}”没有固定分值，请填写每处扣几分。")
    if each < 0 or deduction.count <= 0 or deduction.factor < 0:
        raise UserError(f"“{item.title}”的数量和分值不能是负数或 0，请核对。")
    if item.least is not None and each < item.least:
        raise UserError(f"“{item.title}”每{item.unit}至少 {short(item.least)} 分，请核对。")
    if item.most is not None and each > item.most:
        raise UserError(f"“{item.title}”每{item.unit}至多 {short(item.most)} 分，请核对。")
    loss = deduction.count * each * deduction.factor
    if deduction.appeal is not None:
        check_appeal(deduction.appeal, loss)
    return Kept(
        deduction=deduction, each=each, loss=loss, kept=after_ruling(loss, deduction.appeal)
    )
