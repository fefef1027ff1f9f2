"""费用台账: what is due, paid and unpaid by contract and month, and the deposits (履约保证金)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bureau.assessment.stored import Row, day_of, months_within, whole_of
from bureau.calendar.periods import Period
from bureau.ledger.query import All, Filter, Is, OneOf, Sort
from bureau.sanitation.judging import Judgement, judge_month
from bureau.sanitation.ledgers import CONTRACTS, PAYMENTS
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader

FEES = (6101, 6102)
"""付款类别 that pay months: 月度服务费, 季度服务费."""
DEPOSIT_IN, DEPOSIT_OUT = 6103, 6104
"""付款类别 履约保证金收取 and 退还."""


def dues(conn: Reader, names: Names, period: Period, today: date) -> tuple[Due, ...]:
    """Each contract's months within a period, contract by contract, the earlier month first.

    A payment pays the months that it names, the issued ones first, the earlier before the later; what
    is left over stands with the last of them. Months that a payment names outside the period take
    their share all the same. Months to come that got nothing are left out.
    """
    book = Book(conn, names, today)
    paid: dict[int, Mapping[date, Share]] = {}
    found: dict[int, list[Due]] = {}
    for month in months_within(period):
        for one in book.judged(month):
            contract = one.contract.record
            if contract not in paid:
                paid[contract] = shares(conn, names, contract, today, book)
            if month.first <= today or month.first in paid[contract]:
                found.setdefault(contract, []).append(due_of(one, paid[contract]))
    return tuple(due for lines in found.values() for due in lines)


def due_of(judged: Judgement, paid: Mapping[date, Share]) -> Due:
    """A month in money, with its share of the contract's payments."""
    share = paid.get(judged.period.first, Share())
    return Due(
        contract=judged.contract.record,
        number=str(judged.contract.row["number"]),
        section=judged.section,
        company=judged.company,
        month=judged.period,
        record=None if judged.month is None else int(str(judged.month["id"])),
        is_issued=judged.is_issued,
        due_fen=None if judged.fee is None else judged.fee.payable_fen,
        received_fen=share.fen,
        waiting_fen=share.waiting_fen,
        refs=share.refs,
    )


def by_contract(lines: Iterable[Due]) -> tuple[Dues, ...]:
    """The months of each contract together."""
    found: dict[int, list[Due]] = {}
    for due in lines:
        found.setdefault(due.contract, []).append(due)
    return tuple(Dues(tuple(months)) for months in found.values())


def shares(
    conn: Reader, names: Names, contract: int, today: date, book: Book | None = None
) -> dict[date, Share]:
    """What each month of a contract has got of all its payments; `book` remembers judged months."""
    judged = book or Book(conn, names, today)
    given: dict[date, Share] = {}
    for payment in payments(conn, contract, OneOf("kind", FEES), today):
        for month, part in spread(payment, contract, given, judged).items():
            before = given.get(month, Share())
            waiting = before.waiting_fen + (part if payment["paid_on"] is None else 0)
            refs = (*before.refs, int(str(payment["id"])))
            given[month] = Share(before.fen + part, refs, waiting)
    return given


def spread(payment: Row, contract: int, given: Mapping[date, Share], book: Book) -> dict[date, int]:
    """How a payment falls on its months, in 分: the issued ones first, what is left over on the last.

    What isn't issued is no debt yet, so it takes nothing from a later month that is.
    """
    months = paid_months(payment)
    left = whole_of(payment, "amount_fen") or 0
    parts = {month.first: 0 for month in months}
    if len(months) > 1:
        for month in sorted(months, key=lambda one: not book.is_issued(contract, one)):
            wanted = book.payable(contract, month) - given.get(month.first, Share()).fen
            parts[month.first] = max(min(left, wanted), 0)
            left -= parts[month.first]
    if months:
        parts[months[-1].first] += left
    return {month: part for month, part in parts.items() if part}


def paid_months(payment: Row) -> tuple[Period, ...]:
    """The months that a payment says; the month of its day where it says none."""
    first = day_of(payment, "first_month") or day_of(payment, "paid_on")
    if first is None:
        return ()
    last = day_of(payment, "last_month") or first
    begin = Period.month(first.year, first.month)
    end = Period.month(last.year, last.month)
    return months_within(Period.span(begin.first, end.last))


def payments(conn: Reader, contract: int, where: Filter, today: date) -> list[Row]:
    """A contract's payments in the order of their days."""
    of_contract = All((Is("contract", contract), where))
    found = rows.ids(conn, PAYMENTS, of_contract, [Sort("paid_on"), Sort("id")], today=today)
    return list(rows.page(conn, PAYMENTS, found, today=today))


