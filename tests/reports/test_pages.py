"""Pages of a finished PDF: which ones a range names, their pictures, bookmarks, and text sought."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pypdfium2 as pdfium
import pytest

from bureau.errors import UserError
from bureau.reports.pages import Pages, pages_named
from bureau.reports.paper import Heading, PageBreak, Paper, Paragraph
from bureau.reports.render.pdf import render_pdf

# A line of A4 holds less than fifty characters: 占道经营 stands at every place of a line in turn.
FILLING = "一二三四五六七八九十"
LONG = "".join(f"{FILLING[: number % 10]}占道经营" for number in range(60))


@pytest.fixture(scope="module")
def content() -> bytes:
    """Three pages: a title, a heading with a long paragraph, two headings below each other."""
    written = BytesIO()
    paper = Paper(
        title="测试月报",
        blocks=(
            Heading("总体情况"),
            Paragraph("编号ZZ-2026-1201，整改率89.61%。"),
            PageBreak(),
            Heading("一、市容秩序"),
            Paragraph(LONG),
            PageBreak(),
            Heading("（一）分类", 2),
            Paragraph("完。"),
        ),
    )
    render_pdf(paper, written)
    return written.getvalue()


@pytest.fixture
def pages(content: bytes) -> Iterator[Pages]:
    """The open file."""
    opened = Pages(content)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", (0, 1, 2, 3, 4, 5, 6, 7)),
        ("全部", (0, 1, 2, 3, 4, 5, 6, 7)),
        ("3", (2,)),
        ("1-3,5", (0, 1, 2, 4)),
        ("１－３，５", (0, 1, 2, 4)),
        ("2至4、7-", (1, 2, 3, 6, 7)),
        ("-2 2 8", (0, 1, 7)),
        ("5,1", (4, 0)),
    ],
)
def test_a_range_names_pages(text: str, named: tuple[int, ...]) -> None:
    assert pages_named(text, 8) == named


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("9", "一共 8 页"),
        ("0", "一共 8 页"),
        ("5-3", "请写成 3-5"),
        ("前三页", "看不懂"),
        ("-", "看不懂"),
        ("1-2-3", "看不懂"),
    ],
)
def test_a_range_that_makes_no_sense_is_refused(text: str, told: str) -> None:
    with pytest.raises(UserError, match=told):
        pages_named(text, 8)


def test_sizes_are_those_of_the_paper(pages: Pages) -> None:
    assert [(round(width), round(height)) for width, height in pages.sizes] == [(595, 842)] * 3


def test_a_picture_has_the_width_asked_for_on_white(pages: Pages) -> None:
    picture = pages.picture(0, 595)
    assert (picture.width, picture.height) == (595, 842)
    assert picture.pixels[:3] == b"\xff\xff\xff"
    assert len(set(picture.pixels)) > 10, "nothing is drawn on it"


def test_a_picture_is_never_finer_than_300_dpi(pages: Pages) -> None:
    # 210 mm at 300 dpi are 2480.3 pixels.
    assert pages.picture(0, 100_000).width in (2480, 2481)


def test_bookmarks_say_page_and_place(pages: Pages) -> None:
    told = [(one.title, one.level, one.page) for one in pages.bookmarks()]
    assert told[1:] == [("总体情况", 1, 0), ("一、市容秩序", 1, 1), ("（一）分类", 2, 2)]
    first, second = (one.top for one in pages.bookmarks()[:2])
    assert 0 < first < second < 842


def test_every_place_of_a_text_is_found_also_over_the_end_of_a_line(pages: Pages) -> None:
    hits = pages.find("占道经营")
    assert len(hits) == 60
    assert {hit.page for hit in hits} == {1}
    broken = [hit for hit in hits if len(hit.boxes) == 2]
    assert broken, "no line ends within the word"
    for hit in broken:
        above, below = hit.boxes
        assert above[1] < below[1], "the second part stands on the next line"
        assert above[0] > below[0], "at its beginning"


def test_width_case_and_blanks_do_not_matter(pages: Pages) -> None:
    for sought in ("zz-2026-1201", "ＺＺ－２０２６－１２０１", "ZZ - 2026 - 1201"):
        assert [hit.page for hit in pages.find(sought)] == [0], sought
    assert pages.find("　 ") == ()
    assert pages.find("没有的字") == ()


def test_boxes_hold_the_text_and_nothing_else(pages: Pages, content: bytes) -> None:
    document = pdfium.PdfDocument(content)
    for sought in ("89.61%", "编号", "整改率"):
        (hit,) = pages.find(sought)
        ((left, top, right, bottom),) = hit.boxes
        page = document[hit.page]
        height = page.get_height()
        text = page.get_textpage()
        assert text.get_text_bounded(left, height - bottom, right, height - top) == sought
        text.close()
        page.close()
    document.close()


def test_a_search_can_be_stopped(pages: Pages) -> None:
    asked: list[tuple[int, int]] = []

    def stop(done: int, of: int) -> None:
        asked.append((done, of))
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pages.find("占道经营", stop)
    assert asked == [(0, 3), (1, 3)]


def test_the_file_may_go_while_it_is_shown(content: bytes) -> None:
    # Nothing is read from the disk: two readers of the same bytes don't disturb each other.
    one, other = Pages(content), Pages(content)
    one.close()
    assert len(other.bookmarks()) == 4
    other.close()
