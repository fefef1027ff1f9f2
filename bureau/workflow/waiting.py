"""What waits for a clerk: how many, how grave, and where the list of it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from bureau.ledger.query import All, Filter, Is, Titled
from bureau.ledger.types import Reference
from bureau.storage import rows

if TYPE_CHECKING:
    from datetime import date, datetime

    from bureau.ledger.declaration import Ledger
    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader

Grave = Literal["neutral", "warning", "danger"]
UNITS: Final = "units"
OWN: Final = "unit"
"""The field that says, of every ledger that has it, which unit a record is the work of."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One matter: its records, or the `page` that shows it where there are no records yet.

    `key` is the same every day (cases.overdue); `hint` says more, as what comes next.
    """

    title: str
    count: int
    unit: str
    ledger: str = ""
    where: Filter | None = None
    page: str = ""
    key: str = ""
    tone: Grave = "neutral"
    hint: str = ""

    @property
    def words(self) -> str:
        """超时未修 5 件."""
        return f"{self.title} {self.count} {self.unit}"


@dataclass(frozen=True, slots=True)
class AtDesk:
    """The books as somebody sees them now; with a `unit`, of ledgers that know one, its own work."""

    conn: Reader
    names: Names
    now: datetime
    unit: int | None = None

    @property
    def today(self) -> date:
        """The day."""
        return self.now.date()

    def own(self, ledger: Ledger, where: Filter) -> Filter:
        """Of these records, those that are the unit's."""
        if self.unit is None or not has_unit(ledger):
            return where
        return All((where, Is(OWN, self.unit)))

    def waiting(
        self,
        key: str,
        ledger: Ledger,
        title: str,
        counted: str,
        where: Filter,
        tone: Grave = "neutral",
        hint: str = "",
    ) -> Waiting:
        """The records that a filter lets through, counted in that word (件)."""
        own = self.own(ledger, where)
        return Waiting(
            title,
            rows.count(self.conn, ledger, own, today=self.now),
            counted,
            ledger.name,
            Titled(title, own),
            key=key,
            tone=tone,
            hint=hint,
        )


def has_unit(ledger: Ledger) -> bool:
    """Whether each record of it is the work of a unit of the register."""
    field = ledger.by_key.get(OWN)
    return field is not None and isinstance(field.type, Reference) and field.type.ledger == UNITS


def those_waiting(matters: Iterable[Waiting]) -> tuple[Waiting, ...]:
    """Those of which there is anything."""
    return tuple(one for one in matters if one.count)
