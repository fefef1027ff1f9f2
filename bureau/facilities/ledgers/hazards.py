"""安全隐患 with their 销号, 易涝点 and what happened there, permits for dangerous work."""

from bureau.facilities.ledgers.register import facility_fields
from bureau.facilities.repairs.figures_links import (
    CALLED_OFF,
    MENDED,
    NOT_ENOUGH,
    REPAIR_OF_HAZARD,
    RESPONDED,
)
from bureau.ledger.checks import FilledWith, NotBefore
from bureau.ledger.declaration import Field, Ledger, Numbering, Sign
from bureau.ledger.types import (
    Choice,
    Choices,
    Computed,
    Date,
    DateTime,
    LongText,
    Phone,
    Photos,
    Point,
    Reference,
    Scaled,
    Tally,
    Text,
    YesNo,
)
from bureau.register.ledgers import ALIASES, NOTE, PROVISIONAL

FAILED = 4402
"""Catalogue id of the result 不合格."""
RIGHTING, OVERDUE, RIGHTED, CLOSED, FELL_BACK = 1, 2, 3, 4, 5
"""What the state of a hazard says: 待整改, 超期, 已整改待销号, 已销号, 回头看不合格."""
WANTED, AT_WORK, UNFINISHED, FINISHED = 1, 2, 3, 4
"""What the state of a permit says: 待批准, 作业中, 超时未完工, 已完工."""
_LATE = "t.due_on || ' ' || coalesce(t.due_time, '23:59') < substr(:now, 1, 16)"

