"""Which ledgers of market order have acts of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from bureau.ledger.declaration import Ledger
from bureau.market.ledgers import CHECKS, REGISTERS
from ui.ledger.handling import Handling

HANDLINGS: Mapping[str, tuple[str, str]] = {
    "market-cases": ("ui.market.case_handling", "CaseHandling"),
    "hotline": ("ui.market.matters", "OrderHandling"),
    "complaints": ("ui.market.matters", "ComplaintHandling"),
    "campaigns": ("ui.market.campaigns", "CampaignHandling"),
    "seizures": ("ui.market.matters", "SeizureHandling"),
    "notices": ("ui.market.matters", "NoticeHandling"),
    **{ledger.name: ("ui.market.watching", "RegisterHandling") for ledger in REGISTERS},
    **{ledger.name: ("ui.market.watching", "CheckHandling") for ledger in CHECKS},
}
"""Module and class by ledger; loaded with the page that shows it."""


def handling_of(ledger: Ledger) -> Handling | None:
    """The acts of a ledger, None where it has none of its own."""
    if ledger.name not in HANDLINGS:
        return None
    module, name = HANDLINGS[ledger.name]
    make: Callable[[Ledger], Handling] = getattr(import_module(module), name)
    return make(ledger)
