"""The register's ledgers: catalogue items, settings, roads, towns, communities, units, people, shops."""

from bureau.ledger.declaration import Field, Ledger
from bureau.ledger.types import (
    Choice,
    Date,
    LongText,
    Phone,
    Reference,
    Scaled,
    Tally,
    Text,
    Whole,
    YesNo,
)

PROVISIONAL = Field(
    key="provisional",
    title="待核",
    type=YesNo(),
    none_words=False,
    width=5,
    hint="导入时名册里没有的名称先记在这里，核对后改为“否”",
)
ALIASES = Field(
    key="aliases", title="别名", type=Text(), synonyms=("曾用名", "又名"), hint="多个别名用“、”隔开"
)
NOTE = Field(key="note", title="备注", type=LongText(), synonyms=("说明",), width=16)

CATALOGUE_ITEMS = Ledger(
    name="catalogue-items",
    title="分类目录",
    department="register",
    label="title",
    key=("catalogue", "title"),
    order=("catalogue", "position"),
    fields=(
        Field(key="catalogue", title="目录", type=Text(), required=True),
        Field(key="title", title="名称", type=Text(limit=64), required=True, width=14, sorts=True),
        Field(key="parent", title="上级", type=Reference(ledger="catalogue-items", label="title")),
        Field(key="position", title="次序", type=Whole()),
        Field(key="synonyms", title="同义词", type=LongText(), width=24, hint="用“、”隔开"),
        Field(key="code", title="本地代码", type=Text(limit=32)),
        Field(key="code_old", title="旧标准代码", type=Text(limit=32)),
        Field(key="code_new", title="新标准代码", type=Text(limit=32)),
        Field(key="group_name", title="归类", type=Text(limit=32)),
        Field(key="handling", title="处置方式", type=Text(limit=8)),
        Field(key="unit", title="单位", type=Text(limit=16)),
        Field(key="scale", title="小数位", type=Whole(maximum=2)),
        Field(key="limit_value", title="时限", type=Whole()),
        Field(key="limit_unit", title="时限单位", type=Text(limit=8)),
        Field(key="active", title="在用", type=YesNo(), none_words=False),
        PROVISIONAL,
        NOTE,
        Field(key="window_days", title="反弹窗口", type=Whole(unit="天", maximum=3660)),
    ),
)

SETTINGS = Ledger(
    name="settings",
    title="单位设置",
    department="register",
    rules=True,
    label="name",
    key=("name",),
    internal=True,
    fields=(
        Field(key="name", title="设置项", type=Text(), required=True, sorts=True),
        Field(key="value", title="值", type=LongText()),
    ),
)

TOWNS = Ledger(
    name="towns",
    title="镇街名册",
    department="register",
    label="name",
    aliases="aliases",
    key=("name",),
    order=("position",),
    title_words=("镇街名册", "乡镇街道名册"),
    fields=(
        Field(
            key="name",
            title="名称",
            type=Text(limit=64),
            sorts=True,
            synonyms=("镇街", "镇(街道)", "乡镇", "街道", "单位名称", "单位"),
            required=True,
        ),
        Field(key="short", title="简称", type=Text(limit=16)),
        Field(key="group", title="组别", type=Choice(catalogue="town-group"), synonyms=("分组",)),
        Field(key="position", title="次序", type=Whole(), synonyms=("排序", "序号")),
        Field(key="contact", title="联系人", type=Text(limit=32), personal=True),
        Field(key="phone", title="联系电话", type=Phone(), personal=True, width=13),
        ALIASES,
        PROVISIONAL,
        NOTE,
    ),
)

COMMUNITIES = Ledger(
    name="communities",
    title="社区(村)名册",
    department="register",
    label="name",
    aliases="aliases",
    key=("town", "name"),
    fields=(
        Field(
            key="name",
            title="名称",
            type=Text(limit=64),
            sorts=True,
            synonyms=("社区", "村", "社区(村)"),
            required=True,
        ),
        Field(
            key="town",
            title="所属镇街",
            type=Reference(ledger="towns"),
            synonyms=("镇街", "镇(街道)", "乡镇"),
            above=True,
        ),
        ALIASES,
        PROVISIONAL,
        NOTE,
    ),
)

ROADS = Ledger(
    name="roads",
    title="道路名册",
    department="register",
    label="name",
    aliases="aliases",
    key=("name",),
    title_words=("道路名册", "道路台账", "道路清单"),
    fields=(
        Field(
            key="name",
            title="道路名称",
            type=Text(limit=64),
            sorts=True,
            synonyms=("名称", "路名", "道路", "路段", "路段名称"),
            required=True,
            width=14,
        ),
        Field(key="start", title="起点", type=Text(limit=64), synonyms=("起", "起点位置")),
        Field(key="finish", title="终点", type=Text(limit=64), synonyms=("止", "讫点", "终点位置")),
        Field(
            key="cleaning_grade",
            title="保洁等级",
            type=Choice(catalogue="cleaning-grade"),
            synonyms=("清扫等级", "作业等级"),
        ),
        Field(
            key="traffic_grade",
            title="道路等级",
            type=Choice(catalogue="traffic-grade"),
            synonyms=("道路类别", "道路类型"),
        ),
        Field(
            key="length_m", title="长度", type=Scaled(scale=2, unit="m"), synonyms=("长", "路长")
        ),
        Field(key="width_m", title="宽度", type=Scaled(scale=2, unit="m"), synonyms=("宽", "路宽")),
        Field(
            key="area_m2",
            title="清扫面积",
            type=Scaled(scale=2, unit="㎡"),
            synonyms=("面积", "保洁面积"),
        ),
        Field(key="section", title="标段", type=Text(limit=32), synonyms=("所属标段",)),
        Field(
            key="town",
            title="所属镇街",
            type=Reference(ledger="towns"),
            synonyms=("镇街", "镇(街道)", "乡镇"),
            above=True,
        ),
        ALIASES,
        PROVISIONAL,
        NOTE,
        Field(
            key="party_links",
            title="党建认领",
            type=Tally(ledger="party-links", by="road"),
            width=8,
        ),
    ),
)

