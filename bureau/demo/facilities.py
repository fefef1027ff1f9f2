"""A year of the sample county's street lights and facilities: register, patrols, repairs, store, hazards."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from bureau.calendar.working import WorkCalendar
from bureau.demo.dangers import Dangers
from bureau.demo.entered import Row
from bureau.demo.entering import Entering
from bureau.demo.faults import Faults
from bureau.demo.patrols import Off, Patrols
from bureau.demo.people import Naming
from bureau.demo.standing import Builder, Standing, Thing
from bureau.demo.store import Store
from bureau.demo.upkeep import Upkeep
from bureau.facilities.ledgers import (
    DAY_PATROLS,
    FACILITIES,
    HAZARDS,
    LIGHT_PATROLS,
    MATERIALS,
    PERMITS,
    PLANS,
    REPAIRS,
    SIGHTINGS,
    STATE_CHANGES,
    STOCK_MOVES,
    STOPS,
    WATER_EVENTS,
    WATERLOGGING,
    WORKS,
)
from bureau.facilities.ledgers.register import STOPPED

DAMAGED, REMOVED = 7202, 7206
MENDERS = 6
WORKS_ROAD, REBUILDING = "滨河大道", "滨河大道改造工程施工断电"
CLOSED_ROAD, CLOSED = "青石大街", "雨水管施工，道路封闭断电"
STILL_OFF, OFF_WITHOUT_LEAVE, TAKEN_AWAY = "学府路", "民生路", "站前大道"
"""Roads with a lamp that is still off with leave, one without, and two that were taken away."""
OFF_BACK, TAKEN_BACK = 3, 4


class Facilities(Entering):
    """Enters all of it."""

    def enter(self, crews: WorkCalendar, say: Callable[[str, int], None]) -> None:
        """Everything, in the order in which one refers to the other."""
        say("保存路灯和市政设施", 98)
        names = self.fresh_names()
        standing = Builder(self.county, names, self.first, self.chance).build()
        naming = Naming(self.chance)
        menders = [naming.person() for _ in range(MENDERS)]
        faults = Faults(crews, self.last, menders, self.chance)
        off = Off()
        stops = list(self.stops(standing, off))
        patrols = Patrols(self.county, standing, self.periods, faults, off, self.chance)
        patrols.told()
        nights = list(patrols.by_night())
        days = list(patrols.by_day(self.calendar))
        for thing in self.broken(faults):
            if thing.values["state"] != STOPPED:
                thing.values["state"] = DAMAGED
        self.register(standing)
        codes = {thing.code: thing.id for tier in standing.tiers() for thing in tier}
        self.save(STOPS, [{**stop, "asset": codes.get(str(stop["facility"]))} for stop in stops])
        self.save(LIGHT_PATROLS, sorted_by("patrolled_on", nights))
        self.save(DAY_PATROLS, days)
        self.repair(faults)
        store = Store(faults, self.periods, self.chance)
        ids = self.save(MATERIALS, store.listed())
        self.save(STOCK_MOVES, store.moves(ids))
        dangers = Dangers(self.county, standing, self.periods, menders, self.chance)
        self.save(HAZARDS, sorted_by("found_on", dangers.hazards()))
        self.save(PERMITS, sorted_by("begins_at", dangers.permits()))
        spots = self.save(WATERLOGGING, dangers.spots())
        self.save(WATER_EVENTS, dangers.floods(spots))
        upkeep = Upkeep(standing, self.periods, menders, self.chance)
        plans = self.save(PLANS, upkeep.planned())
        self.save(WORKS, upkeep.works(plans))
        self.save(SIGHTINGS, upkeep.sightings())
        self.save(STATE_CHANGES, upkeep.changes(self.county.people["局领导"][-1].name))

    def register(self, standing: Standing) -> None:
        """The cards, what others hang on first."""
        for tier in standing.tiers():
            for thing, record in zip(
                tier, self.save(FACILITIES, [x.row for x in tier]), strict=True
            ):
                thing.id = record

    def broken(self, faults: Faults) -> list[Thing]:
        """What is still broken on the last day."""
        return [one.thing for one in faults.all if one.thing is not None and one.is_open]

    def repair(self, faults: Faults) -> None:
        """The repairs in the order in which they were reported; those done again say of what."""
        faults.all.sort(key=lambda fault: fault.at)
        ids = self.save(REPAIRS, [faults.row(fault) for fault in faults.all])
        for fault, record in zip(faults.all, ids, strict=True):
            fault.id = record
        for fault in faults.all:
            if fault.again_of is not None:
                self.op.update(REPAIRS.name, fault.id, {"rework_of": fault.again_of.id})

    # -- off with leave, and without -------------------------------------------------------------

    def day(self, back: int, day: int) -> date | None:
        """A day of a month so many before the end, if that month is shown."""
        if back > len(self.periods):
            return None
        return self.periods[-back].first + timedelta(days=day - 1)

    def stops(self, standing: Standing, off: Off) -> Iterable[Row]:
        """Lamps that are off for works, and what the register says of lamps off or gone."""
        roads = {road.name: road for road in self.county.roads}
        deputy = self.county.people["局领导"][-1].name
        begins = self.day(2, 5)
        if begins is not None:
            cabinet = next(x for x in standing.cabinets if x.road.name == WORKS_ROAD)
            lit = begins + timedelta(days=21)
            off.add(cabinet.code, begins, lit)
            yield self.stop(begins, lit, REBUILDING, deputy, 7, facility=cabinet.code,
                            road=cabinet.road.id)  # fmt: skip
        begins = self.day(5, 7)
        if begins is not None:
            lit = begins + timedelta(days=5)
            off.add(CLOSED_ROAD, begins, lit)
            yield self.stop(begins, lit, CLOSED, deputy, 4, facility=None,
                            road=roads[CLOSED_ROAD].id)  # fmt: skip
        begins = self.day(OFF_BACK, 12)
        if begins is not None:
            still, without = (standing.lamps[road][4] for road in (STILL_OFF, OFF_WITHOUT_LEAVE))
            for lamp in (still, without):
                off.add(lamp.code, begins, None)
                lamp.values |= {"state": STOPPED, "state_on": begins.isoformat()}
            still.values["state_reason"] = f"示城管停〔{begins.year}〕6号"
            yield self.stop(begins, None, "沿街建筑外墙改造，吊篮占位", deputy, 6,
                            facility=still.code, road=still.road.id)  # fmt: skip
        gone = self.day(TAKEN_BACK, 20)
        if gone is not None:
            for lamp in standing.lamps[TAKEN_AWAY][-2:]:
                off.add(lamp.code, gone, None)
                lamp.values |= {
                    "state": REMOVED,
                    "state_on": gone.isoformat(),
                    "state_reason": "路口渠化改造移除",
                }

    def stop(
        self, begins: date, lit: date | None, reason: str, by: str, number: int, **more: object
    ) -> Row:
        """One approval."""
        return {
            "begins_on": begins.isoformat(),
            "ends_on": None if lit is None else lit.isoformat(),
            "reason": reason,
            "approval": f"示城管停〔{begins.year}〕{number}号",
            "approver": by,
            **more,
        }


def sorted_by(day: str, rows: Iterable[Row]) -> list[Row]:
    """Rows in the order of their days."""
    return sorted(rows, key=lambda row: str(row[day]))
