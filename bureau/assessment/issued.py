"""Issued months: the frozen content of a month by family and subject, kept for ever."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from bureau.assessment.ledgers import ISSUED
from bureau.assessment.snapshot import (
    RankedMonth,
    UnitMonth,
    carried_fen,
    freeze,
    issued_score,
    thaw,
)
from bureau.ledger.query import All, Between, Is
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.storage.connection import Reader
    from bureau.storage.operation import Operation


def month_day(month: date) -> date:
    """The day under which a month is stored: its first."""
    return month.replace(day=1)


def record_of(conn: Reader, family: str, subject: str, month: date, today: date) -> int | None:
    """The record of an issued month, None while it isn't issued."""
    where = All(
        (
            Is("family", family),
            Is("subject", subject),
            Is("month", month_day(month).isoformat()),
        )
    )
    found = rows.ids(conn, ISSUED, where, today=today)
    return found[0] if found else None


def issued(
    conn: Reader, family: str, subject: str, month: date, today: date
) -> UnitMonth | RankedMonth | None:
    """A month as it was issued, None while it isn't. Raises EnvironmentFault for a damaged one."""
    found = content_of(conn, family, subject, month, today)
    return None if found is None else thaw(found)


def issued_carry(conn: Reader, family: str, subject: str, month: date, today: date) -> int | None:
    """What an issued month carried on to the next, in 分; None while it isn't issued."""
    found = content_of(conn, family, subject, month, today)
    return None if found is None else carried_fen(found)


def content_of(conn: Reader, family: str, subject: str, month: date, today: date) -> bytes | None:
    """A frozen month as it is kept, None while it isn't issued."""
    record = record_of(conn, family, subject, month, today)
    if record is None:
        return None
    return str(rows.page(conn, ISSUED, [record], today=today)[0]["content"]).encode()


def keep_issued(
    op: Operation,
    family: str,
    subject: str,
    month: date,
    made: UnitMonth | RankedMonth,
    at: datetime | None = None,
) -> int:
    """Freezes a month; gives the record. `at` is when it was issued in fact, now if None."""
    values = {
        "family": family,
        "subject": subject,
        "month": month_day(month).isoformat(),
        "issued_at": f"{at or op.at:%Y-%m-%d %H:%M}",
        "content": freeze(made).decode(),
    }
    return op.insert(ISSUED.name, values)


def drop_issued(op: Operation, family: str, subject: str, month: date, today: date) -> None:
    """Unfreezes a month, so that it is judged anew."""
    record = record_of(op.conn, family, subject, month, today)
    if record is not None:
        op.remove(ISSUED.name, record)


def issued_scores(
    conn: Reader, family: str, subject: str, first: date, until: date, today: date
) -> dict[date, Fraction | None]:
    """The exact scores of a subject's issued months from that of `first` up to, without, `until`'s.

    None stands for a month that was issued without a score.
    """
    last = until.replace(day=1).isoformat()
    span = Between("month", month_day(first).isoformat(), last)
    where = All((Is("family", family), Is("subject", subject), span))
    found = rows.ids(conn, ISSUED, where, today=today)
    return {
        date.fromisoformat(str(row["month"])): issued_score(str(row["content"]).encode())
        for row in rows.page(conn, ISSUED, found, today=today)
        if str(row["month"]) < last
    }
