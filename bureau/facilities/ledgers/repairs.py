"""维修台账, one line from report to cost, and how a repair stands by what is noted of it."""

from bureau.facilities.ledgers.register import facility_fields
from bureau.facilities.repairs.figures_remarks import NOBODY, OTHER_ROAD, REMARK, TWICE
from bureau.facilities.stock.figures_stock import DRAWN
from bureau.ledger.checks import FilledWith, NeedsWhen, NotBefore
from bureau.ledger.declaration import Alone, Field, Ledger, Numbering, Section, Sign
from bureau.ledger.types import (
    Choice,
    Computed,
    Date,
    DateTime,
    LongText,
    Money,
    Photos,
    Quantity,
    Reference,
    Tally,
    Text,
    YesNo,
)
from bureau.register.ledgers import NOTE

FALSE_ALARM, MERGED, VOIDED = 8201, 8202, 8203
"""Catalogue ids of 误报, 并案 and 作废."""
PASSED, FAILED = 4401, 4402
"""验收结果 合格 and 不合格."""
(WAITING, SENT, UNDER_WAY, MENDED, ACCEPTED, REFUSED) = range(1, 7)
"""Values of `state`: 待派, 已派, 维修中, 已修复, 已验收, 验收不合格."""
LATE, TODAY = 1, 2
"""Values of `light`: 超时, 今日到期."""

MATERIAL_COST = f"coalesce(t.materials_fen, CASE WHEN t.repaired_on IS NOT NULL THEN {DRAWN} END)"
"""SQL over a repair: its materials in 分, as typed, else what was drawn from the stock for it.

What is drawn counts once the repair is done: an open one carries no cost.
"""
COST = (
    f"coalesce(t.stated_fen, CASE WHEN coalesce({MATERIAL_COST}, t.labour_fen, t.vehicle_fen)"
    f" IS NOT NULL THEN coalesce({MATERIAL_COST}, 0) + coalesce(t.labour_fen, 0)"
    " + coalesce(t.vehicle_fen, 0) END)"
)
"""SQL over a repair: what it cost in 分, blank where no cost was noted."""
STATE = (
    f"CASE WHEN t.void = {FALSE_ALARM} THEN 7 WHEN t.void = {MERGED} THEN 8"
    " WHEN t.void IS NOT NULL THEN 9 WHEN t.repaired_on IS NULL THEN CASE"
    f" WHEN t.arrived_at IS NOT NULL THEN {UNDER_WAY}"
    f" WHEN coalesce(t.dispatched_at, t.team) IS NOT NULL THEN {SENT} ELSE {WAITING} END"
    f" WHEN t.acceptance = {FAILED} THEN {REFUSED}"
    f" WHEN coalesce(t.accepted_on, t.acceptance) IS NOT NULL THEN {ACCEPTED} ELSE {MENDED} END"
)
"""SQL over a repair: how far it has come, by what is filled in."""
LIGHT = (
    "CASE WHEN t.repaired_on IS NULL AND t.void IS NULL THEN CASE"
    f" WHEN t.due_on || ' ' || coalesce(t.due_time, '24:00') < :now THEN {LATE}"
    f" WHEN t.due_on = :today THEN {TODAY} END END"
)
"""SQL over a repair: whether the limit of one that is open has passed or ends today."""
IN_TIME = (
    "CASE WHEN t.repaired_on IS NULL OR t.due_on IS NULL THEN NULL WHEN t.repaired_on < t.due_on"
    " OR (t.repaired_on = t.due_on AND (t.due_time IS NULL OR t.repaired_time IS NULL"
    " OR t.repaired_time <= t.due_time)) THEN 1 ELSE 0 END"
)
"""SQL over a repair: 1 mended within its limit, 0 later; days alone are compared as days."""

