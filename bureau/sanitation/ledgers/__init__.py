"""What the sanitation department records."""

from bureau.sanitation.ledgers import landfill
from bureau.sanitation.ledgers.contracts import (
    CONTRACTORS,
    CONTRACTS,
    PAYMENTS,
    SECTIONS,
    SUPPLEMENTS,
)
from bureau.sanitation.ledgers.inspections import DEDUCTIONS, EVENTS, ROUNDS
from bureau.sanitation.ledgers.months import CORRECTIONS, MONTHS, STEPS
from bureau.sanitation.ledgers.works import (
    BUILDING_LOGS,
    BUILDINGS,
    ESTATES,
    ROAD_WORK,
    WASTE,
    WORK_PLANS,
)

LEDGERS = (
    *(SECTIONS, CONTRACTORS, CONTRACTS, SUPPLEMENTS, PAYMENTS),
    *(ROUNDS, DEDUCTIONS, EVENTS, MONTHS, STEPS, CORRECTIONS),
    *(ROAD_WORK, WORK_PLANS, WASTE, ESTATES, BUILDINGS, BUILDING_LOGS, *landfill.LEDGERS),
)

__all__ = [
    "BUILDINGS",
    "BUILDING_LOGS",
    "CONTRACTORS",
    "CONTRACTS",
    "CORRECTIONS",
    "DEDUCTIONS",
    "ESTATES",
    "EVENTS",
    "LEDGERS",
    "MONTHS",
    "PAYMENTS",
    "ROAD_WORK",
    "ROUNDS",
    "SECTIONS",
    "STEPS",
    "SUPPLEMENTS",
    "WASTE",
    "WORK_PLANS",
]
