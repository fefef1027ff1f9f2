"""Acts of meetings: business that they adopt, their sheets; what is said to who writes one up."""

from __future__ import annotations

from collections.abc import Sequence

from bureau.desk import Desk
from bureau.editing import Inputs, read
from bureau.party.ledgers import MEETINGS
from bureau.party.meeting_advice import expected
from ui.assessment.record_papers import print_offer
from ui.ledger.handling import Advice, Handling, Offer, Proposal, Remark
from ui.ledger.plain_acts import offer
from ui.party.adopting import adopt_act


class MeetingHandling(Handling):
    """The sheet of a meeting, and what it adopts."""

    adopt = adopt_act("meeting")

    def offers(self, desk: Desk, records: Sequence[int]) -> list[Offer]:
        """For the chosen meetings."""
        del desk
        if not records:
            return []
        return [offer(self.adopt), print_offer("party-meeting-sheet")]

    def advise(self, desk: Desk, inputs: Inputs, record: int | None) -> Advice:
        """Who is due by the register, and whether the meeting may decide."""
        values = read(desk, MEETINGS, inputs, record).values
        with desk.store.snapshot() as conn:
            found = expected(conn, values, desk.today())
        remarks = tuple(Remark(one) for one in found.remarks)
        if record is not None:
            whys = {key: f"{why}应为 {count}" for key, (count, why) in found.numbers.items()}
            return Advice(whys=whys, remarks=remarks)
        proposals = {key: Proposal(count, why) for key, (count, why) in found.numbers.items()}
        return Advice(proposals, remarks=remarks)
