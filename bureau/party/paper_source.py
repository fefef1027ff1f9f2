"""What the papers of party-building print from: a period on a day, names, who issues them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bureau.calendar.periods import Period
from bureau.settings.forms import Forms as BaseForms
from bureau.settings.reading import letterhead

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.storage.connection import Reader


@dataclass(frozen=True)
class Forms(BaseForms):
    """What the forms of the department need."""

    keywords = ("党建",)


@dataclass(frozen=True)
class Source(Forms):
    """What papers about a period need besides; names of members are masked unless asked for."""

    period: Period
    today: date
    masked: bool = True

    @classmethod
    def of(cls, desk: Desk, conn: Reader, period: Period, *, masked: bool = True) -> Source:
        """With the books open."""
        return cls(
            letterhead(conn, desk.now()),
            desk.store.names(conn),
            desk.store.folder,
            period,
            desk.today(),
            masked,
        )
