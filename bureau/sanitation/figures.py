"""The figures of sanitation for a period: scores and fees of contracts, works, money; and as documents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from bureau.assessment.exact import score_text
from bureau.assessment.stored import month_text, months_within
from bureau.calendar.periods import Period
from bureau.reports.change import fixed, percent
from bureau.sanitation.judging import Judgement, judge_month
from bureau.sanitation.money import Deposit, Dues, by_contract, deposits, dues
from bureau.sanitation.works import (
    Cleaned,
    Landfill,
    Waste,
    WorkDone,
    cleaned,
    landfill,
    waste,
    work_done,
)

if TYPE_CHECKING:
    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader


def sanitation_figures(
    conn: Reader, names: Names, period: Period, today: date
) -> SanitationFigures:
    """The months of all contracts within a period of whole months."""
    return SanitationFigures(
        period,
        tuple(
            judged
            for month in months_within(period)
            for judged in judge_month(conn, names, month, today)
        ),
    )


def document(of: SanitationFigures) -> list[dict[str, object]]:
    """The figures ready for JSON: a line for each contract and month."""
    return [line_of(one) for one in of.judged]


def line_of(one: Judgement) -> dict[str, object]:
    """One contract's month."""
    rule, fee = one.rule, one.fee
    return {
        "month": one.period.first.isoformat()[:7],
        "section": one.section,
        "company": one.company,
        "score": None if one.score is None else score_text(one.score.total),
        "grade": one.grade,
        "rule": None if rule is None else rule.title,
        "base_fen": None if fee is None else fee.base_fen,
        "deducted_fen": None if fee is None else fee.deducted_fen,
        "payable_fen": None if fee is None else fee.payable_fen,
        "failures": None if fee is None else fee.failures,
        "clauses": [] if fee is None else [applied.words for applied in fee.applied],
        "issued": one.is_issued,
        "unscored": one.unscored,
        "fault": one.fault,
    }


def works_figures(conn: Reader, names: Names, period: Period, today: date) -> WorksFigures:
    """The works of a period."""
    return WorksFigures(
        work_done(conn, names, period, today),
        waste(conn, names, period, today),
        landfill(conn, period, today),
        cleaned(conn, period, today),
    )


def works_document(of: WorksFigures) -> dict[str, object]:
    """The works ready for JSON; what is planned is exact, as a text of two decimals it is rounded."""
    roads, fill, clean = of.roads, of.landfill, of.cleaned
    return {
        "roads": [
            {
                "road": line.road,
                "way": line.way,
                "planned": fixed(line.planned, 2),
                "done": line.done,
                "share": percent(line.share),
            }
            for line in roads.worst
        ],
        "share": None if roads.share is None else percent(roads.share),
        "beside_plan": roads.beside,
        "waste_kg": [{"kind": line.kind, "kg": line.kg} for line in of.waste.lines],
        "waste_trips": of.waste.trips,
        "landfilled_kg": of.waste.landfilled_kg,
        "burned_kg": of.waste.burned_kg,
        "landfill_days": fill.days,
        "uncovered_days": fill.uncovered,
        "days_without_diary": fill.unwritten,
        "leachate_made_m3": fixed(Fraction(fill.made, 100), 2),
        "leachate_treated_m3": fixed(Fraction(fill.treated, 100), 2),
        "estates_cleaned": clean.estates,
        "estate_rounds": clean.rounds,
        "site_checks": clean.checks,
        "site_checks_failed": clean.failed,
        "site_checks_unrighted": clean.unrighted,
    }


def money_figures(conn: Reader, names: Names, period: Period, today: date) -> MoneyFigures:
    """What is due and paid of a period, and the deposits as they are now."""
    return MoneyFigures(by_contract(dues(conn, names, period, today)), deposits(conn, names, today))


def money_document(of: MoneyFigures) -> dict[str, object]:
    """The money ready for JSON, all in 分; what isn't issued counts in no sum."""
    return {
        "contracts": [
            {
                "contract": one.months[0].number,
                "section": one.months[0].section,
                "company": one.months[0].company,
                "due_fen": one.due_fen,
                "received_fen": one.received_fen,
                "waiting_fen": one.waiting_fen,
                "open_fen": one.open_fen,
                "months": [
                    {
                        "month": month_text(due.month.first),
                        "issued": due.is_issued,
                        "due_fen": due.due_fen,
                        "received_fen": due.received_fen,
                        "waiting_fen": due.waiting_fen,
                        "open_fen": due.open_fen,
                    }
                    for due in one.months
                ],
            }
            for one in of.contracts
        ],
        "deposits": [
            {
                "contract": one.number,
                "company": one.company,
                "asked_fen": one.asked_fen,
                "received_fen": one.received_fen,
                "returned_fen": one.returned_fen,
                "held_fen": one.held_fen,
                "missing_fen": one.missing_fen,
            }
            for one in of.deposits
        ],
    }


@dataclass(frozen=True, slots=True)
class SanitationFigures:
    """The months of all contracts within a period."""

    period: Period
    judged: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class WorksFigures:
    """Roads against their plan, waste, the landfill, estates and buildings."""

    roads: WorkDone
    waste: Waste
    landfill: Landfill
    cleaned: Cleaned

    @property
    def nothing_done(self) -> bool:
        """Whether no work of any kind was noted."""
        of, fill = self.waste, self.landfill
        return not any(
            (
                *(any(line.done for line in self.roads.lines), self.roads.beside, of.lines),
                *(of.landfilled_kg, of.burned_kg, fill.days, fill.made, fill.treated),
                *(self.cleaned.rounds, self.cleaned.checks),
            )
        )


@dataclass(frozen=True, slots=True)
class MoneyFigures:
    """The money of each contract, and all deposits."""

    contracts: tuple[Dues, ...]
    deposits: tuple[Deposit, ...]
