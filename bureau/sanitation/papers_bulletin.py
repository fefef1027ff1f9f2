"""考核情况通报: scores and ranks of the sections, what they lost and where, what is demanded of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from bureau.assessment.exact import score_text, short, total
from bureau.reports.amounts import amount_text, day_text
from bureau.reports.change import MINUS, NONE
from bureau.reports.chapters import numbered_chapters
from bureau.reports.citing import cite
from bureau.reports.paper import (
    Block,
    Chart,
    Column,
    Paper,
    Paragraph,
    SealPlace,
    Table,
)
from bureau.sanitation.charts import (
    MOST_ROADS,
    block_losses,
    loss_chart,
    roads_chart,
    score_chart,
    scores_of,
)
from bureau.sanitation.losses import road_losses
from bureau.sanitation.paper_source import (
    Source,
    absence_lines,
    adjustment_lines,
    clause_lines,
    issue_day,
    kept_of,
    lost_by_section,
    paper_number,
    score_cell,
)

if TYPE_CHECKING:
    from bureau.assessment.fees import Fee
    from bureau.assessment.scored import Kept
    from bureau.calendar.periods import Period
    from bureau.sanitation.judging import Judgement

BLANK_DAY: Final = "　　　　年　　月　　日"
RANKS: Final = (
    Column("名次", align="center", weight=8),
    Column("标段", align="center", weight=14),
    Column("承包公司", weight=34),
    Column("得分", numeric=True, weight=12),
    Column("较上月", numeric=True, weight=12),
    Column("扣减（元）", numeric=True, weight=22),
    Column("应付（元）", numeric=True, weight=25),
)
DEMANDS: Final = (
    "各环卫服务公司要对照扣分明细逐项整改，按期报送整改前后照片；重复出现的问题要查明原因，调整人员、车辆和班次。",
    "环卫所要对本月扣分较多的路段和大项加密检查，对整改逐项复查；逾期不整改的，按合同和考核细则处理。",
)
ALL: Final = "sanitation."
"""What keys of the department's figures begin with."""
LITTLE: Final = Fraction(1, 10)
"""A block whose share of all points lost is smaller isn't named in the text."""


def contractor_bulletin(source: Source) -> Paper:
    """The bulletin to all contractors, as an official paper; 初评稿 while a month isn't issued."""
    period, head = source.period, source.head
    draft = "" if all(one.is_issued for one in source.judged) else "（初评稿）"
    title = f"关于{period.title}环卫服务考核情况的通报{draft}"
    number = next(filter(None, map(paper_number, source.judged)), "")
    days = [day for day in map(issue_day, source.judged) if day is not None]
    return Paper(
        title=title,
        blocks=(
            Paragraph("各环卫服务公司，局属有关单位：", "address"),
            Paragraph(summary(period, source.judged)),
            *numbered_chapters(bulletin_sections(source)),
            SealPlace(head.issuer(source.issuer_title), day_text(max(days)) if days else BLANK_DAY),
        ),
        form="official",
        page_numbers="dash",
        issuer=head.red_head(source.issuer_title),
        number=number,
        colophon=head.colophon(source.issuer_title, None if draft else max(days, default=None)),
        watermark=source.watermark,
        author=head.bureau,
        subject=title,
        keywords=("环卫考核", period.title),
        made_at=head.made_at,
    )


def bulletin_sections(source: Source) -> list[tuple[str, list[Block]]]:
    """The parts of a bulletin by their titles; those without blocks are left out."""
    judged = source.judged
    return [
        ("考核得分和服务费", [rank_table(judged), *notes(judged)]),
        ("存在的主要问题", problem_blocks(judged)),
        ("问题较多的路段", road_blocks(judged)),
        ("得分变化", charts_there(score_chart(judged))),
        ("工作要求", [Paragraph(one) for one in DEMANDS]),
    ]


def charts_there(*charts: Chart | None) -> list[Block]:
    """Those charts that there are."""
    return [one for one in charts if one is not None]


# -- scores ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ranked:
    """A contract's months with the mean of their scores, and its place; None isn't ranked.

    Equal means share a place.
    """

    place: int | None
    score: Fraction | None
    months: tuple[Judgement, ...]

    @property
    def first(self) -> Judgement:
        """One of them, for names."""
        return self.months[0]

    @property
    def fees(self) -> tuple[Fee, ...]:
        """Those of its months that have one."""
        return tuple(one.fee for one in self.months if one.fee is not None)

    @property
    def score_words(self) -> str:
        """75.50, 不参评 or a dash."""
        return score_cell(self.first) if self.score is None else score_text(self.score)


