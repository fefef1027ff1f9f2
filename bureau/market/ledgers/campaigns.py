"""专项行动: special actions with their targets, and what each unit did for them day by day."""

from bureau.ledger.checks import NotBefore
from bureau.ledger.declaration import Field, Ledger
from bureau.ledger.types import Choice, Date, Lines, LongText, Photos, Reference, References, Text

CAMPAIGNS = Ledger(
    name="campaigns",
    title="专项行动",
    department="market",
    label="name",
    date="begins_on",
    key=("name",),
    order=("begins_on",),
    title_words=("专项行动", "专项整治"),
    shown=("name", "kind", "begins_on", "ends_on", "state", "leader", "units", "targets", "note"),
    checks=(NotBefore(blame="ends_on", other="begins_on", reason="结束日期早于开始日期"),),
    fields=(
        Field(
            key="name",
            title="行动名称",
            type=Text(limit=64),
            synonyms=("名称", "专项名称", "专项行动名称"),
            required=True,
            width=20,
        ),
        Field(
            key="kind",
            title="行动类别",
            type=Choice(catalogue="campaign-kind", open=True),
            synonyms=("类别", "专项类别"),
        ),
        Field(
            key="begins_on",
            title="开始日期",
            type=Date(),
            synonyms=("开始时间", "起始日期"),
            required=True,
            width=11,
        ),
        Field(
            key="ends_on",
            title="结束日期",
            type=Date(),
            synonyms=("结束时间", "截止日期"),
            anchor="begins_on",
            width=11,
        ),
        Field(
            key="state",
            title="行动状态",
            type=Choice(catalogue="campaign-state"),
            synonyms=("状态",),
            width=8,
        ),
        Field(
            key="leader",
            title="负责人",
            type=Reference(ledger="people"),
            synonyms=("牵头领导", "责任人"),
        ),
        Field(
            key="units",
            title="参加单位",
            type=References(ledger="units"),
            synonyms=("责任单位", "参与单位"),
            width=16,
        ),
        Field(key="basis", title="依据", type=Text(), synonyms=("文件依据", "方案文号")),
        Field(key="goal", title="工作目标", type=LongText(), synonyms=("目标",), width=20),
        Field(key="targets", title="目标量", type=Lines(catalogue="daily-count", open=True)),
        Field(key="photos", title="照片", type=Photos()),
        Field(key="note", title="备注", type=LongText(), width=16),
    ),
)

CAMPAIGN_DAYS = Ledger(
    name="campaign-days",
    title="专项日报",
    department="market",
    label="date",
    date="date",
    key=("campaign", "date", "unit"),
    frozen=2,
    order=("date",),
    title_words=("专项日报", "专项行动日报"),
    fields=(
        Field(
            key="date",
            title="日期",
            type=Date(),
            synonyms=("时间", "填报日期", "工作日期"),
            required=True,
            width=11,
        ),
        Field(
            key="campaign",
            title="行动名称",
            type=Reference(ledger="campaigns"),
            synonyms=("专项行动", "专项名称"),
            required=True,
            above=True,
            width=20,
        ),
        Field(
            key="unit",
            title="单位",
            type=Reference(ledger="units"),
            synonyms=("中队", "责任单位", "填报单位"),
            above=True,
        ),
        Field(key="counts", title="工作量", type=Lines(catalogue="daily-count", open=True)),
        Field(key="photos", title="照片", type=Photos()),
        Field(key="note", title="备注", type=LongText(), synonyms=("工作情况",), width=16),
    ),
)
