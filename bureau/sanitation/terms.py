"""What a section's contract says of a month: company, stages of the fee, rule, rubric, events, corrections."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from bureau.assessment.books import rubric_of, rubric_on, rule_of
from bureau.assessment.fees import Correction, Event, Stage, Terms
from bureau.assessment.rubric import Rubric
from bureau.assessment.rules import Rule
from bureau.assessment.stored import Row, day_of, exact_of, ref_of, whole_of
from bureau.calendar.periods import Period
from bureau.errors import UserError
from bureau.ledger.declaration import Ledger
from bureau.ledger.query import All, Any, Between, Blank, Filter, Is, Sort
from bureau.sanitation.ledgers import CONTRACTS, CORRECTIONS, EVENTS, SECTIONS, SUPPLEMENTS
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader

Span = tuple[date, date]
"""Days from the first to the last, both included."""
FAMILY = "sanitation"
"""What rubrics of contractors are called."""
FEE_EVENTS: Mapping[int, str] = {5002: "complaint", 5003: "county", 5004: "city", 5005: "county"}
"""Which kinds of event cost money by which event of a rule: 投诉未整改, 县级, 市级以上, 媒体曝光.

A kind of the bureau's own costs money where a rule has an event of the same title.
"""


def in_force_within(period: Period) -> Filter:
    """Contracts that hold on a day of the period."""
    return All(
        (
            Between("begins_on", None, period.last.isoformat()),
            Any((Blank("ends_on"), Between("ends_on", period.first.isoformat(), None))),
        )
    )


def contracts_of(
    conn: Reader, period: Period, today: date, section: int | None = None
) -> list[Contract]:
    """The contracts in force on a day of the period, by section, the earlier first."""
    where = in_force_within(period)
    if section is not None:
        where = All((where, Is("section", section)))
    found = rows.ids(conn, CONTRACTS, where, [Sort("begins_on")], today=today)
    order = section_order(conn, today)
    contracts = contracts_named(conn, found, today)
    return sorted(contracts, key=lambda one: order.index(one.section))


def contracts_named(conn: Reader, records: Collection[int], today: date) -> list[Contract]:
    """Contracts by their records."""
    return [
        Contract(row, tuple(supplements(conn, int(str(row["id"])), today)))
        for row in rows.page(conn, CONTRACTS, records, today=today)
    ]


def section_order(conn: Reader, today: date) -> list[int]:
    """The sections by position, then as they were entered."""
    found = rows.ids(conn, SECTIONS, None, [Sort("position"), Sort("id")], today=today)
    return list(found)


def supplements(conn: Reader, contract: int, today: date) -> list[Row]:
    """A contract's supplements in the order of their days."""
    found = rows.ids(conn, SUPPLEMENTS, Is("contract", contract), [Sort("begins_on")], today=today)
    return list(rows.page(conn, SUPPLEMENTS, found, today=today))


def recorded(
    conn: Reader, ledger: Ledger, section: int, day: str, span: Span, today: date
) -> list[Row]:
    """The records of a section dated within a span of days, in their order."""
    first, last = span
    where = All((Is("section", section), Between(day, first.isoformat(), last.isoformat())))
    found = rows.ids(conn, ledger, where, [Sort(day)], today=today)
    return list(rows.page(conn, ledger, found, today=today))


def fee_events(found: Iterable[Row], rule: Rule, names: Names) -> tuple[Event, ...]:
    """Those of them that cost money by the rule."""
    known = {kind.key for kind in rule.events}
    titles = {kind.title: kind.key for kind in rule.events}
    events = []
    for row in found:
        item = int(str(row["kind"]))
        named = names.item_by_id(item)
        key = FEE_EVENTS.get(item) or titles.get(named.title if named else "")
        on = day_of(row, "happened_on")
        if key in known and on is not None:
            events.append(
                Event(ref=ref_of(EVENTS.name, row), kind=str(key), on=on, count=times_of(row))
            )
    return tuple(events)


def times_of(row: Row) -> int:
    """How often an event happened: once where nothing is said."""
    return whole_of(row, "count") or 1


