"""What enters one department's records into the sample county: where from, the months, and saving."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from bureau.calendar.periods import Period
from bureau.calendar.working import WorkCalendar
from bureau.demo.county import County
from bureau.demo.entered import Row, identified
from bureau.demo.people import Chance
from bureau.desk import Desk
from bureau.ledger.declaration import Ledger
from bureau.storage.many import insert_many
from bureau.storage.operation import Operation

if TYPE_CHECKING:
    from bureau.storage.names import StoredNames


class Entering:
    """Enters records of the county, of the months shown, in one operation."""

    def __init__(
        self,
        desk: Desk,
        op: Operation,
        county: County,
        periods: Sequence[Period],
        calendar: WorkCalendar,
        chance: Chance,
    ) -> None:
        self.desk = desk
        self.op = op
        self.county = county
        self.periods = periods
        self.calendar = calendar
        self.chance = chance

    @property
    def first(self) -> date:
        """The first day shown."""
        return self.periods[0].first

    @property
    def last(self) -> date:
        """The last day shown."""
        return self.periods[-1].last

    def back(self, place: int) -> int:
        """How many months before the end lies one of the months, the last being 1."""
        return len(self.periods) - place

    def fresh_names(self) -> StoredNames:
        """Names with all that was entered so far."""
        return self.desk.store.names(self.op.conn)

    def save(self, ledger: Ledger, rows: Iterable[Row], names: StoredNames | None = None) -> range:
        """Records of one ledger, with what they are recognised by; `names` spares reading them anew."""
        wanted = rows
        if ledger.identity:
            wanted = identified(ledger, rows, names or self.fresh_names())
        return insert_many(self.op, ledger, wanted)
