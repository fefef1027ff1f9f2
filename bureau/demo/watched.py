"""Places that get checked again and again (监管对象) in the sample county: four registers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bureau.demo.county import County, Road
from bureau.demo.entered import Row
from bureau.demo.people import Chance, Naming, phone
from bureau.demo.scenery import contractors, read, table, trades
from bureau.ledger.declaration import Ledger
from bureau.market.ledgers.watched import FRONTAGES, RESTAURANTS, SIGNS, SITES

NORMAL, IDLE, GONE = 4801, 4802, 4803
RESTAURANTS_WATCHED, SIGNS_WATCHED, SITES_WATCHED, FRONTAGES_WATCHED = 120, 150, 25, 200
EVERY = {RESTAURANTS.name: 60, SIGNS.name: 180, SITES.name: 15, FRONTAGES.name: 90}
"""Days between two checks."""
HUNDREDTHS = 100


@dataclass(frozen=True, slots=True)
class Watched:
    """One place: its register, its stored values, and where cases say it is.

    `spot` is its address or, of a site that is known by name, that name.
    """

    register: Ledger
    squad: str
    spot: str
    values: Row


class Registers:
    """Writes the registers."""

    def __init__(self, county: County, first: date, last: date, chance: Chance) -> None:
        self.county = county
        self.first = first
        self.last = last
        self.chance = chance
        self.naming = Naming(chance)
        self.things = read("watched")

    def places(self) -> Iterator[Watched]:
        """All places, register by register."""
        yield from self.restaurants()
        yield from self.signs()
        yield from self.sites()
        yield from self.frontages()

    def day(self, earliest: int, latest: int, base: date | None = None) -> str:
        """A day so many days from the last one shown, or from `base`."""
        away = timedelta(days=self.chance.randint(earliest, latest))
        return ((base or self.last) + away).isoformat()

    def common(self, register: Ledger, road: Road, idle: int = 3) -> Row:
        """What all of them have."""
        draw = self.chance.randrange(100)
        return {
            "town": road.community.town.id,
            "road": road.id,
            "unit": self.county.units[road.community.town.squad],
            "every_days": EVERY[register.name],
            "state": GONE if draw < 1 else IDLE if draw < idle else NORMAL,
        }

    def restaurants(self) -> Iterator[Watched]:
        """Shops that cook."""
        cooking = {trade.trade for trade in trades() if trade.cooks}
        shops = [shop for shop in self.county.shops if shop.trade in cooking]
        for shop in shops[:RESTAURANTS_WATCHED]:
            purifier = self.chance.randrange(100) < 94
            values = self.common(RESTAURANTS, shop.road) | {
                "name": shop.name,
                "owner": shop.owner,
                "phone": shop.phone,
                "address": shop.address,
                "stoves": self.chance.randint(1, 5),
                "purifier": int(purifier),
                "trap": int(self.chance.randrange(100) < 88),
            }
            if purifier:
                values |= {
                    "purifier_model": self.chance.choice(self.things["purifiers"]),
                    "installed_on": self.day(-900, -30, self.first),
                    "cleaned_on": self.day(-58 if self.chance.randrange(100) < 88 else -95, -2),
                }
            squad = shop.road.community.town.squad
            yield Watched(RESTAURANTS, squad, shop.address, values)

    def signs(self) -> Iterator[Watched]:
        """Boards and screens along the roads."""
        busy = [road.busy for road in self.county.roads]
        taken: set[str] = set()
        while len(taken) < SIGNS_WATCHED:
            road = self.chance.choices(self.county.roads, busy)[0]
            address = f"{road.name}{self.chance.randint(1, road.doors)}号"
            kind = self.chance.choice(self.things["sign_kinds"])
            name = f"{address}{kind}"
            if name in taken:
                continue
            taken.add(name)
            until = self.chance.choices(((-60, -1), (1, 28), (40, 700)), (5, 6, 89))[0]
            permitted = self.chance.randrange(100) < 90
            values = self.common(SIGNS, road) | {
                "name": name,
                "owner": self.naming.any_person(),
                "phone": phone(self.chance),
                "address": address,
                "sign_kind": kind,
                "length_m": self.chance.randint(20, 180) * 10,
                "height_m": self.chance.randint(8, 60) * 10,
                "permit_number": f"示户广〔{self.first.year}〕{len(taken)}号"
                if permitted
                else None,
                "permit_until": self.day(*until) if permitted else None,
                "tested_on": self.day(-400, -20),
                "note": self.chance.choice(self.things["sign_firms"]) + "设置",
            }
            yield Watched(SIGNS, road.community.town.squad, address, values)

    def sites(self) -> Iterator[Watched]:
        """Construction sites: those that cases name, and others."""
        roads = {road.name: road for road in self.county.roads}
        known = [
            (entry["name"], roads[entry["road"]])
            for entry in table(read("places"), "landmarks")
            if entry["name"] in contractors()
        ]
        names = {name for name, _ in known}
        while len(known) < SITES_WATCHED:
            works = self.chance.choice(self.things["site_works"])
            name = f"{self.chance.choice(self.things['site_names'])}{works}"
            if name not in names:
                names.add(name)
                known.append((name, self.chance.choice(self.county.roads)))
        for name, road in known:
            values = self.common(SITES, road, idle=8) | {
                "name": name,
                "owner": self.naming.any_person(),
                "phone": phone(self.chance),
                "address": road.name,
                "builder": self.chance.choice(self.naming.firms),
                "contractor": contractors().get(name) or self.chance.choice(self.naming.firms),
                "begins_on": self.day(-500, 0, self.first),
                "ends_on": self.day(30, 500),
                "washer": int(self.chance.randrange(100) < 92),
                "fence": int(self.chance.randrange(100) < 96),
                "muck_permit": f"示渣准〔{self.first.year}〕{self.chance.randint(1, 99)}号",
            }
            yield Watched(SITES, road.community.town.squad, name, values)

    def frontages(self) -> Iterator[Watched]:
        """Shops that answer for the pavement before them (门前三包)."""
        for shop in sorted(self.county.shops, key=lambda shop: -shop.road.busy)[:FRONTAGES_WATCHED]:
            values = self.common(FRONTAGES, shop.road) | {
                "name": shop.name,
                "owner": shop.owner,
                "phone": shop.phone,
                "address": shop.address,
                "trade": shop.trade,
                "frontage_m": self.chance.randint(30, 140) * 10,
                "depth_m": self.chance.randint(2, 6) * HUNDREDTHS,
                "signed_on": self.day(-600, -5, self.first),
            }
            yield Watched(FRONTAGES, shop.road.community.town.squad, shop.address, values)