def corrections_of(
    conn: Reader, contract: Contract, period: Period, today: date
) -> tuple[Correction, ...]:
    """更正 of the contractor's months that are settled with this one.

    What is owed to or by the company that had the section before is settled with no other.
    """
    month = period.first.isoformat()
    found_now = All(
        (
            Blank("with_month"),
            Between("found_on", period.first.isoformat(), period.last.isoformat()),
        )
    )
    where = All((Is("section", contract.section), Any((Is("with_month", month), found_now))))
    found = rows.ids(conn, CORRECTIONS, where, [Sort("month")], today=today)
    return tuple(
        Correction(
            ref=ref_of(CORRECTIONS.name, row),
            month=str(row["month"])[:7],
            fen=whole_of(row, "fen") or 0,
            reason=str(row["reason"]),
        )
        for row in rows.page(conn, CORRECTIONS, found, today=today)
        if str(row["month"]) <= month and is_of_company(conn, contract, str(row["month"]), today)
    )


def is_of_company(conn: Reader, contract: Contract, month: str, today: date) -> bool:
    """Whether a month of the section was the same company's, the last one's where it changed hands."""
    first = date.fromisoformat(month)
    period = Period.month(first.year, first.month)
    held = contracts_of(conn, period, today, contract.section)
    return not held or held[-1].company == contract.company


def settles(contract: Contract, contracts: Iterable[Contract]) -> bool:
    """Whether it is the last contract of its company for the section: what is left over comes to it."""
    mine = [
        one
        for one in contracts
        if (one.section, one.company) == (contract.section, contract.company)
    ]
    return not mine or mine[-1].record == contract.record


@dataclass(frozen=True, slots=True)
class Contract:
    """One contract with its supplements, as stored."""

    row: Row
    supplements: tuple[Row, ...]

    @property
    def record(self) -> int:
        """Its id."""
        return int(str(self.row["id"]))

    @property
    def section(self) -> int:
        """The section it is about."""
        return int(str(self.row["section"]))

    @property
    def company(self) -> int:
        """The company that has it."""
        return int(str(self.row["company"]))

    def span(self, period: Period) -> Span:
        """The days of the period on which it is in force."""
        begins, ends = day_of(self.row, "begins_on"), day_of(self.row, "ends_on")
        return max(begins or period.first, period.first), min(ends or period.last, period.last)

    @property
    def stages(self) -> tuple[Stage, ...]:
        """What it pays a month, from which day on. What a supplement doesn't say stays as it was.

        One that holds from the first day of the contract, or was signed before, holds instead of it.
        """
        made = [stage(self.row, "")]
        begins = made[0].begins
        for row in self.supplements:
            after = following(made[-1], stage(row, str(row["reason"] or "")))
            if after.begins <= begins:
                made = [replace(after, begins=begins)]
            else:
                made.append(after)
        return tuple(made)

    def terms(self, conn: Reader, names: Names, today: date) -> Terms:
        """What it says about money. Raises UserError."""
        begins, item = day_of(self.row, "begins_on"), whole_of(self.row, "rule")
        if begins is None or item is None:
            raise UserError(f"合同“{self.row['number']}”没有开始日期或扣费规则，请补充。")
        return Terms(
            begins=begins,
            ends=day_of(self.row, "ends_on"),
            stages=self.stages,
            rule=rule_of(conn, names, item, today),
        )

    def rubric(self, conn: Reader, day: date, today: date) -> Rubric:
        """What it is judged by on a day. Raises UserError."""
        own = whole_of(self.row, "rubric")
        if own is not None:
            return rubric_of(conn, own, today)
        return rubric_on(conn, FAMILY, day, today)


def stage(row: Row, reason: str) -> Stage:
    """What a contract or supplement says itself."""
    begins, price = day_of(row, "begins_on"), exact_of(row, "price", 4)
    if begins is None:
        raise UserError("合同或补充协议没有开始日期，请补充。")
    return Stage(
        begins=begins,
        fee_fen=whole_of(row, "fee_fen"),
        area=exact_of(row, "area_m2"),
        price_fen=None if price is None else price * 100,
        reason=reason,
    )


def following(before: Stage, after: Stage) -> Stage:
    """A stage with what it leaves unsaid taken from the one before.

    A fee holds until another fee is said, or a price by which the area is paid.
    """
    fee_fen = after.fee_fen
    if fee_fen is None and after.price_fen is None and not by_area(before, after):
        fee_fen = before.fee_fen
    return replace(
        after,
        fee_fen=fee_fen,
        area=before.area if after.area is None else after.area,
        price_fen=before.price_fen if after.price_fen is None else after.price_fen,
    )


def by_area(before: Stage, after: Stage) -> bool:
    """Whether a supplement that changes the area changes the fee: the fee before came of a price."""
    return before.fee_fen is None and after.area is not None
