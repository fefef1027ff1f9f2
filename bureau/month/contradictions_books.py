"""What no rule of one ledger sees: money and points that no contract, month or stock stands behind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from bureau.facilities.ledgers import MATERIALS
from bureau.ledger.query import Between, Not, OneOf
from bureau.sanitation.ledgers import CONTRACTS, DEDUCTIONS, MONTHS, PAYMENTS
from bureau.sanitation.money import DEPOSIT_IN, DEPOSIT_OUT, paid_months
from bureau.storage import rows
from bureau.storage.known_records import KnownRecords

if TYPE_CHECKING:
    from datetime import date

    from bureau.ledger.declaration import Ledger
    from bureau.ledger.query import Filter
    from bureau.storage.connection import Reader
    from bureau.storage.rows import Row

Found = tuple["Ledger", str, tuple[int, ...]]
FAR = "9999-12-31"
AT_ONCE = 500


def across_books(conn: Reader, today: date) -> Iterator[Found]:
    """Each with the records that are at fault."""
    yield DEDUCTIONS, "扣分那天，标段没有生效的合同", without_contract(conn, today)
    yield CONTRACTS, "同一标段的合同日期重叠", overlapping(conn, today)
    yield PAYMENTS, "已付的服务费，所属月份没有签发", paid_before_issue(conn, today)
    yield (
        MATERIALS,
        "库存是负数",
        tuple(rows.ids(conn, MATERIALS, Between("stock", None, -1), today=today)),
    )


def every(conn: Reader, ledger: Ledger, where: Filter | None, today: date) -> Iterator[Row]:
    """The records of a ledger, some hundred at a time."""
    ids = rows.ids(conn, ledger, where, today=today)
    for start in range(0, len(ids), AT_ONCE):
        yield from rows.page(conn, ledger, ids[start : start + AT_ONCE], today=today)


def terms(conn: Reader, today: date) -> Mapping[object, list[tuple[str, str, int]]]:
    """By section the days from and to which contracts hold, and which."""
    found: dict[object, list[tuple[str, str, int]]] = {}
    for row in every(conn, CONTRACTS, None, today):
        if row["begins_on"] is not None:
            span = str(row["begins_on"]), str(row["ends_on"] or FAR), number(row)
            found.setdefault(row["section"], []).append(span)
    return {section: sorted(spans) for section, spans in found.items()}


def without_contract(conn: Reader, today: date) -> tuple[int, ...]:
    """Deductions that no fee is taken from."""
    spans = terms(conn, today)
    if not spans:
        # An office that keeps no contracts at all isn't told of each deduction.
        return ()
    return tuple(
        number(row)
        for row in every(conn, DEDUCTIONS, None, today)
        if row["section"] is not None
        and row["found_on"] is not None
        and not any(
            begins <= str(row["found_on"]) <= ends
            for begins, ends, _ in spans.get(row["section"], ())
        )
    )


def overlapping(conn: Reader, today: date) -> tuple[int, ...]:
    """Contracts of one section of which two hold on the same day."""
    found: set[int] = set()
    for spans in terms(conn, today).values():
        latest, holder = "", 0
        for begins, ends, contract in spans:
            if begins <= latest:
                found |= {holder, contract}
            if ends > latest:
                latest, holder = ends, contract
    return tuple(sorted(found))


def paid_before_issue(conn: Reader, today: date) -> tuple[int, ...]:
    """Fees that were paid for a month whose score nobody has issued. Deposits belong to no month."""
    months = KnownRecords(conn, [MONTHS]).grouped(MONTHS.name, ("contract", "month"), ("state",))
    locked = MONTHS.locks[0].states
    fees = Not(OneOf("kind", (DEPOSIT_IN, DEPOSIT_OUT)))
    return tuple(
        number(row)
        for row in every(conn, PAYMENTS, fees, today)
        if row["paid_on"] is not None
        and row["first_month"] is not None
        and any(
            not any(
                state in locked
                for (state,) in months.get(
                    (number_in(row, "contract"), month.first.isoformat()), ()
                )
            )
            for month in paid_months(row)
        )
    )


def number(row: Row) -> int:
    """A record's id."""
    return number_in(row, "id")


def number_in(row: Row, key: str) -> int:
    """A reference of a row, which its ledger requires."""
    return int(str(row[key]))
