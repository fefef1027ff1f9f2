"""Every paper that can be asked for by its kind: `report KIND`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bureau.calendar.periods import Period
from bureau.calendar.words import report_name, said_with_end
from bureau.desk import Desk
from bureau.documents.paper_source import PeriodForms
from bureau.documents.papers import PAPERS as DOCUMENTS
from bureau.documents.papers import Make as DocumentMake
from bureau.errors import UserError
from bureau.exchange.export import record_personal
from bureau.facilities.paper_source import Source as FacilitySource
from bureau.facilities.papers import PAPERS as FACILITIES
from bureau.facilities.papers import Make as FacilityMake
from bureau.ledger.declaration import Ledger
from bureau.ledger.query import Filter
from bureau.market.papers import key_figures, monthly_paper
from bureau.market.papers_analysis import analysis_paper, rebounds_paper
from bureau.month.books import open_books
from bureau.month.briefs import daily_brief
from bureau.month.drafting import printed, told_chapters
from bureau.month.finishing import finished, permitted
from bureau.month.handover import handover
from bureau.month.issued_papers import as_issued
from bureau.month.ledger_list import ledger_list
from bureau.month.papers_departments import party, towns
from bureau.month.papers_overdue import overdue_list
from bureau.month.papers_rebounds import rebound_list
from bureau.month.papers_warnings import month_warnings
from bureau.month.papers_year import year_pack
from bureau.month.towns import town_cases
from bureau.month.weekly import week_of, weekly
from bureau.party.paper_source import Source as PartySource
from bureau.party.papers import PAPERS as PARTY
from bureau.party.papers import PERSONAL
from bureau.party.papers import Make as PartyMake
from bureau.reports.citing import plain
from bureau.reports.paper import Paper
from bureau.reports.photo_pairs import hashes_of, photo_pages
from bureau.reports.rewriting import with_texts
from bureau.reports.sentences import title_of
from bureau.sanitation.paper_source import Source
from bureau.sanitation.papers import PAPERS as SANITATION
from bureau.sanitation.papers import Make
from bureau.storage.photo_lists import photo_facts
from bureau.towns.paper_source import Source as TownSource
from bureau.towns.papers import PAPERS as TOWNS
from bureau.towns.papers import Make as TownMake


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a paper is asked for: a period, or a ledger with its filter.

    `filter_text` says the filter in words; `personal_reason` is why personal data must not be
    masked, and goes into the journal. `contracts` are those that papers of sanitation are about,
    all where there are none. `live` asks for the books as they are now where the period was issued.
    """

    period: Period | None = None
    ledger: Ledger | None = None
    where: Filter | None = None
    filter_text: str = ""
    personal_reason: str = ""
    contracts: tuple[int, ...] = ()
    live: bool = False

    @property
    def named_period(self) -> Period:
        """The period. Raises UserError when none was asked for."""
        if self.period is None:
            raise UserError("这份材料要说明是哪个月，请加上 --month 2026-10 这样的选项。")
        return self.period


def market(desk: Desk, asked: Asked) -> Paper:
    """市容秩序整治工作月报."""
    with open_books(desk, asked.named_period) as books:
        pairs = books.order.beside.pairs
        photos = photo_pages(pairs, photo_facts(books.conn, desk.store.folder, hashes_of(pairs)))
        return monthly_paper(books.order, books.head, photos)


def monthly(desk: Desk, asked: Asked) -> Paper:
    """城市管理工作月报 of all departments, in the order of the bureau's own report.

    Chapters that a clerk has written are printed as written, their linked numbers as they are now.
    """
    period = asked.named_period
    with open_books(desk, period) as books:
        chapters = told_chapters(books, "monthly")
        order, head = books.order, books.head
    name = f"城市管理工作{report_name(period)}"
    return Paper(
        title=title_of(head, f"{period.title}{name}"),
        blocks=(key_figures(order), *printed(chapters), head.signatures),
        organisation=head.bureau,
        period=said_with_end(period, desk.today()),
        author=head.bureau,
        subject=f"{period.title}{name}",
        keywords=("城市管理", period.title),
        made_at=head.made_at,
    )


def analysis(desk: Desk, asked: Asked) -> Paper:
    """案件综合分析, as its page shows it."""
    return analysis_paper(desk, asked.named_period)


def rebounds(desk: Desk, asked: Asked) -> Paper:
    """反弹分析, as its page shows it."""
    return rebounds_paper(desk, asked.named_period)


