"""Acts of maintenance plans: what a plan still lacks noted at once, chosen facilities noted, examples."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from bureau.desk import Desk
from bureau.editing.acts import meant
from bureau.editing.inputs import Inputs
from bureau.errors import UserError
from bureau.facilities.ledgers import FACILITIES, PLANS, WORKS
from bureau.facilities.upkeep.upkeeping import add_examples, missing_now, note_missing, note_work
from bureau.storage import rows
from ui.context import Context
from ui.ledger.handling import Answers, Done, Handling, Offer, Planned, RecordAct
from ui.ledger.page import LedgerPage
from ui.ledger.plain_acts import offer

ASKED = ("done_on", "done_by", "result", "problem", "item", "quantity", "quantity_unit", "photos")
EXAMPLES_SAID = (
    "按设施档案里已有的设施类型加入示例计划（配电箱季检、桥梁检查、汛前清掏等），从本月起算。"
    "周期和内容都可以改，一次可以撤销。"
)
HINT = "日期空着就是今天；班组、项目、工程量空着就照计划"


def plan_missing(desk: Desk, records: Collection[int], _inputs: Inputs) -> Planned:
    """What the chosen plan lacks now."""
    if len(records) != 1:
        return Planned(sentence="请只选一项计划。", fits=())
    (plan,) = records
    line = missing_now(desk, plan)
    if line is None:
        return Planned(sentence="这项计划现在没有要做的：这一期已经做完，或还没有开始。", fits=())
    late = "，已经超期" if line.is_over else f"，{line.span.last:%m-%d} 前"
    return Planned(
        sentence=f"{line.span.title}还有 {len(line.missing):,} 件没做{late}，一次登记成做完。",
        fits=(plan,),
    )


def take_missing(desk: Desk, records: Sequence[int], said: Answers) -> Done:
    """Notes it."""
    (plan,) = records
    made = note_missing(desk, plan, said.inputs, photos=said.photos)
    return Done(f"已登记养护 {len(made):,} 条，在“养护记录”里。", tuple(records))


MISSING = RecordAct(
    key="note-missing",
    title="登记养护",
    plan=plan_missing,
    take=take_missing,
    asks=tuple(replace(WORKS.by_key[key], required=False) for key in ASKED),
    hint=f"{HINT}；只做了一部分的，在“设施档案”里选中做了的再登记",
    unit="项",
)


def plan_chosen(_desk: Desk, records: Collection[int], _inputs: Inputs) -> Planned:
    """Every facility can be maintained."""
    ids = tuple(records)
    return Planned(
        sentence=f"选中 {len(ids):,} 件，各登记一条养护记录。",
        fits=ids,
        required=frozenset({"plan"}),
    )


def take_chosen(desk: Desk, records: Sequence[int], said: Answers) -> Done:
    """Notes it. Raises UserError without a plan."""
    inputs = dict(said.inputs)
    with desk.store.snapshot() as conn:
        plan = meant(desk, conn, WORKS, "plan", inputs.pop("plan", None))
    if not isinstance(plan, int) or plan < 0:
        raise UserError("请选一项养护计划；还没有的先在“养护计划”里新增。")
    made = note_work(desk, plan, FACILITIES, records, inputs, photos=said.photos)
    return Done(f"已登记养护 {len(made):,} 条，在“养护记录”里。", tuple(records))


NOTE_CHOSEN = RecordAct(
    key="note-work",
    title="登记养护",
    plan=plan_chosen,
    take=take_chosen,
    asks=tuple(replace(WORKS.by_key[key], required=False) for key in ("plan", *ASKED)),
    hint=HINT,
    unit="件",
)


class PlanHandling(Handling):
    """What a plan lacks is noted; an empty list begins with examples."""

    def offers(self, desk: Desk, records: Sequence[int]) -> list[Offer]:
        """Examples only while there is no plan at all."""
        with desk.store.snapshot() as conn:
            none = not rows.count(conn, PLANS, today=desk.today())
        if none:
            return [
                Offer(
                    key="examples", title="用示例计划开始…", open=open_examples, group="examples"
                )
            ]  # fmt: skip
        return [offer(MISSING, main=True)] if len(records) == 1 else []


def open_examples(page: LedgerPage, _records: Sequence[int]) -> None:
    """Asks, and adds them."""
    begin_with_examples(page, page.context, page.complain_of)


def begin_with_examples(
    parent: QWidget, context: Context, complain: Callable[[BaseException], None]
) -> None:
    """The same from any page."""
    desk = context.desk
    if not context.asker.confirm(parent, EXAMPLES_SAID, "加入示例计划"):
        return
    context.writing.run(
        lambda _ticket: add_examples(desk),
        lambda made: context.news.said.emit(f"已加入 {len(made)} 项示例计划。"),  # type: ignore[arg-type]
        complain,
        title="加入示例计划",
    )
