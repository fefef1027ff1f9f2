"""Let matplotlib draw on any surface that knows paths and text: no second font, no second file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol, cast

import numpy as np
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Bbox, Transform

from bureau.reports.charts.drawing import draw
from bureau.reports.charts.sheet import LINE_SPACING, Writing
from bureau.reports.paper import Chart

HATCH_TILE = 24.0
HATCH_DENSITY = 6
"""What matplotlib's own surfaces take."""
ASCENT, DESCENT = 0.86, 0.14
# What a segment's code means, and how many points follow it.
VERBS = {Path.MOVETO: "m", Path.LINETO: "l", Path.CURVE4: "c", Path.CLOSEPOLY: "h"}

Segment = tuple[str, tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line's colour, width and dashes, in points."""

    colour: str
    width: float
    dash: tuple[float, ...] = ()
    offset: float = 0.0


class Surface(Protocol):
    """What a chart is drawn on; points from the lower left corner of the chart."""

    def path(
        self, segments: Sequence[Segment], fill: str | None, stroke: Stroke | None, opacity: float
    ) -> None:
        """Fill or stroke a path of m, l, c and h segments."""

    def repeat(
        self,
        segments: tuple[Segment, ...],
        places: Sequence[tuple[float, float]],
        fill: str | None,
        stroke: Stroke | None,
    ) -> None:
        """The same path at each of these places."""

    def clip(self, segments: Sequence[Segment]) -> None:
        """Draw only inside this path until `unclip`."""

    def unclip(self) -> None:
        """End of the clipping."""

    def text(
        self, x: float, y: float, text: str, size: float, bold: bool, colour: str, angle: float
    ) -> None:
        """Write with the baseline from (x, y)."""

    def text_width(self, text: str, size: float, bold: bool) -> float:
        """How wide the text will be."""


def draw_on(surface: Surface, chart: Chart, width: float, height: float) -> None:
    """Draw the chart `width` × `height` points large."""
    figure = Figure(figsize=(width / 72, height / 72), dpi=72)
    draw(chart, figure)
    figure.patch.set_visible(False)  # the page is white, and a watermark shines through
    figure.draw(VectorRenderer(surface, width, height))


class VectorRenderer(RendererBase):
    """matplotlib's renderer protocol on a surface; 72 dpi, so a pixel is a point."""

    def __init__(self, surface: Surface, width: float, height: float) -> None:
        super().__init__()
        self._surface = surface
        self._size = (width, height)

    def get_canvas_width_height(self) -> tuple[float, float]:
        """Size in points."""
        return self._size

    def flipy(self) -> bool:
        """The origin is below, as on paper."""
        return False

    def get_text_width_height_descent(
        self,
        s: str,
        prop: FontProperties,
        ismath: bool | str,
    ) -> tuple[float, float, float]:
        """Measured in the face that will print it."""
        size = prop.get_size_in_points()
        width = self._surface.text_width(s, size, _is_bold(prop))
        return width, (ASCENT + DESCENT) * size, DESCENT * size

    def _get_font_height_metrics(
        self,
        prop: FontProperties,
    ) -> tuple[float, float, float]:
        """Spares matplotlib from opening its own copy of the font (asked for since 3.11)."""
        size = prop.get_size_in_points()
        return ASCENT * size, DESCENT * size, 0.0

    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: bool | str = False,
        mtext: Text | None = None,
    ) -> None:
        """Write a text in the document's own face."""
        colour = to_hex(gc.get_rgb())
        size = prop.get_size_in_points()
        self._surface.text(x, y, s, size, _is_bold(prop), colour, angle)

    def write(self, writing: Writing) -> None:
        """A text of the chart, line by line, as matplotlib's own artist would place it."""
        size, lines = writing.size, writing.text.split("\n")
        pitch = LINE_SPACING * size
        below = {"top": 1.0, "center": 0.5, "bottom": 0.0}[writing.upright] * len(lines) * pitch
        top = writing.y - below + len(lines) * pitch
        baseline = ASCENT * size + (pitch - size) / 2
        part = {"left": 0.0, "center": 0.5, "right": 1.0}[writing.across]
        for n, line in enumerate(lines):
            if not line:
                continue
            width = self._surface.text_width(line, size, writing.bold) if part else 0.0
            self._surface.text(
                writing.x - part * width,
                top - n * pitch - baseline,
                line,
                size,
                writing.bold,
                writing.colour,
                0.0,
            )

    def draw_markers(
        self,
        gc: GraphicsContextBase,
        marker_path: Path,
        marker_trans: Transform,
        path: Path,
        trans: Transform,
        rgbFace: Sequence[float] | None = None,  # noqa: N803 - matplotlib's protocol
    ) -> None:
        """One mark worked out once and set at each point."""
        mark = _segments(marker_path, marker_trans)
        points = trans.transform(path.vertices).tolist()
        fill = to_hex(rgbFace) if rgbFace is not None and _visible(rgbFace) else None
        for x, y in points:
            self._surface.path(placed(mark, [(x, y)]), fill, _stroke_of(gc), 1.0)

    def draw_path(
        self,
        gc: GraphicsContextBase,
        path: Path,
        transform: Transform,
        rgbFace: Sequence[float] | None = None,  # noqa: N803 - matplotlib's protocol
    ) -> None:
        """Fill, hatch and stroke a path."""
        segments = _segments(path, transform)
        if not segments:
            return
        clipped = self._clip(gc)
        fill = to_hex(rgbFace) if rgbFace is not None and _visible(rgbFace) else None
        stroke = _stroke_of(gc)
        opacity = gc.get_alpha() if gc.get_forced_alpha() else 1.0
        hatch = gc.get_hatch()
        if fill or (stroke and not hatch):
            self._surface.path(segments, fill, None if hatch else stroke, opacity)
        if hatch:
            self._hatch(gc, segments)
            if stroke:
                self._surface.path(segments, None, stroke, opacity)
        for _ in range(clipped):
            self._surface.unclip()

    def _clip(self, gc: GraphicsContextBase) -> int:
        clipped = 0
        box = gc.get_clip_rectangle()
        if box is not None:
            self._surface.clip(_rectangle(box))
            clipped += 1
        path, transform = gc.get_clip_path()
        if path is not None and transform is not None:
            self._surface.clip(_segments(cast(Path, path), transform))
            clipped += 1
        return clipped

    def _hatch(self, gc: GraphicsContextBase, segments: Sequence[Segment]) -> None:
        points = np.array(
            [p for _, numbers in segments for p in zip(numbers[::2], numbers[1::2], strict=True)]
        )
        if not len(points):
            return
        (left, bottom), (right, top) = points.min(axis=0), points.max(axis=0)
        hatch = gc.get_hatch() or ""
        colour = to_hex(gc.get_hatch_color())
        self._surface.clip(segments)
        width = gc.get_hatch_linewidth()
        x0, y0 = left // HATCH_TILE, bottom // HATCH_TILE
        places = [
            ((x0 + column) * HATCH_TILE, (y0 + row) * HATCH_TILE)
            for column in range(int((right - x0 * HATCH_TILE) // HATCH_TILE) + 1)
            for row in range(int((top - y0 * HATCH_TILE) // HATCH_TILE) + 1)
        ]
        filled = colour if "." in hatch else None
        self._surface.repeat(
            tile_of(hatch), places, filled, None if filled else Stroke(colour, width)
        )
        self._surface.unclip()


@cache
def tile_of(hatch: str) -> tuple[Segment, ...]:
    """The marks of one tile. Tens of thousands of dots make a ground: worked out only here."""
    return tuple(_segments(Path.hatch(hatch, HATCH_DENSITY), Affine2D().scale(HATCH_TILE)))


def placed(segments: Sequence[Segment], places: Sequence[tuple[float, float]]) -> list[Segment]:
    """One path of the same marks at each place, for surfaces that can't move what is drawn."""
    return [
        (verb, tuple(number + (y if at % 2 else x) for at, number in enumerate(numbers)))
        for x, y in places
        for verb, numbers in segments
    ]


def _is_bold(prop: FontProperties) -> bool:
    return prop.get_weight() in ("bold", "semibold", 600, 700)


def _visible(colour: Sequence[float]) -> bool:
    return len(colour) < 4 or colour[3] > 0


def _stroke_of(gc: GraphicsContextBase) -> Stroke | None:
    width = gc.get_linewidth()
    if not width or not _visible(gc.get_rgb()):
        return None
    offset, dash = gc.get_dashes()
    return Stroke(
        to_hex(gc.get_rgb()),
        width,
        () if dash is None else tuple(np.asarray(dash, float).tolist()),
        float(offset or 0),
    )


def _rectangle(box: Bbox) -> list[Segment]:
    return [
        ("m", (box.x0, box.y0)),
        ("l", (box.x1, box.y0)),
        ("l", (box.x1, box.y1)),
        ("l", (box.x0, box.y1)),
        ("h", ()),
    ]


def _segments(path: Path, transform: Transform) -> list[Segment]:
    segments: list[Segment] = []
    at = (0.0, 0.0)
    for raw, code in path.iter_segments(transform, simplify=False, curves=True):
        points = tuple(float(number) for number in raw)
        if code == Path.CURVE3:
            points = _as_cubic(at, points)
            segments.append(("c", points))
        elif code == Path.CLOSEPOLY:
            segments.append(("h", ()))
            continue
        elif code in VERBS:
            segments.append((VERBS[code], points))
        else:
            continue
        at = (points[-2], points[-1])
    return segments


def _as_cubic(start: tuple[float, float], points: tuple[float, ...]) -> tuple[float, ...]:
    """A quadratic curve as PDF's cubic."""
    cx, cy, x, y = points
    return (
        start[0] + 2 / 3 * (cx - start[0]),
        start[1] + 2 / 3 * (cy - start[1]),
        x + 2 / 3 * (cx - x),
        y + 2 / 3 * (cy - y),
        x,
        y,
    )
