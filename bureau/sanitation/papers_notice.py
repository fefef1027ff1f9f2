"""环卫考核结果和整改通知书: to one contractor, what its month came to, what is to be put right, until when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bureau.assessment.exact import score_text, short
from bureau.assessment.stored import day_of
from bureau.reports.amounts import amount_text, day_short, day_text, in_capitals
from bureau.reports.change import NONE
from bureau.reports.form_rows import DAY_TO_WRITE, QUARTERS, wide
from bureau.reports.paper import (
    Block,
    Column,
    FormTable,
    Gap,
    Heading,
    Masthead,
    Paper,
    Paragraph,
    SealPlace,
    Table,
)
from bureau.sanitation.paper_source import (
    Source,
    absence_lines,
    adjustment_lines,
    clause_lines,
    issue_day,
    kept_of,
    paper_number,
    place_words,
)
from bureau.sanitation.papers_deductions import by_day

if TYPE_CHECKING:
    from bureau.assessment.scored import ItemScore, Kept
    from bureau.sanitation.judging import Judgement

BLANK_DAY: Final = "　　　　年　　月　　日"
ROOM: Final = "　　　　"
PROBLEMS: Final = (
    Column("序号", align="center", weight=8),
    Column("检查日期", align="center", weight=16),
    Column("路段、点位", weight=25),
    Column("存在问题", weight=37),
    Column("数量", numeric=True, weight=14),
    Column("扣分", numeric=True, weight=10),
    Column("整改期限", align="center", weight=16),
)


def contractor_notices(source: Source) -> Paper:
    """A notice for each contract and month."""
    pages = (notice(source, one) for one in source.judged)
    return source.paper("环卫考核结果和整改通知书", source.period.title, pages)


def notice(source: Source, judged: Judgement) -> list[Block]:
    """One notice with its problems, and a box in which the contractor signs for it."""
    blocks: list[Block] = [
        Masthead(
            f"环卫考核{'' if judged.is_issued else '初评'}结果和整改通知书",
            source.head.bureau,
            paper_number(judged),
            source.standing(judged),
        ),
        Paragraph(f"{judged.company}：", "address"),
        *(Paragraph(one) for one in result_words(judged)),
    ]
    pairs = problems_of(judged)
    if pairs:
        blocks += [
            Heading("需要整改的问题", 3),
            Table(
                PROBLEMS,
                [problem_line(source, n, *pair) for n, pair in enumerate(pairs, 1)],
                size="compact",
            ),
        ]
    blocks += [
        *(Paragraph(one) for one in demand_words(source, judged, bool(pairs))),
        Gap(2),
        SealPlace(source.head.bureau, day_text(issue_day(judged)) or BLANK_DAY),
        receipt(source, judged),
    ]
    return blocks


def problems_of(judged: Judgement) -> list[tuple[ItemScore, Kept]]:
    """What still counts against the contractor, by day."""
    if judged.score is None:
        return []
    items = [item for block in judged.score.walk() for item in block.items]
    items += [item for extra in judged.score.extras if not extra.extra.adds for item in extra.items]
    return [pair for pair in by_day(items) if pair[1].kept]


def problem_line(source: Source, number: int, item: ItemScore, kept: Kept) -> tuple[str, ...]:
    """One problem with its limit."""
    one = kept.deduction
    row = source.deductions.get(one.ref)
    due = day_of(row, "due_on") if row is not None else None
    righted = row is not None and row["rechecked_on"] is not None
    return (
        str(number),
        day_short(one.on),
        place_words(kept),
        one.note or item.item.title,
        f"{short(one.count)} {item.item.unit}",
        short(kept.kept),
        "已复查" if righted else day_short(due) or NONE,
    )


def result_words(judged: Judgement) -> list[str]:
    """What the month came to."""
    number = judged.contract.row["number"]
    opening = f"根据合同（编号 {number}）和考核细则，对你公司承包的{judged.section}"
    opening += f"{judged.period.title}环卫服务进行了考核。"
    fee, score = judged.fee, judged.score
    if fee is None:
        return [f"{opening}考核结果还没有核定：{judged.fault}"]
    if score is None:
        said = f"{opening}本月不参评（{judged.unscored}）"
    else:
        grade = f"，属{judged.grade}" if judged.grade else ""
        count = len(kept_of(judged))
        said = f"{opening}记录扣分 {count} 条，考核得分 {score_text(score.total)} 分{grade}"
    said += f"；计费基数 {amount_text(fee.base_fen)} 元，扣减 {amount_text(fee.deducted_fen)} 元，"
    said += f"应付 {amount_text(fee.payable_fen)} 元（{in_capitals(fee.payable_fen)}）。"
    more = [*absence_lines(judged), *adjustment_lines(judged), *clause_lines(judged)]
    return [said, f"{'；'.join(more)}。"] if more else [said]


def demand_words(source: Source, judged: Judgement, problems: bool) -> list[str]:
    """What is to be done, and until when the result may be contested while it isn't issued."""
    said = ""
    if problems:
        said += "请按期限逐项整改，并将整改前后照片报我局复查；没有写明期限的，立即整改。"
    if not judged.is_issued:
        said += f"对扣分有异议的，请在收到本通知之日起 {source.appeal_days} 个工作日内书面申诉并附证明材料。"
    return [said] if said else []


def receipt(source: Source, judged: Judgement) -> FormTable:
    """Where the contractor signs."""
    manager = source.manager(judged) or ROOM
    foot = f"项目经理：{manager}　签收人（盖章）：{ROOM}{DAY_TO_WRITE}"
    return FormTable(QUARTERS, (wide("签收", "", 3, foot),))
