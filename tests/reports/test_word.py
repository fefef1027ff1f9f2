"""Papers as Word documents: styles, page, heads that repeat, fields, forms; the same bytes each time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from PIL import Image

from bureau.reports.paper import (
    Anchor,
    Block,
    Chart,
    ChartRow,
    Colophon,
    Column,
    Contents,
    FormCell,
    FormTable,
    Gap,
    Heading,
    KeyFigure,
    KeyFigures,
    Listing,
    Masthead,
    PageBreak,
    Paper,
    Paragraph,
    Photo,
    Photos,
    SealPlace,
    Series,
    Signatures,
    Table,
)
from bureau.reports.render.word.document import render_word, word_bytes

MARKS = Table(
    columns=(
        Column("镇街"),
        Column("案件办理", group="得分", numeric=True),
        Column("现场检查", group="得分", numeric=True),
    ),
    rows=(("城东街道", "28.37", "37.50"), ("城西街道", "27.66", "36.50")),
    totals=(("平均", "28.02", "37.00"),),
    caption="考核成绩",
    unit="分",
    note="未检查的不参评。",
)
OFFICIAL = Paper(
    "关于2026年10月考核\n情况的通报",
    (
        Paragraph("各镇人民政府：", "address"),
        Heading("一、总体情况"),
        Paragraph("本月总体平稳。\n问题有所减少。"),
        MARKS,
        SealPlace("云岭县城市管理局", "2026年11月5日"),
    ),
    form="official",
    issuer="云岭县城市管理局文件",
    number="云城管〔2026〕21号",
    page_numbers="dash",
    colophon=Colophon("云岭县城市管理局", "2026年11月5日", "县政府办公室。"),
    organisation="云岭县城市管理局",
)


def opened(paper: Paper) -> Document:
    return docx.Document(BytesIO(word_bytes(paper)))


def texts(document: Document) -> list[str]:
    return [line.text for line in document.paragraphs if line.text]


def text_of(document: Document) -> str:
    """Everything that the file says, tables too."""
    return "\n".join(node.text or "" for node in document.element.body.iter(qn("w:t")))


def test_headings_and_text_have_the_styles_that_an_office_edits() -> None:
    document = opened(OFFICIAL)
    styles = {
        line.text: line.style.name for line in document.paragraphs if line.text and line.style
    }
    assert styles["一、总体情况"] == "Heading 1"
    assert styles["本月总体平稳。"] == "公文正文"
    assert styles["问题有所减少。"] == "公文正文"
    assert styles["各镇人民政府："] == "主送机关"
    assert styles["关于2026年10月考核"] == "Title"


def test_an_official_page_follows_the_standard() -> None:
    """GB/T 9704: margins 37 and 28 mm, 156 × 225 mm, 22 lines, text of 16 points in 仿宋."""
    document = opened(OFFICIAL)
    (section,) = document.sections
    names = ("top_margin", "bottom_margin", "left_margin", "right_margin")
    top, bottom, left, right = (getattr(section, name).mm for name in names)
    assert (round(top), round(left)) == (37, 28)
    assert section.page_width is not None
    assert section.page_height is not None
    wide = section.page_width.mm - left - right
    high = section.page_height.mm - top - bottom
    assert abs(wide - 156) < 0.1
    assert abs(high - 225) < 0.1
    body = document.styles["公文正文"]
    assert body.font.size.pt == 16
    assert body.paragraph_format.line_spacing.pt == 28.95
    assert int(high * 72 / 25.4 / body.paragraph_format.line_spacing.pt) == 22
    assert body.element.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋_GB2312"
    less = int(body.element.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20
    assert int(wide * 72 / 25.4 / (16 + less)) == 28
    assert body.element.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages() -> None:
    document = opened(OFFICIAL)
    (section,) = document.sections
    assert document.settings.odd_and_even_pages_header_footer
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert (odd.text, even.text) == ("— 1 —", "— 1 —")
    assert [line.alignment for line in (odd, even)] == [2, 0]
    assert "PAGE" in odd._p.xml


def test_a_report_counts_its_pages_and_has_a_running_head_from_the_second_on() -> None:
    document = opened(replace(OFFICIAL, form="report", page_numbers="of-total", issuer=""))
    (section,) = document.sections
    assert section.different_first_page_header_footer
    assert section.header.paragraphs[0].text.startswith("关于2026年10月考核情况的通报")
    for foot in (section.footer, section.first_page_footer):
        assert foot.paragraphs[0].text == "第 1 页 共 1 页"
        assert "NUMPAGES" in foot.paragraphs[0]._p.xml


def test_a_table_repeats_its_two_lines_of_heads_and_cuts_no_row() -> None:
    table, _colophon = opened(OFFICIAL).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["镇街", "得分", "得分"],
        ["镇街", "案件办理", "现场检查"],
        ["城东街道", "28.37", "37.50"],
        ["城西街道", "27.66", "36.50"],
        ["平均", "28.02", "37.00"],
    ]
    heads = [row._tr.find(qn("w:trPr")) for row in table.rows]
    repeated = [one is not None and one.find(qn("w:tblHeader")) is not None for one in heads]
    assert repeated == [True, True, False, False, False]
    whole = [one is not None and one.find(qn("w:cantSplit")) is not None for one in heads]
    assert whole[2:] == [True, True, True]
    assert table.cell(2, 1).paragraphs[0].alignment == 2
    assert table.cell(2, 0).paragraphs[0].alignment == 0


def test_a_table_without_rows_says_so() -> None:
    (table,) = opened(Paper("空", (replace(MARKS, rows=(), totals=()),))).tables
    assert table.rows[2].cells[0].text == "（无）"


def test_columns_are_as_wide_as_what_they_hold_and_fill_the_page() -> None:
    wide = Table((Column("序号"), Column("问题")), (("1", "占道经营，跨门营业，乱堆乱放"),))
    (table,) = opened(Paper("清单", (wide,), form="ledger")).tables
    narrow, broad = (cell.width for cell in table.rows[1].cells)
    assert narrow is not None
    assert broad is not None
    assert broad > 2.5 * narrow
    assert abs(narrow + broad - Mm(180)) < Mm(0.2)


def test_a_red_head_and_a_colophon() -> None:
    document = opened(OFFICIAL)
    issuer = next(line for line in document.paragraphs if line.text == "云岭县城市管理局文件")
    assert str(issuer.runs[0].font.color.rgb) == "E60012"
    said = texts(document)
    order = ["云岭县城市管理局文件", "云城管〔2026〕21号", "关于2026年10月考核", "云岭县城市管理局"]
    places = [said.index(one) for one in order]
    assert places == sorted(places)
    colophon = document.tables[-1]
    assert [row.cells[0].text for row in colophon.rows] == [
        "抄送：县政府办公室。", "　云岭县城市管理局\t2026年11月5日印发",
    ]  # fmt: skip
    place = colophon._tbl.tblPr.find(qn("w:tblpPr"))
    assert place is not None
    assert (place.get(qn("w:vertAnchor")), place.get(qn("w:tblpYSpec"))) == ("margin", "bottom")
    borders = colophon._tbl.tblPr.find(qn("w:tblBorders"))
    assert borders is not None
    drawn = [str(one.tag).partition("}")[2] for one in borders if one.get(qn("w:val")) == "single"]
    assert drawn == ["top", "bottom", "insideH"]


def test_a_short_table_stays_on_one_page_in_close_lines() -> None:
    document = opened(OFFICIAL)
    table = document.tables[0]
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows]
    assert kept == [True] * (len(kept) - 1) + [None]
    cell = document.styles["表格文字"].element.pPr
    assert cell.find(qn("w:snapToGrid")).get(qn("w:val")) == "0"


def test_a_full_table_is_set_as_small_as_it_is_printed() -> None:
    columns = tuple(Column(f"第{number}项考核得分", numeric=True) for number in range(12))
    full = Table(columns, (tuple("1,234,567.89" for _ in columns),))
    (table,) = opened(Paper("成绩", (full,), form="official")).tables
    size = table.rows[1].cells[0].paragraphs[0].runs[0].font.size
    assert size is not None
    assert size < Pt(12)


def test_the_seal_stays_with_the_day_four_characters_from_the_edge() -> None:
    lines = {line.text: line for line in opened(OFFICIAL).paragraphs}
    name, day = lines["云岭县城市管理局"], lines["2026年11月5日"]
    assert name.paragraph_format.keep_with_next
    indent = day._p.pPr.find(qn("w:ind"))  # type: ignore[union-attr]  # it was just put there
    assert indent.get(qn("w:rightChars")) == "400"


def test_a_form_has_cells_over_its_columns_with_room_to_write() -> None:
    form = FormTable(
        (1, 2, 1, 2),
        (
            (FormCell("单位", label=True), FormCell("绿洁公司", span=3)),
            (
                FormCell("意见", label=True),
                FormCell("同意", span=3, lines=4, foot="签字：　　年　月　日"),
            ),
        ),
    )
    document = opened(Paper("表", (Masthead("付款审批表", number="第 3 号"), form), form="form"))
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0].cells] == ["单位", *["绿洁公司"] * 3]
    assert table.rows[1].cells[1].text == "同意\n签字：　　年　月　日"
    first, second = (row.height for row in table.rows)
    assert first is not None
    assert second is not None
    assert (first.pt, second.pt) == (28, 100)
    assert texts(document)[:2] == ["付款审批表", "第 3 号"]


def test_every_block_is_written(tmp_path: Path) -> None:
    photo = tmp_path / "前.jpg"
    Image.new("RGB", (400, 300), "red").save(photo)
    chart = Chart("bar", ("1月", "2月"), (Series("发现", (3, 4)),), title="趋势")
    blocks: tuple[Block, ...] = (
        KeyFigures((KeyFigure("发现案件", "564", "件", "环比上升2.0%"),)),
        Heading("（一）小节", 2),
        chart,
        ChartRow((chart, chart)),
        Photos((Photo(photo, "整改前"), Photo(None, "没有照片"))),
        Gap(6),
        Contents((Listing("立案审批表", "first", "1号", "10.8"),)),
        PageBreak(),
        Anchor("first"),
        Paragraph("导语。", "lead"),
        Paragraph("注：小字。", "note"),
        Signatures(("填表人", "审核人"), ("王芳",)),
    )
    document = opened(Paper("全", blocks, watermark="征求意见稿", period="2026年10月"))
    said = text_of(document)
    for word in (
        "564",
        "发现案件",
        "环比上升2.0%",
        "整改前",
        "没有照片",
        "立案审批表",
        "填表人：王芳",
    ):
        assert word in said
    assert len(document.inline_shapes) == 4
    assert "PAGEREF first" in document.element.xml
    assert 'w:name="first"' in document.element.xml
    assert "征求意见稿" in document.sections[0].header._element.xml


def test_the_same_paper_gives_the_same_bytes(tmp_path: Path) -> None:
    paper = replace(OFFICIAL, made_at=datetime(2026, 11, 5, 9, 30))
    first = word_bytes(paper)
    assert word_bytes(paper) == first
    render_word(paper, tmp_path / "通报.docx")
    assert (tmp_path / "通报.docx").read_bytes() == first
    assert docx.Document(BytesIO(first)).core_properties.created == datetime(
        2026, 11, 5, 1, 30, tzinfo=UTC
    )


@pytest.mark.parametrize("form", ["report", "official", "ledger", "form"])
def test_properties_stand_in_the_order_that_word_wants(form: str) -> None:
    """A file with them in another order is called damaged by some versions."""
    document = opened(replace(OFFICIAL, form=form, watermark="草稿"))  # type: ignore[arg-type]
    order = ["pStyle", "keepNext", "pageBreakBefore", "pBdr", "shd", "tabs", "spacing", "ind", "jc"]
    for properties in document.element.body.iter(qn("w:pPr")):
        names = [one.tag.partition("}")[2] for one in properties]
        known = [order.index(name) for name in names if name in order]
        assert known == sorted(known), names
