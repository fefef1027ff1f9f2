"""Which ledgers of party-building have acts of their own."""

from __future__ import annotations

from collections.abc import Mapping

HANDLINGS: Mapping[str, tuple[str, str]] = {
    "party-members": ("ui.party.dues", "MemberHandling"),
    "party-meetings": ("ui.party.meetings", "MeetingHandling"),
    "party-tasks": ("ui.party.tasks", "TaskHandling"),
    "party-inspections": ("ui.party.tasks", "InspectionHandling"),
}
"""Module and class by ledger; loaded with the page that shows it."""
