"""The month at a glance: each department's key figures and what is still open, from one picture of the books."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from bureau.assessment.exact import total
from bureau.calendar.periods import Kind
from bureau.calendar.words import bases_of
from bureau.facilities.figures_month import MonthNumbers as FacilityNumbers
from bureau.facilities.figures_month import read_numbers as facility_numbers
from bureau.ledger.query import All, Between, Filter, Ids, Is, OneOf, Titled
from bureau.month.books import Books, open_books
from bureau.month.towns import judged_month
from bureau.month.warnings import Concern, warnings_of
from bureau.party.figures_month import MonthNumbers as PartyNumbers
from bureau.party.figures_month import read_numbers as party_numbers
from bureau.sanitation.judging import judge_month
from bureau.sanitation.ledgers import DEDUCTIONS, MONTHS
from bureau.towns.ledgers import REWARDS, SCORES
from bureau.towns.paper_source import groups_of
from bureau.towns.records import of_month

if TYPE_CHECKING:
    from bureau.assessment.ranking import Place
    from bureau.calendar.periods import Period
    from bureau.desk import Desk
    from bureau.market.figures import MarketFigures
    from bureau.sanitation.judging import Judgement
    from bureau.towns.judging import TownMonth

    Tell = Callable[[int, int], None]

PARTS: Final = 6
"""How many parts are read, one after the other."""
Behind = tuple[str, Filter]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractLine:
    """A contract in one month beside the month before; without a score `fault` says why."""

    month: Period
    section: str
    company: str
    score: Fraction | None
    before: Fraction | None
    grade: str
    deducted_fen: int | None
    payable_fen: int | None
    is_issued: bool
    fault: str
    deductions: Behind
    record: Behind | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine:
    """A group of towns in one month beside the month before."""

    month: Period
    group: str
    units: int
    mean: Fraction | None
    before: Fraction | None
    first: Place | None
    last: Place | None
    risen: Place | None
    fallen: Place | None
    reward_fen: int
    penalty_fen: int
    is_issued: bool
    scores: Behind
    rewards: Behind

    def score_of(self, place: Place) -> Behind:
        """The row of one town."""
        where = All((of_month(self.month.first), Is("town", int(place.key))))
        return SCORES.name, Titled(f"{place.title}：{self.month.title}", where)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What the page of the month shows. Judged are whole months: of a week or a day there are none."""

    period: Period
    order: MarketFigures
    contracts: tuple[ContractLine, ...]
    towns: tuple[GroupLine, ...]
    lights: FacilityNumbers
    party: PartyNumbers
    concerns: tuple[Concern, ...]

    @property
    def others(self) -> bool:
        """Whether any department but market order has anything of the period itself."""
        scored = any(one.score is not None for one in self.contracts)
        return bool(scored or self.towns or self.lights.entered or self.party.life.held)

    @property
    def bases(self) -> tuple[tuple[str, Period], ...]:
        """What is compared with."""
        return bases_of(self.period)


def read_overview(desk: Desk, period: Period, tell: Tell = lambda _done, _of: None) -> Overview:
    """All parts; `tell` is asked before each and may raise to end it."""
    with open_books(desk, period) as books:

        def part(place: int) -> None:
            tell(place, PARTS)

        part(1)
        order = books.order
        part(2)
        contracts = contract_lines(books)
        part(3)
        towns = group_lines(books)
        part(4)
        lights = facility_numbers(books.conn, books.period, books.today)
        part(5)
        party = party_numbers(books.conn, books.names, books.period, books.today)
        part(6)
        return Overview(
            period=books.period,
            order=order,
            contracts=contracts,
            towns=towns,
            lights=lights,
            party=party,
            concerns=warnings_of(books),
        )


def by_months(period: Period) -> bool:
    """Whether it is long enough to be judged by."""
    return period.kind not in (Kind.WEEK, Kind.DAY)


def contract_lines(books: Books) -> tuple[ContractLine, ...]:
    """The contracts of the last month of the period, by section."""
    judged = books.contracts.judged if by_months(books.period) else ()
    if not judged:
        return ()
    month = max(one.period.first for one in judged)
    now = [one for one in judged if one.period.first == month]
    before = now[0].period.previous
    assert before is not None
    earlier = {
        (one.contract.section, one.contract.company): score_of(one)
        for one in judge_month(books.conn, books.names, before, books.today)
    }
    return tuple(
        contract_line(one, earlier.get((one.contract.section, one.contract.company))) for one in now
    )


def score_of(one: Judgement) -> Fraction | None:
    """Its points, None where it has none."""
    return None if one.score is None else one.score.total


def contract_line(one: Judgement, before: Fraction | None) -> ContractLine:
    """One contract."""
    first, last = one.contract.span(one.period)
    days = Between("found_on", first.isoformat(), last.isoformat())
    found = All((Is("section", one.contract.section), days))
    fee, title = one.fee, f"{one.section}：{one.period.title}"
    return ContractLine(
        month=one.period,
        section=one.section,
        company=one.company,
        score=score_of(one),
        before=before,
        grade=one.grade,
        deducted_fen=None if fee is None else fee.deducted_fen,
        payable_fen=None if fee is None else fee.payable_fen,
        is_issued=one.is_issued,
        fault=one.unscored or one.fault,
        deductions=(DEDUCTIONS.name, Titled(f"扣分明细：{title}", found)),
        record=None
        if one.month is None
        else (MONTHS.name, Titled(title, Ids((int(str(one.month["id"])),)))),
    )


def group_lines(books: Books) -> tuple[GroupLine, ...]:
    """The groups of the last month of the period that has a ranking."""
    months = books.ranked.months if by_months(books.period) else ()
    ranked = [month for month in months if month.places]
    if not ranked:
        return ()
    month = ranked[-1]
    previous = month.period.previous
    assert previous is not None
    before = groups_of(judged_month(books.conn, books.names, previous, books.today))
    return tuple(
        group_line(month, group, places, mean_of(before.get(group, ())))
        for group, places in groups_of(month).items()
    )


def mean_of(places: Sequence[Place]) -> Fraction | None:
    """平均得分 of those that have a score."""
    scores = [one.score for one in places if one.score is not None]
    return total(scores) / len(scores) if scores else None


def group_line(
    month: TownMonth, group: str, places: Sequence[Place], before: Fraction | None
) -> GroupLine:
    """One group; of several that rose or fell alike the first is named."""
    ranked = sorted((one for one in places if one.rank is not None), key=lambda one: one.rank or 0)
    moved = [one for one in ranked if one.movement]
    risen = max(moved, key=lambda one: one.movement or 0, default=None)
    fallen = min(moved, key=lambda one: one.movement or 0, default=None)
    whole = of_month(month.period.first)
    own = All((whole, OneOf("town", tuple(int(one.key) for one in places))))
    title = f"{group or '镇街'}：{month.period.title}"
    return GroupLine(
        month=month.period,
        group=group,
        units=len(ranked),
        mean=mean_of(places),
        before=before,
        first=ranked[0] if ranked else None,
        last=ranked[-1] if len(ranked) > 1 else None,
        risen=risen if risen is not None and (risen.movement or 0) > 0 else None,
        fallen=fallen if fallen is not None and (fallen.movement or 0) < 0 else None,
        reward_fen=sum(one.fen for one in places if one.fen > 0),
        penalty_fen=sum(one.fen for one in places if one.fen < 0),
        is_issued=month.is_issued,
        scores=(SCORES.name, Titled(f"镇街成绩：{title}", own)),
        rewards=(REWARDS.name, Titled(f"镇街奖罚：{title}", own)),
    )
