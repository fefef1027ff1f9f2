"""垃圾填埋场: weighbridge, daily work, leachate, disinfection, monitoring and safety rounds."""

from bureau.ledger.declaration import Field, Ledger
from bureau.ledger.types import (
    Choice,
    Computed,
    Date,
    LongText,
    Photos,
    Reference,
    Scaled,
    Text,
    Whole,
)

NOTE = Field(key="note", title="备注", type=LongText(), width=16)
PHOTOS = Field(key="photos", title="照片", type=Photos())


def day(title: str = "日期") -> Field:
    """The day of a log, which a sheet often gives once for several rows."""
    return Field(
        key="date",
        title=title,
        type=Date(),
        synonyms=("日期",),
        required=True,
        above=True,
        width=11,
    )


WEIGHINGS = Ledger(
    name="weighings",
    title="过磅登记",
    department="sanitation",
    label="plate",
    date="date",
    identity=("date", "time", "plate", "gross_t"),
    frozen=2,
    order=("date",),
    title_words=("过磅", "进场登记", "地磅", "外运"),
    fields=(
        Field(
            key="date",
            title="日期",
            type=Date(time_field="time"),
            synonyms=("进场日期", "过磅日期", "过磅时间"),
            required=True,
            above=True,
            width=11,
        ),
        Field(key="time", title="时间", type=Text(limit=5), synonyms=("进场时间",), width=6),
        Field(key="way", title="去向", type=Choice(catalogue="weighing-way"), width=9),
        Field(key="plate", title="车牌", type=Text(limit=16), synonyms=("车号", "车牌号"), required=True),
        Field(key="town", title="来源", type=Reference(ledger="towns"), synonyms=("镇街", "单位")),
        Field(key="kind", title="垃圾种类", type=Choice(catalogue="waste-kind", open=True)),
        Field(key="gross_t", title="毛重", type=Scaled(scale=3, unit="t"), width=8),
        Field(key="tare_t", title="皮重", type=Scaled(scale=3, unit="t"), width=8),
        Field(
            key="weight_t",
            title="净重",
            type=Scaled(scale=3, unit="t"),
            required=True,
            width=8,
        ),
        Field(key="weigher", title="司磅员", type=Text(limit=16)),
        Field(key="receiver", title="接收单位", type=Text(limit=64), hint="外运焚烧的填"),
        NOTE,
        Field(
            key="doubt",
            title="核对",
            type=Computed(
                expression=(
                    "CASE WHEN gross_t - tare_t <> weight_t THEN 1 END"
                ),
                words=((1, "毛重减皮重不等于净重"),),
            ),
            width=16,
        ),
    ),
)  # fmt: skip

LANDFILL_DAYS = Ledger(
    name="landfill-days",
    title="填埋日记",
    department="sanitation",
    label="date",
    date="date",
    identity=("date", "cell"),
    order=("date",),
    title_words=("填埋作业", "填埋日记"),
    fields=(
        day(),
        Field(key="weather", title="天气", type=Text(limit=16), width=6),
        Field(key="cell", title="作业单元", type=Text(limit=32)),
        Field(
            key="weight_t", title="当日填埋量", type=Scaled(scale=3, unit="t"), synonyms=("填埋量",)
        ),
        Field(key="passes", title="摊铺压实次数", type=Whole(), width=8),
        Field(key="cover", title="覆盖材料", type=Text(limit=32)),
        Field(key="covered_m2", title="覆盖面积", type=Scaled(unit="㎡")),
        Field(key="machine_h", title="设备运行", type=Scaled(unit="h")),
        Field(key="fuel_l", title="油耗", type=Scaled(unit="L")),
        Field(key="keeper", title="值班人", type=Text(limit=32)),
        PHOTOS,
        NOTE,
    ),
)

LEACHATE = Ledger(
    name="leachate-days",
    title="渗滤液",
    department="sanitation",
    label="date",
    date="date",
    identity=("date",),
    order=("date",),
    title_words=("渗滤液",),
    fields=(
        day(),
        Field(key="made_m3", title="产生量", type=Scaled(unit="m³")),
        Field(key="treated_m3", title="处理量", type=Scaled(unit="m³")),
        Field(
            key="out_m3",
            title="排放(外运)量",
            type=Scaled(unit="m³"),
            synonyms=("排放量", "外运量"),
        ),
        Field(key="ph", title="pH", type=Scaled(scale=2), width=6),
        Field(key="cod", title="COD", type=Scaled(unit="mg/L")),
        Field(key="ammonia", title="氨氮", type=Scaled(unit="mg/L")),
        Field(key="agent_kg", title="药剂用量", type=Scaled(unit="kg")),
        Field(key="level_m", title="调节池液位", type=Scaled(unit="m")),
        Field(key="keeper", title="值班人", type=Text(limit=32)),
        NOTE,
    ),
)

DISINFECTION = Ledger(
    name="disinfections",
    title="消杀",
    department="sanitation",
    label="area",
    date="date",
    identity=("date", "area", "agent"),
    order=("date",),
    title_words=("消杀", "除臭"),
    fields=(
        day(),
        Field(key="area", title="区域", type=Text(limit=64), required=True),
        Field(key="agent", title="药剂名称", type=Text(limit=64), synonyms=("药剂",)),
        Field(key="amount", title="用量", type=Scaled(unit="kg")),
        Field(key="times", title="次数", type=Whole(), width=6),
        Field(key="worker", title="操作人", type=Text(limit=32)),
        NOTE,
    ),
)

MONITORING = Ledger(
    name="monitorings",
    title="监测",
    department="sanitation",
    label="indicator",
    date="date",
    identity=("date", "kind", "indicator"),
    order=("date",),
    title_words=("监测",),
    fields=(
        day("检测日期"),
        Field(
            key="kind", title="监测对象", type=Choice(catalogue="monitoring-kind"), required=True
        ),
        Field(key="indicator", title="指标", type=Text(limit=64), required=True),
        Field(key="result", title="结果", type=Text(limit=64)),
        Field(key="limit", title="限值", type=Text(limit=64)),
        Field(key="verdict", title="是否达标", type=Choice(catalogue="review")),
        Field(key="laboratory", title="检测机构", type=Text(limit=64), width=18),
        PHOTOS,
        NOTE,
    ),
)

LANDFILL_ROUNDS = Ledger(
    name="landfill-rounds",
    title="填埋场巡查",
    department="sanitation",
    label="spot",
    date="date",
    identity=("date", "spot"),
    order=("date",),
    title_words=("安全巡查", "填埋场巡查"),
    fields=(
        day("巡查日期"),
        Field(
            key="spot",
            title="部位",
            type=Text(limit=32),
            hint="坝体、截洪沟、防飞网、导气、消防",
            required=True,
        ),
        Field(key="result", title="检查结果", type=Choice(catalogue="check-result")),
        Field(key="problem", title="存在问题", type=LongText(), width=20),
        Field(key="handling", title="处理", type=LongText(), width=20),
        Field(key="righted_on", title="整改日期", type=Date(), anchor="date", width=11),
        Field(key="keeper", title="巡查人", type=Text(limit=32)),
        PHOTOS,
        NOTE,
    ),
)

LEDGERS = (WEIGHINGS, LANDFILL_DAYS, LEACHATE, DISINFECTION, MONITORING, LANDFILL_ROUNDS)
