"""What the sample county's ledgers build on: cases as entered, moments in order, identities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bureau.demo.findings import Finding
from bureau.demo.outcome import Outcome
from bureau.demo.people import Chance
from bureau.ledger.declaration import IDENTITY, Ledger
from bureau.ledger.entry import Names
from bureau.ledger.identity import identity_of, identity_word

Row = dict[str, object]
MOMENT = "%Y-%m-%d %H:%M"
MORNING, MIDNIGHT = time(8, 30), time(23, 59)


@dataclass(frozen=True, slots=True)
class Entered:
    """One case in the ledger: what was found, how it went, and its stored values, id and number among them."""

    id: int
    finding: Finding
    outcome: Outcome
    row: Row

    @property
    def unit(self) -> int:
        """The id of the responsible unit."""
        return int(str(self.row["unit"]))


class Course:
    """Moments of one course of things, never earlier than the one before, in working hours where it can be."""

    def __init__(self, begin: datetime, chance: Chance) -> None:
        self.at = begin
        self.chance = chance

    def on(self, day: date) -> str:
        """The next moment, on that day or on the day already reached."""
        if day > self.at.date():
            self.at = datetime.combine(day, MORNING) + timedelta(
                minutes=self.chance.randint(0, 520)
            )
        else:
            later = self.at + timedelta(minutes=self.chance.randint(4, 45))
            self.at = min(later, datetime.combine(self.at.date(), MIDNIGHT))
        return f"{self.at:{MOMENT}}"


def day_of(value: object) -> date:
    """A stored day or moment as a day."""
    return date.fromisoformat(str(value)[:10])


def identified(ledger: Ledger, rows: Iterable[Row], names: Names) -> Iterator[Row]:
    """Rows with the identity by which an import would recognise them."""
    known: Counter[tuple[str, ...]] = Counter()
    for row in rows:
        texts = tuple(
            identity_word(ledger.by_key[key], row.get(key), names, {})  # type: ignore[arg-type]  # stored
            for key in ledger.identity
        )
        known[texts] += 1
        yield {**row, IDENTITY: identity_of(texts, known[texts])}
