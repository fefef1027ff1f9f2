"""检查记录, 扣分明细 and 奖惩事项: what a contractor's month is judged by."""

from bureau.assessment.month_fields import locked_by
from bureau.ledger.checks import Covered, NeedsWhen, NotBefore, OnlyWhen, Product
from bureau.ledger.declaration import Field, Ledger, Section
from bureau.ledger.locks import Lock, Within
from bureau.ledger.types import (
    Choice,
    Computed,
    Date,
    LongText,
    Photos,
    Quantity,
    Reference,
    References,
    Scaled,
    Text,
    Whole,
)

REDUCED = 5102
"""申诉裁决 减轻."""


def under_contract(day: str) -> Covered:
    """A day of a section lies within one of its contracts."""
    return Covered(
        blame=day,
        ledger="contracts",
        agree=(("section", "section"),),
        begins="begins_on",
        ends="ends_on",
        reason="该日无合同",
        suggestion="请核对日期和标段，或先登记合同",
    )


def locked(day: str, *free: str) -> tuple[Lock, ...]:
    """What is dated in a month of its section that was issued stands still.

    A section that changed hands within a month has two of them, one a contract.
    """
    within = Within(reference="contract", ledger="contracts", begins="begins_on", ends="ends_on")
    return (locked_by("sanitation-months", day, (("section", "section"),), free, within),)


SECTION = Field(
    key="section",
    title="标段",
    type=Reference(ledger="sections"),
    synonyms=("标包", "标段名称", "标段号", "合同段", "所属标段"),
    required=True,
    told="sheet",
    above=True,
    width=9,
)

ROUNDS = Ledger(
    name="sanitation-rounds",
    title="环卫检查",
    department="sanitation",
    label="inspected_on",
    date="inspected_on",
    identity=("section", "inspected_on", "kind", "inspector"),
    frozen=2,
    order=("inspected_on", "section"),
    title_words=("检查记录", "检查日记", "环卫检查"),
    checks=(under_contract("inspected_on"),),
    locks=locked("inspected_on", "signed_by", "signed_on"),
    fields=(
        Field(
            key="inspected_on",
            title="检查日期",
            type=Date(),
            synonyms=("日期", "检查时间"),
            required=True,
            width=11,
        ),
        SECTION,
        Field(key="kind", title="检查类别", type=Choice(catalogue="round-kind"), width=9),
        Field(key="roads", title="检查路段", type=References(ledger="roads"), synonyms=("路段", "道路"), width=24),
        Field(key="inspector", title="检查人", type=Text(limit=64), synonyms=("检查员", "检查人员"), width=12),
        Field(
            key="points",
            title="得分",
            type=Scaled(scale=2),
            hint="直接打分的类别（月度检查、综合评价）才填，满分 100",
            width=7,
        ),
        Field(key="served_on", title="送达日期", type=Date(), width=11),
        Field(key="signed_by", title="公司签收人", type=Text(limit=32), synonyms=("签收人", "公司代表"), personal=True),
        Field(key="signed_on", title="签收日期", type=Date(), width=11),
        Field(key="photos", title="照片", type=Photos()),
        Field(key="note", title="备注", type=LongText(), width=16),
    ),
)  # fmt: skip