def deposits(conn: Reader, names: Names, today: date) -> tuple[Deposit, ...]:
    """What each contract asks as a deposit, what came in and what went back."""
    found = rows.ids(conn, CONTRACTS, None, [Sort("id")], today=today)
    lines = []
    for row in rows.page(conn, CONTRACTS, found, today=today):
        record = int(str(row["id"]))
        kinds = OneOf("kind", (DEPOSIT_IN, DEPOSIT_OUT))
        came = went = 0
        for payment in payments(conn, record, kinds, today):
            fen = whole_of(payment, "amount_fen") or 0
            came += fen if payment["kind"] == DEPOSIT_IN else 0
            went += fen if payment["kind"] == DEPOSIT_OUT else 0
        if row["deposit_fen"] is None and not came and not went:
            continue
        lines.append(
            Deposit(
                contract=record,
                number=str(row["number"]),
                company=names.label("contractors", int(str(row["company"]))),
                asked_fen=whole_of(row, "deposit_fen") or 0,
                received_fen=came,
                returned_fen=went,
            )
        )
    return tuple(lines)


def of_deposits(contract: int) -> Filter:
    """The payments of a contract that are deposits."""
    return All((Is("contract", contract), OneOf("kind", (DEPOSIT_IN, DEPOSIT_OUT))))


class Book:
    """Months judged once: what a payment of several months asks for again and again."""

    def __init__(self, conn: Reader, names: Names, today: date) -> None:
        self._conn, self._names, self._today = conn, names, today
        self._months: dict[date, tuple[Judgement, ...]] = {}

    def judged(self, month: Period) -> tuple[Judgement, ...]:
        """Every contract's month."""
        if month.first not in self._months:
            found = judge_month(self._conn, self._names, month, self._today)
            self._months[month.first] = found
        return self._months[month.first]

    def payable(self, contract: int, month: Period) -> int:
        """What a month of a contract comes to, 0 while it can't be told."""
        found = self.of(contract, month)
        return 0 if found is None or found.fee is None else found.fee.payable_fen

    def is_issued(self, contract: int, month: Period) -> bool:
        """Whether a month of a contract is a debt."""
        found = self.of(contract, month)
        return found is not None and found.is_issued

    def of(self, contract: int, month: Period) -> Judgement | None:
        """One contract's month, None where the contract isn't in force."""
        found = (one for one in self.judged(month) if one.contract.record == contract)
        return next(found, None)


@dataclass(frozen=True, slots=True)
class Share:
    """What one month has got, in 分, and the payments it came with; `waiting_fen` of it was approved
    and has no day of payment yet.
    """

    fen: int = 0
    refs: tuple[int, ...] = ()
    waiting_fen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One month of a contract in money, all in 分. `due_fen` is None where no fee can be told yet;
    `record` is that of the month, `refs` are the payments, `waiting_fen` is what of them has no day
    of payment yet: it is taken off what is open, so that nothing is approved twice.

    What isn't issued is no debt yet: it is shown, and counts in no sum of what is unpaid.
    """

    contract: int
    number: str
    section: str
    company: str
    month: Period
    record: int | None
    is_issued: bool
    due_fen: int | None
    received_fen: int
    waiting_fen: int
    refs: tuple[int, ...]

    @property
    def open_fen(self) -> int:
        """What is still to be paid of an issued month; more than due was paid where negative."""
        return (self.due_fen or 0) - self.received_fen if self.is_issued else 0


@dataclass(frozen=True, slots=True)
class Dues:
    """A contract's months in money, at least one; sums in 分."""

    months: tuple[Due, ...]

    @property
    def due_fen(self) -> int:
        """Payable for the months that are issued."""
        return sum(due.due_fen or 0 for due in self.months if due.is_issued)

    @property
    def received_fen(self) -> int:
        """Paid for these months."""
        return sum(due.received_fen for due in self.months)

    @property
    def open_fen(self) -> int:
        """Still to be paid; what was paid in advance of months that aren't issued takes none off."""
        return sum(due.open_fen for due in self.months)

    @property
    def waiting_fen(self) -> int:
        """Approved, and not paid yet."""
        return sum(due.waiting_fen for due in self.months)

    @property
    def ahead_fen(self) -> int:
        """What was paid in advance of months that aren't issued."""
        return sum(due.received_fen for due in self.months if not due.is_issued)

    @property
    def open_months(self) -> tuple[Due, ...]:
        """The months that something is still to be paid for."""
        return tuple(due for due in self.months if due.open_fen > 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deposit:
    """A contract's deposit, all in 分."""

    contract: int
    number: str
    company: str
    asked_fen: int
    received_fen: int
    returned_fen: int

    @property
    def held_fen(self) -> int:
        """What the bureau holds."""
        return self.received_fen - self.returned_fen

    @property
    def missing_fen(self) -> int:
        """What was never paid in."""
        return max(self.asked_fen - self.received_fen, 0)
