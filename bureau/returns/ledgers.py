"""What is remembered of a form: the file, its marked places, and what was filled in and sent."""

from bureau.ledger.declaration import Field, Ledger
from bureau.ledger.types import Choice, Date, DateTime, LongText, Reference, Text, Whole, YesNo

FORMS = Ledger(
    name="return-forms",
    title="套表",
    department="returns",
    label="name",
    key=("name",),
    order=("office", "name"),
    internal=True,
    fields=(
        Field(key="name", title="表名", type=Text(), required=True, width=24),
        Field(key="office", title="报送单位", type=Text(limit=64), width=14),
        Field(key="kind", title="文件类型", type=Text(limit=8), required=True),
        Field(key="file", title="表样", type=Text(limit=64), required=True),
        Field(key="file_name", title="表样文件名", type=Text(), width=20),
        Field(key="period", title="报送周期", type=Choice(catalogue="return-period")),
        Field(
            key="due_day",
            title="报送日",
            type=Whole(minimum=1, maximum=31),
            hint="周报填星期几（1—7），其他填期满后下一个月的几号",
        ),
        Field(key="contact", title="联系人", type=Text(limit=64), personal=True, width=14),
        Field(key="note", title="备注", type=LongText(limit=2_000), width=24),
    ),
)

PLACES = Ledger(
    name="return-places",
    title="套表取数",
    department="returns",
    label="title",
    key=("form", "sheet", "cell"),
    order=("form", "sheet", "cell"),
    internal=True,
    fields=(
        Field(key="form", title="套表", type=Reference(ledger="return-forms"), required=True),
        Field(key="sheet", title="工作表", type=Text(limit=64)),
        Field(key="cell", title="位置", type=Text(limit=64), required=True),
        Field(
            key="source", title="取数方式", type=Choice(catalogue="return-source"), required=True
        ),
        Field(key="what", title="取什么", type=Text(limit=2_000), required=True, width=20),
        Field(key="title", title="名称", type=Text(), width=20),
        Field(key="format", title="写法", type=Choice(catalogue="return-format")),
        Field(key="decimals", title="小数位数", type=Whole(minimum=0, maximum=6)),
        Field(key="columns", title="取哪些列", type=LongText(limit=4_000)),
        Field(key="only", title="只取哪些记录", type=LongText(limit=8_000)),
        Field(key="day", title="按哪个日期算本期", type=Text(limit=64)),
        Field(key="rows", title="最多几行", type=Whole(minimum=1, maximum=5_000)),
    ),
)

FILINGS = Ledger(
    name="return-filings",
    title="报送记录",
    department="returns",
    label="name",
    date="first",
    order=("first", "filled_at"),
    internal=True,
    fields=(
        Field(key="form", title="套表", type=Reference(ledger="return-forms"), required=True),
        Field(key="first", title="期初", type=Date(), required=True),
        Field(key="last", title="期末", type=Date(), required=True),
        Field(key="filled_at", title="填报时间", type=DateTime(), required=True),
        Field(key="filled_by", title="填报人", type=Text(limit=64)),
        Field(key="name", title="文件名", type=Text(), required=True),
        Field(key="file", title="文件", type=Text(limit=64), required=True),
        Field(key="filled", title="填入的内容", type=LongText(limit=2_000_000)),
        Field(key="sent", title="已报出", type=YesNo()),
        Field(key="sent_on", title="报出日期", type=Date()),
        Field(key="note", title="备注", type=LongText(limit=2_000)),
    ),
)

LEDGERS: tuple[Ledger, ...] = (FORMS, PLACES, FILINGS)
