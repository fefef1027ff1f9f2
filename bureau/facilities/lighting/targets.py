"""What lighting is judged against: shipped targets and caps, the bureau's own from their day on; verdicts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Literal

from bureau.facilities.ledgers import LIGHTING_CAPS, LIGHTING_TARGETS
from bureau.facilities.values import day, referred, whole
from bureau.ledger.query import Between, Filter
from bureau.reports.change import fixed
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.storage.connection import Reader

LIT, INTACT_ROADS, INTACT_LANDSCAPE = 8101, 8102, 8103
"""Catalogue ids of what a target is set for: 亮灯率, 道路照明完好率, 景观照明完好率."""
MAIN_ROAD: Final = 2901
"""Catalogue id of the grade 主干道."""
FULL: Final = 10_000
"""100 % in hundredths of a percent."""
STANDARD: Final = "城市照明管理通行指标"
State = Literal["met", "missed", "unpatrolled", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The least share that will do, in hundredths of a percent: of all roads of a grade, of one road."""

    subject: int
    overall: int
    single: int
    grade: int | None = None
    begins: date = date.min
    basis: str = STANDARD


@dataclass(frozen=True, slots=True)
class Cap:
    """A road with fewer lamps than `under` may have so many dark ones in one patrol."""

    under: int
    most: int
    begins: date = date.min


SHIPPED_TARGETS: Final = (
    Target(subject=LIT, grade=MAIN_ROAD, overall=9800, single=9700),
    Target(subject=LIT, overall=9600, single=9500),
    Target(subject=INTACT_ROADS, overall=9500, single=9500),
    Target(subject=INTACT_LANDSCAPE, overall=9000, single=9000),
)
SHIPPED_CAPS: Final = (Cap(100, 2), Cap(150, 3), Cap(200, 4))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a judgement comes to, by which rule, and how many heads more would have had to shine."""

    state: State
    lacking: int = 0
    rule: str = ""
    unit: str = "盏"

    @property
    def words(self) -> str:
        """达标, 未达标（差 3 盏）, 未巡查."""
        if self.state == "missed":
            return f"未达标（差 {self.lacking} {self.unit}）"
        return {"met": "达标", "unpatrolled": "未巡查", "none": "—"}[self.state]


@dataclass(frozen=True, slots=True)
class Targets:
    """What is in force on a day."""

    targets: tuple[Target, ...]
    caps: tuple[Cap, ...]

    @classmethod
    def on(cls, conn: Reader, on: date, today: date) -> Targets:
        """The shipped ones, each replaced by the bureau's newest for the same subject and grade.

        Caps are one set: the rows that began last replace all others.
        """
        begun = Between("begins_on", None, on.isoformat())
        own = [
            Target(
                subject=whole(row["subject"]),
                grade=referred(row["grade"]),
                begins=day(row["begins_on"]) or date.min,
                overall=whole(row["overall"]),
                single=whole(row["overall"] if row["single"] is None else row["single"]),
                basis=str(row["basis"] or ""),
            )
            for row in read(conn, begun, today, caps=False)
        ]
        caps = [
            Cap(
                whole(row["under"]),
                whole(row["cap"]),
                day(row["begins_on"]) or date.min,
            )
            for row in read(conn, begun, today, caps=True)
        ]
        return cls.of(own, caps)

    @classmethod
    def of(cls, own: Iterable[Target] = (), caps: Iterable[Cap] = ()) -> Targets:
        """The bureau's own over the shipped ones; all of them have begun."""
        found: dict[tuple[int, int | None], Target] = {}
        for one in sorted((*SHIPPED_TARGETS, *own), key=lambda one: one.begins):
            found[one.subject, one.grade] = one
        every = (*SHIPPED_CAPS, *caps)
        newest = max(cap.begins for cap in every)
        return cls(
            tuple(found.values()),
            tuple(sorted((c for c in every if c.begins == newest), key=lambda cap: cap.under)),
        )

    def of_grade(self, grade: int | None) -> Target:
        """The 亮灯率 of a road grade: its own target, else that of the other grades."""
        return self.target(LIT, grade)

    def target(self, subject: int, grade: int | None = None) -> Target:
        """What is asked of a subject and a grade."""
        of = {one.grade: one for one in self.targets if one.subject == subject}
        return of.get(grade) or of[None]

    @property
    def small(self) -> int:
        """Roads with fewer lamps are judged by a cap."""
        return max(cap.under for cap in self.caps)

    def cap(self, size: int) -> Cap | None:
        """The cap of a road with so many lamps, None for one that is judged by its rate."""
        return next((cap for cap in self.caps if size < cap.under), None)

    def road_rule(self, grade: int | None, size: int) -> str:
        """What is asked of one road: ≥97%, or 最多 2 盏 of a small one."""
        cap = self.cap(size)
        return least_words(self.of_grade(grade).single) if cap is None else f"最多 {cap.most} 盏"

    def judge_grade(self, grade: int | None, due: int, dark: int) -> Verdict:
        """The roads of a grade together."""
        return judge(due, dark, self.of_grade(grade).overall)

    def judge_road(
        self, grade: int | None, *, size: int, due: int, dark: int, worst: int
    ) -> Verdict:
        """One road: by the dark heads of its worst patrol where it is small, else by its rate."""
        if not due:
            return Verdict("none")
        cap = self.cap(size)
        if cap is None:
            return judge(due, dark, self.of_grade(grade).single)
        state: State = "missed" if worst > cap.most else "met"
        return Verdict(state, max(worst - cap.most, 0), self.road_rule(grade, size))


def judge(due: int, dark: int, least: int, unit: str = "盏") -> Verdict:
    """A rate against the least that will do, exact: how many of `dark` are too many."""
    if not due:
        return Verdict("none")
    allowed = due * (FULL - least) // FULL
    state: State = "missed" if dark > allowed else "met"
    return Verdict(state, max(dark - allowed, 0), least_words(least), unit)


def least_words(least: int) -> str:
    """≥97%, ≥97.5%."""
    return f"≥{fixed(share_of(least) * 100, 2).rstrip('0').rstrip('.')}%"


def read(conn: Reader, where: Filter, today: date, *, caps: bool) -> list[rows.Row]:
    """The bureau's own rows, the oldest first."""
    ledger = LIGHTING_CAPS if caps else LIGHTING_TARGETS
    return rows.page(conn, ledger, sorted(rows.ids(conn, ledger, where, today=today)), today=today)


def share_of(least: int) -> Fraction:
    """Hundredths of a percent as a fraction of one."""
    return Fraction(least, FULL)
