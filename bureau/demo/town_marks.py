"""Scores and field checks of the sample county's towns: how each fares over the year, with one tie."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bureau.calendar.periods import Period
from bureau.calendar.working import WorkCalendar
from bureau.demo.county import County, Town, item_id
from bureau.demo.entered import Row
from bureau.demo.findings import days_of
from bureau.demo.people import Chance, Naming
from bureau.demo.scenery import read, table

if TYPE_CHECKING:
    from bureau.storage.names import StoredNames

CASES, FIELD, SPECIAL, SATISFACTION, DUTIES = 6201, 6202, 6203, 6204, 6205
KEYS = {
    CASES: "cases",
    FIELD: "field",
    SPECIAL: "special",
    SATISFACTION: "satisfaction",
    DUTIES: "duties",
}
STEP = 50
"""Half a point, in hundredths: field checks take so much or a multiple of it."""
TIED, TIED_BACK = ("河滨街道", "新城街道"), 2
"""Two towns that have the same score in the month so many before the end."""
ABSENT, ABSENT_BACK = "枫岭乡", 4
"""A town that took no part in the month so many before the end."""
RIGHTED, WAITING = 2601, 2604
LINES = (50, 50, 100, 100, 150)

Marks = dict[int, int]


class TownMarks:
    """Writes them."""

    def __init__(
        self,
        county: County,
        names: StoredNames,
        periods: Sequence[Period],
        calendar: WorkCalendar,
        chance: Chance,
    ) -> None:
        self.county = county
        self.periods = periods
        self.calendar = calendar
        self.chance = chance
        self.towns = {town.name: town for town in county.towns}
        self.story = {entry["town"]: entry for entry in table(read("towns"), "story")}
        self.full: dict[str, int] = read("towns")["marks"]
        self.words = read("towns")["words"]
        self.problems = table(read("towns"), "problems")
        self.kinds = {
            kind: item_id(names, "place-kind", kind)
            for kind in sorted({problem["place_kind"] for problem in self.problems})
        }
        self.confirming = {town.id: Naming(chance).person() for town in county.towns}

    def back(self, place: int) -> int:
        """How many months before the end, the last being 1."""
        return len(self.periods) - place

    def scores(self, place: int) -> list[Row]:
        """The sheet of a month."""
        marks = {name: self.marks(name, place) for name in self.story}
        if self.back(place) == TIED_BACK:
            one, other = TIED
            marks[other] = self.same_total(marks[one])
        rows = []
        for name in self.story:
            row: Row = {
                "month": self.periods[place].first.isoformat(),
                "group": None,
                "town": self.towns[name].id,
                "marks": marks[name],
            }
            if name == ABSENT and self.back(place) == ABSENT_BACK:
                row |= {"marks": {}, "unscored": self.words["unscored"]}
            elif name not in TIED and self.chance.randrange(100) < 8:
                points, reason = self.chance.choice(read("towns")["adjustments"]["rows"])
                row |= {"adjust": points, "adjust_reason": reason}
            rows.append(row)
        return rows

    def marks(self, name: str, place: int) -> Marks:
        """About what the story says, shared out over the items."""
        begun, ended = self.story[name]["from"], self.story[name]["to"]
        steps = max(len(self.periods) - 1, 1)
        aim = round(begun * 100 + (ended - begun) * 100 * place / steps)
        aim += self.chance.randint(-90, 90)
        found: Marks = {}
        for item, key in KEYS.items():
            drawn = aim * self.full[key] // 10_000 + self.chance.randint(-40, 40)
            found[item] = min(max(drawn, 0), self.full[key])
        found[FIELD] = found[FIELD] // STEP * STEP
        return found

    def same_total(self, marks: Marks) -> Marks:
        """Other marks that come to the same."""
        return {**marks, FIELD: marks[FIELD] - STEP, CASES: marks[CASES] + STEP}

    def checks(self, place: int, scores: Sequence[Row]) -> Iterator[Row]:
        """What was found on the spot: what the sheet's 现场检查 lacks of full marks."""
        period = self.periods[place]
        days = [day for day in days_of(period) if self.calendar.is_working_day(day)]
        rows: list[Row] = []
        for score in scores:
            marks = score["marks"]
            assert isinstance(marks, dict)
            if FIELD not in marks:
                continue
            town = next(town for town in self.county.towns if town.id == score["town"])
            left = self.full["field"] - marks[FIELD]
            while left > 0:
                points = min(self.chance.choice(LINES), left)
                left -= points
                rows.append(self.check(town, self.chance.choice(days[:-1]), points))
        yield from sorted(rows, key=lambda row: str(row["checked_on"]))

    def check(self, town: Town, day: date, points: int) -> Row:
        """One line."""
        problem = self.chance.choice(self.problems)
        due = day + timedelta(days=self.chance.choice((1, 2, 3, 5)))
        righted = day + timedelta(days=self.chance.randint(1, 5))
        done = righted <= self.periods[-1].last
        return {
            "checked_on": day.isoformat(),
            "span": self.chance.choice(self.words["spans"]),
            "town": town.id,
            "team": self.chance.choice(self.words["teams"]),
            "place": f"{town.short}{self.chance.choice(self.words['spots'])}",
            "place_kind": self.kinds[problem["place_kind"]],
            "item": problem["item"],
            "problem": problem["problem"],
            "count": self.chance.randint(1, 3) * 100,
            "unit": problem["unit"],
            "points": points,
            "repeated": 0,
            "due_on": due.isoformat(),
            "righted_on": righted.isoformat() if done else None,
            "state": RIGHTED if done else WAITING,
            "confirmed_by": self.confirming[town.id],
        }
