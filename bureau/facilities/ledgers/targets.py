"""亮灯率指标 by road grade with the share of intact facilities, and the caps of dark lamps on small roads."""

from bureau.ledger.declaration import Field, Ledger
from bureau.ledger.types import Choice, Date, Scaled, Text, Whole
from bureau.register.ledgers import NOTE

BEGINS = Field(
    key="begins_on",
    title="起用日期",
    type=Date(),
    synonyms=("执行日期", "生效日期", "起始日期"),
    required=True,
    hint="从这一天起代替以前的；没有登记的用出厂的",
    width=11,
)
BASIS = Field(
    key="basis",
    title="依据",
    type=Text(),
    synonyms=("文件依据", "文号"),
    width=24,
)

LIGHTING_TARGETS = Ledger(
    name="lighting-targets",
    title="亮灯率指标",
    department="facilities",
    rules=True,
    label="begins_on",
    date="begins_on",
    identity=("begins_on", "subject", "grade"),
    order=("begins_on",),
    title_words=("亮灯率指标", "照明指标", "亮灯率目标"),
    fields=(
        BEGINS,
        Field(
            key="subject",
            title="指标",
            type=Choice(catalogue="lighting-target"),
            synonyms=("指标名称", "考核指标"),
            required=True,
            width=14,
        ),
        Field(
            key="grade",
            title="道路等级",
            type=Choice(catalogue="traffic-grade"),
            synonyms=("道路类别", "道路类型"),
            hint="空着是没有单列指标的其他等级；完好率不分等级",
            width=10,
        ),
        Field(
            key="overall",
            title="总体指标",
            type=Scaled(unit="%", maximum=10_000),
            synonyms=("指标值", "总体", "目标值"),
            required=True,
            width=9,
        ),
        Field(
            key="single",
            title="单条道路指标",
            type=Scaled(unit="%", maximum=10_000),
            synonyms=("单条道路", "单路指标"),
            hint="空着就和总体指标一样",
            width=12,
        ),
        BASIS,
        NOTE,
    ),
)

LIGHTING_CAPS = Ledger(
    name="lighting-caps",
    title="小路段控制数",
    department="facilities",
    rules=True,
    label="begins_on",
    date="begins_on",
    identity=("begins_on", "under"),
    order=("begins_on", "under"),
    title_words=("小路段控制数", "未亮控制数", "小路段"),
    fields=(
        Field(
            key="begins_on",
            title=BEGINS.title,
            type=Date(),
            synonyms=BEGINS.synonyms,
            required=True,
            hint="同一天起用的几行是一套，从这一天起整套代替以前的",
            width=11,
        ),
        Field(
            key="under",
            title="少于",
            type=Whole(unit="盏", minimum=1, maximum=100_000),
            synonyms=("路灯少于", "盏数少于", "规模"),
            required=True,
            hint="道路的路灯盏数；不少于最大一行的道路按亮灯率考核",
            width=8,
        ),
        Field(
            key="cap",
            title="最多未亮",
            type=Whole(unit="盏", maximum=100_000),
            synonyms=("控制数", "未亮控制数", "允许未亮"),
            none_words=False,
            required=True,
            hint="一次巡查最多几盏未亮",
            width=9,
        ),
        BASIS,
        NOTE,
    ),
)
