"""A month of the towns judged: scores, ranks within groups, reward and penalty, live until issued."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bureau.assessment.books import awards_on
from bureau.assessment.issued import issued
from bureau.assessment.ranking import Awards, Contender, Place
from bureau.assessment.snapshot import Rank, RankedMonth, Restated, UnitMonth
from bureau.assessment.stored import Row, exact_of, month_text, ref_of, whole_of
from bureau.calendar.periods import Period
from bureau.errors import UserError
from bureau.ledger.query import Sort
from bureau.towns.inputs import CaseSource, no_cases
from bureau.towns.ledgers import CORRECTIONS
from bureau.towns.records import found, month_record, told_with
from bureau.towns.scores import FAMILY, Judgement, judge_towns

if TYPE_CHECKING:
    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader

RANKING = "ranking"
"""Under which name an issued ranking is kept; each town's score is kept under its id."""
FIELD = "field"
"""The block whose score decides among equals where the awards say so."""


def judge_month(
    conn: Reader, names: Names, period: Period, today: date, cases: CaseSource = no_cases
) -> TownMonth:
    """The towns of one calendar month: as it was issued, else as the ledgers have it now."""
    frozen = issued(conn, FAMILY, RANKING, period.first, today)
    month = month_record(conn, period.first, today)
    if isinstance(frozen, RankedMonth):
        return as_issued(conn, period, month, frozen, today)
    earlier = previous_ranks(conn, names, period, today, cases)
    return as_it_stands(conn, names, period, today, cases, month, earlier)


def as_issued(
    conn: Reader, period: Period, month: Row | None, made: RankedMonth, today: date
) -> TownMonth:
    """A month by its frozen content."""
    judged = []
    for one in made.contenders:
        unit = issued(conn, FAMILY, one.key, period.first, today)
        kept = unit if isinstance(unit, UnitMonth) else None
        judged.append(
            Judgement(
                town=int(one.key),
                title=one.title,
                group=one.group,
                row=None,
                made=kept,
                score=None if kept is None else kept.score(),
                cases=None,
                fault="",
            )
        )
    return TownMonth(period, month, tuple(judged), made, made.places(), is_issued=True, fault="")


def as_it_stands(
    conn: Reader,
    names: Names,
    period: Period,
    today: date,
    cases: CaseSource,
    month: Row | None,
    earlier: Mapping[str, Place],
) -> TownMonth:
    """A month by the ledgers."""
    judged = judge_towns(conn, names, period, today, cases, month)
    try:
        awards = awards_on(conn, FAMILY, period.first, today)
    except UserError as error:
        return TownMonth(period, month, judged, None, (), is_issued=False, fault=error.sentence)
    groups = {str(one.town): one.group for one in judged}
    made = RankedMonth(
        awards=awards,
        contenders=tuple(contender(one) for one in judged),
        before=tuple(
            Rank(key=key, rank=place.rank)
            for key, place in earlier.items()
            if place.rank is not None and groups.get(key) == place.group
        ),
        restated=restated(conn, names, period, today),
    )
    try:
        places = made.places()
    except UserError as error:
        return TownMonth(period, month, judged, made, (), is_issued=False, fault=error.sentence)
    return TownMonth(period, month, judged, made, places, is_issued=False, fault="")


def previous_ranks(
    conn: Reader, names: Names, period: Period, today: date, cases: CaseSource
) -> dict[str, Place]:
    """The places of the month before by town, as issued, else as the ledgers have them."""
    day = period.first - timedelta(days=1)
    before = Period.month(day.year, day.month)
    frozen = issued(conn, FAMILY, RANKING, before.first, today)
    if isinstance(frozen, RankedMonth):
        places = frozen.places()
    else:
        month = month_record(conn, before.first, today)
        places = as_it_stands(conn, names, before, today, cases, month, {}).places
    return {place.key: place for place in places}


def contender(of: Judgement) -> Contender:
    """A town as it goes into the ranking; one that can't be scored says why."""
    score = of.score
    field = next((one for one in score.blocks if one.block.key == FIELD), None) if score else None
    return Contender(
        key=str(of.town),
        title=of.title,
        group=of.group,
        score=None if score is None else score.total,
        second=None if field is None else field.contribution,
        reason="" if score is not None else of.unscored or of.fault,
    )


def restated(conn: Reader, names: Names, period: Period, today: date) -> tuple[Restated, ...]:
    """更正 of issued months that are told with this one."""
    return tuple(
        Restated(
            ref=ref_of(CORRECTIONS.name, row),
            month=str(row["month"])[:7],
            title=names.label("towns", whole_of(row, "town") or 0),
            reason=str(row["reason"]),
            points=exact_of(row, "points"),
            rank=str(row["rank"] or ""),
        )
        for row in found(conn, CORRECTIONS, told_with(period), today, Sort("month"))
        if str(row["month"]) < period.first.isoformat()
    )


@dataclass(frozen=True, slots=True)
class TownMonth:
    """All towns of a month. `month` is its record, None while nothing was decided.

    `made` is what it was ranked from; without places `fault` says what is to be done.
    """

    period: Period
    month: Row | None
    judged: tuple[Judgement, ...]
    made: RankedMonth | None
    places: tuple[Place, ...]
    is_issued: bool
    fault: str

    @property
    def title(self) -> str:
        """2026-10."""
        return month_text(self.period.first)

    @property
    def awards(self) -> Awards | None:
        """The amounts by place."""
        return None if self.made is None else self.made.awards

    @property
    def restated(self) -> tuple[Restated, ...]:
        """更正 of earlier months told with it."""
        return () if self.made is None else self.made.restated

    @property
    def faults(self) -> tuple[str, ...]:
        """Why it can't be issued, a sentence each."""
        of_towns = (f"“{one.title}”{one.fault}" for one in self.judged if one.fault)
        return (*((self.fault,) if self.fault else ()), *of_towns)

    def place(self, town: int) -> Place | None:
        """A town's line of the ranking."""
        return next((one for one in self.places if one.key == str(town)), None)

    def town(self, town: int) -> Judgement:
        """A town's judgement. Raises UserError when it takes no part."""
        judged = next((one for one in self.judged if one.town == town), None)
        if judged is None:
            raise UserError("这个镇街不在本月的考核里，请刷新后再试。")
        return judged
