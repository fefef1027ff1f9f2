"""责令改正通知书, 整改通知书, 督办单 as they are handed over; 送达回证 for one paper or several."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Final

from bureau.errors import UserError
from bureau.market.ledgers import CASES, NOTICES
from bureau.market.notice_drafts import numbers
from bureau.market.notice_kinds import (
    BASIS,
    KINDS,
    ORGANISATION,
    PERSON,
    RECEIPT,
    RECTIFY,
    SUPERVISION,
)
from bureau.market.paper_source import (
    BLANK_DAY,
    BLANK_MOMENT,
    Source,
    day_of,
    listed,
    moment_of,
    text,
)
from bureau.reports.paper import (
    Block,
    FormCell,
    FormTable,
    Gap,
    Masthead,
    Paper,
    Paragraph,
    SealPlace,
)
from bureau.settings.declared import BUREAU_ADDRESS, NOTICE_CONTACT, NOTICE_OVERDUE, NOTICE_RIGHTS
from bureau.storage.rows import Row, page

if TYPE_CHECKING:
    from bureau.desk import Desk

FILE_COPY, PARTY_COPY = "第一联　存根（本机关留存）", "第二联　交当事人"
QUARTERS: Final = (18, 32, 18, 32)
"""Label, value, label, value."""
YOU: Final = "你（单位）"
ROOM: Final = "　　　　"
RECEIPT_NOTE: Final = (
    "注：受送达人以外的人签收的，注明与受送达人的关系；留置送达的，由见证人签名或者附现场照片。"
)


def notices_paper(
    desk: Desk, notices: Collection[int], *, receipts: bool = False, copies: int = 2
) -> Paper:
    """These papers in their order, ready to be sealed; `receipts` adds a 送达回证 for each recipient.

    Personal data stand in them unmasked: whoever hands the file over records that first.
    Raises UserError when there are none.
    """
    with desk.store.snapshot() as conn:
        rows = page(conn, NOTICES, dict.fromkeys(notices), today=desk.today())
        if not rows:
            raise UserError("没有可以打印的文书，请先选中要打印的文书。")
        source = Source.of(desk, conn, (row["case"] for row in rows), rows)
        served = page(conn, NOTICES, numbers(row["about"] for row in rows), today=desk.today())
        pages = [part for row in rows for part in notice_pages(source, row, served, copies)]
        if receipts:
            pages += receipt_pages(source, [row for row in rows if row["kind"] != RECEIPT])
    kinds = list(dict.fromkeys(source.shown(NOTICES, row, "kind") for row in rows))
    count = f"（{len(rows)} 份）" if len(rows) > 1 else text(rows[0], "number")
    return source.paper(f"{'、'.join(kinds)}{count}", pages, numbered=False)


def receipts_paper(desk: Desk, notices: Collection[int]) -> Paper:
    """A 送达回证 for each recipient of these papers, blank where nothing is noted yet. Raises UserError."""
    with desk.store.snapshot() as conn:
        rows = page(conn, NOTICES, dict.fromkeys(notices), today=desk.today())
        source = Source.of(desk, conn, (row["case"] for row in rows))
        pages = receipt_pages(source, [row for row in rows if row["kind"] != RECEIPT])
    if not pages:
        raise UserError("选中的文书都已作废或本身就是送达回证，没有可以打印的回证。")
    return source.paper("送达回证", pages, numbered=False)


def notice_pages(
    source: Source, row: Row, served: Sequence[Row] = (), copies: int = 2
) -> list[list[Block]]:
    """The sheets of one paper: 责令改正 in two copies, the others in one.

    `served` are the papers that a receipt is for.
    """
    kind = row["kind"]
    if kind == RECTIFY:
        return [order_page(source, row, copy) for copy in (FILE_COPY, PARTY_COPY)[:copies]]
    if kind == SUPERVISION:
        return [supervision_page(source, row)]
    if kind == RECEIPT:
        about = [one for one in served if one["id"] == row["about"]]
        return [receipt_page(source, about or [row], row)]
    return [mending_page(source, row)]


def masthead(source: Source, row: Row, title: str, copy: str = "") -> Masthead:
    """The head of one paper; a void one says so."""
    if row["void"] == 1:
        copy = f"已作废　{copy}".strip()
    return Masthead(title, source.head.bureau, text(row, "number"), copy)


# -- 责令(限期)改正通知书 ---------------------------------------------------------------------------


def order_page(source: Source, row: Row, copy: str) -> list[Block]:
    """One copy of an order; the file's has the party's signature on it."""
    at_once = row["at_once"] == 1
    blocks: list[Block] = [
        masthead(source, row, "责令改正通知书" if at_once else "责令限期改正通知书", copy),
        party_table(row),
        Gap(2),
        *(Paragraph(said) for said in order_text(source, row)),
        SealPlace(source.head.bureau, day_of(row["issued_on"])),
    ]
    if copy == FILE_COPY:
        signed = f"本通知书于{BLANK_MOMENT}收到。\n当事人（代收人）签名或盖章："
        cell = FormCell(signed, span=3, lines=3, foot=f"与当事人的关系：{ROOM}")
        blocks.append(FormTable(QUARTERS, ((FormCell("当事人签收", label=True), cell),)))
    return blocks


def party_table(row: Row) -> FormTable:
    """Who is ordered: a person, or a shop or organisation with its head."""
    licence, phone = text(row, "party_licence"), text(row, "phone")
    name, address = text(row, "party_name"), text(row, "party_address")
    if row["party_kind"] == PERSON or (row["party_kind"] is None and not row["party_head"]):
        pairs = (("当事人", name), ("性别", ""), ("身份证件号", licence), ("联系电话", phone))
        place = "住址"
    else:
        head = text(row, "party_head")
        pairs = (
            *(("当事人", name), ("法定代表人\n（负责人）", head)),
            *(("统一社会\n信用代码", licence), ("联系电话", phone)),
        )
        place = "地址"
    return FormTable(
        QUARTERS,
        (
            *(
                quarter(first, second)
                for first, second in zip(pairs[::2], pairs[1::2], strict=True)
            ),
            (FormCell(place, label=True), FormCell(address, span=3)),
        ),
    )


def quarter(first: tuple[str, str], second: tuple[str, str]) -> tuple[FormCell, ...]:
    """A row of two labels with their values."""
    return (
        FormCell(first[0], label=True),
        FormCell(first[1]),
        FormCell(second[0], label=True),
        FormCell(second[1]),
    )


def order_text(source: Source, row: Row) -> list[str]:
    """What is ordered: the rule broken first, then what the order rests on."""
    kind = row["party_kind"]
    you = "你" if kind == PERSON else "你单位" if kind == ORGANISATION else YOU
    settings = source.settings
    violation = text(row, "violation").rstrip("。").removesuffix("的行为")
    special = text(row, "special_rule").rstrip("。")
    basis = f"{BASIS}、{special}" if special else BASIS
    when = "立即" if row["at_once"] == 1 else f"于{day_of(row['due_on'])}前"
    said = [
        f"经查，{you}{violation}的行为，违反了{text(row, 'broken_rule').rstrip('。')}的规定。",
        f"依据{basis}的规定，现责令{you}{when}改正上述违法行为。",
        f"改正内容及要求：{text(row, 'demand')}",
        settings.value(NOTICE_OVERDUE),
        settings.value(NOTICE_RIGHTS).replace(YOU, you),
        f"执法人员：{officers(source, row)}",
        contact(source),
    ]
    return [one for one in said if one]


def officers(source: Source, row: Row) -> str:
    """李强（执法证号 YL001）、王芳（执法证号 YL002）."""
    people = [source.people[one] for one in listed(row["officers"]) if one in source.people]
    return "、".join(f"{one['name']}（执法证号 {one['certificate'] or ROOM}）" for one in people)


def contact(source: Source) -> str:
    """Whom to ask, with room to write what isn't set."""
    person = source.settings.value(NOTICE_CONTACT) or ROOM
    address = source.settings.value(BUREAU_ADDRESS)
    place = f"　地址：{address}" if address else ""
    return f"联系人：{person}　联系电话：{source.head.phone or ROOM * 2}{place}"


