"""Complaints, petitions and media: the list that is followed up, what was done, and the case made of one."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bureau.editing.acts import filled, named, require, take, today_text
from bureau.editing.inputs import Inputs, Stored
from bureau.editing.writing import Edited
from bureau.errors import UserError
from bureau.ledger.entry import Names
from bureau.ledger.query import All, Any, Between, Blank, Filter, Not, OneOf
from bureau.ledger.referring import Refers
from bureau.market.conversion import Made, Origin, Row, make_cases, stored
from bureau.market.ledgers import CASES, CLOSED_STATES, COMPLAINTS
from bureau.market.ledgers.complaints import DONE_STATES
from bureau.settings.declared import COMPLAINT_WARNING
from bureau.settings.reading import read_settings
from bureau.storage.rows import page

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.storage.connection import Reader

PENDING, WORKED, REPLIED, CAME_AGAIN = 4601, 4602, 4603, 4605
"""Catalogue ids of the states 待办理, 办理中, 已答复, 复访."""
PETITION, MEDIA, COMPLAINT, ASSIGNED = 2008, 2009, 2007, 2005
SOURCES = {
    4501: PETITION,
    4502: PETITION,
    4503: COMPLAINT,
    4504: MEDIA,
    4505: MEDIA,
    4506: ASSIGNED,
    4507: ASSIGNED,
}
"""Which 问题来源 a case has by the channel of its complaint."""
ONE_DAY = timedelta(days=1)

OPEN = All(
    (
        Not(OneOf("state", DONE_STATES)),
        Any((Blank("replied_on"), OneOf("state", (CAME_AGAIN,)))),
    )
)
"""待跟进: not replied to; one that came again (复访) is open in spite of its reply."""
REPLIABLE = All((OPEN, Refers("case", CASES, OneOf("state", CLOSED_STATES))))
"""待答复: still open though its case has been put right."""


def overdue(today: date) -> Filter:
    """超期: open, and the limit was yesterday or earlier."""
    return All((OPEN, Between("due_on", None, (today - ONE_DAY).isoformat())))


def due_soon(today: date, days: int) -> Filter:
    """临期: open, and the limit is today or within `days` days."""
    last = today + timedelta(days=days)
    return All((OPEN, Between("due_on", today.isoformat(), last.isoformat())))


def warning_days(conn: Reader, today: date) -> int:
    """So many days before its limit the bureau wants to be reminded of a complaint."""
    return read_settings(conn, today).value(COMPLAINT_WARNING)


def silent(today: date, days: int) -> Filter:
    """久未跟进: open, came in `days` days ago or earlier, and nothing was written of it yet."""
    last = (today - timedelta(days=days)).isoformat()
    return All((OPEN, Blank("follow_up"), Between("received_on", None, last)))


# -- acts ------------------------------------------------------------------------------------------


def follow(desk: Desk, complaints: Collection[int], text: str) -> Edited:
    """跟进: a line with the day and who wrote it is added to what is there, newest at the end.

    One that waits to be taken up is 办理中 from then. Raises UserError for a blank text.
    """
    said = " ".join(text.split())
    if not said:
        raise UserError("请填写跟进情况。")
    line = f"{desk.today().isoformat()} {desk.actor}：{said}"
    title = COMPLAINTS.by_key["follow_up"].title
    label = named(desk, COMPLAINTS, "跟进", complaints)
    with desk.store.operation(desk, label) as op:
        found = page(op.conn, COMPLAINTS, complaints, today=desk.today())
        if len(found) < len(set(complaints)):
            raise UserError("选中的记录里有已经被删除的，请刷新列表。")
        for row in found:
            before = row["follow_up"]
            whole = f"{before}\n{line}" if before else line
            if len(whole) > 20_000:
                raise UserError(f"“{title}”已经写满，请另记在备注里。")
            state = WORKED if row["state"] in (None, PENDING) else row["state"]
            op.update(COMPLAINTS.name, int(str(row["id"])), {"follow_up": whole, "state": state})
    return Edited(len(found))


def reply(desk: Desk, complaints: Collection[int], inputs: Inputs) -> Edited:
    """答复: the words, the day (today) and the state 已答复. Raises UserError, EditFault."""
    given = filled(inputs)
    require(COMPLAINTS, given, "reply")
    whole = {"replied_on": today_text(desk), "state": Stored(REPLIED), **given}
    return take(desk, COMPLAINTS, "答复", complaints, whole)


def case_inputs(_conn: Reader, row: Row, _names: Names) -> Inputs:
    """What a case takes over; who complained isn't a party and stays with the complaint."""
    channel = row.get("kind")
    source = SOURCES.get(channel, COMPLAINT) if isinstance(channel, int) else COMPLAINT
    return {
        **stored(row, "town", "address", "category", "subcategory", "unit", "person", "due_on"),
        "found_on": Stored(row.get("received_on")),  # type: ignore[arg-type]
        "source": Stored(source),
        "description": Stored(row.get("content") or row.get("subject")),  # type: ignore[arg-type]
        "photos_before": Stored(row.get("photos")),  # type: ignore[arg-type]
    }


FROM_COMPLAINT = Origin(
    ledger=COMPLAINTS,
    inputs=case_inputs,
    said=lambda row: f"由{row['received_on']}的投诉信访转来",
    unfit=lambda _row: "",
)


def make_case(desk: Desk, complaints: Collection[int], answers: Inputs | None = None) -> Made:
    """A case of each complaint; see `make_cases`."""
    return make_cases(desk, FROM_COMPLAINT, complaints, answers)
