"""诉求跟进: complaints, petitions and media as sources with a follow-up of their own."""

from bureau.ledger.checks import NotBefore
from bureau.ledger.declaration import Field, Ledger
from bureau.ledger.types import (
    Choice,
    Computed,
    Date,
    LongText,
    Phone,
    Photos,
    Reference,
    Text,
)

DONE_STATES = (4603, 4604)
"""Catalogue ids of the states that need no more follow-up: 已答复, 已办结."""

COMPLAINTS = Ledger(
    name="complaints",
    title="投诉信访",
    department="market",
    label="subject",
    date="received_on",
    identity=("received_on", "kind", "subject"),
    frozen=2,
    order=("received_on",),
    title_words=("投诉", "信访", "舆情", "媒体曝光", "批示"),
    shown=(
        "received_on", "subject", "kind", "outlet", "content", "town", "unit", "due_on", "state",
        "overdue", "replied_on", "satisfaction", "case",
    ),
    checks=(
        NotBefore(blame="due_on", other="received_on", reason="办理期限早于收到日期"),
        NotBefore(blame="replied_on", other="received_on", reason="答复日期早于收到日期"),
    ),
    fields=(
        Field(
            key="received_on",
            title="收到日期",
            type=Date(),
            synonyms=("日期", "受理日期", "来访日期", "曝光日期", "收件日期"),
            required=True,
            width=11,
        ),
        Field(
            key="subject",
            title="事由",
            type=Text(),
            synonyms=("标题", "主题", "事项", "信访事项"),
            required=True,
            width=22,
        ),
        Field(
            key="kind",
            title="诉求渠道",
            type=Choice(catalogue="complaint-kind", open=True),
            synonyms=("渠道", "类别", "来源", "信访形式"),
            required=True,
        ),
        Field(key="outlet", title="媒体或交办单位", type=Text(limit=64), synonyms=("媒体", "交办单位")),
        Field(key="content", title="内容", type=LongText(), synonyms=("反映内容", "诉求内容"), width=24),
        Field(
            key="person_name",
            title="反映人",
            type=Text(limit=32),
            synonyms=("信访人", "投诉人", "来访人", "姓名"),
            personal=True,
        ),
        Field(key="phone", title="联系电话", type=Phone(), synonyms=("电话",), personal=True, width=13),
        Field(key="town", title="镇街", type=Reference(ledger="towns"), synonyms=("属地",)),
        Field(key="address", title="地点", type=Text(), synonyms=("地址",), sorts=True, width=18),
        Field(
            key="category",
            title="问题类别",
            type=Choice(catalogue="market-category", child="subcategory"),
        ),
        Field(key="subcategory", title="小类", type=Choice(catalogue="market-category")),
        Field(
            key="unit",
            title="承办单位",
            type=Reference(ledger="units"),
            synonyms=("责任单位", "办理单位"),
        ),
        Field(key="person", title="承办人", type=Reference(ledger="people")),
        Field(
            key="due_on",
            title="办理期限",
            type=Date(limit=True),
            synonyms=("期限", "办结期限"),
            anchor="received_on",
            width=11,
        ),
        Field(
            key="state",
            title="办理情况",
            type=Choice(catalogue="complaint-state"),
            synonyms=("状态", "办理状态"),
            width=8,
        ),
        Field(key="follow_up", title="跟进记录", type=LongText(), width=24),
        Field(
            key="replied_on",
            title="答复日期",
            type=Date(),
            synonyms=("办结日期", "回复日期"),
            anchor="received_on",
            width=11,
        ),
        Field(key="reply", title="答复内容", type=LongText(), synonyms=("办理结果",), width=20),
        Field(key="satisfaction", title="满意度", type=Choice(catalogue="satisfaction"), width=8),
        Field(
            key="case",
            title="关联案件",
            type=Reference(ledger="market-cases", label="number"),
            width=14,
        ),
        Field(key="photos", title="照片", type=Photos()),
        Field(key="note", title="备注", type=LongText(), width=16),
        Field(
            key="overdue",
            title="是否超期",
            type=Computed(
                expression=(
                    "CASE WHEN due_on IS NULL THEN NULL"
                    " WHEN coalesce(replied_on, :today) > due_on THEN 1 ELSE 0 END"
                ),
                clock=True,
                words=((1, "超期"), (0, "期内")),
            ),
            width=7,
        ),
    ),
)  # fmt: skip
