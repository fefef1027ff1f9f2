"""行政处罚 and 暂扣: recorded as facts; what is fined is reported and never scored."""

from bureau.ledger.checks import NotBefore
from bureau.ledger.declaration import Field, Ledger, Numbering
from bureau.ledger.types import (
    Choice,
    Computed,
    Date,
    LongText,
    Money,
    Photos,
    Reference,
    References,
    Text,
    YesNo,
)

PENALTIES = Ledger(
    name="penalties",
    title="处罚案件",
    department="market",
    label="number",
    date="filed_on",
    key=("number",),
    numbering=Numbering(field="number", pattern="CF-{year}-{segment}{serial:04}"),
    frozen=2,
    order=("filed_on",),
    title_words=("行政处罚", "处罚案件", "处罚台账", "案件台账"),
    shown=(
        "number", "filed_on", "cause", "party_name", "procedure", "decision_number", "decided_on",
        "fine_fen", "confiscated_fen", "paid_on", "published_on", "exemption", "closed_on", "unit",
    ),
    checks=(
        NotBefore(blame="decided_on", other="filed_on", reason="决定日期早于立案日期"),
        NotBefore(blame="paid_on", other="decided_on", reason="缴款日期早于决定日期"),
        NotBefore(blame="closed_on", other="filed_on", reason="结案日期早于立案日期"),
    ),
    fields=(
        Field(
            key="number",
            title="立案号",
            type=Text(limit=64),
            synonyms=("案号", "案件编号", "立案编号", "编号", "案件号"),
            width=15,
        ),
        Field(
            key="case",
            title="关联案件",
            type=Reference(ledger="market-cases", label="number"),
            width=14,
        ),
        Field(
            key="filed_on",
            title="立案日期",
            type=Date(),
            pattern=r"(立案|受案).*(时间|日期)$",
            synonyms=("立案时间", "日期"),
            required=True,
            width=11,
        ),
        Field(
            key="cause",
            title="案由",
            type=Text(),
            synonyms=("违法行为", "违法事实", "案件名称"),
            required=True,
            width=22,
        ),
        Field(key="party_kind", title="当事人类型", type=Choice(catalogue="party-kind")),
        Field(
            key="party_name",
            title="当事人",
            type=Text(limit=128),
            synonyms=("当事人姓名", "当事人名称", "被处罚人", "行政相对人", "相对人", "单位名称"),
            personal=True,
            width=16,
        ),
        Field(
            key="party_licence",
            title="证照号",
            type=Text(limit=64),
            synonyms=("统一社会信用代码", "身份证号", "证件号"),
            personal=True,
        ),
        Field(key="address", title="违法地点", type=Text(), synonyms=("地点", "地址", "案发地点")),
        Field(key="town", title="镇街", type=Reference(ledger="towns"), synonyms=("乡镇", "街道")),
        Field(
            key="procedure",
            title="适用程序",
            type=Choice(catalogue="penalty-procedure"),
            synonyms=("程序", "处罚程序", "案件程序"),
        ),
        Field(
            key="decision_number",
            title="决定书号",
            type=Text(limit=64),
            synonyms=("处罚决定书文号", "决定书文号", "处罚决定书号", "文号", "处罚决定文号"),
            width=18,
        ),
        Field(
            key="decided_on",
            title="决定日期",
            type=Date(),
            synonyms=("处罚决定日期", "处罚日期", "决定时间"),
            anchor="filed_on",
            width=11,
        ),
        Field(key="warned", title="警告", type=YesNo(), none_words=False, width=5),
        Field(
            key="fine_fen",
            title="罚款",
            type=Money(unit="元"),
            synonyms=("罚款金额", "处罚金额", "罚款数额", "罚金"),
        ),
        Field(
            key="confiscated_fen",
            title="没收金额",
            type=Money(unit="元"),
            synonyms=("没收违法所得", "没收"),
        ),
        Field(key="confiscated", title="没收物品", type=LongText()),
        Field(
            key="exemption",
            title="不予处罚理由",
            type=Choice(catalogue="penalty-exemption", open=True),
            synonyms=("不予处罚", "免罚理由"),
            width=14,
        ),
        Field(key="paid_on", title="缴款日期", type=Date(), synonyms=("缴纳日期", "缴款时间"), width=11),
        Field(key="paid_fen", title="已缴金额", type=Money(unit="元"), synonyms=("缴款金额", "实缴金额")),
        Field(key="published_on", title="公示日期", type=Date(), synonyms=("公示时间",), width=11),
        Field(
            key="closed_on",
            title="结案日期",
            type=Date(),
            synonyms=("结案时间", "办结日期"),
            anchor="filed_on",
            width=11,
        ),
        Field(key="officers", title="执法人员", type=References(ledger="people"), width=12),
        Field(
            key="unit",
            title="承办单位",
            type=Reference(ledger="units"),
            synonyms=("承办中队", "办案单位", "责任单位", "中队"),
        ),
        Field(key="note", title="备注", type=LongText(), width=16),
    ),
)  # fmt: skip

