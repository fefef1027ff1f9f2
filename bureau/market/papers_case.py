"""案件卷宗: all that is known of a case as one file: cover, contents, steps, papers, receipts, photo cards."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bureau.errors import UserError
from bureau.ledger.query import OneOf, Sort
from bureau.market.ledgers import CASES, NOTICES, STEPS
from bureau.market.notice_drafts import found_at, moment_words, numbers
from bureau.market.notice_kinds import RECEIPT
from bureau.market.paper_source import Source, day_of, text
from bureau.market.papers_evidence import Album, case_number, class_words
from bureau.market.papers_notices import (
    QUARTERS,
    notice_pages,
    paper_title,
    quarter,
    receipt_pages,
    wide,
)
from bureau.reports.paper import (
    Anchor,
    Block,
    Column,
    Contents,
    FormCell,
    FormTable,
    Gap,
    Listing,
    Masthead,
    Paper,
    Table,
)
from bureau.storage.rows import Row, ids, page

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.ledger.declaration import Ledger
    from bureau.storage.connection import Reader

STEP_COLUMNS = (
    Column("序号", align="center", weight=8),
    Column("时间", weight=19, align="center"),
    Column("环节", weight=17, align="center"),
    Column("办理人", weight=12, align="center"),
    Column("状态变化", weight=18, align="center"),
    Column("期限", weight=19, align="center"),
    Column("说明", weight=34),
)
SHORT_DAY = "　　　年　　月　　日"


@dataclass
class Folder:
    """The parts of one case's file in their order, each listed in the contents."""

    key: str
    lines: list[Listing] = field(default_factory=list)
    pages: list[list[Block]] = field(default_factory=list)

    def add(self, title: str, blocks: Sequence[Block], number: str = "", day: str = "") -> None:
        """One part, beginning on a page of its own."""
        anchor = f"{self.key}-{len(self.lines) + 1}"
        self.lines.append(Listing(title, anchor, number, day))
        self.pages.append([Anchor(anchor), *blocks])


def case_file_paper(desk: Desk, cases: Collection[int]) -> Paper:
    """The files of these cases, one after the other. Raises UserError when there are none.

    Personal data stand in them unmasked: whoever hands the file over records that first.
    """
    with desk.store.snapshot() as conn:
        wanted = list(dict.fromkeys(cases))
        notices = of_cases(desk, conn, NOTICES, wanted, "issued_on")
        steps = of_cases(desk, conn, STEPS, wanted, "at")
        source = Source.of(desk, conn, wanted, [row for rows in notices.values() for row in rows])
        if not source.cases:
            raise UserError("没有可以打印的案件，请先选中要成卷的案件。")
        album = Album.of(desk, conn, list(source.cases.values()))
        pages: list[list[Block]] = []
        for case, row in source.cases.items():
            mine = notices.get(case, [])
            about = numbers(one["about"] for one in mine)
            served = page(conn, NOTICES, about, today=desk.today())
            pages += file_of(source, album, row, steps.get(case, []), (mine, served))
    rows = list(source.cases.values())
    name = text(rows[0], "number") if len(rows) == 1 else f"（{len(rows)} 件）"
    return source.paper(f"案件卷宗{name}", pages, numbered=True)


def of_cases(
    desk: Desk, conn: Reader, ledger: Ledger, cases: Sequence[int], order: str
) -> Mapping[object, list[Row]]:
    """The records of a ledger that belong to these cases, by case, oldest first."""
    where, sorts, today = OneOf("case", tuple(cases)), (Sort(order), Sort("id")), desk.today()
    found: dict[object, list[Row]] = {}
    for row in page(conn, ledger, ids(conn, ledger, where, sorts, today=today), today=today):
        found.setdefault(row["case"], []).append(row)
    return found