# -- 整改通知书, 督办单 ------------------------------------------------------------------------------


def mending_page(source: Source, row: Row) -> list[Block]:
    """整改通知书 for contractors, towns and the bureau's own units: problem, demand, answer, re-check."""
    limit = "立即整改" if row["at_once"] == 1 else f"{day_of(row['due_on'])}前"
    return [
        masthead(source, row, "整改通知书"),
        FormTable(
            QUARTERS,
            (
                quarter(
                    ("被通知单位", text(row, "party_name")),
                    ("检查时间", moment_of(row["found_at"])),
                ),
                (FormCell("检查地点", label=True), FormCell(text(row, "address"), span=3)),
            ),
        ),
        FormTable(
            (9, 26, 36, 20, 9),
            (
                tuple(
                    FormCell(head, label=True)
                    for head in ("序号", "点位", "问题", "依据条款", "扣分")
                ),
                (
                    FormCell("1", label=True, lines=3),
                    FormCell(text(row, "address")),
                    FormCell(text(row, "violation")),
                    FormCell(text(row, "broken_rule")),
                    FormCell(),
                ),
            ),
            joined=True,
        ),
        FormTable(
            QUARTERS,
            (
                wide("整改要求", text(row, "demand"), 4),
                quarter(("整改时限", limit), ("签发人", text(row, "signer"))),
            ),
            joined=True,
        ),
        SealPlace(source.head.bureau, day_of(row["issued_on"])),
        FormTable(
            QUARTERS,
            (
                wide(
                    "整改回复",
                    text(row, "reply"),
                    7,
                    f"接收人（盖章）：{ROOM * 2}{day_of(row['replied_on'])}",
                ),
                wide("复查意见", "", 4, f"复查人：{ROOM * 2}{BLANK_DAY}"),
            ),
        ),
    ]


