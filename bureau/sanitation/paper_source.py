"""What the papers of sanitation print from: the months as they are judged, their records, names, read once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from bureau.assessment.exact import ZERO, score_text, short, total
from bureau.assessment.month_flow import FIRST
from bureau.assessment.remarks import absence_remarks, adjustment_remarks
from bureau.assessment.scored import Kept
from bureau.assessment.stored import Row, day_of, months_within
from bureau.calendar.periods import Period
from bureau.errors import UserError
from bureau.reports.amounts import day_dotted
from bureau.reports.change import NONE
from bureau.reports.paper import Block, Paper
from bureau.sanitation.judging import Judgement, judge_month
from bureau.sanitation.ledgers import CONTRACTORS, DEDUCTIONS
from bureau.settings.declared import APPEAL_DAYS
from bureau.settings.forms import Forms as BaseForms
from bureau.settings.reading import read_settings
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.storage.connection import Reader

BUREAU: Final = 6504
"""Catalogue id of the issuer 城市管理局, which is where nobody chose another."""


@dataclass(frozen=True)
class Forms(BaseForms):
    """What the forms of sanitation need."""

    keywords = ("环卫",)


@dataclass(frozen=True)
class Source(Forms):
    """The months of contracts that papers are about, and the records behind them by their refs."""

    period: Period
    today: date
    appeal_days: int
    judged: tuple[Judgement, ...]
    deductions: Mapping[str, Row]
    contractors: Mapping[int, Row]

    @classmethod
    def of(
        cls, desk: Desk, conn: Reader, period: Period, contracts: Collection[int] = ()
    ) -> Source:
        """The months of these contracts within a period, of all without any.

        Raises UserError where no contract is in force.
        """
        found = cls.found(desk, conn, period, contracts)
        if not found.judged:
            raise UserError(f"{period.title}没有生效的环卫合同，请先登记合同。")
        return found

    @classmethod
    def found(
        cls, desk: Desk, conn: Reader, period: Period, contracts: Collection[int] = ()
    ) -> Source:
        """The same, without any month where no contract is in force."""
        today, names = desk.today(), desk.store.names(conn)
        judged = tuple(
            one
            for month in months_within(period)
            for one in judge_month(conn, names, month, today)
            if not contracts or one.contract.record in contracts
        )
        settings = read_settings(conn, today)
        wanted = [int(ref.partition(":")[2]) for ref in deduction_refs(judged)]
        companies = dict.fromkeys(company_of(one) for one in judged)
        return cls(
            settings.letterhead(desk.now()),
            names,
            desk.store.folder,
            period,
            today,
            settings.value(APPEAL_DAYS),
            judged,
            {
                f"{DEDUCTIONS.name}:{row['id']}": row
                for row in rows.page(conn, DEDUCTIONS, wanted, today=today)
            },
            {
                int(str(row["id"])): row
                for row in rows.page(conn, CONTRACTORS, companies, today=today)
            },
        )

    def standing(self, judged: Judgement) -> str:
        """初评，未签发: how far a month has come; "" once it is issued."""
        if judged.is_issued:
            return ""
        item = self.names.item_by_id(int(str((judged.month or {}).get("state") or FIRST)))
        return f"{item.title if item else '初评'}，未签发，数字仅供核对"

    @property
    def issuer_title(self) -> str:
        """The organ that was chosen at 签发, "" for the bureau itself."""
        chosen = next(
            (one.month["issuer"] for one in self.judged if one.month and one.month["issuer"]),
            BUREAU,
        )
        item = self.names.item_by_id(int(str(chosen))) if chosen != BUREAU else None
        return item.title if item is not None else ""

    def manager(self, judged: Judgement) -> str:
        """The contractor's project manager."""
        row = self.contractors.get(company_of(judged))
        return str(row["person"] or "") if row else ""

    def sheets(self, title: str, pages: Iterable[Sequence[Block]]) -> Paper:
        """Forms about these months; they say where one isn't issued."""
        return replace(self.paper(title, self.period.title, pages), watermark=self.watermark)

    @property
    def watermark(self) -> str:
        """What stands behind a paper in which a month isn't issued."""
        return "" if all(one.is_issued for one in self.judged) else "未签发"


