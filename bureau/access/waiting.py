"""How long wrong passwords keep a door closed: longer each time, never for good."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

FREE: Final = 5
"""Wrong passwords in a row that cost nothing."""
FIRST: Final = timedelta(minutes=1)
LONGEST: Final = timedelta(minutes=30)
MOST_DOUBLINGS: Final = 5


def wait_after(failed: int) -> timedelta:
    """The wait after so many wrong passwords in a row: 1, 2, 4 … 30 minutes from the fifth on."""
    if failed < FREE:
        return timedelta(0)
    doublings = min(failed - FREE, MOST_DOUBLINGS)
    return min(FIRST * (1 << doublings), LONGEST)


def left_of(until: str | None, now: datetime) -> timedelta:
    """What is left of a wait. A clock that was set back makes it no longer than it can ever be."""
    if not until:
        return timedelta(0)
    left = datetime.fromisoformat(until) - now
    return min(max(left, timedelta(0)), LONGEST)


def said(left: timedelta) -> str:
    """The wait in words, rounded up."""
    seconds = int(left.total_seconds())
    return f"{seconds} 秒" if seconds < 60 else f"{-(-seconds // 60)} 分钟"
