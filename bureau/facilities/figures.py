"""The figures of street lights and facilities for a period: register, lighting, repairs; and as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bureau.calendar.periods import Period
from bureau.facilities.counted import Counted, Share, hundredths
from bureau.facilities.definitions import INTACT, JUDGED, SHINING
from bureau.facilities.ledgers import FACILITIES
from bureau.facilities.lighting.figures_lighting import Sampled, Weighted
from bureau.facilities.lighting.reading import Lighting, lighting_document, read_lighting
from bureau.facilities.repairs.figures_repairs import (
    RepairFigures,
    repair_figures,
    repairs_document,
)
from bureau.facilities.upkeep.reading import Upkeep, read_upkeep, upkeep_document
from bureau.ledger.query import All, Filter, Is
from bureau.storage.rows import count

if TYPE_CHECKING:
    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader


def facility_figures(conn: Reader, names: Names, period: Period, today: date) -> FacilityFigures:
    """All of a period, seen on `today`."""
    return beside_register(
        conn,
        names,
        today,
        lighting=read_lighting(conn, names, period, today),
        repairs=repair_figures(conn, period, today),
        upkeep=read_upkeep(conn, names, period, today),
    )


def beside_register(
    conn: Reader,
    names: Names,
    today: date,
    *,
    lighting: Lighting,
    repairs: RepairFigures,
    upkeep: Upkeep,
) -> FacilityFigures:
    """What was read of a period already, with the register as it is now."""
    return FacilityFigures(
        by_road=by_road(conn, names),
        lighting=lighting,
        repairs=repairs,
        intact=Share(
            counted(conn, "完好设施数", All((JUDGED, Is("state", INTACT))), today),
            counted(conn, "设施总数", JUDGED, today),
        ),
        lamps=counted(conn, "应亮灯杆数", SHINING, today),
        upkeep=upkeep,
    )


def by_road(conn: Reader, names: Names) -> tuple[Counted, ...]:
    """设施数 of each road by the register, most first: every card, whatever its state."""
    found = conn.execute(
        f"SELECT road, count(*) FROM {FACILITIES.table} WHERE road IS NOT NULL"
        " GROUP BY 1 ORDER BY 2 DESC, 1"
    )
    return tuple(
        Counted(names.label("roads", road), number, Is("road", road)) for road, number in found
    )


def counted(conn: Reader, title: str, where: Filter, today: date) -> Counted:
    """How many cards a filter lets through."""
    return Counted(title, count(conn, FACILITIES, where, today=today), where)


def document(of: FacilityFigures) -> dict[str, object]:
    """The figures ready for JSON; rates are texts of percent with two decimals."""
    weighted_all = of.weighted.all
    rates: dict[str, object] = {
        line.grade: {"due": line.due, "dark": line.dark, "rate": hundredths(line.rate)}
        for line in of.sampled.grades
    }
    return {
        "by_road": {line.title: line.count for line in of.by_road},
        "lighting_rate": {**rates, "overall": hundredths(of.sampled.rate)},
        **repairs_document(of.repairs),
        "patrolled_roads": [
            {
                "road": line.road,
                "grade": line.grade,
                "patrols": line.patrols,
                "due": line.due,
                "dark": line.dark,
                "rate": hundredths(line.rate),
                "registered": line.registered,
            }
            for line in of.sampled.roads
        ],
        "unpatrolled_roads": list(of.sampled.unpatrolled),
        "lighting_rate_by_nights": {
            "nights": of.weighted.nights,
            **{
                grade: {
                    "due": shone.due,
                    "dark": shone.dark,
                    "rate": hundredths(shone.rate),
                }
                for grade, shone in of.weighted.grades
            },
            "overall": hundredths(weighted_all.rate),
            "stopped_without_approval": of.weighted.unapproved_count,
            "unregistered_faults": of.weighted.unregistered,
        },
        "intact_rate": hundredths(of.intact.rate),
        "poles_to_shine": of.lamps.count,
        **lighting_document(of.lighting),
        **upkeep_document(of.upkeep),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class FacilityFigures:
    """The figures of the department."""

    by_road: tuple[Counted, ...]
    lighting: Lighting
    repairs: RepairFigures
    intact: Share
    lamps: Counted
    upkeep: Upkeep

    @property
    def sampled(self) -> Sampled:
        """抽查亮灯率."""
        return self.lighting.sampled

    @property
    def weighted(self) -> Weighted:
        """台账亮灯率."""
        return self.lighting.weighted
