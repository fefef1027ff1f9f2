"""What is done with repairs: 派工, 到场, 修复, 验收, 返修, 并案, 误报 or 作废, and back from those."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from bureau.editing.acts import MOMENT, filled, meant, named, present, require, take_each
from bureau.editing.adding import add_all
from bureau.editing.inputs import Input, Inputs, Stored, text_of
from bureau.editing.writing import Edited, edit_within
from bureau.errors import UserError
from bureau.facilities.definitions import OPEN
from bureau.facilities.ledgers import REPAIRS
from bureau.facilities.ledgers.repairs import (
    ACCEPTED,
    FAILED,
    FALSE_ALARM,
    MENDED,
    MERGED,
    REFUSED,
    SENT,
    UNDER_WAY,
    VOIDED,
    WAITING,
)
from bureau.facilities.repairs.deadlines import Terms, fault_limit, graded, lacks_limit
from bureau.facilities.stored import Row, kept, record_of
from bureau.ledger.query import All, Ids, Is, OneOf
from bureau.ledger.types import Computed
from bureau.storage import rows
from bureau.workflow.choosing import Unfit, only

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.ledger.entry import Value
    from bureau.storage.connection import Reader
    from bureau.workflow.taking import Pictures

OPEN_STATES = (WAITING, SENT, UNDER_WAY)
CLOSED_UNMENDED = (7, 8, 9)
"""误报, 并案, 作废."""
STATES: Mapping[str, tuple[int, ...]] = {
    "dispatch": (WAITING, SENT),
    "arrive": (WAITING, SENT),
    "mend": OPEN_STATES,
    "accept": (MENDED, REFUSED),
    "rework": (MENDED, ACCEPTED, REFUSED),
    "draw": (SENT, UNDER_WAY, MENDED, WAITING),
    "merge": OPEN_STATES,
    "void": OPEN_STATES,
    "reopen": CLOSED_UNMENDED,
}
"""By act: values of `state` that a repair may have for it."""
NEXT: Mapping[int, str] = {
    WAITING: "dispatch",
    SENT: "mend",
    UNDER_WAY: "mend",
    MENDED: "accept",
    REFUSED: "rework",
}
"""By value of `state`: the act that comes next."""
AGAIN = ("facility", "asset", "road", "place", "fault", "severity", "team")
"""What a repair that is done again has of the one before."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What an acceptance did: how many were looked at, the repairs that are to be done again."""

    count: int
    again: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """已验收 3 条；1 条不合格，已开返修单 WX-2026-0012。"""
        tail = f"；{len(self.again)} 条不合格，已开返修单 {'、'.join(self.again)}"
        return f"已验收 {self.count:,} 条{tail if self.again else ''}。"


def unfit_for(act: str) -> Unfit:
    """Why an act isn't for a repair: how it stands."""
    states, kind = STATES[act], REPAIRS.by_key["state"].type
    assert isinstance(kind, Computed)
    words = dict(kind.words)

    def why(row: Row) -> str:
        state = row["state"]
        return "" if state in states else f"现在是“{words.get(int(str(state)), '?')}”"

    return why


# -- sent, there, mended ---------------------------------------------------------------------------


def dispatch(
    desk: Desk, records: Collection[int], inputs: Inputs, at: datetime | None = None
) -> Edited:
    """派工: the team required; a repair without a limit gets its own from when it was reported.

    Sent once more it goes to another team. Raises UserError, EditFault.
    """
    given = filled(inputs)
    require(REPAIRS, given, "team")
    given["dispatched_at"] = moment(desk, at)
    found = only(desk, REPAIRS, records, unfit_for("dispatch"), "派工")
    return take_each(desk, REPAIRS, "派工", with_limits(desk, found, given))


def arrive(
    desk: Desk, records: Collection[int], inputs: Inputs | None = None, at: datetime | None = None
) -> Edited:
    """到场. Raises UserError, EditFault."""
    given = {**filled(inputs), "arrived_at": moment(desk, at)}
    found = only(desk, REPAIRS, records, unfit_for("arrive"), "到场")
    return take_each(desk, REPAIRS, "到场", dict.fromkeys(map(record_of, found), given))


def mend(desk: Desk, records: Collection[int], inputs: Inputs, *, photos: Pictures = ()) -> Edited:
    """修复: what was done and by whom required, now unless a time is given; photos of afterwards.

    Raises UserError, EditFault.
    """
    given = filled(inputs)
    require(REPAIRS, given, "repairer", "work")
    now = desk.now()
    if "repaired_on" not in given:
        given["repaired_on"] = Stored(now.date().isoformat())
        given["repaired_time"] = Stored(f"{now:%H:%M}")
    with desk.store.snapshot() as conn:
        given |= unit_of_item(desk, conn, given)
    found = only(desk, REPAIRS, records, unfit_for("mend"), "修复")
    wanted = dict.fromkeys(map(record_of, found), given)
    return take_each(
        desk, REPAIRS, "修复", wanted, photos={"photos_after": photos} if photos else None
    )


