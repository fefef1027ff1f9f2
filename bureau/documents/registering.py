"""What other departments issue is a paper of the register too: 取号, and the record with its facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bureau.documents.heads import head_for, heads
from bureau.documents.ledgers import SENT
from bureau.documents.numbers import PARTS, holders, take_number
from bureau.documents.states import SIGNED, VOID
from bureau.editing.adding import add_all
from bureau.editing.inputs import Input, Stored
from bureau.ledger.number_types import number_in

if TYPE_CHECKING:
    from datetime import date

    from bureau.desk import Desk
    from bureau.ledger.entry import Value
    from bureau.storage.operation import Operation


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulletin:
    """A paper of a month: its title, what is linked to, its kind in the catalogue."""

    title: str
    paper: str
    month: date
    kind: int


def reserved(op: Operation, issuer: int, day: date, today: date) -> str:
    """取号: the next number of the issuer's letterhead in the year of a day."""
    return str(take_number(op, head_for(op, issuer, today), day.year, today)["number"])


def register(
    op: Operation,
    desk: Desk,
    bulletin: Bulletin,
    *,
    number: str,
    issuer: int,
    signer: str,
    signed_on: date,
) -> int:
    """The record of a paper issued under a number; one that is there already takes over the facts.

    Within an operation that is open.
    """
    today = desk.today()
    parsed = number_in(number)
    known = {row["code"]: row["id"] for row in heads(op.conn, today)}
    of_head = known.get(parsed.code) if parsed is not None else None
    head = of_head or head_for(op, issuer, today)["id"]
    parts: dict[str, object] = dict.fromkeys(PARTS)
    parts["number"] = number
    if parsed is not None:
        parts |= {"code": parsed.code, "year": parsed.year, "serial": parsed.serial}
    values: dict[str, object] = {
        **parts,
        "title": bulletin.title,
        "kind": bulletin.kind,
        "letterhead": head,
        "signer": signer,
        "signed_on": signed_on.isoformat(),
        "state": SIGNED,
        "month": bulletin.month.isoformat(),
        "paper": bulletin.paper,
    }
    same = [row for row in holders(op.conn, number, today) if row["state"] != VOID]
    if same:
        record = int(str(same[0]["id"]))
        # How far it has come since, and a title that somebody mended, stay.
        facts = {key: values[key] for key in ("signer", "signed_on", "month", "paper")}
        op.update(SENT.name, record, facts)
        return record
    inputs: dict[str, Input] = {}
    for key, value in values.items():
        stored: Value = value  # type: ignore[assignment]
        if stored is not None:
            inputs[key] = Stored(stored)
    return add_all(op, desk, SENT, [inputs], {})[0]
