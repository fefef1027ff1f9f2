"""Rounds, deductions, appeals and events of the sample county's contractors, month by month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from bureau.calendar.periods import Period
from bureau.calendar.working import WorkCalendar
from bureau.demo.cases import HYGIENE
from bureau.demo.contracts import Section
from bureau.demo.entered import Entered, Row
from bureau.demo.findings import days_of
from bureau.demo.outcome import VOID
from bureau.demo.people import Chance
from bureau.demo.scenery import read, table
from bureau.ledger.words import id_list, listed

DAILY, MONTHLY, APPRAISAL = 6001, 6002, 6003
UPHELD, REDUCED, QUASHED, DROPPED, LATE = 5101, 5102, 5103, 5104, 5105
RULINGS = (UPHELD, REDUCED, QUASHED, DROPPED, LATE, UPHELD, QUASHED, REDUCED)
"""What comes of the appeals, one after the other."""
PASSED, FAILED = 2601, 2602
CONTESTED = 10
"""Percent of the deductions that are contested."""
COMPLAINT, COMPLAINT_POINTS = 5001, -50
"""有责投诉, and what the rubric takes for one, in hundredths."""
WEEK, ROUNDS_A_WEEK = 5, 3
OPEN_SECTION, WAITING = 1, 4
"""The section with an appeal that waits for its ruling; so many days are re-checks behind."""
FROM_CASES = {1551: 2, 1552: 2, 1553: 1, 1554: 9, 1557: 2}
"""Which line of the problems a case of a sub-class becomes."""
MOST_FROM_CASES = 2


def working_day(calendar: WorkCalendar, day: date, later: int) -> date:
    """The working day so many after (before, if negative) a day."""
    step = timedelta(days=1 if later > 0 else -1)
    while later:
        day += step
        if calendar.is_working_day(day):
            later -= 1 if later > 0 else -1
    return day


@dataclass(frozen=True, slots=True)
class Course:
    """The days of a month's assessment, from the papers' service to its issue.

    A month that isn't issued was served some days before its end, and what was found after that isn't.
    """

    served: date
    until: date
    reviewed: date
    decided: date
    issued: date
    is_issued: bool


def course_of(period: Period, calendar: WorkCalendar, days: int, *, is_issued: bool) -> Course:
    """`days`: how many working days there are to contest what was served."""
    last = period.last
    if not calendar.is_working_day(last):
        last = working_day(calendar, last, -1)
    served = last if is_issued else working_day(calendar, last, -3)
    until = working_day(calendar, served, days)
    reviewed, decided, issued = (working_day(calendar, until, later) for later in (3, 4, 5))
    return Course(served, until, reviewed, decided, issued, is_issued)


@dataclass(slots=True)
class Found:
    """All that was found in a section's month, as it goes into the ledgers."""

    rounds: list[Row] = field(default_factory=list)
    deductions: list[Row] = field(default_factory=list)
    events: list[Row] = field(default_factory=list)


