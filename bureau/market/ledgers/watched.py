"""监管对象: places that get checked again and again, each register with its check log."""

from __future__ import annotations

from bureau.ledger.declaration import Field, Ledger
from bureau.ledger.field_type import FieldType
from bureau.ledger.referring import latest
from bureau.ledger.types import (
    Choice,
    Computed,
    Date,
    LongText,
    Phone,
    Photos,
    Point,
    Reference,
    References,
    Scaled,
    Text,
    Whole,
    YesNo,
)

OUT_OF_BUSINESS = (4802, 4803)
"""Catalogue ids of the states in which a place isn't checked: 停业停工, 注销拆除."""
INSPECTED_RESULTS = (4401, 4402)
"""合格 and 不合格: who found a place shut or wasn't let in hasn't checked it."""
DUE, SOON, UNCHECKED = 1, 2, 3
"""What `check_light` says: 期内, 临近, 该查未查."""


def check_fields(checks: str) -> tuple[Field, ...]:
    """What a register shows of its check log: how long ago, and whether it is time again."""
    last = latest(checks, "place", "checked_on", ("result", INSPECTED_RESULTS))
    return (
        Field(
            key="checked_ago",
            title="距上次检查天数",
            type=Computed(
                expression=f"CAST(julianday(:today) - julianday({last}) AS INTEGER)",
            ),
            width=8,
        ),
        Field(
            key="check_light",
            title="检查提示",
            type=Computed(
                expression=(
                    f"CASE WHEN every_days IS NULL OR coalesce(state, 0) IN {OUT_OF_BUSINESS}"
                    f" THEN NULL WHEN {last} IS NULL THEN {UNCHECKED}"
                    f" WHEN date({last}, '+' || every_days || ' day') < :today THEN {UNCHECKED}"
                    f" WHEN date({last}, '+' || every_days || ' day') <= date(:today, '+3 day')"
                    f" THEN {SOON} ELSE {DUE} END"
                ),
                clock=True,
                words=((DUE, "○ 期内"), (SOON, "△ 临近"), (UNCHECKED, "▲ 该查未查")),
            ),
            width=10,
        ),
    )


def register(
    name: str, title: str, label: str, own: tuple[Field, ...], words: tuple[str, ...]
) -> Ledger:
    """A register of places: name, owner, place and state, and in between what is its own."""
    return Ledger(
        name=name,
        title=title,
        department="market",
        label="name",
        key=("name", "address"),
        aliases="aliases",
        title_words=words,
        shown=(
            *("name", "check_light", "town", "address", *(field.key for field in own)),
            *("owner", "phone", "unit", "every_days", "checked_ago", "state"),
        ),
        fields=(
            Field(
                key="name",
                title=label,
                type=Text(limit=128),
                sorts=True,
                synonyms=("名称", "单位名称", "店名", "店铺名称", "商户名称", "项目名称"),
                required=True,
                width=18,
            ),
            Field(
                key="owner",
                title="负责人",
                type=Text(limit=32),
                synonyms=("经营者", "联系人", "业主", "店主"),
                personal=True,
            ),
            Field(
                key="phone",
                title="联系电话",
                type=Phone(),
                synonyms=("电话", "手机", "联系方式"),
                personal=True,
                width=13,
            ),
            Field(
                key="town", title="镇街", type=Reference(ledger="towns"), synonyms=("乡镇", "街道")
            ),
            Field(
                key="road", title="路段", type=Reference(ledger="roads"), synonyms=("道路", "路名")
            ),
            Field(
                key="address",
                title="地址",
                type=Text(),
                sorts=True,
                synonyms=("门牌地址", "门牌号", "地点", "位置", "设置地点", "工地地址"),
                width=20,
            ),
            Field(key="point", title="坐标", type=Point(), width=12),
            *own,
            Field(
                key="unit",
                title="监管单位",
                type=Reference(ledger="units"),
                synonyms=("责任中队", "中队", "责任单位"),
            ),
            Field(
                key="every_days",
                title="检查周期",
                type=Whole(unit="天", maximum=366),
                hint="每多少天至少查一次；空着就不提醒",
            ),
            Field(key="state", title="对象状态", type=Choice(catalogue="site-state"), width=8),
            Field(key="photos", title="照片", type=Photos()),
            Field(key="aliases", title="别名", type=Text(), hint="多个别名用“、”隔开"),
            Field(key="provisional", title="待核", type=YesNo(), none_words=False, width=5),
            Field(key="note", title="备注", type=LongText(), synonyms=("说明",), width=16),
            *check_fields(f"{name[:-1]}-checks"),
        ),
    )


