"""What is done with deductions: served, accepted, contested, ruled on, re-checked; taken from elsewhere."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from bureau.assessment.exact import short
from bureau.assessment.stored import Row, day_of, exact_of
from bureau.editing.acts import filled, meant, present, require, take_each, today_text
from bureau.editing.faults import CellFault, EditFault
from bureau.editing.inputs import Input, Inputs, Stored
from bureau.editing.writing import Edited
from bureau.errors import UserError
from bureau.ledger.query import All, Between, Blank, Filter, Not
from bureau.sanitation.inputs import Clock, clock_of
from bureau.sanitation.ledgers import DEDUCTIONS

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.workflow.taking import Pictures

LATE = 5105
"""Catalogue id of the ruling 逾期不受理."""

UNSERVED = Blank("served_on")
"""还没有送达."""
CONTESTED = All((Not(Blank("appealed_on")), Blank("ruling")))
"""有申诉，还没有裁决."""
RIGHTING = All((Not(Blank("due_on")), Blank("rechecked_on")))
"""有整改期限，还没有复查."""


def overdue(today: date) -> Filter:
    """整改期限已过，还没有复查."""
    return All((Blank("rechecked_on"), Between("due_on", None, day_before(today))))


def day_before(today: date) -> str:
    """Yesterday, as it is stored."""
    return date.fromordinal(today.toordinal() - 1).isoformat()


def serve(desk: Desk, records: Collection[int], inputs: Inputs | None = None) -> Edited:
    """送达: today unless a day is given; what was served before keeps its day. Raises EditFault."""
    given = {"served_on": today_text(desk), **filled(inputs)}
    fresh = [row for row in present(desk, DEDUCTIONS, records) if row["served_on"] is None]
    if not fresh:
        raise UserError("选中的扣分都已经送达，没有要改的。")
    return take_each(desk, DEDUCTIONS, "送达", {int(str(row["id"])): given for row in fresh})


def accept(desk: Desk, records: Collection[int], inputs: Inputs | None = None) -> Edited:
    """认可: the contractor contests nothing; served on the same day where it wasn't yet."""
    given = {"accepted_on": today_text(desk), **filled(inputs)}
    wanted: dict[int, Inputs] = {}
    for row in present(desk, DEDUCTIONS, records):
        if is_contested(row):
            raise UserError("选中的扣分里有已经申诉、还没有裁决的，请先裁决，或登记撤回申诉。")
        served = {} if row["served_on"] else {"served_on": given["accepted_on"]}
        wanted[int(str(row["id"]))] = {**served, **given}
    return take_each(desk, DEDUCTIONS, "认可", wanted)


def is_contested(row: Row) -> bool:
    """Whether an appeal waits for its ruling."""
    return row["appealed_on"] is not None and row["ruling"] is None


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether deductions may still be contested on a day; `said` is what a clerk reads."""

    late: tuple[int, ...]
    said: str


def standing(desk: Desk, records: Collection[int], on: date | None = None) -> Standing:
    """Which of these can't be contested any more, because their time has passed."""
    day = on or desk.today()
    with desk.store.snapshot() as conn:
        clock = clock_of(conn, desk.today())
    late = []
    for row in present(desk, DEDUCTIONS, records):
        if is_late(row, clock, day):
            late.append(int(str(row["id"])))
    if not late:
        return Standing((), "")
    return Standing(
        tuple(late),
        f"{len(late)} 条的申诉期限（送达后 {clock.days} 个工作日）已过，"
        "登记后按“逾期不受理”处理；确有正当理由的，可以另作裁决。",
    )


def is_late(row: Row, clock: Clock, day: date) -> bool:
    """Whether the time to contest a deduction had passed on a day."""
    served = day_of(row, "served_on")
    last = clock.last_day(served) if served is not None else None
    return last is not None and last < day


def contest(
    desk: Desk, records: Collection[int], inputs: Inputs, *, evidence: Pictures = ()
) -> Edited:
    """申诉: reason required. One that comes too late is ruled on at once: 逾期不受理.

    Raises EditFault, UserError for a deduction that was never served.
    """
    given: dict[str, Input] = {"appealed_on": today_text(desk), **filled(inputs)}
    require(DEDUCTIONS, given, "appeal_reason")
    found = present(desk, DEDUCTIONS, records)
    if any(row["served_on"] is None for row in found):
        raise UserError("选中的扣分里有还没有送达的，请先登记送达日期。")
    with desk.store.snapshot() as conn:
        day = meant(desk, conn, DEDUCTIONS, "appealed_on", given["appealed_on"])
    on = date.fromisoformat(day) if isinstance(day, str) else desk.today()
    late = set(standing(desk, records, on).late)
    refused: Inputs = {"ruling": Stored(LATE), "ruled_on": given["appealed_on"]}
    wanted = {
        int(str(row["id"])): {**given, **(refused if row["id"] in late else {})} for row in found
    }
    photos = {"evidence": evidence} if evidence else None
    return take_each(desk, DEDUCTIONS, "申诉", wanted, photos=photos)


def rule(desk: Desk, records: Collection[int], inputs: Inputs) -> Edited:
    """裁决: 维持, 减轻 (with what stays), 撤销, 撤回申诉, 逾期不受理; today unless a day is given.

    What stays of a deduction is less than it was. Raises EditFault, UserError.
    """
    given: dict[str, Input] = {"ruled_on": today_text(desk), **filled(inputs)}
    require(DEDUCTIONS, given, "ruling")
    found = present(desk, DEDUCTIONS, records)
    if any(row["appealed_on"] is None for row in found):
        raise UserError("选中的扣分里有没有申诉的，请先登记申诉。")
    with desk.store.snapshot() as conn:
        reduced = meant(desk, conn, DEDUCTIONS, "reduced_to", given.get("reduced_to"))
    faults = [
        CellFault(int(str(row["id"])), "reduced_to", f"减轻后的扣分要小于原扣分 {short(lost)}")
        for row in found
        if isinstance(reduced, int)
        and (lost := points_lost(row)) is not None
        and Fraction(reduced, 100) >= lost
    ]
    if faults:
        raise EditFault(DEDUCTIONS, faults)
    return take_each(desk, DEDUCTIONS, "裁决", {int(str(row["id"])): given for row in found})


def points_lost(row: Row) -> Fraction | None:
    """What a deduction cost when it was made, None where only the rubric says it."""
    points, each = exact_of(row, "points"), exact_of(row, "each")
    if points is None and each is not None:
        return each * (exact_of(row, "count") or 1)
    return points


def recheck(
    desk: Desk, records: Collection[int], inputs: Inputs, *, photos: Pictures = ()
) -> Edited:
    """复查: the result required, today unless a day is given. Raises EditFault."""
    given: dict[str, Input] = {"rechecked_on": today_text(desk), **filled(inputs)}
    require(DEDUCTIONS, given, "recheck")
    found = present(desk, DEDUCTIONS, records)
    wanted = {int(str(row["id"])): given for row in found}
    after = {"photos_after": photos} if photos else None
    return take_each(desk, DEDUCTIONS, "复查", wanted, photos=after)
