"""认领业务: the act by which meetings and tasks adopt cases, roads and campaigns."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from bureau.desk import Desk
from bureau.editing.inputs import Inputs
from bureau.ledger.entry import Names
from bureau.party.links import ASKS, adopt, adopters
from bureau.storage.connection import Reader
from ui.ledger.beside_lines import Beside
from ui.ledger.handling import Answers, Done, Planned, RecordAct, nothing_left


def adopt_act(side: str) -> RecordAct:
    """认领业务, of meetings or of tasks."""

    def plan(_desk: Desk, records: Collection[int], _inputs: Inputs) -> Planned:
        ids = tuple(records)
        return Planned(sentence=nothing_left(len(ids), "认领业务"), fits=ids)

    def take(desk: Desk, records: Sequence[int], answers: Answers) -> Done:
        found = adopt(desk, side, records, answers.inputs)
        return Done(found.sentence, found.made)

    return RecordAct(
        key="adopt",
        title="认领业务",
        plan=plan,
        take=take,
        asks=ASKS,
        hint="案件、路段、专项行动那边也看得到是哪次活动认领的",
    )


def adopted_for(conn: Reader, names: Names, case: int, today: date) -> tuple[Beside, ...]:
    """What a case shows of who adopted it."""
    return tuple(
        Beside(one.ledger, one.record, f"党建认领：{one.words}")
        for one in adopters(conn, names, "case", case, today)
    )
