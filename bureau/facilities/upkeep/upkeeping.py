"""Maintenance noted for many facilities at once, and example plans to begin with."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bureau.calendar.periods import Period
from bureau.editing.acts import filled, today_text
from bureau.editing.adding import add_all, add_each
from bureau.editing.inputs import Input, Inputs, Stored
from bureau.errors import UserError
from bureau.facilities.ledgers import FACILITIES, PLANS, WORKS
from bureau.facilities.stored import kept, record_of
from bureau.facilities.upkeep.figures_plans import PlanLine, plan_lines
from bureau.facilities.upkeep.planning import (
    BEFORE_RAINS,
    HALF_YEARLY,
    MONTHLY,
    QUARTERLY,
    WEEKLY,
    YEARLY,
)
from bureau.register.ledgers import CATALOGUE_ITEMS, ROADS
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.ledger.declaration import Ledger
    from bureau.workflow.taking import Pictures


@dataclass(frozen=True, slots=True)
class Example:
    """A plan as many bureaus have it: facility type, period, what is done, item, and what it follows."""

    name: str
    kind: int
    period: int
    content: str
    basis: str
    item: int | None = None
    tolerance: int = 0


LIGHTING: Final = "参照 CJJ 89《城市道路照明工程施工及验收规程》"
BRIDGES: Final = "参照 CJJ 99《城市桥梁养护技术标准》"
DRAINS: Final = "参照 CJJ 68《城镇排水管渠与泵站运行、维护及安全技术规程》"
EXAMPLES: Final = (
    Example("配电箱季检", 6702, QUARTERLY, "箱门和锁、接地、接触器、计时和接线，清灰紧固", LIGHTING, None, 10),
    Example("箱变季检", 6703, QUARTERLY, "油位、温度、接地、门锁和警示标志", LIGHTING, None, 10),
    Example("路灯杆年检", 6701, YEARLY, "杆体倾斜和锈蚀、检修门、接地、基础螺栓", LIGHTING),
    Example("桥梁经常性检查", 6728, MONTHLY, "桥面、伸缩缝、栏杆、排水和支座外观", BRIDGES, None, 5),
    Example("桥梁年度检测", 6728, YEARLY, "定期检测，出具检测报告", BRIDGES),
    Example("雨水口汛前清掏", 6725, BEFORE_RAINS, "清掏雨水口，检查箅子和防坠网", DRAINS, 7628),
    Example("排水管网汛前疏通", 6726, BEFORE_RAINS, "疏通雨水管，清除淤积", DRAINS, 7626),
    Example("泵站汛前试车", 6732, BEFORE_RAINS, "水泵、电气、格栅和备用电源试运行", DRAINS),
    Example("污水井半年检查", 6724, HALF_YEARLY, "井盖、井圈、防坠网；下井另办作业票", DRAINS),
    Example("公厕设施月检", 6734, MONTHLY, "上下水、照明、化粪池盖板和无障碍设施", "", None, 5),
    Example("护栏半年检查", 6729, HALF_YEARLY, "松动、缺损和油漆，擦洗", "", 7634),
    Example("车行道周巡查", 6720, WEEKLY, "坑槽、沉陷、井周和积水", "参照 CJJ 36《城镇道路养护技术规范》"),
)  # fmt: skip


def add_examples(desk: Desk) -> tuple[int, ...]:
    """The example plans whose names aren't taken, for the kinds of facilities on the register.

    They begin with this month. One operation. Raises UserError when there is none to add.
    """
    today = desk.today()
    with desk.store.snapshot() as conn:
        names = desk.store.names(conn)
        kinds = {kind for kind, _ in rows.value_counts(conn, FACILITIES, "kind", today=today)}
        units = {
            one.item: item["unit"]
            for one in EXAMPLES
            if one.item is not None
            for item in rows.page(conn, CATALOGUE_ITEMS, [one.item], today=today)
        }
    wanted: list[Inputs] = [
        {
            "name": Stored(one.name),
            "kind": Stored(one.kind),
            "period": Stored(one.period),
            "begins_on": Stored(today.replace(day=1).isoformat()),
            "tolerance": Stored(one.tolerance or None),
            "content": Stored(one.content),
            "item": Stored(one.item),
            "quantity_unit": kept(units.get(one.item or 0)),
            "basis": Stored(one.basis or None),
        }
        for one in EXAMPLES
        if one.kind in kinds and names.record(PLANS.name, one.name) is None
    ]
    if not wanted:
        raise UserError("设施档案里还没有示例计划用得上的设施；请先建档，或直接新增计划。")
    return add_each(desk, PLANS, wanted, label=f"加入示例养护计划({len(wanted)} 项)")


def missing_now(desk: Desk, plan: int) -> PlanLine | None:
    """The span of a plan that is to be kept now: the earliest that still lacks something.

    None where the plan asks for nothing today, or all is done.
    """
    today = desk.today()
    with desk.store.snapshot() as conn:
        lines = plan_lines(conn, desk.store.names(conn), Period.span(today, today), today)
    own = [line for line in lines if line.record == plan and line.missing]
    running = [line for line in own if not line.is_over]
    return next(iter(running or own), None)


def note_missing(
    desk: Desk, plan: int, inputs: Inputs, *, photos: Pictures = ()
) -> tuple[int, ...]:
    """登记养护 of all that a plan still lacks now. Raises UserError, EditFault."""
    line = missing_now(desk, plan)
    if line is None:
        raise UserError("这项计划现在没有要做的：这一期已经做完，或者还没有开始。")
    return note_work(desk, plan, line.of, line.missing, inputs, photos=photos)


def note_work(
    desk: Desk,
    plan: int,
    of: Ledger,
    targets: Collection[int],
    inputs: Inputs,
    *,
    photos: Pictures = (),
) -> tuple[int, ...]:
    """登记养护: a record of a plan's work for each card or road, today unless a day is given.

    What the plan says of item and quantity holds where nothing is answered. One operation. Raises
    UserError, EditFault.
    """
    given: dict[str, Input] = {"done_on": today_text(desk), **filled(inputs)}
    with desk.store.snapshot() as conn:
        planned = rows.page(conn, PLANS, [plan], today=desk.today())
        cards = rows.page(conn, of, list(targets), today=desk.today())
    if not planned or len(cards) < len(set(targets)):
        raise UserError("选中的记录里有已经被删除的，请刷新列表。")
    usual: dict[str, Input] = {
        key: kept(planned[0][key])
        for key in ("item", "quantity", "quantity_unit")
        if planned[0][key] is not None
    }
    if planned[0]["team"]:
        usual["done_by"] = kept(planned[0]["team"])
    wanted: list[Inputs] = []
    for card in cards:
        where: dict[str, Input] = {}
        if of is FACILITIES:
            where = {
                "facility": kept(card["code"]),
                "asset": Stored(record_of(card)),
                "road": kept(card["road"]),
            }
        elif of is ROADS:
            where = {"road": Stored(record_of(card))}
        wanted.append({**usual, **where, "plan": Stored(plan), **given})
    if not wanted:
        raise UserError("没有要登记的设施：这一期都做过了，或者没有建档。")
    label = f"登记养护({len(wanted)} 条)：{planned[0]['name']}"
    with desk.store.operation(desk, label) as op:
        pictures = {at: {"photos": photos} for at in range(len(wanted))} if photos else {}
        return add_all(op, desk, WORKS, wanted, pictures)
