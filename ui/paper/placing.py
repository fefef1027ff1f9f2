"""Where pages lie one below the other at a zoom: plain geometry, in pixels of the window."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

PIXELS_PER_POINT: Final = 96 / 72
GAP: Final = 16
LEAST_ZOOM: Final = 0.25
MOST_ZOOM: Final = 4.0
STEPS: Final = (0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0)
Size = tuple[float, float]


def within_limits(zoom: float) -> float:
    """The zoom, or the nearest that is offered."""
    return min(max(zoom, LEAST_ZOOM), MOST_ZOOM)


def larger(zoom: float) -> float:
    """The next step up."""
    return next((step for step in STEPS if step > zoom * 1.01), MOST_ZOOM)


def smaller(zoom: float) -> float:
    """The next step down."""
    return next((step for step in reversed(STEPS) if step < zoom * 0.99), LEAST_ZOOM)


def zoom_to_width(sizes: Sequence[Size], width: float) -> float:
    """The zoom at which the widest page with its margins fills the width."""
    widest = max((size[0] for size in sizes), default=595)
    return (width - 2 * GAP) / (widest * PIXELS_PER_POINT)


def zoom_to_page(size: Size, width: float, height: float) -> float:
    """The zoom at which one page is seen whole."""
    return min(
        (width - 2 * GAP) / (size[0] * PIXELS_PER_POINT),
        (height - 2 * GAP) / (size[1] * PIXELS_PER_POINT),
    )


@dataclass(frozen=True, slots=True)
class Place:
    """One page on the strip: its upper left corner and size; `pixels` is its width on the device."""

    page: int
    left: float
    top: float
    width: float
    height: float
    pixels: int

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class Strip:
    """All pages below each other, centred in `width`."""

    places: tuple[Place, ...]
    tops: tuple[float, ...]
    width: float
    height: float
    scale: float
    """Pixels of the window per point."""

    def at(self, y: float) -> int:
        """The page at this height; the gap above a page belongs to it."""
        return max(bisect_right(self.tops, y + GAP) - 1, 0)

    def between(self, top: float, bottom: float) -> tuple[Place, ...]:
        """The pages of which anything is seen."""
        if not self.places:
            return ()
        first, last = self.at(top), self.at(bottom)
        return tuple(place for place in self.places[first : last + 1] if place.bottom > top)


def lay_out(
    sizes: Sequence[Size], zoom: float, ratio: float, room: float, below: float = 0.0
) -> Strip:
    """Pages at a zoom in `room` pixels of width; `below` is kept free under each (its number).

    Corners fall on the device's own pixels (`ratio` of them to one of the window): pictures of
    pages are then shown as they are, without blur.
    """
    scale = zoom * PIXELS_PER_POINT
    widths = [round(size[0] * scale * ratio) / ratio for size in sizes]
    whole = max([room, *(width + 2 * GAP for width in widths)])
    places: list[Place] = []
    top = float(GAP)
    for page, (size, width) in enumerate(zip(sizes, widths, strict=True)):
        height = round(size[1] * scale * ratio) / ratio
        left = round((whole - width) / 2 * ratio) / ratio
        places.append(Place(page, left, top, width, height, round(width * ratio)))
        top = round((top + height + below + GAP) * ratio) / ratio
    return Strip(tuple(places), tuple(place.top for place in places), whole, top, scale)
