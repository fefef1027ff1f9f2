"""Places that get checked again and again: what is due, what was found, and the case made of a failed check."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bureau.editing.acts import present, take_each
from bureau.editing.inputs import Inputs, Stored
from bureau.editing.writing import Edited
from bureau.errors import UserError
from bureau.ledger.declaration import Ledger
from bureau.ledger.entry import Names
from bureau.ledger.query import All, Any, Between, Blank, Filter, Is, Not, OneOf
from bureau.ledger.referring import Refers
from bureau.market.conversion import Made, Origin, Row, make_cases, stored
from bureau.market.ledgers import CASES, CHECKS, CLOSED_STATES, REGISTERS
from bureau.market.ledgers.watched import OUT_OF_BUSINESS, UNCHECKED
from bureau.storage.rows import page

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.storage.connection import Reader

PASSED, FAILED, SHUT, REFUSED = 4401, 4402, 4403, 4404
"""Catalogue ids of the results 合格, 不合格, 停业未查, 拒绝检查."""
PATROL = 2001
"""Catalogue id of the source 巡查."""
ONE_DAY = timedelta(days=1)

IN_BUSINESS = Not(OneOf("state", OUT_OF_BUSINESS))
"""在业: a place whose state is blank counts as in business."""
TO_CHECK = Is("check_light", UNCHECKED)
"""该查未查: in business, with a cycle, never checked or longer ago than the cycle says."""
INSPECTED = OneOf("result", (PASSED, FAILED))
"""Really looked at: one that was shut or let nobody in wasn't."""
UNRIGHTED = All((OneOf("result", (FAILED,)), Blank("righted_on")))
"""未整改: failed, and not put right yet."""
RIGHTED_BY_CASE = All((UNRIGHTED, Refers("case", CASES, OneOf("state", CLOSED_STATES))))
"""案件已结、检查没有销号: its case is closed, the check still says nothing."""


@dataclass(frozen=True, slots=True)
class Watch:
    """One register with its check log. `category` is the class of problem that a failed check is."""

    register: Ledger
    checks: Ledger
    category: int | None


WATCHES = tuple(
    Watch(register, checks, category)
    for register, checks, category in zip(REGISTERS, CHECKS, (1150, 1200, 1350, None), strict=True)
)
"""餐饮油烟, 户外广告, 扬尘渣土; what a frontage fails by must be chosen."""
BY_CHECKS: Mapping[str, Watch] = {watch.checks.name: watch for watch in WATCHES}
BY_REGISTER: Mapping[str, Watch] = {watch.register.name: watch for watch in WATCHES}


# -- lists -----------------------------------------------------------------------------------------


def late(today: date) -> Filter:
    """整改超期: failed, not put right, and the limit was yesterday or earlier."""
    return All((UNRIGHTED, Between("due_on", None, (today - ONE_DAY).isoformat())))


def permits_running_out(today: date, days: int) -> Filter:
    """许可将到期 (of `signs`): in use, and the permit ends today or within `days` days."""
    last = today + timedelta(days=days)
    return All((IN_BUSINESS, Between("permit_until", today.isoformat(), last.isoformat())))


def permits_run_out(today: date) -> Filter:
    """许可已过期 (of `signs`): in use, and the permit ended yesterday or earlier."""
    return All((IN_BUSINESS, Between("permit_until", None, (today - ONE_DAY).isoformat())))


def cleaning_late(today: date, days: int) -> Filter:
    """清洗超期 (of `restaurants`): with a purifier that wasn't cleaned for more than `days` days.

    One that was never cleaned counts from the day on which it was installed; with neither day it
    is in the list.
    """
    last = (today - timedelta(days=days) - ONE_DAY).isoformat()
    never = All(
        (Blank("cleaned_on"), Any((Blank("installed_on"), Between("installed_on", None, last))))
    )
    return All((IN_BUSINESS, Is("purifier", 1), Any((Between("cleaned_on", None, last), never))))


def without_purifier() -> Filter:
    """未装净化设施 (of `restaurants`)."""
    return All((IN_BUSINESS, Is("purifier", 0)))


# -- a failed check becomes a case -----------------------------------------------------------------


def origin_of(watch: Watch) -> Origin:
    """How the checks of one register become cases."""

    def inputs(conn: Reader, row: Row, _names: Names) -> Inputs:
        """Day, finding, limit and photos of the check; name and place of what was checked."""
        day = date.fromisoformat(str(row["checked_on"]))
        places = page(conn, watch.register, [row["place"]], today=day)  # type: ignore[list-item]
        place: Row = places[0] if places else {}
        return {
            **stored(place, "town", "road", "address", "point", "phone"),
            **stored(row, "unit", "due_on"),
            "address": Stored(place.get("address") or place.get("name")),  # type: ignore[arg-type]
            "party_name": Stored(place.get("name")),  # type: ignore[arg-type]
            "found_on": Stored(row.get("checked_on")),  # type: ignore[arg-type]
            "source": Stored(PATROL),
            "category": Stored(watch.category),
            "description": Stored(row.get("found")),  # type: ignore[arg-type]
            "photos_before": Stored(row.get("photos")),  # type: ignore[arg-type]
        }

    return Origin(
        ledger=watch.checks,
        inputs=inputs,
        said=lambda row: f"由{row['checked_on']}的{watch.checks.title}转来",
        unfit=lambda row: "" if row.get("result") in (FAILED, REFUSED) else "检查结果不是不合格",
    )


def make_case(
    desk: Desk, ledger: Ledger, checks: Collection[int], answers: Inputs | None = None
) -> Made:
    """A case of each failed (or refused) check of a check log; see `make_cases`."""
    return make_cases(desk, origin_of(BY_CHECKS[ledger.name]), checks, answers)


def take_over_closing(desk: Desk, ledger: Ledger, checks: Collection[int]) -> Edited:
    """销号: checks whose cases are closed were put right on that day. Raises UserError for none."""
    found = present(desk, ledger, checks)
    linked = [case for row in found if isinstance(case := row.get("case"), int)]
    with desk.store.snapshot() as conn:
        closed = {
            row["id"]: row["closed_on"]
            for row in page(conn, CASES, linked, today=desk.today())
            if row["state"] in CLOSED_STATES and row["closed_on"] is not None
        }
    wanted: dict[int, Inputs] = {
        int(str(row["id"])): {"righted_on": Stored(str(closed[row["case"]]))}
        for row in found
        if row["case"] in closed and row["righted_on"] is None
    }
    if not wanted:
        raise UserError("选中的检查没有已结案的关联案件，请先办结案件或直接填整改完成日期。")
    return take_each(desk, ledger, "销号", wanted)
