"""What is printed of official papers: the paper itself, its letterhead, the sheets and registers."""

from __future__ import annotations

import pytest

from bureau.calendar.periods import Period
from bureau.documents.papers_official import body_blocks, enclosures, official_papers
from bureau.errors import UserError
from bureau.ledger.query import Everything
from bureau.month.papers import KINDS, Asked
from bureau.month.record_papers import record_paper
from bureau.reports.letterhead import Letterhead
from bureau.reports.paper import Heading, Paragraph, SealPlace, Table
from tests.documents.document_books import Papers


def test_lines_of_a_text_are_headings_or_paragraphs() -> None:
    found = body_blocks(
        "一、总体要求\n按照部署推进。\n（一）压实责任。\n1.定岗定人\n1.各单位要定岗定人。"
    )
    kinds = [one.level if isinstance(one, Heading) else 0 for one in found]
    assert kinds == [1, 0, 2, 3, 0]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("", []),
        ("任务分解表。", ["附件：任务分解表"]),
        ("甲表\n乙表", ["附件：1.甲表", "　　　2.乙表"]),
    ],
)
def test_enclosures_are_numbered_from_two_on(typed: str, printed: list[str]) -> None:
    assert enclosures(typed) == printed


def test_a_paper_bears_the_head_number_and_end_of_its_letterhead(papers: Papers) -> None:
    head = papers.head(
        "云党组",
        issuer=6505,
        name="中共云岭县城市管理局党组",
        printer="局党组办公室",
        copies="县纪委",
    )
    record = papers.sent("关于学习的通知", body="请认真学习。", main_to="各支部")
    draft = official_papers(papers.desk, [record])
    assert (draft.watermark, draft.colophon) == ("草稿", None)
    papers.sign(record, head)
    paper = official_papers(papers.desk, [record])
    assert (paper.issuer, paper.number, paper.watermark) == (
        "中共云岭县城市管理局党组文件",
        "云党组〔2026〕1号",
        "",
    )
    assert paper.colophon is not None
    assert (paper.colophon.issuer, paper.colophon.day, paper.colophon.copies) == (
        "局党组办公室",
        "2026年10月8日",
        "县纪委。",
    )
    address, text, seal = paper.blocks
    assert isinstance(address, Paragraph)
    assert (address.text, address.style) == ("各支部：", "address")
    assert isinstance(seal, SealPlace)
    assert (text, seal.name, seal.day) == (
        Paragraph("请认真学习。"),
        "中共云岭县城市管理局党组",
        "2026年10月8日",
    )


def test_a_paper_without_text_says_what_to_do(papers: Papers) -> None:
    record = papers.sent("空文")
    with pytest.raises(UserError, match="还没有正文"):
        official_papers(papers.desk, [record])


def test_a_party_group_is_named_after_the_party() -> None:
    head = Letterhead(bureau="云岭县城市管理局")
    assert head.issuer("城市管理局党组") == "中共云岭县城市管理局党组"
    assert head.issuer("城市管理委员会") == "云岭县城市管理委员会"


@pytest.mark.parametrize("kind", ["draft-sheet", "receipt-sheet", "instruction-sheet"])
def test_sheets_have_a_page_a_record(papers: Papers, kind: str) -> None:
    papers.sent("甲文")
    papers.received("乙文")
    papers.instruction("丙事")
    paper = record_paper(papers.desk, kind, Everything())
    assert paper.form == "form"
    assert len(paper.blocks) >= 2


def test_the_register_of_a_month_lists_what_was_signed_in_it(papers: Papers) -> None:
    head = papers.head("云城管发")
    papers.sign(papers.sent("十月的文"), head)
    papers.sign(papers.sent("九月的文"), head, signed_on="2026-09-30")
    papers.sent("没有签发的文")
    paper = KINDS["document-register"](papers.desk, Asked(period=Period.month(2026, 10)))
    (table,) = (block for block in paper.blocks if isinstance(block, Table))
    assert [(row[1], row[2]) for row in table.rows] == [("云城管发〔2026〕1号", "十月的文")]


def test_old_instructions_that_are_late_are_listed_too(papers: Papers) -> None:
    papers.instruction("旧的超期", instructed_on="2026-08-01", due_on="2026-08-10")
    papers.instruction("旧的没到期", instructed_on="2026-08-02", due_on="2026-12-10")
    papers.instruction("本月的", due_on="2026-10-20")
    paper = KINDS["instruction-list"](papers.desk, Asked(period=Period.month(2026, 10)))
    (table,) = (block for block in paper.blocks if isinstance(block, Table))
    assert [row[3] for row in table.rows] == ["旧的超期", "本月的"]
    assert table.rows[0][9] == "▲ 超期"


def test_a_letter_has_the_head_of_a_letter(papers: Papers) -> None:
    head = papers.head("云城管函", letter=1, name="云岭县城市管理局", copies="县府办")
    record = papers.sent("关于商请的函", body="请支持。", secrecy="秘密★1年", urgency="平件")
    papers.sign(record, head)
    paper = official_papers(papers.desk, [record])
    assert (paper.letter, paper.issuer, paper.number) == (
        True,
        "云岭县城市管理局",
        "云城管函〔2026〕1号",
    )
    assert paper.marks == ("秘密★1年",)


@pytest.mark.parametrize(("kind", "signer"), [("请示", "李局长"), ("报告", "李局长"), ("通知", "")])
def test_only_what_goes_upwards_names_who_signed(papers: Papers, kind: str, signer: str) -> None:
    record = papers.sent(f"一件{kind}", body="正文。", kind=kind, urgency="特急")
    papers.sign(record, papers.head())
    paper = official_papers(papers.desk, [record])
    assert (paper.number, paper.signer, paper.marks) == ("云城管发〔2026〕1号", signer, ("特急",))
