"""热线工单: orders of 12345, 12319 and the 数字城管 platform, known by their 工单号."""

from bureau.ledger.checks import NotBefore
from bureau.ledger.declaration import Field, Ledger
from bureau.ledger.types import (
    Choice,
    Computed,
    DateTime,
    LongText,
    Phone,
    Reference,
    Text,
    Whole,
    YesNo,
)

ANSWERED_STATES = (3504, 3505)
"""Catalogue ids of the states in which an order needs no more work: 已答复, 已办结."""
RETURNED_STATES = (3503,)
"""已退单: handed back to the platform, no longer this bureau's."""

LIMIT = (
    "CASE WHEN length(coalesce(extended_to, due_at)) = 10"
    " THEN coalesce(extended_to, due_at) || ' 23:59' ELSE coalesce(extended_to, due_at) END"
)
"""The limit that counts, extended or not, as a full moment: a day alone lasts to its end."""

ORDERS = Ledger(
    name="hotline",
    title="热线工单",
    department="market",
    label="number",
    date="received_at",
    key=("number",),
    frozen=2,
    order=("received_at",),
    title_words=("热线工单", "工单", "12345", "12319", "热线", "数字城管"),
    shown=(
        "number", "received_at", "platform", "kind", "content", "town", "address", "category",
        "unit", "due_at", "overdue", "state", "answered_at", "satisfaction", "case",
    ),
    checks=(
        NotBefore(blame="answered_at", other="received_at", reason="答复时间早于受理时间"),
        NotBefore(blame="due_at", other="received_at", reason="办理时限早于受理时间"),
    ),
    fields=(
        Field(
            key="number",
            title="工单号",
            type=Text(limit=64),
            pattern=r"(工单|任务|受理|诉求|案件|案卷|事件|单据|留言|来信|信件).*(编?号|单号|编码)$",
            synonyms=("工单编号", "工单编码", "受理编号", "任务号", "诉求编号", "流水号", "案卷号", "单号"),
            required=True,
            none_words=False,
            width=18,
        ),
        Field(
            key="platform",
            title="来源平台",
            type=Choice(catalogue="hotline-platform", open=True),
            pattern=r"(平台|渠道|来源|热线)(名称)?$",
            synonyms=("平台", "来源", "工单来源", "受理渠道", "诉求来源"),
        ),
        Field(
            key="received_at",
            title="受理时间",
            type=DateTime(),
            pattern=r"(受理|来电|创建|登记|生成|诉求|接单|录入|上报|留言|来信|反映).*(时间|日期)$",
            synonyms=("来电时间", "登记时间", "创建时间", "诉求时间", "受理日期", "工单时间"),
            required=True,
            width=14,
        ),
        Field(
            key="kind",
            title="诉求类型",
            type=Choice(catalogue="hotline-kind", open=True),
            synonyms=("工单类型", "诉求类别", "来电类型", "类型", "事项类别", "诉求性质", "来电类别", "事项类型"),
        ),
        Field(
            key="content",
            title="诉求内容",
            type=LongText(),
            pattern=r"(内容|描述|详情|事项|标题)$",
            synonyms=(
                "内容", "留言内容", "来信内容", "工单内容", "问题描述", "诉求描述", "反映内容",
                "事件描述", "诉求标题",
            ),
            width=28,
        ),
        Field(
            key="caller",
            title="诉求人",
            type=Text(limit=32),
            synonyms=("来电人", "反映人", "市民姓名", "联系人", "姓名", "投诉人", "网友昵称", "留言人"),
            personal=True,
        ),
        Field(
            key="phone",
            title="联系电话",
            type=Phone(),
            pattern=r"电话|手机|号码$",
            synonyms=("来电号码", "电话", "手机号", "手机号码", "联系方式"),
            personal=True,
            width=13,
        ),
        Field(
            key="town",
            title="镇街",
            type=Reference(ledger="towns"),
            synonyms=("所属镇街", "所属区域", "区域", "乡镇", "街道", "属地"),
        ),
        Field(
            key="address",
            title="诉求地点",
            type=Text(),
            pattern=r"(地点|地址|位置)(描述|详情)?$",
            synonyms=("地址", "事发地点", "事发地址", "地点", "诉求地址", "位置"),
            sorts=True,
            width=22,
        ),
        Field(
            key="category",
            title="问题类别",
            type=Choice(catalogue="market-category", child="subcategory"),
        ),
        Field(
            key="subcategory",
            title="问题小类",
            type=Choice(catalogue="market-category"),
        ),
        Field(
            key="unit",
            title="承办单位",
            type=Reference(ledger="units"),
            pattern=r"(承办|责任|办理|处置|接单|主办|牵头)(单位|部门|中队)$",
            synonyms=("责任单位", "办理单位", "处置单位", "承办部门", "责任中队"),
        ),
        Field(
            key="assigned_at",
            title="派单时间",
            type=DateTime(),
            pattern=r"(派单|派发|派遣|分派|转办|交办).*(时间|日期)$",
            synonyms=("派发时间", "转办时间", "交办时间", "派单日期"),
            width=14,
        ),
        Field(
            key="signed_at",
            title="签收时间",
            type=DateTime(),
            synonyms=("接收时间", "签收日期"),
            width=14,
        ),
        Field(
            key="due_at",
            title="办理时限",
            type=DateTime(),
            pattern=r"(时限|期限|截止)(时间|日期)?$",
            synonyms=(
                "截止时间", "办结时限", "办理期限", "应办结时间", "要求办结时间", "处置时限",
                "到期时间", "时限要求",
            ),
            width=14,
        ),
        Field(
            key="extended_to",
            title="延期至",
            type=DateTime(),
            synonyms=("延期时间", "延期截止时间", "延期后时限"),
            width=14,
        ),
        Field(key="extension_reason", title="延期原因", type=LongText(), synonyms=("延期理由",)),
        Field(
            key="returned_at",
            title="退单时间",
            type=DateTime(),
            synonyms=("退回时间", "退单日期"),
            width=14,
        ),
        Field(
            key="return_reason", title="退单原因", type=LongText(), synonyms=("退回原因", "退单理由")
        ),
        Field(
            key="state",
            title="工单状态",
            type=Choice(catalogue="hotline-state", open=True),
            pattern=r"(状态|进度|阶段|环节)$",
            synonyms=("状态", "办理状态", "当前状态", "办理情况"),
            width=8,
        ),
        Field(
            key="answered_at",
            title="答复时间",
            type=DateTime(),
            pattern=r"(答复|办结|回复|反馈|完成|结案).*(时间|日期)$",
            synonyms=("办结时间", "回复时间", "反馈时间", "完成时间", "办结日期"),
            width=14,
        ),
        Field(
            key="answer",
            title="答复内容",
            type=LongText(),
            pattern=r"(答复|回复|办理|处理|反馈)(内容|结果|意见|情况)$",
            synonyms=("办理结果", "回复内容", "处理结果", "处置结果", "答复意见"),
            width=24,
        ),
        Field(
            key="called_back_at",
            title="回访时间",
            type=DateTime(),
            synonyms=("回访日期",),
            width=14,
        ),
        Field(
            key="satisfaction",
            title="满意度",
            type=Choice(catalogue="satisfaction"),
            synonyms=("回访结果", "满意情况", "是否满意", "回访满意度"),
            width=8,
        ),
        Field(
            key="resolved",
            title="是否解决",
            type=YesNo(yes=("是", "已解决", "解决"), no=("否", "未解决")),
            none_words=False,
            synonyms=("诉求是否解决", "解决情况"),
        ),
        Field(
            key="repeats",
            title="重复次数",
            type=Whole(),
            synonyms=("重复来电次数", "诉求次数"),
        ),
        Field(
            key="case",
            title="关联案件",
            type=Reference(ledger="market-cases", label="number"),
            synonyms=("案件编号",),
            width=14,
        ),
        Field(key="note", title="备注", type=LongText(), synonyms=("说明",), width=16),
        Field(
            # The platforms have classes of their own, far more than the bureau's; an order isn't
            # refused for one that the bureau doesn't know.
            key="platform_class",
            title="平台分类",
            type=Text(limit=64),
            pattern=r"(?<!工单)(?<!诉求)(?<!来电)(小类|子类|分类|类目|类别)(名称)?$",
            synonyms=("问题分类", "归口类别", "事件类别", "类别", "小类", "小类名称", "三级分类"),
            none_words=False,
        ),
        Field(
            key="limit_at",
            title="实际时限",
            type=Computed(expression=LIMIT),
            width=14,
        ),
        Field(
            key="overdue",
            title="是否超期",
            type=Computed(
                # An order due today may still be answered today, so its limit has run out from the
                # day after, as that of a case has.
                expression=(
                    f"CASE WHEN {LIMIT} IS NULL OR state IN (3503) THEN NULL"
                    " WHEN answered_at IS NULL OR state IN (3506)"
                    f" THEN substr({LIMIT}, 1, 10) < :today"
                    " WHEN substr(answered_at, 1, length(coalesce(extended_to, due_at)))"
                    " > coalesce(extended_to, due_at) THEN 1 ELSE 0 END"
                ),
                clock=True,
                words=((1, "▲ 超期"), (0, "○ 期内")),
            ),
            width=7,
        ),
    ),
)  # fmt: skip