def check_log(register: Ledger, name: str, title: str, own: tuple[Field, ...]) -> Ledger:
    """The checks of one register: day, place, result, what was found and when it was put right."""
    place = register.by_key["name"].title
    return Ledger(
        name=name,
        title=title,
        department="market",
        label="checked_on",
        date="checked_on",
        identity=("checked_on", "place", "found"),
        frozen=2,
        order=("checked_on",),
        title_words=(title,),
        shown=(
            *("checked_on", "place", "result", "found", *(field.key for field in own)),
            *("unit", "checkers", "due_on", "righted_on", "case"),
        ),
        fields=(
            Field(
                key="checked_on",
                title="检查日期",
                type=Date(),
                synonyms=("日期", "检查时间", "巡查日期"),
                required=True,
                width=11,
            ),
            Field(
                key="place",
                title=place,
                type=Reference(ledger=register.name),
                synonyms=("名称", "检查对象", "被检查单位"),
                required=True,
                width=18,
            ),
            Field(key="unit", title="检查单位", type=Reference(ledger="units"), synonyms=("中队",)),
            Field(
                key="checkers",
                title="检查人",
                type=References(ledger="people"),
                synonyms=("检查人员",),
                width=12,
            ),
            *own,
            Field(
                key="result",
                title="检查结果",
                type=Choice(catalogue="check-result"),
                synonyms=("结果", "是否合格"),
                required=True,
                width=8,
            ),
            Field(
                key="found",
                title="发现问题",
                type=LongText(),
                synonyms=("问题", "存在问题"),
                width=20,
            ),
            Field(
                key="due_on", title="整改期限", type=Date(limit=True), anchor="checked_on", width=11
            ),
            Field(
                key="righted_on",
                title="整改完成日期",
                type=Date(),
                synonyms=("整改时间", "完成时间"),
                anchor="checked_on",
                width=11,
            ),
            Field(
                key="case",
                title="关联案件",
                type=Reference(ledger="market-cases", label="number"),
                width=14,
            ),
            Field(key="photos", title="照片", type=Photos()),
            Field(key="note", title="备注", type=LongText(), width=16),
        ),
    )


def field(key: str, title: str, kind: FieldType, *synonyms: str, width: int = 10) -> Field:
    """A plain field of a register."""
    return Field(key=key, title=title, type=kind, synonyms=synonyms, width=width, none_words=False)


RESTAURANTS = register(
    "restaurants",
    "餐饮油烟名册",
    "餐饮店名",
    (
        field("stoves", "灶头数", Whole(unit="个"), "基准灶头数", "灶头"),
        field("purifier", "安装净化设施", YesNo(), "是否安装净化器", "油烟净化器"),
        field("purifier_model", "净化器型号", Text(limit=64), "型号"),
        field("installed_on", "安装日期", Date(), "安装时间", width=11),
        field("cleaned_on", "最近清洗日期", Date(), "清洗日期", "清洗时间", width=11),
        field("trap", "隔油设施", YesNo(), "隔油池"),
    ),
    ("餐饮油烟", "餐饮单位", "油烟名册", "油烟台账"),
)
SIGNS = register(
    "signs",
    "户外广告名册",
    "广告名称",
    (
        field("sign_kind", "设置形式", Text(limit=32), "广告类型", "形式", "类型"),
        field("length_m", "长", Scaled(scale=2, unit="m"), "长度"),
        field("height_m", "高", Scaled(scale=2, unit="m"), "高度", "宽"),
        field("permit_number", "许可文号", Text(limit=64), "审批文号", "许可证号", width=14),
        field("permit_until", "许可有效期至", Date(), "有效期至", "到期日期", width=11),
        field("tested_on", "安全检测日期", Date(), "检测日期", width=11),
    ),
    ("户外广告", "广告名册", "广告牌匾", "门头招牌"),
)
SITES = register(
    "sites",
    "工地名册",
    "工地名称",
    (
        field("builder", "建设单位", Text(limit=128), "业主单位", width=16),
        field("contractor", "施工单位", Text(limit=128), "总包单位", width=16),
        field("begins_on", "开工日期", Date(), "开工时间", width=11),
        field("ends_on", "计划完工日期", Date(), "竣工日期", width=11),
        field("washer", "车辆冲洗设施", YesNo(), "冲洗设施"),
        field("fence", "围挡", YesNo(), "施工围挡"),
        field("muck_permit", "渣土处置证号", Text(limit=64), "处置核准文号", width=14),
    ),
    ("工地名册", "建筑工地", "在建工地", "扬尘工地"),
)
FRONTAGES = register(
    "frontages",
    "门前三包名册",
    "商户名称",
    (
        field("trade", "经营类别", Text(limit=32), "行业", "业态"),
        field("frontage_m", "沿街长度", Scaled(scale=2, unit="m"), "责任区长度", "门面长度"),
        field("depth_m", "责任区进深", Scaled(scale=2, unit="m"), "进深", "宽度"),
        field("signed_on", "签订日期", Date(), "签订时间", "责任书签订日期", width=11),
    ),
    ("门前三包", "三包名册"),
)
REGISTERS = (RESTAURANTS, SIGNS, SITES, FRONTAGES)

RESTAURANT_CHECKS = check_log(
    RESTAURANTS,
    "restaurant-checks",
    "餐饮油烟检查",
    (
        field("running", "净化器开启", YesNo(), "是否开启", "净化设施开启"),
        field("cleaned", "按期清洗", YesNo(), "是否清洗"),
        field("smoke", "直排冒烟", YesNo(), "油烟直排"),
    ),
)
SIGN_CHECKS = check_log(
    SIGNS,
    "sign-checks",
    "户外广告检查",
    (
        field("firm", "牢固", YesNo(), "是否牢固", "结构牢固"),
        field("clean", "整洁完好", YesNo(), "是否完好"),
    ),
)
SITE_CHECKS = check_log(
    SITES,
    "site-checks",
    "工地检查",
    (
        field("covered", "裸土覆盖", YesNo(), "覆盖"),
        field("washed", "车辆冲洗", YesNo(), "冲洗"),
        field("hardened", "路面硬化", YesNo(), "硬化"),
    ),
)
FRONTAGE_CHECKS = check_log(
    FRONTAGES,
    "frontage-checks",
    "门前三包检查",
    (
        field("order_kept", "包秩序", YesNo(), "包市容秩序", "包市容"),
        field("clean", "包卫生", YesNo(), "包环境卫生"),
        field("kept", "包设施绿化", YesNo(), "包绿化", "包设施"),
    ),
)
CHECKS = (RESTAURANT_CHECKS, SIGN_CHECKS, SITE_CHECKS, FRONTAGE_CHECKS)
