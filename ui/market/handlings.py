"""Which ledgers of market order have acts of their own."""

from __future__ import annotations

from collections.abc import Mapping

from bureau.market.ledgers import CHECKS, REGISTERS

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
