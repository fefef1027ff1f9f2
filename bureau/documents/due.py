"""Deadlines of papers received and of instructions: overdue, and the lights red, yellow, green."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from bureau.documents.states import DONE, ENDED, STORED
from bureau.ledger.query import All, Between, Blank, Filter, Not, OneOf

SOON: Final = 3
"""Days before its deadline from which a matter is yellow."""
GREEN, YELLOW, RED = 1, 2, 3
LIGHT_WORDS: Final = ((GREEN, "○ 绿灯"), (YELLOW, "△ 黄灯"), (RED, "▲ 红灯"))
OVERDUE_WORDS: Final = ((1, "▲ 超期"), (0, "○ 期内"))
ENDED_SQL: Final = f"(coalesce(t.state, 0) IN ({DONE}, {STORED}) OR t.done_on IS NOT NULL)"


def overdue() -> str:
    """Whether the deadline was missed, blank without one; the day itself still counts."""
    return (
        "CASE WHEN t.due_on IS NULL THEN NULL"
        f" WHEN {ENDED_SQL} THEN coalesce(t.done_on, t.due_on) > t.due_on"
        " ELSE substr(:today, 1, 10) > t.due_on END"
    )


def light() -> str:
    """The light of what isn't finished and has a deadline."""
    return (
        f"CASE WHEN t.due_on IS NULL OR {ENDED_SQL} THEN NULL"
        f" WHEN substr(:today, 1, 10) > t.due_on THEN {RED}"
        f" WHEN julianday(t.due_on) - julianday(substr(:today, 1, 10)) <= {SOON} THEN {YELLOW}"
        f" ELSE {GREEN} END"
    )


OPEN: Final[Filter] = All((Not(OneOf("state", ENDED)), Blank("done_on")))
"""在办: neither finished nor filed."""


def late(today: date) -> Filter:
    """在办 whose deadline has passed."""
    return All((OPEN, Between("due_on", None, (today - timedelta(days=1)).isoformat())))


def due_soon(today: date, days: int = SOON) -> Filter:
    """在办 whose deadline is today or in the days that follow."""
    last = (today + timedelta(days=days)).isoformat()
    return All((OPEN, Between("due_on", today.isoformat(), last)))
