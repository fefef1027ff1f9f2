"""Which ledgers of sanitation have acts of their own."""

from __future__ import annotations

from collections.abc import Mapping

HANDLINGS: Mapping[str, tuple[str, str]] = {
    "sanitation-deductions": ("ui.sanitation.deductions", "DeductionHandling"),
    "sanitation-rounds": ("ui.sanitation.rounds", "RoundHandling"),
    "sanitation-months": ("ui.sanitation.months", "MonthHandling"),
}
"""Module and class by ledger; loaded with the page that shows it."""
