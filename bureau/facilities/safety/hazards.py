"""What is done with hazards: a limit, 整改完成, 复验, 销号, 退回, 回头看, 延期, 挂牌督办, a repair."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from bureau.calendar.working import NATURAL_DAYS
from bureau.editing.acts import (
    filled,
    meant,
    named,
    present,
    require,
    take_each,
    today_text,
)
from bureau.editing.adding import add_all
from bureau.editing.inputs import Input, Inputs, Stored, text_of
from bureau.editing.writing import Edited, edit_within
from bureau.errors import UserError
from bureau.facilities.ledgers import HAZARDS, REPAIRS
from bureau.facilities.ledgers.hazards import FAILED
from bureau.facilities.repairs.deadlines import Limit, begin, reckoned
from bureau.facilities.repairs.figures_links import CALLED_OFF, MENDED, NOT_ENOUGH
from bureau.facilities.stored import Row, kept, record_of
from bureau.storage import rows
from bureau.storage.photo_lists import kept_photos as kept_photos_of
from bureau.storage.photo_lists import picture
from bureau.workflow.choosing import only

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.ledger.entry import Value
    from bureau.storage.connection import Reader
    from bureau.workflow.taking import Pictures

MANHOLE, COLLAPSE, WIRING = 7801, 7807, 7808
"""Catalogue ids of the kinds 井盖, 路面塌陷 and 照明用电."""
PLAIN, GREATER, GRAVE = 7901, 7902, 7903
"""Catalogue ids of the grades 一般隐患, 较大隐患 and 重大隐患."""
AGAIN = ("kind", "grade", "facility", "asset", "road", "place", "measures", "person", "unit")
"""What a hazard that came back has of the one before."""


# -- the limit -------------------------------------------------------------------------------------


def hazard_limit(
    conn: Reader, kind: object, grade: object, day: date, clock: str | None, today: date
) -> Limit | None:
    """The limit of a hazard: that of its kind (井盖 6 小时), else of its grade, else of 一般.

    They are in 分类目录, where the bureau edits them. None where none of them says one.
    """
    start, known = begin(day, clock)
    for item in (kind, grade, PLAIN):
        found = reckoned(conn, item, start, today) if isinstance(item, int) else None
        if found is not None:
            end, said, unit = found
            timed = known and unit != NATURAL_DAYS
            return Limit(end.date().isoformat(), f"{end:%H:%M}" if timed else None, said)
    return None


def limit_inputs(
    conn: Reader, kind: object, grade: object, day: date, clock: str | None, today: date
) -> Inputs:
    """The same as a hazard keeps it."""
    found = hazard_limit(conn, kind, grade, day, clock, today)
    return found.inputs if found is not None else {}


def set_limits(desk: Desk, records: Collection[int]) -> Edited:
    """定期限: that of each hazard that has none and isn't righted. Raises UserError for none such."""
    found = present(desk, HAZARDS, records)
    wanted: dict[int, Inputs] = {}
    with desk.store.snapshot() as conn:
        for row in found:
            due = {} if unfit_for_limit(row) else own_limit(conn, row, desk.today())
            if due:
                wanted[record_of(row)] = due
    if not wanted:
        raise UserError("选中的隐患都已经有整改期限，或已经整改，没有要定的。")
    return take_each(desk, HAZARDS, "定整改期限：", wanted)


def own_limit(conn: Reader, row: Row, today: date) -> Inputs:
    """The limit of one hazard by its kind, grade and when it was found."""
    clock = row["found_time"] if isinstance(row["found_time"], str) else None
    day = date.fromisoformat(str(row["found_on"])[:10])
    return limit_inputs(conn, row["kind"], row["grade"], day, clock, today)


def extend(desk: Desk, records: Collection[int], inputs: Inputs) -> Edited:
    """延期: a later limit with its reason. Raises UserError, EditFault."""
    given = filled(inputs)
    require(HAZARDS, given, "due_on", "extension")
    found = only(desk, HAZARDS, records, unfit_while_open, "延期")
    with desk.store.snapshot() as conn:
        day = meant(desk, conn, HAZARDS, "due_on", given["due_on"])
    if isinstance(day, str) and any(str(row["due_on"] or "") > day for row in found):
        raise UserError("延期后的期限早于原来的期限，请核对。")
    given.setdefault("due_time", Stored(None))
    return take_each(desk, HAZARDS, "延期", dict.fromkeys(map(record_of, found), given))


def watch(desk: Desk, records: Collection[int], inputs: Inputs) -> Edited:
    """挂牌督办: who watches it, and the grade that it is raised to. Raises UserError, EditFault."""
    given: dict[str, Input] = {"watched_on": today_text(desk), **filled(inputs)}
    require(HAZARDS, given, "watcher")
    found = only(desk, HAZARDS, records, unfit_while_open, "挂牌督办")
    return take_each(desk, HAZARDS, "挂牌督办", dict.fromkeys(map(record_of, found), given))


