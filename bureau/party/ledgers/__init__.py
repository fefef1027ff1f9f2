"""What party-building records."""

from bureau.party.ledgers.branches import BRANCHES, MEMBERS
from bureau.party.ledgers.dues import DUES, DUES_RATES
from bureau.party.ledgers.links import LINKS
from bureau.party.ledgers.meetings import MEETINGS, RULES
from bureau.party.ledgers.study import HONOURS, RISKS, STUDIES
from bureau.party.ledgers.task_books import INSPECTIONS, TASK_PERIODS, TASK_STEPS
from bureau.party.ledgers.tasks import TASKS

LEDGERS = (
    *(TASKS, BRANCHES, MEMBERS, MEETINGS, RULES, DUES, DUES_RATES, STUDIES, HONOURS, RISKS, LINKS),
    *(TASK_PERIODS, INSPECTIONS, TASK_STEPS),
)

__all__ = [
    "BRANCHES",
    "DUES",
    "DUES_RATES",
    "HONOURS",
    "INSPECTIONS",
    "LEDGERS",
    "LINKS",
    "MEETINGS",
    "MEMBERS",
    "RISKS",
    "RULES",
    "STUDIES",
    "TASKS",
    "TASK_PERIODS",
    "TASK_STEPS",
]
