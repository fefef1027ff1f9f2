"""What of market order waits when the program is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bureau.market.deadlines import hold_run_out
from bureau.market.ledgers import CASES
from bureau.workflow.waiting import Waiting, records_waiting

if TYPE_CHECKING:
    from datetime import datetime

    from bureau.storage.connection import Reader


def waiting(conn: Reader, now: datetime) -> tuple[Waiting, ...]:
    """挂账到期: cases whose day of waiting has passed."""
    return (records_waiting(conn, CASES, "案件挂账到期", "件", hold_run_out(now.date()), now),)
