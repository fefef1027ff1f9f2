"""Charts on the page: paths and text as the page's own operators, in the page's own fonts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import cos, radians, sin
from typing import TYPE_CHECKING

from bureau.reports.paper import Chart
from bureau.reports.render.embedding import Embedding
from bureau.reports.render.layout import Box
from bureau.reports.render.pen import Pen, rgb
from bureau.reports.render.text import Setter
from bureau.reports.render.theme import MM

if TYPE_CHECKING:
    from bureau.reports.charts.vector import Segment, Stroke

CHART_GAP = 6 * MM


class PageSurface:
    """Turns a chart's paths and texts into PDF operators."""

    def __init__(self, setter: Setter, embedding: Embedding) -> None:
        self._setter = setter
        self._embedding = embedding
        self.code: list[str] = []

    def path(
        self,
        segments: Sequence[Segment],
        fill: str | None,
        stroke: Stroke | None,
        opacity: float,
    ) -> None:
        """Fill or stroke; a faint colour is mixed with the white paper, so no transparency."""
        marks = _kept_operators(segments) if isinstance(segments, tuple) else _operators(segments)
        if fill:
            self.code.append(f"{rgb(_faded(fill, opacity))} rg")
        if stroke:
            dash = " ".join(f"{length:g}" for length in stroke.dash)
            colour = rgb(_faded(stroke.colour, opacity))
            self.code.append(f"{colour} RG {stroke.width:g} w [{dash}] {stroke.offset:g} d")
        paint = "B" if fill and stroke else "f" if fill else "S"
        self.code.append(f"{marks} {paint}")

    def repeat(
        self,
        segments: tuple[Segment, ...],
        places: Sequence[tuple[float, float]],
        fill: str | None,
        stroke: Stroke | None,
    ) -> None:
        """The path is written once and its text moved along."""
        before = len(self.code)
        self.path(segments, fill, stroke, 1.0)
        tile = " ".join(self.code[before:])
        self.code[before:] = [f"q 1 0 0 1 {x:.2f} {y:.2f} cm {tile} Q" for x, y in places]

    def clip(self, segments: Sequence[Segment]) -> None:
        """Keep what follows inside the path."""
        self.code.append(f"q {_operators(segments)} W n")

    def unclip(self) -> None:
        """End of the clipping."""
        self.code.append("Q")

    def text(
        self, x: float, y: float, text: str, size: float, bold: bool, colour: str, angle: float
    ) -> None:
        """Write in the page's sans face."""
        text = self._setter.readable(text)
        family = self._setter.family("sans-bold" if bold else "sans")
        a, b = cos(radians(angle)), sin(radians(angle))
        parts = [f"BT {rgb(colour)} rg {a:.4g} {b:.4g} {-b:.4g} {a:.4g} {x:.2f} {y:.2f} Tm"]
        for face, run in family.runs(text):
            embedded = self._embedding.of(face)
            parts.append(f"/{embedded.internal_name} {size:g} Tf <{embedded.encoded(run)}> Tj")
        self.code.append(" ".join([*parts, "ET"]))

    def text_width(self, text: str, size: float, bold: bool) -> float:
        """Width in the page's sans face."""
        return self._setter.family("sans-bold" if bold else "sans").width(
            self._setter.readable(text), size
        )


@lru_cache(maxsize=32)
def _kept_operators(segments: tuple[Segment, ...]) -> str:
    """Of the tiles of a ground: they are the same in every chart."""
    return _operators(segments)


def _operators(segments: Sequence[Segment]) -> str:
    return " ".join(
        f"{' '.join(f'{number:.2f}' for number in numbers)} {verb}" for verb, numbers in segments
    )


def _faded(colour: str, opacity: float) -> str:
    if opacity >= 1:
        return colour
    parts = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * opacity):02x}" for part in parts)


def charts_box(
    charts: Sequence[Chart],
    width: float,
    setter: Setter,
    embedding: Embedding,
    scale: float = 1.0,
) -> Box:
    """One chart, or several side by side, their writing enlarged by `scale`."""
    from bureau.reports.charts import draw_on  # half a second, only for papers with charts

    share = (width - CHART_GAP * (len(charts) - 1)) / len(charts)
    height = max(chart.height_mm for chart in charts) * MM
    drawn = []
    for chart in charts:
        surface = PageSurface(setter, embedding)
        draw_on(surface, chart, share / scale, height / scale)
        drawn.append("\n".join(surface.code))

    def draw(pen: Pen, x: float, top: float) -> None:
        for n, code in enumerate(drawn):
            left = x + n * (share + CHART_GAP)
            pen.operators(f"q {scale:g} 0 0 {scale:g} {left:.2f} {top - height:.2f} cm\n{code}\nQ")

    return Box(height, draw, before=8)
