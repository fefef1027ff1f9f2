"""Which ledgers of street lights and facilities have acts of their own."""

from __future__ import annotations

from collections.abc import Mapping

HANDLINGS: Mapping[str, tuple[str, str]] = {
    "facilities": ("ui.facilities.register", "FacilityHandling"),
    "light-patrols": ("ui.facilities.acts", "PatrolHandling"),
    "repairs": ("ui.facilities.acts", "RepairHandling"),
    "hazards": ("ui.facilities.acts", "LinkHandling"),
    "lamp-stops": ("ui.facilities.acts", "LinkHandling"),
    "work-permits": ("ui.facilities.acts", "LinkHandling"),
}
"""Module and class by ledger; loaded with the page that shows it."""