def unit_of_item(desk: Desk, conn: Reader, given: Inputs) -> Inputs:
    """The unit of a quantity that says none: that of its work item."""
    if "quantity" not in given or "quantity_unit" in given or "item" not in given:
        return {}
    if not text_of(given["quantity"]).replace(".", "", 1).isdecimal():
        return {}  # 3套 says it
    item = meant(desk, conn, REPAIRS, "item", given["item"])
    found = desk.store.names(conn).item_by_id(item) if isinstance(item, int) else None
    return {"quantity_unit": Stored(found.unit)} if found is not None and found.unit else {}


def with_limits(desk: Desk, found: Collection[Row], given: Inputs) -> dict[int, Inputs]:
    """The inputs of each repair, with its own limit where it has none and none is given."""
    if "due_on" in given:
        return dict.fromkeys(map(record_of, found), given)
    wanted: dict[int, Inputs] = {}
    with desk.store.snapshot() as conn:
        said = {
            key: meant(desk, conn, REPAIRS, key, given[key])
            for key in ("severity",)
            if key in given
        }
        today = desk.today()
        terms = Terms(conn, today)
        for row in found:
            asked = {**row, **said}
            limit = fault_limit(conn, asked, today, terms) if lacks_limit(row) else None
            own = {**graded(row), **limit.inputs} if limit is not None else {}
            wanted[record_of(row)] = {**own, **given}
    return wanted


def moment(desk: Desk, at: datetime | None) -> Stored:
    """When something was done: now unless it is entered later. Raises UserError for the future."""
    if at is not None and at > desk.now():
        raise UserError("办理时间在以后，请核对。")
    return Stored(f"{at or desk.now():{MOMENT}}")


# -- looked at -------------------------------------------------------------------------------------


def accept(desk: Desk, records: Collection[int], inputs: Inputs) -> Judged:
    """验收: by whom and the result required. What failed is opened anew as 返修, with a new limit.

    One operation. Raises UserError, EditFault.
    """
    given: dict[str, Input] = {"accepted_on": Stored(desk.today().isoformat()), **filled(inputs)}
    require(REPAIRS, given, "accepted_by", "acceptance")
    found = only(desk, REPAIRS, records, unfit_for("accept"), "验收")
    looked = [record_of(row) for row in found]
    with desk.store.operation(desk, named(desk, REPAIRS, "验收", looked)) as op:
        done = edit_within(op, desk, REPAIRS, dict.fromkeys(looked, given), label=op.label)
        failed = [
            row
            for row in rows.page(op.conn, REPAIRS, looked, today=desk.today())
            if row["acceptance"] == FAILED and not is_done_again(op.conn, row, desk.today())
        ]
        wanted = [
            opened_again(
                op.conn, row, str(row["accepted_on"])[:10], text_of(given.get("note")), desk
            )
            for row in failed
        ]
        made = add_all(op, desk, REPAIRS, wanted, {}) if wanted else ()
        numbers = numbers_of(op.conn, made, desk.today())
    return Judged(done.count, numbers)


@dataclass(frozen=True, slots=True)
class Reworked:
    """The numbers of repairs that are done again."""

    again: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """已开返修单 WX-2026-0012。"""
        return f"已开返修单 {'、'.join(self.again)}。"


def rework(desk: Desk, records: Collection[int], inputs: Inputs | None = None) -> Reworked:
    """返修: a mended fault that came back is opened anew, linked with the first; today unless given.

    One operation. Raises UserError, EditFault.
    """
    given = filled(inputs)
    with desk.store.snapshot() as conn:
        asked = given.get("reported_on")
        day = meant(desk, conn, REPAIRS, "reported_on", asked) if asked is not None else None
        begun = rows.ids(conn, REPAIRS, again_of(records), today=desk.today())
        running = {row["rework_of"] for row in rows.page(conn, REPAIRS, begun, today=desk.today())}
    by_state = unfit_for("rework")

    def unfit(row: Row) -> str:
        return by_state(row) or ("返修单还没有修好" if row["id"] in running else "")

    found = only(desk, REPAIRS, records, unfit, "返修")
    on = day if isinstance(day, str) else desk.today().isoformat()
    label = named(desk, REPAIRS, "返修", [record_of(row) for row in found])
    with desk.store.operation(desk, label) as op:
        why = text_of(given.get("description"))
        wanted = [opened_again(op.conn, row, on, why, desk) for row in found]
        made = add_all(op, desk, REPAIRS, wanted, {})
        numbers = numbers_of(op.conn, made, desk.today())
    return Reworked(numbers)


def opened_again(conn: Reader, row: Row, day: str, why: str, desk: Desk) -> Inputs:
    """A repair that is done again: the same fault, reported that day, limited anew."""
    same: dict[str, Input] = {key: kept(row[key]) for key in AGAIN if row[key] is not None}
    described = f"返修：{why}" if why else f"{row['number']} 返修"
    again = {**row, "reported_on": day, "reported_time": None}
    limit = fault_limit(conn, again, desk.today())
    return {
        **same,
        **(limit.inputs if limit is not None else {}),
        "reported_on": Stored(day),
        "description": Stored(described),
        "rework": Stored(1),
        "rework_of": Stored(record_of(row)),
    }


