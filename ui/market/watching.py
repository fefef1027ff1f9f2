"""Acts of the registers and their check logs: a check noted in one step, a failed one that becomes a case."""

from __future__ import annotations

from collections.abc import Sequence

from bureau.desk import Desk
from bureau.ledger.declaration import Ledger
from bureau.market import watching
from bureau.market.rounds import note_checks
from bureau.market.watching import BY_REGISTER, TO_CHECK, Watch
from bureau.storage.rows import count
from ui.ledger.handling import Handling, Offer, RecordAct
from ui.ledger.page import LedgerPage
from ui.ledger.plain_acts import offer, plain_act

GIVEN = ("place", "case", "righted_on", "note")
"""Fields of a check that aren't asked when it is noted."""
FIRST = ("result", "checked_on", "checkers", "found", "due_on")


def check_act(watch: Watch) -> RecordAct:
    """登记检查 for places of a register."""
    own = [field.key for field in watch.checks.fields if field.key not in (*GIVEN, *FIRST, "unit")]
    return plain_act(
        watch.register,
        "check",
        "登记检查",
        lambda desk, ids, said: note_checks(desk, watch, ids, said.inputs, photos=said.photos),
        [
            watch.checks.by_key[key]
            for key in (*FIRST[:3], *(k for k in own if k != "photos"), *FIRST[3:], "photos")
        ],
        required=("result",),
        hint="检查日期空着就是今天；几家结果一样的可以一次登记",
        unit="家",
    )


class RegisterHandling(Handling):
    """The places of one register."""

    def __init__(self, ledger: Ledger) -> None:
        super().__init__(ledger)
        self.watch = BY_REGISTER[ledger.name]

    def offers(self, desk: Desk, records: Sequence[int]) -> list[Offer]:
        """A check of the chosen places, and the list of those that it is time for."""
        with desk.store.snapshot() as conn:
            waiting = count(conn, self.watch.register, TO_CHECK, today=desk.now())
        listing = Offer(
            key="to-check",
            title=f"看该查未查的（{waiting:,} 家）",
            open=show_waiting,
            group="list",
            writes=False,
        )
        return [*([offer(check_act(self.watch), main=True)] if records else []), listing]


def show_waiting(page: LedgerPage, _records: Sequence[int]) -> None:
    """The places that it is time for."""
    page.show_list(TO_CHECK)


class CheckHandling(Handling):
    """The checks of one log."""

    def offers(self, desk: Desk, records: Sequence[int]) -> list[Offer]:
        """A case of a failed check, and putting it right with its case."""
        if not records:
            return []
        ledger = self.ledger
        to_case = plain_act(
            ledger,
            "case",
            "转为案件",
            lambda desk, ids, _said: watching.make_case(desk, ledger, ids),
            hint="检查不合格或拒绝检查的才转；名称、地点、问题和照片带进新案件",
        )
        righted = plain_act(
            ledger,
            "righted",
            "按案件销号",
            lambda desk, ids, _said: watching.take_over_closing(desk, ledger, ids),
            hint="关联案件已结案的，按案件的完成时间填整改完成日期",
        )
        return [offer(to_case), offer(righted)]
