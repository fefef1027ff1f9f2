"""What every paper goes through before anybody sees it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING

from bureau.access.rights import VIEW
from bureau.month.approving import as_approved

if TYPE_CHECKING:
    from bureau.calendar.periods import Period
    from bureau.desk import Desk
    from bureau.month.papers import Asked
    from bureau.reports.paper import Paper

    Make = Callable[[Desk, Asked], Paper]
    Widen = Callable[[Desk, Period], Period]


def finished(make: Make, widen: Widen | None = None, departments: Collection[str] = ()) -> Make:
    """The same kind of paper, its citations as words, what was approved otherwise as approved.

    `widen` gives the whole period of a kind that may be asked for by a part of it: approvals are
    those of the whole. `departments` are those that it reports on whole.
    """

    @wraps(make)
    def paper(desk: Desk, asked: Asked) -> Paper:
        if widen is not None and asked.period is not None:
            asked = replace(asked, period=widen(desk, asked.period))
        seen = as_seen(desk, asked)
        return as_approved(desk, seen.period, make(desk, seen), departments)

    return paper


def permitted(make: Make, department: str) -> Make:
    """The same kind of paper for whoever may look at these books. It raises RightsError for others."""

    @wraps(make)
    def paper(desk: Desk, asked: Asked) -> Paper:
        desk.require(VIEW, department)
        return make(desk, asked)

    return paper


def as_seen(desk: Desk, asked: Asked) -> Asked:
    """A period that still runs is compared with as many days of others, not with whole ones."""
    if asked.period is None:
        return asked
    return replace(asked, period=asked.period.seen_on(desk.today()))