def deduction_refs(judged: Iterable[Judgement]) -> list[str]:
    """The records of deductions that these months were judged by."""
    return [
        one.ref
        for month in judged
        if month.made is not None and month.made.inputs is not None
        for one in month.made.inputs.deductions
        if one.ref.startswith(f"{DEDUCTIONS.name}:")
    ]


def company_of(judged: Judgement) -> int:
    """The contractor of a month."""
    return int(str(judged.contract.row["company"]))


def named(judged: Judgement) -> str:
    """一标段　绿洁环境服务有限公司."""
    return f"{judged.section}　{judged.company}"


def scored_words(judged: Judgement) -> str:
    """75.50 分, 不参评, or a dash where it can't be judged yet."""
    if judged.score is not None:
        return f"{score_text(judged.score.total)} 分"
    return "不参评" if judged.unscored else NONE


def score_cell(judged: Judgement) -> str:
    """75.50, 不参评 or a dash."""
    return scored_words(judged).removesuffix(" 分")


def kept_of(judged: Judgement) -> tuple[Kept, ...]:
    """The deductions of a month's blocks, in the order of the rubric."""
    return () if judged.score is None else judged.score.kept


def lost_by_block(judged: Judgement) -> dict[str, Fraction]:
    """What each block lost, by its title, in the order of the rubric."""
    if judged.score is None:
        return {}
    return {
        one.block.title: total(kept.kept for item in one.items for kept in item.kept)
        for one in judged.score.walk()
        if one.block.by == "deductions"
    }


def lost_by_section(judged: Iterable[Judgement]) -> dict[str, dict[str, Fraction]]:
    """What each block lost by section, their months together."""
    sections: dict[str, dict[str, Fraction]] = {}
    for one in judged:
        if one.score is not None:
            blocks = sections.setdefault(one.section, {})
            for title, lost in lost_by_block(one).items():
                blocks[title] = blocks.get(title, ZERO) + lost
    return sections


def place_words(kept: Kept) -> str:
    """人民路12号: road and place of a deduction."""
    one = kept.deduction
    road = "" if one.place.startswith(one.road) else one.road
    return f"{road}{one.place}" or one.source or NONE


def absence_lines(judged: Judgement) -> list[str]:
    """What was chosen for blocks that weren't inspected: 公厕与转运站：本月未检查，沿用上期得分 9.50 分（停业改造）."""
    return [] if judged.score is None else absence_remarks(judged.score)


def adjustment_lines(judged: Judgement) -> list[str]:
    """审定调整 with both values: 审定调整＋1 分（理由）：83.50 → 84.50."""
    return [] if judged.score is None else adjustment_remarks(judged.score)


def clause_lines(judged: Judgement) -> list[str]:
    """第 2 次连续不合格, and each clause of the contract that applies."""
    fee, rule = judged.fee, judged.rule
    if fee is None or rule is None:
        return []
    said = []
    if rule.passing is not None and judged.score is not None:
        line = f"{short(rule.passing)} 分"
        said.append(
            f"第 {fee.failures} 次连续不合格（低于 {line}）"
            if fee.failures
            else f"合格（{line}及以上）"
        )
    for one in fee.applied:
        said.append(f"适用条款：{one.clause.title}（{one.words}）")
    return said


def term_words(judged: Judgement) -> str:
    """2026.1.1—2026.12.31."""
    begins, ends = (day_of(judged.contract.row, key) for key in ("begins_on", "ends_on"))
    return f"{day_dotted(begins)}—{day_dotted(ends) or '另行约定'}"


def days_words(judged: Judgement) -> str:
    """31 天, or 13 天（10月19日至31日，当月 31 天）."""
    first, last = judged.contract.span(judged.period)
    served, whole = (last - first).days + 1, (judged.period.last - judged.period.first).days + 1
    if served == whole:
        return f"全月 {whole} 天"
    return f"{served} 天（{first.month}月{first.day}日至{last.day}日，当月 {whole} 天）"


def issue_day(judged: Judgement) -> date | None:
    """When a month was issued."""
    return (
        None if judged.month is None or not judged.is_issued else day_of(judged.month, "issued_on")
    )


def paper_number(judged: Judgement) -> str:
    """The number (文号) that it was issued under."""
    if judged.month is None or not judged.is_issued:
        return ""
    return str(judged.month["paper_number"] or "")
