"""Which ledgers of the bulletin have acts of their own."""

from __future__ import annotations

from collections.abc import Mapping

HANDLINGS: Mapping[str, tuple[str, str]] = {
    "approved-figures": ("ui.bulletin.approved", "ApprovedHandling"),
}
"""Module and class by ledger; loaded with the page that shows it."""
