"""亮灯率 of a period against its targets: grades and roads with their verdicts, both rates, what is intact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from bureau.calendar.periods import Period
from bureau.facilities.counted import Counted, counted
from bureau.facilities.definitions import NIGHT_PATROL, RepairsOf
from bureau.facilities.ledgers import REPAIRS
from bureau.facilities.lighting.figures_intact import IntactUnit, intact_units
from bureau.facilities.lighting.figures_lamps import Lamps, read_lamps
from bureau.facilities.lighting.figures_lighting import (
    GradeSample,
    RoadSample,
    Sampled,
    Weighted,
    sampled,
    weighted,
)
from bureau.facilities.lighting.nights import Shone
from bureau.facilities.lighting.targets import Target, Targets, Verdict, share_of
from bureau.ledger.query import All, Filter, Is
from bureau.reports.change import fixed

if TYPE_CHECKING:
    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader

DEFINITION = (
    "抽查亮灯率＝（巡查应亮盏数－未亮盏数）÷应亮盏数，同一道路几次巡查合计；"
    "台账亮灯率＝1－故障盏·夜÷在用盏·夜，从报修当晚算到修复前一晚，按设施档案、维修台账和停用审批计算。"
)
"""Both rates in one sentence, as pages and papers say it."""


@dataclass(frozen=True, slots=True)
class GradeLine:
    """One grade: what patrols found, what is asked, what the ledger says."""

    title: str
    item: int | None
    sample: GradeSample | None
    target: Target
    verdict: Verdict
    nights: Shone | None
    lamps: Filter | None
    dark: Filter | None


@dataclass(frozen=True, slots=True)
class RoadLine:
    """One road with its verdict."""

    sample: RoadSample
    verdict: Verdict
    is_small: bool
    asked: str
    """What is asked of it: ≥97%, or 最多 2 盏."""

    @property
    def shortfall(self) -> tuple[int, Fraction, str]:
        """The worst road first: unfit before fit, then by rate."""
        rank = {"missed": 0, "met": 1, "none": 2, "unpatrolled": 3}[self.verdict.state]
        return rank, self.sample.rate or Fraction(0), self.sample.road


@dataclass(frozen=True, slots=True, kw_only=True)
class Lighting:
    """Everything about 亮灯率 of a period, seen on `today`."""

    period: Period
    today: date
    targets: Targets
    sampled: Sampled
    weighted: Weighted
    grades: tuple[GradeLine, ...]
    roads: tuple[RoadLine, ...]
    """Those patrolled, the worst first."""
    missed: tuple[RoadLine, ...]
    """Those with lamps where nobody patrolled."""
    intact: tuple[IntactUnit, ...]
    reported: Counted
    """Faults reported from night patrols in the period, and how many were open at its end."""
    still_open: Counted

    @property
    def nothing_known(self) -> bool:
        """Neither a patrol nor a lamp."""
        return not (self.sampled.roads or self.sampled.missed or self.weighted.lines)

    def roads_that(self, state: str) -> tuple[RoadLine, ...]:
        """The patrolled roads with a verdict."""
        return tuple(line for line in self.roads if line.verdict.state == state)

    @property
    def small_rule(self) -> str:
        """The rule for small roads in one sentence; a bureau may have none."""
        if self.targets.small <= 1:
            return "各条道路都按亮灯率看。"
        caps = "，".join(f"少于 {cap.under} 盏的最多 {cap.most} 盏" for cap in self.targets.caps)
        return (
            f"路灯少于 {self.targets.small} 盏的道路不按比例，看未亮最多的那一次巡查：{caps}；"
            "道路的盏数取档案应亮和巡查应亮中多的一个。"
        )


def read_lighting(
    conn: Reader, names: Names, period: Period, today: date, lamps: Lamps | None = None
) -> Lighting:
    """All of it; the targets are those in force on the last day of the period."""
    lamps = lamps or read_lamps(conn, period.first, period.last, today)
    targets = Targets.on(conn, period.last, today)
    by_patrol = sampled(conn, names, period, today, lamps)
    by_nights = weighted(conn, names, period, today, lamps)
    of, from_patrol = RepairsOf(period, today), Is("source", NIGHT_PATROL)
    reported, still_open = All((of.reported, from_patrol)), All((of.open, from_patrol))
    return Lighting(
        period=period,
        today=today,
        targets=targets,
        sampled=by_patrol,
        weighted=by_nights,
        grades=grade_lines(by_patrol, by_nights, targets),
        roads=tuple(
            sorted(
                (road_line(road, targets) for road in by_patrol.roads),
                key=lambda line: line.shortfall,
            )
        ),
        missed=tuple(road_line(road, targets) for road in by_patrol.missed),
        intact=intact_units(conn, targets, today),
        reported=counted(conn, REPAIRS, "夜巡报修", reported, today),
        still_open=counted(conn, REPAIRS, "夜巡报修未修复", still_open, today),
    )


def grade_lines(found: Sampled, nights: Weighted, targets: Targets) -> tuple[GradeLine, ...]:
    """Every grade that has patrols or lamps, in the order of the grades."""
    samples = {one.grade_item: one for one in found.grades}
    lines = {one.grade_item: one for one in nights.lines}
    titles = {one.grade_item: one.grade for one in found.grades}
    titles |= {one.grade_item: one.grade for one in nights.lines}
    order = [one.grade_item for one in nights.lines]
    order += [one.grade_item for one in found.grades if one.grade_item not in lines]
    made = []
    for item in order:
        sample, line = samples.get(item), lines.get(item)
        made.append(
            GradeLine(
                title=titles[item],
                item=item,
                sample=sample,
                target=targets.of_grade(item),
                verdict=Verdict("unpatrolled")
                if sample is None
                else targets.judge_grade(item, sample.due, sample.dark),
                nights=line.shone if line else None,
                lamps=line.lamps if line else None,
                dark=line.dark if line else None,
            )
        )
    return tuple(made)


def road_line(road: RoadSample, targets: Targets) -> RoadLine:
    """A road judged by its rate, or by its worst patrol where it is small."""
    cap = targets.cap(road.size)
    asked = targets.road_rule(road.grade_item, road.size)
    worst = road.worst
    if worst is None:
        return RoadLine(road, Verdict("unpatrolled"), cap is not None, asked)
    verdict = targets.judge_road(
        road.grade_item, size=road.size, due=road.due, dark=road.dark, worst=worst.dark
    )
    return RoadLine(road, verdict, cap is not None, asked)


def lighting_document(of: Lighting) -> dict[str, object]:
    """The verdicts ready for JSON, beside the rates themselves."""
    return {
        "lighting_targets": {
            line.title: {
                "target": percents(line.target.overall),
                "single_road": percents(line.target.single),
                "verdict": line.verdict.state,
                "lacking": line.verdict.lacking,
            }
            for line in of.grades
        },
        "lighting_roads": [
            {
                "road": line.sample.road,
                "rule": line.asked,
                "verdict": line.verdict.state,
                "lacking": line.verdict.lacking,
                "registered": line.sample.registered_due,
            }
            for line in (*of.roads, *of.missed)
        ],
        "lighting_intact": {
            one.title: {
                "intact": one.share.part.count,
                "count": one.share.whole.count,
                "verdict": one.verdict.state,
            }
            for one in of.intact
        },
        "lighting_faults_from_patrols": of.reported.count,
    }


def percents(hundredths: int) -> str:
    """98.00."""
    return fixed(share_of(hundredths) * 100, 2)
