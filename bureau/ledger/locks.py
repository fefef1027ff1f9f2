"""Locks as plain data: which records of a ledger stand still because their month was issued."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bureau.ledger.checks import Fault, Known, Row, meet
from bureau.ledger.entry import Value

Place = tuple[Value, ...]
"""The first day of a month, and the values that must agree."""


@dataclass(frozen=True, kw_only=True)
class Within:
    """Which days of its month a month's record is about: those of the record that it refers to.

    The `reference` of the month's ledger names a record of `ledger`; a blank begin or end is open.
    """

    reference: str
    ledger: str
    begins: str
    ends: str


@dataclass(frozen=True, kw_only=True)
class Lock:
    """That a record dated `day`, or `otherwise`, stands still while its month is in one of `states`.

    The month is a record of `ledger`: its `month` is that of the day, and the `agree` pairs (the
    row's own field, the month's field) are equal. Nothing may then be entered, removed, moved in
    or out, or changed but the `free` fields. Where a month's record is about some of its days only,
    `within` says which. What holds months must lock itself in the same way. `said` tells it, the
    month as {month}.
    """

    ledger: str
    day: str
    otherwise: str = ""
    states: tuple[int, ...]
    state: str = "state"
    month: str = "month"
    agree: tuple[tuple[str, str], ...] = ()
    within: Within | None = None
    free: tuple[str, ...] = ()
    said: str = "{month}已经签发，要改请登记“考核更正”，或先解锁"

    @property
    def theirs(self) -> tuple[str, ...]:
        """The columns of the month's ledger by which it is found."""
        return (self.month, *(theirs for _, theirs in self.agree))

    @property
    def own(self) -> tuple[str, ...]:
        """The fields of a row that say where it belongs."""
        days = (self.day, self.otherwise) if self.otherwise else (self.day,)
        return (*days, *(own for own, _ in self.agree))

    def when(self, row: Row) -> str | None:
        """The day of a row."""
        day = row.get(self.day) or row.get(self.otherwise)
        return day[:10] if isinstance(day, str) else None

    def place(self, row: Row) -> Place | None:
        """Where a row belongs, None where it says too little to belong anywhere."""
        day, shared = self.when(row), [row.get(own) for own, _ in self.agree]
        if day is None or None in shared:
            return None
        return (f"{day[:7]}-01", *shared)

    def binds(self, changed: Iterable[str]) -> list[str]:
        """Those of the changed fields that stand still."""
        return [key for key in changed if key not in self.free]

    def holds(self, row: Row, known: Known) -> bool:
        """Whether the month that a row belongs to is locked."""
        place = self.place(row)
        if place is None:
            return False
        columns = (self.state,) if self.within is None else (self.state, self.within.reference)
        months = known.grouped(self.ledger, self.theirs, columns).get(place, ())
        return any(
            state in self.states and all(self.is_about(one, row, known) for one in referred)
            for state, *referred in months
        )

    def is_about(self, referred: Value, row: Row, known: Known) -> bool:
        """Whether a month that refers to such a record is about the day of a row."""
        assert self.within is not None
        columns = (self.within.begins, self.within.ends)
        terms = known.grouped(self.within.ledger, ("id",), columns).get((referred,), ())
        day = self.when(row)
        return all(meet((begins or day, ends), (day, day)) for begins, ends in terms)

    def sentence(self, row: Row) -> str:
        """Why it can't be."""
        return self.said.replace("{month}", month_words(str(self.when(row))))

    def fault(self, before: Row | None, after: Row, known: Known) -> Fault | None:
        """What is wrong with entering `after`, or with making it of `before`."""
        if before is None:
            rows, blame = [after], self.day
        else:
            bound = self.binds(key for key, value in after.items() if value != before.get(key))
            if not bound:
                return None
            rows = [before, after]
            blame = self.day if self.day in bound else bound[0]
        for row in rows:
            if self.holds(row, known):
                return Fault(blame, self.sentence(row))
        return None


@dataclass(frozen=True, kw_only=True)
class Closing:
    """That a record stands still while what it belongs to is closed by a record of another ledger.

    The records of `ledger` whose fields equal the row's own (`agree`: own field, theirs) are its
    editions; the one with the greatest `newest` says whether it is closed: while `reopened` is
    blank in it.
    """

    ledger: str
    agree: tuple[tuple[str, str], ...]
    newest: str
    reopened: str
    said: str

    @property
    def own(self) -> tuple[str, ...]:
        """The fields of a row that say what it belongs to."""
        return tuple(own for own, _ in self.agree)


def month_words(day: str) -> str:
    """2026年10月."""
    return f"{int(day[:4])}年{int(day[5:7])}月"
