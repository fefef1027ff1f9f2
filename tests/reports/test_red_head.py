"""Heads of letters (信函格式), of what goes upwards, and marks, measured in millimetres from the corner."""

from __future__ import annotations

import re
from contextlib import closing
from io import BytesIO

import pytest
from pypdf import PdfReader
from pypdfium2 import PdfDocument, PdfTextObj

from bureau.reports.paper import Block, Colophon, PageBreak, Paper, Paragraph, SealPlace
from bureau.reports.render.pdf import render_pdf

MM = 72 / 25.4
CHARACTER = 16 / MM
COLOPHON = Colophon("局办公室", "2026年10月9日", "县政府办公室。")


def rendered(
    *blocks: Block,
    letter: bool = True,
    marks: tuple[str, ...] = (),
    signer: str = "",
    colophon: Colophon | None = None,
) -> bytes:
    stream = BytesIO()
    paper = Paper(
        "关于商请协助的函",
        blocks or (Paragraph("请支持。"),),
        form="official",
        page_numbers="dash",
        issuer="云岭县城市管理局",
        number="云城管函〔2026〕2号",
        letter=letter,
        marks=marks,
        signer=signer,
        colophon=colophon,
    )
    render_pdf(paper, stream)
    return stream.getvalue()


def inks(content: bytes) -> dict[str, tuple[float, float, float, float]]:
    """Left, upper, right and lower edge of the ink of each text of the first page, in millimetres."""
    with closing(PdfDocument(content)) as document:
        page = document[0]
        with closing(page), closing(page.get_textpage()) as text:
            found = {}
            for one in page.get_objects(textpage=text):
                if isinstance(one, PdfTextObj):
                    left, bottom, right, top = (edge / MM for edge in one.get_bounds())
                    found[one.extract().strip()] = (left, 297 - top, right, 297 - bottom)
            return found


def rules(content: bytes, page: int = 0) -> list[tuple[float, float, float, float]]:
    """Down, left, right in millimetres and thickness in points of a page's lines, from above."""
    contents = PdfReader(BytesIO(content)).pages[page].get_contents()
    assert contents is not None
    drawn = []
    for width, lines in re.findall(r"([\d.]+) w ([\d. ml]+) S", contents.get_data().decode()):
        for x1, y1, x2, _ in re.findall(r"(\S+) (\S+) m (\S+) (\S+) l", lines):
            drawn.append((297 - float(y1) / MM, float(x1) / MM, float(x2) / MM, float(width)))
    return sorted(drawn)


def texts(content: bytes) -> list[str]:
    return ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages]


def test_a_letters_issuer_stands_30_mm_below_the_edge_over_a_double_rule() -> None:
    """Thick over thin above, thin over thick 20 mm above the lower edge, both 170 mm wide."""
    content = rendered()
    issuer = inks(content)["云岭县城市管理局"]
    assert issuer[1] == pytest.approx(30, abs=1.5)
    lines = rules(content)
    assert [(round(line[1], 1), round(line[2], 1)) for line in lines] == [(20, 190)] * 4
    assert [line[3] for line in lines] == [2.2, 0.7, 0.7, 2.2]
    # 36 points of name are 12.7 mm, and 4 mm of white.
    assert lines[0][0] == pytest.approx(30 + 12.7 + 4, abs=0.05)
    assert lines[3][0] == pytest.approx(277, abs=0.05)


def test_a_letters_marks_and_number_stand_under_the_rule() -> None:
    found = inks(rendered(marks=("秘密★1年", "加急")))
    number, secret, urgent = found["云城管函〔2026〕2号"], found["秘密★1年"], found["加急"]
    assert number[2] == pytest.approx(184, abs=0.5)
    assert (secret[0], urgent[0]) == pytest.approx((28, 28), abs=0.6)
    assert abs(secret[3] - number[3]) < 1
    assert number[1] == pytest.approx(46.7 + CHARACTER * 7 / 8, abs=1)
    assert urgent[3] - secret[3] == pytest.approx(28.95 / MM, abs=0.6)
    assert found["关于商请协助的函"][1] > urgent[3] + 2 * 10


def test_a_letters_first_page_has_no_number_and_its_end_no_rules() -> None:
    content = rendered(Paragraph("甲"), PageBreak(), Paragraph("乙"), colophon=COLOPHON)
    first, second = texts(content)
    assert "—1—" not in first
    assert second.endswith(("—2—", "抄送：县政府办公室。"))
    assert "—2—" in second
    assert "抄送：县政府办公室。" in second
    assert "印发" not in second
    assert rules(content, 1) == []


def test_a_letter_of_one_page_ends_on_it() -> None:
    (only,) = texts(rendered(colophon=COLOPHON))
    assert "抄送：县政府办公室。" in only


def test_a_letter_without_copies_has_no_end() -> None:
    (only,) = texts(rendered(colophon=Colophon("局办公室", "2026年10月9日")))
    assert "抄送" not in only


def test_a_full_letter_puts_its_end_on_one_page_more() -> None:
    found = texts(rendered(Paragraph("字" * 28 * 16), colophon=COLOPHON))
    assert ["抄送" in one for one in found] == [False, True]


def test_what_goes_upwards_names_who_signed_opposite_the_number() -> None:
    """Both one character inside the type area, 28 to 184 mm."""
    found = inks(rendered(letter=False, signer="李建国"))
    number, name = found["云城管函〔2026〕2号"], found["李建国"]
    assert number[0] == pytest.approx(28 + CHARACTER, abs=0.6)
    assert name[2] == pytest.approx(184 - CHARACTER, abs=1)
    assert found["签发人："][3] == pytest.approx(number[3], abs=1.5)


def test_marks_stand_in_the_upper_left_corner_in_their_order() -> None:
    found = inks(rendered(letter=False, marks=("机密★1年", "特急")))
    secret, urgent = found["机密★1年"], found["特急"]
    assert 37 < secret[1] < urgent[1] < 37 + 2 * 28.95 / MM
    assert (secret[0], urgent[0]) == pytest.approx((28, 28), abs=0.6)


@pytest.mark.parametrize("lines", range(34, 42))
def test_the_day_never_stands_on_a_page_without_text(lines: int) -> None:
    """However the page is filled: enclosures between text and day are no text."""
    blocks: tuple[Block, ...] = (
        Paragraph("字" * 28 * lines),
        *(Paragraph(f"　　　{n}.第{n}个表", "enclosure") for n in (2, 3, 4)),
        SealPlace("云岭县城市管理局", "2026年10月8日"),
    )
    (last,) = [text for text in texts(rendered(*blocks, letter=False)) if "10月8日" in text]
    assert "字字" in last
    assert "第2个表" in last


def test_a_long_name_of_an_enclosure_goes_on_under_itself() -> None:
    """附件：1. begins two characters inside; its name goes on where it began."""
    name = "甲" * 60
    found = inks(rendered(Paragraph(f"附件：1.{name}", "enclosure")))
    label = found["附件：1."]
    assert label[0] == pytest.approx(28 + 2 * 156 / 28, abs=1)
    begins = [place[0] for text, place in found.items() if set(text) == {"甲"}]
    assert len(begins) > 1
    assert max(begins) - min(begins) < 0.01
    assert begins[0] > label[2]
