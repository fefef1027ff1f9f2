"""公文: a paper of the register as it is sent: red head, number, title, text, enclosures, seal, 版记."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Final

from bureau.documents.ledgers import SENT
from bureau.documents.paper_source import Forms, Head, chosen, day_of, head_used, text
from bureau.documents.states import ISSUED, REPORT, REQUEST
from bureau.errors import UserError
from bureau.reports.paper import Block, Colophon, Gap, Heading, Paper, Paragraph, SealPlace

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.storage.rows import Row

BLANK_DAY: Final = "　　　　年　　月　　日"
UPWARDS: Final = (REQUEST, REPORT)
"""What goes to those above names who signed it."""
UNMARKED: Final = ("平件", "普通", "一般", "无", "不涉密", "非密", "公开")
"""What registers say of papers that bear no mark."""
LINE_MM: Final = 10
"""A line of an official paper."""
LEVELS: Final = (
    (1, re.compile(r"[一二三四五六七八九十百]+、")),
    (2, re.compile(r"[（(][一二三四五六七八九十百]+[）)]")),
    (3, re.compile(r"\d{1,2}[.．](?!\d)")),
)
"""How headings of the three levels begin (GB/T 9704)."""
LONGEST: Final = {1: 40, 2: 40, 3: 28}
"""A numbered line that is longer, or ends as a sentence in its midst, is text."""


def official_papers(desk: Desk, records: Collection[int]) -> Paper:
    """One paper of the register as it is sent out. Raises UserError for several or one without text."""
    with desk.store.snapshot() as conn:
        found = chosen(desk, conn, SENT, records)
        if len(found) != 1:
            raise UserError("公文一次印一件，请只选一条发文。")
        (row,) = found
        forms = Forms.plain(desk, conn)
        head = head_used(conn, row, forms.names, forms.head, desk.today())
    if not text(row, "body"):
        raise UserError(f"《{row['title']}》还没有正文，请先在“正文”里写好，一段一行。")
    return official(forms, row, head)


def official(forms: Forms, row: Row, head: Head) -> Paper:
    """The paper; a draft until it is signed."""
    issued = row["state"] in ISSUED
    draft = "" if issued else "草稿"
    # 成文日期 is the day on which it was signed; 印发日期 the one on which it was printed.
    signed, printed = day_of(row, "signed_on"), day_of(row, "printed_on")
    title = text(row, "title")
    colophon = Colophon(head.printer, printed or signed, head.copies) if issued and signed else None
    return Paper(
        title=title,
        blocks=tuple(blocks(row, head, signed)),
        form="official",
        page_numbers="dash",
        issuer=head.red,
        number=text(row, "number"),
        marks=marks(row),
        signer=text(row, "signer") if row["kind"] in UPWARDS and not head.letter else "",
        letter=head.letter,
        colophon=colophon,
        watermark=draft,
        author=head.name,
        subject=title,
        keywords=tuple(filter(None, (forms.shown(SENT, row, "kind"), text(row, "number")))),
        made_at=forms.head.made_at,
    )


def marks(row: Row) -> tuple[str, ...]:
    """密级 and 紧急程度, as they stand above; nothing for what is neither secret nor urgent."""
    found = (text(row, "secrecy"), text(row, "urgency"))
    return tuple(mark for mark in found if mark and mark not in UNMARKED)


def blocks(row: Row, head: Head, signed: str) -> Iterator[Block]:
    """What stands between the title and 版记."""
    if to := text(row, "main_to"):
        yield Paragraph(f"{to.rstrip('：:')}：", "address")
    yield from body_blocks(text(row, "body"))
    if listed := enclosures(text(row, "enclosures")):
        yield Gap(LINE_MM)
        yield from (Paragraph(line, "enclosure") for line in listed)
    yield SealPlace(head.seal, signed or BLANK_DAY)


def body_blocks(body: str) -> list[Block]:
    """A paragraph a line; lines that begin as headings do are headings."""
    found: list[Block] = []
    for line in filter(None, (part.strip() for part in body.splitlines())):
        level = level_of(line)
        found.append(Heading(line, level) if level else Paragraph(line))
    return found


def level_of(line: str) -> int:
    """1 to 3 for a heading, 0 for text: 一、总体要求 is one, a numbered sentence isn't."""
    for level, begins in LEVELS:
        if begins.match(line):
            bare = line.rstrip("。")
            is_text = len(bare) > LONGEST[level] or any(mark in bare for mark in "。；！？")
            return 0 if is_text or (level == 3 and line.endswith("。")) else level
    return 0


def enclosures(listed: str) -> list[str]:
    """附件：1.名称, each without a mark at its end; one alone has no number."""
    names = [line.strip().rstrip("。；;") for line in listed.splitlines() if line.strip()]
    if len(names) == 1:
        return [f"附件：{names[0]}"]
    indent = "　　　"
    return [f"{indent if n > 1 else '附件：'}{n}.{name}" for n, name in enumerate(names, 1)]