def supervision_page(source: Source, row: Row) -> list[Block]:
    """督办单: what is overdue, what is demanded and by when; the unit signs and answers below."""
    case = source.cases.get(row["case"], {})
    nth = case.get("supervised_count")
    return [
        masthead(source, row, "督办单"),
        FormTable(
            QUARTERS,
            (
                quarter(
                    ("被督办单位", text(row, "party_name")), ("案件编号", text(case, "number"))
                ),
                (FormCell("问题地点", label=True), FormCell(text(row, "address"), span=3)),
                quarter(
                    ("问题类别", source.shown(CASES, case, "category") if case else ""),
                    ("发现时间", moment_of(row["found_at"])),
                ),
                quarter(
                    ("原整改期限", due_words(case)),
                    ("督办次数", f"第 {nth} 次" if nth else ""),
                ),
                wide("存在问题", text(row, "violation"), 3),
                wide("督办要求", text(row, "demand"), 4),
                quarter(
                    (
                        "限办结日期",
                        "立即办结" if row["at_once"] == 1 else day_of(row["due_on"]),
                    ),
                    ("签发人", text(row, "signer")),
                ),
            ),
        ),
        SealPlace(source.head.bureau, day_of(row["issued_on"])),
        FormTable(
            QUARTERS,
            (
                wide("签收", "", 2, f"签收人：{ROOM * 2}{BLANK_MOMENT}"),
                wide(
                    "办理情况\n反馈",
                    text(row, "reply"),
                    8,
                    f"负责人（盖章）：{ROOM * 2}{day_of(row['replied_on'])}",
                ),
            ),
        ),
    ]


def due_words(case: Row) -> str:
    """The case's limit and how long it is overdue."""
    if not isinstance(case.get("due_on"), str):
        return "未定"
    late = case.get("overdue_days")
    return day_of(case["due_on"]) + (f"\n（已超期 {late} 天）" if late else "")


def wide(label: str, value: str, lines: int, foot: str = "") -> tuple[FormCell, ...]:
    """A row with one long value, and at its foot who signs."""
    return FormCell(label, label=True), FormCell(value, span=3, lines=lines, foot=foot)


# -- 送达回证 --------------------------------------------------------------------------------------


def receipt_pages(source: Source, rows: Sequence[Row]) -> list[list[Block]]:
    """A receipt for each recipient and delivery, however many papers it covers; none for void ones."""
    together: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        if row["void"] != 1 and row["kind"] in KINDS:
            keys = ("party_name", "party_licence", "delivery", "delivered_at", "receiver")
            together.setdefault(tuple(row[key] for key in keys), []).append(row)
    return [receipt_page(source, papers, papers[0]) for papers in together.values()]


def receipt_page(source: Source, papers: Sequence[Row], delivery: Row) -> list[Block]:
    """One 送达回证; `delivery` says how, when and to whom, blank where it isn't known yet."""
    kinds = "\n".join(f"{paper_title(source, row)}　{text(row, 'number')}" for row in papers)
    relation = text(delivery, "relation")
    receiver = text(delivery, "receiver")
    if relation:
        receiver += f"（与受送达人的关系：{relation}）"
    own = text(delivery, "number") if delivery["kind"] == RECEIPT else ""
    return [
        Masthead("送达回证", source.head.bureau, own),
        FormTable(
            (22, 28, 16, 34),
            (
                wide("送达文书\n名称及文号", kinds, max(2, len(papers))),
                wide("送达单位", source.head.bureau, 1),
                wide("受送达人", text(papers[0], "party_name"), 1),
                (
                    FormCell("送达时间", label=True),
                    FormCell(moment_of(delivery["delivered_at"]), span=3),
                ),
                wide("送达地点", text(delivery, "delivered_to"), 2),
                wide("送达方式", source.shown(NOTICES, delivery, "delivery"), 1),
                wide("收件人签名\n或盖章（与受\n送达人的关系）", receiver, 4, BLANK_DAY),
                wide("见证人签名", text(delivery, "witness"), 3, BLANK_DAY),
                wide("送达人签名", text(delivery, "server"), 3, BLANK_DAY),
                wide("备注", text(delivery, "note"), 3),
            ),
        ),
        Paragraph(RECEIPT_NOTE, "note"),
    ]


def paper_title(source: Source, row: Row) -> str:
    """What the paper is called on its own head."""
    if row["kind"] == RECTIFY and row["at_once"] != 1:
        return "责令限期改正通知书"
    return source.shown(NOTICES, row, "kind")
