"""Goods taken (暂扣): the clocks that the law sets them, extension, and what became of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from bureau.calendar.working import UnknownYear, WorkCalendar
from bureau.editing.acts import filled, meant, named, present, require, take, take_each, today_text
from bureau.editing.inputs import Input, Inputs, Stored
from bureau.editing.writing import Edited, give_number
from bureau.errors import UserError
from bureau.ledger.query import All, Between, Blank, Filter
from bureau.market.ledgers import SEIZURES
from bureau.settings.declared import (
    KEEPING_DAYS,
    SEIZURE_DAYS,
    SEIZURE_EXTENSION,
    SEIZURE_WARNING,
)
from bureau.settings.reading import Settings, read_settings
from bureau.storage.rows import ids, page

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.storage.connection import Reader

Row = Mapping[str, object]
TAKEN, KEPT, SEALED = 3901, 3902, 3903
"""Catalogue ids of the measures 暂扣(扣押), 先行登记保存, 查封."""
SEIZED, KEPT_GOODS = (TAKEN, SEALED), (KEPT,)
RETURNED, CONVERTED = 4001, 4006
"""Catalogue ids of 返还当事人 and 转为扣押."""
ONE_DAY = timedelta(days=1)
CARRIED = (
    *("case", "penalty", "party_name", "address", "items", "storage_place"),
    *("officers", "unit", "photos"),
)
"""What a seizure takes over from the goods that were kept as evidence first."""

HELD = All((Blank("disposed_on"), Blank("disposal")))
"""在扣: nothing has become of them yet."""
UNLIMITED = All((HELD, Blank("due_on")))
"""在扣而没有到期日: no clock watches them."""


@dataclass(frozen=True, slots=True)
class Clocks:
    """The limits as the bureau has set them: keeping in working days, seizure and its extension in days."""

    keeping: int = 7
    seizure: int = 30
    extension: int = 30


def clocks(settings: Settings) -> Clocks:
    """The limits in force."""
    return Clocks(*map(settings.value, (KEEPING_DAYS, SEIZURE_DAYS, SEIZURE_EXTENSION)))


# -- the clocks ------------------------------------------------------------------------------------


def proposed_due(
    measure: int | None, day: date, calendar: WorkCalendar, limits: Clocks | None = None
) -> date | str:
    """The last day on which goods taken on `day` may be held, or a sentence why it can't be told.

    先行登记保存: seven working days (行政处罚法 art. 56 with 85). 扣押, 查封: thirty days, free ones
    too (行政强制法 art. 25 with 69). The day itself doesn't count. A last day that is free isn't
    put off: the limit binds the bureau.
    """
    limits = limits or Clocks()
    if measure in SEIZED:
        return day + timedelta(days=limits.seizure)
    if measure not in KEPT_GOODS:
        return "先选措施，才能算到期日"
    try:
        return calendar.add_working_days(datetime.combine(day, time()), limits.keeping).date()
    except UnknownYear as fault:
        return fault.sentence


def propose(conn: Reader, values: Row, today: date) -> date | str:
    """The same for stored values of a record, by the bureau's own limits and the office's calendar."""
    taken, measure = values.get("taken_on"), values.get("measure")
    if not isinstance(taken, str):
        return "先填实施日期，才能算到期日"
    settings = read_settings(conn, today)
    kind = measure if isinstance(measure, int) else None
    day = date.fromisoformat(taken[:10])
    return proposed_due(kind, day, settings.office_calendar, clocks(settings))


def due_within(today: date, days: int) -> Filter:
    """临期: held, and the last day is today or within `days` days."""
    last = today + timedelta(days=days)
    return All((HELD, Between("due_on", today.isoformat(), last.isoformat())))


def overdue(today: date) -> Filter:
    """超期未处理: held, and the last day has passed."""
    return All((HELD, Between("due_on", None, (today - ONE_DAY).isoformat())))


def warning_days(conn: Reader, today: date) -> int:
    """So many days before the last one the bureau wants to be reminded."""
    return read_settings(conn, today).value(SEIZURE_WARNING)


# -- acts ------------------------------------------------------------------------------------------


def set_limits(desk: Desk) -> Edited:
    """Gives every held record without a last day the one that the law sets it; others stay."""
    today = desk.today()
    with desk.store.snapshot() as conn:
        found = page(conn, SEIZURES, ids(conn, SEIZURES, UNLIMITED, today=today), today=today)
        proposed = {int(str(row["id"])): propose(conn, row, today) for row in found}
    wanted: dict[int, Inputs] = {
        record: {"due_on": Stored(day.isoformat())}
        for record, day in proposed.items()
        if isinstance(day, date)
    }
    return take_each(desk, SEIZURES, "补算到期日：", wanted)


def extend(
    desk: Desk, seizures: Collection[int], to: Input, approver: Input, reason: str = ""
) -> Edited:
    """延长扣押, once, approved before it runs out, by no more than the law allows.

    The reason goes into the remark. Raises UserError, EditFault.
    """
    inputs = {"due_on": to, "approver": approver}
    require(SEIZURES, inputs, "due_on", "approver")
    today = desk.today()
    found = present(desk, SEIZURES, seizures)
    with desk.store.snapshot() as conn:
        limits = clocks(read_settings(conn, today))
        day = meant(desk, conn, SEIZURES, "due_on", to)
    wanted: dict[int, Inputs] = {}
    for row in found:
        fault = extension_fault(row, day, today, limits)
        if fault:
            raise UserError(f"没有延长：{row['number'] or '这一条'} {fault}。")
        wanted[int(str(row["id"]))] = {
            **inputs,
            "extended_on": today_text(desk),
            **({"note": with_line(row.get("note"), f"延长理由：{reason}")} if reason else {}),
        }
    return take_each(desk, SEIZURES, "延长", wanted)


def extension_fault(row: Row, day: object, today: date, limits: Clocks) -> str:
    """Why goods can't be held until `day`, "" if they can."""
    due = row.get("due_on")
    if row.get("measure") in KEPT_GOODS:
        return "是先行登记保存，期限不能延长；需要继续留置的请转为扣押"
    if row.get("disposed_on") is not None or row.get("disposal") is not None:
        return "已经处理"
    if row.get("extended_on") is not None:
        return "已经延长过一次"
    if not isinstance(due, str):
        return "还没有到期日，请先填写"
    if today.isoformat() > due:
        return f"已于 {due} 到期，到期前才能批准延长"
    latest = date.fromisoformat(due) + timedelta(days=limits.extension)
    if isinstance(day, str) and not due < day <= latest.isoformat():
        return f"到期日是 {due}，最多延长 {limits.extension} 天（到 {latest}）"
    return ""


