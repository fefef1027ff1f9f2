"""Sizes, margins and colours of printed papers, in one place (GB/T 9704-2012 where it applies)."""

from __future__ import annotations

from dataclasses import dataclass

from bureau.reports.paper import Form, Orientation
from bureau.reports.render.faces import Role

MM = 72 / 25.4
A4_SHORT, A4_LONG = 210 * MM, 297 * MM

INK = "#000000"
SOFT_INK = "#5a6472"
ACCENT = "#1f4e8c"
BETTER, WORSE = "#1d6b4f", "#b5482f"
GRID = "#a4adb9"
GRID_STRONG = "#2f3a48"
HEAD_FILL = "#e9eef5"
TOTAL_FILL = "#f3f5f8"
ZEBRA_FILL = "#f6f8fa"
PANEL_FILL = "#f1f5fa"
WATERMARK_INK = "#dfe3e8"
RED = "#e60012"
"""Of the issuer's name and the rule on official papers."""

PITCH = 28.95
"""From line to line of official papers: 22 lines fill 225 mm, in whole twentieths of a point."""
# From the baseline to the middle of a Chinese character, in em.
MIDDLE = 0.38


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How running text looks. `tracking` is extra space after each character, in points."""

    role: Role
    size: float
    leading: float
    indent_chars: int = 0
    space_before: float = 0
    centred: bool = False
    colour: str = INK
    tracking: float = 0


@dataclass(frozen=True, slots=True)
class Theme:
    """Margins in millimetres and the text styles of one form of paper."""

    top: float
    bottom: float
    left: float
    right: float
    title: TextStyle
    subtitle: TextStyle
    body: TextStyle
    lead: TextStyle
    note: TextStyle
    headings: tuple[TextStyle, TextStyle, TextStyle]
    table_size: float
    compact_size: float
    smallest_size: float
    running_head: bool = True
    sheet: tuple[float, float] | None = None
    """Width and height in millimetres of a sheet that isn't A4."""
    chart_scale: float = 1.0
    """How much larger charts are written than on a report."""

    def heading(self, level: int) -> TextStyle:
        """The style of a heading of this level."""
        return self.headings[min(max(level, 1), 3) - 1]


REPORT = Theme(
    top=30,
    bottom=28,
    left=26,
    right=24,
    title=TextStyle("title", 22, 33, centred=True),
    subtitle=TextStyle("kai", 14, 24, centred=True, space_before=3),
    body=TextStyle("body", 14, 25, indent_chars=2),
    lead=TextStyle("kai", 14, 25, indent_chars=2),
    note=TextStyle("kai", 10.5, 16, space_before=3),
    headings=(
        TextStyle("heading", 15, 26, space_before=12),
        TextStyle("kai", 14, 25, indent_chars=2, space_before=6),
        TextStyle("body", 14, 25, indent_chars=2, space_before=3),
    ),
    table_size=10.5,
    compact_size=9,
    smallest_size=7,
)
OFFICIAL = Theme(
    top=37,
    bottom=35,
    left=28,
    right=26,
    title=TextStyle("title", 22, 34, centred=True),
    subtitle=TextStyle("kai", 16, PITCH, centred=True),
    body=TextStyle("body", 16, PITCH, indent_chars=2, tracking=-0.21),
    lead=TextStyle("body", 16, PITCH, indent_chars=2, tracking=-0.21),
    note=TextStyle("kai", 12, 20, space_before=2),
    headings=(
        TextStyle("heading", 16, PITCH, indent_chars=2, tracking=-0.21),
        TextStyle("kai", 16, PITCH, indent_chars=2, tracking=-0.21),
        TextStyle("body", 16, PITCH, indent_chars=2, tracking=-0.21),
    ),
    table_size=12,
    compact_size=10.5,
    smallest_size=8,
    running_head=False,
)
LEDGER = Theme(
    top=16,
    bottom=15,
    left=15,
    right=15,
    title=TextStyle("title", 18, 27, centred=True),
    subtitle=TextStyle("kai", 11, 18, centred=True),
    body=TextStyle("body", 12, 20, indent_chars=2),
    lead=TextStyle("kai", 12, 20, indent_chars=2),
    note=TextStyle("kai", 9.5, 14, space_before=1),
    headings=(
        TextStyle("heading", 13, 22, space_before=8),
        TextStyle("kai", 12, 20, space_before=4),
        TextStyle("body", 12, 20, space_before=2),
    ),
    table_size=9,
    compact_size=8,
    smallest_size=6.5,
)
FORM = Theme(
    top=22,
    bottom=18,
    left=28,
    right=26,
    title=TextStyle("title", 22, 33, centred=True),
    subtitle=TextStyle("title", 18, 30, centred=True),
    body=TextStyle("body", 14, 24, indent_chars=2),
    lead=TextStyle("body", 14, 24, indent_chars=2),
    note=TextStyle("kai", 10.5, 16, space_before=3),
    headings=(
        TextStyle("heading", 14, 26, space_before=8),
        TextStyle("kai", 14, 25, indent_chars=2, space_before=4),
        TextStyle("body", 14, 25, indent_chars=2),
    ),
    table_size=10.5,
    compact_size=9,
    smallest_size=7.5,
    running_head=False,
)
SLIDES = Theme(
    top=16,
    bottom=15,
    left=20,
    right=20,
    title=TextStyle("title", 40, 58, centred=True),
    subtitle=TextStyle("kai", 24, 40, centred=True, space_before=8),
    body=TextStyle("sans", 18, 31, space_before=5),
    lead=TextStyle("sans-bold", 20, 34, space_before=5, colour=ACCENT),
    note=TextStyle("sans", 12, 19, space_before=4, colour=SOFT_INK),
    headings=(
        TextStyle("sans-bold", 27, 40, colour=ACCENT),
        TextStyle("sans-bold", 20, 32, space_before=4),
        TextStyle("sans-bold", 18, 28),
    ),
    table_size=14,
    compact_size=12,
    smallest_size=9,
    running_head=False,
    sheet=(338.7, 190.5),
    chart_scale=1.7,
)
THEMES: dict[Form, Theme] = {
    "report": REPORT,
    "official": OFFICIAL,
    "ledger": LEDGER,
    "form": FORM,
    "slides": SLIDES,
}


@dataclass(frozen=True, slots=True)
class Page:
    """The sheet and its type area, in points."""

    width: float
    height: float
    left: float
    top: float
    text_width: float
    text_height: float


def page_of(theme: Theme, orientation: Orientation) -> Page:
    """The theme's sheet, A4 where it names none, with its margins."""
    upright = orientation == "portrait"
    width, height = (A4_SHORT, A4_LONG) if upright else (A4_LONG, A4_SHORT)
    if theme.sheet is not None:
        width, height = (side * MM for side in theme.sheet)
    return Page(
        width,
        height,
        theme.left * MM,
        theme.top * MM,
        width - (theme.left + theme.right) * MM,
        height - (theme.top + theme.bottom) * MM,
    )
