"""What the department of street lights and municipal facilities records."""

from bureau.facilities.ledgers.hazards import HAZARDS, PERMITS, WATER_EVENTS, WATERLOGGING
from bureau.facilities.ledgers.patrols import DAY_PATROLS, LIGHT_PATROLS
from bureau.facilities.ledgers.register import FACILITIES, STOPS
from bureau.facilities.ledgers.repairs import MATERIALS, REPAIRS, STOCK_MOVES

LEDGERS = (
    *(FACILITIES, STOPS, LIGHT_PATROLS, DAY_PATROLS, REPAIRS, MATERIALS, STOCK_MOVES),
    *(HAZARDS, WATERLOGGING, WATER_EVENTS, PERMITS),
)

__all__ = [
    "DAY_PATROLS",
    "FACILITIES",
    "HAZARDS",
    "LEDGERS",
    "LIGHT_PATROLS",
    "MATERIALS",
    "PERMITS",
    "REPAIRS",
    "STOCK_MOVES",
    "STOPS",
    "WATERLOGGING",
    "WATER_EVENTS",
]