def again_of(records: Collection[int]) -> All:
    """Open repairs that do one of these again."""
    return All((OneOf("rework_of", tuple(records)), OPEN))


def is_done_again(conn: Reader, row: Row, today: date) -> bool:
    """Whether a repair is being done again already."""
    return bool(rows.count(conn, REPAIRS, again_of([record_of(row)]), today=today))


def numbers_of(conn: Reader, made: Collection[int], today: date) -> tuple[str, ...]:
    """The numbers of repairs."""
    return tuple(str(row["number"]) for row in rows.page(conn, REPAIRS, made, today=today))


# -- not mended ------------------------------------------------------------------------------------


def merge(desk: Desk, records: Collection[int], inputs: Inputs) -> Edited:
    """并案: a second report of what another repair is about. Raises UserError, EditFault."""
    given = filled(inputs)
    require(REPAIRS, given, "merged_into")
    found = only(desk, REPAIRS, records, unfit_for("merge"), "并案")
    with desk.store.snapshot() as conn:
        into = meant(desk, conn, REPAIRS, "merged_into", given["merged_into"])
        known = [into] if isinstance(into, int) else []
        target = rows.page(conn, REPAIRS, known, today=desk.today())
    if not target:
        raise UserError("请选要并入的维修单。")
    if target[0]["void"] is not None:
        raise UserError(f"{target[0]['number']} 已经是误报、并案或作废，不能并进去，请选别的。")
    if any(record_of(row) == into for row in found):
        raise UserError("要并入的维修单也在选中的里面，请不要选它。")
    closing = {**given, "void": Stored(MERGED), "void_on": Stored(desk.today().isoformat())}
    return take_each(desk, REPAIRS, "并案", dict.fromkeys(map(record_of, found), closing))


def proposed_target(desk: Desk, records: Collection[int]) -> Mapping[str, Value]:
    """The repair that one is merged into: the first open one of the same facility, or same words."""
    if len(records) != 1:
        return {}
    (row,) = present(desk, REPAIRS, records)
    same = (
        Is("asset", row["asset"])
        if isinstance(row["asset"], int)
        else All((Is("facility", str(row["facility"])), Is("road", row["road"])))  # type: ignore[arg-type]
    )
    if row["asset"] is None and row["facility"] is None:
        return {}
    with desk.store.snapshot() as conn:
        found = rows.ids(conn, REPAIRS, All((same, OPEN)), today=desk.today())
    others = sorted(record for record in found if record != row["id"])
    return {"merged_into": others[0]} if others else {}


def void(desk: Desk, records: Collection[int], inputs: Inputs) -> Edited:
    """误报 or 作废, with the words that say why. Raises UserError, EditFault."""
    given: dict[str, Input] = {"void": Stored(FALSE_ALARM), **filled(inputs)}
    require(REPAIRS, given, "void_reason")
    with desk.store.snapshot() as conn:
        why = meant(desk, conn, REPAIRS, "void", given["void"])
    if why not in (FALSE_ALARM, VOIDED):
        raise UserError("请选“误报”或“作废”；重复报修的用“并案”。")
    given.setdefault("void_on", Stored(desk.today().isoformat()))
    found = only(desk, REPAIRS, records, unfit_for("void"), "误报或作废")
    return take_each(desk, REPAIRS, "误报作废", dict.fromkeys(map(record_of, found), given))


def reopen(desk: Desk, records: Collection[int]) -> Edited:
    """恢复: what was 误报, 并案 or 作废 is a fault again. Raises UserError, EditFault."""
    found = only(desk, REPAIRS, records, unfit_for("reopen"), "恢复")
    blank: Inputs = dict.fromkeys(("void", "void_on", "void_reason", "merged_into"), Stored(None))
    return take_each(desk, REPAIRS, "恢复", dict.fromkeys(map(record_of, found), blank))


# -- offered ---------------------------------------------------------------------------------------


def next_acts(desk: Desk, records: Collection[int]) -> dict[str, int]:
    """By act how many of these repairs it is for; those that are for none are left out."""
    with desk.store.snapshot() as conn:
        counts = rows.value_counts(conn, REPAIRS, "state", Ids(tuple(records)), today=desk.today())
    by_state = {int(str(state)): count for state, count in counts}
    found = {act: sum(by_state.get(state, 0) for state in states) for act, states in STATES.items()}
    return {act: count for act, count in found.items() if count}


def main_act(desk: Desk, records: Collection[int]) -> str:
    """The act that comes next for most of the first ones: "" when all are done."""
    first = present(desk, REPAIRS, list(records)[:1])
    return NEXT.get(int(str(first[0]["state"])), "") if first else ""
