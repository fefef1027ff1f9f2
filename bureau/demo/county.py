"""The register of the sample county: towns, communities, roads, units, people and shops, entered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bureau.demo.people import Chance, Naming, phone
from bureau.demo.scenery import read, table, trades
from bureau.errors import BugError
from bureau.ledger.words import id_list
from bureau.storage.operation import Operation

if TYPE_CHECKING:
    from bureau.storage.names import StoredNames

SHOPS = 400
SQUADS = ("直属中队", "执法一中队", "执法二中队", "执法三中队", "执法四中队")
HELPER = "协管员"
"""The post of those who hold no certificate."""
RUNNING_OUT = 14
"""The certificate, counted in the order of the list, that soon runs out."""
METRES_A_DOOR = 8
"""A house number every so many metres of road."""


@dataclass(frozen=True, slots=True)
class Town:
    """A town or sub-district (镇街) and the squad that looks after it."""

    id: int
    name: str
    short: str
    squad: str


@dataclass(frozen=True, slots=True)
class Community:
    """A community or village (社区、村)."""

    id: int
    name: str
    town: Town


@dataclass(frozen=True, slots=True)
class Road:
    """A road; `other_names` are what clerks also call it, `ends` the roads or places it runs to."""

    id: int
    name: str
    other_names: tuple[str, ...]
    community: Community
    grade: str
    ends: tuple[str, str]
    doors: int
    busy: int


@dataclass(frozen=True, slots=True)
class Person:
    """One of the bureau's people."""

    id: int
    name: str
    unit: str
    post: str

    @property
    def certified(self) -> bool:
        """Whether they may enforce the law."""
        return self.post != HELPER


@dataclass(frozen=True, slots=True)
class Shop:
    """A shop along a road."""

    id: int
    name: str
    owner: str
    phone: str
    road: Road
    address: str
    trade: str


@dataclass(frozen=True, slots=True)
class County:
    """Everything that cases and logs refer to."""

    towns: tuple[Town, ...]
    communities: Mapping[str, Community]
    roads: tuple[Road, ...]
    units: Mapping[str, int]
    people: Mapping[str, tuple[Person, ...]]
    shops: tuple[Shop, ...]

    def pair(self, unit: str, chance: Chance) -> str | None:
        """Two officers of a unit who may enforce the law, as a stored list."""
        officers = [person for person in self.people[unit] if person.certified]
        if len(officers) < 2:
            officers = [person for person in self.people[SQUADS[0]] if person.certified]
        return id_list([person.id for person in chance.sample(officers, 2)])


def settle(op: Operation, names: StoredNames, chance: Chance, first: date, last: date) -> County:
    """Enters the register: shops as they stood on `first`, certificates as they are after `last`."""
    naming = Naming(chance)
    towns = enter_towns(op, names, chance, naming)
    communities = enter_communities(op, towns)
    roads = enter_roads(op, names, communities)
    units = enter_units(op, names)
    people = enter_people(op, chance, naming, units, last)
    shops = enter_shops(op, chance, naming, roads, first)
    return County(towns, communities, roads, units, people, shops)


def item_id(names: StoredNames, catalogue: str, title: str) -> int:
    """The id of a shipped catalogue item."""
    item = names.item(catalogue, title)
    if item is None:
        raise BugError(f"resources/county names {title!r}, which {catalogue} lacks")
    return item.id


def enter_towns(
    op: Operation, names: StoredNames, chance: Chance, naming: Naming
) -> tuple[Town, ...]:
    """The towns in their order."""
    towns: list[Town] = []
    for position, entry in enumerate(read("places")["towns"], start=1):
        name = entry["name"]
        office = "办事处" if name.endswith("街道") else "人民政府"
        values = {
            "name": name,
            "short": entry["short"],
            "group": item_id(names, "town-group", entry["group"]),
            "position": position,
            "contact": naming.person(),
            "phone": phone(chance),
            "aliases": f"{name}{office}",
        }
        town_id = op.insert("towns", values)
        towns.append(Town(town_id, name, entry["short"], entry["squad"]))
    return tuple(towns)


def enter_communities(op: Operation, towns: tuple[Town, ...]) -> dict[str, Community]:
    """The communities by name."""
    found: dict[str, Community] = {}
    for town, entry in zip(towns, read("places")["towns"], strict=True):
        for name in entry["communities"]:
            record = op.insert("communities", {"name": name, "town": town.id})
            found[name] = Community(record, name, town)
    return found


