"""All departments within one period, from one consistent picture of the books; nothing is read twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from bureau.calendar.periods import Period
from bureau.facilities.figures import FacilityFigures, beside_register
from bureau.facilities.papers_month import FacilityMonth
from bureau.facilities.papers_month import read_month as read_facility_month
from bureau.facilities.repairs.figures_analysis import FacilityAnalysis
from bureau.market.figures import MarketFigures, market_figures
from bureau.month.towns import judged_months, town_cases
from bureau.party.figures import PartyFigures, party_figures
from bureau.party.paper_source import Source as PartySource
from bureau.reports.letterhead import Letterhead
from bureau.sanitation.figures import (
    MoneyFigures,
    SanitationFigures,
    WorksFigures,
    money_figures,
    works_figures,
)
from bureau.sanitation.paper_source import Source as SanitationSource
from bureau.settings.reading import letterhead
from bureau.towns.figures import TownFigures
from bureau.towns.paper_source import Source as TownSource

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.ledger.declaration import Ledger
    from bureau.ledger.entry import Value
    from bureau.storage.connection import Reader


class Books:
    """Each part is read when it is first asked for. `conn` is inside a snapshot as long as this lives."""

    def __init__(self, desk: Desk, conn: Reader, period: Period) -> None:
        self.desk = desk
        self.conn = conn
        self.period = period
        self.today = desk.today()
        self.names = desk.store.names(conn)

    def shown(self, ledger: Ledger, row: Mapping[str, object], key: str) -> str:
        """A field in the words of the screen, unmasked."""
        value: Value = row.get(key)  # type: ignore[assignment]  # what a row holds of a field
        return ledger.by_key[key].type.show(value, self.names)

    @cached_property
    def head(self) -> Letterhead:
        """Who issues papers."""
        return letterhead(self.conn, self.desk.now())

    @cached_property
    def order(self) -> MarketFigures:
        """市容秩序."""
        return market_figures(self.conn, self.period, today=self.today)

    @cached_property
    def contracts(self) -> SanitationSource:
        """环卫考核: the months of the contracts, without any where none is in force."""
        return SanitationSource.found(self.desk, self.conn, self.period)

    @property
    def cleaning(self) -> SanitationFigures:
        """The same as figures."""
        return SanitationFigures(self.period, self.contracts.judged)

    @cached_property
    def works(self) -> WorksFigures:
        """Roads, waste, the landfill."""
        return works_figures(self.conn, self.names, self.period, self.today)

    @cached_property
    def money(self) -> MoneyFigures:
        """What is due to contractors and paid."""
        return money_figures(self.conn, self.names, self.period, self.today)

    @cached_property
    def ranked(self) -> TownFigures:
        """镇街考核."""
        return judged_months(self.conn, self.names, self.period, self.today)

    @cached_property
    def towns(self) -> TownSource:
        """What its papers print from."""
        return TownSource.of(self.desk, self.conn, self.period, town_cases)

    @cached_property
    def facilities(self) -> FacilityMonth:
        """路灯市政, as its reports tell it."""
        return read_facility_month(self.conn, self.names, self.period, self.today)

    @property
    def repairs(self) -> FacilityAnalysis:
        """Repairs, works and money of it."""
        return self.facilities.analysis

    @cached_property
    def lighting(self) -> FacilityFigures:
        """The same with its register."""
        month = self.facilities
        return beside_register(
            self.conn,
            self.names,
            self.today,
            lighting=month.lighting,
            repairs=month.analysis.repairs,
            upkeep=month.upkeep,
        )

    @cached_property
    def members(self) -> PartyFigures:
        """党建任务, for the year until the period's end."""
        return party_figures(self.conn, self.names, self.period, self.today)

    @cached_property
    def party(self) -> PartySource:
        """What its papers print from."""
        return PartySource.of(self.desk, self.conn, self.period)


@contextmanager
def open_books(desk: Desk, period: Period) -> Iterator[Books]:
    """The books of a period as they are now."""
    with desk.store.snapshot() as conn:
        yield Books(desk, conn, period.seen_on(desk.today()))
