"""发文稿纸, 收文处理单 and 批示件办理单: the sheets on which a matter goes from desk to desk."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Final

from bureau.documents.ledgers import INSTRUCTIONS, RECEIVED, SENT
from bureau.documents.paper_source import Forms, Head, chosen, day_of, head_used, text
from bureau.reports.form_rows import DAY_TO_SIGN, QUARTERS, SIXTHS, Cells, quarter, wide
from bureau.reports.paper import Block, FormCell, FormTable, Masthead, Paper

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.storage.rows import Row

SIGN_LINES: Final = 4
"""Lines of a box in which somebody signs."""
BODY_LINES: Final = 12


def draft_sheets(desk: Desk, records: Collection[int]) -> Paper:
    """发文稿纸 of these papers, each on a page of its own."""
    with desk.store.snapshot() as conn:
        found = chosen(desk, conn, SENT, records)
        forms = Forms.plain(desk, conn)
        heads = [head_used(conn, row, forms.names, forms.head, desk.today()) for row in found]
    pages = [draft_sheet(forms, row, head) for row, head in zip(found, heads, strict=True)]
    return forms.paper("发文稿纸", "", pages)


def draft_sheet(forms: Forms, row: Row, head: Head) -> list[Block]:
    """One paper before it is signed."""
    boxes = halves(
        ("签发", signed(text(row, "signer"), day_of(row, "signed_on"))),
        ("会签", (text(row, "cosigners"), DAY_TO_SIGN)),
    )
    drafted = " ".join(filter(None, (forms.shown(SENT, row, "unit"), text(row, "drafter"))))
    facts = (
        quarter(("发文字号", text(row, "number")), ("文种", forms.shown(SENT, row, "kind"))),
        quarter(("密级", text(row, "secrecy")), ("缓急", text(row, "urgency"))),
        boxes,
        quarter(("核稿", text(row, "checker")), ("拟稿单位和拟稿人", drafted)),
        quarter(("拟稿日期", day_of(row, "drafted_on")), ("印发日期", day_of(row, "printed_on"))),
        wide("标题", text(row, "title"), 2),
        wide("主送", text(row, "main_to")),
        wide("抄送", head.copies),
        wide("附件", text(row, "enclosures")),
    )
    copies = f"{row['copies']} 份" if row["copies"] is not None else ""
    last = thirds(
        ("打字", text(row, "typist")), ("校对", text(row, "proofreader")), ("份数", copies)
    )
    body = FormTable(
        (100,), ((FormCell(f"正文：\n{text(row, 'body')}", lines=BODY_LINES),),), joined=True
    )
    return [
        Masthead("发文稿纸", head.name),
        FormTable(QUARTERS, facts),
        FormTable(SIXTHS, (last,), joined=True),
        body,
    ]


def receipt_sheets(desk: Desk, records: Collection[int]) -> Paper:
    """收文处理单 of these papers, each on a page of its own."""
    with desk.store.snapshot() as conn:
        found = chosen(desk, conn, RECEIVED, records)
        forms = Forms.plain(desk, conn)
    return forms.paper("收文处理单", "", [receipt_sheet(forms, row) for row in found])


def receipt_sheet(forms: Forms, row: Row) -> list[Block]:
    """One paper received, from 拟办 to its result."""
    copies = f"{row['copies']} 份" if row["copies"] is not None else ""
    unit = forms.shown(RECEIVED, row, "unit")
    lines = (
        quarter(("来文单位", text(row, "from_unit")), ("来文字号", text(row, "their_number"))),
        quarter(("收文日期", day_of(row, "received_on")), ("份数", copies)),
        quarter(("密级", text(row, "secrecy")), ("紧急程度", text(row, "urgency"))),
        wide("文件标题", text(row, "title"), 2),
        wide("拟办意见", text(row, "proposal"), 5, foot=foot(text(row, "proposer"))),
        wide("领导批示", text(row, "instruction"), 6, foot=foot(text(row, "leader"))),
        quarter(("承办单位", unit), ("承办人", text(row, "person"))),
        quarter(("办理时限", day_of(row, "due_on")), ("办结日期", day_of(row, "done_on"))),
        wide("传阅", "", 3),
        wide("办理结果", text(row, "result"), 4, foot=DAY_TO_SIGN),
        wide("备注", text(row, "note"), 1),
    )
    return [
        Masthead("收文处理单", forms.head.bureau, text(row, "number")),
        FormTable(QUARTERS, lines),
    ]


def instruction_sheets(desk: Desk, records: Collection[int]) -> Paper:
    """批示件办理单 of these instructions, each on a page of its own."""
    with desk.store.snapshot() as conn:
        found = chosen(desk, conn, INSTRUCTIONS, records)
        forms = Forms.plain(desk, conn)
    return forms.paper("批示件办理单", "", [instruction_sheet(forms, row) for row in found])


def instruction_sheet(forms: Forms, row: Row) -> list[Block]:
    """One instruction, from its words to how it was carried out."""
    unit = forms.shown(INSTRUCTIONS, row, "unit")
    lines = (
        quarter(("批示领导", text(row, "leader")), ("批示日期", day_of(row, "instructed_on"))),
        wide("批示事项", text(row, "subject"), 2),
        wide("来源", origin(forms, row)),
        wide("批示内容", text(row, "text"), 4),
        quarter(("承办单位", unit), ("承办人", text(row, "person"))),
        quarter(("交办日期", day_of(row, "assigned_on")), ("办理时限", day_of(row, "due_on"))),
        wide("办理进展", text(row, "progress"), 4),
        wide("反馈情况", text(row, "feedback"), 5, foot=day_of(row, "feedback_on") or DAY_TO_SIGN),
        wide("承办单位意见", "", 3, foot=f"负责人：　　　　　{DAY_TO_SIGN}"),
        wide("领导审核", "", 3, foot=f"签字：　　　　　{DAY_TO_SIGN}"),
        quarter(("办结日期", day_of(row, "done_on")), ("备注", text(row, "note"))),
    )
    return [Masthead("批示件办理单", forms.head.bureau), FormTable(QUARTERS, lines)]


def origin(forms: Forms, row: Row) -> str:
    """Where an instruction came from: a paper received, a case, or something else."""
    receipt = forms.shown(INSTRUCTIONS, row, "receipt")
    case = forms.shown(INSTRUCTIONS, row, "case")
    said = (
        f"收文《{receipt}》" if receipt else "",
        f"案件 {case}" if case else "",
        text(row, "source"),
    )
    return "；".join(filter(None, said))


def signed(name: str, day: str) -> tuple[str, str]:
    """Who signed, and at the foot when; room for both where nobody did."""
    return name, day if name and day else DAY_TO_SIGN


def foot(name: str) -> str:
    """Who says it, with room for the day."""
    return f"{name}　{DAY_TO_SIGN}" if name else DAY_TO_SIGN


def halves(*boxes: tuple[str, tuple[str, str]]) -> Cells:
    """Two boxes to be signed side by side."""
    cells: list[FormCell] = []
    for label, (said, below) in boxes:
        cells += (FormCell(label, label=True), FormCell(said, lines=SIGN_LINES, foot=below))
    return tuple(cells)


def thirds(*facts: tuple[str, str]) -> Cells:
    """Three labels with their values."""
    cells: list[FormCell] = []
    for label, value in facts:
        cells += (FormCell(label, label=True), FormCell(value))
    return tuple(cells)
