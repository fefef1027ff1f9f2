"""What breaks on the sample county's roads, how it is reported and when it is mended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from bureau.calendar.working import WorkCalendar
from bureau.catalogue import shipped
from bureau.demo.county import Road
from bureau.demo.entered import MOMENT, Row
from bureau.demo.people import Chance, Naming
from bureau.demo.scenery import read, table
from bureau.demo.standing import Thing
from bureau.facilities.ledgers.repairs import FALSE_ALARM

NIGHT, DAY, CALL, CITY_HOTLINE, HOTLINE, PLATFORM, GRID = 7301, 7302, 7303, 7304, 7305, 7306, 7309
FROM_OUTSIDE = ((CALL, 4), (CITY_HOTLINE, 3), (HOTLINE, 2), (PLATFORM, 3), (GRID, 1))
PASSED, FAILED = 4401, 4402
KEPT = 89
"""Percent of limits that are kept."""
AGAIN = 3
"""Percent of what is mended that breaks again within days (返修)."""
WAITING, STILL_OPEN = timedelta(days=25), 45
"""Of what was reported so lately and is late, so many percent are still open."""
UNSENT = timedelta(minutes=60)
"""What was reported within it before the end has no team yet."""
ACCEPTED = 85
"""Percent of what is mended that somebody has looked at."""
DAWN, DUSK = 8, 18
GRACE = timedelta(days=12)
"""Time before a known fault in which nothing new is reported of the same thing."""
TEAMS = {"LD": 0, "XB": 0, "YJ": 2, "WJ": 2, "YB": 2, "GW": 2, "BG": 2}
HUNDRED = 100


@dataclass(slots=True, eq=False)
class Fault:
    """One repair: of a thing, or of a place without a card; `entry` is its line of the resource."""

    thing: Thing | None
    road: Road
    word: str
    at: datetime
    source: int
    entry: dict[str, Any]
    due: datetime
    done: datetime | None
    again_of: Fault | None = None
    id: int = 0
    amount: int = 0
    """Of its material, in hundredths."""

    void: bool = False
    """Nothing was wrong (误报)."""

    @property
    def is_open(self) -> bool:
        """Whether it is still broken after the last day shown."""
        return self.done is None and not self.void

    def lasts(self, at: datetime) -> bool:
        """Whether it is reported and not mended at a moment."""
        return not self.void and self.at <= at and (self.done is None or self.done > at)

    def blocks(self, at: datetime) -> bool:
        """Whether a new fault of the same thing would run into it."""
        return not self.void and self.at <= at + GRACE and (self.done is None or self.done > at)


class Faults:
    """Reports and mends, thing by thing."""

    def __init__(
        self, crews: WorkCalendar, last: date, names: Sequence[str], chance: Chance
    ) -> None:
        self.crews = crews
        self.last = datetime.combine(last, time(17, 30))
        self.menders = names
        self.chance = chance
        self.naming = Naming(chance)
        self.words = read("facilities")["faults"]
        self.teams = read("facilities")["lit"]["teams"]
        self.entries: dict[str, list[dict[str, Any]]] = {}
        for entry in table(read("facilities"), "faults"):
            self.entries.setdefault(entry["on"], []).append(entry)
        self.limits = {item.id: (item.limit_value or 0, item.limit_unit) for item in shipped()
                       if item.catalogue == "fault-grade"}  # fmt: skip
        self.materials = {entry["name"]: entry for entry in table(read("facilities"), "materials")}
        self.all: list[Fault] = []
        self.of: dict[str, list[Fault]] = {}

    def blocked(self, thing: Thing, at: datetime) -> bool:
        """Whether something of the thing is known that a new fault would run into."""
        return any(fault.blocks(at) for fault in self.of.get(thing.code, ()))

    def lasting(self, thing: Thing, at: datetime) -> bool:
        """Whether the thing is known to be broken at a moment."""
        return any(fault.lasts(at) for fault in self.of.get(thing.code, ()))

    def entry(self, sort: str, kind: int | None = None) -> dict[str, Any]:
        """One way in which such a thing breaks."""
        entries = [one for one in self.entries[sort] if kind is None or one["fault"] == kind]
        return self.chance.choices(entries, [one["weight"] or 1 for one in entries])[0]

    def report(
        self, thing: Thing, at: datetime, source: int, entry: dict[str, Any], *, quick: bool = False
    ) -> Fault:
        """A fault of a thing, with what becomes of it; `quick` is mended within hours."""
        due, done = self.course(at, entry, quick=quick)
        fault = Fault(thing, thing.road, thing.code, at, source, entry, due, done)
        self.note(fault)
        if done is not None and not quick and self.chance.randrange(HUNDRED) < AGAIN:
            again = daytime(done + timedelta(days=self.chance.randint(2, 8)), self.chance)
            self.again(fault, again)
        return fault

    def untrue(self, thing: Thing, at: datetime, source: int) -> None:
        """Somebody told of a thing with which nothing is wrong."""
        entry = self.entry(thing.sort)
        due, _ = self.course(at, entry)
        self.note(Fault(thing, thing.road, thing.code, at, source, entry, due, None, void=True))

    def again(self, fault: Fault, at: datetime) -> None:
        """It didn't hold (返修)."""
        if at < self.last and fault.thing is not None:
            due, done = self.course(at, fault.entry)
            self.note(
                Fault(fault.thing, fault.road, fault.word, at, CALL, fault.entry, due, done, fault)
            )

    def strange(self, road: Road, word: str, at: datetime) -> None:
        """A dark lamp that has no card."""
        entry = self.entries["LD"][0]
        due, done = self.course(at, entry)
        self.note(Fault(None, road, word, at, CALL, entry, due, done))

    def note(self, fault: Fault) -> None:
        """One more."""
        entry = fault.entry
        amount = self.chance.randint(entry["least"], entry["most"])
        step = 10 if entry["unit"] in ("㎡", "m") else HUNDRED
        fault.amount = max(amount // step * step, step)
        self.all.append(fault)
        self.of.setdefault(fault.word, []).append(fault)

    def course(
        self, at: datetime, entry: dict[str, Any], *, quick: bool = False
    ) -> tuple[datetime, datetime | None]:
        """The limit, and when it is mended; None where that lies behind the last day shown."""
        chance = self.chance
        value, unit = self.limits[entry["grade"]]
        due = self.crews.deadline(at, value, unit)
        if quick:
            done = at + timedelta(minutes=chance.randint(70, 200))
        elif chance.randrange(HUNDRED) < KEPT:
            part = (due - at) * chance.randint(20, 92) // HUNDRED
            done = daytime(at + part, chance)
            if done > due:
                done = due - min((due - at) // 4, timedelta(minutes=chance.randint(5, 50)))
        else:
            done = daytime(due + timedelta(hours=chance.randint(8, 130)), chance)
            if self.last - at < WAITING and chance.randrange(HUNDRED) < STILL_OPEN:
                return due, None
        done = done.replace(second=0, microsecond=0)
        return due, done if done <= self.last else None

    # -- as it is written ----------------------------------------------------------------------

    def row(self, fault: Fault) -> Row:
        """The stored values of a repair."""
        entry, chance = fault.entry, self.chance
        row: Row = {
            "reported_on": fault.at.date().isoformat(),
            "reported_time": f"{fault.at:%H:%M}",
            "source": fault.source,
            "reporter": self.naming.any_person() if fault.source == CALL else None,
            "facility": fault.word,
            "asset": fault.thing.id if fault.thing else None,
            "road": fault.road.id,
            "place": fault.thing.values.get("address") if fault.thing else fault.word,
            "fault": entry["fault"],
            "severity": entry["grade"],
            "description": entry["says"],
            "due_on": fault.due.date().isoformat(),
            "due_time": f"{fault.due:%H:%M}",
            "team": self.teams[TEAMS.get(entry["on"], 1)],
            "rework": None if fault.again_of is None else 1,
        }
        if fault.void:
            row |= {
                "void": FALSE_ALARM,
                "void_on": fault.due.date().isoformat(),
                "void_reason": self.words["untrue"],
            }
            return row
        if fault.is_open and self.last - fault.at < UNSENT:
            return row | {"team": None}
        sent = fault.at + timedelta(minutes=chance.randint(4, 40))
        row["dispatched_at"] = f"{min(sent, fault.done or sent):{MOMENT}}"
        if fault.done is None:
            if fault.due < self.last:
                arrived = fault.at + (fault.due - fault.at) // 2
                row |= {"arrived_at": f"{arrived:{MOMENT}}"}
                row["note"] = chance.choice(self.words["late"])
            return row
        return row | self.mended(fault, fault.done)

    def mended(self, fault: Fault, done: datetime) -> Row:
        """What was done, with what, for how much, and who looked at it."""
        entry, chance = fault.entry, self.chance
        arrived = max(fault.at, done - timedelta(minutes=chance.randint(15, 75)))
        work = self.words["again"] if fault.again_of and entry["on"] == "LD" else entry["work"]
        row: Row = {
            "arrived_at": f"{arrived:{MOMENT}}",
            "repaired_on": done.date().isoformat(),
            "repaired_time": f"{done:%H:%M}",
            "repairer": chance.choice(self.menders),
            "work": work,
            "item": entry["item"],
            "quantity": fault.amount,
            "quantity_unit": entry["unit"],
            "labour_fen": entry["labour"] * chance.randint(8, 14) * 10,
            "vehicle_fen": entry["vehicle"] * HUNDRED,
        }
        if fault.due < done:
            row["note"] = chance.choice(self.words["late"])
        if entry["material"]:
            used, material = self.used(fault), self.materials[entry["material"]]
            row["materials"] = f"{material['name']} {fixed(used)}{material['unit']}"
            row["materials_fen"] = material["price"] * used // HUNDRED
        accepted = done.date() + timedelta(days=chance.randrange(3))
        if accepted <= self.last.date() and chance.randrange(HUNDRED) < ACCEPTED:
            row |= {
                "accepted_by": self.menders[0],
                "accepted_on": accepted.isoformat(),
                "acceptance": PASSED,
            }
        return row

    def used(self, fault: Fault) -> int:
        """How much of its material it took, in hundredths."""
        same = self.materials[fault.entry["material"]]["unit"] == fault.entry["unit"]
        return fault.amount if same else HUNDRED


def daytime(at: datetime, chance: Chance) -> datetime:
    """The moment, or the next morning when it is night."""
    if DAWN <= at.hour < DUSK:
        return at
    day = at.date() + timedelta(days=at.hour >= DUSK)
    return datetime.combine(day, time(DAWN, 30)) + timedelta(minutes=chance.randint(0, 90))


def fixed(hundredths: int) -> str:
    """2.5, 3 …"""
    whole, part = divmod(hundredths, HUNDRED)
    return f"{whole}.{part:02}".rstrip("0").rstrip(".") if part else f"{whole}"
