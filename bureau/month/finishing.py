"""What every paper goes through before anybody sees it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING

from bureau.reports.citing import plain
from bureau.reports.rewriting import with_texts

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.month.papers import Asked
    from bureau.reports.paper import Paper

    Make = Callable[[Desk, Asked], Paper]


def finished(make: Make) -> Make:
    """The same kind of paper, its citations as words."""

    @wraps(make)
    def paper(desk: Desk, asked: Asked) -> Paper:
        return with_texts(make(desk, as_seen(desk, asked)), plain)

    return paper


def as_seen(desk: Desk, asked: Asked) -> Asked:
    """A period that still runs is compared with as many days of others, not with whole ones."""
    if asked.period is None:
        return asked
    return replace(asked, period=asked.period.seen_on(desk.today()))
