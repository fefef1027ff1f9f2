"""Official papers as Word files: letters, marks, who signed, enclosures, the end of the paper."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as Line

from bureau.reports.paper import Colophon, Paper, Paragraph, SealPlace
from bureau.reports.render.word.document import word_bytes

LETTER = Paper(
    "关于商请协助的函",
    (
        Paragraph("请支持。"),
        Paragraph("附件：1.任务分解表", "enclosure"),
        SealPlace("云岭县城市管理委员会", "2026年10月8日"),
    ),
    form="official",
    page_numbers="dash",
    issuer="云岭县城市管理局",
    number="云城管函〔2026〕2号",
    letter=True,
    marks=("秘密★1年", "加急"),
    colophon=Colophon("局办公室", "2026年10月9日", "县政府办公室。"),
)


def opened(paper: Paper) -> Document:
    return docx.Document(BytesIO(word_bytes(paper)))


def said(document: Document) -> list[str]:
    return [line.text for line in document.paragraphs if line.text]


def edges(line: Line) -> dict[str, str]:
    """Kind of the rule on each side of a paragraph."""
    return {
        str(one.tag).partition("}")[2]: str(one.get(qn("w:val")))
        for borders in line._p.iter(qn("w:pBdr"))
        for one in borders
    }


def test_a_letters_head_and_foot_are_those_of_its_first_page_only() -> None:
    (section,) = opened(LETTER).sections
    assert section.different_first_page_header_footer
    head, foot = section.first_page_header, section.first_page_footer
    assert [line.text for line in head.paragraphs] == ["云岭县城市管理局"]
    assert edges(head.paragraphs[0]) == {"bottom": "thickThinSmallGap"}
    assert edges(foot.paragraphs[0]) == {"bottom": "thinThickSmallGap"}
    distances = (section.header_distance, section.footer_distance)
    assert [round(one.mm) for one in distances if one is not None] == [30, 20]
    assert "PAGE" not in foot._element.xml
    assert "PAGE" in section.footer._element.xml


def test_a_letters_marks_number_and_end() -> None:
    letter = opened(LETTER)
    lines = said(letter)
    assert lines[:3] == ["秘密★1年\t云城管函〔2026〕2号", "加急", "关于商请协助的函"]
    (end,) = letter.tables
    assert [row.cells[0].text for row in end.rows] == ["抄送：县政府办公室。"]
    assert end._tbl.tblPr.find(qn("w:tblBorders")) is None
    without = said(opened(replace(LETTER, colophon=Colophon("局办公室", "2026年10月9日"))))
    assert without[-1] == "2026年10月8日"


def test_what_goes_upwards_names_who_signed_in_its_own_face() -> None:
    document = opened(replace(LETTER, letter=False, signer="李建国"))
    line = next(line for line in document.paragraphs if "签发人" in line.text)
    assert line.text == "　云城管函〔2026〕2号\t签发人：李建国"
    fonts = line.runs[-1]._r.find(f".//{qn('w:rFonts')}")
    assert fonts is not None
    assert fonts.get(qn("w:eastAsia")) == "楷体_GB2312"
    assert said(document)[:2] == ["秘密★1年", "加急"]


def test_text_enclosures_and_day_stay_together() -> None:
    lines = {line.text: line for line in opened(LETTER).paragraphs}
    for text in ("请支持。", "附件：1.任务分解表", "云岭县城市管理委员会"):
        assert lines[text].paragraph_format.keep_with_next, text


def test_a_long_name_stands_in_the_middle_over_the_day() -> None:
    """The day four characters from the edge, the name half as much nearer as it is wider."""
    lines = {line.text: line for line in opened(LETTER).paragraphs}
    off = {
        text: int(str(indent.get(qn("w:rightChars"))))
        for text in ("云岭县城市管理委员会", "2026年10月8日")
        for indent in lines[text]._p.iter(qn("w:ind"))
    }
    # 2026 10 8 are seven digits of 0.55, 年 月 日 three characters: 6.85; (6.85 - 10) / 2 = -1.575.
    assert off == {"云岭县城市管理委员会": 242, "2026年10月8日": 400}


def test_a_long_title_breaks_into_lines_of_like_length() -> None:
    title = "关于2026年10月全县城市管理综合考核情况的通报"
    first, second = (
        line.text
        for line in opened(replace(LETTER, title=title)).paragraphs
        if line.style and line.style.name == "Title"
    )
    assert first + second == title
    assert min(len(first), len(second)) >= 10
