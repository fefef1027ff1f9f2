"""How the cases of a period were worked, beside the period before: rates, and 服务/管理/执法 against target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bureau.calendar.periods import Period
from bureau.market.figures import Totals, read_totals
from bureau.market.figures_classes import read_classes
from bureau.settings.reading import expected_shares

if TYPE_CHECKING:
    from bureau.storage.connection import Reader


@dataclass(frozen=True, slots=True)
class Work:
    """The numbers of a period and of the one before, and the shares aimed at in percent."""

    now: Totals
    previous: Totals | None
    expected_shares: Mapping[str, int]

    @property
    def period(self) -> Period:
        """The period these numbers are of."""
        return self.now.period


def read_work(conn: Reader, period: Period, today: date) -> Work:
    """Both periods. `conn` is inside a snapshot."""
    classes = read_classes(conn)
    previous = period.previous
    return Work(
        read_totals(conn, classes, period, today),
        read_totals(conn, classes, previous, today) if previous else None,
        expected_shares(conn, today),
    )
