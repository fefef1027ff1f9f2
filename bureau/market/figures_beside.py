"""What stands beside the cases in a month of market order: orders, complaints, actions, penalties."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bureau.calendar.periods import Period
from bureau.market.definitions import CaseFigures
from bureau.market.figures_analysis import read_pairs
from bureau.market.figures_campaigns import Progress, campaign_figures
from bureau.market.figures_complaints import FollowedFigures, complaint_figures
from bureau.market.figures_hotline import HotlineFigures, hotline_figures
from bureau.market.figures_penalties import PenaltyFacts, penalty_figures
from bureau.market.figures_rebounds import WorstPlace, worst_places
from bureau.reports.photo_pairs import PhotoPair

if TYPE_CHECKING:
    from bureau.storage.connection import Reader

MOST_PLACES = 12
"""Places with returns that a report names; the page shows more."""
MOST_PAIRS = 4
"""Photo pairs at the end of a report: two pages."""


@dataclass(frozen=True, slots=True)
class Beside:
    """One period's own figures of the other ledgers."""

    hotline: HotlineFigures
    complaints: FollowedFigures
    campaigns: tuple[Progress, ...]
    penalties: PenaltyFacts
    places: tuple[WorstPlace, ...]
    """Where most came back, the worst first."""
    pairs: tuple[PhotoPair, ...]


def read_beside(conn: Reader, period: Period, today: date) -> Beside:
    """The figures of a period. `conn` is inside a snapshot."""
    return Beside(
        hotline_figures(conn, period, today),
        complaint_figures(conn, period, today),
        campaign_figures(conn, period, today),
        penalty_figures(conn, period, today),
        worst_places(conn, CaseFigures(period, today).rebounds, period, today, MOST_PLACES),
        read_pairs(conn, period, today, MOST_PAIRS),
    )
