"""P5: a monthly summary with its charts beside the same text and tables without them."""

from __future__ import annotations

from io import BytesIO

from bureau.reports.pages import Pages
from bureau.reports.paper import (
    Block,
    Chart,
    Column,
    Heading,
    Paper,
    Paragraph,
    Series,
    Table,
)
from bureau.reports.render.pdf import render_pdf
from tests.bench.harness import Bench, Outcome, Side, compare
from tests.bench.site import Site

CHAPTERS = 9
"""As many as make twenty pages; a bureau's own summary has eight to ten charts on them."""
MONTHS = tuple(f"{month}月" for month in range(1, 13))


def chapter(number: int, *, charts: bool) -> tuple[Block, ...]:
    """A chapter of the summary: text, a chart of the year, a table."""
    columns = (Column("类别"), *(Column(month, numeric=True) for month in MONTHS))
    counts = [
        [(number * 37 + row * 11 + month * 7) % 90 for month in range(12)] for row in range(14)
    ]
    rows = [(f"第{row + 1}类问题", *map(str, line)) for row, line in enumerate(counts)]
    drawn = (
        Chart("line", MONTHS, (Series("件数", tuple(counts[0])), Series("去年", tuple(counts[1])))),
    )
    text = "本月共立案九百余件，按期结案率较上月上升，问题集中在占道经营和乱堆物料。" * 6
    return (
        Heading(f"{number}、本月情况"),
        Paragraph("\n".join([text] * 4)),
        *(drawn if charts else ()),
        Table(columns, rows, caption=f"表{number}　各类问题逐月情况", unit="件"),
    )


def summary(chapters: int, *, charts: bool) -> Paper:
    """A monthly summary: as the bureau's own, of as many chapters."""
    parts = [chapter(number, charts=charts) for number in range(1, chapters + 1)]
    return Paper("城市管理工作月报", tuple(block for part in parts for block in part))


def beside_no_charts(site: Site, chapters: int) -> Outcome:
    """P5: what the charts add to the same text and tables."""
    pages = len(sheets_printed(whole := summary(chapters, charts=True)))
    bare = summary(chapters, charts=False)
    return compare(
        site,
        Side(lambda: render_pdf(whole, BytesIO())),
        Side(lambda: render_pdf(bare, BytesIO())),
        f"{pages} pages, {chapters} charts",
    )


def sheets_printed(paper: Paper) -> tuple[tuple[float, float], ...]:
    """The sizes of the pages that a paper takes."""
    stream = BytesIO()
    render_pdf(paper, stream)
    pages = Pages(stream.getvalue())
    pages.close()
    return pages.sizes


BENCHES = (
    Bench(
        "P5",
        "summary of 20 pages with charts / its text and tables",
        "1.5",
        CHAPTERS,
        (CHAPTERS,),
        beside_no_charts,
    ),
)