UNITS = Ledger(
    name="units",
    title="股室队所",
    department="register",
    label="name",
    aliases="aliases",
    key=("name",),
    order=("position",),
    fields=(
        Field(
            key="name",
            title="名称",
            type=Text(limit=64),
            sorts=True,
            synonyms=("单位", "单位名称", "部门", "股室", "中队"),
            required=True,
            width=14,
        ),
        Field(key="kind", title="类别", type=Choice(catalogue="unit-kind"), synonyms=("单位类别",)),
        Field(key="parent", title="上级", type=Reference(ledger="units")),
        Field(key="position", title="次序", type=Whole(), synonyms=("排序", "序号")),
        Field(key="active", title="在用", type=YesNo(), none_words=False),
        ALIASES,
        PROVISIONAL,
        NOTE,
        Field(
            key="leader",
            title="分管领导",
            type=Text(limit=32),
            synonyms=("分管", "分管负责人"),
            hint="党建责任链里这个股室归谁分管",
            width=8,
        ),
    ),
)

PEOPLE = Ledger(
    name="people",
    title="人员名册",
    department="register",
    label="name",
    key=("name", "unit"),
    fields=(
        Field(
            key="name",
            title="姓名",
            type=Text(limit=32),
            sorts=True,
            synonyms=("名字", "人员"),
            required=True,
            personal=True,
        ),
        Field(
            key="unit",
            title="单位",
            type=Reference(ledger="units"),
            synonyms=("所在单位", "部门", "股室", "中队"),
            above=True,
        ),
        Field(key="post", title="职务", type=Text(limit=32), synonyms=("岗位",)),
        Field(
            key="phone",
            title="联系电话",
            type=Phone(),
            synonyms=("电话", "手机", "手机号"),
            personal=True,
            width=13,
        ),
        Field(
            key="certificate",
            title="执法证号",
            type=Text(limit=32),
            synonyms=("执法证编号", "证件号"),
            width=14,
        ),
        Field(
            key="certificate_until",
            title="执法证有效期至",
            type=Date(),
            synonyms=("有效期", "有效期至"),
        ),
        Field(key="active", title="在岗", type=YesNo(), none_words=False),
        PROVISIONAL,
        NOTE,
    ),
)

SHOPS = Ledger(
    name="shops",
    title="沿街商户",
    department="register",
    label="name",
    aliases="aliases",
    key=("name", "address"),
    title_words=("商户", "门前三包"),
    fields=(
        Field(
            key="name",
            title="商户名称",
            type=Text(limit=128),
            sorts=True,
            synonyms=("店名", "店铺名称", "名称", "商户"),
            required=True,
            width=16,
        ),
        Field(
            key="owner",
            title="经营者",
            type=Text(limit=32),
            synonyms=("负责人", "法人", "店主", "经营者姓名"),
            personal=True,
        ),
        Field(
            key="phone",
            title="联系电话",
            type=Phone(),
            synonyms=("电话", "手机"),
            personal=True,
            width=13,
        ),
        Field(
            key="town",
            title="镇街",
            type=Reference(ledger="towns"),
            synonyms=("所属镇街", "镇(街道)", "乡镇"),
            above=True,
        ),
        Field(key="road", title="路段", type=Reference(ledger="roads"), synonyms=("道路", "路名")),
        Field(
            key="address",
            title="门牌地址",
            type=Text(),
            sorts=True,
            synonyms=("地址", "门牌号", "门牌", "路段门牌"),
            width=20,
        ),
        Field(key="trade", title="经营类别", type=Text(limit=32), synonyms=("行业", "业态")),
        Field(
            key="frontage_m",
            title="沿街长度",
            type=Scaled(scale=2, unit="m"),
        ),
        Field(
            key="signed_on",
            title="门前三包签订日期",
            type=Date(),
            synonyms=("签订日期", "签订时间"),
        ),
        Field(
            key="purifier",
            title="油烟净化设施",
            type=YesNo(),
            none_words=False,
            synonyms=("净化器", "是否安装净化设施"),
        ),
        ALIASES,
        PROVISIONAL,
        NOTE,
    ),
)

LEDGERS = (CATALOGUE_ITEMS, SETTINGS, TOWNS, COMMUNITIES, ROADS, UNITS, PEOPLE, SHOPS)
