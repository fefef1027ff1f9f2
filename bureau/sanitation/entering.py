"""A day's round entered at once: the round and its deductions in one operation, by the rubric in force."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from bureau.assessment.books import rubric_on
from bureau.assessment.rubric import Item, Rubric, walk
from bureau.calendar.periods import Period
from bureau.editing.acts import filled
from bureau.editing.adding import add_all
from bureau.editing.faults import EditFault, of_record
from bureau.editing.inputs import Draft, Input, Inputs, Stored, reader_of
from bureau.editing.writing import Photos
from bureau.errors import UserError
from bureau.ledger.query import All, Is, Sort
from bureau.sanitation.ledgers import DEDUCTIONS, ROUNDS
from bureau.sanitation.terms import FAMILY, contracts_of
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.assessment.stored import Row
    from bureau.desk import Desk
    from bureau.ledger.entry import Value
    from bureau.storage.connection import Reader

SHARED = ("section", "inspector")
"""What a deduction takes from its round besides the day."""
SAME = ("section", "inspected_on", "kind", "inspector")
"""What makes two rounds one."""


# -- what can be found wrong -----------------------------------------------------------------------


def problems_on(desk: Desk, section: int | None, day: date) -> tuple[Problem, ...]:
    """The problems that a section is judged by on a day, in the order of its rubric.

    Without a section those of the rubric that holds for all. Raises UserError.
    """
    with desk.store.snapshot() as conn:
        rubric = rubric_for(conn, section, day, desk.today())
    return tuple(problems_of(rubric))


def rubric_for(conn: Reader, section: int | None, day: date, today: date) -> Rubric:
    """The rubric of a section's contract, else the one in force. Raises UserError."""
    first = day.replace(day=1)
    if section is not None:
        period = Period.month(day.year, day.month)
        for contract in contracts_of(conn, period, today, section):
            begins, ends = contract.span(period)
            if begins <= day <= ends:
                return contract.rubric(conn, first, today)
        raise UserError(
            f"{day.isoformat()} 这个标段没有生效的合同，请核对日期和标段，或先登记合同。"
        )
    return rubric_on(conn, FAMILY, first, today)


def problems_of(rubric: Rubric) -> Iterator[Problem]:
    """Every item of the blocks that are judged by deductions."""
    for block in walk(rubric.blocks):
        if block.by == "deductions":
            for item in block.items:
                yield Problem(block=block.title, item=item)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One item of a rubric with the title of its block."""

    block: str
    item: Item

    @property
    def points(self) -> Fraction | None:
        """What one costs, None where the inspector says it each time."""
        return self.item.points


# -- saving ----------------------------------------------------------------------------------------


def enter_round(
    desk: Desk,
    head: Inputs,
    lines: Sequence[Inputs],
    photos: Mapping[int, Photos] | None = None,
) -> Entered:
    """The round of a day with what was found, in one operation and one undo.

    `head` are inputs of the round, `lines` of its deductions, `photos` by the place of the line. A
    round of the same day, section, kind and inspector is gone on with; without roads it takes those
    of the lines. Without lines nothing was found wrong. Raises EditFault (its record
    is the place of the line), UserError; nothing is saved then.
    """
    with desk.store.operation(desk, "录入环卫检查") as op:
        reader = reader_of(desk, op.conn, ROUNDS)
        draft = reader.read(head, None)
        if draft.faults:
            raise EditFault(ROUNDS, of_record(None, draft.faults))
        there = same_round(op.conn, draft, desk.today())
        if there is None:
            record = add_all(op, desk, ROUNDS, [head], {})[0]
        else:
            record = int(str(there["id"]))
        shared = {key: head[key] for key in SHARED if key in head}
        found_on = {"found_on": head["inspected_on"]}
        wanted = [{**found_on, **shared, **filled(line)} for line in lines]
        made = add_all(op, desk, DEDUCTIONS, wanted, photos or {})
        seen = draft.values.get("roads") or roads_of(op.conn, made, desk.today())
        before = there["roads"] if there is not None else None
        op.update(ROUNDS.name, record, {"roads": both(before, seen)})
        section = desk.store.names(op.conn).label("sections", int(str(draft.values["section"])))
        found = f"{len(made)} 条扣分" if made else "没有扣分"
        op.label = f"录入环卫检查 {section} {draft.values['inspected_on']}({found})"
    return Entered(record, made, joined=there is not None)


def same_round(conn: Reader, draft: Draft, today: date) -> Row | None:
    """The round that was already recorded for this day, section, kind and inspector."""
    where = All(tuple(Is(key, draft.values.get(key)) for key in SAME))  # type: ignore[arg-type]
    found = rows.ids(conn, ROUNDS, where, today=today)
    return rows.page(conn, ROUNDS, found[:1], today=today)[0] if found else None


def roads_of(conn: Reader, deductions: Sequence[int], today: date) -> str | None:
    """The roads that problems were found on, as a stored list."""
    found = rows.page(conn, DEDUCTIONS, deductions, today=today)
    roads = dict.fromkeys(row["road"] for row in found if row["road"] is not None)
    return json.dumps([*roads]) if roads else None


def both(present: object, more: object) -> str | None:
    """Two stored lists of roads as one, each road once."""
    lists = [json.loads(one) for one in (present, more) if isinstance(one, str)]
    roads = dict.fromkeys(road for one in lists for road in one)
    return json.dumps([*roads]) if roads else None


@dataclass(frozen=True, slots=True)
class Entered:
    """What was saved: the round and its deductions; `joined` where the round was there before."""

    round: int
    deductions: tuple[int, ...]
    joined: bool

    @property
    def sentence(self) -> str:
        """已保存检查记录和 5 条扣分。"""
        found = f"{len(self.deductions)} 条扣分" if self.deductions else "没有扣分"
        if self.joined:
            return f"已接着当天的检查记录保存：{found}。"
        return f"已保存检查记录：{found}。"


# -- from a case -----------------------------------------------------------------------------------


def line_of_case(case: int, values: Mapping[str, Value]) -> Inputs:
    """A deduction as a case of market order proposes it: `road`, `place` and `note` of the case."""
    kept: dict[str, Input] = {
        key: Stored(values[key]) for key in ("road", "place", "note") if values.get(key) is not None
    }
    return {**kept, "case": Stored(case)}


def section_of_road(conn: Reader, road: int, day: date, today: date) -> int | None:
    """The section whose contract names the road on a day, None where none or several do."""
    period = Period.month(day.year, day.month)
    found = set()
    for contract in contracts_of(conn, period, today):
        begins, ends = contract.span(period)
        roads = contract.row["roads"]
        if begins <= day <= ends and isinstance(roads, str) and road in json.loads(roads):
            found.add(contract.section)
    return found.pop() if len(found) == 1 else None


def deductions_of_case(conn: Reader, case: int, today: date) -> tuple[Row, ...]:
    """The deductions that were taken from a case, the first found first."""
    found = rows.ids(conn, DEDUCTIONS, Is("case", case), [Sort("found_on")], today=today)
    return tuple(rows.page(conn, DEDUCTIONS, found, today=today))
