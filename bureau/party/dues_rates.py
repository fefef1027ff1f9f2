"""Rates of party dues: the shipped tiers as rows, and the bureau's own over them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from bureau.party.ledgers import DUES_RATES
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.storage.connection import Reader

BY_WAGE, BY_PENSION, FIXED, EXEMPT = 9601, 9602, 9603, 9604
"""Catalogue ids of what dues are reckoned by; a member without one pays by the wage."""
WHOLE: Final = 10_000
"""Rates are hundredths of a percent."""


@dataclass(frozen=True, slots=True)
class Tier:
    """Bases above `over` 分 pay `rate` hundredths of a percent, of all of it, from a day on."""

    kind: int
    over: int
    rate: int
    since: date = date.min


SHIPPED: Final = (
    Tier(BY_WAGE, 0, 50),
    Tier(BY_WAGE, 3_000_00, 100),
    Tier(BY_WAGE, 5_000_00, 150),
    Tier(BY_WAGE, 10_000_00, 200),
    Tier(BY_PENSION, 0, 50),
    Tier(BY_PENSION, 5_000_00, 100),
)
"""中共中央组织部《关于中国共产党党费收缴、使用和管理的规定》: 3,000 元 itself still pays 0.5 %."""


def tiers_of(conn: Reader, today: date) -> tuple[Tier, ...]:
    """The shipped tiers, those of a kind replaced where the bureau has its own that always held."""
    own = []
    for row in rows.page(conn, DUES_RATES, rows.ids(conn, DUES_RATES, today=today), today=today):
        since = date.fromisoformat(str(row["from_on"])) if row["from_on"] else date.min
        kind, over, rate = (int(str(row[key])) for key in ("kind", "over", "rate"))
        own.append(Tier(kind, over, rate, since))
    return with_own(own)


def with_own(own: Iterable[Tier]) -> tuple[Tier, ...]:
    """The tiers that hold."""
    kept = tuple(own)
    replaced = {tier.kind for tier in kept if tier.since == date.min}
    return (*(tier for tier in SHIPPED if tier.kind not in replaced), *kept)


def rate_of(tiers: Iterable[Tier], kind: int, base: int, month: date) -> int | None:
    """The rate for a base in a month; the newest set of tiers of the kind that holds then."""
    holding = [tier for tier in tiers if tier.kind == kind and tier.since <= month]
    newest = max((tier.since for tier in holding), default=None)
    fitting = [tier for tier in holding if tier.since == newest and base > tier.over]
    return max(fitting, key=lambda tier: tier.over).rate if fitting else None


def due_of(member: Mapping[str, object], tiers: Iterable[Tier], month: date) -> int | None:
    """What a member owes for a month in 分, halves rounded up; None where it isn't known."""
    kind, fixed, base = member["dues_kind"], member["dues_fixed"], member["dues_base"]
    if kind == EXEMPT:
        return 0
    if isinstance(fixed, int):
        return fixed
    if kind == FIXED or not isinstance(base, int):
        return None
    rate = rate_of(tiers, int(str(kind or BY_WAGE)), base, month)
    return None if rate is None else (2 * base * rate + WHOLE) // (2 * WHOLE)
