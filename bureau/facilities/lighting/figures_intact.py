"""照明设施完好率 by what a lamp needs to shine: poles and heads, cabinets, cables, hand holes, landscape lights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from bureau.facilities.counted import Counted, Share, counted
from bureau.facilities.definitions import INTACT, IS_LAMP, JUDGED
from bureau.facilities.ledgers import FACILITIES
from bureau.facilities.lighting.targets import (
    INTACT_LANDSCAPE,
    INTACT_ROADS,
    Targets,
    Verdict,
    judge,
)
from bureau.ledger.query import All, Any, Filter, Is, OneOf

if TYPE_CHECKING:
    from bureau.storage.connection import Reader

ROAD_UNITS: Final = (
    ("灯杆、灯具", IS_LAMP),
    ("控制箱、箱变", OneOf("kind", (6702, 6703))),
    ("回路、电缆段", OneOf("kind", (6704, 6705))),
    ("手孔井、路灯井盖", OneOf("kind", (6706, 6752))),
)
LANDSCAPE: Final = ("景观灯、地灯", OneOf("kind", (6707, 6708)))
"""Catalogue ids of the facility types."""


@dataclass(frozen=True, slots=True)
class IntactUnit:
    """The intact of one unit against what is asked."""

    title: str
    share: Share
    least: int
    verdict: Verdict


def intact_units(conn: Reader, targets: Targets, today: date) -> tuple[IntactUnit, ...]:
    """设施完好率 = 完好设施数 ÷ 设施总数, of cards in use whose state is known, as they are now."""

    def share(kinds: Filter) -> Share:
        cards = All((kinds, JUDGED))
        intact = All((cards, Is("state", INTACT)))
        whole = counted(conn, FACILITIES, "总数", cards, today)
        part = (
            counted(conn, FACILITIES, "完好", intact, today)
            if whole.count
            else Counted("完好", 0, intact)
        )
        return Share(part, whole)

    def unit(title: str, of: Share, subject: int) -> IntactUnit:
        least = targets.target(subject).overall
        whole, part = of.whole.count, of.part.count
        return IntactUnit(title, of, least, judge(whole, whole - part, least, "件"))

    shares = {title: share(kinds) for title, kinds in ROAD_UNITS}
    units = [unit(title, of, INTACT_ROADS) for title, of in shares.items()]
    found = [of for of in shares.values() if of.whole.count]
    if len(found) > 1:
        units.append(unit("道路照明合计", together(found), INTACT_ROADS))
    units.append(unit(LANDSCAPE[0], share(LANDSCAPE[1]), INTACT_LANDSCAPE))
    return tuple(one for one in units if one.share.whole.count)


def together(shares: Sequence[Share]) -> Share:
    """Units of different cards as one."""

    def one(parts: Sequence[Counted]) -> Counted:
        number = sum(part.count for part in parts)
        return Counted(parts[0].title, number, Any(tuple(part.where for part in parts)))

    return Share(one([of.part for of in shares]), one([of.whole for of in shares]))
