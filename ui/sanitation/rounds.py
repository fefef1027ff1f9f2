"""Acts of rounds: their sheets to be signed, and the contractor's signature noted."""

from __future__ import annotations

from collections.abc import Sequence

from bureau.desk import Desk
from bureau.editing.acts import take
from bureau.sanitation.ledgers import ROUNDS
from ui.assessment.record_papers import print_offer
from ui.ledger.handling import Handling, Offer
from ui.ledger.plain_acts import offer, plain_act

SIGN = plain_act(
    ROUNDS,
    "sign",
    "登记签收",
    lambda desk, ids, said: take(desk, ROUNDS, "签收", ids, said.inputs),
    ("signed_by", "signed_on", "served_on"),
    required=("signed_by", "signed_on"),
    hint="公司现场代表在检查表上签字的日期；几次检查一起签的可以一次登记",
    unit="次",
)


class RoundHandling(Handling):
    """Printing the sheet of a day, noting who signed it."""

    def offers(self, desk: Desk, records: Sequence[int]) -> list[Offer]:
        """Both, for the chosen rounds."""
        del desk
        if not records:
            return []
        return [print_offer("round-sheet"), offer(SIGN, group="do")]
