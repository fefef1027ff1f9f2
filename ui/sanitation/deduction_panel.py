"""What the details of a deduction show besides its fields: the clock of its appeal, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass

from bureau.assessment.stored import Row, day_of
from bureau.desk import Desk
from bureau.sanitation import acts
from bureau.sanitation.inputs import Clock, clock_of
from bureau.sanitation.ledgers import DEDUCTIONS
from bureau.storage.rows import page as rows_of
from ui.ledger.next_panel import NextPanel, NextSeen, light_of, say
from ui.sanitation.deductions import next_act


@dataclass(frozen=True, slots=True)
class DeductionSeen(NextSeen):
    """A deduction as the panel shows it."""

    clock: str
    case: int | None


def see_deduction(desk: Desk, record: int) -> DeductionSeen | None:
    """A deduction as it is now, None when it is gone."""
    with desk.store.snapshot() as conn:
        found = rows_of(conn, DEDUCTIONS, [record], today=desk.now())
        if not found:
            return None
        names, row = desk.store.names(conn), found[0]
        clock = clock_of(conn, desk.today())
    case = row["case"]
    return DeductionSeen(
        record,
        light_of(DEDUCTIONS, row, names),
        next_act(row, desk.today()),
        clock_words(desk, row, clock),
        case if isinstance(case, int) else None,
    )


def clock_words(desk: Desk, row: Row, clock: Clock) -> str:
    """10月8日送达，10月13日前可以申诉 …"""
    served = day_of(row, "served_on")
    if served is None:
        return ""
    words = f"{served.month}月{served.day}日送达"
    if row["accepted_on"] is not None:
        return f"{words}，公司已认可"
    if row["ruling"] is not None:
        return f"{words}，申诉已裁决"
    if acts.is_contested(row):
        return f"{words}，已申诉，等待裁决"
    last = clock.last_day(served)
    if last is None:
        return words
    day = f"{last.month}月{last.day}日"
    if last < desk.today():
        return f"{words}，申诉期到 {day} 已满"
    left = (last - desk.today()).days
    return f"{words}，申诉期到 {day}（{'今天截止' if not left else f'还有 {left} 天'}）"


class DeductionPanel(NextPanel):
    """Light and clock, the next act, the case that it was taken from."""

    name = "deduction"

    def lay_out(self) -> None:
        """The clock of its appeal, and where it came from."""
        self.clock = self.line("clock", "soft")
        self.case = self.link("case", "看来源案件")
        self.case.clicked.connect(self._show_case)

    def read(self, desk: Desk, record: int) -> object:
        """The deduction in one picture."""
        return see_deduction(desk, record)

    def show(self, found: object) -> None:
        """Shows what was read; nothing for one that is gone."""
        super().show(found)
        if isinstance(found, DeductionSeen):
            say(self.clock, found.clock)
            self.case.setVisible(found.case is not None)

    def _show_case(self) -> None:
        if isinstance(self.seen, DeductionSeen) and self.seen.case is not None:
            self.page.context.news.wanted.emit("market-cases", self.seen.case)
