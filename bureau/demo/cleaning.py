"""Daily work of the sample county's cleaning: roads by plan, waste, estates, toilets and stations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from bureau.calendar.periods import Period
from bureau.demo.contracts import Section
from bureau.demo.county import County, Road
from bureau.demo.entered import Row
from bureau.demo.findings import days_of
from bureau.demo.people import Chance, Naming
from bureau.demo.scenery import read, table

WASHING, SWEEPING, WASH_AND_SWEEP = 5401, 5403, 5402
PLANS = {"一级": ((WASHING, 3), (SWEEPING, 7)), "二级": ((WASHING, 1), (WASH_AND_SWEEP, 2))}
"""Ways and times a week by the grade of cleaning."""
DONE = 90
"""Percent of the plan that is done."""
SPANS = {WASHING: "22:00-02:00", SWEEPING: "04:30-07:00", WASH_AND_SWEEP: "13:00-15:00"}
HOUSEHOLD, KITCHEN = 5701, 5704
TOILET, STATION = 5901, 5902
PASSED, FAILED = 4401, 4402
PLACES = ("县生活垃圾填埋场", "城西垃圾转运站")
TOWN_DAYS = (0, 3)
"""Weekdays on which the towns' waste is fetched."""


class Cleaning:
    """Writes it."""

    def __init__(
        self,
        county: County,
        sections: Sequence[Section],
        periods: Sequence[Period],
        chance: Chance,
    ) -> None:
        self.county = county
        self.sections = sections
        self.days = [day for period in periods for day in days_of(period)]
        self.chance = chance
        self.words = read("sanitation")
        naming = Naming(chance)
        self.drivers = [naming.person() for _ in range(self.words["plates"]["washing"])]
        self.grades = {one["name"]: one for one in table(read("places"), "roads")}
        self.home = {road.id: section for section in sections for road in section.roads}

    def planned(self) -> Iterator[tuple[Road, Section, int, int]]:
        """Roads that are washed and swept, how, and how often a week."""
        for section in self.sections:
            for road in section.roads:
                for way, times in PLANS.get(self.grades[road.name]["clean"], ()):
                    yield road, section, way, times

    def plans(self) -> Iterator[Row]:
        """The plan of each road."""
        for road, section, way, times in self.planned():
            yield {
                "road": road.id,
                "way": way,
                "per_week": times,
                "begins_on": max(section.begins, self.days[0]).isoformat(),
                "section": section.id,
            }

    def road_work(self) -> Iterator[Row]:
        """What was done of the plan, by day."""
        rows: list[Row] = []
        for number, (road, section, way, times) in enumerate(self.planned()):
            size = self.grades[road.name]
            wanted = {(number + 7 * turn // times) % 7 for turn in range(times)}
            for day in self.days:
                due = day.weekday() in wanted and day >= section.begins
                if due and self.chance.randrange(100) < DONE:
                    rows.append(self.work(road, section, way, day, size["length"], size["width"]))
        yield from sorted(rows, key=lambda row: str(row["worked_on"]))

    def work(
        self, road: Road, section: Section, way: int, day: date, length: int, width: int
    ) -> Row:
        """One turn of a vehicle."""
        vehicle = self.chance.randrange(len(self.drivers))
        return {
            "worked_on": day.isoformat(),
            "span": SPANS[way],
            "road": road.id,
            "way": way,
            "times": 2 if way == SWEEPING else 1,
            "section": section.id,
            "plate": f"{self.words['plates']['prefix']}{301 + vehicle}",
            "driver": self.drivers[vehicle],
            "water_t": None if way == SWEEPING else length * self.chance.randint(3, 5) // 10,
            "length_km": length * (2 if way == SWEEPING else 1) // 10,
            "area_m2": length * width * 60,
            "verdict": self.chance.choice(("好", "好", "好", "一般")) if way == WASHING else None,
        }

    # -- waste ---------------------------------------------------------------------------------

    def waste(self) -> Iterator[Row]:
        """Tonnes a day of each section, and twice a week of each town beyond them."""
        outside = [town for town in self.county.towns if not town.name.endswith("街道")]
        for day in self.days:
            festive = 112 if day.month in (1, 2) else 100
            for section in self.sections:
                if day >= section.begins:
                    weight = self.chance.randint(38_000, 52_000) * festive // 100
                    yield self.load(day, weight, PLACES[0], section=section.id)
            if day.weekday() in TOWN_DAYS:
                for town in outside:
                    weight = self.chance.randint(9_000, 21_000) * festive // 100
                    yield self.load(day, weight, PLACES[1], town=town.id)

    def load(self, day: date, weight: int, place: str, **whose: int) -> Row:
        """One day's waste."""
        return {
            "date": day.isoformat(),
            "kind": HOUSEHOLD,
            "weight_t": weight,
            "trips": 1 + weight // 7_000,
            "place": place,
            **whose,
        }

    # -- estates -------------------------------------------------------------------------------

    def estates(self) -> Iterator[Row]:
        """Estates without a manager, each once a week."""
        listed = [one for one in table(read("places"), "landmarks") if one["kind"] == "无物业小区"]
        roads = {road.name: road for road in self.county.roads}
        for day in self.days:
            for number, estate in enumerate(listed):
                if day.weekday() != number % 5:
                    continue
                untidy = self.chance.randrange(100) < 18
                yield {
                    "cleaned_on": day.isoformat(),
                    "estate": estate["name"],
                    "community": self.county.communities[estate["community"]].id,
                    "section": self.home[roads[estate["road"]].id].id,
                    "people": self.chance.randint(3, 9),
                    "weight_t": self.chance.randint(200, 2_600),
                    "problem": "楼道堆放杂物，已联系社区协调" if untidy else None,
                }

    # -- toilets and stations ------------------------------------------------------------------

    def sites(self) -> Iterator[Row]:
        """Public toilets and transfer stations."""
        roads = {road.name: road for road in self.county.roads}
        for kind, name in ((TOILET, "toilets"), (STATION, "stations")):
            for entry in table(self.words, name):
                road = roads[entry["road"]]
                toilet = kind == TOILET
                yield {
                    "name": entry["name"],
                    "kind": kind,
                    "section": self.home[road.id].id,
                    "town": road.community.town.id,
                    "address": road.name,
                    "grade": entry["grade"] if toilet else None,
                    "capacity": f"{entry['stalls']} 个厕位"
                    if toilet
                    else f"日转运 {entry['tonnes']} t",
                    "keeper": Naming(self.chance).person(),
                }

    def site_logs(self, sites: Sequence[tuple[int, Row]]) -> Iterator[Row]:
        """Stations every day, toilets once a week."""
        for day in self.days:
            for number, (record, site) in enumerate(sites):
                station = site["kind"] == STATION
                if not station and day.weekday() != number % 7:
                    continue
                wrong = self.chance.randrange(100) < (2 if station else 9)
                righted = day + timedelta(days=self.chance.randint(0, 3))
                row: Row = {"date": day.isoformat(), "place": record}
                if station:
                    weight = self.chance.randint(30_000, 78_000)
                    row |= {"weight_t": weight, "trips": 1 + weight // 9_000}
                else:
                    row["cleanings"] = self.chance.randint(4, 8)
                row["result"] = FAILED if wrong else PASSED
                if wrong:
                    row["problem"] = "卸料口有积水异味" if station else "洗手台积垢，一处冲水阀损坏"
                    row["righted_on"] = righted.isoformat() if righted <= self.days[-1] else None
                yield row