def dispose(desk: Desk, seizures: Collection[int], inputs: Inputs) -> Edited:
    """处理: what became of the goods (disposal), the day (today), who received them.

    返还 names who took them. 转为扣押 is `convert`. Raises UserError, EditFault.
    """
    given: dict[str, Input] = {"disposed_on": today_text(desk), **filled(inputs)}
    require(SEIZURES, given, "disposal")
    with desk.store.snapshot() as conn:
        disposal = meant(desk, conn, SEIZURES, "disposal", given["disposal"])
    if disposal == CONVERTED:
        raise UserError("转为扣押要另立一份扣押清单，请用“转为扣押”办理。")
    if disposal == RETURNED:
        require(SEIZURES, given, "receiver")
    refuse_disposed(present(desk, SEIZURES, seizures))
    return take(desk, SEIZURES, "处理", seizures, given)


def convert(desk: Desk, seizures: Collection[int]) -> Edited:
    """转为扣押: the kept goods are ended, and a seizure of its own number and clock begins today."""
    today = desk.today()
    label = named(desk, SEIZURES, "转为扣押：", seizures)
    with desk.store.operation(desk, label) as op:
        found = page(op.conn, SEIZURES, seizures, today=today)
        refuse_disposed(found)
        limits = clocks(read_settings(op.conn, today))
        for row in found:
            if row["measure"] not in KEPT_GOODS:
                raise UserError(f"没有办理：{row['number'] or '这一条'} 不是先行登记保存。")
            made: dict[str, object] = {key: row[key] for key in CARRIED}
            made |= {
                "measure": TAKEN,
                "taken_on": today.isoformat(),
                "due_on": (today + timedelta(days=limits.seizure)).isoformat(),
                "note": f"由先行登记保存 {row['number'] or ''} 转来".replace("  ", " "),
            }
            give_number(op, SEIZURES, made)
            op.insert(SEIZURES.name, made)
            ended = {"disposal": CONVERTED, "disposed_on": today.isoformat()}
            op.update(SEIZURES.name, int(str(row["id"])), ended)
    return Edited(len(found))


def refuse_disposed(found: Collection[Row]) -> None:
    """Raises UserError when something has become of one of these already."""
    done = [str(row["number"] or "这一条") for row in found if row.get("disposal") is not None]
    if done:
        raise UserError(f"没有办理：{'、'.join(done[:3])} 已经处理过，请核对。")


def with_line(text: object, line: str) -> str:
    """A text with one line more."""
    return f"{text}\n{line}" if text else line
