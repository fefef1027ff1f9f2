"""What every paper goes through before anybody sees it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING

from bureau.month.approving import as_approved

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.month.papers import Asked
    from bureau.reports.paper import Paper

    Make = Callable[[Desk, Asked], Paper]


def finished(make: Make) -> Make:
    """The same kind of paper, its citations as words, what was approved otherwise as approved."""

    @wraps(make)
    def paper(desk: Desk, asked: Asked) -> Paper:
        seen = as_seen(desk, asked)
        return as_approved(desk, seen.period, make(desk, seen))

    return paper


def as_seen(desk: Desk, asked: Asked) -> Asked:
    """A period that still runs is compared with as many days of others, not with whole ones."""
    if asked.period is None:
        return asked
    return replace(asked, period=asked.period.seen_on(desk.today()))
