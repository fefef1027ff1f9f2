"""What a patrol or maintenance found becomes a repair or a hazard in one step, with its photos."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from bureau.editing.acts import filled, meant
from bureau.editing.adding import add_all
from bureau.editing.inputs import Input, Inputs, Stored
from bureau.facilities.ledgers import DAY_PATROLS, HAZARDS, REPAIRS, WORKS
from bureau.facilities.safety.hazards import limit_inputs, photo_entries
from bureau.facilities.stored import Row, kept, record_of
from bureau.workflow.choosing import Unfit, only

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.ledger.declaration import Ledger
    from bureau.storage.connection import Reader

DAY_PATROL, OTHER_SOURCE = 7302, 7310
"""Catalogue ids of the sources 日间巡查 and 其他."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A ledger whose records find problems: its day and who found it, and the repair's source."""

    ledger: Ledger
    day: str
    person: str
    source: int


FINDINGS: Final[Mapping[str, Finding]] = {
    DAY_PATROLS.name: Finding(DAY_PATROLS, "patrolled_on", "inspectors", DAY_PATROL),
    WORKS.name: Finding(WORKS, "done_on", "done_by", OTHER_SOURCE),
}
SAME: Final = ("facility", "asset", "road")
NAME_LIMIT: Final = 32


def unfit_for(into: Ledger) -> Unfit:
    """Why a finding can't become a record of that ledger."""
    link = link_of(into)

    def why(row: Row) -> str:
        if not row["problem"]:
            return "没有写问题"
        return f"已经转{'维修' if link == 'repair' else '隐患'}" if row[link] is not None else ""

    return why


def link_of(into: Ledger) -> str:
    """The field of a finding that names what it became."""
    return "repair" if into is REPAIRS else "hazard"


def turn_into(
    desk: Desk,
    ledger: Ledger,
    into: Ledger,
    records: Collection[int],
    inputs: Inputs | None = None,
) -> tuple[int, ...]:
    """转维修 or 转隐患: a new record of each finding that has a problem, linked; gives their ids.

    One operation. What is answered holds for all of them. Raises UserError, EditFault.
    """
    finding = FINDINGS[ledger.name]
    title = "转维修" if into is REPAIRS else "转隐患"
    found = only(desk, ledger, records, unfit_for(into), title)
    given = filled(inputs)
    with desk.store.operation(desk, f"{ledger.title}{title}({len(found)} 条)") as op:
        make = repair_of if into is REPAIRS else hazard_of
        wanted = [{**make(desk, op.conn, finding, row, given), **given} for row in found]
        photos = {
            at: {"photos": photo_entries(row["photos"])}
            for at, row in enumerate(found)
            if row["photos"]
        }
        made = add_all(op, desk, into, wanted, photos)
        for row, record in zip(found, made, strict=True):
            op.update(ledger.name, record_of(row), {link_of(into): record})
    return made


def place_of(row: Row) -> dict[str, Input]:
    """Where a finding was; what was looked at stands for a facility that isn't named."""
    said: dict[str, Input] = {key: kept(row[key]) for key in SAME if row.get(key) is not None}
    if "facility" not in said and row.get("objects"):
        said["place"] = kept(row["objects"])
    return said


def repair_of(
    _desk: Desk, _conn: Reader, finding: Finding, row: Row, _given: Inputs
) -> dict[str, Input]:
    """A repair of what was found, reported on that day."""
    return {
        **place_of(row),
        "reported_on": Stored(str(row[finding.day])[:10]),
        "source": Stored(finding.source),
        "reporter": Stored(str(row[finding.person] or "")[:NAME_LIMIT] or None),
        "description": kept(row["problem"]),
    }


def hazard_of(
    desk: Desk, conn: Reader, finding: Finding, row: Row, given: Inputs
) -> dict[str, Input]:
    """A hazard of what was found, with its limit by what was answered."""
    day = str(row[finding.day])[:10]
    kind, grade = (meant(desk, conn, HAZARDS, key, given.get(key)) for key in ("kind", "grade"))
    return {
        **place_of(row),
        "found_on": Stored(day),
        "finder": Stored(str(row[finding.person] or "")[:NAME_LIMIT] or None),
        "description": kept(row["problem"]),
        **limit_inputs(conn, kind, grade, date.fromisoformat(day), None, desk.today()),
    }
