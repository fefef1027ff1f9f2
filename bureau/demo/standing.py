"""What stands along the sample county's roads: lamps on circuits of cabinets, manholes, bridges, pumps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from bureau.demo.county import METRES_A_DOOR, County, Road, item_id
from bureau.demo.entered import Row
from bureau.demo.people import Chance
from bureau.demo.scenery import read, table
from bureau.facilities.definitions import INTACT, LAMP
from bureau.facilities.register.building import CABINET, CIRCUIT, coded

if TYPE_CHECKING:
    from bureau.storage.names import StoredNames

LEFT, RIGHT = 7101, 7102
SOLAR, SODIUM = 6903, 6902
SOLAR_WATTS = 60
BRIDGE, PUMP, TOILET = 6728, 6732, 6734
NAMES = {BRIDGE: "bridges", PUMP: "pumps", TOILET: "toilets"}
WARRANTY_YEARS = 5


@dataclass(slots=True, eq=False)
class Thing:
    """One card: its code, what it hangs on, its stored values; the id once it is entered.

    `dark` says in how many of ten thousand nights it doesn't shine, of lamps only.
    """

    code: str
    road: Road
    values: Row
    parent: Thing | None = None
    heads: int = 0
    dark: int = 0
    id: int = 0

    @property
    def sort(self) -> str:
        """The letters of its code: LD of lamps, XB of cabinets and circuits."""
        return self.code[:2]

    @property
    def row(self) -> Row:
        """As it is stored."""
        return {**self.values, "parent": None if self.parent is None else self.parent.id}


@dataclass(slots=True)
class Standing:
    """All of it: cabinets, what hangs on them, lamps road by road, everything else."""

    cabinets: list[Thing] = field(default_factory=list)
    circuits: list[Thing] = field(default_factory=list)
    lamps: dict[str, list[Thing]] = field(default_factory=dict)
    others: list[Thing] = field(default_factory=list)

    def tiers(self) -> Iterator[list[Thing]]:
        """Everything, what others hang on first."""
        yield self.cabinets
        yield self.circuits
        yield [lamp for lamps in self.lamps.values() for lamp in lamps]
        yield self.others

    def of(self, sort: str) -> list[Thing]:
        """All things of one sort, lamps in the order of their roads."""
        return [thing for tier in self.tiers() for thing in tier if thing.sort == sort]


class Builder:
    """Puts them up, years before the first day shown."""

    def __init__(self, county: County, names: StoredNames, first: date, chance: Chance) -> None:
        self.county = county
        self.names = names
        self.first = first
        self.chance = chance
        self.words = read("facilities")
        self.lit = self.words["lit"]
        self.grades = {entry["grade"]: entry for entry in table(self.words, "lamps")}
        self.standing = Standing()
        self.hung: dict[str, list[Thing]] = {}

    def build(self) -> Standing:
        """Everything."""
        for number, road in enumerate(self.county.roads, start=1):
            self.light(number, road)
        for entry in table(self.words, "others"):
            self.standing.others += self.others(entry)
        return self.standing

    def common(self, code: str, kind: int, road: Road, installed: date) -> Row:
        """What every card has."""
        return {
            "code": code,
            "kind": kind,
            "road": road.id,
            "road_grade": item_id(self.names, "traffic-grade", road.grade),
            "town": road.community.town.id,
            "community": road.community.id,
            "state": INTACT,
            "owner": self.lit["owner"],
            "keeper": self.lit["keeper"],
            "installed_on": installed.isoformat(),
            "origin": "实测",
        }

    # -- light ---------------------------------------------------------------------------------

    def light(self, number: int, road: Road) -> None:
        """The lamps of a road with what feeds them."""
        like = self.grades[road.grade]
        places = road.doors * METRES_A_DOOR // like["apart"] + 1
        installed = self.first - timedelta(days=self.chance.randint(200, 3400))
        builder = self.chance.choice(self.lit["builders"])
        circuits = self.feed(road, places * like["sides"], installed)
        lamps = self.standing.lamps.setdefault(road.name, [])
        sides = (LEFT, RIGHT)[: like["sides"]]
        for place in range(places):
            # Lamps next to each other hang on different circuits.
            for side in sides:
                code = coded(f"LD{number:02}-{{serial:03}}", len(lamps) + 1)
                circuit = circuits[len(lamps) % len(circuits)] if circuits else None
                values = self.common(code, LAMP, road, installed) | self.shape(road, like)
                values |= {"side": side, "position": place + 1, "builder": builder}
                if installed > date(self.first.year - WARRANTY_YEARS, 1, 1):
                    until = installed.replace(day=1, year=installed.year + WARRANTY_YEARS)
                    values["warranty_until"] = until.isoformat()
                if circuit is not None and circuit.parent is not None:
                    values |= {
                        "cabinet": circuit.parent.code,
                        "circuit": circuit.code.rpartition("-")[2],
                    }
                lamps.append(Thing(code, road, values, circuit, like["heads"], like["dark"]))

    def shape(self, road: Road, like: dict[str, Any]) -> Row:
        """Arm, height and source of the lamps of a road."""
        source, watts = like["source"], like["watts"]
        if road.name in self.lit["solar"]:
            source, watts = SOLAR, SOLAR_WATTS
        elif road.name in self.lit["sodium"]:
            source, watts = SODIUM, 250
        return {
            "arm": like["arm"],
            "height_m": like["height"],
            "heads": like["heads"],
            "source": source,
            "watts": watts,
            "power": "太阳能" if source == SOLAR else "电缆入地",
        }

    def feed(self, road: Road, poles: int, installed: date) -> list[Thing]:
        """The circuits that a road's lamps hang on; none under the sun."""
        if road.name in self.lit["solar"]:
            return []
        begins = self.lit["lanes"].get(road.name)
        if begins is not None:
            return self.hung[begins][:1]
        circuits: list[Thing] = []
        for _ in range(-(-poles // self.lit["poles_of_cabinet"])):
            code = f"XB-{len(self.standing.cabinets) + 1:02}"
            values = self.common(code, CABINET, road, installed) | {
                "name": f"{road.name}控制箱",
                "address": f"{road.name}{self.chance.randint(1, road.doors)}号旁",
                "capacity": f"{self.chance.choice((30, 50, 80))}kVA",
                "meter": f"0000{self.chance.randrange(10**8):08}",
                "switching": self.chance.choice(("经纬度时控", "光控", "远程单灯控制")),
            }
            cabinet = Thing(code, road, values)
            self.standing.cabinets.append(cabinet)
            for number in range(1, self.lit["circuits_of_cabinet"] + 1):
                own = f"{code}-{number}"
                made = self.common(own, CIRCUIT, road, installed)
                made |= {"cabinet": code, "circuit": str(number)}
                circuits.append(Thing(own, road, made, cabinet))
        self.standing.circuits += circuits
        self.hung[road.name] = circuits
        return circuits

    # -- everything else -----------------------------------------------------------------------

    def others(self, entry: dict[str, Any]) -> Iterator[Thing]:
        """All things of one kind, bridges and the like with names of their own."""
        named = self.words["others"].get(NAMES.get(entry["kind"], ""), ())
        roads = {road.name: road for road in self.county.roads}
        busy = [road.busy + 2 for road in self.county.roads]
        for serial in range(1, entry["number"] + 1):
            name = named[serial - 1] if named else None
            road = next((roads[key] for key in roads if name and key[:2] == name[:2]), None)
            road = road or self.chance.choices(self.county.roads, busy)[0]
            code = f"{entry['code']}-{serial:03}"
            installed = self.first - timedelta(days=self.chance.randint(300, 7000))
            values = self.common(code, entry["kind"], road, installed) | {
                "name": name or f"{road.name}{entry['name']}",
                "address": f"{road.name}{self.chance.randint(1, road.doors)}号门前",
                "spec": entry["spec"] or None,
                "material": entry["material"] or None,
            }
            if entry["sized"]:
                values[entry["sized"]] = self.chance.randint(entry["least"], entry["most"])
            if entry["code"] == "WJ":
                values["net"] = int(self.chance.randrange(100) < 78)
            yield Thing(code, road, values)