HAZARDS = Ledger(
    name="hazards",
    title="安全隐患",
    department="facilities",
    label="number",
    date="found_on",
    key=("number",),
    identity=("found_on", "facility", "place", "kind"),
    numbering=Numbering(field="number", pattern="YH-{year}-{segment}{serial:03}"),
    frozen=2,
    order=("found_on",),
    title_words=("安全隐患", "隐患台账", "隐患排查", "隐患清单"),
    shown=(
        "number", "found_on", "state", "kind", "grade", "road", "place", "description", "facility",
        "measures", "person", "due_on", "due_time", "righted_on", "result", "closed_on", "closed_by",
        "rechecked_on", "recheck", "repair", "note",
    ),
    signs=(
        Sign(
            words=("整改状态", "是否整改", "是否完成整改", "是否整改完成", "整改进度"),
            day="righted_on",
            beside=("result",),
        ),
    ),
    checks=(
        NotBefore(blame="due_on", other="found_on", reason="整改期限早于排查日期"),
        NotBefore(blame="righted_on", other="found_on", reason="整改完成早于排查日期"),
        FilledWith(
            blame="righted_on", other="closed_on", reason="还没有整改完成，不能销号",
            suggestion="请先填整改完成日期",
        ),
        FilledWith(blame="closed_by", other="closed_on", reason="销号要写明销号人"),
        NotBefore(blame="closed_on", other="righted_on", reason="销号日期早于整改完成日期"),
        NotBefore(blame="rechecked_on", other="closed_on", reason="回头看日期早于销号日期"),
    ),
    fields=(
        Field(key="number", title="隐患编号", type=Text(limit=64), synonyms=("编号",), width=13),
        Field(
            key="found_on",
            title="排查日期",
            type=Date(),
            synonyms=("发现日期", "发现时间", "排查时间", "检查日期", "检查时间", "日期"),
            required=True,
            above=True,
            width=11,
        ),
        Field(
            key="state",
            title="状态",
            type=Computed(
                expression=(
                    f"CASE WHEN t.recheck = {FAILED} THEN {FELL_BACK}"
                    f" WHEN t.closed_on IS NOT NULL THEN {CLOSED}"
                    f" WHEN t.righted_on IS NOT NULL THEN {RIGHTED}"
                    f" WHEN {_LATE} THEN {OVERDUE} ELSE {RIGHTING} END"
                ),
                clock=True,
                words=(
                    (RIGHTING, "○ 待整改"),
                    (OVERDUE, "▲ 超期"),
                    (RIGHTED, "△ 已整改待销号"),
                    (CLOSED, "已销号"),
                    (FELL_BACK, "▲ 回头看不合格"),
                ),
            ),
            width=13,
        ),
        Field(
            key="kind",
            title="隐患类别",
            type=Choice(catalogue="hazard-kind", open=True),
            synonyms=("类别", "隐患类型"),
        ),
        Field(
            key="grade",
            title="隐患等级",
            type=Choice(catalogue="hazard-grade"),
            synonyms=("等级", "风险等级", "隐患级别", "级别"),
        ),
        *facility_fields("隐患设施", ("设施编号", "设施")),
        Field(key="road", title="路段", type=Reference(ledger="roads"), synonyms=("道路",), width=12),
        Field(
            key="place",
            title="具体位置",
            type=Text(),
            synonyms=("位置", "地点", "隐患部位", "隐患地点", "检查部位", "检查单位（部位）", "隐患位置"),
            width=18,
        ),
        Field(
            key="description",
            title="隐患描述",
            type=LongText(),
            synonyms=(
                *("隐患内容", "存在问题", "隐患情况", "存在的安全隐患", "存在隐患", "主要隐患"),
                *("隐患名称", "问题隐患"),
            ),
            required=True,
            width=24,
        ),
        Field(key="finder", title="排查人", type=Text(limit=32), synonyms=("检查人",)),
        Field(
            key="measures",
            title="整改措施",
            type=LongText(),
            synonyms=("防范措施", "措施"),
            width=20,
        ),
        Field(key="person", title="责任人", type=Text(limit=32), synonyms=("整改责任人",), width=8),
        Field(key="unit", title="责任单位", type=Text(limit=64)),
        Field(
            key="due_on",
            title="整改期限",
            type=Date(limit=True),
            synonyms=("整改时限", "限期", "限期整改时间", "计划完成时间", "整改完成时限"),
            anchor="found_on",
            width=11,
        ),
        Field(
            key="overdue",
            title="超期",
            type=Computed(
                expression=f"CASE WHEN t.righted_on IS NULL AND {_LATE} THEN 1 END",
                clock=True,
                words=((1, "超期"),),
            ),
            width=6,
        ),
        Field(
            key="righted_on",
            title="整改完成",
            type=Date(),
            synonyms=("整改完成日期", "整改完成时间", "完成日期", "完成时间", "整改日期", "整改时间"),
            anchor="found_on",
            width=11,
        ),
        Field(
            key="result", title="整改情况", type=LongText(),
            synonyms=("整改结果", "整改完成情况", "整改落实情况", "完成情况"),
            width=20,
        ),
        Field(
            key="closed_on",
            title="销号日期",
            type=Date(),
            synonyms=("销号时间",),
            anchor="righted_on",
            width=11,
        ),
        Field(key="closed_by", title="销号人", type=Text(limit=32), width=8),
        Field(
            key="rechecked_on",
            title="回头看日期",
            type=Date(),
            synonyms=("复查日期", "回头看"),
            anchor="closed_on",
            width=11,
        ),
        Field(key="recheck", title="回头看结果", type=Choice(catalogue="check-result")),
        Field(key="photos", title="整改前照片", type=Photos()),
        Field(key="photos_after", title="整改后照片", type=Photos()),
        NOTE,
        Field(
            key="found_time",
            title="排查时刻",
            type=Text(limit=5),
            hint="井盖等按小时限期的写到几点几分，如 09:30",
            width=6,
        ),
        Field(key="due_time", title="期限时刻", type=Text(limit=5), width=6),
        Field(key="righted_time", title="完成时刻", type=Text(limit=5), width=6),
        Field(
            key="in_time",
            title="按期",
            type=Computed(
                expression=(
                    "CASE WHEN t.righted_on IS NULL OR t.due_on IS NULL THEN NULL"
                    " WHEN t.righted_on < t.due_on THEN 1"
                    " WHEN t.righted_on > t.due_on THEN 0"
                    " WHEN coalesce(t.righted_time, '') > coalesce(t.due_time, '23:59') THEN 0"
                    " ELSE 1 END"
                ),
                words=((0, "超期"), (1, "按期")),
            ),
            width=6,
        ),
        Field(key="extension", title="延期说明", type=LongText(), hint="为什么延、谁同意", width=16),
        Field(key="watched_on", title="挂牌日期", type=Date(), synonyms=("督办日期",), width=11),
        Field(
            key="watcher",
            title="督办单位",
            type=Text(limit=64),
            synonyms=("挂牌督办单位", "督办领导"),
            width=12,
        ),
        Field(key="accepted_on", title="复验日期", type=Date(), anchor="righted_on", width=11),
        Field(key="accepted_by", title="复验人", type=Text(limit=32), width=8),
        Field(key="returned_on", title="退回日期", type=Date(), anchor="found_on", width=11),
        Field(key="return_reason", title="退回原因", type=LongText(), width=18),
        Field(
            key="earlier",
            title="原隐患",
            type=Reference(ledger="hazards", label="number"),
            hint="回头看不合格再立的，写上一次的隐患编号",
            width=13,
        ),
        Field(
            key="repair",
            title="维修单",
            type=Reference(ledger="repairs", label="number"),
            hint="转维修的写维修单号",
            width=13,
        ),
        Field(
            key="mended",
            title="维修单状态",
            type=Computed(
                expression=REPAIR_OF_HAZARD,
                words=(
                    (MENDED, "△ 已修好"),
                    (CALLED_OFF, "维修单已作废"),
                    (NOT_ENOUGH, "○ 退回后未修"),
                ),
            ),
            width=9,
        ),
    ),
)  # fmt: skip

