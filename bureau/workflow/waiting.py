"""What waits for a clerk when the program is opened: how many, and where the list of it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bureau.ledger.query import Filter, Titled
from bureau.storage import rows

if TYPE_CHECKING:
    from datetime import date, datetime

    from bureau.ledger.declaration import Ledger
    from bureau.storage.connection import Reader


@dataclass(frozen=True, slots=True)
class Waiting:
    """One matter: its records, or the `page` that shows it where there are no records yet."""

    title: str
    count: int
    unit: str
    ledger: str = ""
    where: Filter | None = None
    page: str = ""

    @property
    def words(self) -> str:
        """超时未修 5 件."""
        return f"{self.title} {self.count} {self.unit}"


def records_waiting(
    conn: Reader, ledger: Ledger, title: str, unit: str, where: Filter, today: date | datetime
) -> Waiting:
    """The records that a filter lets through."""
    return Waiting(
        title,
        rows.count(conn, ledger, where, today=today),
        unit,
        ledger.name,
        Titled(title, where),
    )


def those_waiting(matters: Iterable[Waiting]) -> tuple[Waiting, ...]:
    """Those of which there is anything."""
    return tuple(one for one in matters if one.count)
