"""The figures of all departments for one period, from one consistent picture of the books."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bureau.calendar.periods import Period
from bureau.desk import Desk
from bureau.facilities.figures import FacilityFigures, facility_figures
from bureau.facilities.figures import document as facilities_document
from bureau.facilities.lighting.figures_lamps import read_lamps
from bureau.facilities.repairs.figures_analysis import FacilityAnalysis
from bureau.facilities.repairs.figures_analysis import document as facility_analysis_document
from bureau.facilities.repairs.figures_analysis import read_analysis as read_facility_analysis
from bureau.market.figures import MarketFigures, market_figures
from bureau.market.figures_json import document as market_document
from bureau.month.towns import judged_months
from bureau.party.figures import PartyFigures, party_figures
from bureau.party.figures import document as party_document
from bureau.sanitation.figures import (
    MoneyFigures,
    SanitationFigures,
    WorksFigures,
    money_document,
    money_figures,
    sanitation_figures,
    works_document,
    works_figures,
)
from bureau.sanitation.figures import document as sanitation_document
from bureau.towns.figures import TownFigures
from bureau.towns.figures import document as towns_document

if TYPE_CHECKING:
    from bureau.ledger.entry import Names
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


@dataclass(frozen=True, slots=True)
class Judged:
    """What one period's judging came to: contractors with their works and money, towns."""

    sanitation: SanitationFigures
    works: WorksFigures
    money: MoneyFigures
    towns: TownFigures


def read_judged(conn: Reader, names: Names, period: Period, *, today: date) -> Judged:
    """The same of the departments that judge; apart, because not every page and paper needs them."""
    return Judged(
        sanitation_figures(conn, names, period, today),
        works_figures(conn, names, period, today),
        money_figures(conn, names, period, today),
        judged_months(conn, names, period, today),
    )


def read_party(conn: Reader, names: Names, period: Period, *, today: date) -> PartyFigures:
    """The same of party-building, for the year until the period's end."""
    return party_figures(conn, names, period, today)


def figures(desk: Desk, period: Period) -> Document:
    """Every number the reports print, ready for JSON: ints, exact decimals, texts of rates."""
    today = desk.today()
    with desk.store.snapshot() as conn:
        names = desk.store.names(conn)
        lamps = read_lamps(conn, period.first, period.last, today)
        return document(
            read_figures(conn, period, today=today),
            read_judged(conn, names, period, today=today),
            facility_figures(conn, names, period, today, lamps),
            read_facility_analysis(conn, names, period, today, lamps),
            read_party(conn, names, period, today=today),
        )


def document(
    of: MonthFigures,
    judged: Judged,
    facilities: FacilityFigures,
    repairs: FacilityAnalysis,
    party: PartyFigures,
) -> Document:
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
        "sanitation": sanitation_document(judged.sanitation),
        "sanitation_works": works_document(judged.works),
        "sanitation_money": money_document(judged.money),
        "towns": towns_document(judged.towns),
        "facilities": {
            **facilities_document(facilities),
            **facility_analysis_document(repairs),
        },
        "party": party_document(party),
    }
