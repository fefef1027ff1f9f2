"""What the market-order department records: cases, daily logs, and what stands around them."""

from bureau.market.ledgers.campaigns import CAMPAIGN_DAYS, CAMPAIGNS
from bureau.market.ledgers.cases import CASES, CLOSED_STATES
from bureau.market.ledgers.complaints import COMPLAINTS
from bureau.market.ledgers.daily import DAILY
from bureau.market.ledgers.hotline import ORDERS
from bureau.market.ledgers.notices import NOTICES, WORDINGS
from bureau.market.ledgers.penalties import PENALTIES, SEIZURES
from bureau.market.ledgers.steps import STEPS
from bureau.market.ledgers.watched import CHECKS, REGISTERS

LEDGERS = (
    *(CASES, STEPS, DAILY, ORDERS, COMPLAINTS, CAMPAIGNS, CAMPAIGN_DAYS),
    *(PENALTIES, SEIZURES, NOTICES, WORDINGS, *REGISTERS, *CHECKS),
)

__all__ = [
    "CAMPAIGNS",
    "CAMPAIGN_DAYS",
    "CASES",
    "CHECKS",
    "CLOSED_STATES",
    "COMPLAINTS",
    "DAILY",
    "LEDGERS",
    "NOTICES",
    "ORDERS",
    "PENALTIES",
    "REGISTERS",
    "SEIZURES",
    "STEPS",
    "WORDINGS",
]
