"""Patrols of the sample county: by night for dark lamps, by day for broken covers and pavements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from bureau.calendar.periods import Period
from bureau.calendar.working import WorkCalendar
from bureau.demo.county import County, Road
from bureau.demo.entered import Row
from bureau.demo.faults import CALL, DAY, FROM_OUTSIDE, NIGHT, Faults
from bureau.demo.people import Chance
from bureau.demo.scenery import read
from bureau.demo.standing import Standing, Thing
from bureau.facilities.definitions import CABINET_FAULT, CABLE, UNLIT

ROUNDS = (8, 22)
"""Days of a month on which the two rounds begin; each takes three nights."""
NIGHTS = 3
TEN_THOUSAND = 10_000
SMALL = 200
"""Heads below which a road is a small one, where one night seldom finds more than two dark."""
SELDOM = 2
UNDER, OVER = "城东大道", "振兴路"
PLANNED = {(UNDER, 1): (8, 8), (OVER, 1): (5, 3), ("豆腐巷", 1): (1, 0)}
"""New dark lamps of the rounds of a road, by how many months before the end."""
REPEATED_ROAD, REPEATED = "人民路", 36
REPEATED_ON = ((6, 14), (4, 3), (3, 17), (2, 6), (1, 5))
"""Months before the end, and days, on which one lamp goes dark again and again."""
CUT_ON = ((5, 15), (3, 18), (2, 13), (1, 16))
"""The same of a circuit of the road over its cap whose cable is cut."""
STRANGE_ON = ((2, 11),)
LAMPS_TOLD, CABINETS_TOLD, OTHERS_TOLD = 8, 2, 12
"""Faults that someone tells of in a month."""
UNTRUE = 40
"""Of so many things told one isn't so (误报)."""
TOLD_LAST = 4
"""Lamps that someone tells of on the last afternoon."""
PATROL_DAYS = frozenset({1, 3})
"""Tuesday and Thursday."""
DAILY_ROADS = 2


class Off:
    """When lamps are off with leave, by code of what is off or name of the road: first day, day lit again."""

    def __init__(self) -> None:
        self.spans: dict[str, list[tuple[date, date | None]]] = {}

    def add(self, word: str, first: date, until: date | None) -> None:
        """One stop."""
        self.spans.setdefault(word, []).append((first, until))

    def holds(self, lamp: Thing, day: date) -> bool:
        """Whether a lamp is off on that day, itself or with what it hangs on."""
        words = [lamp.road.name, lamp.code]
        above = lamp.parent
        while above is not None:
            words.append(above.code)
            above = above.parent
        return any(
            first <= day and (until is None or day < until)
            for word in words
            for first, until in self.spans.get(word, ())
        )


