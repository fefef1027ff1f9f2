"""Locks as plain data: which records of a ledger stand still because their month was issued."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bureau.ledger.checks import Fault, Known, Row
from bureau.ledger.entry import Value

Place = tuple[Value, ...]
"""The first day of a month, and the values that must agree."""


@dataclass(frozen=True, kw_only=True)
class Lock:
    """That a record dated `day` stands still while its month is in one of `states`.

    The month is a record of `ledger`: its `month` is that of the day, and the `agree` pairs (the
    row's own field, the month's field) are equal. Nothing may then be entered, removed, moved in
    or out, or changed but the `free` fields. What holds months must lock itself in the same way.
    `said` tells it, the month as {month}.
    """

    ledger: str
    day: str
    states: tuple[int, ...]
    state: str = "state"
    month: str = "month"
    agree: tuple[tuple[str, str], ...] = ()
    free: tuple[str, ...] = ()
    said: str = "{month}已经签发，要改请登记“考核更正”，或先解锁"

    @property
    def theirs(self) -> tuple[str, ...]:
        """The columns of the month's ledger by which it is found."""
        return (self.month, *(theirs for _, theirs in self.agree))

    def place(self, row: Row) -> Place | None:
        """Where a row belongs, None where it says too little to belong anywhere."""
        day, *shared = (row.get(key) for key in (self.day, *(own for own, _ in self.agree)))
        if not isinstance(day, str) or None in shared:
            return None
        return (f"{day[:7]}-01", *shared)

    def binds(self, changed: Iterable[str]) -> list[str]:
        """Those of the changed fields that stand still."""
        return [key for key in changed if key not in self.free]

    def holds(self, place: Place | None, known: Known) -> bool:
        """Whether the month of a place is locked."""
        if place is None:
            return False
        months = known.grouped(self.ledger, self.theirs, (self.state,)).get(place, ())
        return any(state in self.states for (state,) in months)

    def sentence(self, place: Place) -> str:
        """Why it can't be."""
        return self.said.replace("{month}", month_words(str(place[0])))

    def fault(self, before: Row | None, after: Row, known: Known) -> Fault | None:
        """What is wrong with entering `after`, or with making it of `before`."""
        if before is None:
            places, blame = [self.place(after)], self.day
        else:
            bound = self.binds(key for key, value in after.items() if value != before.get(key))
            if not bound:
                return None
            places = [self.place(before), self.place(after)]
            blame = self.day if self.day in bound else bound[0]
        for place in places:
            if place is not None and self.holds(place, known):
                return Fault(blame, self.sentence(place))
        return None


def month_words(day: str) -> str:
    """2026年10月."""
    return f"{int(day[:4])}年{int(day[5:7])}月"
