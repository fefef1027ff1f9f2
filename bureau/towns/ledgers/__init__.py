"""What the assessment of towns records."""

from bureau.towns.ledgers.months import MEETINGS, MONTHS, REWARDS, STEPS
from bureau.towns.ledgers.scores import CHECKS, CORRECTIONS, SCORES

LEDGERS = (SCORES, CHECKS, MONTHS, STEPS, CORRECTIONS, REWARDS, MEETINGS)

__all__ = ["CHECKS", "CORRECTIONS", "LEDGERS", "MEETINGS", "MONTHS", "REWARDS", "SCORES", "STEPS"]
