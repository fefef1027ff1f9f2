"""维修台账, one line from report to cost; and the small stock of materials that repairs use."""

from bureau.facilities.figures_stock import LOW, STOCK
from bureau.facilities.ledgers.register import facility_fields
from bureau.ledger.checks import FilledWith, NotBefore
from bureau.ledger.declaration import Field, Ledger, Numbering, Section
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
    Scaled,
    Text,
    YesNo,
)
from bureau.register.ledgers import ALIASES, NOTE, PROVISIONAL

COST = (
    "coalesce(t.stated_fen, CASE WHEN coalesce(t.materials_fen, t.labour_fen, t.vehicle_fen)"
    " IS NOT NULL THEN coalesce(t.materials_fen, 0) + coalesce(t.labour_fen, 0)"
    " + coalesce(t.vehicle_fen, 0) END)"
)
"""SQL over a repair: what it cost in 分, blank where no cost was noted."""
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
        "number", "reported_on", "facility", "unregistered", "road", "fault", "severity", "source",
        "due_on", "team", "repaired_on", "in_time", "work", "materials", "cost_fen", "repairer",
        "note",
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
    ),
    sections=(
        Section("报修", ("number", "reported_on", "reported_time", "source", "reporter", "facility",
                       "asset", "road", "place", "fault", "severity", "description")),
        Section("派工", ("due_on", "due_time", "team", "arrived_at")),
        Section("维修", ("repaired_on", "repaired_time", "repairer", "work", "item", "quantity",
                       "quantity_unit", "materials")),
        Section("费用", ("materials_fen", "labour_fen", "vehicle_fen", "stated_fen")),
        Section("验收", ("accepted_by", "accepted_on", "acceptance", "rework", "rework_of", "note")),
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
            synonyms=("材料", "材料明细", "使用材料", "耗材"),
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
            hint="填了就以它为准；空着按材料、人工、机械相加",
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
        NOTE,
    ),
)  # fmt: skip

MATERIALS = Ledger(
    name="materials",
    title="材料",
    department="facilities",
    label="name",
    aliases="aliases",
    key=("name",),
    order=("name",),
    title_words=("材料清单", "材料目录", "库存材料"),
    fields=(
        Field(
            key="name",
            title="材料名称",
            type=Text(limit=64),
            synonyms=("名称", "材料", "品名"),
            sorts=True,
            required=True,
            hint="规格不同的分开写，如“LED光源 100W”",
            width=18,
        ),
        Field(
            key="spec", title="规格型号", type=Text(limit=64), synonyms=("规格", "型号"), width=14
        ),
        Field(key="unit", title="计量单位", type=Text(limit=8), synonyms=("单位",), width=8),
        Field(
            key="price_fen", title="参考单价", type=Money(unit="元"), synonyms=("单价",), width=10
        ),
        Field(key="low", title="低库存线", type=Scaled(), hint="库存不多于它就提醒", width=9),
        Field(key="stock", title="库存", type=Computed(expression=STOCK, scale=2), width=9),
        Field(
            key="is_low",
            title="提醒",
            type=Computed(expression=LOW, words=((1, "库存低"),)),
            width=8,
        ),
        Field(key="place", title="存放地点", type=Text(limit=64)),
        ALIASES,
        PROVISIONAL,
        NOTE,
    ),
)

STOCK_MOVES = Ledger(
    name="stock-moves",
    title="出入库",
    department="facilities",
    label="moved_on",
    date="moved_on",
    identity=("moved_on", "material", "way", "quantity", "voucher"),
    frozen=2,
    order=("moved_on",),
    title_words=("出入库", "入库单", "出库单", "盘点表", "材料收发"),
    fields=(
        Field(
            key="moved_on",
            title="日期",
            type=Date(),
            synonyms=("出入库日期", "入库日期", "出库日期", "盘点日期", "领用日期"),
            required=True,
            above=True,
            width=11,
        ),
        Field(
            key="material",
            title="材料名称",
            type=Reference(ledger="materials"),
            synonyms=("材料", "名称", "品名"),
            required=True,
            width=18,
        ),
        Field(
            key="way",
            title="出入库类别",
            type=Choice(catalogue="stock-way"),
            synonyms=("类别", "类型", "收发类别"),
            required=True,
            hint="盘点的数量是盘点时的实有数",
        ),
        Field(
            key="quantity", title="数量", type=Scaled(), none_words=False, required=True, width=9
        ),
        Field(key="price_fen", title="单价", type=Money(unit="元"), width=10),
        Field(
            key="repair",
            title="维修单号",
            type=Reference(ledger="repairs", label="number"),
            synonyms=("用于维修单",),
            width=13,
        ),
        Field(key="person", title="经手人", type=Text(limit=32), synonyms=("领用人", "领料人")),
        Field(key="supplier", title="供应商", type=Text(limit=64), synonyms=("供货单位",)),
        Field(key="voucher", title="凭证号", type=Text(limit=64), synonyms=("单据号",)),
        NOTE,
    ),
)
