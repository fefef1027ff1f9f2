"""The red head of official papers, amounts and days in words, boxes to be signed, numbered chapters."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from bureau.reports.amounts import amount_text, day_dotted, day_short, day_text, in_capitals
from bureau.reports.chapters import numbered_chapters
from bureau.reports.form_rows import signing
from bureau.reports.paper import Block, FormCell, FormTable, Heading, Paper, Paragraph
from bureau.reports.render.pdf import render_pdf


def pages(paper: Paper) -> list[str]:
    stream = BytesIO()
    render_pdf(paper, stream)
    return [page.extract_text() for page in PdfReader(stream).pages]


def places(paper: Paper) -> dict[str, tuple[float, float]]:
    """Where each run of text begins on the first page: millimetres from left and top, its size."""
    stream = BytesIO()
    render_pdf(paper, stream)
    found: dict[str, tuple[float, float]] = {}

    def note(text: str, _cm: object, matrix: list[float], _font: object, size: float) -> None:
        if text.strip():
            found.setdefault(text.strip(), ((842 - matrix[5]) * 25.4 / 72, size))

    PdfReader(stream).pages[0].extract_text(visitor_text=note)
    return found


def official(issuer: str) -> Paper:
    return Paper(
        "关于考核情况的通报",
        (Paragraph("正文。"),),
        form="official",
        issuer=issuer,
        number="云城管〔2026〕21号",
    )


def test_issuer_number_and_title_stand_in_this_order() -> None:
    (text,) = pages(official("云岭县城市管理局文件"))
    wanted = ("云岭县城市管理局文件", "云城管〔2026〕21号", "关于考核情况的通报", "正文")
    at = [text.index(one) for one in wanted]
    assert at == sorted(at)


def test_a_long_issuer_is_smaller_and_stays_on_one_line() -> None:
    """The head's upper edge lies 37 + 35 mm below the paper's; the type area is 156 mm wide."""
    short = places(official("云岭县城市管理局文件"))["云岭县城市管理局文件"]
    name = "云岭县城市管理委员会办公室关于城市管理工作的文件"
    long = places(official(name))[name]
    assert 72 < short[0] < 72 + 48 * 25.4 / 72
    assert long[1] < short[1]
    assert len(name) * long[1] <= 156 * 72 / 25.4 + 1


def test_without_an_issuer_there_is_no_head() -> None:
    (text,) = pages(official(""))
    assert "云城管" not in text


@pytest.mark.parametrize(
    ("fen", "text", "capitals"),
    [
        (0, "0.00", "人民币零元整"),
        (5, "0.05", "人民币伍分"),
        (33_937_174, "339,371.74", "人民币叁拾叁万玖仟叁佰柒拾壹元柒角肆分"),
        (10_000_000_001, "100,000,000.01", "人民币壹亿元零壹分"),
        (-150_000, "−1,500.00", "人民币负壹仟伍佰元整"),
    ],
)
def test_amounts_in_figures_and_capitals(fen: int, text: str, capitals: str) -> None:
    assert amount_text(fen) == text
    assert in_capitals(fen) == capitals


def test_days_in_words() -> None:
    day = date(2026, 10, 8)
    assert [say(day) for say in (day_text, day_dotted, day_short)] == [
        "2026年10月8日",
        "2026.10.8",
        "10月8日",
    ]
    assert [say(None) for say in (day_text, day_dotted, day_short)] == ["", "", ""]


def test_seven_sign_in_three_rows_with_what_is_known() -> None:
    form = signing(tuple("一二三四五六七"), ("", "李强"))
    assert [[cell.text for cell in row[::2]] for row in form.rows] == [
        ["一", "二", "三"],
        ["四", "五", "六"],
        ["七", "", ""],
    ]
    assert form.rows[0][3].text == "李强"
    assert form.rows[2][3].foot == ""


def test_chapters_without_blocks_take_no_number() -> None:
    said: list[Block] = [Paragraph("话")]
    found = numbered_chapters([("甲", said), ("乙", []), ("丙", said)])
    assert [block.text for block in found if isinstance(block, Heading)] == ["一、甲", "二、丙"]


@pytest.mark.parametrize("rows", range(18, 26))
def test_boxes_to_be_signed_stay_together_with_the_row_above(rows: int) -> None:
    """However full the page is, nobody signs alone on the next one."""
    above = FormTable((1,), tuple((FormCell(f"行{number}"),) for number in range(rows)))
    capitals = FormTable((1,), ((FormCell("大写金额"),),), joined=True)
    paper = Paper("表", (above, capitals, signing(tuple("甲乙丙丁戊己庚"))), form="form")
    (last,) = [text for text in pages(paper) if "甲" in text]
    assert all(one in last for one in ("大写金额", "丁", "庚"))
