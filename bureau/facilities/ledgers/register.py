"""设施档案: every lamp, cabinet, manhole, bridge, railing by code; and lamps stopped with approval."""

from bureau.ledger.checks import NoRing, NotBefore
from bureau.ledger.declaration import Field, Ledger, Section
from bureau.ledger.referring import latest
from bureau.ledger.types import (
    Choice,
    Computed,
    Date,
    LongText,
    Photos,
    Point,
    Reference,
    Scaled,
    Tally,
    Text,
    Whole,
    YesNo,
)
from bureau.register.ledgers import ALIASES, NOTE, PROVISIONAL

STOPPED = 7203
"""Catalogue id of the state 停用."""
GONE = (7204, 7205, 7206)
"""丢失, 废弃, 移除: no longer there."""
SEEN = (8151, 8152)
"""Catalogue ids of what a stock-take finds in its place: 见到 and 损坏."""
UNREGISTERED = Computed(
    expression="CASE WHEN t.facility IS NOT NULL AND t.asset IS NULL THEN 1 END",
    words=((1, "未建档"),),
)


def facility_fields(title: str, synonyms: tuple[str, ...], pattern: str = "") -> tuple[Field, ...]:
    """The facility of a record: its code or the words for a place, and its card once there is one."""
    return (
        Field(
            key="facility",
            title=title,
            type=Text(limit=128, names="facilities", into="asset"),
            synonyms=synonyms,
            pattern=pattern,
            width=14,
            hint="设施编号；还没有建档的写位置，如“邮政局门口第三盏”，以后可以关联",
        ),
        Field(
            key="asset",
            title="设施档案",
            type=Reference(ledger="facilities", label="code"),
            width=12,
            hint="编号在档案里的自动填上；空着就是未建档",
        ),
        Field(key="unregistered", title="建档", type=UNREGISTERED, width=7),
    )


