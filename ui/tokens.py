"""Colours, spacing and type of the whole window, in one place; everything else names them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

# One accent, plenty of white, an 8-pixel grid. Every text colour has at least 4.5 : 1 (WCAG AA)
# on the grounds it is used on.
ACCENT: Final = "#1f5fa8"
ACCENT_HOVER: Final = "#1a5293"
ACCENT_PRESSED: Final = "#15447c"
ACCENT_SOFT: Final = "#e8f1fb"
INK: Final = "#1b2430"
INK_SOFT: Final = "#4b5563"
INK_FAINT: Final = "#677181"
PAPER: Final = "#ffffff"
GROUND: Final = "#f5f7fa"
LINE: Final = "#e3e7ed"
LINE_STRONG: Final = "#cbd2dc"
FOCUS: Final = "#2f7bd6"
DANGER: Final = "#a8201a"
DANGER_SOFT: Final = "#fdeaea"
WARNING: Final = "#7a4f01"
WARNING_SOFT: Final = "#fdf3d7"
GOOD: Final = "#1c6b3a"
GOOD_SOFT: Final = "#e5f5ea"
NEUTRAL_SOFT: Final = "#eef0f4"

GRID: Final = 8
RADIUS: Final = 6
ROW_HEIGHT: Final = 30
CONTROL_HEIGHT: Final = 32
FONT_PIXELS: Final = 14
FONT_SMALL: Final = 13
FONT_TITLE: Final = 16
FONT_DISPLAY: Final = 24


@dataclass(frozen=True, slots=True)
class Tone:
    """A state's colours and its mark: never told by colour alone."""

    ink: str
    ground: str
    mark: str


TONES: Final = {
    "neutral": Tone(INK_SOFT, NEUTRAL_SOFT, "○"),
    "active": Tone(ACCENT, ACCENT_SOFT, "◐"),
    "good": Tone(GOOD, GOOD_SOFT, "✓"),
    "warning": Tone(WARNING, WARNING_SOFT, "!"),
    "danger": Tone(DANGER, DANGER_SOFT, "‼"),
}
