"""Work on the sample county's facilities that comes again, the yearly count of them, changes of their state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from bureau.calendar.periods import Period
from bureau.demo.entered import Row
from bureau.demo.faults import HUNDRED
from bureau.demo.people import Chance
from bureau.demo.scenery import read, table
from bureau.demo.standing import Standing, Thing
from bureau.facilities.definitions import INTACT, LAMP
from bureau.facilities.ledgers.register import GONE, STOPPED
from bureau.facilities.upkeep.planning import QUARTERLY

USUAL, ON_THE_SPOT = 8301, 8302
SEEN, WORN, MISSING, SURPLUS = 8151, 8152, 8153, 8154
FORGOTTEN = 3
"""Things that the last quarter's work left out."""
UNSEEN = ((0, 6), (1, 11))
"""Road and place on it of the cards that nobody found when they were counted."""
COUNTED_BACK = 3
"""How many months before the end what stands there is counted."""


class Upkeep:
    """Writes all of it."""

    def __init__(
        self,
        standing: Standing,
        periods: Sequence[Period],
        people: Sequence[str],
        chance: Chance,
    ) -> None:
        self.standing = standing
        self.periods = periods
        self.people = people
        self.chance = chance
        self.words = read("facilities")
        self.plans = table(self.words, "plans")

    def things(self, plan: dict[str, Any]) -> list[Thing]:
        """What a plan is for, as it stands and is kept."""
        cabinets = plan["on"] == "XB"
        found = self.standing.cabinets if cabinets else self.standing.of(plan["on"])
        return [thing for thing in found if thing.values["state"] not in (*GONE, STOPPED)]

    def planned(self) -> Iterator[Row]:
        """The plans, from the first day shown."""
        for plan in self.plans:
            yield {
                "name": plan["name"],
                "kind": self.things(plan)[0].values["kind"],
                "period": plan["period"],
                "by_day": plan["by"] or None,
                "begins_on": self.periods[0].first.isoformat(),
                "team": self.words["lit"]["teams"][plan["team"]],
                "content": plan["content"],
                "item": plan["item"] or None,
                "basis": self.words["plans"]["basis"],
            }

    def works(self, ids: Sequence[int]) -> list[Row]:
        """What was done, thing by thing."""
        found = [
            row
            for record, plan in zip(ids, self.plans, strict=True)
            for row in self.of(record, plan)
        ]
        return sorted(found, key=lambda row: str(row["done_on"]))

    def of(self, record: int, plan: dict[str, Any]) -> Iterator[Row]:
        """The work of one plan."""
        months = {int(month) for month in plan["months"].split("、")}
        due = [period for period in self.periods if period.first.month in months]
        for period in due:
            things = self.things(plan)
            if plan["period"] == QUARTERLY and period is due[-1]:
                things = things[:-FORGOTTEN]
            for place, thing in enumerate(things):
                day = period.first + timedelta(days=4 + place * 20 // len(things))
                bad = self.chance.randrange(16) == 0
                yield {
                    "done_on": day.isoformat(),
                    "plan": record,
                    "facility": thing.code,
                    "asset": thing.id,
                    "road": thing.road.id,
                    "done_by": self.chance.choice(self.people),
                    "result": ON_THE_SPOT if bad else USUAL,
                    "problem": plan["problem"] if bad else None,
                    "work": plan["content"],
                    "item": plan["item"] or None,
                    "quantity": HUNDRED if plan["item"] else None,
                    "quantity_unit": plan["unit"] or None,
                }

    # -- counted ---------------------------------------------------------------------------------

    def sightings(self) -> Iterator[Row]:
        """Every card of some roads, and a lamp that has none."""
        if len(self.periods) < COUNTED_BACK:
            return
        first = self.periods[-COUNTED_BACK].first
        for number, name in enumerate(self.words["counted"]["roads"]):
            day = first + timedelta(days=10 + number)
            things = [
                thing
                for tier in self.standing.tiers()
                for thing in tier
                if thing.road.name == name and thing.values["state"] not in GONE
            ]
            for place, thing in enumerate(things):
                result = SEEN if self.chance.randrange(40) else WORN
                yield self.sighting(day, thing, MISSING if (number, place) in UNSEEN else result)
            if number == 1:
                words = self.words["counted"]["surplus"]
                yield {
                    **self.sighting(day, things[0], SURPLUS),
                    "facility": words,
                    "asset": None,
                    "kind": LAMP,
                    "place": words,
                }

    def sighting(self, day: date, thing: Thing, result: int) -> Row:
        """One card on its day."""
        return {
            "checked_on": day.isoformat(),
            "round": day.year,
            "facility": thing.code,
            "asset": thing.id,
            "result": result,
            "road": thing.road.id,
            "kind": thing.values["kind"],
            "place": thing.values.get("address"),
            "inspector": "、".join(self.people[4:6]),
        }

    def changes(self, approver: str) -> Iterator[Row]:
        """How cards came to be off or gone."""
        things = [thing for tier in self.standing.tiers() for thing in tier]
        for thing in sorted(things, key=lambda one: str(one.values.get("state_on"))):
            values = thing.values
            if values.get("state_on") is None:
                continue
            leave = values["state"] == STOPPED and values.get("state_reason")
            yield {
                "changed_on": values["state_on"],
                "facility": thing.code,
                "asset": thing.id,
                "before": INTACT,
                "state": values["state"],
                "reason": None if leave else values.get("state_reason") or "灯头损坏，暂停使用",
                "approval": values.get("state_reason") if leave else None,
                "approver": approver if leave else None,
            }
