"""夜间巡查 of lamps and 日间巡查 of all facilities."""

from bureau.ledger.checks import NotMore
from bureau.ledger.declaration import Field, Ledger, Rest
from bureau.ledger.types import Computed, Date, LongText, Photos, Reference, Text, Whole
from bureau.register.ledgers import NOTE

RATE = "CASE WHEN t.due > 0 THEN ((t.due - t.dark) * 20000 + t.due) / (2 * t.due) END"
"""SQL over a night patrol: hundredths of a percent of the heads that shone, rounded half up."""

LIGHT_PATROLS = Ledger(
    name="light-patrols",
    title="夜间巡查",
    department="facilities",
    label="patrolled_on",
    date="patrolled_on",
    identity=("patrolled_on", "road", "inspectors"),
    frozen=2,
    order=("patrolled_on",),
    title_words=("路灯夜间巡查", "夜间巡查", "夜巡记录", "路灯夜巡", "亮灯率"),
    checks=(NotMore(blame="dark", other="due", reason="未亮比应亮还多"),),
    rests=(
        Rest(
            words=(
                *("实亮", "亮灯", "亮灯数", "亮灯盏数", "实亮数", "实亮灯数", "实亮盏数"),
                *("实际亮灯数", "正常亮灯数", "正常亮灯", "完好灯数"),
            ),
            whole="due",
            field="dark",
        ),
    ),
    fields=(
        Field(
            key="patrolled_on",
            title="巡查日期",
            type=Date(),
            synonyms=("日期", "巡查时间", "夜巡日期", "检查日期"),
            required=True,
            above=True,
            width=11,
        ),
        Field(
            key="road",
            title="路段",
            type=Reference(ledger="roads"),
            synonyms=("道路", "巡查路段", "路名", "所在道路"),
            required=True,
            width=12,
        ),
        Field(
            key="due",
            title="应亮",
            type=Whole(unit="盏"),
            synonyms=("应亮盏数", "应亮灯数", "应亮数", "总盏数", "巡查盏数"),
            required=True,
            hint="按灯头数；经批准停用的不算",
            width=7,
        ),
        Field(
            key="dark",
            title="未亮",
            type=Whole(unit="盏"),
            synonyms=("暗灯", "未亮盏数", "未亮灯数", "灭灯", "灭灯数", "暗灯数", "不亮盏数"),
            none_words=False,
            required=True,
            width=7,
        ),
        Field(key="rate", title="亮灯率(%)", type=Computed(expression=RATE, scale=2), width=8),
        Field(
            key="lamps",
            title="未亮灯杆号",
            type=LongText(),
            synonyms=("未亮灯号", "暗灯编号", "灯号列表", "不亮灯号", "未亮灯杆编号", "灭灯杆号"),
            hint="几个灯号用“、”隔开",
            width=22,
        ),
        Field(
            key="inspectors",
            title="巡查人",
            type=Text(limit=64),
            synonyms=("巡查人员", "检查人", "夜巡人员"),
        ),
        Field(key="weather", title="天气", type=Text(limit=16), width=6),
        Field(key="photos", title="照片", type=Photos()),
        NOTE,
    ),
)

DAY_PATROLS = Ledger(
    name="day-patrols",
    title="日间巡查",
    department="facilities",
    label="patrolled_on",
    date="patrolled_on",
    identity=("patrolled_on", "road", "inspectors", "problem"),
    frozen=2,
    order=("patrolled_on",),
    title_words=("设施巡查", "日间巡查", "市政巡查", "日巡记录"),
    fields=(
        Field(
            key="patrolled_on",
            title="巡查日期",
            type=Date(),
            synonyms=("日期", "巡查时间"),
            required=True,
            above=True,
            width=11,
        ),
        Field(
            key="road",
            title="路段",
            type=Reference(ledger="roads"),
            synonyms=("道路", "巡查路段", "路名"),
            width=12,
        ),
        Field(key="objects", title="巡查内容", type=Text(), synonyms=("巡查设施",), width=16),
        Field(key="seen", title="巡查数量", type=Whole(), width=8),
        Field(
            key="found", title="发现问题数", type=Whole(), synonyms=("问题数",), none_words=False
        ),
        Field(
            key="problem",
            title="存在问题",
            type=LongText(),
            synonyms=("发现问题", "问题描述", "巡查情况"),
            width=24,
        ),
        Field(key="handled", title="处理情况", type=LongText(), synonyms=("处置情况",), width=18),
        Field(
            key="inspectors",
            title="巡查人",
            type=Text(limit=64),
            synonyms=("巡查人员", "检查人"),
        ),
        Field(key="photos", title="照片", type=Photos()),
        NOTE,
        Field(
            key="repair",
            title="维修单",
            type=Reference(ledger="repairs", label="number"),
            hint="转维修的写维修单号",
            width=13,
        ),
        Field(
            key="hazard",
            title="隐患",
            type=Reference(ledger="hazards", label="number"),
            hint="转隐患的写隐患编号",
            width=13,
        ),
    ),
)
