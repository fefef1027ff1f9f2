"""Share a page's width among table columns: short columns whole, long ones wrap."""

from __future__ import annotations

from collections.abc import Sequence


def share_width(natural: Sequence[float], least: Sequence[float], room: float) -> list[float]:
    """Widths that fill `room`, at least `least` each where that is possible.

    Columns that fit are left whole and what remains goes to the others by the square root of
    their length, so that a column ten times as long gets three times the width.
    """
    total = sum(natural)
    if total <= room:
        return spread(natural, room)
    widths = list(least)
    if sum(least) >= room:
        scale = room / sum(least)
        return [one * scale for one in least]
    open_columns = [n for n in range(len(natural)) if natural[n] > least[n]]
    spare = room - sum(least)
    while open_columns and spare > 0.01:
        weights = {n: max(natural[n] - least[n], 0.01) ** 0.5 for n in open_columns}
        weight = sum(weights.values())
        filled = [n for n in open_columns if natural[n] - widths[n] <= spare * weights[n] / weight]
        if not filled:
            for n in open_columns:
                widths[n] += spare * weights[n] / weight
            return widths
        for n in filled:
            spare -= natural[n] - widths[n]
            widths[n] = natural[n]
        open_columns = [n for n in open_columns if n not in filled]
    return spread(widths, room)


def spread(widths: Sequence[float], room: float) -> list[float]:
    """Fill `room`: half of what is left over equally, half by width."""
    left_over = room - sum(widths)
    count, total = len(widths), sum(widths) or 1.0
    return [one + left_over / 2 / count + left_over / 2 * one / total for one in widths]