WATERLOGGING = Ledger(
    name="waterlogging",
    title="易涝点",
    department="facilities",
    label="name",
    aliases="aliases",
    key=("name",),
    order=("name",),
    title_words=("易涝点", "积水点", "内涝点"),
    shown=(
        "name", "road", "place", "depth_cm", "area_m2", "cause", "measures", "person", "phone",
        "events", "righted_on", "note",
    ),
    fields=(
        Field(
            key="name",
            title="积水点",
            type=Text(limit=64),
            synonyms=("易涝点", "名称", "点位", "积水点名称", "易涝点名称"),
            sorts=True,
            required=True,
            width=16,
        ),
        Field(key="road", title="路段", type=Reference(ledger="roads"), synonyms=("道路",), width=12),
        Field(key="place", title="位置", type=Text(), synonyms=("具体位置", "地点"), width=18),
        Field(key="point", title="经纬度", type=Point(), width=18),
        Field(key="depth_cm", title="最大积水深度", type=Scaled(unit="cm"), synonyms=("积水深度",)),
        Field(key="area_m2", title="积水面积", type=Scaled(unit="㎡")),
        Field(key="cause", title="积水原因", type=LongText(), synonyms=("原因", "成因"), width=18),
        Field(key="measures", title="处置措施", type=LongText(), synonyms=("整治措施",), width=20),
        Field(key="person", title="责任人", type=Text(limit=32), width=8),
        Field(key="phone", title="联系电话", type=Phone(), personal=True, width=13),
        Field(
            key="righted_on",
            title="消除日期",
            type=Date(),
            synonyms=("整治完成", "销号日期"),
            width=11,
        ),
        Field(key="events", title="积水次数", type=Tally(ledger="waterlogging-events", by="spot"), width=8),
        Field(key="photos", title="照片", type=Photos()),
        ALIASES,
        PROVISIONAL,
        NOTE,
    ),
)  # fmt: skip

WATER_EVENTS = Ledger(
    name="waterlogging-events",
    title="积水记录",
    department="facilities",
    label="began_at",
    date="began_at",
    identity=("began_at", "spot"),
    frozen=2,
    order=("began_at",),
    title_words=("积水记录", "内涝记录", "防汛记录"),
    checks=(NotBefore(blame="drained_at", other="began_at", reason="排干时间早于积水时间"),),
    fields=(
        Field(
            key="began_at",
            title="积水时间",
            type=DateTime(),
            synonyms=("发生时间", "开始时间", "日期"),
            required=True,
            width=14,
        ),
        Field(
            key="spot",
            title="积水点",
            type=Reference(ledger="waterlogging"),
            synonyms=("易涝点", "地点", "点位"),
            required=True,
            width=16,
        ),
        Field(key="depth_cm", title="积水深度", type=Scaled(unit="cm"), width=9),
        Field(key="rain_mm", title="降雨量", type=Scaled(unit="mm"), width=8),
        Field(key="arrived_at", title="到场时间", type=DateTime(), anchor="began_at", width=14),
        Field(key="drained_at", title="排干时间", type=DateTime(), anchor="began_at", width=14),
        Field(
            key="responded",
            title="响应",
            type=Computed(expression=RESPONDED, words=((0, "▲ 到场超时"), (1, "及时到场"))),
            hint="从积水到到场：几分钟以内算及时，在“系统”的单位设置里改",
            width=9,
        ),
        Field(
            key="minutes",
            title="积水时长",
            type=Computed(
                expression=(
                    "CAST(round((julianday(t.drained_at) - julianday(t.began_at)) * 1440) AS INTEGER)"
                )
            ),
            hint="从积水到排干的分钟数",
            width=8,
        ),
        Field(key="people", title="出动情况", type=Text(), hint="人员、泵车", width=14),
        Field(key="handled", title="处置情况", type=LongText(), width=20),
        Field(key="photos", title="照片", type=Photos()),
        NOTE,
    ),
)

