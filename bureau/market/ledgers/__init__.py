"""What the market-order department records: cases, daily logs, and what stands around them."""

from bureau.market.ledgers.cases import CASES, CLOSED_STATES
from bureau.market.ledgers.daily import DAILY

LEDGERS = (CASES, DAILY)

__all__ = ["CASES", "CLOSED_STATES", "DAILY", "LEDGERS"]