def ranked(judged: Sequence[Judgement]) -> list[Ranked]:
    """The contracts by score, the best first, those without a score last."""
    together: dict[int, list[Judgement]] = {}
    for one in judged:
        together.setdefault(one.contract.record, []).append(one)
    scores = [mean(months) for months in together.values()]
    found = [
        Ranked(
            None if score is None else 1 + sum(o is not None and o > score for o in scores),
            score,
            tuple(months),
        )
        for months, score in zip(together.values(), scores, strict=True)
    ]
    return sorted(found, key=lambda one: (one.place is None, one.place or 0))


def mean(judged: Sequence[Judgement]) -> Fraction | None:
    """The mean of the scores, exact; None where there is none."""
    scores = [one.score.total for one in judged if one.score is not None]
    return total(scores) / len(scores) if scores else None


def rank_table(judged: Sequence[Judgement]) -> Table:
    """Every contract with place, score, change and fee; money summed up below."""
    lines = ranked(judged)
    fees = [fee for one in lines for fee in one.fees]
    sums = (*("", "合计", "", "", ""), *money_cells(fees, ALL))
    held = Counter(one.first.contract.section for one in lines)
    rows = [rank_line(one, alone=held[one.first.contract.section] == 1) for one in lines]
    return Table(RANKS, rows, (sums,) if fees else (), size="compact")


def money_cells(fees: Sequence[Fee], key: str = "") -> tuple[str, str]:
    """What is cut and payable together, dashes where there is nothing; tied to figures of `key`."""
    if not fees:
        return NONE, NONE
    deducted = amount_text(sum(one.deducted_fen for one in fees))
    payable = amount_text(sum(one.payable_fen for one in fees))
    if not key:
        return deducted, payable
    return cite(f"{key}deducted", deducted), cite(f"{key}payable", payable)


def rank_line(one: Ranked, *, alone: bool) -> tuple[str, ...]:
    """One contract; `alone` in its section it is what the section's figures say."""
    key = f"{ALL}section.{one.first.contract.section}." if alone else ""
    tied = bool(key) and one.score is not None
    return (
        NONE if one.place is None else str(one.place),
        one.first.section,
        one.first.company,
        cite(f"{key}score", one.score_words) if tied else one.score_words,
        change_words(one.first) if len(one.months) == 1 else NONE,
        *money_cells(one.fees, key),
    )


def change_words(judged: Judgement) -> str:
    """＋1.50: points more than in the month that was scored before, a dash without one."""
    curve = scores_of(judged)
    months = sorted(curve)
    if judged.score is None or len(months) < 2:
        return NONE
    change = curve[months[-1]] - curve[months[-2]]
    sign = "＋" if change > 0 else MINUS if change < 0 else ""
    return f"{sign}{score_text(abs(change))}"


def notes(judged: Sequence[Judgement]) -> list[Block]:
    """What of a section's score and fee isn't plain: choices, adjustments, clauses, corrections."""
    said: list[Block] = []
    several = len({one.period for one in judged}) > 1
    for one in judged:
        lines = [*absence_lines(one), *adjustment_lines(one), *worth_telling(one)]
        if one.unscored:
            lines.append(f"本月不参评：{one.unscored}")
        elif one.fault:
            lines.append(f"还不能核算：{one.fault.rstrip('。')}")
        if lines:
            month = one.period.title if several else ""
            said.append(Paragraph(f"{one.section}{month}：{'；'.join(lines)}。"))
    return said


def worth_telling(judged: Judgement) -> list[str]:
    """Failing and the clauses that apply, then corrections of months issued before."""
    fee = judged.fee
    if fee is None:
        return []
    said = clause_lines(judged) if fee.failures or fee.applied else []
    for line in fee.lines:
        if line.kind == "correction" and line.fen is not None:
            said.append(f"{line.title}：{line.words.rstrip('。')}，{amount_text(line.fen)} 元")
    return said


# -- words -----------------------------------------------------------------------------------------


def summary(period: Period, judged: Sequence[Judgement]) -> str:
    """How many sections were judged, what was found, the mean, the best and the last, the money."""
    scored = [one for one in judged if one.score is not None]
    average = mean(scored)
    sections = len({one.contract.section for one in scored or judged})
    if average is None:
        return f"{period.title}有环卫标段 {sections} 个，还没有考核得分。"
    kept = [one for month in scored for one in kept_of(month)]
    count = total(one.deduction.count for one in kept)
    said = f"{period.title}，对 {sections} 个环卫标段进行了考核，"
    said += f"记录扣分 {len(kept)} 条、问题 {short(count)} 处（次），"
    said += f"核定扣 {short(total(one.kept for one in kept))} 分，"
    said += f"平均得分 {cite(f'{ALL}mean', score_text(average))} 分。"
    return said + order_words(ranked(scored)) + money_words(judged)


