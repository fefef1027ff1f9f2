"""登记收缴: the dues of chosen members, for a month or several, as one step."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from bureau.desk import Desk
from bureau.editing.acts import filled
from bureau.editing.inputs import Input, Inputs, reader_of
from bureau.errors import UserError
from bureau.ledger.declaration import Field
from bureau.ledger.query import OneOf, Titled
from bureau.ledger.types import Money, Month
from bureau.party.dues import MOST_MONTHS, collect, months_between, sentence, to_collect
from bureau.party.ledgers import DUES
from ui.ledger.handling import Answers, Done, Handling, Offer, Planned, RecordAct
from ui.ledger.page import LedgerPage
from ui.ledger.plain_acts import offer

FIRST = Field(key="first", title="从哪个月", type=Month(), hint="空着就是本月")
LAST = Field(key="last", title="到哪个月", type=Month(), hint="只缴一个月的空着")
AMOUNT = Field(key="amount", title="每月金额", type=Money(), hint="空着就按党费基数和比例算，按元")


def asked(desk: Desk, inputs: Inputs) -> tuple[list[date], int | None]:
    """The months and the amount that were said. Raises UserError."""
    said = filled(inputs)
    today = desk.today()
    first = read(desk, FIRST, said.get("first"))
    last = read(desk, LAST, said.get("last"))
    begin = date.fromisoformat(str(first)) if first else today.replace(day=1)
    end = date.fromisoformat(str(last)) if last else begin
    months = months_between(begin, end)
    if not months:
        raise UserError("“到哪个月”早于“从哪个月”，请核对。")
    if len(months) > MOST_MONTHS:
        raise UserError(f"一次最多登记 {MOST_MONTHS} 个月，请核对月份。")
    amount = read(desk, AMOUNT, said.get("amount"))
    return months, amount if isinstance(amount, int) else None


def read(desk: Desk, field: Field, raw: Input) -> object:
    """The stored value that was meant, None for a blank. Raises UserError."""
    if raw is None:
        return None
    ledger = replace(DUES, fields=(*DUES.fields, field))
    with desk.store.snapshot() as conn:
        draft = reader_of(desk, conn, ledger).read({field.key: raw}, {})
    for fault in draft.faults:
        if fault.field == field.key:
            raise UserError(f"{field.title}：{fault.reason}。")
    return draft.values.get(field.key)


def plan(desk: Desk, records: Collection[int], inputs: Inputs) -> Planned:
    """How many payments, and how much."""
    try:
        months, amount = asked(desk, inputs)
    except UserError as fault:
        return Planned(sentence=fault.sentence, fits=())
    found = to_collect(desk, records, months, amount)
    fits = tuple(records) if found.count else ()
    return Planned(sentence=sentence(found), fits=fits)


def take(desk: Desk, records: Sequence[int], answers: Answers) -> Done:
    """Notes them."""
    months, amount = asked(desk, answers.inputs)
    found = collect(desk, records, months, answers.inputs, amount)
    return Done(f"已{sentence(found)}", tuple(records))


COLLECT = RecordAct(
    key="collect",
    title="登记党费收缴",
    plan=plan,
    take=take,
    asks=(
        FIRST,
        LAST,
        AMOUNT,
        *(replace(DUES.by_key[key], required=False) for key in ("paid_on", "receiver")),
    ),
    hint="每人每月一笔；已经缴了的不再登记，缴纳日期空着就是今天",
    replans=True,
    unit="人",
)


def show_dues(page: LedgerPage, records: Sequence[int]) -> None:
    """What these members paid."""
    where = Titled("所选党员的党费", OneOf("member", tuple(records)))
    page.context.news.wanted_list.emit(DUES.name, where)


class MemberHandling(Handling):
    """Dues are collected from members."""

    def offers(self, desk: Desk, records: Sequence[int]) -> list[Offer]:
        """For the chosen members."""
        del desk
        if not records:
            return []
        shown = Offer(key="dues", title="看党费", open=show_dues, writes=False, group="beside")
        return [offer(COLLECT), shown]