DEDUCTIONS = Ledger(
    name="sanitation-deductions",
    title="扣分明细",
    department="sanitation",
    label="problem",
    date="found_on",
    identity=("section", "found_on", "road", "place", "block", "problem"),
    frozen=2,
    order=("found_on", "section"),
    title_words=("扣分明细", "考核扣分", "扣分台账", "环卫保洁考核", "考核明细"),
    shown=(
        "found_on", "section", "road", "block", "problem", "count", "each", "points", "inspector",
        "due_on", "recheck", "served_on", "appealed_on", "ruling", "light",
    ),
    sections=(
        Section("", ("found_on", "section", "road", "place", "block", "problem", "count", "unit",
                     "each", "points", "inspector", "basis", "case")),
        Section("整改复查", ("due_on", "rechecked_on", "recheck")),
        Section("送达申诉", ("served_on", "accepted_on", "appealed_on", "appeal_reason", "ruling",
                         "ruled_on", "reduced_to", "ruling_reason")),
        Section("其他", ("note",)),
    ),
    locks=locked("found_on", "due_on", "rechecked_on", "recheck", "photos_after"),
    checks=(
        under_contract("found_on"),
        Product(
            blame="points",
            factors=("count", "each"),
            reason="扣分不等于数量乘单项扣分",
            suggestion="请一起改，或把扣分清空（空着就按数量乘单项扣分）",
        ),
        NotBefore(blame="rechecked_on", other="found_on", reason="复查日期早于检查日期"),
        NotBefore(blame="due_on", other="found_on", reason="整改期限早于检查日期"),
        NotBefore(blame="served_on", other="found_on", reason="送达日期早于检查日期"),
        NotBefore(blame="appealed_on", other="found_on", reason="申诉日期早于检查日期"),
        NotBefore(blame="ruled_on", other="appealed_on", reason="裁决日期早于申诉日期"),
        NeedsWhen(
            blame="reduced_to",
            other="ruling",
            items=(REDUCED,),
            reason="裁决“减轻”没有填减轻后的扣分",
            suggestion="请填写减轻后的扣分",
        ),
        OnlyWhen(
            blame="reduced_to",
            other="ruling",
            items=(REDUCED,),
            reason="裁决不是“减轻”，不能有减轻后的扣分",
            suggestion="请清空减轻后的扣分，或改裁决",
        ),
    ),
    fields=(
        SECTION,
        Field(
            key="found_on",
            title="检查日期",
            type=Date(),
            synonyms=("日期", "检查时间", "发现日期", "考核日期", "时间", "发现时间", "考核时间"),
            required=True,
            width=11,
        ),
        Field(
            key="road",
            title="检查路段",
            type=Reference(ledger="roads"),
            synonyms=("路段", "道路", "检查道路", "路段名称", "道路名称"),
            width=12,
        ),
        Field(key="place", title="点位", type=Text(limit=128), synonyms=("地点", "具体位置"), width=16),
        Field(
            key="block",
            title="考核项目",
            type=Text(limit=32),
            synonyms=("大项", "项目", "考核大项", "考核类别", "项目类别", "考核分项"),
            hint="空着就由问题描述里的扣分项认出",
            width=14,
        ),
        Field(
            key="problem",
            title="问题描述",
            type=Text(limit=128),
            synonyms=(
                *("扣分项", "存在问题", "扣分原因", "问题", "考核内容", "检查内容", "扣分事由", "扣分内容"),
                *("检查情况", "存在的问题", "问题情况", "具体问题"),
            ),
            required=True,
            width=24,
        ),
        Field(
            key="count",
            title="数量",
            type=Quantity(scale=2, unit_field="unit"),
            synonyms=("数量(处)", "处数", "问题数量", "问题个数", "个数", "次数", "问题处数"),
            width=6,
        ),
        Field(key="unit", title="单位", type=Text(limit=8), width=5),
        Field(
            key="each",
            title="单项扣分",
            type=Scaled(scale=2, unit="分", absolute=True),
            synonyms=("每处扣分", "扣分标准", "分值", "单价分", "每项扣分", "单处扣分", "扣分标准(分/处)"),
            width=8,
        ),
        Field(
            key="points",
            title="扣分",
            type=Scaled(scale=2, unit="分", absolute=True),
            synonyms=("扣分合计", "合计扣分", "应扣分", "扣分值", "扣分数", "扣除分数", "扣分小计"),
            hint="空着就是数量乘单项扣分",
            width=6,
        ),
        Field(key="inspector", title="检查人", type=Text(limit=32), synonyms=("检查员", "检查人员")),
        Field(key="basis", title="依据条款", type=Text(limit=128), synonyms=("依据", "考核条款"), width=14),
        Field(
            key="case",
            title="来源案件",
            type=Reference(ledger="market-cases", label="number"),
            synonyms=("案件编号",),
            width=14,
        ),
        Field(
            key="due_on",
            title="整改期限",
            type=Date(limit=True),
            synonyms=("限期整改日期", "整改时限"),
            anchor="found_on",
            width=11,
        ),
        Field(key="rechecked_on", title="复查日期", type=Date(), anchor="found_on", width=11),
        Field(key="recheck", title="复查结果", type=Choice(catalogue="review"), synonyms=("复查结论",)),
        Field(key="served_on", title="送达日期", type=Date(), anchor="found_on", width=11),
        Field(key="accepted_on", title="认可日期", type=Date(), synonyms=("签收日期",), width=11),
        Field(key="appealed_on", title="申诉日期", type=Date(), anchor="found_on", width=11),
        Field(key="appeal_reason", title="申诉理由", type=LongText(), width=20),
        Field(key="evidence", title="申诉材料", type=Photos()),
        Field(key="ruling", title="裁决", type=Choice(catalogue="appeal-ruling"), width=8),
        Field(key="ruled_on", title="裁决日期", type=Date(), anchor="appealed_on", width=11),
        Field(key="reduced_to", title="减轻后扣分", type=Scaled(scale=2, unit="分"), width=8),
        Field(key="ruling_reason", title="裁决理由", type=LongText(), width=20),
        Field(key="photos", title="照片", type=Photos()),
        Field(key="photos_after", title="整改后照片", type=Photos()),
        Field(key="note", title="备注", type=LongText(), width=16),
        Field(
            key="light",
            title="办理提示",
            type=Computed(
                expression=(
                    "CASE WHEN rechecked_on IS NULL AND due_on < :today THEN 3"
                    " WHEN appealed_on IS NOT NULL AND ruling IS NULL THEN 1"
                    " WHEN rechecked_on IS NULL AND due_on <= date(:today, '+1 day') THEN 2"
                    " WHEN served_on IS NULL THEN 4 END"
                ),
                clock=True,
                words=((4, "○ 未送达"), (2, "△ 整改临期"), (1, "△ 待裁决"), (3, "▲ 整改超期")),
            ),
            width=9,
        ),
    ),
)  # fmt: skip

EVENTS = Ledger(
    name="sanitation-events",
    title="奖惩事项",
    department="sanitation",
    label="happened_on",
    date="happened_on",
    identity=("section", "happened_on", "kind", "reason"),
    frozen=2,
    order=("happened_on",),
    title_words=("奖惩事项", "投诉通报"),
    checks=(under_contract("happened_on"),),
    locks=locked("happened_on"),
    fields=(
        Field(key="happened_on", title="日期", type=Date(), required=True, width=11),
        SECTION,
        Field(key="kind", title="事项", type=Choice(catalogue="assessed-event"), required=True, width=14),
        Field(key="count", title="次数", type=Whole(minimum=1), hint="空着就是 1 次", width=5),
        Field(
            key="complaint",
            title="来源投诉",
            type=Reference(ledger="complaints", label="subject"),
            width=14,
        ),
        Field(key="reason", title="事由", type=LongText(), synonyms=("说明", "内容"), width=28),
        Field(key="basis", title="依据", type=Text(limit=128), synonyms=("文号",), width=16),
        Field(key="photos", title="照片", type=Photos()),
        Field(key="note", title="备注", type=LongText(), width=16),
    ),
)  # fmt: skip