FACILITIES = Ledger(
    name="facilities",
    title="设施档案",
    department="facilities",
    label="code",
    aliases="aliases",
    key=("code",),
    order=("code",),
    title_words=("路灯设施普查", "设施普查", "设施档案", "设施台账", "路灯台账", "路灯普查", "设施"),
    shown=(
        "code", "kind", "name", "road", "road_grade", "side", "state", "heads", "source", "watts",
        "cabinet", "circuit", "installed_on", "warranty_until", "repairs", "note",
    ),
    checks=(
        NotBefore(blame="warranty_until", other="installed_on", reason="质保到期早于安装日期"),
        NoRing(
            blame="parent",
            ledger="facilities",
            itself="code",
            reason="上级设施绕回了这一件自己",
            suggestion="请核对上下级，选真正的上级，或留空",
        ),
    ),
    sections=(
        Section("", ("code", "kind", "name", "state", "state_on", "state_reason")),
        Section("位置", ("road", "road_grade", "side", "position", "address", "town", "community",
                       "point")),
        Section("照明", ("arm", "height_m", "source", "watts", "heads", "power")),
        Section("上级", ("cabinet", "circuit", "parent", "capacity", "meter", "switching")),
        Section("规格", ("spec", "material", "length_m", "width_m", "area_m2", "depth_m", "net")),
        Section("权属和安装", ("owner", "keeper", "builder", "installed_on", "warranty_until",
                            "origin")),
        Section("其他", ("aliases", "private_note", "note", "provisional")),
    ),
    fields=(
        Field(
            key="code",
            title="设施编号",
            type=Text(limit=64),
            synonyms=(
                *("灯杆编号", "灯杆号", "杆号", "路灯编号", "编号", "标识码", "部件编号", "设施编码"),
                *("灯号", "井号", "桥梁编号", "箱号"),
            ),
            sorts=True,
            required=True,
            width=13,
        ),
        Field(
            key="kind",
            title="设施类型",
            type=Choice(catalogue="facility-kind", open=True),
            synonyms=("类型", "设施类别", "部件类型", "部件名称", "设施种类"),
            hint="空着、有灯头数或光源的按路灯算",
        ),
        Field(key="name", title="名称", type=Text(limit=64), synonyms=("设施名称",), width=14),
        Field(
            key="road",
            title="所在道路",
            type=Reference(ledger="roads"),
            synonyms=("道路", "路段", "路名", "道路名称", "所属道路", "路段名称"),
            above=True,
            width=12,
        ),
        Field(
            key="road_grade",
            title="道路等级",
            type=Choice(catalogue="traffic-grade"),
            synonyms=("道路类别", "道路类型"),
            above=True,
            width=9,
        ),
        Field(
            key="side",
            title="侧别",
            type=Choice(catalogue="lamp-side", open=True),
            synonyms=("位置", "安装位置", "方位", "道路侧别"),
            width=8,
        ),
        Field(key="position", title="杆序", type=Whole(), synonyms=("杆序号",), width=6),
        Field(key="address", title="详细位置", type=Text(), synonyms=("地址", "点位", "地点"), width=18),
        Field(key="town", title="镇街", type=Reference(ledger="towns"), synonyms=("所属镇街", "街道")),
        Field(key="community", title="社区", type=Reference(ledger="communities")),
        Field(key="point", title="经纬度", type=Point(), synonyms=("坐标",), width=18),
        Field(
            key="state",
            title="状态",
            type=Choice(catalogue="facility-state"),
            synonyms=("设施状态", "使用状态", "运行状态"),
            width=8,
        ),
        Field(key="state_on", title="状态日期", type=Date(), synonyms=("变更日期",), width=11),
        Field(key="state_reason", title="状态说明", type=Text(), hint="停用的批准文号、移除的原因"),
        Field(
            key="arm",
            title="杆型",
            type=Choice(catalogue="lamp-arm", open=True),
            synonyms=("灯杆类型", "灯型", "臂型"),
        ),
        Field(key="height_m", title="杆高", type=Scaled(unit="m"), synonyms=("灯杆高度", "高度"), width=7),
        Field(
            key="source",
            title="光源",
            type=Choice(catalogue="lamp-source", open=True),
            synonyms=("光源类型", "光源种类", "灯具类型"),
            width=8,
        ),
        Field(key="watts", title="功率", type=Whole(unit="W"), synonyms=("单灯功率", "瓦数"), width=7),
        Field(
            key="heads",
            title="灯头数",
            type=Whole(unit="盏"),
            synonyms=("盏数", "灯数", "灯盏数", "灯头数量"),
            hint="空着的路灯按 1 盏算",
            width=7,
        ),
        Field(key="power", title="供电方式", type=Text(limit=32)),
        Field(
            key="cabinet",
            title="控制箱",
            type=Text(limit=64, names="facilities", into="parent"),
            synonyms=("控制箱编号", "箱变编号", "所属控制箱", "配电箱编号"),
            width=9,
        ),
        Field(key="circuit", title="回路", type=Text(limit=32), synonyms=("回路号", "回路编号"), width=7),
        Field(
            key="parent",
            title="上级设施",
            type=Reference(ledger="facilities", label="code"),
            hint="控制箱的编号在档案里的自动填上；上级坏了，这一件也算在内",
        ),
        Field(key="capacity", title="容量", type=Text(limit=32), width=8),
        Field(key="meter", title="电表号", type=Text(limit=32), width=12),
        Field(key="switching", title="开关灯方式", type=Text(limit=32)),
        Field(key="spec", title="规格型号", type=Text(limit=64), synonyms=("规格", "型号"), width=12),
        Field(key="material", title="材质", type=Text(limit=32)),
        Field(key="length_m", title="长度", type=Scaled(unit="m"), synonyms=("长",), width=8),
        Field(key="width_m", title="宽度", type=Scaled(unit="m"), synonyms=("宽", "管径"), width=8),
        Field(key="area_m2", title="面积", type=Scaled(unit="㎡"), width=9),
        Field(key="depth_m", title="深度", type=Scaled(unit="m"), synonyms=("埋深", "井深"), width=8),
        Field(key="net", title="防坠网", type=YesNo(), none_words=False, width=7),
        Field(key="owner", title="权属单位", type=Text(limit=64)),
        Field(key="keeper", title="养护单位", type=Text(limit=64), synonyms=("管护单位", "维护单位")),
        Field(key="builder", title="施工单位", type=Text(limit=64)),
        Field(
            key="installed_on",
            title="安装日期",
            type=Date(rough=True),
            synonyms=("安装时间", "建成日期", "建成时间", "初始日期", "投用日期"),
            width=11,
        ),
        Field(
            key="warranty_until",
            title="质保到期",
            type=Date(limit=True),
            synonyms=("质保期", "质保到期日期", "保修到期"),
            width=11,
        ),
        Field(key="origin", title="资料来源", type=Text(limit=32), synonyms=("数据来源",)),
        Field(key="photos", title="照片", type=Photos()),
        Field(
            key="repairs",
            title="报修次数",
            type=Tally(ledger="repairs", by="asset"),
            width=8,
        ),
        Field(
            key="seen_on",
            title="最近清查",
            type=Computed(
                expression=latest("facility-checks", "asset", "checked_on", ("result", SEEN))
            ),
            width=11,
        ),
        ALIASES,
        Field(
            key="private_note",
            title="内部备注",
            type=LongText(),
            personal=True,
            hint="不对外：打印和导出时遮盖",
            width=14,
        ),
        PROVISIONAL,
        NOTE,
    ),
)  # fmt: skip

STOPS = Ledger(
    name="lamp-stops",
    title="停用审批",
    department="facilities",
    label="begins_on",
    date="begins_on",
    identity=("begins_on", "facility", "road"),
    order=("begins_on",),
    title_words=("停用审批", "停电审批", "停用台账"),
    checks=(NotBefore(blame="ends_on", other="begins_on", reason="恢复日期早于停用日期"),),
    fields=(
        Field(
            key="begins_on",
            title="停用日期",
            type=Date(),
            synonyms=("停用时间", "开始日期"),
            required=True,
            width=11,
        ),
        Field(
            key="ends_on",
            title="恢复日期",
            type=Date(limit=True),
            synonyms=("恢复时间", "结束日期"),
            anchor="begins_on",
            hint="恢复亮灯的那一天；空着就是还停着",
            width=11,
        ),
        *facility_fields("停用设施", ("灯杆号", "灯杆编号", "设施编号", "控制箱")),
        Field(key="road", title="路段", type=Reference(ledger="roads"), synonyms=("道路",), width=12),
        Field(key="reason", title="停用原因", type=Text(), synonyms=("原因",), width=18),
        Field(
            key="approval",
            title="批准文号",
            type=Text(limit=64),
            synonyms=("批准", "审批单号"),
            required=True,
            none_words=True,
            hint="没有批准的停用不能从应亮里扣除",
            width=14,
        ),
        Field(key="approver", title="批准人", type=Text(limit=32)),
        Field(key="photos", title="附件", type=Photos()),
        NOTE,
    ),
)  # fmt: skip
