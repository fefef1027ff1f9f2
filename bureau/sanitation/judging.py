"""A contractor's month judged: score, grade and fee of each contract, live until it is issued."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from bureau.assessment.clauses import PastMonth
from bureau.assessment.fees import Correction, Fee, FeeInputs
from bureau.assessment.issued import issued, issued_carry, issued_scores
from bureau.assessment.month_fields import ISSUED
from bureau.assessment.rules import RingFenced, Rule, Tiers
from bureau.assessment.scored import Score
from bureau.assessment.snapshot import UnitMonth
from bureau.assessment.stored import Row, day_of, month_text, next_month, whole_of
from bureau.calendar.periods import DAY, Period
from bureau.errors import UserError
from bureau.ledger.query import All, Between, Is
from bureau.sanitation.inputs import inputs_of
from bureau.sanitation.ledgers import CORRECTIONS, EVENTS, MONTHS
from bureau.sanitation.terms import (
    FAMILY,
    Contract,
    contracts_named,
    contracts_of,
    corrections_of,
    fee_events,
    recorded,
    section_order,
    settles,
)
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader


def judge_month(conn: Reader, names: Names, period: Period, today: date) -> tuple[Judgement, ...]:
    """Every contract in force in a month, by section; `period` is one calendar month."""
    contracts = contracts_of(conn, period, today)
    known = {one.record for one in contracts}
    # What was issued stays, though the contract's days were changed afterwards.
    where = All((Is("month", period.first.isoformat()), Is("state", ISSUED)))
    found = rows.ids(conn, MONTHS, where, today=today)
    also = [whole_of(row, "contract") for row in rows.page(conn, MONTHS, found, today=today)]
    beside = contracts_named(
        conn, [one for one in also if one is not None and one not in known], today
    )
    order = section_order(conn, today)
    every = sorted((*contracts, *beside), key=lambda one: order.index(one.section))
    return tuple(judge(conn, names, one, period, today, contracts) for one in every)


def judge(
    conn: Reader,
    names: Names,
    contract: Contract,
    period: Period,
    today: date,
    contracts: Sequence[Contract] = (),
) -> Judgement:
    """One contract's month: as it was issued, else as the ledgers have it now."""
    month = month_record(conn, contract, period.first, today)
    titles = (
        names.label("sections", contract.section),
        names.label("contractors", contract.company),
    )
    frozen = issued(conn, FAMILY, subject_of(contract), period.first, today)
    if isinstance(frozen, UnitMonth):
        return judged(contract, period, titles, month, frozen, is_issued=True)
    try:
        made = unit_month(
            conn, names, contract, period, month, today, settling=settles(contract, contracts)
        )
    except UserError as error:
        return Judgement(contract, period, *titles, month, None, None, None, False, error.sentence)
    return judged(contract, period, titles, month, made, is_issued=False)


def judged(
    contract: Contract,
    period: Period,
    titles: tuple[str, str],
    month: Row | None,
    made: UnitMonth,
    *,
    is_issued: bool,
) -> Judgement:
    """The score and fee that a month makes, or why it makes none."""
    try:
        score, fee = made.score(), made.fee()
    except UserError as error:
        return Judgement(
            contract, period, *titles, month, made, None, None, is_issued, error.sentence
        )
    return Judgement(contract, period, *titles, month, made, score, fee, is_issued, "")


def unit_month(
    conn: Reader,
    names: Names,
    contract: Contract,
    period: Period,
    month: Row | None,
    today: date,
    *,
    settling: bool,
) -> UnitMonth:
    """What a month is made from; `settling`: corrections and what was carried on come in with it.

    Raises UserError where the contract or the deductions don't fit.
    """
    terms = contract.terms(conn, names, today)
    rubric = contract.rubric(conn, period.first, today)
    unscored = str(month["unscored"] or "") if month is not None else ""
    span = contract.span(period)
    events = recorded(conn, EVENTS, contract.section, "happened_on", span, today)
    return UnitMonth(
        rubric=rubric,
        inputs=None
        if unscored
        else inputs_of(conn, names, contract.section, span, rubric, month, today),
        unscored=unscored,
        contract=FeeInputs(
            month=month_text(period.first),
            first=period.first,
            last=period.last,
            terms=terms,
            events=fee_events(events, terms.rule, names),
            history=history(conn, names, contract, period, today),
            corrections=left_over(conn, names, contract, period, today) if settling else (),
        ),
    )


