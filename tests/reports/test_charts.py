"""Charts: printed values, round scales, labels; drawn in the paper's own fonts."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from bureau.errors import BugError
from bureau.reports.charts import draw, draw_on
from bureau.reports.charts.frame import share_text, value_text, wrapped
from bureau.reports.charts.lines import scale_marks
from bureau.reports.charts.palette import SERIES
from bureau.reports.charts.vector import Segment, Stroke
from bureau.reports.paper import Chart, ChartKind, Quantity, Series

KINDS: tuple[ChartKind, ...] = ("bar", "hbar", "stacked", "share", "line", "pie", "heat")


class Listener:
    """A surface that remembers what was written and where."""

    def __init__(self) -> None:
        self.texts: dict[str, tuple[float, float]] = {}
        self.paths = 0
        self.depth = 0

    def path(
        self, segments: Sequence[Segment], fill: str | None, stroke: Stroke | None, opacity: float
    ) -> None:
        assert segments
        self.paths += 1

    def repeat(self, segments: tuple[Segment, ...], *_rest: object) -> None:
        assert segments
        self.paths += 1

    def clip(self, segments: Sequence[Segment]) -> None:
        self.depth += 1

    def unclip(self) -> None:
        self.depth -= 1

    def text(
        self, x: float, y: float, text: str, size: float, bold: bool, colour: str, angle: float
    ) -> None:
        self.texts[text] = (x, y)

    def text_width(self, text: str, size: float, bold: bool) -> float:
        return len(text) * size


def heard(chart: Chart) -> Listener:
    listener = Listener()
    draw_on(listener, chart, 300, 180)
    assert listener.depth == 0
    return listener


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1204, 0, "1,204"),
        (Fraction(5, 2), 0, "3"),
        (Decimal("97.25"), 1, "97.3"),
        (Decimal("-0.04"), 1, "0.0"),
        (Decimal("-2.25"), 1, "−2.3"),
        (Fraction(1, 3), 2, "0.33"),
        (1234567, 1, "1,234,567.0"),
    ],
)
def test_values_as_they_are_printed(value: Quantity, decimals: int, text: str) -> None:
    assert value_text(value, decimals) == text


def test_shares_have_one_decimal() -> None:
    assert share_text(242, 1045) == "23.2%"


@pytest.mark.parametrize(
    ("low", "high", "marks"),
    [
        (0, 1204, [0, 250, 500, 750, 1000, 1250]),
        (0, 4, [0, 1, 2, 3, 4]),
        (95, 97, [95, Fraction(191, 2), 96, Fraction(193, 2), 97]),
        (7, 7, [7]),
    ],
)
def test_scales_have_round_marks(low: int, high: int, marks: list[Fraction]) -> None:
    assert scale_marks(Fraction(low), Fraction(high)) == marks


def test_long_labels_are_broken_evenly_and_cut_at_last() -> None:
    assert wrapped("店外经营", 40, 8) == "店外经营"
    assert wrapped("店外经营", 20, 8) == "店外\n经营"
    assert wrapped("一二三四五六七八九", 24, 8, 2) == "一二三\n四五…"


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_prints_title_unit_and_every_category(kind: ChartKind) -> None:
    chart = Chart(kind, ("甲类", "乙类"), (Series("本月", (3, 9)),), title="图1 分类", unit="件")
    texts = heard(chart).texts
    assert {"图1 分类", "单位：件", "甲类", "乙类"} <= set(texts)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("values", [(0, 0), (None, None), ()])
def test_a_chart_without_values_says_so(
    kind: ChartKind, values: tuple[Quantity | None, ...]
) -> None:
    chart = Chart(kind, ("甲", "乙")[: len(values)], (Series("本月", values),))
    assert "本期没有数据" in heard(chart).texts


@pytest.mark.parametrize("kind", KINDS)
def test_gaps_negative_and_single_values_are_drawn(kind: ChartKind) -> None:
    if kind not in ("share", "pie", "stacked"):
        heard(
            Chart(kind, ("甲", "乙", "丙"), (Series("a", (None, -4, 2)), Series("b", (1, None, 0))))
        )
    heard(Chart(kind, ("甲",), (Series("a", (5,)),)))


def test_bars_show_their_values_and_series_their_names() -> None:
    chart = Chart("bar", ("甲", "乙"), (Series("受理", (420, 368)), Series("办结", (415, None))))
    assert {"420", "368", "415", "—", "受理", "办结"} <= set(heard(chart).texts)


def test_lying_bars_read_from_top_to_bottom() -> None:
    texts = heard(Chart("hbar", ("甲", "乙", "丙"), (Series("n", (1, 2, 3)),))).texts
    assert texts["甲"][1] > texts["乙"][1] > texts["丙"][1]


def test_stacked_bars_show_parts_and_totals() -> None:
    chart = Chart("stacked", ("9月",), (Series("服务", (40,)), Series("执法", (60,))))
    assert {"40", "60", "100"} <= set(heard(chart).texts)


def test_shares_of_a_category_add_up() -> None:
    chart = Chart("share", ("9月", "空"), (Series("服务", (1, 0)), Series("执法", (3, 0))))
    assert {"25.0%", "75.0%", "—"} <= set(heard(chart).texts)


def test_a_ring_lists_numbers_shares_and_the_total() -> None:
    chart = Chart("pie", ("服务", "管理"), (Series("n", (412, 598)),))
    assert {"412", "598", "1,010", "40.8%", "59.2%"} <= set(heard(chart).texts)


def test_line_names_do_not_cover_each_other() -> None:
    chart = Chart(
        "line", ("1月", "2月"), tuple(Series(f"系列{n}", (10, 10 + n % 2)) for n in range(4))
    )
    heights = sorted(y for text, (_, y) in heard(chart).texts.items() if "系列" in text)
    assert all(b - a > 7 for a, b in pairwise(heights))


def test_neighbours_of_the_palette_differ_in_grey() -> None:
    def lightness(colour: str) -> float:
        channels = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        luminance = sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
        return float(116 * luminance ** (1 / 3) - 16)

    greys = [lightness(ink.colour) for ink in SERIES]
    assert all(abs(a - b) >= 18 for a, b in pairwise(greys))
    assert len({ink.marker for ink in SERIES}) == len({ink.dash for ink in SERIES}) == len(SERIES)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_drawing_serves_the_screen(kind: ChartKind) -> None:
    figure = Figure(figsize=(4, 3), dpi=50)
    canvas = FigureCanvasAgg(figure)
    draw(Chart(kind, ("占道经营", "店外经营"), (Series("本月", (3, 9)),), title="分类"), figure)
    canvas.draw()
    assert len(set(bytes(canvas.buffer_rgba())[::4])) > 5


def test_a_series_must_have_a_value_for_each_category() -> None:
    with pytest.raises(BugError, match="本月"):
        Chart("bar", ("甲", "乙"), (Series("本月", (1,)),))
