"""扣分明细: every deduction of a section's month by block, before and after its appeal, with subtotals."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from bureau.assessment.appeals import RULING_WORDS, Appeal
from bureau.assessment.exact import score_text, short, total
from bureau.assessment.explaining import block_words, total_words
from bureau.reports.amounts import day_short
from bureau.reports.change import MINUS, NONE
from bureau.reports.paper import (
    Block,
    Column,
    Heading,
    PageBreak,
    Paper,
    Paragraph,
    Signatures,
    Table,
)
from bureau.sanitation.paper_source import (
    Source,
    absence_lines,
    adjustment_lines,
    kept_of,
    named,
    place_words,
    scored_words,
)
from bureau.storage.photo_lists import kept_photos

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bureau.assessment.scored import BlockScore, ItemScore, Kept
    from bureau.sanitation.judging import Judgement

SIGNERS: Final = ("检查员", "复核人", "承包公司项目经理", "日期")
COLUMNS: Final = (
    Column("序号", align="center", weight=6),
    Column("检查日期", align="center", weight=11),
    Column("路段、点位", weight=24),
    Column("扣分项", weight=30),
    Column("数量", numeric=True, weight=11),
    Column("单项扣分", numeric=True, weight=9),
    Column("初评扣分", numeric=True, weight=9),
    Column("申诉与裁决", weight=34),
    Column("核定扣分", numeric=True, weight=9),
    Column("照片", numeric=True, weight=7),
    Column("检查人", align="center", weight=12),
)
EXTRAS: Final = (
    Column("日期", align="center", weight=11),
    Column("类别", align="center", weight=12),
    Column("事项", weight=34),
    Column("说明、依据", weight=70),
    Column("次数", numeric=True, weight=11),
    Column("加减分", numeric=True, weight=12),
)
SCORES: Final = (
    Column("考核大项", weight=26),
    Column("满分", numeric=True, weight=9),
    Column("初评扣分", numeric=True, weight=11),
    Column("核定扣分", numeric=True, weight=11),
    Column("得分", numeric=True, weight=11),
    Column("计算", weight=70),
)


def deduction_sheets(source: Source) -> Paper:
    """Every section's deductions, each beginning on a page of its own."""
    blocks: list[Block] = []
    for judged in source.judged:
        if blocks:
            blocks.append(PageBreak())
        blocks += section_pages(source, judged)
    name = f"{source.period.title}环卫考核扣分明细"
    return Paper(
        title=name,
        blocks=tuple(blocks),
        form="ledger",
        orientation="landscape",
        organisation=source.head.bureau,
        period=source.period.title,
        watermark=source.watermark,
        author=source.head.bureau,
        subject=name,
        keywords=("环卫考核", source.period.title),
        made_at=source.head.made_at,
    )


def section_pages(source: Source, judged: Judgement) -> list[Block]:
    """One section: a table for each block that lost points, then how the score came about."""
    month = f"　{judged.period.title}" if judged.period != source.period else ""
    blocks: list[Block] = [Heading(f"{named(judged)}{month}"), *said_of(source, judged)]
    if judged.score is None:
        return blocks
    number = 0
    for scored in judged.score.walk():
        if scored.items:
            kept = by_day(scored.items)
            blocks.append(
                table_of(source, f"{scored.block.title}（{lost_words(scored)}）", kept, number)
            )
            number += len(kept)
    extras = extra_table(judged)
    if extras is not None:
        blocks.append(extras)
    blocks += [score_table(judged), Signatures(SIGNERS, per_line=len(SIGNERS))]
    return blocks


def said_of(source: Source, judged: Judgement) -> list[Block]:
    """How often it was inspected, what was found, and what isn't plain, in small type."""
    lines = [standing] if (standing := source.standing(judged)) else []
    if judged.score is None:
        lines.append(f"不参评：{judged.unscored}" if judged.unscored else judged.fault)
    else:
        kept = kept_of(judged)
        inputs = judged.made.inputs if judged.made is not None else None
        days = inputs.inspections if inputs is not None else 0
        loss, left = total(one.loss for one in kept), total(one.kept for one in kept)
        said = f"本月检查 {days} 天，扣分 {len(kept)} 条，初评扣 {short(loss)} 分"
        if loss != left:
            said += f"，申诉后核定扣 {short(left)} 分"
        lines.append(f"{said}；考核得分 {scored_words(judged)}。")
        lines += [*absence_lines(judged), *adjustment_lines(judged)]
    return [Paragraph("\n".join(lines), "note")]


def by_day(items: Sequence[ItemScore]) -> list[tuple[ItemScore, Kept]]:
    """The deductions of some items in the order of days."""
    pairs = [(item, kept) for item in items for kept in item.kept]
    return sorted(pairs, key=lambda pair: (pair[1].deduction.on is None, str(pair[1].deduction.on)))


def lost_words(scored: BlockScore) -> str:
    """满分 40，扣 12，得 28.00; with what a cap or the floor spared."""
    words = f"满分 {short(scored.block.full)} 分，扣 {short(scored.lost)} 分"
    if scored.spared:
        words += f"，超出的 {short(scored.spared)} 分不再扣"
    return f"{words}，得 {score_text(scored.score)} 分"


