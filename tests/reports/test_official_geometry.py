"""GB/T 9704-2012 measured in the PDF, in millimetres from the paper's upper left corner."""

from __future__ import annotations

from contextlib import closing
from io import BytesIO

import pytest
from pypdfium2 import PdfDocument, PdfTextObj

from bureau.reports.paper import Block, Heading, Paper, Paragraph, SealPlace
from bureau.reports.render.pdf import render_pdf

MM = 72 / 25.4
SIZE, PITCH, CHARACTER = 16, 28.95 / MM, 156 / 28
LEFT, RIGHT, TOP, FOOT = 28, 184, 37, 262
# A character's middle lies 0.38 em above its baseline, in the middle of its line.
MIDDLE = 0.38 * SIZE / MM

Line = tuple[str, float, float, float]
"""A text, where it begins, the middle of its line, where its ink ends."""


def lines_of(*blocks: Block, issuer: str = "", number: str = "") -> list[list[Line]]:
    """Page by page what stands on it, from above."""
    paper = Paper(
        "关于考核情况的通报",
        blocks,
        issuer=issuer,
        number=number,
        form="official",
        page_numbers="dash",
    )
    stream = BytesIO()
    render_pdf(paper, stream)
    with closing(PdfDocument(stream.getvalue())) as document:
        return [lines_on(document, page) for page in range(len(document))]


def lines_on(document: PdfDocument, number: int) -> list[Line]:
    page = document[number]
    with closing(page), closing(page.get_textpage()) as text:
        found = []
        for one in page.get_objects(textpage=text):
            if isinstance(one, PdfTextObj):
                place, right = one.get_matrix(), one.get_bounds()[2]
                middle = 297 - (place.f + 0.38 * one.get_font_size()) / MM
                found.append((one.extract().strip(), place.e / MM, middle, right / MM))
        return found


def body(lines: list[Line]) -> list[Line]:
    return [line for line in lines if set(line[0]) == {"字"}]


def test_a_full_page_has_22_lines_of_28_characters() -> None:
    """The second page begins with the text: 22 lines between 37 mm and 262 mm."""
    page = body(lines_of(Paragraph("字" * 28 * 60))[1])
    assert len(page) == 22
    assert {len(line[0]) for line in page} == {28}
    middles = [line[2] for line in page]
    assert middles == pytest.approx([TOP + PITCH * (n + 0.5) for n in range(22)], abs=0.05)
    assert FOOT - 0.5 < TOP + 22 * PITCH <= FOOT
    assert {round(line[1], 1) for line in page} == {LEFT}
    assert all(RIGHT - 1 < line[3] <= RIGHT for line in page)


def test_paragraphs_and_headings_begin_two_characters_inside() -> None:
    blocks: tuple[Block, ...] = (
        Heading("一、甲"),
        Heading("（一）乙", 2),
        Heading("1.丙", 3),
        Paragraph("正文。"),
        Paragraph("各镇人民政府：", "address"),
    )
    begins = {line[0]: line[1] - LEFT for line in lines_of(*blocks)[0]}
    for text in ("一、甲", "（一）乙", "1.丙", "正文。"):
        assert begins[text] == pytest.approx(2 * CHARACTER, abs=0.05)
    assert begins["各镇人民政府："] == pytest.approx(0, abs=0.01)


def test_page_numbers_stand_7_mm_below_the_text_one_character_inside() -> None:
    """The dash, in the middle of 14 pt; a character is 4.94 mm."""
    odd, even = (page[-1] for page in lines_of(Paragraph("字" * 28 * 22))[:2])
    assert [odd[0], even[0]] == ["— 1 —", "— 2 —"]
    assert [odd[2], even[2]] == pytest.approx([FOOT + 7, FOOT + 7], abs=0.05)
    assert odd[3] == pytest.approx(RIGHT - 14 / MM, abs=0.3)
    assert even[1] == pytest.approx(LEFT + 14 / MM, abs=0.05)


def test_number_and_title_stand_below_the_red_head() -> None:
    """The issuer's upper edge 35 mm below the type area's; two lines, the number, two lines, title."""
    (page,) = lines_of(
        Paragraph("各镇人民政府：", "address"),
        issuer="云岭县城市管理局文件",
        number="云城管〔2026〕21号",
    )
    issuer, number, title, address = page[:4]
    # 156 mm hold the ten characters at 44.2 pt.
    height = 156 / 10
    assert issuer[2] == pytest.approx(TOP + 35 + height / 2, abs=0.3)
    assert number[2] == pytest.approx(TOP + 35 + height + 2.5 * PITCH, abs=0.05)
    assert (number[1] + number[3]) / 2 == pytest.approx(106, abs=0.5)
    rule = number[2] + SIZE / MM / 2 + 4
    assert title[2] == pytest.approx(rule + 2 * PITCH + 34 / MM / 2, abs=0.1)
    assert address[2] - title[2] == pytest.approx(34 / MM / 2 + 1.5 * PITCH, abs=0.1)


def test_the_day_ends_four_characters_inside_with_the_name_over_its_middle() -> None:
    """2026年11月5日 is 3 characters and 7 figures half as wide: 6.5 × 5.64 mm."""
    (page,) = lines_of(Paragraph("正文。"), SealPlace("云岭县城市管理局", "2026年11月5日"))
    found = {line[0]: line for line in page}
    name, day = found["云岭县城市管理局"], found["2026年11月5日"]
    em = SIZE / MM
    assert day[1] == pytest.approx(RIGHT - 4 * em - 6.5 * em, abs=0.1)
    assert name[1] + 4 * em == pytest.approx(day[1] + 3.25 * em, abs=0.1)
    assert day[2] - name[2] == pytest.approx(PITCH, abs=0.05)


@pytest.mark.parametrize("rows", range(12, 20))
def test_a_signature_never_stands_alone_on_its_page(rows: int) -> None:
    pages = lines_of(
        Paragraph("\n".join(["字字"] * rows)), SealPlace("云岭县城管局", "2026年11月5日")
    )
    (signed,) = [page for page in pages if any(line[0] == "云岭县城管局" for line in page)]
    assert body(signed)
