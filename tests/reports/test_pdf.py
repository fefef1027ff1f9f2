"""Rendered papers read back: fonts, text, pages, bookmarks, metadata, notes."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader
from pypdf.types import OutlineType

from bureau.reports.paper import (
    Block,
    Chart,
    ChartRow,
    Column,
    Gap,
    Heading,
    KeyFigure,
    KeyFigures,
    Orientation,
    PageBreak,
    Paper,
    Paragraph,
    Photo,
    Photos,
    Series,
    Signatures,
    Table,
)
from bureau.reports.render.pdf import RenderNotes, render_pdf

LABELS = ("填报单位（盖章）", "填表人", "审核人", "单位负责人", "联系电话")
COLUMNS = (
    Column("类别"),
    Column("本月", numeric=True, group="件数"),
    Column("上月", numeric=True, group="件数"),
    Column("环比", numeric=True),
)


def printed(paper: Paper) -> tuple[PdfReader, RenderNotes]:
    stream = BytesIO()
    notes = render_pdf(paper, stream)
    return PdfReader(stream), notes


def paper_of(*blocks: Block) -> Paper:
    return Paper("市容秩序统计月报", blocks)


def rows(count: int) -> tuple[tuple[str, ...], ...]:
    return tuple((f"类别{n}", str(n), "100", "+1.0%") for n in range(1, count + 1))


def page_texts(reader: PdfReader) -> list[str]:
    return [page.extract_text() for page in reader.pages]


def fonts_of(reader: PdfReader) -> list[Any]:
    fonts = {}
    for page in reader.pages:
        for name, font in page["/Resources"]["/Font"].items():
            fonts[name] = font.get_object()
    return list(fonts.values())


def a_full_paper(picture: Path) -> Paper:
    paper = paper_of(
        KeyFigures((KeyFigure("受理案件", "1,204", "件", "环比 +12.5%", "worse"),)),
        Heading("一、总体情况"),
        Paragraph("全县共受理市容秩序案件1,204件，环比上升12.5%。"),
        Heading("（一）分类", 2),
        Table(COLUMNS, rows(4), (("合计", "10", "400", "—"),), caption="表1 分类", unit="件"),
        ChartRow(
            (
                Chart("bar", ("甲队", "乙队"), (Series("受理", (3, 5)),), title="各队受理"),
                Chart("pie", ("服务", "执法"), (Series("n", (1, 3)),), title="处置方式"),
            )
        ),
        Photos((Photo(picture, "整改前"),)),
        Signatures(LABELS, ("云岭县城市管理局",)),
    )
    return replace(paper, watermark="草稿")


def test_every_font_is_embedded_and_subset(tmp_path: Path) -> None:
    picture = tmp_path / "before.jpg"
    Image.new("RGB", (40, 30)).save(picture)
    reader, notes = printed(a_full_paper(picture))
    fonts = fonts_of(reader)
    assert len(fonts) == len(notes.fonts_used) >= 4
    for font in fonts:
        assert re.fullmatch(r"/[A-Z]{6}\+.+", font["/BaseFont"])
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert len(descriptor["/FontFile2"].get_data()) > 500
        assert "/ToUnicode" in font
    assert "Helvetica" not in str(fonts)


def test_all_texts_can_be_found_and_copied(tmp_path: Path) -> None:
    picture = tmp_path / "before.jpg"
    Image.new("RGB", (40, 30)).save(picture)
    text = "".join(page_texts(printed(a_full_paper(picture))[0]))
    for wanted in (
        "市容秩序统计月报",
        "受理案件",
        "1,204",
        "一、总体情况",
        "全县共受理市容秩序案件1,204件，环比上升12.5%。",
        "表1 分类",
        "单位：件",
        "类别4",
        "合计",
        "各队受理",
        "甲队",
        "75.0%",
        "整改前",
        "填报单位（盖章）：",
        "云岭县城市管理局",
        "草稿",
    ):
        assert wanted in text


def test_the_head_of_a_long_table_is_on_each_page() -> None:
    reader, notes = printed(paper_of(Table(COLUMNS, rows(120)), Signatures(LABELS)))
    texts = page_texts(reader)
    assert notes.pages == len(texts) >= 3
    for number, text in enumerate(texts, 1):
        for head in ("类别", "件数", "本月", "上月", "环比"):
            assert head in text
        assert f"第 {number} 页 共 {len(texts)} 页" in text
    found = [int(n) for text in texts for n in re.findall(r"类别(\d+)", text)]
    assert found == list(range(1, 121))


@pytest.mark.parametrize("count", range(24, 34))
def test_signatures_stand_below_at_least_two_rows(count: int) -> None:
    texts = page_texts(printed(paper_of(Table(COLUMNS, rows(count)), Signatures(LABELS)))[0])
    (signed,) = (text for text in texts if "单位负责人" in text)
    assert f"类别{count}" in signed
    assert f"类别{count - 1}" in signed


def test_a_row_taller_than_a_page_is_continued() -> None:
    text = "\n".join(f"第{n}项整改要求。" for n in range(1, 900))
    reader, notes = printed(paper_of(Table((Column("内容"),), ((text,),))))
    assert notes.pages > 2
    found = re.findall(r"第(\d+)项", "\n".join(page_texts(reader)))
    assert [int(n) for n in found] == list(range(1, 900))


def test_a_missing_character_is_named_on_the_page_and_in_the_notes() -> None:
    reader, notes = printed(paper_of(Paragraph("𠮷野家与张喆、李玥、王垚检查12㎡。")))
    assert notes.missing_characters == ("U+20BB7 𠮷",)
    text = "".join(page_texts(reader))
    assert "〔U+20BB7〕野家" in text
    assert "张喆、李玥、王垚检查12㎡" in text


def test_missing_characters_are_found_in_every_kind_of_block() -> None:
    bad = "\U0002f800"
    blocks: tuple[Block, ...] = (
        Heading(bad),
        KeyFigures((KeyFigure(bad, bad, bad, bad),)),
        Table((Column(bad, group=bad),), ((bad,),), ((bad,),), bad, bad, bad),
        Chart("line", (bad,), (Series(bad, (1,)), Series("乙", (2,))), title=bad, unit=bad),
        Photos((Photo(Path("none.jpg"), bad),)),
        Signatures((bad,), (bad,)),
    )
    for block in blocks:
        _, notes = printed(paper_of(block))
        assert notes.missing_characters == (f"U+2F800 {bad}",)


def test_bookmarks_follow_the_headings() -> None:
    reader, _ = printed(
        paper_of(
            Heading("一、总体情况"),
            Paragraph("文。"),
            Heading("（一）分类", 2),
            PageBreak(),
            Heading("二、打算"),
            Gap(3),
            Heading("1.深处", 3),
        )
    )

    def names(outline: OutlineType) -> list[Any]:
        return [names(one) if isinstance(one, list) else one["/Title"] for one in outline]

    assert names(reader.outline) == [
        "市容秩序统计月报",
        ["一、总体情况", ["（一）分类"], "二、打算", ["1.深处"]],
    ]
    pages = [reader.get_destination_page_number(reader.outline[1][n]) for n in (0, 2)]
    assert pages == [0, 1]


def test_metadata_and_language() -> None:
    reader, _ = printed(
        replace(
            paper_of(Paragraph("文。")),
            organisation="云岭县城市管理局",
            period="2026年10月",
            keywords=("市容", "月报"),
            made_at=datetime(2026, 11, 2, 9, 30),
        )
    )
    metadata = reader.metadata
    assert metadata is not None
    assert metadata.title == "市容秩序统计月报"
    assert metadata.author == "云岭县城市管理局"
    assert metadata.subject == "市容秩序统计月报 2026年10月"
    assert metadata["/Keywords"] == "市容、月报"
    assert metadata["/CreationDate"] == "D:20261102093000+08'00'"
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"


def test_the_same_paper_gives_the_same_bytes(tmp_path: Path) -> None:
    picture = tmp_path / "before.jpg"
    Image.new("RGB", (40, 30), "red").save(picture)
    first, second = BytesIO(), BytesIO()
    render_pdf(a_full_paper(picture), first)
    render_pdf(a_full_paper(picture), second)
    assert first.getvalue() == second.getvalue()


@pytest.mark.parametrize(
    ("orientation", "size"), [("portrait", (595, 842)), ("landscape", (842, 595))]
)
def test_pages_are_a4(orientation: Orientation, size: tuple[int, int]) -> None:
    reader, _ = printed(replace(paper_of(Paragraph("文。")), orientation=orientation))
    box = reader.pages[0].mediabox
    assert (round(box.width), round(box.height)) == size


def test_official_papers_number_their_pages_between_dashes() -> None:
    reader, _ = printed(
        replace(
            paper_of(Paragraph("文。"), PageBreak(), Paragraph("文。")),
            form="official",
            page_numbers="dash",
        )
    )
    assert [re.findall(r"— \d —", text) for text in page_texts(reader)] == [["— 1 —"], ["— 2 —"]]


def test_official_text_has_28_characters_a_line_and_22_lines_a_page() -> None:
    reader, _ = printed(
        Paper(
            title="",
            blocks=(Paragraph("市" * 28 * 50, "address"),),
            form="official",
            page_numbers="none",
        )
    )
    lines = [text.split() for text in page_texts(reader)]
    assert {len(line) for line in lines[0]} == {28}
    assert len(lines[1]) == 22


def test_a_photo_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    broken = tmp_path / "坏图.jpg"
    broken.write_bytes(b"\xff\xd8 not a picture")
    text = page_texts(printed(paper_of(Photos((Photo(broken, "整改后"),))))[0])[0]
    assert "照片无法显示：坏图.jpg" in text
    assert "整改后" in text


def test_a_photo_is_turned_by_its_exif_mark(tmp_path: Path) -> None:
    turned = tmp_path / "turned.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (80, 20)).save(turned, exif=exif)
    reader, _ = printed(paper_of(Photos((Photo(turned),))))
    (image,) = reader.pages[0].images
    assert image.image is not None
    assert image.image.width * 4 == image.image.height


def test_a_small_table_is_never_cut_and_takes_its_heading_along() -> None:
    filler = tuple(Paragraph("文。") for _ in range(18))
    small = Table(COLUMNS, rows(10), caption="小表", note="说明")
    reader, _ = printed(paper_of(*filler, Heading("一、标题"), small))
    first, second = page_texts(reader)
    assert [("标题" in text, "小表" in text) for text in (first, second)] == [
        (False, False),
        (True, True),
    ]
    # A long one begins where it stands and goes on under a second head.
    reader, _ = printed(paper_of(*filler, Heading("一、标题"), Table(COLUMNS, rows(40))))
    assert "标题" in page_texts(reader)[0]


def test_an_empty_table_says_that_there_is_nothing() -> None:
    assert "没有符合条件的记录" in page_texts(printed(paper_of(Table(COLUMNS, ())))[0])[0]


def test_twenty_pages_with_charts_stay_under_two_megabytes() -> None:
    chart = Chart("bar", tuple("一二三四五六"), (Series("甲", (1, 2, 3, 4, 5, 6)),), title="图")
    page = (
        Paragraph("全县共受理市容秩序案件。" * 20),
        chart,
        Table(COLUMNS, rows(12)),
        PageBreak(),
    )
    stream = BytesIO()
    notes = render_pdf(paper_of(*(page * 20)), stream)
    assert notes.pages >= 20
    assert len(stream.getvalue()) < 2_000_000