def order_words(order: Sequence[Ranked]) -> str:
    """Who is first and last, nothing with one contract only."""
    if len(order) < 2:
        return ""
    first = [one.first.section for one in order if one.place == 1]
    last = [one.first.section for one in order if one.place == order[-1].place]
    said = f"得分最高的是{'、'.join(first)}（{order[0].score_words} 分）"
    if order[0].place != order[-1].place:
        said += f"，最低的是{'、'.join(last)}（{order[-1].score_words} 分）"
    return f"{said}。"


def money_words(judged: Sequence[Judgement]) -> str:
    """What is cut and payable of all contracts together."""
    fees = [one.fee for one in judged if one.fee is not None]
    if not fees:
        return ""
    deducted, payable = money_cells(fees, ALL)
    return f"服务费共扣减 {deducted} 元，应付 {payable} 元。"


# -- problems --------------------------------------------------------------------------------------


def problem_blocks(judged: Sequence[Judgement]) -> list[Block]:
    """What each block lost in words, table and chart; the roads of the large ones named."""
    table = loss_table(judged)
    if table is None:
        return [Paragraph("本月没有扣分。")] if any(one.score for one in judged) else []
    return [
        *(Paragraph(one) for one in block_words(judged)),
        table,
        *charts_there(loss_chart(judged)),
    ]


def block_words(judged: Sequence[Judgement]) -> list[str]:
    """A sentence for each block with a large share: points, share, the problems, where."""
    sums = block_losses(judged)
    whole = total(sums.values())
    said = []
    for title, lost in sums.items():
        if not whole or lost / whole < LITTLE:
            continue
        problems: dict[str, Fraction] = {}
        roads: dict[str, None] = {}
        for one in judged:
            for item, kept in items_of(one, title):
                problems[item] = problems.get(item, Fraction(0)) + kept.deduction.count
                if kept.deduction.road:
                    roads[kept.deduction.road] = None
        named = "、".join(f"{item} {short(count)} 处（次）" for item, count in problems.items())
        where = (
            f"，主要在{'、'.join([*roads][:4])}{'等路段' if len(roads) > 4 else ''}"
            if roads
            else ""
        )
        share = score_text(lost * 100 / whole)
        said.append(f"{title}扣 {short(lost)} 分，占 {share}%：{named}{where}。")
    return said


def items_of(judged: Judgement, block: str) -> list[tuple[str, Kept]]:
    """The deductions of a block with the title of their item, those that still count."""
    if judged.score is None:
        return []
    return [
        (item.item.title, kept)
        for scored in judged.score.walk()
        if scored.block.title == block
        for item in scored.items
        for kept in item.kept
        if kept.kept
    ]


def loss_table(judged: Sequence[Judgement]) -> Table | None:
    """Points lost by block and section; None where nothing was lost."""
    sums = {title: lost for title, lost in block_losses(judged).items() if lost}
    if not sums:
        return None
    sections = lost_by_section(judged)
    columns = (
        Column("考核大项", weight=28),
        *(Column(name, numeric=True, weight=13) for name in sections),
        Column("合计", numeric=True, weight=13),
    )
    body = [
        (title, *(points_cell(by.get(title)) for by in sections.values()), short(lost))
        for title, lost in sums.items()
    ]
    last = [short(total(by.values())) for by in sections.values()]
    return Table(
        columns,
        body,
        (("合计", *last, short(total(sums.values()))),),
        caption="各大项核定扣分",
        unit="分",
    )


def points_cell(points: Fraction | None) -> str:
    """Points lost, a dash for none."""
    return short(points) if points else NONE


def road_blocks(judged: Sequence[Judgement]) -> list[Block]:
    """The worst roads as a table and a chart."""
    worst = road_losses(judged)[:MOST_ROADS]
    if not worst:
        return []
    table = Table(
        (
            Column("序号", align="center", weight=8),
            Column("路段", weight=22),
            Column("标段", weight=30),
            Column("问题（处、次）", numeric=True, weight=24),
            Column("扣分", numeric=True, weight=13),
        ),
        [
            (
                str(number),
                one.title,
                "、".join(one.sections),
                short(one.problems),
                short(one.points),
            )
            for number, one in enumerate(worst, 1)
        ],
    )
    return [table, *charts_there(roads_chart(judged))]
