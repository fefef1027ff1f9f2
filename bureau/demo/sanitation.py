"""A year of the sample county's sanitation: contracts, inspections, months and fees, works, the landfill."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain

from bureau.assessment.month_flow import CONSULTED
from bureau.demo.cleaning import Cleaning
from bureau.demo.contracts import Contracts, Section
from bureau.demo.entered import Entered, Row
from bureau.demo.entering import Entering
from bureau.demo.inspections import APPRAISAL, Course, Found, Inspections, course_of
from bureau.demo.landfill import Landfill
from bureau.demo.people import Naming
from bureau.demo.pictures import picture
from bureau.demo.settled import Settling, Signers, steps_of
from bureau.sanitation.inputs import clock_of
from bureau.sanitation.ledgers import (
    BUILDING_LOGS,
    BUILDINGS,
    DEDUCTIONS,
    ESTATES,
    EVENTS,
    MONTHS,
    PAYMENTS,
    ROAD_WORK,
    ROUNDS,
    STEPS,
    WASTE,
    WORK_PLANS,
)
from bureau.sanitation.ledgers.landfill import (
    DISINFECTION,
    LANDFILL_DAYS,
    LANDFILL_ROUNDS,
    LEACHATE,
    MONITORING,
    WEIGHINGS,
)
from bureau.storage.photos import add_photo

PHOTOS = 4
"""Deductions of the last month that have a photo."""
DEAD_CORNER = "卫生死角、积存垃圾"


class Sanitation(Entering):
    """Enters all of it."""

    def enter(
        self,
        cases: Sequence[Entered],
        complaints: Sequence[tuple[int, Row]],
        say: Callable[[str, int], None],
    ) -> int:
        """Everything, in the order in which one refers to the other; gives the number of photos."""
        say("保存环卫合同和检查", 92)
        sections = Contracts(self.op, self.county, self.periods, self.chance).enter()
        found = self.inspect(sections, cases, complaints)
        of_last = [found[number, len(self.periods) - 1] for number in range(len(sections))]
        photos = self.photograph(of_last)
        self.save(ROUNDS, sorted_by("inspected_on", (one.rounds for one in found.values())))
        self.save(DEDUCTIONS, sorted_by("found_on", (one.deductions for one in found.values())))
        self.save(EVENTS, sorted_by("happened_on", (one.events for one in found.values())))
        say("签发环卫月度考核", 94)
        self.settle(sections, found)
        say("保存作业日志", 96)
        self.works(sections)
        return photos

    def courses(self) -> list[Course]:
        """The days of each month's assessment; the last month is under way."""
        days = clock_of(self.op.conn, self.desk.today()).days
        last = self.periods[-1]
        return [
            course_of(period, self.calendar, days, is_issued=period is not last)
            for period in self.periods
        ]

    def inspect(
        self,
        sections: Sequence[Section],
        cases: Sequence[Entered],
        complaints: Sequence[tuple[int, Row]],
    ) -> dict[tuple[int, int], Found]:
        """What was found, by section and month."""
        station = self.county.people["环卫所"]
        naming = Naming(self.chance)
        inspectors = (station[-1].name, naming.person(), naming.person())
        inspections = Inspections(
            self.periods, self.calendar, inspectors, cases, complaints, self.chance
        )
        return {
            (number, place): inspections.month(number, section, place, course)
            for place, course in enumerate(self.courses())
            for number, section in enumerate(sections)
        }

    def photograph(self, months: Sequence[Found]) -> int:
        """Draws a photo for a few deductions; gives how many."""
        roads = {road.id: road.name for road in self.county.roads}
        shown = [
            row
            for month in months
            for row in month.deductions
            if row["problem"] == DEAD_CORNER and row["road"] is not None
        ][:PHOTOS]
        for street, row in enumerate(shown, start=20):
            taken = f"{row['found_on']} 08:{10 + street}"
            caption = f"{roads[int(str(row['road']))]} {row['place']}"
            content = picture("litter", after=False, street=street, caption=caption, taken=taken)
            digest = add_photo(
                self.op, self.desk.store.folder, content, f"{taken.replace(':', '')}.jpg"
            )
            row["photos"] = f'["{digest}"]'
        return len(shown)

    def settle(self, sections: Sequence[Section], found: dict[tuple[int, int], Found]) -> None:
        """The months: opened, taken through their steps, issued and paid."""
        courses = self.courses()
        settling = Settling(
            self.desk, self.op, self.county, self.periods, self.calendar, self.chance
        )
        wanted: list[tuple[int, int, Row]] = []
        marks: dict[int, int] = {}
        for place in range(len(self.periods)):
            for number, section in enumerate(sections):
                appraisals = [
                    int(str(one["points"]))
                    for one in found[number, place].rounds
                    if one["kind"] == APPRAISAL
                ]
                carried = None
                if section.own and not appraisals and place < len(self.periods) - 1:
                    carried = marks[number]
                marks |= {number: appraisals[0]} if appraisals else {}
                row = settling.record(number, section, place, carried)
                if place == len(self.periods) - 1:
                    row["state"] = CONSULTED
                wanted.append((section.contract, place, row))
        ids = self.save(MONTHS, [row for _, _, row in wanted])
        records = {
            (contract, place): record
            for (contract, place, _), record in zip(wanted, ids, strict=True)
        }
        signers = Signers.of(self.county)
        steps = chain.from_iterable(
            steps_of(record, courses[place], signers, settling.words, self.chance)
            for (_, place), record in records.items()
        )
        self.save(STEPS, sorted(steps, key=lambda row: str(row["at"])))
        payments = settling.issue(sections, records, courses)
        self.save(PAYMENTS, sorted(payments, key=lambda row: str(row["paid_on"])))

    def works(self, sections: Sequence[Section]) -> None:
        """Logs of roads, waste, estates, toilets, stations and the landfill."""
        cleaning = Cleaning(self.county, sections, self.periods, self.chance)
        self.save(WORK_PLANS, cleaning.plans())
        self.save(ROAD_WORK, cleaning.road_work())
        self.save(WASTE, cleaning.waste())
        self.save(ESTATES, cleaning.estates())
        sites = list(cleaning.sites())
        ids = self.save(BUILDINGS, sites)
        self.save(BUILDING_LOGS, cleaning.site_logs(list(zip(ids, sites, strict=True))))
        landfill = Landfill(self.county, self.periods, self.chance)
        for ledger, rows in (
            (WEIGHINGS, landfill.weighings()),
            (LANDFILL_DAYS, landfill.work()),
            (LEACHATE, landfill.leachate()),
            (DISINFECTION, landfill.disinfections()),
            (MONITORING, landfill.monitorings()),
            (LANDFILL_ROUNDS, landfill.rounds()),
        ):
            self.save(ledger, rows)


def sorted_by(day: str, parts: Iterable[Sequence[Row]]) -> list[Row]:
    """All rows by their day."""
    return sorted(chain.from_iterable(parts), key=lambda row: str(row[day]))
