"""The small stock of materials that repairs use: what there is, what came and went."""

from bureau.facilities.stock.figures_stock import AMOUNT, SHORT, STOCK
from bureau.ledger.declaration import Field, Ledger
from bureau.ledger.types import Choice, Computed, Date, Money, Reference, Scaled, Text
from bureau.register.ledgers import ALIASES, NOTE, PROVISIONAL

MATERIALS = Ledger(
    name="materials",
    title="材料",
    department="facilities",
    label="name",
    aliases="aliases",
    key=("name",),
    order=("name",),
    title_words=("材料清单", "材料目录", "库存材料"),
    fields=(
        Field(
            key="name",
            title="材料名称",
            type=Text(limit=64),
            synonyms=("名称", "材料", "品名"),
            sorts=True,
            required=True,
            hint="规格不同的分开写，如“LED光源 100W”",
            width=18,
        ),
        Field(
            key="spec", title="规格型号", type=Text(limit=64), synonyms=("规格", "型号"), width=14
        ),
        Field(key="unit", title="计量单位", type=Text(limit=8), synonyms=("单位",), width=8),
        Field(
            key="price_fen", title="参考单价", type=Money(unit="元"), synonyms=("单价",), width=10
        ),
        Field(key="low", title="低库存线", type=Scaled(), hint="库存不多于它就提醒", width=9),
        Field(key="stock", title="库存", type=Computed(expression=STOCK, scale=2), width=9),
        Field(
            key="is_low",
            title="提醒",
            type=Computed(expression=SHORT, words=((1, "△ 库存低"), (2, "▲ 账面为负"))),
            width=8,
        ),
        Field(key="place", title="存放地点", type=Text(limit=64)),
        ALIASES,
        PROVISIONAL,
        NOTE,
    ),
)

STOCK_MOVES = Ledger(
    name="stock-moves",
    title="出入库",
    department="facilities",
    label="moved_on",
    date="moved_on",
    identity=("moved_on", "material", "way", "quantity", "voucher"),
    frozen=2,
    order=("moved_on",),
    title_words=("出入库", "入库单", "出库单", "盘点表", "材料收发"),
    fields=(
        Field(
            key="moved_on",
            title="日期",
            type=Date(),
            synonyms=("出入库日期", "入库日期", "出库日期", "盘点日期", "领用日期"),
            required=True,
            above=True,
            width=11,
        ),
        Field(
            key="material",
            title="材料名称",
            type=Reference(ledger="materials"),
            synonyms=("材料", "名称", "品名"),
            required=True,
            width=18,
        ),
        Field(
            key="way",
            title="出入库类别",
            type=Choice(catalogue="stock-way"),
            synonyms=("类别", "类型", "收发类别"),
            required=True,
            hint="盘点的数量是盘点时的实有数",
        ),
        Field(
            key="quantity", title="数量", type=Scaled(), none_words=False, required=True, width=9
        ),
        Field(key="price_fen", title="单价", type=Money(unit="元"), width=10),
        Field(
            key="amount_fen",
            title="金额(元)",
            type=Computed(expression=AMOUNT, scale=2),
            width=10,
        ),
        Field(
            key="repair",
            title="维修单号",
            type=Reference(ledger="repairs", label="number"),
            synonyms=("用于维修单",),
            width=13,
        ),
        Field(key="person", title="经手人", type=Text(limit=32), synonyms=("领用人", "领料人")),
        Field(key="supplier", title="供应商", type=Text(limit=64), synonyms=("供货单位",)),
        Field(key="voucher", title="凭证号", type=Text(limit=64), synonyms=("单据号",)),
        NOTE,
    ),
)
