"""What is known about a place once its writing is taken apart."""

from __future__ import annotations

from dataclasses import dataclass

GridPoint = tuple[int, int]
"""Longitude and latitude in millionths of a degree."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in parts; what nobody wrote is blank.

    `numbers` are house numbers on `road`, sub-numbers as 58-1. `crossing` is the other road of a
    crossing. `spot` is a landmark or a stretch of the road; `generic` says that it means nothing
    without its road (北段, 路口). `relation` sets a place apart from what it is named after (对面,
    后面), `side` only says more about it (东门, 西北角). `shop` is a name without its trade's noise.
    """

    town: str = ""
    road: str = ""
    numbers: tuple[str, ...] = ()
    crossing: str = ""
    spot: str = ""
    generic: bool = False
    relation: str = ""
    side: str = ""
    shop: str = ""
    point: GridPoint | None = None