# -- righted, closed, given back -------------------------------------------------------------------


def proposed_righting(desk: Desk, records: Sequence[int]) -> Mapping[str, Value]:
    """What 整改完成 begins with: the day and work of the repair that mended it, else today."""
    found = present(desk, HAZARDS, records)
    mended = mended_by(desk, found)
    if len(found) == 1 and (repair := mended.get(record_of(found[0]))):
        return {
            "righted_on": str(repair["repaired_on"])[:10],
            "result": str(repair["work"])
            if repair["work"]
            else f"维修单 {repair['number']} 已修复",
        }
    return {"righted_on": desk.today().isoformat()}


def mended_by(desk: Desk, found: Sequence[Row]) -> dict[int, Row]:
    """The repair of each hazard that isn't righted though its repair is mended."""
    wanted = {
        record_of(row): row["repair"]
        for row in found
        if row["righted_on"] is None and row["mended"] == MENDED
    }
    repairs = {int(repair) for repair in wanted.values() if isinstance(repair, int)}
    with desk.store.snapshot() as conn:
        mended = {
            record_of(row): row
            for row in rows.page(conn, REPAIRS, sorted(repairs), today=desk.today())
            if row["repaired_on"] is not None
        }
    return {
        record: mended[repair]
        for record, repair in wanted.items()
        if isinstance(repair, int) and repair in mended
    }


def right(desk: Desk, records: Collection[int], inputs: Inputs, *, photos: Pictures = ()) -> Edited:
    """整改完成: what was done required; the day of the repair that mended it, else today.

    Raises UserError when none of them waits for it, EditFault.
    """
    given = filled(inputs)
    require(HAZARDS, given, "result")
    found = only(desk, HAZARDS, records, unfit_to_right, "登记整改完成")
    mended = mended_by(desk, found)
    wanted: dict[int, Inputs] = {}
    for row in found:
        repair = mended.get(record_of(row))
        day = Stored(str(repair["repaired_on"])[:10]) if repair else today_text(desk)
        wanted[record_of(row)] = {"righted_on": day, **given}
    pictures = kept_photos(found, "photos_after", photos)
    return take_each(desk, HAZARDS, "整改完成", wanted, photos=pictures)


def kept_photos(found: Sequence[Row], key: str, new: Pictures) -> dict[str, Pictures] | None:
    """New photos after those that a record has. Raises UserError where several would mix."""
    if not new:
        return None
    if len(found) == 1:
        return {key: (*photo_entries(found[0][key]), *new)}
    if any(row[key] for row in found):
        raise UserError("选中的记录里有已经有照片的，请一条一条地加照片。")
    return {key: new}


def photo_entries(stored: object) -> tuple[str, ...]:
    """The entries of the photos that a record has."""
    return tuple(str(picture(one)) for one in kept_photos_of(stored))


def close(desk: Desk, records: Collection[int], inputs: Inputs) -> Edited:
    """销号: by whom required, today unless a day is given. A 重大隐患 is 复验 by another person first.

    Raises UserError, EditFault.
    """
    given: dict[str, Input] = {"closed_on": today_text(desk), **filled(inputs)}
    require(HAZARDS, given, "closed_by")
    found = only(desk, HAZARDS, records, unfit_to_close, "销号")
    return take_each(desk, HAZARDS, "销号", dict.fromkeys(map(record_of, found), given))


def accept(desk: Desk, records: Collection[int], inputs: Inputs) -> Edited:
    """复验: somebody else than who righted it looks at it. Raises UserError, EditFault."""
    given: dict[str, Input] = {"accepted_on": today_text(desk), **filled(inputs)}
    require(HAZARDS, given, "accepted_by")
    found = only(desk, HAZARDS, records, unfit_to_accept, "复验")
    who = text_of(given["accepted_by"])
    if any(row["person"] == who for row in found):
        raise UserError(f"{who} 是整改责任人，复验要由另外的人来做。")
    return take_each(desk, HAZARDS, "复验", dict.fromkeys(map(record_of, found), given))


def give_back(desk: Desk, records: Collection[int], inputs: Inputs) -> Edited:
    """退回整改: it isn't righted after all; the reason required, and a new limit if one is given.

    What was noted of the righting stays in the history. Raises UserError, EditFault.
    """
    given: dict[str, Input] = {"returned_on": today_text(desk), **filled(inputs)}
    require(HAZARDS, given, "return_reason")
    found = only(desk, HAZARDS, records, unfit_to_give_back, "退回整改")
    undone = dict.fromkeys(("righted_on", "righted_time", "accepted_on", "accepted_by"))
    wanted = {record_of(row): {**undone, **given} for row in found}
    return take_each(desk, HAZARDS, "退回整改", wanted)


# -- looked at again -------------------------------------------------------------------------------


