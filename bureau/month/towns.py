"""What the assessment of towns takes from market order: the cases of each town; and its steps with them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING

from bureau.calendar.periods import Period
from bureau.editing.inputs import Inputs
from bureau.ledger.query import All
from bureau.market.definitions import COUNTED, CaseFigures
from bureau.market.figures_steps import HadStep
from bureau.market.ledgers import CASES
from bureau.market.ledgers.cases import REWORK
from bureau.settings.reading import month_end_day
from bureau.storage.counting import Figure, count_by
from bureau.towns.figures import TownFigures, town_figures
from bureau.towns.inputs import TownCases
from bureau.towns.judging import TownMonth, judge_month
from bureau.towns.months import month_flow
from bureau.towns.year import TownYear, town_year
from bureau.workflow import Taken, take_step

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader


def town_cases(conn: Reader, period: Period, today: date) -> dict[int, TownCases]:
    """The cases of each town in a calendar month, counted in the bureau's statistical month.

    返工 are cases that a review sent back in the month, 超期 those open past their limit at its end.
    """
    month = Period.month(period.first.year, period.first.month, month_end_day(conn, today))
    defined = CaseFigures(month, today)
    returned = All((COUNTED, HadStep(REWORK, month.first, month.last)))
    passes = (
        ({"due": defined.due, "on_time": defined.on_time}, defined.due),
        ({"returned": returned}, returned),
        ({"overdue": defined.overdue}, defined.overdue),
    )
    counts: dict[int, dict[str, Figure]] = {}
    for figures, within in passes:
        titled = {key: (key, where) for key, where in figures.items()}
        for line in count_by(conn, CASES, "town", titled, today, within):
            if isinstance(line.value, int):
                counts.setdefault(line.value, {}).update(line.figures.by_key)
    return {town: cases_of(found) for town, found in counts.items()}


def cases_of(found: Mapping[str, Figure]) -> TownCases:
    """A town's counts with the records behind them; what wasn't found is 0."""
    numbers = {key: figure.count for key, figure in found.items()}
    return TownCases(
        **numbers,
        behind={key: (CASES.name, figure.where) for key, figure in found.items()},
    )


def judged_month(conn: Reader, names: Names, period: Period, today: date) -> TownMonth:
    """The towns of a month."""
    return judge_month(conn, names, period, today, town_cases)


def judged_months(conn: Reader, names: Names, period: Period, today: date) -> TownFigures:
    """The figures of the towns in a period."""
    return town_figures(conn, names, period, today, town_cases)


def judged_year(conn: Reader, names: Names, year: int, today: date) -> TownYear:
    """A year of the towns."""
    return town_year(conn, names, year, today, town_cases)


TOWN_FLOW = month_flow(town_cases)
"""初评 → … → 签发 of the towns' months."""


def take(desk: Desk, step: str, records: Collection[int], answers: Inputs | None = None) -> Taken:
    """One step with these months, in one operation. Raises what `take_step` raises."""
    return take_step(desk, TOWN_FLOW, TOWN_FLOW.step(step), records, answers)
