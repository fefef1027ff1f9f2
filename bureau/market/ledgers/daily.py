"""The daily log (执法日志): what a squad counted on one day."""

from bureau.ledger.declaration import Field, Ledger, Section
from bureau.ledger.types import Date, Lines, LongText, Reference

DAILY = Ledger(
    name="market-daily",
    title="执法日志",
    department="market",
    label="date",
    date="date",
    key=("date", "unit"),
    frozen=2,
    order=("date",),
    sections=(
        Section("", ("date", "unit", "leader")),
        Section("工作量", ("counts",)),
        Section("其他情况", ("note",)),
    ),
    title_words=("执法日志", "工作日志", "执法日报", "日报", "巡查日志", "执法台账"),
    fields=(
        Field(
            key="date",
            title="日期",
            type=Date(),
            pattern=r"(日期|时间|年月日)$",
            synonyms=(
                "时间", "工作日期", "执法日期", "日志日期", "巡查日期", "填报日期", "年月日", "执勤日期",
                "值班日期", "登记日期", "上报日期",
            ),
            required=True,
            width=11,
        ),
        Field(
            key="unit",
            title="中队",
            type=Reference(ledger="units"),
            pattern=r"(单位|中队|大队|队伍|班组|部门)(名称)?$",
            synonyms=(
                "单位", "执法中队", "队伍", "责任单位", "填报单位", "大队", "中队名称", "班组", "执法队伍",
                "部门",
            ),
            above=True,
        ),
        Field(
            key="leader",
            title="带班领导",
            type=Reference(ledger="people"),
            pattern=r"(带班|带队|值班|领班|值守)(领导|人|人员|干部|队长|中队长|负责人)?$",
            synonyms=(
                "带班人", "带队领导", "值班领导", "带队人", "带班负责人", "带班", "带班中队长", "值班人",
                "负责人",
            ),
            width=9,
        ),
        Field(
            key="counts",
            title="工作量",
            type=Lines(catalogue="daily-count", open=True),
        ),
        Field(
            key="note",
            title="备注",
            type=LongText(),
            pattern=r"^备?注|说明$|工作(内容|情况)$",
            synonyms=("说明", "工作内容", "其他", "情况说明"),
            width=16,
        ),
    ),
)  # fmt: skip
