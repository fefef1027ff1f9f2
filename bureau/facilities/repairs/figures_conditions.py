"""Conditions on repairs that look beyond one record: its facility's type, what broke before, how long it took."""

from __future__ import annotations

from dataclasses import dataclass

from bureau.ledger.declaration import Ledger
from bureau.ledger.query import Filter, Sql

REPEAT_DAYS = 90
"""重复故障: the same facility broke before within so many days."""
RELAPSE_DAYS = 30
"""复发: it broke within so many days after it was mended."""
LIGHTING_KINDS = tuple(range(6701, 6709))
"""Catalogue ids of what 路灯管护 looks after: 路灯, 控制箱, 箱变, 回路, 电缆段, 手孔井, 景观灯, 地灯."""
LIGHTING_FAULTS = tuple(range(7401, 7411))
LIGHTING_ITEMS = tuple(range(7601, 7609))

KIND_OF_ASSET = "(SELECT f.kind FROM facilities f WHERE f.id = t.asset)"
"""SQL over a repair: the type of its facility; NULL without a card or without a type."""
ROAD = "coalesce(t.road, (SELECT f.road FROM facilities f WHERE f.id = t.asset))"
"""SQL over a repair: its road as it says itself, else that of its facility."""
MINUTES = (
    "(CAST(strftime('%s', substr(t.repaired_on, 1, 10) || ' ' || t.repaired_time) AS INTEGER)"
    " - CAST(strftime('%s', substr(t.reported_on, 1, 10) || ' ' || t.reported_time) AS INTEGER)) / 60"
)
"""SQL over a repair: whole minutes from report to mending; NULL unless both times are known."""
DAYS = (
    "CAST(julianday(substr(t.repaired_on, 1, 10)) - julianday(substr(t.reported_on, 1, 10))"
    " AS INTEGER)"
)
"""SQL over a repair: days from report to mending; 0 on the same day."""


@dataclass(frozen=True, slots=True)
class OfKind(Filter):
    """A repair of a facility of this type; None is one without a card, or whose card has no type."""

    kind: int | None

    def sql(self, ledger: Ledger) -> Sql:
        del ledger
        return f"{KIND_OF_ASSET} IS ?", [self.kind]


@dataclass(frozen=True, slots=True)
class OfRoad(Filter):
    """A repair on this road, by itself or by its facility; None is one whose road nobody knows."""

    road: int | None

    def sql(self, ledger: Ledger) -> Sql:
        del ledger
        return f"{ROAD} IS ?", [self.road]


@dataclass(frozen=True, slots=True)
class OfLighting(Filter):
    """A repair of 路灯管护: by the type of its facility, else by its fault or by what was done."""

    def sql(self, ledger: Ledger) -> Sql:
        del ledger
        kinds, faults, items = (
            ", ".join(map(str, ids)) for ids in (LIGHTING_KINDS, LIGHTING_FAULTS, LIGHTING_ITEMS)
        )
        untyped = f"coalesce(t.fault IN ({faults}), 0) OR coalesce(t.item IN ({items}), 0)"
        return f"coalesce({KIND_OF_ASSET} IN ({kinds}), {untyped})", []


@dataclass(frozen=True, slots=True)
class BrokeBefore(Filter):
    """A repair whose facility had been reported before within so many days; 误报 and the like don't count."""

    days: int = REPEAT_DAYS

    def sql(self, ledger: Ledger) -> Sql:
        earlier = (
            f"SELECT 1 FROM {ledger.table} p WHERE p.asset = t.asset AND p.void IS NULL"
            " AND (p.reported_on, p.id) < (t.reported_on, t.id)"
            f" AND p.reported_on >= date(t.reported_on, '-{int(self.days)} days')"
        )
        return f"EXISTS ({earlier})", []


@dataclass(frozen=True, slots=True)
class FellBack(Filter):
    """A repair of what had been mended within so many days before, or that says so itself (返修).

    Of two that were reported and mended on one day only the later is one.
    """

    days: int = RELAPSE_DAYS

    def sql(self, ledger: Ledger) -> Sql:
        mended = (
            f"SELECT 1 FROM {ledger.table} p WHERE p.asset = t.asset AND p.void IS NULL"
            " AND (p.reported_on, p.id) < (t.reported_on, t.id)"
            " AND p.repaired_on <= t.reported_on"
            f" AND p.repaired_on >= date(t.reported_on, '-{int(self.days)} days')"
        )
        return f"(t.rework_of IS NOT NULL OR t.rework IS 1 OR EXISTS ({mended}))", []


@dataclass(frozen=True, slots=True)
class Timed(Filter):
    """A repair whose hours are known: report and mending both have a time, in this order."""

    def sql(self, ledger: Ledger) -> Sql:
        del ledger
        return f"coalesce({MINUTES} >= 0, 0)", []
