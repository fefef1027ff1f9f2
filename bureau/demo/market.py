"""What stands around the sample county's cases: steps, orders, complaints, penalties, papers, checks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from bureau.calendar.periods import Period
from bureau.calendar.working import WorkCalendar
from bureau.demo.campaigns import Campaign, reports
from bureau.demo.checks import KINDS, Checks
from bureau.demo.complaints import Voices
from bureau.demo.county import County
from bureau.demo.entered import Entered, Row, identified
from bureau.demo.hotline import Orders, numbered
from bureau.demo.notices import Papers, enter_wordings
from bureau.demo.numbers import NoticeNumbers
from bureau.demo.penalties import Penalties
from bureau.demo.people import Chance
from bureau.demo.trail import Trails
from bureau.demo.watched import Registers, Watched
from bureau.desk import Desk
from bureau.ledger.declaration import Ledger
from bureau.market.ledgers import (
    CAMPAIGN_DAYS,
    CHECKS,
    COMPLAINTS,
    NOTICES,
    ORDERS,
    PENALTIES,
    SEIZURES,
    STEPS,
)
from bureau.storage.many import insert_many
from bureau.storage.operation import Operation


class Market:
    """Enters all of it."""

    def __init__(
        self,
        desk: Desk,
        op: Operation,
        county: County,
        periods: Sequence[Period],
        calendar: WorkCalendar,
        chance: Chance,
    ) -> None:
        self.desk = desk
        self.op = op
        self.county = county
        self.periods = periods
        self.calendar = calendar
        self.chance = chance
        self.complaints: list[tuple[int, Row]] = []
        # Read after the cases are in: names of cases are part of what steps are recognised by.
        self.names = desk.store.names(op.conn)

    @property
    def first(self) -> date:
        """The first day shown."""
        return self.periods[0].first

    @property
    def last(self) -> date:
        """The last day shown."""
        return self.periods[-1].last

    def enter(
        self,
        cases: Sequence[Entered],
        logs: Sequence[Row],
        campaigns: Sequence[Campaign],
        numbers: NoticeNumbers,
        say: Callable[[str, int], None],
    ) -> None:
        """Everything, in the order in which one refers to the other."""
        say("保存办理过程", 50)
        trails = Trails(self.county, self.chance, self.last)
        steps = [step for case in cases for step in trails.of(case)]
        self.save(STEPS, sorted(steps, key=lambda step: str(step["at"])))
        say("保存专项日报", 65)
        self.save(CAMPAIGN_DAYS, list(reports(campaigns, by_unit(logs), self.last, self.chance)))
        say("保存热线和投诉", 70)
        self.voices(cases)
        say("保存处罚和文书", 80)
        self.penalties(cases, steps)
        self.papers(cases, steps, numbers)
        say("保存监管名册和检查", 90)
        self.watched(cases)

    def save(self, ledger: Ledger, rows: Sequence[Row]) -> range:
        """Records of one ledger, with what they are recognised by."""
        wanted = identified(ledger, rows, self.names) if ledger.identity else rows
        return insert_many(self.op, ledger, wanted)

    def voices(self, cases: Sequence[Entered]) -> None:
        """Orders and complaints."""
        orders = Orders(self.county, self.names, self.calendar, self.last, self.chance)
        received = [*orders.of_cases(cases), *orders.others(self.periods)]
        self.save(ORDERS, list(numbered(received)))
        voices = Voices(self.county, self.names, self.last, self.chance)
        complaints = [*voices.of_cases(cases), *voices.letters(self.periods)]
        complaints.sort(key=lambda row: str(row["received_on"]))
        ids = self.save(COMPLAINTS, complaints)
        self.complaints = list(zip(ids, complaints, strict=True))

    def penalties(self, cases: Sequence[Entered], steps: Sequence[Row]) -> None:
        """Penalty cases, and goods taken."""
        writing = Penalties(self.county, self.names, self.calendar, self.last, self.chance)
        penalties = writing.penalties(cases, steps)
        ids = self.save(PENALTIES, penalties)
        by_case = {row["case"]: record for row, record in zip(penalties, ids, strict=True)}
        self.save(SEIZURES, list(writing.seizures(cases, by_case)))

    def papers(
        self, cases: Sequence[Entered], steps: Sequence[Row], numbers: NoticeNumbers
    ) -> None:
        """Wordings and papers."""
        wordings = enter_wordings(self.op)
        papers = Papers(self.county, self.names, wordings, self.last, self.chance)
        made = [*papers.of_cases(cases), *papers.supervisions(cases, steps, numbers)]
        self.save(NOTICES, sorted(made, key=lambda row: str(row["issued_on"])))

    def watched(self, cases: Sequence[Entered]) -> None:
        """Registers and their check logs."""
        places: dict[str, list[Watched]] = {}
        for watched in Registers(self.county, self.first, self.last, self.chance).places():
            places.setdefault(watched.register.name, []).append(watched)
        logs = {ledger.name: ledger for ledger in CHECKS}
        checks = Checks(self.county, self.first, self.last, self.chance)
        names = {kind.register: kind for kind in KINDS}
        for register, listed in places.items():
            ids = self.save(listed[0].register, [watched.values for watched in listed])
            self.names = self.desk.store.names(self.op.conn)
            kind = names[register]
            self.save(logs[kind.log], checks.of(kind, zip(ids, listed, strict=True), cases))


def by_unit(logs: Sequence[Row]) -> dict[tuple[int, str], dict[int, int]]:
    """What each unit counted on each day."""
    found: dict[tuple[int, str], dict[int, int]] = {}
    for log in logs:
        counts = log["counts"]
        assert isinstance(counts, dict)
        found[int(str(log["unit"])), str(log["date"])] = counts
    return found
