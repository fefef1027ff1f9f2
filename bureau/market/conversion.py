"""Cases made of what came in elsewhere (hotline orders, complaints, failed checks), linked, in one operation."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bureau.editing.inputs import Draft, Inputs, Stored, is_blank_input, reader_of
from bureau.editing.naming import record_name
from bureau.editing.recognising import identity_texts
from bureau.editing.writing import give_number
from bureau.errors import UserError
from bureau.ledger.declaration import IDENTITY, Ledger
from bureau.ledger.entry import Names
from bureau.ledger.query import Filter, OneOf
from bureau.market.ledgers import CASES, STEPS
from bureau.storage.new_names import insert_names, with_ids
from bureau.storage.recognition import free_identity
from bureau.storage.rows import ids, page
from bureau.workflow.planning import GONE, Left, listed_reasons
from bureau.workflow.taking import ACTOR_LIMIT, MOMENT

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.storage.connection import Reader
    from bureau.storage.operation import Operation

Row = Mapping[str, object]
REGISTERED = 2201
REGISTERING = 3301
"""Catalogue ids of the state and the step 登记."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A ledger whose records can become cases; its field `case` keeps the case.

    `inputs(conn, row, names)` gives what the case takes over, as stored; `said(row, name)` how the trail
    of the case calls where it came from; `unfit(row)` why a record can't become one, "" if it can.
    """

    ledger: Ledger
    inputs: Callable[[Reader, Row, Names], Inputs]
    said: Callable[[Row], str]
    unfit: Callable[[Row], str]


@dataclass(frozen=True, slots=True)
class Made:
    """What became of the chosen records: cases by the record each was made of, those left out."""

    cases: Mapping[int, int]
    left: tuple[Left, ...] = ()

    @property
    def sentence(self) -> str:
        """已转为案件 3 条；另外 1 条没有转：1 条已经转为案件 ZZ-2026-0001。"""
        done = f"已转为案件 {len(self.cases)} 条"
        if self.left:
            done += f"；另外 {len(self.left)} 条没有转：{listed_reasons(self.left)}"
        return f"{done}。"


def make_cases(
    desk: Desk, origin: Origin, records: Collection[int], answers: Inputs | None = None
) -> Made:
    """A registered case of each record, linked both ways; `answers` go before what it brings.

    A record that has a case already, or lacks what a case must have, is left out and told. Raises
    UserError when none becomes one; nothing is saved then.
    """
    given = {key: raw for key, raw in (answers or {}).items() if not is_blank_input(raw)}
    with desk.store.operation(desk, "") as op:
        reader = reader_of(desk, op.conn, CASES)
        drafts: dict[int, tuple[Row, Draft]] = {}
        left: list[Left] = []
        there: dict[int, Row] = {
            int(str(row["id"])): row
            for row in page(op.conn, origin.ledger, records, today=desk.today())
        }
        for record in dict.fromkeys(records):
            if record not in there:
                left.append(Left(record, "", GONE))
                continue
            row = there[record]
            draft = Draft()
            reason = unfit(origin, row, reader.names)
            if not reason:
                draft = reader.read(
                    {**inputs_of(op, desk, origin, row, reader.names), **given}, None
                )
                reason = "、".join(dict.fromkeys(fault.reason for fault in draft.faults))
            if reason:
                left.append(Left(record, record_name(origin.ledger, row, reader.names), reason))
            else:
                drafts[record] = row, draft
        if not drafts:
            raise UserError(f"没有转为案件：{listed_reasons(left) or '没有选中记录'}。")
        named = insert_names(op, reader.new_names.names.values())
        made: dict[int, int] = {}
        number: object = None
        for record, (row, draft) in drafts.items():
            values = {key: value for key, value in draft.values.items() if value is not None}
            values[IDENTITY] = free_identity(op.conn, CASES, identity_texts(reader, values))
            values = with_ids(CASES, values, named)
            give_number(op, CASES, values)
            number = values["number"]
            made[record] = case = op.insert(CASES.name, values)
            op.update(origin.ledger.name, record, {"case": case})
            op.insert(STEPS.name, first_step(op, desk, case, str(number), origin.said(row)))
        many = f"{origin.ledger.title}转为案件({len(made)} 条)"
        op.label = many if len(made) > 1 else f"{origin.ledger.title}转为案件 {number}"
    return Made(made, tuple(left))


def unfit(origin: Origin, row: Row, names: Names) -> str:
    """Why a record can't become a case, "" if it can."""
    case = row.get("case")
    if isinstance(case, int):
        return f"已经转为案件 {names.label(CASES.name, case)}"
    return origin.unfit(row)


def inputs_of(op: Operation, desk: Desk, origin: Origin, row: Row, names: Names) -> Inputs:
    """What a case takes over from its record, and what every new case has."""
    return {
        **origin.inputs(op.conn, row, names),
        "state": Stored(REGISTERED),
        "registered_by": Stored(desk.actor[:ACTOR_LIMIT]),
        "registered_at": Stored(f"{desk.now():{MOMENT}}"),
    }


def first_step(op: Operation, desk: Desk, case: int, number: str, said: str) -> dict[str, object]:
    """The row of the trail that says where a case came from."""
    at = f"{desk.now():{MOMENT}}"
    item = desk.store.names(op.conn).item_by_id(REGISTERING)
    texts = [number, item.title if item is not None else "", at]
    return {
        "case": case,
        "step": REGISTERING,
        "at": at,
        "by": desk.actor[:ACTOR_LIMIT],
        "state_after": REGISTERED,
        "remark": said,
        IDENTITY: free_identity(op.conn, STEPS, texts),
    }


def stored(row: Row, *keys: str) -> dict[str, Stored]:
    """Fields taken over as they are."""
    return {key: Stored(row.get(key)) for key in keys}  # type: ignore[arg-type]


def moment_parts(moment: object) -> tuple[str | None, str | None]:
    """Day and time of day of a stored moment."""
    if not isinstance(moment, str):
        return None, None
    return moment[:10], moment[11:16] or None


def of_case(case: int) -> Filter:
    """The records of an origin's ledger that a case was made of, or that were linked to it by hand."""
    return OneOf("case", (case,))


def linked(conn: Reader, desk: Desk, ledger: Ledger, case: int) -> list[Row]:
    """Those records themselves."""
    today = desk.today()
    found = ids(conn, ledger, of_case(case), today=today)
    return list(page(conn, ledger, found, today=today))
