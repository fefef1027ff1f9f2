"""Key figures, photos and signature lines as boxes."""

from __future__ import annotations

from collections.abc import Callable

from bureau.reports.paper import KeyFigure, KeyFigures, Photo, Photos, Signatures
from bureau.reports.render.breaking import break_lines
from bureau.reports.render.layout import Box
from bureau.reports.render.pen import Pen
from bureau.reports.render.text import Setter
from bureau.reports.render.theme import (
    ACCENT,
    BETTER,
    GRID,
    GRID_STRONG,
    INK,
    MIDDLE,
    MM,
    PANEL_FILL,
    SOFT_INK,
    WORSE,
    Theme,
)

TONES = {"plain": SOFT_INK, "better": BETTER, "worse": WORSE}
FIGURE_SIZE, FIGURE_HEIGHT = 24.0, 76.0
SIGN_SIZE, SIGN_PITCH, SIGN_GAP = 12.0, 30.0, 12.0
LEAST_SIGN_ROOM = 48.0
CAPTION_SIZE, CAPTION_PITCH = 10.5, 14.0
# Puts a photo file on the page: (pen, path, left, bottom, width, height) → whether it could.
PhotoDrawer = Callable[[Pen, Photo, float, float, float, float], bool]


def key_figures_box(block: KeyFigures, width: float, setter: Setter) -> Box:
    """Big numbers side by side on a quiet panel."""
    share = width / max(len(block.figures), 1)

    def draw(pen: Pen, x: float, top: float) -> None:
        pen.area(x, top - FIGURE_HEIGHT, width, FIGURE_HEIGHT, PANEL_FILL)
        for n, figure in enumerate(block.figures):
            left = x + n * share
            if n:
                pen.rule(left, top - 14, left, top - FIGURE_HEIGHT + 14, 0.4, GRID)
            _draw_figure(pen, figure, left, top, share, setter)

    return Box(FIGURE_HEIGHT, draw, before=8)


def _draw_figure(
    pen: Pen, figure: KeyFigure, x: float, top: float, room: float, setter: Setter
) -> None:
    plain, bold = setter.family("sans"), setter.family("sans-bold")
    value, unit = setter.readable(figure.value), setter.readable(figure.unit)
    size = FIGURE_SIZE
    while size > 12 and bold.width(value, size) + plain.width(unit, 10) + 14 > room:
        size -= 1
    value_width = bold.width(value, size)
    left = x + (room - value_width - plain.width(unit, 10) - 2) / 2
    pen.text(left, top - 36, value, bold, size, ACCENT)
    pen.text(left + value_width + 2, top - 36, unit, plain, 10, SOFT_INK)
    for text, down, colour in (
        (setter.readable(figure.label), 53.0, INK),
        (setter.readable(figure.change), 66.0, TONES[figure.tone]),
    ):
        small = 9.5 if down < 60 else 8.5
        while small > 6 and plain.width(text, small) > room - 4:
            small -= 0.5
        pen.text(x + (room - plain.width(text, small)) / 2, top - down, text, plain, small, colour)


def signatures_box(block: Signatures, theme: Theme, width: float, setter: Setter) -> Box:
    """Labels with room to sign; as many to a line as asked for and as fit."""
    family = setter.family("body")
    size = min(theme.body.size, SIGN_SIZE)
    texts = [
        (f"{setter.readable(label)}：", setter.readable(block.value_of(n)))
        for n, label in enumerate(block.labels)
    ]
    needs = [
        family.width(label, size) + max(family.width(value, size) + 8, LEAST_SIGN_ROOM) + SIGN_GAP
        for label, value in texts
    ]
    shares = _sign_columns(needs, block.per_line, width)
    rows = [texts[n : n + len(shares)] for n in range(0, len(texts), len(shares))]

    def draw(pen: Pen, x: float, top: float) -> None:
        for number, row in enumerate(rows):
            baseline = top - SIGN_PITCH * (number + 1) + 8
            left = x
            for (label, value), share in zip(row, shares, strict=False):
                pen.text(left, baseline, label, family, size, INK)
                signed = left + family.width(label, size)
                pen.text(signed + 4, baseline, value, family, size, INK)
                end = left + share - SIGN_GAP
                pen.rule(signed, baseline - 3, end, baseline - 3, 0.5, GRID_STRONG)
                left += share

    return Box(SIGN_PITCH * len(rows), draw, before=8)


def _sign_columns(needs: list[float], per_line: int, width: float) -> list[float]:
    """Widths of the columns that labels with these needs stand in."""
    for count in range(max(min(per_line, len(needs)), 1), 1, -1):
        columns = [max(needs[n::count]) for n in range(count)]
        if sum(columns) <= width:
            spare = (width - sum(columns)) / count
            return [column + spare for column in columns]
    return [width]


def photo_boxes(block: Photos, width: float, setter: Setter, draw_photo: PhotoDrawer) -> list[Box]:
    """A box for each row of pictures, captions centred below."""
    per_row = max(block.per_row, 1)
    gap = 4 * MM
    share = (width - gap * (per_row - 1)) / per_row
    rows = [block.photos[n : n + per_row] for n in range(0, len(block.photos), per_row)]
    return [_photo_row(row, share, gap, block.height_mm * MM, setter, draw_photo) for row in rows]


def _photo_row(
    row: tuple[Photo, ...],
    share: float,
    gap: float,
    height: float,
    setter: Setter,
    draw_photo: PhotoDrawer,
) -> Box:
    family = setter.family("kai")
    plain = setter.family("sans")
    size = CAPTION_SIZE
    captions = [_caption_lines(photo, share, setter) for photo in row]
    most = max(map(len, captions))

    def draw(pen: Pen, x: float, top: float) -> None:
        for n, photo in enumerate(row):
            left = x + n * (share + gap)
            if not draw_photo(pen, photo, left, top - height, share, height):
                _frame(pen, left, top, share, height)
                name = photo.path.name if photo.path is not None else ""
                said = f"照片无法显示：{name}" if name else photo.caption
                text = setter.readable(said)
                middle = left + (share - plain.width(text, 9)) / 2
                pen.text(max(middle, left + 2), top - height / 2, text, plain, 9, SOFT_INK)
            baseline = top - height - 6 - size * (0.5 + MIDDLE)
            for caption in captions[n]:
                start = left + (share - family.width(caption, size)) / 2
                pen.text(start, baseline, caption, family, size, INK)
                baseline -= CAPTION_PITCH

    return Box(height + 6 + size * 1.6 + CAPTION_PITCH * max(most - 1, 0), draw, before=6)


def _caption_lines(photo: Photo, share: float, setter: Setter) -> list[str]:
    """The lines under a picture, none wider than it; an empty frame has its words inside."""
    if photo.path is None or not photo.caption:
        return []
    family = setter.family("kai")
    text = setter.readable(photo.caption)
    return [line.text for line in break_lines(text, family.advances, share * 1000 / CAPTION_SIZE)]


def _frame(pen: Pen, left: float, top: float, width: float, height: float) -> None:
    right, bottom = left + width, top - height
    for x1, y1, x2, y2 in (
        (left, top, right, top),
        (left, bottom, right, bottom),
        (left, top, left, bottom),
        (right, top, right, bottom),
    ):
        pen.rule(x1, y1, x2, y2, 0.4, GRID)
