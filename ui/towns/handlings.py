"""Which ledgers of the towns have acts of their own."""

from __future__ import annotations

from collections.abc import Mapping

HANDLINGS: Mapping[str, tuple[str, str]] = {
    "town-months": ("ui.towns.months", "MonthHandling"),
    "town-checks": ("ui.towns.records", "CheckHandling"),
    "review-meetings": ("ui.towns.records", "MeetingHandling"),
    "town-rewards": ("ui.towns.rewards", "RewardHandling"),
}
"""Module and class by ledger; loaded with the page that shows it."""