class Patrols:
    """Goes round, and has what it finds reported."""

    def __init__(
        self,
        county: County,
        standing: Standing,
        periods: Sequence[Period],
        faults: Faults,
        off: Off,
        chance: Chance,
    ) -> None:
        self.county = county
        self.standing = standing
        self.periods = periods
        self.faults = faults
        self.off = off
        self.chance = chance
        self.weathers = read("facilities")["faults"]["weathers"]
        self.objects = read("facilities")["faults"]["by_day"]
        self.standing_on: dict[str, list[Thing]] = {}
        for thing in standing.others:
            if thing.sort in faults.entries:
                self.standing_on.setdefault(thing.road.name, []).append(thing)

    # -- told from outside ---------------------------------------------------------------------

    def told(self) -> None:
        """What callers, the hotline and the platform tell of; what was planned first."""
        self.planned()
        lamps = self.standing.of("LD")
        broken = [thing for things in self.standing_on.values() for thing in things]
        weights = [sum(one["weight"] for one in self.faults.entries[x.sort]) for x in broken]
        for period in self.periods:
            for _ in range(LAMPS_TOLD + self.chance.randrange(4)):
                self.tell(self.chance.choice(lamps), self.moment(period, 18, 22))
            for _ in range(self.chance.randint(1, CABINETS_TOLD)):
                day = period.first + timedelta(days=self.chance.randint(11, 19))
                cabinet = self.chance.choice(self.standing.cabinets)
                at = datetime.combine(day, time(18, self.chance.randrange(60)))
                entry = self.faults.entry("XB", CABINET_FAULT)
                if not self.off.spans.get(cabinet.code):
                    self.faults.report(cabinet, at, self.source(), entry, quick=True)
            for _ in range(OTHERS_TOLD + self.chance.randrange(6)):
                self.tell(self.chance.choices(broken, weights)[0], self.moment(period, 7, 19))

        last = self.faults.last - timedelta(minutes=90)
        for lamp in self.chance.sample(lamps, TOLD_LAST):
            self.tell(lamp, last + timedelta(minutes=self.chance.randrange(80)))

    def planned(self) -> None:
        """The lamp and the circuit that fail again and again, and the lamp without a card."""
        lamp = self.standing.lamps[REPEATED_ROAD][REPEATED - 1]
        circuit = self.standing.lamps[OVER][0].parent
        assert circuit is not None
        for day in self.days_of(REPEATED_ON):
            at = datetime.combine(day, time(19, 40))
            self.faults.report(lamp, at, CALL, self.faults.entries["LD"][0], quick=True)
        for day in self.days_of(CUT_ON):
            at = datetime.combine(day, time(15, 20))
            self.faults.report(circuit, at, CALL, self.faults.entry("XB", CABLE))
        for day in self.days_of(STRANGE_ON):
            at = datetime.combine(day, time(20, 5))
            self.faults.strange(lamp.road, self.faults.words["strange"], at)

    def days_of(self, planned: Sequence[tuple[int, int]]) -> Iterator[date]:
        """Days of months that are shown."""
        for back, day in planned:
            if back <= len(self.periods):
                yield self.periods[-back].first + timedelta(days=day - 1)

    def tell(self, thing: Thing, at: datetime) -> None:
        """Somebody tells of a thing, if nothing is known of it and it isn't off."""
        if self.faults.blocked(thing, at) or self.off.holds(thing, at.date()):
            return
        if self.chance.randrange(UNTRUE) == 0 and at + timedelta(days=7) < self.faults.last:
            self.faults.untrue(thing, at, self.source())
        else:
            self.faults.report(thing, at, self.source(), self.faults.entry(thing.sort))

    def source(self) -> int:
        """Who tells."""
        sources, weights = zip(*FROM_OUTSIDE, strict=True)
        return int(self.chance.choices(sources, weights)[0])

    def moment(self, period: Period, earliest: int, latest: int) -> datetime:
        """Some moment of a month within these hours."""
        day = period.first + timedelta(days=self.chance.randrange(period.days))
        return datetime.combine(
            day, time(self.chance.randint(earliest, latest), self.chance.randrange(60))
        )

    # -- by night ------------------------------------------------------------------------------

    def by_night(self) -> Iterator[Row]:
        """Two rounds a month over all roads."""
        for place, period in enumerate(self.periods):
            for turn, first in enumerate(ROUNDS):
                for number, road in enumerate(self.county.roads):
                    day = period.first + timedelta(days=first - 1 + number % NIGHTS)
                    planned = PLANNED.get((road.name, len(self.periods) - place))
                    row = self.night(road, day, planned[turn] if planned else None)
                    if row is not None:
                        yield row

    def night(self, road: Road, day: date, planned: int | None) -> Row | None:
        """One road in one night; None when all its lamps are off."""
        at = datetime.combine(day, time(20, 0)) + timedelta(minutes=self.chance.randrange(140))
        lamps = [lamp for lamp in self.standing.lamps[road.name] if not self.off.holds(lamp, day)]
        if not lamps:
            return None
        due = sum(lamp.heads for lamp in lamps)
        known = [lamp for lamp in lamps if self.faults.lasting(lamp, at)]
        fresh = self.fresh(lamps, at, due, len(known), planned)
        dark = len(fresh) if planned is not None else sum(map(self.heads, fresh))
        for lamp in fresh:
            self.faults.report(lamp, at, NIGHT, self.faults.entry("LD", UNLIT))
        codes = sorted(lamp.code for lamp in (*known, *fresh))
        return {
            "patrolled_on": day.isoformat(),
            "road": road.id,
            "due": due,
            "dark": dark + len(known),
            "lamps": "、".join(codes) or None,
            "inspectors": "、".join(self.faults.menders[1:3]),
            "weather": self.chance.choice(self.weathers),
        }

    def fresh(
        self, lamps: Sequence[Thing], at: datetime, due: int, known: int, planned: int | None
    ) -> list[Thing]:
        """The lamps that are found dark for the first time."""
        draws = [self.chance.randrange(TEN_THOUSAND) for _ in lamps]
        if planned is not None:
            order = sorted(range(len(lamps)), key=draws.__getitem__)
            free = [lamps[n] for n in order if not self.faults.blocked(lamps[n], at)]
            return free[:planned]
        found = [
            lamp
            for lamp, draw in zip(lamps, draws, strict=True)
            if draw < lamp.dark and not self.faults.blocked(lamp, at)
        ]
        return found[: max(SELDOM - known, 0)] if due < SMALL else found

    def heads(self, lamp: Thing) -> int:
        """How many heads of a lamp are dark: most often one."""
        return lamp.heads if self.chance.randrange(4) == 0 else 1

    # -- by day --------------------------------------------------------------------------------

    def by_day(self, calendar: WorkCalendar) -> Iterator[Row]:
        """Two roads on each patrol day."""
        first, last = self.periods[0].first, self.periods[-1].last
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        for day in days:
            if day.weekday() in PATROL_DAYS and calendar.is_working_day(day):
                for road in self.chance.sample(self.county.roads, DAILY_ROADS):
                    yield self.daily(road, day)

    def daily(self, road: Road, day: date) -> Row:
        """One road on one day."""
        things = self.standing_on.get(road.name, [])
        count = self.chance.choices((0, 1, 2, 3), (34, 36, 22, 8))[0]
        at = datetime.combine(day, time(9, self.chance.randrange(60)))
        found = []
        for thing in self.chance.sample(things, min(count, len(things))):
            if not self.faults.blocked(thing, at):
                found.append(self.faults.report(thing, at, DAY, self.faults.entry(thing.sort)))
        said = [f"{one.word} {one.entry['says']}" for one in found]
        return {
            "patrolled_on": day.isoformat(),
            "road": road.id,
            "objects": self.objects,
            "seen": len(things) + self.chance.randint(10, 40),
            "found": len(found),
            "problem": "；".join(said) or None,
            "handled": "已登记报修" if found else None,
            "inspectors": self.faults.menders[3],
        }
