"""The landfill of the sample county: weighbridge, daily work, leachate, disinfection, monitoring, rounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from bureau.calendar.periods import Period
from bureau.demo.county import County
from bureau.demo.entered import Row
from bureau.demo.findings import days_of
from bureau.demo.people import Chance, Naming
from bureau.demo.scenery import read, table

WEIGHED_DAYS, LOADS_A_DAY = 60, 6
"""So many days of weighings are kept here, the older ones on paper."""
FILLED, BURNT = 5801, 5802
KINDS = (5701, 5701, 5701, 5701, 5703, 5705)
PASSED, FAILED = 4401, 4402
REACHED = 2601
WRONG_BY = 400
"""Kilogrammes by which one net weight is wrong."""
WRONG_PLACE = 17


class Landfill:
    """Writes its logs."""

    def __init__(self, county: County, periods: Sequence[Period], chance: Chance) -> None:
        self.county = county
        self.periods = periods
        self.days = [day for period in periods for day in days_of(period)]
        self.chance = chance
        words = read("sanitation")
        self.words = words["landfill"]
        self.prefix, self.trucks = words["plates"]["prefix"], words["plates"]["hauling"]
        naming = Naming(chance)
        self.keepers = [naming.person() for _ in range(3)]
        self.weathers = {day: chance.choice(self.words["weathers"]) for day in self.days}

    def weighings(self) -> Iterator[Row]:
        """Loads of the last days; of one the net weight is wrong."""
        tares = [self.chance.randint(620, 1_180) * 10 for _ in range(self.trucks)]
        place = 0
        for day in self.days[-WEIGHED_DAYS:]:
            minutes = sorted(self.chance.sample(range(6 * 60, 18 * 60), LOADS_A_DAY))
            for minute in minutes:
                truck = self.chance.randrange(self.trucks)
                weight = self.chance.randint(280, 960) * 10
                wrong = WRONG_BY if place == WRONG_PLACE else 0
                burnt = self.chance.randrange(100) < 30
                yield {
                    "date": day.isoformat(),
                    "time": f"{minute // 60:02}:{minute % 60:02}",
                    "way": BURNT if burnt else FILLED,
                    "plate": f"{self.prefix}{501 + truck}",
                    "town": self.chance.choice(self.county.towns).id,
                    "kind": self.chance.choice(KINDS),
                    "gross_t": tares[truck] + weight,
                    "tare_t": tares[truck],
                    "weight_t": weight + wrong,
                    "weigher": self.chance.choice(self.keepers),
                    "receiver": self.words["burner"] if burnt else None,
                }
                place += 1

    def work(self) -> Iterator[Row]:
        """What was filled and covered each day."""
        for day in self.days:
            cell = self.days.index(day) * len(self.words["cells"]) // len(self.days)
            yield {
                "date": day.isoformat(),
                "weather": self.weathers[day],
                "cell": self.words["cells"][cell],
                "weight_t": self.chance.randint(96_000, 148_000),
                "passes": self.chance.randint(3, 6),
                "cover": self.chance.choice(self.words["covers"]),
                "covered_m2": self.chance.randint(420, 980) * 100,
                "machine_h": self.chance.randint(50, 95) * 10,
                "fuel_l": self.chance.randint(70, 150) * 100,
                "keeper": self.chance.choice(self.keepers),
            }

    def leachate(self) -> Iterator[Row]:
        """What came out each day, more of it when it rained."""
        level = 260
        for day in self.days:
            rain = "雨" in self.weathers[day]
            made = self.chance.randint(5_200, 7_600) + (2_600 if rain else 0)
            treated = self.chance.randint(5_600, 7_800)
            level = min(max(level + (made - treated) // 400, 180), 390)
            yield {
                "date": day.isoformat(),
                "made_m3": made,
                "treated_m3": treated,
                "out_m3": treated * 7 // 10,
                "ph": self.chance.randint(690, 780),
                "cod": self.chance.randint(4_200, 8_800),
                "ammonia": self.chance.randint(500, 1_900),
                "agent_kg": self.chance.randint(40, 75) * 100,
                "level_m": level,
                "keeper": self.chance.choice(self.keepers),
            }

    def disinfections(self) -> Iterator[Row]:
        """Twice a week, more often in summer."""
        for day in self.days:
            if day.weekday() in (1, 4) or (day.month in (6, 7, 8, 9) and day.weekday() == 6):
                yield {
                    "date": day.isoformat(),
                    "area": self.chance.choice(self.words["areas"]),
                    "agent": self.chance.choice(self.words["agents"]),
                    "amount": self.chance.randint(8, 36) * 50,
                    "times": self.chance.randint(1, 2),
                    "worker": self.chance.choice(self.keepers),
                }

    def monitorings(self) -> Iterator[Row]:
        """What the laboratory measured."""
        for number, period in enumerate(self.periods):
            day = period.first + timedelta(days=self.chance.randint(7, 20))
            for entry in table(read("sanitation"), "monitoring"):
                if number % entry["every"] == 0:
                    result = self.chance.randint(entry["low"], entry["high"])
                    yield {
                        "date": day.isoformat(),
                        "kind": entry["kind"],
                        "indicator": entry["indicator"],
                        "result": f"{result // 100}.{result % 100:02} {entry['unit']}",
                        "limit": entry["limit"],
                        "verdict": REACHED,
                        "laboratory": self.words["laboratory"],
                    }

    def rounds(self) -> Iterator[Row]:
        """Every week another two spots."""
        spots = self.words["spots"]
        turn = 0
        for day in self.days:
            if day.weekday() != 2:
                continue
            for spot in (spots[turn % len(spots)], spots[(turn + 1) % len(spots)]):
                wrong = self.chance.randrange(100) < 10
                righted = day + timedelta(days=self.chance.randint(1, 6))
                row: Row = {
                    "date": day.isoformat(),
                    "spot": spot,
                    "result": FAILED if wrong else PASSED,
                    "keeper": self.chance.choice(self.keepers),
                }
                if wrong:
                    row |= {
                        "problem": self.chance.choice(self.words["faults"]),
                        "handling": "已安排当班人员处理",
                        "righted_on": righted.isoformat() if righted <= self.days[-1] else None,
                    }
                yield row
            turn += 2