def enter_roads(
    op: Operation, names: StoredNames, communities: Mapping[str, Community]
) -> tuple[Road, ...]:
    """The roads, the busiest kinds first."""
    roads: list[Road] = []
    for entry in table(read("places"), "roads"):
        community = communities[entry["community"]]
        values = {
            "name": entry["name"],
            "start": entry["start"],
            "finish": entry["finish"],
            "cleaning_grade": item_id(names, "cleaning-grade", entry["clean"]),
            "traffic_grade": item_id(names, "traffic-grade", entry["grade"]),
            "length_m": entry["length"] * 100,
            "width_m": entry["width"] * 100,
            "area_m2": entry["length"] * entry["width"] * 100,
            "section": entry["section"],
            "town": community.town.id,
            "aliases": entry["aliases"] or None,
        }
        roads.append(
            Road(
                id=op.insert("roads", values),
                name=entry["name"],
                other_names=tuple(entry["aliases"].split("、")) if entry["aliases"] else (),
                community=community,
                grade=entry["grade"],
                ends=(entry["start"], entry["finish"]),
                doors=entry["length"] // METRES_A_DOOR,
                busy=entry["busy"],
            )
        )
    return tuple(roads)


def enter_units(op: Operation, names: StoredNames) -> dict[str, int]:
    """The bureau's sections and squads by name."""
    units: dict[str, int] = {}
    for position, entry in enumerate(table(read("places"), "units"), start=1):
        values = {
            "name": entry["name"],
            "kind": item_id(names, "unit-kind", entry["kind"]),
            "parent": units[entry["parent"]] if entry["parent"] else None,
            "position": position,
            "active": 1,
            "aliases": entry["aliases"] or None,
        }
        units[entry["name"]] = op.insert("units", values)
    return units


def enter_people(
    op: Operation, chance: Chance, naming: Naming, units: Mapping[str, int], last: date
) -> dict[str, tuple[Person, ...]]:
    """The people of each unit; all but helpers (协管员) hold a certificate, one of them not for long."""
    people: dict[str, tuple[Person, ...]] = {}
    serial = 0
    for unit, posts in read("places")["posts"].items():
        members: list[Person] = []
        for post in posts:
            name = naming.person()
            values: dict[str, object] = {
                "name": name,
                "unit": units[unit],
                "post": post,
                "phone": phone(chance),
                "active": 1,
            }
            if post != HELPER:
                serial += 1
                days = 18 if serial == RUNNING_OUT else chance.randint(120, 1700)
                until = last + timedelta(days=days)
                values["certificate"] = f"SL{until.year - 5}{serial:04}"
                values["certificate_until"] = until.isoformat()
            members.append(Person(op.insert("people", values), name, unit, post))
        people[unit] = tuple(members)
    return people


def enter_shops(
    op: Operation, chance: Chance, naming: Naming, roads: tuple[Road, ...], first: date
) -> tuple[Shop, ...]:
    """Shops at doors of their own, more of them where it is busy."""
    kinds = trades()
    shares = [kind.share for kind in kinds]
    busy = [road.busy for road in roads]
    taken: set[str] = set()
    shops: list[Shop] = []
    while len(shops) < SHOPS:
        road = chance.choices(roads, busy)[0]
        address = f"{road.name}{chance.randint(1, road.doors)}号"
        kind = chance.choices(kinds, shares)[0]
        owner = naming.person()
        name = naming.shop(owner, chance.choice(kind.endings), road.community.name)
        if address in taken or name in taken:
            continue
        taken |= {address, name}
        number = phone(chance)
        signed = first + timedelta(days=chance.randint(-600, 20))
        values: dict[str, object] = {
            "name": name,
            "owner": owner,
            "phone": number,
            "town": road.community.town.id,
            "road": road.id,
            "address": address,
            "trade": kind.trade,
            "frontage_m": chance.randint(30, 140) * 10,
            "signed_on": signed.isoformat() if chance.randrange(100) < 92 else None,
            "purifier": int(chance.randrange(100) < 86) if kind.cooks else None,
        }
        record = op.insert("shops", values)
        shops.append(Shop(record, name, owner, number, road, address, kind.trade))
    return tuple(shops)
