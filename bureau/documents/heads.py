"""Letterheads as they are used: the one of an issuer, and those that an office begins with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bureau.ledger.query import OneOf
from bureau.register.letterheads import BUREAU, LETTERHEADS
from bureau.reports.letterhead import county_of
from bureau.settings.declared import AGENCY_WORD, BUREAU_NAME
from bureau.settings.reading import Settings, read_settings
from bureau.storage.rows import Row, ids, page

if TYPE_CHECKING:
    from datetime import date

    from bureau.desk import Desk
    from bureau.storage.connection import Reader
    from bureau.storage.operation import Operation

COMMISSION, COMMISSION_OFFICE, GOVERNMENT_OFFICE, PARTY_GROUP, PARTY_COMMITTEE = (
    *(6501, 6502, 6503, 6505),
    6506,
)
"""Catalogue ids of the issuers 城管委, 城管委办, 政府办, 局党组, 机关党委."""


@dataclass(frozen=True, slots=True)
class Shipped:
    """A letterhead that an office begins with; the words before and after its own short name."""

    issuer: int
    tail: str
    letter: bool = False
    of_place: bool = False


SHIPPED: Final = (
    Shipped(BUREAU, "发"),
    Shipped(BUREAU, "函", letter=True),
    Shipped(COMMISSION, "城管委", of_place=True),
    Shipped(COMMISSION_OFFICE, "城管委办", of_place=True),
    Shipped(GOVERNMENT_OFFICE, "府办发", of_place=True),
    Shipped(PARTY_GROUP, "党组"),
    Shipped(PARTY_COMMITTEE, "机党"),
)
ADDED: Final = tuple(one for one in SHIPPED if one.issuer != GOVERNMENT_OFFICE)
"""Those that are added at once; the government's office keeps its own numbers."""


def code_of(one: Shipped, settings: Settings) -> str:
    """云城管发: the code of its numbers, from the bureau's own 机关代字 or its name."""
    place = county_of(settings.value(BUREAU_NAME))[:1]
    if one.of_place:
        return f"{place}{one.tail}"
    return f"{settings.value(AGENCY_WORD) or f'{place}城管'}{one.tail}"


def heads(conn: Reader, today: date) -> list[Row]:
    """All letterheads; of one issuer that for documents before that for letters."""
    found = page(conn, LETTERHEADS, ids(conn, LETTERHEADS, today=today), today=today)
    return sorted(found, key=lambda row: (row["letter"] == 1, int(str(row["id"]))))


def head_of(conn: Reader, record: object, today: date) -> Row | None:
    """One letterhead by id."""
    if not isinstance(record, int):
        return None
    return next(iter(page(conn, LETTERHEADS, [record], today=today)), None)


def head_for(op: Operation, issuer: int, today: date) -> Row:
    """The letterhead of an issuer, made as it ships where the office has none yet."""
    for row in heads(op.conn, today):
        if row["issuer"] == issuer:
            return row
    settings = read_settings(op.conn, today)
    shipped = next((one for one in SHIPPED if one.issuer == issuer), Shipped(issuer, "发"))
    record = op.insert(LETTERHEADS.name, values_of(shipped, settings))
    return page(op.conn, LETTERHEADS, [record], today=today)[0]


def values_of(one: Shipped, settings: Settings) -> dict[str, object]:
    """A shipped letterhead as it is stored."""
    return {"code": code_of(one, settings), "issuer": one.issuer, "letter": int(one.letter)}


def add_shipped(desk: Desk) -> int:
    """补齐常用文头: those that the office has no letterhead of; gives how many."""
    with desk.store.operation(desk, "补齐常用文头") as op:
        settings = read_settings(op.conn, desk.today())
        wanted = [values_of(one, settings) for one in ADDED]
        codes = tuple(str(one["code"]) for one in wanted)
        known = page(
            op.conn,
            LETTERHEADS,
            ids(op.conn, LETTERHEADS, OneOf("code", codes), today=desk.today()),
            today=desk.today(),
        )
        have = {row["code"] for row in known}
        missing = [one for one in wanted if one["code"] not in have]
        for values in missing:
            op.insert(LETTERHEADS.name, values)
    return len(missing)
