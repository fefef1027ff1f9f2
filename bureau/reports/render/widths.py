"""Fit table columns into a page: short columns whole, long ones wrap, small type last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bureau.reports.paper import Column

PADDING_EM = 0.45
LINE_EM = 1.35
SIZE_STEP = 0.5
# (texts up to so many characters stay whole, longer ones get at least so many), tried at full size
# and a little smaller; the narrowest only where nothing else fits.
COMFORTS, COMFORT_STEPS = ((16, 12), (16, 9), (12, 10), (8, 10), (6, 8)), 3
NARROWEST = (4, 4)
# Half a point less must save this share of the height to be worth it.
SIZE_WORTH = 0.12


@dataclass(frozen=True, slots=True)
class Contents:
    """What stands in a table, as widths in 1/1000 em: bold rows (heads first), each column's
    widest cell, and all cells of the first rows."""

    columns: tuple[Column, ...]
    bold_rows: list[list[int]]
    longest: list[int]
    sample: list[list[int]]


def fitted(
    contents: Contents, room: float, size: float, smallest: float
) -> tuple[float, list[float]]:
    """The size and the column widths (points) that make the table lowest at a readable size."""
    best: tuple[float, float, list[float]] | None = None
    for steps, (tried, comfort) in enumerate(_comfortable(size, smallest)):
        natural, least = wanted_widths(contents, tried, comfort)
        if sum(least) > room:
            continue
        widths = share_width(natural, least, room)
        smaller = (size - tried) / SIZE_STEP
        cost = _height(contents, widths, tried) * (1 + SIZE_WORTH * smaller)
        if best is None or cost < best[0]:
            best = (cost, tried, widths)
        if not steps and sum(natural) <= room:
            break  # all on one line at full size
    if best is not None:
        return best[1], best[2]
    tried = size
    natural, least = wanted_widths(contents, tried, NARROWEST)
    while sum(least) > room and tried - SIZE_STEP >= smallest:
        tried -= SIZE_STEP
        natural, least = wanted_widths(contents, tried, NARROWEST)
    return tried, share_width(natural, least, room)


def fits(contents: Contents, room: float, size: float) -> bool:
    """Whether numbers and the shortest texts stay whole at a size."""
    return sum(wanted_widths(contents, size, NARROWEST)[1]) <= room


def _comfortable(size: float, smallest: float) -> Iterator[tuple[float, tuple[int, int]]]:
    for step in range(COMFORT_STEPS):
        tried = size - step * SIZE_STEP
        if tried >= smallest:
            for comfort in COMFORTS:
                yield tried, comfort


def wanted_widths(
    contents: Contents, size: float, comfort: tuple[int, int]
) -> tuple[list[float], list[float]]:
    """Natural and least width of each column in points; numbers and short texts stay whole."""
    em = size / 1000
    padding = 2 * PADDING_EM * size + 0.1
    whole, long = (chars * 1000 for chars in comfort)
    natural, least = [], []
    for n, column in enumerate(contents.columns):
        head = contents.bold_rows[0][n]
        sums = max((row[n] for row in contents.bold_rows[1:]), default=0)
        cell = max(contents.longest[n], sums)
        keep = cell if column.numeric or cell <= whole else min(cell, long)
        two_line_head = min(max(head / 2 + 500, 2000), head)
        natural.append(max(cell, head) * em + padding)
        least.append(max(keep, min(two_line_head, NARROWEST[0] * 1000)) * em + padding)
    return natural, least


def _height(contents: Contents, widths: Sequence[float], size: float) -> float:
    """Roughly how high the first rows will be."""
    rooms = [max(width / size - 2 * PADDING_EM, 1) * 1000 for width in widths]
    lines = sum(
        max(int(cell / room * 1.05 + 0.999) for cell, room in zip(row, rooms, strict=True)) or 1
        for row in contents.sample
    )
    return (lines * LINE_EM + len(contents.sample) * 0.75) * size


def share_width(natural: Sequence[float], least: Sequence[float], room: float) -> list[float]:
    """Widths that fill `room`, at least `least` each where that is possible.

    Columns that fit are left whole and what remains goes to the others by the square root of
    what they lack, so that a much longer column gets more but not everything.
    """
    if sum(natural) <= room:
        return spread(natural, room)
    if sum(least) >= room:
        scale = room / sum(least)
        return [one * scale for one in least]
    widths = list(least)
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
