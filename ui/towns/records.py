"""Acts of field checks and review meetings: what was put right, sheets and records on paper."""

from __future__ import annotations

from collections.abc import Sequence

from bureau.desk import Desk
from bureau.editing import Edited, change
from bureau.editing.acts import filled, require
from bureau.towns.ledgers import CHECKS
from ui.assessment.record_papers import print_offer
from ui.ledger.handling import Answers, Handling, Offer
from ui.ledger.plain_acts import offer, plain_act


def put_right(desk: Desk, records: Sequence[int], answers: Answers) -> Edited:
    """What was answered; the rest stays. Raises EditFault, UserError without a result."""
    given = filled(answers.inputs)
    require(CHECKS, given, "state")
    photos = {"photos_after": answers.photos} if answers.photos else None
    label = f"登记整改({len(records)} 条)"
    return change(desk, CHECKS, records, given, photos=photos, label=label)


RIGHT = plain_act(
    CHECKS,
    "right",
    "登记整改",
    put_right,
    ("righted_on", "state", "confirmed_by", "photos_after"),
    required=("state",),
    hint="签发以后也可以登记，不影响得分",
)


class CheckHandling(Handling):
    """What became of the problems, and the sheet to be signed."""

    def offers(self, desk: Desk, records: Sequence[int]) -> list[Offer]:
        """Both, for the chosen lines."""
        del desk
        return [offer(RIGHT, main=True), print_offer("check-sheet")] if records else []


class MeetingHandling(Handling):
    """The record of a meeting on paper."""

    def offers(self, desk: Desk, records: Sequence[int]) -> list[Offer]:
        """For the chosen meetings."""
        del desk
        return [print_offer("meeting-record")] if records else []
