"""Tables too wide for an upright page of an official paper stand on turned pages of their own."""

from __future__ import annotations

from io import BytesIO

import docx
import pypdf
from docx.enum.section import WD_ORIENT
from docx.shared import Mm

from bureau.reports.paper import Column, Heading, Paper, Paragraph, SealPlace, Table
from bureau.reports.render.faces import bundled_faces
from bureau.reports.render.pdf import pdf_bytes
from bureau.reports.render.word.document import word_bytes

NAMES = ("案件办理", "现场检查", "群众满意", "资料报送")


def scores(items: int, towns: int = 20) -> Table:
    """A table of so many items, each with six digits."""
    columns = (
        Column("镇街"),
        *(Column(NAMES[number % 4], numeric=True) for number in range(items)),
    )
    rows = tuple(
        (f"第{town}镇", *(f"{town + 100}.{number:02}" for number in range(items)))
        for town in range(towns)
    )
    return Table(columns, rows, caption="各镇街成绩", unit="分")


def paper(table: Table) -> Paper:
    return Paper(
        "关于考核情况的通报",
        (
            Paragraph("现将情况通报如下。"),
            Heading("一、考核成绩"),
            table,
            Heading("二、工作要求"),
            Paragraph("请认真整改。"),
            SealPlace("城市管理委员会", "2026年11月5日"),
        ),
        form="official",
        issuer="城市管理委员会文件",
        page_numbers="dash",
    )


def pages_of(table: Table) -> list[pypdf.PageObject]:
    content, _notes = pdf_bytes(paper(table), bundled_faces())
    return list(pypdf.PdfReader(BytesIO(content)).pages)


def turned(page: pypdf.PageObject) -> str:
    """The text on a page that reads upwards."""
    found: list[str] = []

    def see(text: str, cm: list[float], tm: list[float], _font: object, _size: float) -> None:
        upwards = cm[0] * tm[0] + cm[2] * tm[1] if len(cm) > 3 else 1
        if abs(upwards) < 0.01:
            found.append(text)

    page.extract_text(visitor_text=see)
    return "".join(found)


def test_what_fits_stays_upright() -> None:
    assert [turned(page).strip() for page in pages_of(scores(6))] == [""] * 2


def test_a_wide_table_has_turned_pages_of_its_own() -> None:
    first, *middle, last = pages_of(scores(14))
    assert turned(first).strip() == turned(last).strip() == ""
    # The heading isn't left alone: a line says where the table is.
    assert "一、考核成绩\n各镇街成绩见下页。" in first.extract_text()
    assert middle
    for page in middle:
        assert "镇街" in turned(page)  # the heads on each of them
        assert (page.mediabox.width, page.mediabox.height) == (
            first.mediabox.width,
            first.mediabox.height,
        )
    told = "".join(turned(page) for page in middle)
    assert all(f"第{town}镇" in told for town in range(20))
    # The number stands upright in its place on every page.
    for number, page in enumerate((first, *middle, last), 1):
        assert f"— {number} —" in page.extract_text()
        assert f"— {number} —" not in turned(page)
    assert "二、工作要求" in last.extract_text()


def test_in_word_the_table_lies_in_a_section_of_its_own() -> None:
    document = docx.Document(BytesIO(word_bytes(paper(scores(14)))))
    ways = [section.orientation for section in document.sections]
    assert ways == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]
    upright, lying, after = document.sections
    assert (lying.page_width, lying.page_height) == (upright.page_height, upright.page_width)
    assert (after.page_width, after.page_height) == (upright.page_width, upright.page_height)
    # The type area turns with the page: its top is the binding edge.
    for margin, wanted in ((lying.top_margin, Mm(28)), (lying.right_margin, Mm(37))):
        assert margin is not None
        assert abs(margin - wanted) < Mm(0.1)
    widths = [cell.width for cell in document.tables[0].rows[1].cells]
    assert abs(sum(width for width in widths if width) - Mm(225)) < Mm(0.5)
    assert "各镇街成绩见下页。" in [line.text for line in document.paragraphs]
