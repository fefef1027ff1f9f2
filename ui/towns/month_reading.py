"""What the page of a month reads and keeps, in the lanes: the ranking, the year, what a town lacks."""

from __future__ import annotations

from dataclasses import dataclass

from bureau.assessment.deductions import Absence
from bureau.assessment.uninspected import Lacking
from bureau.calendar.periods import Period
from bureau.desk import Desk
from bureau.month.towns import judged_month, judged_year, town_cases
from bureau.towns.absent import lacking
from bureau.towns.judging import TownMonth
from bureau.towns.months import month_to_judge, open_month, set_absences
from bureau.towns.scores import Judgement
from bureau.towns.year import TownYear


def read(desk: Desk, chosen: Period | None) -> TownMonth:
    """The towns judged, in one picture of the books; of the month being judged while none is chosen."""
    with desk.store.snapshot() as conn:
        period = chosen or month_to_judge(conn, desk.today())
        return judged_month(conn, desk.store.names(conn), period, desk.today())


def read_year(desk: Desk, year: int) -> TownYear:
    """A year of the towns."""
    with desk.store.snapshot() as conn:
        return judged_year(conn, desk.store.names(conn), year, desk.today())


@dataclass(frozen=True, slots=True)
class Asked:
    """What a town lacks in a month."""

    period: Period
    judged: Judgement
    lacking: tuple[Lacking, ...]


def read_lacking(desk: Desk, month: TownMonth, judged: Judgement) -> Asked:
    """The blocks of a town that nobody looked at."""
    with desk.store.snapshot() as conn:
        names = desk.store.names(conn)
        found = lacking(conn, names, month, judged.town, desk.today(), town_cases)
    return Asked(month.period, judged, found)


def keep_absences(desk: Desk, period: Period, town: int, absences: tuple[Absence, ...]) -> None:
    """Saves the choices of a town; the month is begun where it wasn't yet."""
    set_absences(desk, open_month(desk, period), town, absences)
