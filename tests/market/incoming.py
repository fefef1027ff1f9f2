"""Orders, complaints, penalties, goods taken, actions and checked places, put into the books for tests."""

from __future__ import annotations

from bureau.ledger.declaration import Ledger
from bureau.ledger.query import Filter
from bureau.office import BY_NAME
from bureau.storage.rows import Row, ids, page
from bureau.storage.undo import next_undo, undo
from tests.market.street import Street


def put(street: Street, ledger: str, **values: object) -> int:
    """One record as stored."""
    with street.desk.store.operation(street.desk, f"登记{ledger}") as op:
        return op.insert(ledger, values)


def row_of(street: Street, ledger: str, record: int) -> Row:
    """A record as it is now, computed fields too."""
    conn = street.desk.store.reader()
    return page(conn, BY_NAME[ledger], [record], today=street.desk.today())[0]


def found(street: Street, ledger: Ledger, where: Filter) -> list[int]:
    """The records that a filter lets through."""
    conn = street.desk.store.reader()
    return list(ids(conn, ledger, where, today=street.desk.today()))


def take_back(street: Street) -> str:
    """Undoes the newest operation; gives its name."""
    newest = next_undo(street.desk, street.desk.store.reader())
    assert newest is not None
    return undo(street.desk, newest.ref).label
