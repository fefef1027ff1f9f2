"""What the department of street lights and municipal facilities records."""

from bureau.facilities.ledgers.hazards import HAZARDS, PERMITS, WATER_EVENTS, WATERLOGGING
from bureau.facilities.ledgers.patrols import DAY_PATROLS, LIGHT_PATROLS
from bureau.facilities.ledgers.plans import PLANS, WORKS
from bureau.facilities.ledgers.register import FACILITIES, STOPS
from bureau.facilities.ledgers.repairs import REPAIRS
from bureau.facilities.ledgers.stock import MATERIALS, STOCK_MOVES
from bureau.facilities.ledgers.stocktake import SIGHTINGS, STATE_CHANGES
from bureau.facilities.ledgers.targets import LIGHTING_CAPS, LIGHTING_TARGETS

LEDGERS = (
    *(FACILITIES, STATE_CHANGES, SIGHTINGS, STOPS),
    *(LIGHT_PATROLS, DAY_PATROLS, REPAIRS, MATERIALS, STOCK_MOVES),
    *(HAZARDS, WATERLOGGING, WATER_EVENTS, PERMITS),
    *(PLANS, WORKS),
    *(LIGHTING_TARGETS, LIGHTING_CAPS),
)

__all__ = [
    "DAY_PATROLS",
    "FACILITIES",
    "HAZARDS",
    "LEDGERS",
    "LIGHTING_CAPS",
    "LIGHTING_TARGETS",
    "LIGHT_PATROLS",
    "MATERIALS",
    "PERMITS",
    "PLANS",
    "REPAIRS",
    "SIGHTINGS",
    "STATE_CHANGES",
    "STOCK_MOVES",
    "STOPS",
    "WATERLOGGING",
    "WATER_EVENTS",
    "WORKS",
]
