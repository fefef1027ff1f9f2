"""The figures of all departments for one period, from one consistent picture of the books."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bureau.calendar.periods import Period
from bureau.desk import Desk
from bureau.market.figures import MarketFigures, market_figures
from bureau.market.figures_json import document as market_document

if TYPE_CHECKING:
    from bureau.storage.connection import Reader
Document = dict[str, object]


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """One period's figures by department, seen on `today`."""

    period: Period
    today: date
    market: MarketFigures


def read_figures(conn: Reader, period: Period, *, today: date) -> MonthFigures:
    """The figures as the open snapshot has them."""
    return MonthFigures(period, today, market_figures(conn, period, today=today))


def figures(desk: Desk, period: Period) -> Document:
    """Every number the reports print, ready for JSON: ints, exact decimals, texts of rates."""
    with desk.store.snapshot() as conn:
        return document(read_figures(conn, period, today=desk.today()))


def document(of: MonthFigures) -> Document:
    """The figures by department under the period that they are of."""
    period = of.period
    return {
        "period": {
            "title": period.title,
            "from": period.first.isoformat(),
            "to": period.last.isoformat(),
            "as_of": period.as_of(of.today),
        },
        "market": market_document(of.market),
    }
