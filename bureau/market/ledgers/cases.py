"""The case ledger (案件台账): every problem found on the street, from its finding to its end."""

from bureau.ledger.checks import NeedsWhen, NotBefore, OnlyWhen
from bureau.ledger.declaration import Field, Ledger, Numbering, Recurrence
from bureau.ledger.referring import last_said
from bureau.ledger.types import (
    Choice,
    Computed,
    Date,
    DateTime,
    LongText,
    Phone,
    Photos,
    Point,
    Recurring,
    Reference,
    Tally,
    Text,
)
from bureau.market.ledgers.case_sections import CASE_SECTIONS
from bureau.settings.declared import REBOUND_RADIUS, REBOUND_WINDOW

CLOSED_STATES = (2206,)
"""Catalogue ids of the states in which a case has been put right (结案)."""
VOID_STATES = (2211,)
"""Catalogue ids of the states in which a case doesn't count (作废): made by mistake or twice."""
SHOP_KINDS = (2402,)
"""Catalogue ids of the kinds of party whose name is that of a shop (个体工商户)."""

REWORK, SUPERVISION = 3310, 3319
"""Catalogue ids of two steps that are counted: 返工 and 督办."""
HELD, HOLDING = 2208, 3312
"""Catalogue ids of the state and the step 挂账."""
HELD_UNTIL = last_said("case-steps", "case", "until", "at", ("step", HOLDING))
"""SQL of the day until which a case is held, as its latest step of the kind says."""

