"""What party-building records."""

from bureau.party.ledgers.branches import BRANCHES, MEMBERS
from bureau.party.ledgers.meetings import MEETINGS, RULES
from bureau.party.ledgers.tasks import TASKS

LEDGERS = (TASKS, BRANCHES, MEMBERS, MEETINGS, RULES)

__all__ = ["BRANCHES", "LEDGERS", "MEETINGS", "MEMBERS", "RULES", "TASKS"]
