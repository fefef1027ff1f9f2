"""The sheet a chart is drawn on: plain artists on a matplotlib figure, measured in points.

No matplotlib Axes: their ticks and spines cost ten times what the marks themselves cost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

from matplotlib.artist import Artist
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle, Wedge
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from bureau.reports.bundled import SANS_FAMILY
from bureau.reports.charts.palette import INK, PAPER, SeriesInk
from bureau.reports.paper import Align

TITLE, LABEL, SMALL = 10.0, 8.5, 8.0
Point = tuple[float, float]
Upright = Literal["bottom", "center", "top"]
LINE_SPACING = 1.4


@dataclass(frozen=True, slots=True)
class Writing:
    """A text of a chart; `across` and `upright` say which side of it stands at (x, y)."""

    x: float
    y: float
    text: str
    size: float
    colour: str
    across: Align
    upright: Upright
    bold: bool


@runtime_checkable
class Writer(Protocol):
    """A renderer that writes without matplotlib's own artists for it."""

    def write(self, writing: Writing) -> None:
        """Writes a text."""


class Writings(Artist):
    """All that is written on a sheet: an artist for each text costs more than all marks together."""

    zorder = Text.zorder

    def __init__(self) -> None:
        super().__init__()
        self.all: list[Writing] = []

    def draw(self, renderer: RendererBase) -> None:
        """Writes everything in its order."""
        for one in self.all:
            if isinstance(renderer, Writer):
                renderer.write(one)
            else:
                self._text_of(one).draw(renderer)

    def _text_of(self, one: Writing) -> Text:
        """The same for surfaces that only matplotlib knows."""
        made = Text(
            one.x,
            one.y,
            one.text,
            fontsize=one.size,
            color=one.colour,
            horizontalalignment=one.across,
            verticalalignment=one.upright,
            weight="bold" if one.bold else "normal",
            linespacing=LINE_SPACING,
            # It is made when it is drawn, outside of the settings that a drawing is made under.
            fontfamily=SANS_FAMILY,
            parse_math=False,
        )
        figure = self.get_figure()
        assert figure is not None
        made.set_figure(figure)
        made.set_transform(self.get_transform())
        return made


class Sheet:
    """A figure in points from its lower left corner."""

    def __init__(self, figure: Figure) -> None:
        self._figure = figure
        self._points = Affine2D().scale(1 / 72) + figure.dpi_scale_trans
        width, height = figure.get_size_inches()
        self.width, self.height = float(width) * 72, float(height) * 72
        self._writings = Writings()
        self._add(self._writings)

    def bar(
        self, x: float, y: float, width: float, height: float, ink: SeriesInk, edge: float = 0.0
    ) -> None:
        """A rectangle in a series' colour and hatch; `edge` is the width of a white rim."""
        self._add(
            Rectangle(
                (x, y),
                width,
                height,
                facecolor=ink.colour,
                hatch=ink.hatch or None,
                edgecolor=PAPER,
                linewidth=edge,
            )
        )

    def plate(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A plain rectangle centred at (x, y), under a label on a hatch."""
        corner = (x - width / 2, y - height / 2)
        self._add(Rectangle(corner, width, height, facecolor=colour, linewidth=0))

    def slice(
        self, centre: Point, radius: float, hole: float, turns: tuple[float, float], ink: SeriesInk
    ) -> None:
        """A part of a ring between two angles in degrees."""
        self._add(
            Wedge(
                centre,
                radius,
                *turns,
                width=radius - hole,
                facecolor=ink.colour,
                hatch=ink.hatch or None,
                edgecolor=PAPER,
                linewidth=1.0,
            )
        )

    def line(
        self,
        points: Sequence[Point],
        colour: str,
        width: float,
        dash: tuple[float, ...] = (),
        marker: str = "",
    ) -> None:
        """A line through these points; a marker stands on each."""
        line = Line2D(
            [x for x, _ in points],
            [y for _, y in points],
            color=colour,
            linewidth=width,
            marker=marker or "None",
            markersize=3.6,
            markeredgewidth=0,
        )
        if dash:
            line.set_dashes(dash)
        self._add(line)

    def write(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        colour: str = INK,
        *,
        across: Align = "left",
        upright: Upright = "center",
        bold: bool = False,
    ) -> None:
        """Write text; line feeds break it."""
        writing = Writing(x, y, text, size, colour, across, upright, bold)
        self._writings.all.append(writing)

    def _add(self, artist: Artist) -> None:
        artist.set_transform(self._points)
        self._figure.add_artist(artist)