def look_back(desk: Desk, records: Collection[int], inputs: Inputs) -> tuple[int, tuple[int, ...]]:
    """回头看: the result required. What failed is opened anew, as a hazard that names the first.

    One operation; gives how many were looked at and the ids of the new ones. Raises UserError,
    EditFault.
    """
    given: dict[str, Input] = {"rechecked_on": today_text(desk), **filled(inputs)}
    require(HAZARDS, given, "recheck")
    found = only(desk, HAZARDS, records, unfit_to_look_back, "回头看")
    looked = [record_of(row) for row in found]
    with desk.store.operation(desk, named(desk, HAZARDS, "回头看", looked)) as op:
        done = edit_within(op, desk, HAZARDS, dict.fromkeys(looked, given), label=op.label)
        failed = [
            row
            for row in rows.page(op.conn, HAZARDS, looked, today=desk.today())
            if row["recheck"] == FAILED
        ]
        wanted = [opened_again(op.conn, row, desk.today()) for row in failed]
        return done.count, add_all(op, desk, HAZARDS, wanted, {}) if wanted else ()


def opened_again(conn: Reader, row: Row, today: date) -> Inputs:
    """A hazard that came back: found on the day of 回头看, with a new limit."""
    day = str(row["rechecked_on"])[:10]
    same: dict[str, Input] = {key: kept(row[key]) for key in AGAIN if row[key] is not None}
    return {
        **same,
        "found_on": Stored(day),
        "description": Stored(f"回头看不合格：{row['description']}"),
        "earlier": Stored(record_of(row)),
        **limit_inputs(
            conn, row["kind"], row["grade"], date.fromisoformat(day), None, today
        ),
    }  # fmt: skip


# -- a repair of it --------------------------------------------------------------------------------


def repair_it(
    desk: Desk, records: Collection[int], inputs: Inputs | None = None
) -> tuple[int, ...]:
    """转维修: a repair of each hazard that has none, linked; gives the ids of the repairs.

    One operation. Raises UserError, EditFault.
    """
    found = only(desk, HAZARDS, records, unfit_to_repair, "转维修")
    given = filled(inputs)
    wanted: list[Inputs] = [{**repair_inputs(desk, row), **given} for row in found]
    with desk.store.operation(desk, f"安全隐患转维修({len(found)} 条)") as op:
        made = add_all(op, desk, REPAIRS, wanted, {})
        for row, repair in zip(found, made, strict=True):
            op.update(HAZARDS.name, record_of(row), {"repair": repair})
    return made


def repair_inputs(desk: Desk, row: Row) -> dict[str, Input]:
    """A repair of what a hazard says, reported today and due with the hazard."""
    said: dict[str, Input] = {
        "reported_on": today_text(desk),
        "description": Stored(f"安全隐患 {row['number']}：{row['description']}"),
    }
    for own, theirs in (
        ("facility", "facility"), ("asset", "asset"), ("road", "road"), ("place", "place"),
        ("due_on", "due_on"), ("due_time", "due_time"),
    ):  # fmt: skip
        if row[own] is not None:
            said[theirs] = kept(row[own])
    if str(row["due_on"] or "9999") < desk.today().isoformat():
        # A limit that has passed isn't one for work that begins now.
        said.pop("due_on")
        said.pop("due_time", None)
    return said


# -- whom each is for ------------------------------------------------------------------------------


def unfit_while_open(row: Row) -> str:
    """Righted already."""
    return "已经整改" if row["righted_on"] is not None else ""


unfit_to_right = unfit_while_open


def unfit_to_accept(row: Row) -> str:
    """Not righted, looked at already, or closed."""
    if row["righted_on"] is None:
        return "还没有整改完成"
    if row["closed_on"] is not None:
        return "已经销号"
    return "已经复验" if row["accepted_on"] is not None else ""


def unfit_to_close(row: Row) -> str:
    """Not righted, closed, or grave and not looked at by another person."""
    if row["righted_on"] is None:
        return "还没有整改完成"
    if row["closed_on"] is not None:
        return "已经销号"
    if row["grade"] == GRAVE and row["accepted_on"] is None:
        return "重大隐患要先复验"
    return ""


def unfit_to_give_back(row: Row) -> str:
    """Not righted, or closed: that is for 回头看."""
    if row["closed_on"] is not None:
        return "已经销号，有问题的办“回头看”"
    return "还没有整改完成" if row["righted_on"] is None else ""


def unfit_to_look_back(row: Row) -> str:
    """Not closed yet, or fell back already."""
    if row["closed_on"] is None:
        return "还没有销号"
    return "已经重新立为隐患" if row["recheck"] == FAILED else ""


def unfit_to_repair(row: Row) -> str:
    """Righted, or a repair is on its way; one that was called off or didn't hold is none."""
    if row["righted_on"] is not None:
        return "已经整改"
    if row["repair"] is None or row["mended"] in (CALLED_OFF, NOT_ENOUGH):
        return ""
    return "已经转维修"


def unfit_for_limit(row: Row) -> str:
    """Limited already, or righted."""
    if row["righted_on"] is not None:
        return "已经整改"
    return "已经有整改期限" if row["due_on"] is not None else ""
