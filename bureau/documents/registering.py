"""What other departments issue is a paper of the register too: 取号, and the record with its facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bureau.documents.heads import head_for, heads
from bureau.documents.ledgers import DOCUMENT_STEPS, SENT
from bureau.documents.numbers import PARTS, holders, take_number
from bureau.documents.sending import DOCUMENT_FLOW
from bureau.documents.states import DRAFTED, ISSUED, SIGNED, UNSIGNED, VOID
from bureau.editing.adding import add_all
from bureau.editing.inputs import Input, Stored
from bureau.errors import UserError
from bureau.ledger.number_types import number_in

if TYPE_CHECKING:
    from datetime import date

    from bureau.desk import Desk
    from bureau.ledger.entry import Value
    from bureau.storage.operation import Operation
    from bureau.storage.rows import Row

SIGN_STEP: Final = DOCUMENT_FLOW.step("sign").item
BACK_STEP: Final = DOCUMENT_FLOW.step("back").item
LONGEST_NAME: Final = 32


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


def refuse_other_paper(row: Row, bulletin: Bulletin, number: str) -> None:
    """Raises UserError where a number belongs to a paper of another month, or to quite another one."""
    of_month = row["month"] is not None or row["paper"] is not None
    if of_month:
        same = row["month"] in (None, bulletin.month.isoformat())
    else:
        same = row["title"] == bulletin.title or row["kind"] in (None, bulletin.kind)
    if not same:
        raise UserError(
            f"文号 {number} 已经用于《{row['title']}》；请核对发文登记簿，另填一个文号或取号。"
        )


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
        refuse_other_paper(same[0], bulletin, number)
        record = int(str(same[0]["id"]))
        # How far it has come since, and a title that somebody mended, stay; so does the first of two
        # departments that issue one paper.
        facts = {key: values[key] for key in ("signer", "signed_on", "month")}
        op.update(SENT.name, record, {**facts, "paper": same[0]["paper"] or bulletin.paper})
        if same[0]["state"] in UNSIGNED:
            move(op, desk, same[0], SIGNED, SIGN_STEP, f"重新签发，签发人 {signer}")
        return record
    inputs: dict[str, Input] = {}
    for key, value in values.items():
        stored: Value = value  # type: ignore[assignment]
        if stored is not None:
            inputs[key] = Stored(stored)
    return add_all(op, desk, SENT, [inputs], {})[0]


def take_back(op: Operation, desk: Desk, number: str, month: date, reason: str) -> None:
    """收回: a month that was unlocked takes the paper that it was issued with back to 拟稿.

    Its number stays its own, to be used when it is issued again. Within an operation that is open.
    """
    for row in holders(op.conn, number, desk.today()):
        if row["state"] in ISSUED and row["month"] == month.isoformat():
            move(op, desk, row, DRAFTED, BACK_STEP, f"考核月解锁，收回：{reason}")


def move(op: Operation, desk: Desk, row: Row, state: int, step: int, remark: str) -> None:
    """Another state of a paper, with its line of the trail."""
    record = int(str(row["id"]))
    op.update(SENT.name, record, {"state": state})
    told = {
        "document": record,
        "step": step,
        "at": f"{desk.now():%Y-%m-%d %H:%M}",
        "by": desk.actor[:LONGEST_NAME],
        "state_before": row["state"],
        "state_after": state,
        "remark": remark,
    }
    op.insert(DOCUMENT_STEPS.name, told)
