"""Charts as files of their own, and the field of cells."""

from __future__ import annotations

from fractions import Fraction
from io import BytesIO

import pytest
from matplotlib.colors import to_rgb
from PIL import Image
from pypdf import PdfReader

from bureau.reports.charts.export import FORMATS, Format, chart_file
from bureau.reports.charts.heat import depth_colour
from bureau.reports.paper import Chart, Series

BARS = Chart("bar", ("占道经营", "户外广告"), (Series("本月", (12, 7)),), title="各类案件数量")
CELLS = Chart("heat", ("8时", "9时"), (Series("星期一", (0, 3)), Series("星期二", (10, None))))


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("chart", [BARS, CELLS])
def test_a_chart_is_the_same_file_each_time(chart: Chart, form: Format) -> None:
    content = chart_file(chart, form)
    assert content == chart_file(chart, form)
    begins = {"png": b"\x89PNG", "pdf": b"%PDF", "svg": b"<?xml"}[form]
    assert content.startswith(begins)


def test_a_picture_is_fine_enough_for_print() -> None:
    with Image.open(BytesIO(chart_file(BARS, "png"))) as picture:
        assert picture.width == int(160 / 25.4 * 300)


def test_the_text_of_a_pdf_can_be_copied() -> None:
    page = PdfReader(BytesIO(chart_file(BARS, "pdf"))).pages[0]
    text = page.extract_text()
    assert "占道经营" in text
    assert "各类案件数量" in text
    assert "/CreationDate" not in (PdfReader(BytesIO(chart_file(BARS, "pdf"))).metadata or {})


def test_cells_grow_darker_in_grey_too() -> None:
    def grey(depth: int) -> float:
        red, green, blue = to_rgb(depth_colour(Fraction(depth, 10)))
        return 0.3 * red + 0.59 * green + 0.11 * blue

    greys = [grey(depth) for depth in range(11)]
    assert greys == sorted(greys, reverse=True)
    assert len(set(greys)) == 11
