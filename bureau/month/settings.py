"""What the bureau has set for its papers and figures, with the defaults where it has set nothing."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING

from bureau.ledger.query import Is
from bureau.market.figures import EXPECTED_SHARES
from bureau.register.ledgers import SETTINGS
from bureau.reports.letterhead import Letterhead
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.storage.connection import Reader
BUREAU_NAME = "bureau-name"
BUREAU_PHONE = "bureau-phone"
HANDLING_SHARES = "handling-shares"
"""服务/管理/执法 in percent, as 70/20/10."""


def setting(conn: Reader, name: str, today: date) -> str:
    """The value of one setting of the bureau, blank where it isn't set."""
    found = rows.ids(conn, SETTINGS, Is("name", name), today=today)
    values = [row["value"] for row in rows.page(conn, SETTINGS, found, today=today)]
    return str(values[-1] or "").strip() if values else ""


def letterhead(conn: Reader, made_at: datetime) -> Letterhead:
    """Who issues the papers."""
    today = made_at.date()
    return Letterhead(
        bureau=setting(conn, BUREAU_NAME, today) or Letterhead().bureau,
        phone=setting(conn, BUREAU_PHONE, today),
        made_at=made_at,
    )


def expected_shares(conn: Reader, today: date) -> dict[str, int]:
    """服务/管理/执法 in percent that the bureau aims at; the default where the setting isn't three."""
    numbers = [int(text) for text in re.findall(r"\d+", setting(conn, HANDLING_SHARES, today))]
    if len(numbers) != len(EXPECTED_SHARES) or sum(numbers) != 100:
        return EXPECTED_SHARES
    return dict(zip(EXPECTED_SHARES, numbers, strict=True))
