"""Workflows declared as plain data: which steps a record may take, and the taking of one as an operation."""

from bureau.workflow.declaration import BACK, STAYS, Follow, Question, Step, Workflow
from bureau.workflow.planning import Left, Plan, offers, plan
from bureau.workflow.taking import AnswerFault, StepRefused, Taken, Taking, take_step
from bureau.workflow.trail import Trail, trail_of

__all__ = [
    "BACK",
    "STAYS",
    "AnswerFault",
    "Follow",
    "Left",
    "Plan",
    "Question",
    "Step",
    "StepRefused",
    "Taken",
    "Taking",
    "Trail",
    "Workflow",
    "offers",
    "plan",
    "take_step",
    "trail_of",
]