SEIZURES = Ledger(
    name="seizures",
    title="暂扣物品",
    department="market",
    label="number",
    date="taken_on",
    key=("number",),
    numbering=Numbering(field="number", pattern="ZK-{year}-{segment}{serial:04}"),
    frozen=2,
    order=("taken_on",),
    title_words=("暂扣", "扣押", "先行登记保存", "暂扣物品"),
    shown=(
        "number", "taken_on", "measure", "party_name", "items", "due_on", "light",
        "disposal", "disposed_on", "receiver", "storage_place", "unit", "case",
    ),
    checks=(
        NotBefore(blame="disposed_on", other="taken_on", reason="处理日期早于实施日期"),
        NotBefore(blame="due_on", other="taken_on", reason="到期日早于实施日期"),
    ),
    fields=(
        Field(key="number", title="清单编号", type=Text(limit=64), synonyms=("编号", "清单号"), width=15),
        Field(
            key="measure",
            title="措施",
            type=Choice(catalogue="seizure-measure"),
            synonyms=("强制措施", "措施种类"),
            required=True,
        ),
        Field(
            key="taken_on",
            title="实施日期",
            type=Date(time_field="taken_time"),
            pattern=r"(暂扣|扣押|保存|实施).*(时间|日期)$",
            synonyms=("暂扣时间", "扣押时间", "实施时间", "日期"),
            required=True,
            width=11,
        ),
        Field(key="taken_time", title="实施时刻", type=Text(limit=5), width=6),
        Field(
            key="case",
            title="关联案件",
            type=Reference(ledger="market-cases", label="number"),
            width=14,
        ),
        Field(
            key="penalty",
            title="处罚案件",
            type=Reference(ledger="penalties", label="number"),
            width=14,
        ),
        Field(
            key="party_name",
            title="当事人",
            type=Text(limit=128),
            synonyms=("当事人姓名", "物主", "姓名"),
            personal=True,
            width=14,
        ),
        Field(key="address", title="地点", type=Text(), synonyms=("暂扣地点", "实施地点")),
        Field(
            key="items",
            title="物品清单",
            type=LongText(),
            synonyms=("物品名称", "暂扣物品", "物品", "物品名称及数量"),
            required=True,
            width=22,
        ),
        Field(key="storage_place", title="存放地点", type=Text(), synonyms=("保管地点", "存放处")),
        Field(key="officers", title="执法人员", type=References(ledger="people"), width=12),
        Field(key="unit", title="承办单位", type=Reference(ledger="units"), synonyms=("承办中队", "中队")),
        Field(
            key="due_on",
            title="到期日",
            type=Date(limit=True),
            synonyms=("期限", "处理期限", "到期日期"),
            hint="扣押三十日，批准可延三十日；先行登记保存七个工作日",
            width=11,
        ),
        Field(key="extended_on", title="批准延长日期", type=Date(), width=11),
        Field(key="approver", title="批准人", type=Text(limit=32)),
        Field(
            key="disposal",
            title="物品处理",
            type=Choice(catalogue="seizure-disposal"),
            synonyms=("处理结果", "处理方式"),
        ),
        Field(
            key="disposed_on",
            title="处理日期",
            type=Date(),
            synonyms=("处理时间", "返还日期"),
            anchor="taken_on",
            width=11,
        ),
        Field(key="receiver", title="领取人", type=Text(limit=32), personal=True),
        Field(key="photos", title="照片", type=Photos()),
        Field(key="note", title="备注", type=LongText(), width=16),
        Field(
            key="clock",
            title="剩余天数",
            type=Computed(
                expression=(
                    "CASE WHEN due_on IS NOT NULL AND disposed_on IS NULL AND disposal IS NULL THEN"
                    " CAST(julianday(due_on) - julianday(:today) AS INTEGER) END"
                ),
            ),
            width=8,
        ),
        Field(
            key="light",
            title="期限提示",
            type=Computed(
                expression=(
                    "CASE WHEN due_on IS NULL OR disposed_on IS NOT NULL OR disposal IS NOT NULL"
                    " THEN NULL WHEN due_on < :today THEN 3"
                    " WHEN due_on <= date(:today, '+3 day') THEN 2 ELSE 1 END"
                ),
                clock=True,
                words=((1, "○ 期内"), (2, "△ 临期"), (3, "▲ 超期")),
            ),
            width=8,
        ),
        Field(
            key="late_days",
            title="超期处理天数",
            type=Computed(
                expression=(
                    "CASE WHEN disposed_on > due_on THEN"
                    " CAST(julianday(disposed_on) - julianday(due_on) AS INTEGER) END"
                ),
            ),
            width=8,
        ),
    ),
)  # fmt: skip
