"""What stands around the sample county's cases: steps, orders, complaints, penalties, papers, checks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from bureau.demo.campaigns import Campaign, reports
from bureau.demo.checks import KINDS, Checks
from bureau.demo.complaints import Voices
from bureau.demo.entered import Entered, Row
from bureau.demo.entering import Entering
from bureau.demo.hotline import Orders, numbered
from bureau.demo.notices import Papers, enter_wordings
from bureau.demo.numbers import NoticeNumbers
from bureau.demo.penalties import Penalties
from bureau.demo.trail import Trails
from bureau.demo.watched import Registers, Watched
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

if TYPE_CHECKING:
    from bureau.storage.names import StoredNames


class Market(Entering):
    """Enters all of it."""

    @cached_property
    def names(self) -> StoredNames:
        """Read once the cases are in: names of cases are part of what steps are recognised by."""
        return self.fresh_names()

    def enter(
        self,
        cases: Sequence[Entered],
        logs: Sequence[Row],
        campaigns: Sequence[Campaign],
        numbers: NoticeNumbers,
        say: Callable[[str, int], None],
    ) -> list[tuple[int, Row]]:
        """Everything, in the order in which one refers to the other; gives the complaints."""
        say("保存办理过程", 50)
        trails = Trails(self.county, self.chance, self.last)
        steps = [step for case in cases for step in trails.of(case)]
        self.save(STEPS, sorted(steps, key=lambda step: str(step["at"])), self.names)
        say("保存专项日报", 65)
        self.save(
            CAMPAIGN_DAYS, reports(campaigns, by_unit(logs), self.last, self.chance), self.names
        )
        say("保存热线和投诉", 70)
        complaints = self.voices(cases)
        say("保存处罚和文书", 80)
        self.penalties(cases, steps)
        self.papers(cases, steps, numbers)
        say("保存监管名册和检查", 90)
        self.watched(cases)
        return complaints

    def voices(self, cases: Sequence[Entered]) -> list[tuple[int, Row]]:
        """Orders and complaints; gives the latter."""
        orders = Orders(self.county, self.names, self.calendar, self.last, self.chance)
        received = [*orders.of_cases(cases), *orders.others(self.periods)]
        self.save(ORDERS, numbered(received), self.names)
        voices = Voices(self.county, self.names, self.last, self.chance)
        complaints = [*voices.of_cases(cases), *voices.letters(self.periods)]
        complaints.sort(key=lambda row: str(row["received_on"]))
        ids = self.save(COMPLAINTS, complaints, self.names)
        return list(zip(ids, complaints, strict=True))

    def penalties(self, cases: Sequence[Entered], steps: Sequence[Row]) -> None:
        """Penalty cases, and goods taken."""
        writing = Penalties(self.county, self.names, self.calendar, self.last, self.chance)
        penalties = writing.penalties(cases, steps)
        ids = self.save(PENALTIES, penalties, self.names)
        by_case = {row["case"]: record for row, record in zip(penalties, ids, strict=True)}
        self.save(SEIZURES, writing.seizures(cases, by_case), self.names)

    def papers(
        self, cases: Sequence[Entered], steps: Sequence[Row], numbers: NoticeNumbers
    ) -> None:
        """Wordings and papers."""
        wordings = enter_wordings(self.op)
        papers = Papers(self.county, self.names, wordings, self.last, self.chance)
        made = [*papers.of_cases(cases), *papers.supervisions(cases, steps, numbers)]
        self.save(NOTICES, sorted(made, key=lambda row: str(row["issued_on"])), self.names)

    def watched(self, cases: Sequence[Entered]) -> None:
        """Registers and their check logs."""
        places: dict[str, list[Watched]] = {}
        for watched in Registers(self.county, self.first, self.last, self.chance).places():
            places.setdefault(watched.register.name, []).append(watched)
        logs = {ledger.name: ledger for ledger in CHECKS}
        checks = Checks(self.county, self.first, self.last, self.chance)
        names = {kind.register: kind for kind in KINDS}
        for register, listed in places.items():
            ids = self.save(listed[0].register, [watched.values for watched in listed], self.names)
            self.names = self.fresh_names()
            kind = names[register]
            found = checks.of(kind, zip(ids, listed, strict=True), cases)
            self.save(logs[kind.log], found, self.names)


def by_unit(logs: Sequence[Row]) -> dict[tuple[int, str], dict[int, int]]:
    """What each unit counted on each day."""
    found: dict[tuple[int, str], dict[int, int]] = {}
    for log in logs:
        counts = log["counts"]
        assert isinstance(counts, dict)
        found[int(str(log["unit"])), str(log["date"])] = counts
    return found