def left_over(
    conn: Reader, names: Names, contract: Contract, period: Period, today: date
) -> tuple[Correction, ...]:
    """更正 settled with a month, and what they took beyond the fee of the month before (结转)."""
    found = corrections_of(conn, contract, period, today)
    last = period.first - DAY
    before = Period.month(last.year, last.month)
    contracts = contracts_of(conn, before, today, contract.section)
    carried = 0
    for one in contracts:
        if one.company == contract.company and settles(one, contracts):
            carried += carried_on(conn, names, one, before, today)
    if not carried:
        return found
    month = month_text(before.first)
    reason = "不足扣减、结转到本月的部分"
    return (Correction(ref="", month=month, fen=carried, reason=reason), *found)


def carried_on(conn: Reader, names: Names, contract: Contract, period: Period, today: date) -> int:
    """What a month carries on, in 分, negative: as issued, else as the ledgers have it now."""
    kept = issued_carry(conn, FAMILY, subject_of(contract), period.first, today)
    if kept is not None:
        return kept
    # Without money taken back nothing is ever carried, and the months before needn't be judged.
    taken = All((Is("section", contract.section), Between("fen", None, -1)))
    if not rows.ids(conn, CORRECTIONS, taken, today=today, limit=1):
        return 0
    contracts = contracts_of(conn, period, today, contract.section)
    fee = judge(conn, names, contract, period, today, contracts).fee
    return 0 if fee is None else fee.carried_fen


def history(
    conn: Reader, names: Names, contract: Contract, period: Period, today: date
) -> tuple[PastMonth, ...]:
    """The scores of the contract's months before, as issued, else as the ledgers have them."""
    begins = day_of(contract.row, "begins_on") or period.first
    kept = issued_scores(conn, FAMILY, subject_of(contract), begins, period.first, today)
    found = []
    month = begins.replace(day=1)
    while month < period.first:
        if month in kept:
            score = kept[month]
        else:
            score = score_of(conn, names, contract, Period.month(month.year, month.month), today)
        found.append(PastMonth(month=month_text(month), score=score))
        month = next_month(month)
    return tuple(found)


def score_of(
    conn: Reader, names: Names, contract: Contract, period: Period, today: date
) -> Fraction | None:
    """The score of a month that isn't issued, None where it has none."""
    month = month_record(conn, contract, period.first, today)
    if month is not None and month["unscored"]:
        return None
    try:
        rubric = contract.rubric(conn, period.first, today)
        inputs = inputs_of(
            conn, names, contract.section, contract.span(period), rubric, month, today
        )
        score = UnitMonth(rubric=rubric, inputs=inputs).score()
    except UserError:
        return None
    return None if score is None else score.total


def month_record(conn: Reader, contract: Contract, first: date, today: date) -> Row | None:
    """The record of a contract's month, None while nothing was decided about it."""
    where = All((Is("contract", contract.record), Is("month", first.isoformat())))
    found = rows.ids(conn, MONTHS, where, today=today)
    return rows.page(conn, MONTHS, found[:1], today=today)[0] if found else None


def subject_of(contract: Contract) -> str:
    """Under which name a contract's issued months are kept."""
    return str(contract.record)


def grade_of(rule: Rule, score: Score | None) -> str:
    """The tier that a score falls into, in words; "" for rules without tiers."""
    if score is None:
        return ""
    for charge in rule.charges:
        inner = charge.inner if isinstance(charge, RingFenced) else charge
        if isinstance(inner, Tiers):
            number, tier = next(
                (n, one) for n, one in enumerate(inner.tiers, 1) if score.total >= one.at_least
            )
            return tier.title or f"第{'一二三四五六七八九十'[number - 1]}档"
    return ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One contract's month. Without score and fee, `fault` says what is to be done.

    `month` is its record, None while nothing was decided; `made` is what it was judged from.
    """

    contract: Contract
    period: Period
    section: str
    company: str
    month: Row | None
    made: UnitMonth | None
    score: Score | None
    fee: Fee | None
    is_issued: bool
    fault: str

    @property
    def rule(self) -> Rule | None:
        """The rule of payment that it was judged by."""
        if self.made is None or self.made.contract is None:
            return None
        return self.made.contract.terms.rule

    @property
    def grade(self) -> str:
        """The tier of its score."""
        return "" if self.rule is None else grade_of(self.rule, self.score)

    @property
    def unscored(self) -> str:
        """Why it isn't scored (不参评), "" where it is."""
        return "" if self.made is None else self.made.unscored