CASES = Ledger(
    name="market-cases",
    title="案件台账",
    department="market",
    label="number",
    date="found_on",
    key=("number",),
    identity=("found_on", "town", "address", "category", "party_name"),
    numbering=Numbering(field="number", pattern="ZZ-{year}-{segment}{serial:04}"),
    frozen=2,
    shown=(
        "number", "found_on", "state", "town", "address", "category", "handling", "due_on", "unit",
        "description", "source", "closed_on", "overdue_days", "party_name", "phone",
    ),
    order=("found_on",),
    sections=CASE_SECTIONS,
    recurs=Recurrence(
        kind="category",
        subkind="subcategory",
        begin="found_on",
        end="closed_on",
        unlinked="unlinked",
        state="state",
        void=VOID_STATES,
        town="town",
        road="road",
        address="address",
        party="party_name",
        party_kind="party_kind",
        shop_kinds=SHOP_KINDS,
        shop="shop",
        point="point",
        window=(REBOUND_WINDOW.key, int(REBOUND_WINDOW.default)),
        radius=(REBOUND_RADIUS.key, int(REBOUND_RADIUS.default)),
    ),
    title_words=("整治台账", "案件台账", "市容", "市容秩序", "整改台账", "问题台账"),
    checks=(
        NotBefore(blame="due_on", other="found_on", reason="整改期限早于发现日期"),
        NotBefore(blame="closed_on", other="found_on", reason="完成时间早于发现日期"),
        NotBefore(blame="reviewed_on", other="found_on", reason="复查时间早于发现日期"),
        NeedsWhen(
            blame="closed_on",
            other="state",
            items=CLOSED_STATES,
            reason="已整改却没有完成时间",
            suggestion="请补上完成时间，或改整改状态",
        ),
        OnlyWhen(
            blame="closed_on",
            other="state",
            items=CLOSED_STATES,
            reason="有完成时间，整改状态却不是已整改",
            suggestion="请改整改状态，或清空完成时间",
        ),
    ),
    fields=(
        Field(
            key="number",
            title="案件编号",
            type=Text(limit=32),
            synonyms=("编号", "案卷编号", "案件号", "案卷号", "工单号"),
            width=14,
        ),
        Field(
            key="found_on",
            title="发现时间",
            type=Date(time_field="found_time"),
            pattern=r"(发现|检查|巡查|巡检|采集|上报|受理|登记|立案|案发|发生|督查|接报|举报|投诉|录入).*(时间|日期)$|^(日期|时间)$",
            synonyms=(
                "发现日期", "巡查时间", "巡查日期", "检查时间", "检查日期",
                "发现问题时间", "问题发现时间", "案发时间",
                "采集时间", "发生时间",
            ),
            required=True,
            width=11,
        ),
        Field(key="found_time", title="发现时刻", type=Text(limit=5), width=6),
        Field(
            key="source",
            title="问题来源",
            type=Choice(catalogue="case-source", open=True),
            pattern=r"来源|(发现|信息|受理|上报|线索|问题)(渠道|途径|方式)$",
            synonyms=("来源", "案件来源", "信息来源", "线索来源", "来源渠道", "发现方式", "发现渠道"),
        ),
        Field(
            key="town",
            title="镇街",
            type=Reference(ledger="towns"),
            pattern=r"(镇|乡|街道|街办|属地|辖区|片区)(名称|单位|办事处|办)?$|^(所[在属]|隶属)(镇|乡|街)",
            synonyms=(
                "镇(街道)", "镇街道", "乡镇", "街道", "所属镇街", "所属街道", "所属乡镇", "乡镇街道",
                "属地", "辖区", "所在镇街", "镇办", "街镇", "属地镇街",
            ),
        ),
        Field(
            key="community",
            title="社区(村)",
            type=Reference(ledger="communities"),
            pattern=r"社区|村居|行政村|居委会",
            synonyms=("社区", "村", "村居", "所属社区"),
        ),
        Field(
            key="road",
            title="路段",
            type=Reference(ledger="roads"),
            synonyms=("道路", "路名", "所在道路", "道路名称", "街路"),
        ),
        Field(
            key="address",
            title="地点",
            type=Text(),
            pattern=r"(地点|地址|位置|点位|地段|路段|部位|处所)(描述|名称|详情)?$",
            sorts=True,
            synonyms=(
                "具体地点", "地址", "具体位置", "位置", "问题地点", "案发地点", "发生地点", "详细地址",
                "位置描述", "点位", "问题点位", "发现地点", "地点描述", "具体地址", "所在位置", "问题位置",
            ),
            required=True,
            width=24,
        ),
        Field(
            key="place_kind",
            title="场所类型",
            type=Choice(catalogue="place-kind"),
            synonyms=("场所", "地点类型", "区域类型"),
        ),
        Field(key="point", title="坐标", type=Point(), synonyms=("经纬度",), width=12),
        Field(key="grid", title="网格号", type=Text(limit=32), synonyms=("网格", "网格编号")),
        Field(
            key="category",
            title="问题类别",
            type=Choice(catalogue="market-category", child="subcategory"),
            pattern=r"(?<!当事人)(?<!场所)(?<!地点)(?<!区域)(?<!处置)(?<!处理)(类别|类型|分类|种类|类目|大类|案由|事项|违[法规章]行为)(名称)?$",
            synonyms=(
                "类别", "问题分类", "案件类别", "分类", "类型", "问题类型", "案件类型", "大类",
                "问题种类", "违规类型", "违法类型", "事件类别", "事件类型", "整治类别", "违章类别",
            ),
            required=True,
        ),
        Field(
            key="subcategory",
            title="小类",
            type=Choice(catalogue="market-category"),
            synonyms=("子类", "问题小类", "细类"),
        ),
        Field(
            key="description",
            title="问题描述",
            type=LongText(),
            pattern=r"(描述|概况|详情|内容|案情|情况说明|存在问题|具体问题)$",
            synonyms=(
                "描述", "问题", "情况描述", "存在问题", "问题内容", "具体问题", "主要问题",
                "案情", "案件描述", "问题情况", "基本情况",
            ),
            width=24,
        ),
        Field(
            key="party_kind",
            title="当事人类型",
            type=Choice(catalogue="party-kind"),
            synonyms=("当事人性质",),
        ),
        Field(
            key="party_name",
            title="当事人",
            type=Text(limit=128),
            pattern=r"(当事人|商户|店铺|店名|商家|业主|经营者|相对人|店招|姓名|责任主体)(姓名|名称|店名|信息)?$",
            synonyms=(
                "姓名/店名", "当事人姓名", "当事人名称", "店名", "姓名", "商户", "商户名称", "当事人/商户",
                "店铺名称", "责任主体", "责任人/店名", "经营者", "业主", "相对人",
            ),
            personal=True,
            width=14,
        ),
        Field(
            key="party_licence",
            title="证照号",
            type=Text(limit=64),
            synonyms=("证件号", "统一社会信用代码", "身份证号"),
            personal=True,
        ),
        Field(
            key="phone",
            title="联系电话",
            type=Phone(),
            pattern=r"电话|手机|联系方式|联系号码",
            synonyms=("电话", "联系方式", "手机", "手机号", "手机号码", "电话号码", "联系号码"),
            personal=True,
            width=13,
        ),
        Field(
            key="handling",
            title="处置方式",
            type=Choice(catalogue="handling"),
            pattern=r"(处置|处理|处罚|执法|整治|办理|管理)(方式|类型|手段|措施|形式|途径|分类|类别)$",
            synonyms=(
                "处理方式", "处置类型", "执法方式", "整治方式", "处置手段", "处理类型",
                "三位一体",
            ),
            width=8,
        ),
        Field(
            key="unit",
            title="责任单位",
            type=Reference(ledger="units"),
            more="helping_unit",
            pattern=r"(责任|承办|处置|办理|整改|负责|牵头|执法|主办|落实|包保|管理|处理)(单位|中队|部门|队伍|大队|科室|股室)(名称)?$|中队$",
            synonyms=(
                "责任中队", "中队", "处置单位", "承办单位", "责任部门", "办理单位", "整改单位", "处理单位",
                "执法单位", "承办中队", "责任队伍", "负责单位", "处置中队", "执法中队", "主办单位",
            ),
        ),
        Field(
            key="person",
            title="责任人",
            type=Reference(ledger="people"),
            pattern=r"(责任|承办|经办|办理|处置|执法|整改|包保|跟进)(人|人员|队员|领导)$",
            synonyms=("承办人", "经办人", "办理人", "执法人员", "处置人"),
        ),
        Field(
            key="helping_unit",
            title="协办单位",
            type=Text(limit=128),
            synonyms=("配合单位", "协助单位"),
        ),
        Field(
            key="due_on",
            title="整改期限",
            type=Date(limit=True),
            pattern=r"期限|时限|截止|到期|(限|要求|应|规定|责令|计划).*(时间|日期|日|前)$|(时间|日期)(节点|要求)",
            synonyms=(
                "期限", "时限", "截止日期", "截止时间", "整改时限", "限期", "限改日期", "处置期限",
                "处置时限", "要求完成时间", "限期整改时间", "应完成时间", "办理期限", "整改截止日期",
                "要求整改时间", "完成期限", "完成时限", "整改截止时间", "限办日期", "规定完成时间",
            ),
            anchor="found_on",
            width=11,
        ),
        Field(
            key="state",
            title="状态",
            type=Choice(catalogue="case-state", day="closed_on"),
            pattern=r"(整改|办理|处置|处理|完成|案件|落实|当前|结案).*(状态|进度|进展|情况|结果)$|是否已?(整改|完成|办结|结案|销号)|整改与否|^(状态|进展)$",
            synonyms=(
                "整改状态", "办理状态", "处置状态", "是否整改",
                "案件状态", "处理状态", "当前状态",
            ),
            width=8,
        ),
        Field(
            key="closed_on",
            title="完成时间",
            type=Date(),
            pattern=r"^(?!.*(限|要求|截止|应|规定|责令|计划|到期|节点|发现)).*(完成|办结|结案|整改|销号|处理|处置|办理|落实|闭环).*(时间|日期)$",
            synonyms=(
                "整改完成时间", "完成日期", "办结时间", "结案时间", "结案日期", "整改时间", "整改日期",
                "办结日期", "处置完成时间", "实际完成时间", "实际完成日期", "销号时间", "销号日期",
                "处理时间", "处置时间", "完成整改时间", "整改完成日期", "处理完成时间",
            ),
            anchor="found_on",
            width=11,
        ),
        Field(
            key="result",
            title="处置结果",
            type=LongText(),
            pattern=r"(整改|处置|处理|办理|落实).*(情况|措施|结果|意见|说明)$",
            synonyms=("整改措施", "处置情况", "办理结果", "处理意见"),
            width=20,
        ),
        Field(
            key="notice_number",
            title="责改文书号",
            type=Text(limit=64),
            synonyms=("文书号", "通知书编号", "文书编号", "责改通知书号"),
        ),
        Field(
            key="delivered_on", title="送达时间", type=Date(), synonyms=("送达日期",), anchor="found_on"
        ),
        Field(
            key="reviewed_by",
            title="复查人",
            type=Reference(ledger="people"),
            synonyms=("核查人", "复核人"),
        ),
        Field(
            key="reviewed_on",
            title="复查时间",
            type=Date(),
            synonyms=("复查日期", "核查时间", "核查日期"),
            anchor="found_on",
        ),
        Field(
            key="review",
            title="复查结论",
            type=Choice(catalogue="review"),
            synonyms=("核查结论", "复查结果", "复查情况"),
        ),
        Field(
            key="satisfaction",
            title="满意度",
            type=Choice(catalogue="satisfaction"),
            synonyms=("回访结果", "群众满意度", "是否满意"),
        ),
        Field(
            key="photos_before",
            title="整改前照片",
            type=Photos(),
            synonyms=("整改前", "处置前照片"),
        ),
        Field(
            key="photos_after", title="整改后照片", type=Photos(), synonyms=("整改后", "处置后照片")
        ),
        Field(key="registered_by", title="登记人", type=Text(limit=32), synonyms=("填报人", "上报人")),
        Field(key="registered_at", title="登记时间", type=DateTime(), synonyms=("录入时间",)),
        Field(
            key="note",
            title="备注",
            type=LongText(),
            pattern=r"^备?注|说明$",
            synonyms=("说明", "其他说明"),
            width=16,
        ),
        Field(key="due_time", title="期限时刻", type=Text(limit=5), width=6),
        Field(key="campaign", title="专项行动", type=Reference(ledger="campaigns"), width=14),
        Field(key="shop", title="涉及商户", type=Reference(ledger="shops"), width=14),
        Field(key="called_back_on", title="回访时间", type=Date(), synonyms=("回访日期",), width=11),
        Field(key="call_note", title="回访记录", type=LongText(), width=16),
        Field(
            key="unlinked",
            title="不算反弹的原因",
            type=LongText(),
            hint="填了就不再算作同一地点的反弹",
            width=16,
        ),
        Field(
            key="overdue_days",
            title="超期天数",
            type=Computed(
                expression=(
                    "CASE WHEN due_on IS NOT NULL AND coalesce(closed_on, :today) > due_on THEN"
                    " CAST(julianday(coalesce(closed_on, :today)) - julianday(due_on) AS INTEGER)"
                    " END"
                ),
                clock=True,
            ),
            width=8,
        ),
        Field(
            key="light",
            title="期限提示",
            type=Computed(
                expression=(
                    f"CASE WHEN state = {HELD} THEN CASE WHEN {HELD_UNTIL} < :today THEN 4 END"
                    " WHEN due_on IS NULL OR closed_on IS NOT NULL"
                    " OR state IN (2206, 2207, 2208, 2209, 2210, 2211) THEN NULL"
                    " WHEN due_on || ' ' || coalesce(due_time, '23:59') < substr(:now, 1, 16) THEN 3"
                    " WHEN due_on <= date(:today, '+1 day') THEN 2 ELSE 1 END"
                ),
                clock=True,
                words=((1, "○ 期内"), (2, "△ 临期"), (3, "▲ 超期"), (4, "▲ 挂账到期")),
            ),
            width=8,
        ),
        Field(key="rebound_nth", title="反弹次数", type=Recurring(column="nth"), width=7),
        Field(key="rebound_days", title="距上次结案天数", type=Recurring(column="days"), width=8),
        Field(
            key="rework_count",
            title="返工次数",
            type=Tally(ledger="case-steps", by="case", only=("step", REWORK)),
            width=7,
        ),
        Field(
            key="supervised_count",
            title="督办次数",
            type=Tally(ledger="case-steps", by="case", only=("step", SUPERVISION)),
            width=7,
        ),
        Field(
            key="party_links",
            title="党建认领",
            type=Tally(ledger="party-links", by="case"),
            width=8,
        ),
    ),
)  # fmt: skip
