"""Acts of the months of towns: the steps to their issue, the words of the 通报, 审定调整 of a town."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction

from bureau.assessment.exact import short
from bureau.desk import Desk
from bureau.editing import Inputs, change
from bureau.editing.acts import present
from bureau.editing.faults import CellFault, EditFault
from bureau.editing.inputs import Stored, text_of
from bureau.ledger.declaration import Field
from bureau.ledger.entry import Entry, EntryFault, Value
from bureau.ledger.types import LongText, Scaled
from bureau.month.towns import TOWN_FLOW
from bureau.towns.ledgers import MONTHS
from bureau.towns.months import set_adjustment
from bureau.towns.scores import Judgement
from ui.assessment.months import MonthHandling as Months
from ui.ledger.handling import Answers, Done, Offer, Planned, RecordAct
from ui.ledger.plain_acts import offer, plain_act

UNIT = "个月"
SAID = ("overview", "problems", "demands", "praised", "pledging", "note")
"""What a person writes into the 通报 besides its figures."""
POINTS = Field(
    key="points",
    title="调整分",
    type=Scaled(scale=2, minimum=None, unit="分"),
    hint="加分写 1.5，扣分写 -1.5；空着或 0 是取消调整",
)
REASON = Field(key="reason", title="调整理由", type=LongText(limit=256))


def words_now(desk: Desk, records: Sequence[int]) -> Mapping[str, Value]:
    """What stands there, for one month."""
    if len(records) != 1:
        return {}
    row = present(desk, MONTHS, records)[0]
    return {key: row[key] for key in SAID if row[key] is not None}  # type: ignore[misc]  # as stored


WORDS = plain_act(
    MONTHS,
    "words",
    "填写通报内容",
    lambda desk, ids, said: change(desk, MONTHS, ids, said.inputs),
    SAID,
    propose=words_now,
    hint="表彰、表态单位空着的，签发时按奖罚自动列出",
    unit=UNIT,
)


class MonthHandling(Months):
    """The steps of the months of towns, and their words."""

    flow = TOWN_FLOW
    unit = UNIT

    def offers(self, desk: Desk, records: Sequence[int]) -> list[Offer]:
        """What is open to these months."""
        words = [offer(WORDS, group="words")] if len(records) == 1 else []
        return [*super().offers(desk, records), *words]


def adjusting_act(one: Judgement, before: str) -> RecordAct:
    """审定调整 of a town; `before` is its score without."""
    found = one.score.adjustments[0] if one.score and one.score.adjustments else None

    def plan(_desk: Desk, records: Collection[int], _inputs: Inputs) -> Planned:
        proposed: dict[str, Value] = {}
        if found is not None:
            proposed = {"points": int(found.points * 100), "reason": found.reason}
        sentence = f"{one.title}审定前 {before} 分；调整后原来的得分留着，通报里两个都看得到。"
        return Planned(sentence=sentence, fits=tuple(records), proposed=proposed)

    def take(desk: Desk, records: Sequence[int], answers: Answers) -> Done:
        points = points_of(desk, answers.inputs)
        reason = text_of(answers.inputs["reason"])
        if points and not reason:
            raise EditFault(MONTHS, [CellFault(None, "reason", "有调整就要写明理由")])
        for record in records:
            set_adjustment(desk, record, one.town, points, reason)
        if not points:
            return Done(f"已取消{one.title}的审定调整。")
        return Done(f"{one.title}审定调整 {'＋' if points > 0 else '－'}{short(abs(points))} 分。")

    return RecordAct(
        key="adjust",
        title="审定调整",
        plan=plan,
        take=take,
        asks=(POINTS, REASON),
        single=True,
        unit=UNIT,
    )


def points_of(desk: Desk, inputs: Inputs) -> Fraction:
    """The points that were typed, 0 for none. Raises EditFault."""
    raw = inputs["points"]
    if isinstance(raw, Stored):
        return Fraction(raw.value if isinstance(raw.value, int) else 0, 100)
    entry = Entry(desk.today(), desk.store.names())
    try:
        value = POINTS.parse(None if isinstance(raw, Mapping) else raw, entry)
    except EntryFault as fault:
        raise EditFault(
            MONTHS, [CellFault(None, "points", fault.reason, fault.suggestion)]
        ) from None
    return Fraction(value if isinstance(value, int) else 0, 100)