class Inspections:
    """Writes them."""

    def __init__(
        self,
        periods: Sequence[Period],
        calendar: WorkCalendar,
        inspectors: tuple[str, ...],
        cases: Sequence[Entered],
        complaints: Sequence[tuple[int, Row]],
        chance: Chance,
    ) -> None:
        self.periods = periods
        self.calendar = calendar
        self.inspectors = inspectors
        self.chance = chance
        self.words = read("sanitation")
        self.problems = table(self.words, "problems")
        self.cases = [
            case
            for case in cases
            if case.finding.problem.kind in FROM_CASES
            and case.finding.place.road
            and case.outcome.state != VOID
        ]
        roads: dict[object, object] = {case.id: case.row["road"] for case in cases}
        self.complaints = [
            (record, row, roads[row["case"]])
            for record, row in complaints
            if row.get("category") == HYGIENE and row.get("case") in roads
        ]
        self.appeals = 0

    @property
    def last(self) -> date:
        """The last day shown."""
        return self.periods[-1].last

    def month(self, number: int, section: Section, place: int, course: Course) -> Found:
        """The month at `place` of a section, which is the `number`th."""
        period = self.periods[place]
        found = Found()
        days = [
            day
            for day in days_of(period)
            if day >= section.begins
            and self.calendar.is_working_day(day)
            and (day <= course.served or not course.is_issued)
        ]
        wanted = max(1, len(days) * ROUNDS_A_WEEK // WEEK)
        for day in sorted(self.chance.sample(days, wanted)):
            found.rounds.append(self.round(section, day))
        found.events = [*self.events(section, days, course), *self.told(section, days, course)]
        target = section.plan[(len(self.periods) - 1 - place) % len(section.plan)] * 100
        target -= sum(int(str(event.pop("points"))) for event in found.events)
        loss = 10_000 - target
        if section.own:
            marks = list(self.marks(section, days, place))
            found.rounds += marks
            weights = {MONTHLY: 20, APPRAISAL: 10}
            given = sum(
                weights[int(str(mark["kind"]))] * (10_000 - int(str(mark["points"])))
                for mark in marks
            )
            loss = (loss * 100 - given) // 70
        self.deduct(found, section, course, max(loss, 200))
        if number == OPEN_SECTION and not course.is_issued:
            self.leave_open(found, course)
        return found

    # -- rounds --------------------------------------------------------------------------------

    def round(self, section: Section, day: date) -> Row:
        """A day's round of some roads."""
        roads = self.chance.sample(section.roads, min(4, len(section.roads)))
        busy = self.chance.randrange(100) < 18
        return {
            "inspected_on": day.isoformat(),
            "section": section.id,
            "kind": DAILY,
            "roads": id_list([road.id for road in roads]),
            "inspector": self.chance.choice(self.inspectors),
            "note": self.chance.choice(self.words["words"]["rounds"]) if busy else None,
        }

    def marks(self, section: Section, days: Sequence[date], place: int) -> Iterator[Row]:
        """The monthly check, and the appraisal, which is still to come in the last month."""
        kinds = [MONTHLY, APPRAISAL]
        if place == len(self.periods) - 1 or self.is_absent(place):
            kinds.remove(APPRAISAL)
        for kind in kinds:
            yield {
                "inspected_on": days[-2 if len(days) > 1 else -1].isoformat(),
                "section": section.id,
                "kind": kind,
                "inspector": "、".join(self.inspectors[:2]),
                "points": self.chance.randint(840, 960) * 10,
            }

    def is_absent(self, place: int) -> bool:
        """Whether that month went without an appraisal: what counts for it was chosen."""
        return len(self.periods) >= 6 and place == len(self.periods) - 5

    # -- events --------------------------------------------------------------------------------

    def events(self, section: Section, days: Sequence[date], course: Course) -> Iterator[Row]:
        """What happened besides; `points` is what the rubric gives for it, to be taken out again."""
        for entry in table(self.words, "events"):
            if self.chance.randrange(100) < entry["share"]:
                day = self.chance.choice(days)
                yield {
                    "happened_on": min(day, course.served).isoformat(),
                    "section": section.id,
                    "kind": entry["kind"],
                    "count": 1,
                    "reason": entry["reason"],
                    "basis": entry["basis"],
                    "points": entry["points"],
                }

    def told(self, section: Section, days: Sequence[date], course: Course) -> Iterator[Row]:
        """A complaint about a road of the section that it had to answer for, if there was one."""
        homes = {road.id for road in section.roads}
        for record, row, road in self.complaints:
            day = str(row["received_on"])
            if road in homes and str(days[0]) <= day <= str(min(days[-1], course.served)):
                yield {
                    "happened_on": day,
                    "section": section.id,
                    "kind": COMPLAINT,
                    "count": 1,
                    "complaint": record,
                    "reason": f"{row['subject']}，查实有责",
                    "basis": "投诉台账",
                    "points": COMPLAINT_POINTS,
                }
                return

    # -- deductions ----------------------------------------------------------------------------

    def deduct(self, found: Found, section: Section, course: Course, loss: int) -> None:
        """Deductions until so many hundredths of a point are lost for good."""
        full = {block.title: int(block.full * 100) for block in section.rubric.blocks}
        lost = dict.fromkeys(full, 0)
        rounds = [one for one in found.rounds if one["kind"] == DAILY]
        rows = list(self.of_cases(section, rounds, course))
        for row in rows:
            lost[str(row["block"])] += int(str(row["points"]))
        kept = sum(lost.values())
        weights = [problem["weight"] for problem in self.problems]
        while kept < loss:
            problem = self.chance.choices(self.problems, weights)[0]
            row = self.row(problem, section, self.chance.choice(rounds))
            points = int(str(row["points"]))
            if lost[problem["block"]] + points > full[problem["block"]]:
                continue
            self.follow_up(row, course)
            lost[problem["block"]] += points
            stays = {QUASHED: 0, REDUCED: row.get("reduced_to")}.get(
                int(str(row.get("ruling") or 0))
            )
            kept += points if stays is None else int(str(stays))
            rows.append(row)
        found.deductions = sorted(rows, key=lambda row: str(row["found_on"]))

    def row(self, problem: dict[str, Any], section: Section, seen: Row) -> Row:
        """One problem of a round."""
        count = self.chance.randint(1, problem["most"])
        road = self.chance.choice(listed(str(seen["roads"])))
        where = problem["where"].split("、")
        named = bool(problem["where"])
        return {
            "section": section.id,
            "found_on": seen["inspected_on"],
            "road": road if named else None,
            "place": self.chance.choice(where) if named else None,
            "block": problem["block"],
            "problem": problem["item"],
            "count": count * 100,
            "unit": problem["unit"],
            "each": problem["each"],
            "points": count * problem["each"],
            "inspector": seen["inspector"],
            "basis": self.chance.choice(self.words["words"]["basis"]),
        }

    def of_cases(self, section: Section, rounds: Sequence[Row], course: Course) -> Iterator[Row]:
        """Deductions that were taken from cases of market order."""
        first, last = str(rounds[0]["inspected_on"]), str(rounds[-1]["inspected_on"])
        homes = {road.id for road in section.roads}
        fitting = [
            case
            for case in self.cases
            if first <= case.finding.day.isoformat() <= min(last, course.served.isoformat())
            and case.row["road"] in homes
        ]
        for case in self.chance.sample(fitting, min(MOST_FROM_CASES, len(fitting))):
            problem = self.problems[FROM_CASES[case.finding.problem.kind]]
            row = self.row(problem, section, self.chance.choice(rounds)) | {
                "found_on": case.finding.day.isoformat(),
                "road": case.row["road"],
                "place": case.row["address"],
                "count": 100,
                "points": problem["each"],
                "case": case.id,
                "note": case.row["description"],
            }
            self.put_right(row)
            self.serve(row, course)
            yield row

    def follow_up(self, row: Row, course: Course) -> None:
        """What came after: righting, service, and now and then an appeal."""
        self.put_right(row)
        self.serve(row, course)
        if course.is_issued and self.chance.randrange(100) < CONTESTED:
            self.contest(row, course)

    def put_right(self, row: Row) -> None:
        """The limit and the re-check of what can be put right."""
        if row["place"] is None:
            return
        found = date.fromisoformat(str(row["found_on"]))
        due = found + timedelta(days=self.chance.choice((1, 1, 2, 3)))
        row["due_on"] = due.isoformat()
        checked = due + timedelta(days=self.chance.randint(0, 1))
        slow = (self.last - found).days <= WAITING and self.chance.randrange(100) < 55
        if checked <= self.last and not slow:
            row["rechecked_on"] = checked.isoformat()
            row["recheck"] = FAILED if self.chance.randrange(100) < 6 else PASSED

    def serve(self, row: Row, course: Course) -> None:
        """送达 with the papers of the month, and mostly 认可."""
        if str(row["found_on"]) > course.served.isoformat():
            return
        row["served_on"] = course.served.isoformat()
        accepted = course.served + timedelta(days=self.chance.randrange(2))
        if accepted <= self.last and self.chance.randrange(100) < 70:
            row["accepted_on"] = accepted.isoformat()

    # -- appeals -------------------------------------------------------------------------------

    def contest(self, row: Row, course: Course) -> None:
        """An appeal with its ruling, one kind after the other."""
        ruling, points = RULINGS[self.appeals % len(RULINGS)], int(str(row["points"]))
        if ruling == REDUCED and points < 50:
            return
        self.appeals += 1
        words = self.words["words"]
        filed = working_day(self.calendar, course.served, self.chance.randint(1, 2))
        ruled = working_day(self.calendar, filed, self.chance.randint(1, 3))
        key = {UPHELD: "upheld", REDUCED: "reduced", QUASHED: "quashed", DROPPED: "dropped"}
        if ruling == LATE:
            filed = ruled = working_day(self.calendar, course.until, 1)
        row |= {
            "accepted_on": None,
            "appealed_on": filed.isoformat(),
            "appeal_reason": self.chance.choice(words["reasons"]),
            "ruling": ruling,
            "ruled_on": ruled.isoformat(),
            "ruling_reason": self.chance.choice(words[key.get(ruling, "late")]),
        }
        if ruling == REDUCED:
            row["reduced_to"] = points // 2

    def leave_open(self, found: Found, course: Course) -> None:
        """One appeal that waits for its ruling."""
        served = [row for row in found.deductions if row.get("served_on")]
        if not served:
            return
        row = max(served, key=lambda row: (not row.get("case"), int(str(row["points"]))))
        row |= {
            "accepted_on": None,
            "appealed_on": min(working_day(self.calendar, course.served, 2), self.last).isoformat(),
            "appeal_reason": self.words["words"]["reasons"][0],
        }
