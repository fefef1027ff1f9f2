"""What imports leave behind: batches, refused rows that wait to be mended (待补), header matchings."""

from bureau.ledger.declaration import Field, Ledger
from bureau.ledger.types import DateTime, LongText, Reference, Text, Whole

BATCHES = Ledger(
    name="import-batches",
    title="导入记录",
    department="exchange",
    label="file",
    internal=True,
    fields=(
        Field(key="ledger", title="台账", type=Text(), required=True),
        Field(key="file", title="文件", type=Text(), required=True),
        Field(key="file_hash", title="文件指纹", type=Text()),
        Field(key="at", title="时间", type=DateTime()),
        Field(key="actor", title="导入人", type=Text()),
        Field(key="accepted", title="新增", type=Whole()),
        Field(key="unchanged", title="未变", type=Whole()),
        Field(key="changed", title="更新", type=Whole()),
        Field(key="rejected", title="退回", type=Whole()),
    ),
)

WAITING = Ledger(
    name="import-waiting",
    title="待补",
    department="exchange",
    label="sheet",
    internal=True,
    fields=(
        Field(key="batch", title="导入记录", type=Reference(ledger="import-batches", label="file")),
        Field(key="ledger", title="台账", type=Text(), required=True),
        Field(key="sheet", title="工作表", type=Text()),
        Field(key="row_number", title="行号", type=Whole()),
        Field(key="cells", title="原文", type=LongText(), hint="一行各列的原文，JSON"),
        Field(key="faults", title="问题", type=LongText(), hint="列、值、原因、建议，JSON"),
    ),
)

HEADER_MATCHES = Ledger(
    name="header-matches",
    title="表头对应",
    department="exchange",
    label="fingerprint",
    internal=True,
    fields=(
        Field(key="ledger", title="台账", type=Text(), required=True),
        Field(key="fingerprint", title="表头指纹", type=Text(), required=True),
        Field(key="columns", title="列对应", type=LongText(), hint="表头到字段，JSON"),
        Field(key="answers", title="所作的说明", type=LongText(), hint="问题到回答，JSON"),
    ),
)

LEDGERS = (BATCHES, WAITING, HEADER_MATCHES)
