"""Keys under which a place is looked up: two writings of one place share one, or lie in neighbouring cells."""

from __future__ import annotations

from hashlib import blake2b

from bureau.places.place import GridPoint, Place
from bureau.places.reading import read_place
from bureau.places.streets import NO_STREETS, Streets

CELL = 1000
"""Side of a grid cell in millionths of a degree: some 111 metres northwards."""
METRES_NORTH = 9
"""Millionths of a degree to a metre northwards; eastwards in China at most twice as many."""


def place_keys(
    *,
    town: str = "",
    road: str = "",
    address: str = "",
    party: str = "",
    shop: str = "",
    point: str = "",
    streets: Streets = NO_STREETS,
) -> tuple[str, ...]:
    """The keys of a record's place, from its texts."""
    place = read_place(
        town=town, road=road, address=address, party=party, shop=shop, point=point, streets=streets
    )
    return keys_of(place)


def keys_of(place: Place) -> tuple[str, ...]:
    """All keys of a place: road and number, crossing, landmark, shop, grid cell. None for nowhere certain.

    A landmark or a shop is known by its town and by its road: two that are one agree in either.
    """
    keys = [f"{place.road}#{number}{place.relation}" for number in place.numbers]
    if place.crossing:
        keys.append("×".join(sorted((place.road, place.crossing))))
    if place.road and (place.spot or (place.relation and not place.numbers)):
        keys.append(f"{place.road}@{place.spot}{place.relation}")
    if place.spot and not place.generic:
        keys.append(f"{place.town}/@{place.spot}{place.relation}")
    if place.shop:
        keys.append(f"{place.town}/${place.shop}")
        if place.road:
            keys.append(f"{place.road}${place.shop}")
    if place.point is not None:
        keys.append(cell_key(place.point[0] // CELL, place.point[1] // CELL))
    return tuple(dict.fromkeys(keys))


def keys_around(place: Place, radius: int) -> tuple[str, ...]:
    """The keys under which places that may be this one are found: cells within `radius` metres too."""
    keys = keys_of(place)
    return keys if place.point is None else (*keys, *other_cells(place.point, radius))


def other_cells(point: GridPoint, radius: int) -> list[str]:
    """The cells beside a point's own that hold points within `radius` metres."""
    own = cell_key(point[0] // CELL, point[1] // CELL)
    return [cell for cell in cells_around(point, radius) if cell != own]


def cells_around(point: GridPoint, radius: int) -> list[str]:
    """The cells that hold all points within `radius` metres."""
    north = radius * METRES_NORTH + 1
    east = 2 * north
    return [
        cell_key(x, y)
        for x in range((point[0] - east) // CELL, (point[0] + east) // CELL + 1)
        for y in range((point[1] - north) // CELL, (point[1] + north) // CELL + 1)
    ]


def cell_key(x: int, y: int) -> str:
    """One cell of the grid."""
    return f"+{x},{y}"


def hashed(key: str) -> int:
    """A key as a 64-bit integer, short enough for an index of millions."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)
