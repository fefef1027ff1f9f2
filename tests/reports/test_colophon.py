"""The colophon (版记) of official papers: its lines and rules in place, the page it stands on."""

from __future__ import annotations

import re
from contextlib import closing
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader
from pypdfium2 import PdfDocument, PdfTextObj

from bureau.reports.letterhead import Letterhead
from bureau.reports.paper import Block, Colophon, Gap, PageBreak, Paper, Paragraph
from bureau.reports.render.pdf import render_pdf

PLAIN = Colophon("云岭县城市管理局", "2026年10月14日")
COPIED = Colophon("云岭县城市管理局", "2026年10月14日", "县委办公室，县政府办公室。")
LEFT, RIGHT, FOOT = 79.37, 521.57, 99.21
"""The type area in points: 28 mm, 28 + 156 mm from the left, 35 mm from below."""
LINE = 28.95


def rendered(colophon: Colophon | None, *blocks: Block) -> PdfReader:
    paper = Paper(
        "关于考核情况的通报",
        blocks or (Paragraph("正文。"),),
        form="official",
        page_numbers="dash",
        colophon=colophon,
    )
    stream = BytesIO()
    render_pdf(paper, stream)
    return PdfReader(stream)


def texts(of: PdfReader) -> list[str]:
    return ["".join(page.extract_text().split()) for page in of.pages]


def places(of: PdfReader) -> list[tuple[str, float, float]]:
    """What stands on the last page: text, its left end, its baseline from below."""
    of.stream.seek(0)
    with closing(PdfDocument(of.stream.read())) as document:
        page = document[len(document) - 1]
        with closing(page), closing(page.get_textpage()) as text:
            return [
                (one.extract().strip(), one.get_matrix().e, one.get_matrix().f)
                for one in page.get_objects(textpage=text)
                if isinstance(one, PdfTextObj)
            ]


def rules(of: PdfReader) -> list[tuple[float, ...]]:
    """The lines of the last page from above: height over the paper's edge, ends, thickness."""
    contents = of.pages[-1].get_contents()
    assert contents is not None
    drawn = []
    for width, lines in re.findall(r"([\d.]+) w ([\d. ml]+) S", contents.get_data().decode()):
        for x1, y1, x2, y2 in re.findall(r"(\S+) (\S+) m (\S+) (\S+) l", lines):
            assert y1 == y2
            drawn.append((float(y1), float(x1), float(x2), float(width)))
    return sorted(drawn, reverse=True)


def test_who_and_when_stand_between_two_thick_rules_at_the_foot() -> None:
    """One line of 28.95 pt on the edge of the type area; 0.35 mm are 0.99 pt."""
    upper, lower = rules(rendered(PLAIN))
    assert upper == pytest.approx((FOOT + LINE, LEFT, RIGHT, 0.99), abs=0.02)
    assert lower == pytest.approx((FOOT, LEFT, RIGHT, 0.99), abs=0.02)


def test_copies_stand_above_a_thin_rule() -> None:
    """0.25 mm are 0.71 pt."""
    found = rules(rendered(COPIED))
    assert [one[0] for one in found] == pytest.approx([FOOT + 57.9, FOOT + 28.95, FOOT], abs=0.02)
    assert [one[3] for one in found] == [0.99, 0.71, 0.99]


def test_lines_begin_and_end_one_character_inside() -> None:
    """四号 is 14 pt; a line's baseline lies 28.95 ÷ 2 − 0.38 × 14 = 9.16 pt above its lower edge.

    “抄送：” is three characters wide; the day has five characters and eight figures half as wide.
    """
    found = places(rendered(COPIED))
    assert [one[0] for one in found] == [
        "抄送：", "县委办公室，县政府办公室。", "云岭县城市管理局", "2026年10月14日印发", "— 2 —",
    ]  # fmt: skip
    begin, end = LEFT + 14, RIGHT - 14
    lefts, baselines = [one[1] for one in found[:4]], [one[2] - FOOT for one in found[:4]]
    assert lefts == pytest.approx([begin, begin + 42, begin, end - 5 * 14 - 8 * 7], abs=0.02)
    assert baselines == pytest.approx([38.11, 38.11, 9.16, 9.16], abs=0.02)


def test_many_copies_go_on_under_the_first() -> None:
    """442.2 − 28 − 42 pt hold 26 characters of 14 pt: 60 take three lines."""
    of = rendered(Colophon("云岭县城市管理局", "2026年10月14日", "某" * 59 + "。"))
    lines = [one for one in places(of) if one[0].startswith("某")]
    assert [len(one[0]) for one in lines] == [26, 26, 8]
    assert {round(one[1], 1) for one in lines} == {round(LEFT + 14 + 42, 1)}
    assert rules(of)[0][0] == pytest.approx(FOOT + 4 * LINE, abs=0.02)


def test_a_long_issuer_leaves_room_for_the_day() -> None:
    of = rendered(Colophon("云岭县城市管理委员会" * 3, "2026年10月14日"))
    *lines, day = [one for one in places(of) if "—" not in one[0]]
    assert "".join(one[0] for one in lines) == "云岭县城市管理委员会" * 3
    assert len(lines) == 2
    assert lines[-1][2] == day[2] == pytest.approx(FOOT + 9.16, abs=0.02)


def test_a_paper_of_one_page_has_it_on_the_back() -> None:
    first, last = texts(rendered(PLAIN))
    assert "正文" in first
    assert "印发" not in first
    assert last == "云岭县城市管理局2026年10月14日印发—2—"


def test_a_second_page_with_room_has_it_below_the_text() -> None:
    _, last = texts(rendered(COPIED, PageBreak(), Paragraph("正文。")))
    assert last.startswith("正文。抄送：")
    assert last.endswith("印发—2—")


@pytest.mark.parametrize(("lines", "pages"), [(19, 2), (20, 4)])
def test_a_full_last_page_sends_it_to_the_next_even_one(lines: int, pages: int) -> None:
    """225 mm hold 22 lines: it takes two, one above stays white. A gap at the end is no text."""
    filled = Paragraph("\n".join(["行"] * lines))
    found = texts(rendered(COPIED, PageBreak(), filled, Gap(20)))
    assert len(found) == pages
    assert "印发" in found[-1]
    if pages == 4:
        assert found[1].endswith("—2—")
        assert found[2] == ""
        assert found[3].endswith("印发")


def test_without_one_nothing_is_added() -> None:
    (only,) = texts(rendered(None))
    assert only.endswith("—1—")


@pytest.mark.parametrize(
    ("copies", "printed"),
    [
        ("", ""),
        ("。", ""),
        ("县委办公室，县政府办公室", "县委办公室，县政府办公室。"),
        ("抄送：县委办公室。", "县委办公室。"),
    ],
)
def test_what_is_set_makes_the_line_of_copies(copies: str, printed: str) -> None:
    head = Letterhead(bureau="云岭县城市管理局", copies=copies)
    assert head.colophon("城市管理委员会", date(2026, 10, 4)) == Colophon(
        "云岭县城市管理委员会", "2026年10月4日", printed
    )
    assert head.colophon("", None) is None
