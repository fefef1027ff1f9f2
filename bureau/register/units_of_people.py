"""Which unit somebody works in, by the register of people."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bureau.ledger.query import Filter, Is, Sort
from bureau.register.ledgers import PEOPLE, UNITS
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.storage.connection import Reader


def unit_names(conn: Reader, today: date) -> tuple[str, ...]:
    """The units in the order of the register."""
    found = rows.ids(conn, UNITS, None, [Sort("id")], today=today)
    return tuple(str(row["name"]) for row in rows.page(conn, UNITS, found, today=today))


def units_by_person(conn: Reader, today: date, where: Filter | None = None) -> dict[str, str]:
    """The unit's name by the name of who works there; left out where namesakes differ."""
    units = {unit: name for name, unit in unit_ids(conn, today).items()}
    found: dict[str, set[str]] = {}
    for row in rows.page(conn, PEOPLE, rows.ids(conn, PEOPLE, where, today=today), today=today):
        if row["unit"] is not None:
            unit = units.get(int(str(row["unit"])), "")
            found.setdefault(str(row["name"]), set()).add(unit)
    return {name: one for name, (one, *more) in found.items() if one and not more}


def unit_ids(conn: Reader, today: date) -> dict[str, int]:
    """Units by name."""
    found = rows.page(conn, UNITS, rows.ids(conn, UNITS, today=today), today=today)
    return {str(row["name"]): int(str(row["id"])) for row in found}


def unit_of(conn: Reader, actor: str, section: str, today: date) -> tuple[int, str] | None:
    """The actor's unit with its name: the register's word, else what was said on this PC."""
    name = units_by_person(conn, today, Is("name", actor)).get(actor) or section
    unit = unit_ids(conn, today).get(name)
    return (unit, name) if unit is not None else None
