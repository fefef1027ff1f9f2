"""Whether two places that share a key are one place indeed."""

from __future__ import annotations

from math import isqrt

from bureau.places.place import GridPoint, Place

EQUATOR = 111_320
"""Metres to a degree."""
COSINES = (
    1000, 999, 999, 999, 998, 996, 995, 993, 990, 988, 985, 982, 978, 974, 970, 966, 961, 956, 951,
    946, 940, 934, 927, 921, 914, 906, 899, 891, 883, 875, 866, 857, 848, 839, 829, 819, 809, 799,
    788, 777, 766, 755, 743, 731, 719, 707, 695, 682, 669, 656, 643, 629, 616, 602, 588,
)  # fmt: skip
"""Thousandths, by degree of latitude: how much shorter a degree eastwards is."""


def same_place(one: Place, other: Place, radius: int) -> bool:
    """Whether two places are one: by house number, crossing, landmark or shop, or by points that near.

    What both say must not disagree; what only one says doesn't count against them.
    """
    if differ(one.town, other.town) or numbers_differ(one, other):
        return False
    if one.point and other.point and distance(one.point, other.point) <= radius:
        return True
    if one.numbers and other.numbers:
        return one.relation == other.relation and one.road == other.road
    return meet(one, other) or same_spot(one, other) or same_shop(one, other)


def differ(one: str, other: str) -> bool:
    """Whether both are known and not the same."""
    return bool(one and other and one != other)


def numbers_differ(one: Place, other: Place) -> bool:
    """Two different doors of one road; a shop may spread over 58 and 58-1."""
    if one.road != other.road or not (one.numbers and other.numbers):
        return False
    if set(one.numbers) & set(other.numbers):
        return one.relation != other.relation
    if one.shop and one.shop == other.shop:
        return not houses(one) & houses(other)
    return True


def houses(place: Place) -> set[str]:
    """Its numbers without sub-numbers."""
    return {number.partition("-")[0] for number in place.numbers}


def meet(one: Place, other: Place) -> bool:
    """The same crossing, corners not contradicting."""
    return bool(
        one.crossing
        and {one.road, one.crossing} == {other.road, other.crossing}
        and not differ(one.side, other.side)
    )


def same_spot(one: Place, other: Place) -> bool:
    """The same landmark or stretch, on the same side of it where both say which."""
    return bool(
        one.spot == other.spot
        and one.relation == other.relation
        and (one.spot or (one.relation and one.road))
        and not (one.numbers or other.numbers)
        and not differ(one.road, other.road)
        and not differ(one.side, other.side)
        and agree_where(one, other)
    )


def same_shop(one: Place, other: Place) -> bool:
    """The same shop: of one name, and not known to be on different roads; it may be at a corner."""
    return bool(
        one.shop
        and one.shop == other.shop
        and (not differ(one.road, other.road) or roads(one) & roads(other))
        and agree_where(one, other)
    )


def roads(place: Place) -> set[str]:
    """Its road, and the one that crosses it there."""
    return {place.road, place.crossing} - {""}


def agree_where(one: Place, other: Place) -> bool:
    """A name alone means little: it takes the same town, or the same road where a town is unknown."""
    return one.town == other.town or bool(one.road and one.road == other.road)


def distance(one: GridPoint, other: GridPoint) -> int:
    """Metres between two points, to the metre; exact enough for a few hundred."""
    north = (one[1] - other[1]) * EQUATOR
    shrunk = COSINES[min(abs(one[1] + other[1]) // 2 // 10**6, len(COSINES) - 1)]
    east = (one[0] - other[0]) * EQUATOR * shrunk // 1000
    return isqrt(north * north + east * east) // 10**6
