"""What belongs to single steps of a case beside their declaration: limits given and checked, penalties filed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bureau.editing.acts import DAY_END
from bureau.editing.inputs import Inputs, Stored
from bureau.editing.writing import give_number
from bureau.market.deadlines import CLOCK, Deadline, proposed_due
from bureau.market.ledgers import PENALTIES
from bureau.market.penalties import penalty_from_case
from bureau.workflow import Follow

if TYPE_CHECKING:
    from bureau.workflow.declaration import Row
    from bureau.workflow.taking import Taking

FILE_PENALTY = "file_penalty"
"""Key of the question whether a penalty case is registered at once (YesNo)."""


def give_limit(taking: Taking, row: Row) -> Follow:
    """立案 and 派遣: a case without a limit gets that of its class from now, on its unit's calendar."""
    if "due_on" in taking.answers:
        return whole_day(taking, row)
    return Follow({}) if row.get("due_on") is not None else limit_from(taking, row)


def whole_day(taking: Taking, _row: Row) -> Follow:
    """A new limit that is answered without a time runs to the end of its day, whatever the old did."""
    return Follow({"due_time": Stored(None)} if "due_on" in taking.answers else {})


def renew_limit(taking: Taking, row: Row) -> Follow:
    """恢复办理: the limit runs anew from now, unless one is answered; where none can be had it stays."""
    return whole_day(taking, row) if "due_on" in taking.answers else limit_from(taking, row)


def limit_from(taking: Taking, row: Row) -> Follow:
    """The limit of a case's class from the moment of the step, or the sentence why there is none."""
    values = dict(row)
    if "unit" in taking.answers:
        values["unit"] = taking.chosen("unit")
    found = proposed_due(taking.op.conn, values, taking.at)
    if not isinstance(found, Deadline):
        return Follow({}, (found,))
    inputs: Inputs = {"due_on": Stored(found.on), "due_time": Stored(found.time or None)}
    return Follow(inputs)


def has_limit(row: Row) -> str:
    """延期 needs a limit to extend."""
    return "" if row.get("due_on") is not None else "还没有整改期限，请直接填写"


def clock_is_readable(_taking: Taking, _row: Row, values: Row) -> tuple[str, str] | None:
    """The time of a limit is a time of day."""
    clock = values.get("due_time")
    if clock is not None and not CLOCK.fullmatch(str(clock)):
        return "due_time", f"“{clock}”不是时刻，请写成 17:30 这样"
    return None


def later_limit(taking: Taking, row: Row, values: Row) -> tuple[str, str] | None:
    """延期: the new limit is later than the old one, and not past already."""
    if (found := clock_is_readable(taking, row, values)) is not None:
        return found
    old, new = moment_of(row), moment_of(values)
    if new <= old:
        return "due_on", f"新期限 {new} 不晚于原期限 {old}，请改晚一些"
    if new < f"{taking.at:%Y-%m-%d %H:%M}":
        return "due_on", f"新期限 {new} 已经过去，请改晚一些"
    return None


def moment_of(values: Row) -> str:
    """A limit as text that sorts by time; without a time it is the end of the day."""
    return f"{values.get('due_on')} {values.get('due_time') or DAY_END}"


def file_penalty(taking: Taking, row: Row, values: Row) -> None:
    """转行政处罚: registers the penalty case, linked to its case, if that was asked for."""
    if taking.own.get(FILE_PENALTY) != 1:
        return
    cause = str(taking.own.get("cause") or "")
    case = {**values, "id": row["id"]}
    made = penalty_from_case(case, taking.at.date(), taking.reader.names, cause)
    give_number(taking.op, PENALTIES, made)
    taking.op.insert(PENALTIES.name, made)
