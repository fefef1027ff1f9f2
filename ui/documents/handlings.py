"""Which ledgers of official papers have acts of their own."""

from __future__ import annotations

from collections.abc import Mapping

HANDLINGS: Mapping[str, tuple[str, str]] = {
    "sent-documents": ("ui.documents.papers", "SentHandling"),
    "received-documents": ("ui.documents.papers", "ReceivedHandling"),
    "instructions": ("ui.documents.papers", "InstructionHandling"),
    "letterheads": ("ui.documents.papers", "LetterheadHandling"),
}
"""Module and class by ledger; loaded with the page that shows it."""