def listed(desk: Desk, asked: Asked) -> Paper:
    """Any ledger with its filter, on A4 across."""
    if asked.ledger is None:
        raise UserError("请说明印哪个台账：--ledger market-cases。")
    return ledger_list(
        desk,
        asked.ledger,
        asked.where,
        period=asked.period,
        filter_text=asked.filter_text,
        personal_reason=asked.personal_reason,
    )


def of_contracts(make: Make) -> Callable[[Desk, Asked], Paper]:
    """A paper about the months of contracts."""

    def paper(desk: Desk, asked: Asked) -> Paper:
        period = asked.named_period
        with desk.store.snapshot() as conn:
            made = make(Source.of(desk, conn, period, asked.contracts), conn)
        # Sums of some contracts aren't the bureau's figures.
        return with_texts(made, plain) if asked.contracts else made

    return paper


def of_towns(make: TownMake) -> Callable[[Desk, Asked], Paper]:
    """A paper about the months of the towns."""

    def paper(desk: Desk, asked: Asked) -> Paper:
        period = asked.named_period
        with desk.store.snapshot() as conn:
            return make(TownSource.of(desk, conn, period, town_cases), conn)

    return paper


def of_facilities(make: FacilityMake) -> Callable[[Desk, Asked], Paper]:
    """A paper about street lights and facilities within a period."""

    def paper(desk: Desk, asked: Asked) -> Paper:
        period = asked.named_period
        with desk.store.snapshot() as conn:
            return make(FacilitySource.of(desk, conn, period), conn)

    return paper


def of_party(kind: str, make: PartyMake) -> Callable[[Desk, Asked], Paper]:
    """A paper about party-building within a period; that names stand in it is noted."""

    def paper(desk: Desk, asked: Asked) -> Paper:
        period, reason = asked.named_period, asked.personal_reason
        with desk.store.snapshot() as conn:
            source = replace(PartySource.of(desk, conn, period), masked=not reason)
            made = make(source, conn)
        if reason and kind in PERSONAL:
            record_personal(desk, PERSONAL[kind], reason)
        return made

    return paper


def of_documents(make: DocumentMake) -> Callable[[Desk, Asked], Paper]:
    """A register of official papers within a period."""

    def paper(desk: Desk, asked: Asked) -> Paper:
        period = asked.named_period
        with desk.store.snapshot() as conn:
            return make(PeriodForms.of(desk, conn, period), conn)

    return paper


MAKERS: Mapping[str, Callable[[Desk, Asked], Paper]] = {
    "monthly": monthly,
    "market": market,
    "analysis": analysis,
    "rebounds": rebounds,
    **{kind: of_contracts(make) for kind, make in SANITATION.items()},
    **{kind: of_towns(make) for kind, make in TOWNS.items()},
    **{kind: of_facilities(make) for kind, make in FACILITIES.items()},
    **{kind: of_party(kind, make) for kind, make in PARTY.items()},
    "towns": towns,
    "party": party,
    "weekly": weekly,
    "daily-brief": daily_brief,
    "month-warnings": month_warnings,
    "overdue-list": overdue_list,
    "rebound-list": rebound_list,
    "year-pack": year_pack,
    "handover": handover,
    **{kind: of_documents(make) for kind, make in DOCUMENTS.items()},
    "ledger": listed,
}
WITHOUT_PERIOD = frozenset({"handover", "ledger"})
"""Papers for which no month need be named."""
WIDENED = {"weekly": week_of}
"""Kinds that may be asked for by a day of their period."""
DEPARTMENTS = ("market", "sanitation", "towns", "facilities", "party")
WHOLE = {"monthly": DEPARTMENTS, **{kind: (kind,) for kind in DEPARTMENTS}}
"""Papers that report on all of a department, or of several."""
OF_DEPARTMENTS = {
    kind: department
    for department, kinds in (
        ("market", ("market", "analysis", "rebounds", "overdue-list", "rebound-list", "handover")),
        ("sanitation", SANITATION),
        ("towns", (*TOWNS, "towns")),
        ("facilities", FACILITIES),
        ("party", (*PARTY, "party")),
        ("documents", DOCUMENTS),
        ("bulletin", ("monthly", "month-warnings", "weekly", "daily-brief", "year-pack")),
    )
    for kind in kinds
}
"""Whose books a paper shows; one that isn't listed says itself whose, or is about the day."""


FRESH = {
    kind: finished(make, WIDENED.get(kind), WHOLE.get(kind, ())) for kind, make in MAKERS.items()
}
"""Papers as the books are now."""
KINDS = {
    kind: permitted(as_issued(kind, make), OF_DEPARTMENTS.get(kind, ""))
    for kind, make in FRESH.items()
}
"""Papers as they are shown, printed and kept: of an issued period those that were issued."""