def table_of(
    source: Source, caption: str, pairs: Sequence[tuple[ItemScore, Kept]], before: int
) -> Table:
    """The deductions of one block with their sums; numbering goes on from `before`."""
    body = [line_of(source, number, *pair) for number, pair in enumerate(pairs, before + 1)]
    loss = total(kept.loss for _, kept in pairs)
    left = total(kept.kept for _, kept in pairs)
    sums = ("", "", "小计", f"{len(pairs)} 条", "", "", short(loss), "", short(left), "", "")
    return Table(COLUMNS, body, (sums,), caption=caption)


def extra_table(judged: Judgement) -> Table | None:
    """Bonus and penalty outside the blocks, one line for each record; None where there is none."""
    body: list[tuple[str, ...]] = []
    for extra in judged.score.extras if judged.score is not None else ():
        sign = "＋" if extra.extra.adds else MINUS
        for item, kept in by_day(extra.items):
            one = kept.deduction
            body.append(
                (
                    day_short(one.on),
                    extra.extra.title,
                    item.item.title,
                    "　".join(filter(None, (one.note, one.basis))) or NONE,
                    f"{short(one.count)} {item.item.unit}",
                    f"{sign}{short(kept.kept)}",
                )
            )
    return Table(EXTRAS, body, caption="大项以外的加分和扣分") if body else None


def line_of(source: Source, number: int, item: ItemScore, kept: Kept) -> tuple[str, ...]:
    """One deduction; while nothing came of an appeal both values are the same."""
    one = kept.deduction
    title = item.item.title
    problem = one.note if one.note and one.note != title else title
    each = short(kept.each)
    if one.factor != 1:
        each += f" × {short(one.factor)}"
    return (
        str(number),
        day_short(one.on),
        place_words(kept),
        f"{problem}（来源案件 {one.source}）" if one.source else problem,
        f"{short(one.count)} {item.item.unit}",
        each,
        short(kept.loss),
        appeal_words(one.appeal, kept, ruling_reason(source, one.ref)),
        short(kept.kept),
        str(photo_count(source, one.ref) or NONE),
        one.inspector or NONE,
    )


def appeal_words(appeal: Appeal | None, kept: Kept, reason: str) -> str:
    """10月20日申诉：已当日清理。10月22日裁决减轻，2 → 1：…."""
    if appeal is None:
        return NONE
    words = f"{day_short(appeal.filed_on)}申诉"
    if appeal.reason:
        words += f"：{appeal.reason.rstrip('。')}"
    words += f"。{day_short(appeal.ruled_on)}{'裁决' if appeal.ruled_on else ''}"
    words += RULING_WORDS[appeal.ruling]
    if kept.kept != kept.loss:
        words += f"，{short(kept.loss)} → {short(kept.kept)}"
    return f"{words}：{reason.rstrip('。')}" if reason else words


def ruling_reason(source: Source, ref: str) -> str:
    """Why it was ruled so."""
    row = source.deductions.get(ref)
    return str(row["ruling_reason"] or "") if row else ""


def photo_count(source: Source, ref: str) -> int:
    """Photos of a deduction, before and after it was put right."""
    row = source.deductions.get(ref)
    if row is None:
        return 0
    return sum(len(kept_photos(row[key])) for key in ("photos", "photos_after"))


def score_table(judged: Judgement) -> Table:
    """Every block with its formula, then bonus, penalty, adjustment and the total."""
    score = judged.score
    if score is None:
        return Table(SCORES, ())
    body = [block_line(one) for one in score.walk()]
    for extra in score.extras:
        if extra.items:
            sign = "＋" if extra.extra.adds else MINUS
            body.append(
                (
                    extra.extra.title,
                    "",
                    "",
                    "",
                    f"{sign}{short(extra.amount)}",
                    extra_words(extra.items),
                )
            )
    for one in score.adjustments:
        sign = "＋" if one.points >= 0 else MINUS
        body.append(("审定调整", "", "", "", f"{sign}{short(abs(one.points))}", one.reason))
    kept = score.kept
    sums = (
        "总分",
        short(score.full),
        short(total(one.loss for one in kept)),
        short(total(one.kept for one in kept)),
        score_text(score.total),
        total_words(score),
    )
    return Table(SCORES, body, (sums,), caption="得分计算")


def block_line(scored: BlockScore) -> tuple[str, ...]:
    """One block: full marks, what was taken before and after appeals, score, formula."""
    kept = [one for item in scored.items for one in item.kept]
    loss: Fraction = total(one.loss for one in kept)
    by_deduction = scored.block.by == "deductions" and scored.absence is None
    return (
        scored.block.title,
        short(scored.block.full),
        short(loss) if by_deduction else NONE,
        short(total(one.kept for one in kept)) if by_deduction else NONE,
        NONE if scored.left_out else score_text(scored.score),
        block_words(scored),
    )


def extra_words(items: Sequence[ItemScore]) -> str:
    """县级表扬 1 次、应急保障 2 次."""
    return "、".join(
        f"{item.item.title} {short(total(kept.deduction.count for kept in item.kept))} {item.item.unit}"
        for item in items
    )
