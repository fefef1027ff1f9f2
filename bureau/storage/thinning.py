"""Which copies stay: those of the last days, weeks and months, and one of every month that was locked."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from bureau.storage import kinds

OF_ITSELF, BY_HAND = "自动", "手动"
BEFORE: Final = {
    kinds.IMPORT: "导入前",
    kinds.RECEIVE: "读入数据包前",
    kinds.LOCK: "锁定前",
    kinds.ISSUE: "签发前",
}
"""Kinds of operation before which a copy is made, and what it is called."""
LOCKING: Final = frozenset({BEFORE[kinds.LOCK], BEFORE[kinds.ISSUE]})
THINNED: Final = frozenset({OF_ITSELF, *BEFORE.values()})
"""All others (by hand, before an upgrade or a restore) are a person's own to remove."""
DAYS_WHOLE, DAYS, WEEKS, MONTHS = 2, 12, 10, 9
NAME: Final = re.compile(r"(?P<why>[^-]+)-(?P<at>\d{8}-\d{6})\.sqlite(?:\.sealed)?")


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy by its name."""

    path: Path
    why: str
    at: datetime


def named_time(path: Path) -> datetime | None:
    """When a copy was made, by its name."""
    known = NAME.fullmatch(path.name)
    return datetime.strptime(known["at"], "%Y%m%d-%H%M%S") if known is not None else None


def copies_in(folder: Path) -> list[Copy]:
    """The copies that thinning may look at, the newest first."""
    found = []
    for path in folder.glob("*.sqlite*"):
        known = NAME.fullmatch(path.name)
        if known is not None and known["why"] in THINNED:
            at = datetime.strptime(known["at"], "%Y%m%d-%H%M%S")
            found.append(Copy(path, known["why"], at))
    return sorted(found, key=lambda one: (one.at, one.path.name), reverse=True)


def kept(copies: Iterable[Copy]) -> set[Copy]:
    """Those that stay: two days whole, then one of each of 12 days, 10 weeks and 9 months.

    Of days, weeks and months that have a copy the newest ones count, and of each the newest copy;
    of copies made before a month was locked or issued one of every calendar month stays for good.
    """
    newest_first = sorted(copies, key=lambda one: (one.at, one.path.name), reverse=True)
    days = list(dict.fromkeys(one.at.date() for one in newest_first))[:DAYS_WHOLE]
    stay = {one for one in newest_first if one.at.date() in days}
    stay |= newest_of_each(newest_first, day_of, DAYS)
    stay |= newest_of_each(newest_first, week_of, WEEKS)
    stay |= newest_of_each(newest_first, month_of, MONTHS)
    locking = [one for one in newest_first if one.why in LOCKING]
    return stay | newest_of_each(locking, month_of, len(locking))


def newest_of_each(
    newest_first: Iterable[Copy], span: Callable[[date], Hashable], most: int
) -> set[Copy]:
    """The newest copy of each of the newest spans of time."""
    found: dict[Hashable, Copy] = {}
    for one in newest_first:
        found.setdefault(span(one.at.date()), one)
    return set(list(found.values())[:most])


def day_of(day: date) -> Hashable:
    """A day."""
    return day


def week_of(day: date) -> Hashable:
    """A week from Monday to Sunday."""
    return day.isocalendar()[:2]


def month_of(day: date) -> Hashable:
    """A calendar month."""
    return day.year, day.month


def thin_out(folder: Path) -> list[Path]:
    """Removes the copies that needn't stay; gives which."""
    copies = copies_in(folder)
    gone = [one.path for one in copies if one not in kept(copies)]
    for path in gone:
        path.unlink(missing_ok=True)
    return gone
