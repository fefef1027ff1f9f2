"""10.1 held as a number: 1 or 10 October, told by how it is shown, by the days around it, else asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from bureau.exchange.asking import Asked

DAY, TENS = "day", "tens"
KEY: Final = "day"
_TEXT: Final = re.compile(r"\s*(\d{1,2})\.(\d{1,2})\s*")
Day = tuple[int, int]
"""Month and day."""


def candidates(cell: object) -> tuple[Day, ...]:
    """The days that a cell such as 10.8 can mean; () for what is no such cell."""
    if isinstance(cell, str):
        match = _TEXT.fullmatch(cell)
        return ((int(match[1]), int(match[2])),) if match and valid(int(match[1])) else ()
    if not isinstance(cell, float) or cell.is_integer():
        return ()
    month, _, day = format(Decimal(repr(cell)).normalize(), "f").partition(".")
    if not valid(int(month or 0)) or len(day) > 2:
        return ()
    longest = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[int(month) - 1]
    days = [int(day)] if len(day) == 2 else [int(day), int(day) * 10]
    return tuple((int(month), one) for one in days if 1 <= one <= longest)


def valid(month: int) -> bool:
    """Whether a number is a month."""
    return 1 <= month <= 12


def in_writing(day: Day) -> str:
    """As a person writes it."""
    return f"{day[0]}月{day[1]}日"


def settle_days(
    cells: list[object],
    numbers: Sequence[int],
    shown: Sequence[str],
    heading: str,
    asked: Asked,
) -> dict[int, Day]:
    """The days of cells that could be two, by their place; a cell that stays open isn't among them.

    `shown` is how each cell's number is shown ("" as usual). What nothing tells is asked for.
    """
    possible = [candidates(cell) for cell in cells]
    open_ones = [at for at, days in enumerate(possible) if len(days) > 1]
    found: dict[int, Day] = {}
    left = []
    for at in open_ones:
        decimals = re.search(r"\.(0+)", shown[at])
        if decimals is not None and len(decimals[1]) <= 2:
            found[at] = possible[at][len(decimals[1]) - 1]
        else:
            left.append(at)
    known = {at: days[0] for at, days in enumerate(possible) if len(days) == 1} | found
    for at in left:
        day = by_order(at, possible[at], known)
        if day is not None:
            found[at] = day
    left = [at for at in left if at not in found]
    if not left:
        return found
    one, other = possible[left[0]][:2]
    key = f"{KEY}:{heading}"
    answer = asked.ask(
        key,
        f"“{heading}”里的 {cells[left[0]]} 是{in_writing(one)}还是{in_writing(other)}？",
        (
            (DAY, f"都是{in_writing(one)}这样的一位数日子"),
            (TENS, f"都是{in_writing(other)}这样的整十日子"),
        ),
        heading=heading,
    )
    for at in left:
        asked.met(key, numbers[at])
        if answer:
            found[at] = possible[at][answer == TENS]
    return found


def by_order(at: int, days: Sequence[Day], known: dict[int, Day]) -> Day | None:
    """The one day that lies between those of the rows around, where these go on in order."""
    before = [known[place] for place in range(max(at - 40, 0), at) if place in known]
    after = [known[place] for place in range(at + 1, at + 40) if place in known]
    around = [*before, *after]
    if len(around) < 2 or around != sorted(around):
        return None
    low = before[-1] if before else (0, 0)
    high = after[0] if after else (13, 0)
    fitting = [day for day in days if low <= day <= high]
    return fitting[0] if len(fitting) == 1 else None
