"""Which places of a register were in business in a period, by what the register said at the time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bureau.ledger.declaration import Ledger
from bureau.ledger.query import Filter, Sql
from bureau.market.ledgers.watched import OUT_OF_BUSINESS

ONE_DAY = timedelta(days=1)

ENTERED = (
    "coalesce((SELECT min(c.id) FROM change c"
    " WHERE c.record = t.id AND c.ledger = ? AND c.kind = 'insert'), 0)"
)
"""The change that entered a place."""
BEFORE = (
    "coalesce((SELECT o.last_change FROM op o WHERE o.at < ? ORDER BY o.rowid DESC LIMIT 1), 0)"
)
"""The last change made before a day; read from the newest backwards, as months mostly are."""
FIRST_ENTRY = (
    "SELECT min(c.id) FROM change c WHERE c.ledger = ? AND c.kind = 'insert'"
    " AND c.record = (SELECT min(f.id) FROM {table} f)"
)
BEGUN = (
    "coalesce((SELECT n.first_change - 1 FROM op n WHERE n.at >= (SELECT date(o.at, '+1 day') FROM op o"
    f" WHERE o.last_change >= ({FIRST_ENTRY}) ORDER BY o.rowid LIMIT 1) ORDER BY n.rowid LIMIT 1),"
    " 9223372036854775807)"
)
"""The last change of the day on which the register was begun."""
STATE_AT = (
    "coalesce((SELECT coalesce(c.before ->> '$.state', 0) FROM change c WHERE c.record = t.id"
    f" AND c.ledger = ? AND c.kind = 'update' AND c.id > {BEFORE}"
    " AND json_type(c.before, '$.state') IS NOT NULL ORDER BY c.id LIMIT 1), t.state, 0)"
)
"""A place's state at the beginning of a day: what the next change of it found, or what it is now."""


@dataclass(frozen=True, slots=True)
class InBusiness(Filter):
    """在业 in a period: on the register by its last day, and not out of business all through it.

    What a register was begun with (the entries of its first day) was there before: it is the list
    that the bureau brought along. Going out of business is a change of 对象状态 and is taken from
    the history, so that a past month counts the same later. Who removes a place says that it was
    entered by mistake.
    """

    first: date
    last: date

    def sql(self, ledger: Ledger) -> Sql:
        after = (self.last + ONE_DAY).isoformat()
        begun = BEGUN.format(table=ledger.table)
        closed = ", ".join(str(state) for state in OUT_OF_BUSINESS)
        condition = (
            f"({ENTERED} <= max({BEFORE}, {begun})"
            f" AND ({STATE_AT} NOT IN ({closed}) OR {STATE_AT} NOT IN ({closed})))"
        )
        name = ledger.name
        return condition, [name, after, name, name, self.first.isoformat(), name, after]
