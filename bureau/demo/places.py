"""Where problems of the sample county are found, and the several ways in which clerks write it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from bureau.demo.county import Community, County, Road, Shop, item_id
from bureau.demo.people import Chance
from bureau.demo.scenery import Problem, problems, read, table

if TYPE_CHECKING:
    from bureau.storage.names import StoredNames

BY_GRADE = {"主干道": "主干道", "次干道": "次干道", "支路": "次干道", "背街小巷": "背街小巷"}
"""Kinds of place by grade of road."""
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
WAYS = 6
"""Ways of writing one place."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place where something is found. `name` is its usual writing, `brief` that in sentences.

    `spot` is what it shares with other writings of the same place: a door, a stretch, a landmark.
    """

    kind: int
    community: Community
    road: Road | None
    name: str
    brief: str
    spot: str
    shop: Shop | None = None


class Places:
    """Finds a place for a problem."""

    def __init__(self, county: County, names: StoredNames, chance: Chance) -> None:
        self.chance = chance
        self.kinds = {item.title: item.id for item in names.items("place-kind")}
        by_name = {road.name: road for road in county.roads}
        self.landmarks: dict[str, list[Place]] = {}
        for entry in table(read("places"), "landmarks"):
            kind = item_id(names, "place-kind", entry["kind"])
            road = by_name.get(entry["road"])
            community = county.communities[entry["community"]]
            for spot in entry["spots"].split("、"):
                name = entry["name"] + spot
                place = Place(kind, community, road, name, name, entry["name"])
                self.landmarks.setdefault(entry["kind"], []).append(place)
        self.roads: dict[str, list[Road]] = {"人行道": []}
        for road in county.roads:
            self.roads.setdefault(BY_GRADE[road.grade], []).append(road)
            if road.grade != "背街小巷":
                self.roads["人行道"].append(road)
        self.shops = {problem.kind: self.offenders(county, problem) for problem in problems()}

    def offenders(self, county: County, problem: Problem) -> tuple[list[Shop], list[int]]:
        """The shops that may cause a problem, and running sums of how apt each is."""
        shops = [shop for shop in county.shops if shop.trade in problem.trades]
        # A few shops cause most of the trouble: the n-th weighs 1/n.
        ranks = list(range(1, len(shops) + 1))
        self.chance.shuffle(ranks)
        return shops, list(accumulate(1000 // (rank + 4) for rank in ranks))

    def of(self, problem: Problem) -> Place:
        """Some place where this problem occurs."""
        if problem.party == "shop":
            shops, sums = self.shops[problem.kind]
            return self.at_shop(self.chance.choices(shops, cum_weights=sums)[0])
        kinds = [kind for kind, _ in problem.where]
        weights = [weight for _, weight in problem.where]
        kind = self.chance.choices(kinds, weights)[0]
        if kind in self.roads:
            return self.on_road(kind, self.chance.choice(self.roads[kind]))
        return self.chance.choice(self.landmarks[kind])

    def at_shop(self, shop: Shop) -> Place:
        """A shop's door."""
        road = shop.road
        kind = self.kinds[BY_GRADE[road.grade]]
        return Place(kind, road.community, road, shop.address, shop.name, shop.address, shop)

    def on_road(self, kind: str, road: Road) -> Place:
        """A stretch of road."""
        chance = self.chance
        end = chance.choice(road.ends)
        crossing = f"与{end}交叉口" if end[-1] in "路街道巷" else f"{end}路口"
        name = chance.choice(
            (
                f"{road.name}{chance.randint(1, road.doors)}号门前",
                f"{road.name}{chance.randint(1, road.doors)}号门前",
                f"{road.name}{crossing}",
                f"{road.name}{chance.choice('东西南北')}段",
                f"{road.name}中段" + ("" if kind == "背街小巷" else "公交站旁"),
            )
        )
        spot = name.removesuffix("门前").removesuffix("公交站旁")
        if name.endswith("交叉口"):
            spot = "与".join(sorted(name.removesuffix("交叉口").split("与")))
        if kind == "人行道":
            name += "人行道"
        return Place(self.kinds[kind], road.community, road, name, name, spot)


def written(place: Place, way: int) -> str:
    """The place as some clerk writes it; way 0 is the usual one."""
    name, town = place.name, place.community.town.name
    other = place.road.other_names if place.road else ()
    if way == 1:
        return town + name
    if way == 2 and place.road and other and name.startswith(place.road.name):
        return other[0] + name.removeprefix(place.road.name)
    if way == 3:
        spaced = name.translate(FULL_WIDTH)
        return spaced if spaced != name else f"县城{name}"
    if way == 4:
        return f"{name}（{place.shop.name}）" if place.shop else f"{name}附近"
    if way == 5:
        if place.road and not name.startswith(place.road.name):
            return place.road.name + name
        return f"{place.community.name}{name}"
    return name
