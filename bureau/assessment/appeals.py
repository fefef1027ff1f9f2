"""Appeals (申诉) against a deduction: the time there is, the ruling, and what stays of the points."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from fractions import Fraction
from typing import Literal

from bureau.assessment.exact import ZERO, short
from bureau.calendar.working import WORKING_DAYS, WorkCalendar
from bureau.errors import UserError

Ruling = Literal["open", "upheld", "reduced", "quashed", "dropped", "late"]
"""待裁决, 维持, 减轻, 撤销 (of the deduction), 撤回 (of the appeal), 逾期不受理."""
RULING_WORDS: dict[Ruling, str] = {
    "open": "待裁决",
    "upheld": "维持",
    "reduced": "减轻",
    "quashed": "撤销",
    "dropped": "撤回申诉",
    "late": "逾期不受理",
}
DAYS = 3
"""Working days from service within which a deduction may be contested; a default."""
NOON = time(12)


def last_day(
    served_on: date, calendar: WorkCalendar, days: int = DAYS, unit: str = WORKING_DAYS
) -> date:
    """The last day on which a deduction served (送达) on a day may be contested."""
    return calendar.deadline(datetime.combine(served_on, NOON), days, unit).date()


def check_appeal(appeal: Appeal, loss: Fraction) -> None:
    """Raise UserError unless the appeal makes sense for a deduction of `loss` points."""
    if (appeal.ruling == "open") != (appeal.ruled_on is None):
        raise UserError("申诉已有结果时要填裁决日期，待裁决时不填，请核对。")
    if appeal.ruled_on is not None and appeal.ruled_on < appeal.filed_on:
        raise UserError("申诉的裁决日期早于提出日期，请核对。")
    if (appeal.ruling == "reduced") != (appeal.reduced_to is not None):
        raise UserError("裁决“减轻”时要填减轻后的扣分，其他裁决不填，请核对。")
    if appeal.reduced_to is not None and not 0 <= appeal.reduced_to < loss:
        raise UserError(
            f"减轻后的扣分 {short(appeal.reduced_to)} 要小于原扣分 {short(loss)}，请核对。"
        )


def after_ruling(loss: Fraction, appeal: Appeal | None) -> Fraction:
    """Points that stay of `loss`; while nothing is ruled, all of them."""
    if appeal is None:
        return loss
    if appeal.ruling == "quashed":
        return ZERO
    return loss if appeal.reduced_to is None else appeal.reduced_to


def as_known_on(appeal: Appeal | None, day: date) -> Appeal | None:
    """The appeal as it stood at the end of a day: later rulings not yet given."""
    if appeal is None or appeal.filed_on > day:
        return None
    if appeal.ruled_on is not None and appeal.ruled_on > day:
        return Appeal(filed_on=appeal.filed_on, reason=appeal.reason, evidence=appeal.evidence)
    return appeal


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    """One appeal. `reduced_to` is what stays of the whole deduction when it was reduced."""

    filed_on: date
    ruling: Ruling = "open"
    ruled_on: date | None = None
    reduced_to: Fraction | None = None
    reason: str = ""
    evidence: str = ""