def file_of(
    source: Source,
    album: Album,
    row: Row,
    steps: Sequence[Row],
    papers: tuple[Sequence[Row], Sequence[Row]],
) -> list[list[Block]]:
    """Cover and contents, then what they list; `papers` are the case's, and those that receipts name."""
    notices, served = papers
    folder = Folder(f"case-{row['id']}")
    folder.add("办理过程", steps_page(source, row, steps))
    for one in notices:
        title = paper_title(source, one) + ("（作废）" if one["void"] == 1 else "")
        (sheet, *_rest) = notice_pages(source, one, served, copies=1)
        folder.add(title, sheet, text(one, "number"), text(one, "issued_on"))
    for sheet in receipt_pages(source, [one for one in notices if is_served(one)]):
        folder.add("送达回证", sheet)
    card = album.card(source, row)
    if card:
        folder.add("照片证据卡", card)
    contents: list[Block] = [
        Masthead("卷内目录", "", case_number(row)),
        Contents(tuple(folder.lines)),
    ]
    return [cover(source, row), contents, *folder.pages]


def is_served(row: Row) -> bool:
    """Whether a receipt belongs into the file: one with a delivery noted."""
    return row["kind"] != RECEIPT and row["delivered_at"] is not None


def cover(source: Source, row: Row) -> list[Block]:
    """The cover: what the case is, who worked it, how it ended; room for who files it."""

    def shown(key: str) -> str:
        return source.shown(CASES, row, key)

    party = "　".join(filter(None, (text(row, "party_name"), text(row, "party_licence"))))
    found = moment_words(found_at(row))
    return [
        Gap(1),
        Masthead("案件卷宗", source.head.bureau, case_number(row)),
        Gap(14),
        FormTable(
            QUARTERS,
            (
                wide("案由", class_words(source, row), 1),
                wide("当事人", party or "—", 1),
                quarter(("发现时间", found), ("问题来源", shown("source"))),
                wide("地点", "　".join(filter(None, (shown("town"), text(row, "address")))), 1),
                wide("问题描述", text(row, "description"), 4),
                quarter(("承办单位", shown("unit")), ("承办人", shown("person"))),
                quarter(("处置方式", shown("handling")), ("案件状态", shown("state"))),
                quarter(("整改期限", words(row, "due_on")), ("完成时间", words(row, "closed_on"))),
                wide("处置结果", text(row, "result"), 4),
                quarter(("复查结论", shown("review")), ("满意度", shown("satisfaction"))),
                quarter(
                    ("责改文书号", text(row, "notice_number")),
                    ("送达时间", words(row, "delivered_on")),
                ),
                quarter(("立卷人", ""), ("立卷日期", SHORT_DAY)),
                quarter(("审核人", ""), ("保管期限", "")),
            ),
        ),
    ]


def words(row: Row, key: str) -> str:
    """A day in words, nothing where there is none."""
    return day_of(row[key]) if row[key] is not None else ""


def steps_page(source: Source, row: Row, steps: Sequence[Row]) -> list[Block]:
    """What was done, step by step."""
    rows = [
        (
            str(number),
            text(step, "at").replace(" ", "\n"),
            source.shown(STEPS, step, "step"),
            text(step, "by"),
            state_words(source, step),
            text(step, "until"),
            remark_words(source, step, before),
        )
        for number, (before, step) in enumerate(zip((None, *steps), steps, strict=False), 1)
    ]
    return [
        Masthead("案件办理过程", source.head.bureau, case_number(row)),
        Table(STEP_COLUMNS, rows)
        if rows
        else FormTable((100,), ((FormCell("没有办理过程的记录（案件是直接登记或导入的）"),),)),
    ]


def state_words(source: Source, step: Row) -> str:
    """立案 → 派遣; one word where the state stayed."""
    before, after = (source.shown(STEPS, step, key) for key in ("state_before", "state_after"))
    return after if before == after or not before else f"{before}\n→ {after}"


def remark_words(source: Source, step: Row, before: Row | None) -> str:
    """The remark, who approved it or took it over, and who works the case where that is new."""
    by = [
        source.shown(STEPS, step, key)
        for key in ("unit", "person")
        if before is None or before[key] != step[key]
    ]
    given = {
        "承办": "、".join(filter(None, by)),
        "批准": text(step, "approver"),
        "移送": text(step, "receiver"),
    }
    said = [f"{word}：{who}" for word, who in given.items() if who]
    return "；".join(filter(None, (text(step, "remark").rstrip("。"), *said)))
