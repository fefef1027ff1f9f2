"""Hazards, permits, waterlogging and maintenance plans of a period together, and as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bureau.calendar.periods import Period
from bureau.facilities.safety.figures_hazards import (
    HazardFigures,
    PermitFigures,
    WaterFigures,
    hazard_figures,
    hazards_document,
    permit_figures,
    water_figures,
)
from bureau.facilities.upkeep.figures_plans import PlanFigures, plan_figures, plans_document

if TYPE_CHECKING:
    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader


def read_upkeep(conn: Reader, names: Names, period: Period, today: date) -> Upkeep:
    """All four of a period, seen on `today`."""
    return Upkeep(
        hazards=hazard_figures(conn, names, period, today),
        permits=permit_figures(conn, names, period, today),
        water=water_figures(conn, names, period, today),
        plans=plan_figures(conn, names, period, today),
    )


def upkeep_document(of: Upkeep) -> dict[str, object]:
    """The four ready for JSON, each under its own key."""
    return {
        **hazards_document(of.hazards, of.permits, of.water),
        "plans": plans_document(of.plans),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Upkeep:
    """What keeps facilities safe and whole in a period."""

    hazards: HazardFigures
    permits: PermitFigures
    water: WaterFigures
    plans: PlanFigures
