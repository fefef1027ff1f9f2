"""What every paper goes through before anybody sees it."""

from __future__ import annotations

from collections.abc import Callable
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
        return with_texts(make(desk, asked), plain)

    return paper
