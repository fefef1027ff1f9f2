"""Forms on paper: mastheads, cells, the place of the seal, contents with pages, photos with lines."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from bureau.errors import BugError
from bureau.reports.paper import (
    Anchor,
    Block,
    Contents,
    FormCell,
    FormTable,
    Listing,
    Masthead,
    PageBreak,
    Paper,
    Paragraph,
    Photo,
    Photos,
    SealPlace,
    Signatures,
)
from bureau.reports.render.pdf import render_pdf
from bureau.reports.render.pictures import for_print


def printed(*blocks: Block) -> PdfReader:
    """The pages of a form."""
    stream = BytesIO()
    render_pdf(Paper("责令改正通知书", blocks, form="form", page_numbers="none"), stream)
    return PdfReader(stream)


def texts(reader: PdfReader) -> list[str]:
    """The text of each page."""
    return [page.extract_text() for page in reader.pages]


def test_each_masthead_is_a_bookmark_and_the_papers_title_is_not_printed() -> None:
    reader = printed(
        Masthead("送达回证", "云岭县城市管理局", "云城管送〔2026〕1号", "第一联"),
        Paragraph("正文"),
        PageBreak(),
        Masthead("督办单"),
        Paragraph("正文"),
    )
    first, second = texts(reader)
    for wanted in ("云岭县城市管理局", "送达回证", "云城管送〔2026〕1号", "第一联"):
        assert wanted in first
    assert "责令改正通知书" not in first + second
    assert [entry.title for entry in reader.outline] == ["送达回证 云城管送〔2026〕1号", "督办单"]


def test_a_row_of_a_form_must_fill_its_columns() -> None:
    with pytest.raises(BugError, match="doesn't fill 2 columns"):
        FormTable((1, 1), ((FormCell("当事人", label=True),),))


def test_a_row_taller_than_a_page_goes_on_and_keeps_its_foot() -> None:
    long = "\n".join(f"第{n}条要求" for n in range(1, 71))
    reader = printed(FormTable((1, 3), ((FormCell("要求"), FormCell(long, foot="负责人签字")),)))
    pages = texts(reader)
    assert len(pages) > 1
    whole = "".join(pages)
    assert whole.count("条要求") == 70
    assert pages[-1].count("负责人签字") == whole.count("负责人签字") == 1


def test_contents_say_the_page_on_which_each_part_begins() -> None:
    parts: list[Block] = [
        Contents((Listing("通知书", "a", "1号", "2026-10-08"), Listing("照片", "b"))),
        *(PageBreak(), Anchor("a"), Masthead("通知书"), Paragraph("很长。\n" * 40)),
        *(PageBreak(), Anchor("b"), Masthead("照片"), Paragraph("照片")),
    ]
    pages = texts(printed(*parts))
    assert len(pages) == 4
    lines = pages[0].splitlines()
    assert lines[1:] == ["1 通知书 1号 2026-10-08 2", "2 照片 4"]
    assert "通知书" in pages[1]
    assert "照片" in pages[3]


def test_seal_and_receipt_never_stand_on_a_page_without_text() -> None:
    receipt = FormTable((1, 3), ((FormCell("当事人签收", label=True), FormCell(lines=3)),))
    for count in range(20, 34):
        lines = [Paragraph(f"第{n}行正文。") for n in range(count)]
        pages = texts(printed(*lines, SealPlace("云岭县城市管理局", "2026年10月8日"), receipt))
        assert "行正文" in pages[-1], count
        assert "2026年10月8日" in pages[-1], count
        assert "当事人签收" in pages[-1], count


def test_photos_have_lines_below_and_empty_frames_words_inside(tmp_path: Path) -> None:
    picture = tmp_path / "before.jpg"
    Image.new("RGB", (400, 300)).save(picture)
    shown = (
        Photo(picture, "整改前　2026年10月8日\n人民路1号　拍摄人：李强"),
        Photo(None, "没有整改后照片"),
    )
    reader = printed(Photos(shown), Signatures(("执法人员",)))
    (text,) = texts(reader)
    for wanted in ("整改前", "人民路1号", "拍摄人：李强", "没有整改后照片"):
        assert wanted in text
    assert "无法显示" not in text
    assert len(reader.pages[0].images) == 1


def test_a_turned_photo_is_printed_turned(tmp_path: Path) -> None:
    picture = tmp_path / "lying.png"
    Image.new("RGB", (400, 200)).save(picture)
    upright = for_print(picture, 100, 100, 90)
    assert upright is not None
    assert (round(upright[1]), round(upright[2])) == (50, 100)
