"""Which ledgers of street lights and facilities have acts of their own."""

from __future__ import annotations

from collections.abc import Mapping

HANDLINGS: Mapping[str, tuple[str, str]] = {
    "facilities": ("ui.facilities.register", "FacilityHandling"),
    "light-patrols": ("ui.facilities.lighting_form", "LightPatrolHandling"),
    "repairs": ("ui.facilities.repairs", "RepairHandling"),
    "materials": ("ui.facilities.stock", "MaterialHandling"),
    "stock-moves": ("ui.facilities.stock", "MoveHandling"),
    "hazards": ("ui.facilities.hazards", "HazardHandling"),
    "day-patrols": ("ui.facilities.hazards", "DayPatrolHandling"),
    "maintenance-works": ("ui.facilities.hazards", "WorkHandling"),
    "maintenance-plans": ("ui.facilities.plans", "PlanHandling"),
    "lamp-stops": ("ui.facilities.register_states", "StopHandling"),
    "facility-checks": ("ui.facilities.register_states", "SightingHandling"),
    "facility-states": ("ui.facilities.register_states", "ChangeHandling"),
    "work-permits": ("ui.facilities.permits", "PermitHandling"),
}
"""Module and class by ledger; loaded with the page that shows it."""