PERMITS = Ledger(
    name="work-permits",
    title="作业票",
    department="facilities",
    label="number",
    date="begins_at",
    key=("number",),
    numbering=Numbering(field="number", pattern="ZY-{year}-{segment}{serial:03}"),
    identity=("begins_at", "kind", "place"),
    frozen=2,
    order=("begins_at",),
    title_words=("作业票", "作业许可", "作业审批", "有限空间作业"),
    shown=(
        "number", "begins_at", "ends_at", "state", "kind", "facility", "place", "work", "leader",
        "workers", "guard", "approver", "approved_at", "finished_at", "note",
    ),
    checks=(
        NotBefore(blame="ends_at", other="begins_at", reason="结束时间早于开始时间"),
        FilledWith(blame="guard", other="approver", reason="批准作业前要写明监护人"),
        NotBefore(blame="finished_at", other="begins_at", reason="完工时间早于开始时间"),
        FilledWith(
            blame="approver", other="finished_at", reason="还没有批准，不能完工",
            suggestion="请先办“批准”",
        ),
    ),
    fields=(
        Field(key="number", title="作业票号", type=Text(limit=64), synonyms=("编号", "票号"), width=13),
        Field(
            key="kind",
            title="作业类别",
            type=Choice(catalogue="permit-kind", open=True),
            synonyms=("类别", "作业类型"),
            required=True,
        ),
        Field(
            key="begins_at",
            title="开始时间",
            type=DateTime(),
            synonyms=("作业时间", "作业开始时间", "作业日期"),
            required=True,
            width=14,
        ),
        Field(key="ends_at", title="结束时间", type=DateTime(), anchor="begins_at", width=14),
        *facility_fields("作业设施", ("设施编号", "设施")),
        Field(key="place", title="作业地点", type=Text(), synonyms=("地点", "位置"), width=18),
        Field(key="work", title="作业内容", type=LongText(), width=20),
        Field(key="unit", title="作业单位", type=Text(limit=64), synonyms=("施工单位",)),
        Field(key="leader", title="负责人", type=Text(limit=32), synonyms=("作业负责人",), width=8),
        Field(key="workers", title="作业人员", type=Text(), width=14),
        Field(key="guard", title="监护人", type=Text(limit=32), width=8),
        Field(key="gas", title="气体检测", type=Text(), hint="氧、硫化氢、一氧化碳、可燃气体的读数", width=18),
        Field(key="vented", title="已通风", type=YesNo(), none_words=False, width=7),
        Field(key="measures", title="安全措施", type=LongText(), width=20),
        Field(key="approver", title="批准人", type=Text(limit=32), synonyms=("审批人",), width=8),
        Field(key="approved_at", title="批准时间", type=DateTime(), anchor="begins_at", width=14),
        Field(key="photos", title="现场照片", type=Photos()),
        NOTE,
        Field(
            key="state",
            title="状态",
            type=Computed(
                expression=(
                    f"CASE WHEN t.finished_at IS NOT NULL THEN {FINISHED}"
                    f" WHEN t.approver IS NULL THEN {WANTED}"
                    " WHEN substr(coalesce(t.ends_at, t.begins_at), 1, 10) < :today"
                    f" THEN {UNFINISHED} ELSE {AT_WORK} END"
                ),
                clock=True,
                words=(
                    (WANTED, "○ 待批准"),
                    (AT_WORK, "△ 作业中"),
                    (UNFINISHED, "▲ 超时未完工"),
                    (FINISHED, "已完工"),
                ),
            ),
            width=12,
        ),
        Field(
            key="precautions",
            title="已落实措施",
            type=Choices(catalogue="permit-precaution"),
            width=20,
        ),
        Field(key="rescue", title="应急救援", type=Text(), hint="三脚架、呼吸器等和救援人", width=16),
        Field(key="gas_at", title="检测时间", type=DateTime(), anchor="begins_at", width=14),
        Field(key="gas_by", title="检测人", type=Text(limit=32), width=8),
        Field(
            key="oxygen", title="氧气", type=Scaled(unit="%"),
            synonyms=("氧含量", "氧气含量"),
            none_words=False, width=7,
        ),
        Field(key="h2s", title="硫化氢", type=Scaled(unit="mg/m³"), none_words=False, width=8),
        Field(key="co", title="一氧化碳", type=Scaled(unit="mg/m³"), none_words=False, width=8),
        Field(key="lel", title="可燃气体", type=Scaled(unit="%LEL"), none_words=False, width=8),
        Field(key="extended_at", title="延期时间", type=DateTime(), anchor="begins_at", width=14),
        Field(key="extended_by", title="延期批准人", type=Text(limit=32), width=8),
        Field(key="finished_at", title="完工时间", type=DateTime(), anchor="begins_at", width=14),
        Field(key="finished_by", title="完工验收人", type=Text(limit=32), width=8),
    ),
)  # fmt: skip
