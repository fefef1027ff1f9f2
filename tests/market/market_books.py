"""A bureau's books with a few cases and logs, written through the store as a clerk would."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from random import Random  # noqa: TID251 - a fixed seed

from bureau.calendar.periods import Period
from bureau.desk import Desk
from bureau.market.figures import MarketFigures, market_figures
from bureau.opening import open_desk

OCTOBER = Period.month(2026, 10)
NOVEMBER_5 = date(2026, 11, 5)
STREET, SHOP, SMOKE, SIGN, FIREWORK, WASTE = 1050, 1100, 1150, 1200, 1250, 1550
"""占道经营, 店外经营, 餐饮油烟, 户外广告, 烟花禁燃, 环境卫生."""
SERVICE, MANAGE, ENFORCE = 2101, 2102, 2103
FILED, WORKED, CLOSED, REFUSED, HELD, PASSED_ON, VOID = 2202, 2204, 2206, 2207, 2208, 2209, 2211
PEOPLE, VEHICLES, ADVISED, AREA = 3201, 3202, 3203, 3207


class Books:
    """An open data folder: towns and squads by name, cases and logs by their dates."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.named: dict[tuple[str, str], int] = {}

    def name(self, ledger: str, name: str) -> int:
        """The id of a town or squad, made when it is new; each stands after the one before."""
        if (ledger, name) not in self.named:
            values = {"name": name, "position": len(self.named) + 1}
            with self.desk.store.operation(self.desk, name) as op:
                self.named[ledger, name] = op.insert(ledger, values)
        return self.named[ledger, name]

    def case(
        self,
        found_on: str,
        category: int | None = STREET,
        *,
        due_on: str = "",
        closed_on: str = "",
        town: str = "",
        unit: str = "",
        **more: object,
    ) -> int:
        """One case; put right when `closed_on` says so."""
        values: dict[str, object] = {
            "found_on": found_on,
            "category": category,
            "address": "建设大道1号",
            "due_on": due_on or None,
            "closed_on": closed_on or None,
            "state": CLOSED if closed_on else FILED,
            "town": self.name("towns", town) if town else None,
            "unit": self.name("units", unit) if unit else None,
            **more,
        }
        with self.desk.store.operation(self.desk, "登记案件") as op:
            return op.insert("market-cases", values)

    def log(self, day: str, counts: Mapping[int, int], unit: str = "") -> int:
        """One daily log; counts in hundredths, as they are stored."""
        values: dict[str, object] = {"date": day, "counts": counts}
        if unit:
            values["unit"] = self.name("units", unit)
        with self.desk.store.operation(self.desk, "登记日志") as op:
            return op.insert("market-daily", values)

    def figures(self, period: Period = OCTOBER, today: date = NOVEMBER_5) -> MarketFigures:
        """The department's figures."""
        with self.desk.store.snapshot() as conn:
            return market_figures(conn, period, today=today)


@contextmanager
def open_books(folder: Path) -> Iterator[Books]:
    """Empty books, written and seen on the morning of 5 November 2026."""
    clock = datetime(2026, 11, 5, 9, 0)
    with open_desk(folder, writable=True, clock=lambda: clock, chance=Random(1)) as desk:
        yield Books(desk)
