"""The figures of towns: score, rank, movement, reward and penalty of each month, with their records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bureau.assessment.exact import score_text
from bureau.assessment.stored import months_within
from bureau.calendar.periods import Period
from bureau.ledger.query import All, Filter, Is, OneOf
from bureau.towns.inputs import CaseSource, TownCases, no_cases
from bureau.towns.judging import TownMonth, judge_month
from bureau.towns.ledgers import CHECKS, CORRECTIONS, REWARDS, SCORES
from bureau.towns.records import checked_in, of_month, told_with
from bureau.towns.scores import Judgement

if TYPE_CHECKING:
    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader


def town_figures(
    conn: Reader, names: Names, period: Period, today: date, cases: CaseSource = no_cases
) -> TownFigures:
    """All towns in the months of a period. `conn` is inside a snapshot."""
    return TownFigures(
        period,
        tuple(judge_month(conn, names, month, today, cases) for month in months_within(period)),
    )


def document(of: TownFigures) -> list[dict[str, object]]:
    """The figures ready for JSON: a line for each month and town, as the sheet has them."""
    return [line_of(month, one) for month in of.months for one in month.judged]


def line_of(month: TownMonth, one: Judgement) -> dict[str, object]:
    """One town's month."""
    score, place = one.score, month.place(one.town)
    ranked = place is not None and place.rank is not None
    return {
        "month": month.title,
        "town": one.title,
        "group": one.group,
        "total": None if score is None else score_text(score.total),
        "rank": None if place is None else place.rank,
        "reward_fen": place.fen if place is not None and ranked else None,
        "reward_reason": "" if place is None else place.reason,
        "overall": None if place is None else place.overall,
        "units": None if place is None else place.units,
        "tied": place is not None and place.tied,
        "rank_before": None if place is None else place.before,
        "movement": None if place is None else place.movement,
        "before_adjustment": None if score is None else score_text(score.before_adjustment),
        "adjusted": score_text(one.adjusted),
        "blocks": {}
        if score is None
        else {block.block.title: score_text(block.contribution) for block in score.blocks},
        "extras": {}
        if score is None
        else {one.extra.title: score_text(one.signed) for one in score.extras},
        "issued": month.is_issued,
        "unscored": one.unscored,
        "fault": one.fault or month.fault,
    }


@dataclass(frozen=True, slots=True)
class TownFigures:
    """The months of the towns within a period."""

    period: Period
    months: tuple[TownMonth, ...]

    def records(self, figure: str, month: TownMonth, town: int) -> tuple[str, Filter]:
        """The ledger and the filter that select the records behind a town's figure.

        `figure` is score, checks, reward, restated or a count of its cases (due, on_time, returned,
        overdue). Raises KeyError.
        """
        of_town, first = Is("town", town), month.period.first
        if figure == "score":
            return SCORES.name, All((of_month(first), of_town))
        if figure == "checks":
            return CHECKS.name, All((checked_in(month.period), of_town))
        if figure == "reward":
            return REWARDS.name, All((of_month(first), of_town))
        if figure == "restated":
            return CORRECTIONS.name, All((told_with(month.period), of_town))
        judged = next(one for one in month.judged if one.town == town)
        return (judged.cases or TownCases()).behind[figure]

    def checked(self, month: TownMonth, town: int, items: tuple[int, ...]) -> tuple[str, Filter]:
        """The field checks of a town that were of these items."""
        ledger, where = self.records("checks", month, town)
        return ledger, All((where, OneOf("item", items)))
