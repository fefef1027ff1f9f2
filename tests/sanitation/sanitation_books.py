"""A section with a contract for tests, at which rounds, deductions and events are entered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Final

from bureau.calendar.periods import Period
from bureau.desk import Desk
from bureau.editing.writing import add
from bureau.office import ledger_named
from bureau.sanitation.judging import Judgement, judge_month
from tests.storage.offices import Clock, furnish, item, opened

OCTOBER: Final = Period.month(2026, 10)
NINTH: Final = datetime(2026, 11, 9, 9, 0)
"""A Monday."""


@dataclass
class Sanitation:
    """A desk with sections that grow as tests name them."""

    desk: Desk
    clock: Clock

    def add(self, ledger: str, **typed: str) -> int:
        """A record as a clerk types it."""
        return add(self.desk, ledger_named(ledger), dict(typed))

    def item(self, catalogue: str, title: str) -> int:
        """A class by its title."""
        return item(self.desk, catalogue, title)

    def contract(self, section: str = "一标段", *, rule: str = "三档", **typed: str) -> int:
        """A contract of 310,000 元 a month from January 2026 on, unless said otherwise."""
        fixed = {
            "section": section,
            "company": f"{section}公司",
            "number": f"HT-{section}",
            "begins_on": "2026-01-01",
            "ends_on": "2027-12-31",
            "fee_fen": "310000",
            "rule": rule,
        }
        return self.add("contracts", **{**fixed, **typed})

    def deduct(
        self, points: str, day: str = "2026-10-12", section: str = "一标段", **typed: str
    ) -> int:
        """So many points lost in one block, which may lose them: 果皮 for up to 40."""
        fixed = {
            "section": section,
            "found_on": day,
            "block": "道路清扫保洁",
            "problem": "漏扫、果皮纸屑烟蒂超标",
            "count": str(Decimal(points) / Decimal("0.5")),
            "each": "0.5",
            "points": points,
        }
        return self.add("sanitation-deductions", **{**fixed, **typed})

    def judged(self, month: Period = OCTOBER) -> Mapping[str, Judgement]:
        """A month by contract number, as the books have it now."""
        with self.desk.store.snapshot() as conn:
            found = judge_month(conn, self.desk.store.names(conn), month, self.desk.today())
        return {str(one.contract.row["number"]): one for one in found}

    def only(self, month: Period = OCTOBER) -> Judgement:
        """The one contract's month."""
        (found,) = self.judged(month).values()
        return found


@contextmanager
def open_sanitation(root: Path) -> Iterator[Sanitation]:
    """A bureau without a contract, on 9 November 2026."""
    with opened(furnish(root)) as desk:
        desk.clock = clock = Clock(NINTH)
        yield Sanitation(desk, clock)