REPAIRS = Ledger(
    name="repairs",
    title="维修台账",
    department="facilities",
    label="number",
    date="reported_on",
    key=("number",),
    identity=("reported_on", "facility", "road", "fault"),
    numbering=Numbering(field="number", pattern="WX-{year}-{segment}{serial:04}"),
    frozen=2,
    order=("reported_on",),
    title_words=("维修台账", "路灯维修", "报修台账", "维修记录", "市政维修", "故障台账", "维修"),
    shown=(
        "number", "state", "light", "reported_on", "facility", "road", "fault", "severity", "due_on",
        "team", "source", "unregistered", "repaired_on", "in_time", "work", "materials", "cost_fen", "repairer",
        "remark", "note",
    ),
    alone=Alone(
        field="asset",
        blanks=("repaired_on", "void"),
        reason="这个设施还有没修好的维修单 {other}",
        suggestion="请在那一条上继续，或把它修复、作废以后再报",
    ),
    checks=(
        NotBefore(blame="arrived_at", other="reported_on", reason="到场时间早于报修时间"),
        NotBefore(blame="repaired_on", other="reported_on", reason="维修时间早于报修时间"),
        NotBefore(blame="accepted_on", other="repaired_on", reason="验收日期早于维修时间"),
        *(
            FilledWith(
                blame="repaired_on",
                other=key,
                reason="有费用的，维修时间不能空",
                suggestion="请补填维修时间，或去掉费用",
            )
            for key in ("materials_fen", "labour_fen", "vehicle_fen", "stated_fen")
        ),
        FilledWith(
            blame="repaired_on",
            other="acceptance",
            reason="有验收结果的，维修时间不能空",
            suggestion="请补填维修时间，或去掉验收结果",
        ),
        NeedsWhen(
            blame="merged_into",
            other="void",
            items=(MERGED,),
            reason="并案的要写并入哪一张维修单",
            suggestion="请填并入的维修单号",
        ),
    ),
    signs=(
        Sign(
            words=(
                *("修复状态", "维修状态", "状态", "是否修复", "是否完成", "是否维修", "处理状态"),
                *("完成状态", "修复情况", "维修结果", "维修进度"),
            ),
            day="repaired_on",
            beside=("work",),
        ),
    ),
    sections=(
        Section("报修", ("number", "reported_on", "reported_time", "source", "reporter", "facility",
                       "asset", "road", "place", "fault", "severity", "description")),
        Section("派工", ("due_on", "due_time", "team", "dispatched_at", "arrived_at")),
        Section("维修", ("repaired_on", "repaired_time", "repairer", "work", "item", "quantity",
                       "quantity_unit", "materials")),
        Section("费用", ("materials_fen", "labour_fen", "vehicle_fen", "stated_fen")),
        Section("验收", ("accepted_by", "accepted_on", "acceptance", "rework", "rework_of")),
        Section("不修", ("void", "void_on", "void_reason", "merged_into", "note")),
    ),
    fields=(
        Field(
            key="number",
            title="维修单号",
            type=Text(limit=64),
            synonyms=("单号", "工单号", "报修单号", "维修编号"),
            width=13,
        ),
        Field(
            key="state",
            title="进度",
            type=Computed(
                expression=STATE,
                words=(
                    (WAITING, "待派"), (SENT, "已派"), (UNDER_WAY, "维修中"), (MENDED, "已修复"),
                    (ACCEPTED, "已验收"), (REFUSED, "验收不合格"),
                    (7, "误报"), (8, "并案"), (9, "作废"),
                ),
            ),
            width=9,
        ),
        Field(
            key="reported_on",
            title="报修时间",
            type=Date(time_field="reported_time"),
            synonyms=("报修日期", "上报时间", "上报日期", "发现时间", "发现日期", "故障时间", "接报时间"),
            required=True,
            width=11,
        ),
        Field(key="reported_time", title="报修时刻", type=Text(limit=5), width=6),
        Field(
            key="source",
            title="来源",
            type=Choice(catalogue="repair-source", open=True),
            synonyms=("报修来源", "信息来源", "故障来源"),
        ),
        Field(key="reporter", title="报修人", type=Text(limit=32), synonyms=("上报人",), personal=True),
        *facility_fields(
            "灯杆号",
            ("设施编号", "灯杆编号", "路灯编号", "编号/位置", "灯号", "杆号", "设施编号/位置"),
        ),
        Field(
            key="road",
            title="路段",
            type=Reference(ledger="roads"),
            synonyms=("道路", "所在道路", "路名"),
            width=12,
        ),
        Field(key="place", title="地点", type=Text(), synonyms=("位置", "点位", "维修地点"), width=18),
        Field(
            key="fault",
            title="故障现象",
            type=Choice(catalogue="fault-kind", open=True),
            synonyms=("故障类型", "故障", "病害类型", "故障原因", "病害", "报修内容"),
        ),
        Field(
            key="severity",
            title="故障等级",
            type=Choice(catalogue="fault-grade"),
            synonyms=("等级", "紧急程度"),
            width=8,
        ),
        Field(
            key="description",
            title="故障描述",
            type=LongText(),
            synonyms=("问题描述", "故障情况"),
            width=20,
        ),
        Field(
            key="due_on",
            title="修复时限",
            type=Date(limit=True, time_field="due_time"),
            synonyms=("时限", "限期", "要求完成时间"),
            anchor="reported_on",
            width=11,
        ),
        Field(key="due_time", title="时限时刻", type=Text(limit=5), width=6),
        Field(
            key="team",
            title="派工班组",
            type=Text(limit=32),
            synonyms=("维修班组", "派工单位", "班组", "维修单位"),
        ),
        Field(
            key="light",
            title="时限提醒",
            type=Computed(
                expression=LIGHT, clock=True, words=((LATE, "▲ 超时"), (TODAY, "△ 今日到期"))
            ),
            width=9,
        ),
        Field(key="dispatched_at", title="派工时间", type=DateTime(), anchor="reported_on", width=14),
        Field(key="arrived_at", title="到场时间", type=DateTime(), anchor="reported_on", width=14),
        Field(
            key="repaired_on",
            title="维修时间",
            type=Date(time_field="repaired_time"),
            synonyms=("维修日期", "修复时间", "修复日期", "完成时间", "完成日期", "闭环时间", "恢复时间"),
            anchor="reported_on",
            width=11,
        ),
        Field(key="repaired_time", title="维修时刻", type=Text(limit=5), width=6),
        Field(key="in_time", title="及时", type=Computed(
            expression=IN_TIME, words=((1, "按时"), (0, "超时"))), width=6),
        Field(key="repairer", title="维修人", type=Text(limit=64), synonyms=("维修人员", "维修工"), personal=True),
        Field(
            key="work",
            title="维修内容",
            type=LongText(),
            synonyms=("处理情况", "维修情况", "维修过程", "处理结果"),
            width=20,
        ),
        Field(key="item", title="维修项目", type=Choice(catalogue="work-item", open=True), width=12),
        Field(
            key="quantity",
            title="工程量",
            type=Quantity(unit_field="quantity_unit"),
            synonyms=("数量", "维修数量"),
            width=8,
        ),
        Field(key="quantity_unit", title="工程量单位", type=Text(limit=8), synonyms=("单位",), width=6),
        Field(
            key="materials",
            title="更换材料",
            type=LongText(),
            synonyms=(
                *("材料", "材料明细", "使用材料", "耗材", "更换部件", "材料及数量", "使用材料及数量"),
                *("更换材料及数量", "耗材及数量", "材料名称及数量", "所用材料"),
            ),
            width=16,
        ),
        Field(
            key="materials_fen",
            title="材料费",
            type=Money(unit="元"),
            synonyms=("材料费用", "材料金额"),
            width=10,
        ),
        Field(key="labour_fen", title="人工费", type=Money(unit="元"), synonyms=("人工费用", "工时费"), width=10),
        Field(
            key="vehicle_fen",
            title="机械费",
            type=Money(unit="元"),
            synonyms=("机械台班费", "车辆费", "出车费"),
            width=10,
        ),
        Field(
            key="stated_fen",
            title="结算费用",
            type=Money(unit="元"),
            synonyms=("维修费用", "费用", "总费用", "费用合计", "维修费", "结算金额", "合计费用"),
            hint="填了就以它为准；空着按材料、人工、机械相加，材料费空着按领料金额算",
            width=10,
        ),
        Field(
            key="drawn_fen",
            title="领料金额(元)",
            type=Computed(expression=DRAWN, scale=2),
            width=10,
        ),
        Field(
            key="cost_fen",
            title="费用(元)",
            type=Computed(expression=COST, scale=2),
            width=10,
        ),
        Field(key="photos", title="维修前照片", type=Photos()),
        Field(key="photos_after", title="维修后照片", type=Photos()),
        Field(key="accepted_by", title="验收人", type=Text(limit=32), width=8),
        Field(key="accepted_on", title="验收日期", type=Date(), anchor="repaired_on", width=11),
        Field(key="acceptance", title="验收结果", type=Choice(catalogue="check-result"), width=8),
        Field(key="rework", title="返修", type=YesNo(), none_words=False, synonyms=("是否返修",), width=6),
        Field(
            key="rework_of",
            title="原维修单",
            type=Reference(ledger="repairs", label="number"),
            hint="返修的写上一次的维修单号",
            width=13,
        ),
        Field(
            key="void",
            title="不修原因",
            type=Choice(catalogue="repair-void"),
            hint="误报、并案和作废的不算报修数，也不算超时",
            width=9,
        ),
        Field(key="void_on", title="不修日期", type=Date(), anchor="reported_on", width=11),
        Field(key="void_reason", title="不修说明", type=Text(), width=14),
        Field(
            key="merged_into",
            title="并入维修单",
            type=Reference(ledger="repairs", label="number"),
            width=13,
        ),
        Field(
            key="remark",
            title="核对",
            type=Computed(
                expression=REMARK,
                words=((TWICE, "△ 重复报修"), (OTHER_ROAD, "△ 路段不符"), (NOBODY, "○ 无维修人")),
            ),
            width=10,
        ),
        NOTE,
        Field(key="hazards", title="隐患", type=Tally(ledger="hazards", by="repair"), width=6),
    ),
)  # fmt: skip
