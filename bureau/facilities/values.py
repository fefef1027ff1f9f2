"""Stored values as what they are: whole numbers, references, days."""

from __future__ import annotations

from datetime import date
from functools import lru_cache


def whole(value: object) -> int:
    """A stored whole number, 0 where there is none."""
    return value if isinstance(value, int) else 0


def referred(value: object) -> int | None:
    """A record or class that is referred to."""
    return value if isinstance(value, int) else None


def day(value: object) -> date | None:
    """A stored day."""
    return day_of(value[:10]) if isinstance(value, str) else None


@lru_cache(maxsize=8192)
def day_of(text: str) -> date:
    """A day of its ISO text; thousands of cards share a few."""
    return date.fromisoformat(text)


def iso(value: date) -> str:
    """A day as it is stored."""
    return value.isoformat()
