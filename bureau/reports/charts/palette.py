"""The one palette of all charts: told apart by lightness, hatch, marker and dash, so also in grey."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SeriesInk:
    """How one series looks: `light` has dark writing on it, `writing` is for its own name."""

    colour: str
    writing: str
    light: bool
    hatch: str
    marker: str
    dash: tuple[float, ...]


# Neighbours differ by at least 19 steps of lightness (CIELAB L*: 33, 73, 54, 84, 42, 63, 24, 87).
SERIES = (
    SeriesInk("#1f4e8c", "#1f4e8c", False, "", "o", ()),
    SeriesInk("#e2a94f", "#8f6210", True, "", "s", (4, 2)),
    SeriesInk("#4f8a8b", "#2f6667", False, "///", "^", (1.5, 1.5)),
    SeriesInk("#c3d3e8", "#566b88", True, "", "D", (6, 2, 1.5, 2)),
    SeriesInk("#a3472f", "#a3472f", False, "...", "v", (8, 2)),
    SeriesInk("#8f9bab", "#5a6472", True, "\\\\\\", "P", (2, 3)),
    SeriesInk("#2c394b", "#2c394b", False, "xx", "X", (1, 1)),
    SeriesInk("#e6d5ae", "#7a6a40", True, "", "d", (5, 1)),
)
INK = "#1b2430"
SOFT_INK = "#5a6472"
RULE = "#d5dae1"
AXIS = "#8b95a3"
PAPER = "#ffffff"


def series_ink(position: int) -> SeriesInk:
    """The look of the series at this position; from the ninth on they repeat."""
    return SERIES[position % len(SERIES)]
