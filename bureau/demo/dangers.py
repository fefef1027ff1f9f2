"""Hazards of the sample county's facilities with their 销号, permits for dangerous work, flooded spots."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from bureau.calendar.periods import Period
from bureau.demo.county import County
from bureau.demo.entered import MOMENT, Row
from bureau.demo.people import Chance, phone
from bureau.demo.scenery import read, table
from bureau.demo.standing import Standing
from bureau.ledger.words import id_list

GRAVE, BRIDGE_HAZARD = 7903, 7802
CLEARED = 4401
GRAVE_BACK, OVERDUE_BACK = 5, 2
"""How many months before the end the grave hazard was found, and one that is still not mended."""
UNCLOSED = timedelta(days=10)
"""What was righted so lately isn't closed yet."""
PERMITS_A_MONTH = 2
CONFINED = 8001
RESCUE = "三脚架、长管呼吸器、安全绳"
PRECAUTIONS = {
    8001: (8271, 8272, 8273, 8274, 8275, 8276),
    8002: (8271, 8272, 8273, 8277, 8278),
    8005: (8271, 8272, 8273, 8283, 8284),
    8006: (8271, 8273, 8284),
}


class Dangers:
    """Writes them month by month."""

    def __init__(
        self,
        county: County,
        standing: Standing,
        periods: Sequence[Period],
        people: Sequence[str],
        chance: Chance,
    ) -> None:
        self.standing = standing
        self.periods = periods
        self.last = periods[-1].last
        self.head = county.people["市政管理所"][0].name
        self.roads = {road.name: road for road in county.roads}
        self.people = people
        self.chance = chance
        self.words = read("facilities")

    def hazards(self) -> Iterator[Row]:
        """About two a month, most of them mended, closed and looked at once more."""
        entries = table(self.words, "hazards")
        for place, period in enumerate(self.periods):
            back = len(self.periods) - place
            for number in range(2 + (period.first.month in (4, 5))):
                entry = entries[(2 * place + number) % len(entries)]
                found = period.first + timedelta(days=4 + 9 * number + self.chance.randrange(5))
                stays = back == OVERDUE_BACK and number == 0
                yield self.hazard(entry, found, stays=stays)
            if back == GRAVE_BACK:
                said, measures = self.words["hazards"]["grave"]
                entry = {"kind": BRIDGE_HAZARD, "grade": GRAVE, "on": "QL", "days": 120}
                entry |= {"found": said, "measures": measures}
                yield self.hazard(entry, period.first + timedelta(days=10), first=True)

    def hazard(self, entry: Row, found: date, *, stays: bool = False, first: bool = False) -> Row:
        """One hazard with what became of it; one that `stays` isn't mended in time."""
        chance, days = self.chance, int(str(entry["days"]))
        things = self.standing.of(str(entry["on"]))
        thing = things[0] if first else chance.choice(things)
        due = found + timedelta(days=days)
        righted = found + timedelta(days=max(1, days * chance.randint(40, 100) // 100))
        row: Row = {
            "found_on": found.isoformat(),
            "kind": entry["kind"],
            "grade": entry["grade"],
            "facility": thing.code,
            "asset": thing.id,
            "road": thing.road.id,
            "place": thing.values.get("name") or thing.values.get("address"),
            "description": entry["found"],
            "finder": chance.choice(self.people),
            "measures": entry["measures"],
            "person": self.head if first else chance.choice(self.people),
            "unit": self.words["lit"]["keeper"],
            "due_on": due.isoformat(),
        }
        if stays:
            row["due_on"] = min(due, self.last - timedelta(days=6)).isoformat()
        if first:
            row |= {"watched_on": (found + timedelta(days=3)).isoformat(), "watcher": "县安委办"}
        if stays or righted > self.last:
            return row
        closed = righted + timedelta(days=chance.randint(1, 4))
        if self.last - righted < UNCLOSED:
            closed = self.last + timedelta(days=1)
        checked = closed + timedelta(days=chance.randint(20, 40))
        row |= {"righted_on": righted.isoformat(), "result": f"已{entry['measures']}"}
        if closed <= self.last:
            row |= {"accepted_on": closed.isoformat(), "accepted_by": chance.choice(self.people)}
            row |= {"closed_on": closed.isoformat(), "closed_by": self.head}
        if checked <= self.last:
            row |= {"rechecked_on": checked.isoformat(), "recheck": CLEARED}
        return row

    def permits(self) -> Iterator[Row]:
        """Dangerous work: who did it, who watched, who approved."""
        for place, period in enumerate(self.periods):
            for number in range(PERMITS_A_MONTH):
                entries = table(self.words, "permits")
                entry = entries[(place * PERMITS_A_MONTH + number) % len(entries)]
                day = period.first + timedelta(days=3 + 12 * number + self.chance.randrange(8))
                begins = datetime.combine(day, time(9, self.chance.randrange(6) * 10))
                ends = begins + timedelta(minutes=self.chance.randint(6, 20) * 10)
                thing = self.chance.choice(self.standing.of(entry["on"]))
                workers = self.chance.sample(self.people[1:], 3)
                confined = entry["kind"] == CONFINED
                finished = ends - timedelta(minutes=self.chance.randint(0, 25))
                yield {
                    "kind": entry["kind"],
                    "begins_at": f"{begins:{MOMENT}}",
                    "ends_at": f"{ends:{MOMENT}}",
                    "facility": thing.code,
                    "asset": thing.id,
                    "place": thing.values.get("name") or f"{thing.road.name}",
                    "work": entry["work"],
                    "unit": self.words["lit"]["keeper"],
                    "leader": self.people[0],
                    "workers": "、".join(workers[:2]),
                    "guard": workers[2],
                    "measures": entry["measures"],
                    "approver": self.head,
                    "approved_at": f"{begins - timedelta(minutes=25):{MOMENT}}",
                    "precautions": id_list(PRECAUTIONS[entry["kind"]]),
                    "finished_at": f"{finished:{MOMENT}}",
                    "finished_by": self.people[0],
                    **(self.tested(begins, workers[2]) if confined else {}),
                }

    def tested(self, begins: datetime, by: str) -> Row:
        """The air of a confined space before anybody goes in."""
        return {
            "vented": 1,
            "rescue": RESCUE,
            "gas_at": f"{begins - timedelta(minutes=30):{MOMENT}}",
            "gas_by": by,
            "oxygen": self.chance.randint(2060, 2090),
            "h2s": self.chance.randrange(4) * 100,
            "co": 0,
            "lel": 0,
        }

    def spots(self) -> Iterator[Row]:
        """Where water stands after heavy rain."""
        for entry in table(self.words, "water"):
            yield {
                "name": entry["name"],
                "road": self.roads[entry["road"]].id,
                "place": entry["place"],
                "depth_cm": entry["depth"],
                "area_m2": entry["area"],
                "cause": entry["cause"],
                "measures": self.words["water"]["handled"],
                "person": self.chance.choice(self.people),
                "phone": phone(self.chance),
            }

    def floods(self, spots: Sequence[int]) -> Iterator[Row]:
        """What happened there in the rainy months."""
        depths = [entry["depth"] for entry in table(self.words, "water")]
        for period in self.periods:
            for number in range(self.words["water"]["rains"][period.first.month - 1]):
                day = period.first + timedelta(days=2 + 7 * number + self.chance.randrange(5))
                began = datetime.combine(day, time(self.chance.randint(1, 21), 20))
                rain = self.chance.randint(320, 960) * 10
                for place in sorted(self.chance.sample(range(len(spots)), 1 + (rain > 6000))):
                    arrived = began + timedelta(minutes=self.chance.randint(15, 50))
                    drained = arrived + timedelta(minutes=self.chance.randint(40, 210))
                    yield {
                        "began_at": f"{began:{MOMENT}}",
                        "spot": spots[place],
                        "depth_cm": depths[place] * self.chance.randint(30, 95) // 10000 * 100,
                        "rain_mm": rain,
                        "arrived_at": f"{arrived:{MOMENT}}",
                        "drained_at": f"{drained:{MOMENT}}",
                        "people": f"{self.chance.randint(3, 8)} 人、泵车 1 台",
                        "handled": self.words["water"]["handled"],
                    }
