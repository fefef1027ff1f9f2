"""文头: in whose name the bureau writes, with the code of its numbers and what ends its papers."""

from bureau.ledger.declaration import Field, Ledger, Section
from bureau.ledger.types import Choice, Text, YesNo
from bureau.register.ledgers import NOTE, PROVISIONAL

BUREAU = 6504
"""Catalogue id of the issuer 城市管理局: the bureau itself."""

LETTERHEADS = Ledger(
    name="letterheads",
    title="文头",
    department="documents",
    label="code",
    key=("code",),
    order=("issuer", "code"),
    title_words=("文头", "发文代字"),
    shown=("code", "issuer", "letter", "name", "red_head", "pattern", "printer", "copies", "seal", "note"),
    sections=(
        Section("", ("code", "issuer", "letter", "pattern")),
        Section("印在纸上的", ("name", "red_head", "printer", "copies", "seal")),
        Section("", ("provisional", "note")),
    ),
    fields=(
        Field(
            key="code",
            title="发文代字",
            type=Text(limit=24),
            synonyms=("代字", "机关代字"),
            required=True,
            hint="文号里年份前面的字，如 云城管发；一个代字一套号",
            width=12,
        ),
        Field(
            key="issuer",
            title="发文机关",
            type=Choice(catalogue="issuer", open=True),
            synonyms=("机关", "发文单位"),
            width=16,
        ),
        Field(
            key="letter",
            title="信函格式",
            type=YesNo(),
            none_words=False,
            hint="函用：红头下面是双线，首页没有页码",
            width=7,
        ),
        Field(
            key="name",
            title="署名",
            type=Text(limit=60),
            synonyms=("机关全称", "落款"),
            hint="空着就按发文机关和单位全称，如 云岭县城市管理委员会办公室",
            width=22,
        ),
        Field(
            key="red_head",
            title="红头",
            type=Text(limit=60),
            synonyms=("发文机关标志", "红头字样"),
            hint="空着就是署名加“文件”，信函格式只印署名",
            width=24,
        ),
        Field(
            key="pattern",
            title="文号样式",
            type=Text(limit=40),
            hint="空着就是 {机关代字}〔{年}〕{序}号",
            width=18,
        ),
        Field(
            key="printer",
            title="印发机关",
            type=Text(limit=60),
            hint="印在版记里；空着就用署名",
            width=20,
        ),
        Field(
            key="copies",
            title="默认抄送",
            type=Text(limit=200),
            synonyms=("抄送",),
            hint="用“，”隔开；空着就用系统设置里的“通报抄送单位”",
            width=20,
        ),
        Field(
            key="seal",
            title="用印",
            type=Text(limit=60),
            synonyms=("印章",),
            hint="盖哪枚印；空着就用署名",
            width=16,
        ),
        PROVISIONAL,
        NOTE,
    ),
)  # fmt: skip
