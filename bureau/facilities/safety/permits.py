"""作业票: what must be ready before dangerous work is approved, by kind; 批准, 延期, 完工."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from bureau.editing.acts import MOMENT, filled, now_text, present, require, take_each
from bureau.editing.faults import CellFault, EditFault
from bureau.editing.inputs import Input, Inputs, reader_of
from bureau.editing.writing import Edited
from bureau.facilities.ledgers import PERMITS
from bureau.facilities.repairs.deadlines import limit_of
from bureau.facilities.stored import Row, record_of
from bureau.ledger.words import listed
from bureau.settings.declared import (
    CO_HIGH,
    GAS_MINUTES,
    H2S_HIGH,
    LEL_HIGH,
    OXYGEN_HIGH,
    OXYGEN_LOW,
)
from bureau.settings.reading import read_settings
from bureau.workflow.choosing import only

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.ledger.entry import Names, Value
    from bureau.settings.reading import Settings
    from bureau.storage.connection import Reader

CONFINED, HIGH, FIRE, POWER, LIFTING, ON_ROAD, DIGGING = 8001, 8002, 8003, 8004, 8005, 8006, 8007
"""Catalogue ids of the kinds of dangerous work."""
BRIEFED, LICENSED, FENCED, VENTED, RESCUE_READY, SEALED = 8271, 8272, 8273, 8274, 8275, 8276
BELTED, LIFT_CHECKED, CLEARED, EXTINGUISHERS, POWER_OFF = 8277, 8278, 8279, 8280, 8281
EARTHED, TACKLE_CHECKED, TRAFFIC, PIPES_KNOWN = 8282, 8283, 8284, 8285
"""Catalogue ids of the precautions."""
PRECAUTIONS: Final[Mapping[int, tuple[int, ...]]] = {
    CONFINED: (BRIEFED, FENCED, VENTED, RESCUE_READY, SEALED),
    HIGH: (BRIEFED, LICENSED, FENCED, BELTED, LIFT_CHECKED),
    FIRE: (BRIEFED, LICENSED, CLEARED, EXTINGUISHERS),
    POWER: (BRIEFED, LICENSED, EARTHED),
    LIFTING: (BRIEFED, LICENSED, FENCED, TACKLE_CHECKED),
    ON_ROAD: (BRIEFED, FENCED, TRAFFIC),
    DIGGING: (BRIEFED, FENCED, PIPES_KNOWN),
}
"""What belongs to each kind of work; a kind that a bureau added itself asks for nothing more."""
MUST: Final[Mapping[int, tuple[int, ...]]] = {
    CONFINED: (VENTED, RESCUE_READY),
    HIGH: (BELTED,),
    FIRE: (CLEARED, EXTINGUISHERS),
    POWER: (EARTHED,),
    LIFTING: (FENCED,),
    ON_ROAD: (FENCED,),
    DIGGING: (PIPES_KNOWN,),
}
"""Without these the work isn't approved."""
BETWEEN_NAMES: Final = r"[、，,；;\s]+"
SHIFT_HOURS = 8
"""One shift, where 分类目录 says no limit of the kind."""


@dataclass(frozen=True, slots=True)
class Gas:
    """One gas in hundredths of its unit: what is safe, as the bureau has set it."""

    key: str
    low: int | None
    high: int
    unit: str

    @property
    def bounds(self) -> str:
        """19.5～23.5, ≤10."""
        high = f"{Decimal(self.high) / 100:f}"
        return f"≤{high}" if self.low is None else f"{Decimal(self.low) / 100:f}～{high}"

    @property
    def safe(self) -> str:
        """The same with its unit."""
        return f"{self.bounds}{self.unit}"


GASES: Final = ("oxygen", "h2s", "co", "lel")
"""The fields of the readings."""


def gases_of(settings: Settings) -> tuple[Gas, ...]:
    """What is safe of each gas."""
    return (
        Gas("oxygen", settings.value(OXYGEN_LOW), settings.value(OXYGEN_HIGH), "%"),
        Gas("h2s", None, settings.value(H2S_HIGH), " mg/m³"),
        Gas("co", None, settings.value(CO_HIGH), " mg/m³"),
        Gas("lel", None, settings.value(LEL_HIGH), "%LEL"),
    )


# -- what is missing -------------------------------------------------------------------------------


def lacking(conn: Reader, row: Row, names: Names, today: date) -> list[CellFault]:
    """All that a permit needs before it is approved, as faults of its fields."""
    record, kind = record_of(row), row["kind"]
    faults = [
        CellFault(record, key, f"没有写{PERMITS.by_key[key].title}", "批准作业前要写明")
        for key in ("ends_at", "leader", "guard", "work")
        if not row[key]
    ]
    if row["guard"] and str(row["guard"]) in re.split(BETWEEN_NAMES, str(row["workers"] or "")):
        faults.append(CellFault(record, "guard", "监护人同时是作业人员", "监护人不能进去作业"))
    if kind == CONFINED:
        faults += gas_faults(row, read_settings(conn, today))
        if not row["rescue"]:
            faults.append(CellFault(record, "rescue", "没有写应急救援", "有限空间要有救援器材和人"))
    done = set(listed(row["precautions"])) if isinstance(row["precautions"], str) else set()
    if row["vented"]:
        done.add(VENTED)
    missing = [item for item in MUST.get(whole(kind), ()) if item not in done]
    if missing:
        told = "、".join(title_of(names, item) for item in missing)
        faults.append(CellFault(record, "precautions", f"没有落实：{told}", "落实后再批准"))
    begins, ends = row["begins_at"], row["ends_at"]
    if isinstance(begins, str) and isinstance(ends, str):
        latest = shift_end(conn, kind, moment(begins), today)
        if moment(ends) > latest:
            reason = f"超过一个班次（最晚到 {latest:{MOMENT}}）"
            faults.append(CellFault(record, "ends_at", reason, "一张票只管一个班次，过了办“延期”"))
    return faults


def gas_faults(row: Row, settings: Settings) -> list[CellFault]:
    """What the gas test of a confined space lacks, or found."""
    record = record_of(row)
    faults = []
    for gas in gases_of(settings):
        value, title = row[gas.key], PERMITS.by_key[gas.key].title
        if not isinstance(value, int):
            faults.append(CellFault(record, gas.key, f"没有{title}读数", f"安全值{gas.safe}"))
        elif value > gas.high or (gas.low is not None and value < gas.low):
            faults.append(
                CellFault(record, gas.key, f"{title}不在安全范围", f"安全值{gas.safe}，不能进入")
            )
    tested, begins = row["gas_at"], row["extended_at"] or row["begins_at"]
    if not isinstance(tested, str):
        faults.append(CellFault(record, "gas_at", "没有写检测时间", "写到几点几分"))
    elif isinstance(begins, str):
        minutes = settings.value(GAS_MINUTES)
        if moment(begins) - moment(tested) > timedelta(minutes=minutes):
            reason = f"检测后超过 {minutes} 分钟才作业"
            faults.append(CellFault(record, "gas_at", reason, "作业前重新检测"))
        approved = row["approved_at"]
        if isinstance(approved, str) and moment(tested) > max(moment(approved), moment(begins)):
            reason = "检测在批准和作业开始以后"
            faults.append(CellFault(record, "gas_at", reason, "先检测，合格了才能批准和进入"))
    return faults


def shift_end(conn: Reader, kind: object, begins: datetime, today: date) -> datetime:
    """Until when one permit holds: the limit of its kind in 分类目录, else one shift."""
    found = limit_of(conn, kind, begins, today) if isinstance(kind, int) else None
    return found or begins + timedelta(hours=SHIFT_HOURS)


def moment(text: str) -> datetime:
    """A stored day or moment."""
    return datetime.fromisoformat(text)


def whole(value: object) -> int:
    """A stored whole number, 0 for none."""
    return value if isinstance(value, int) else 0


def title_of(names: Names, item: int) -> str:
    """A class in words."""
    found = names.item_by_id(item)
    return found.title if found is not None else ""


# -- acts ------------------------------------------------------------------------------------------


def approve(desk: Desk, records: Collection[int], inputs: Inputs) -> Edited:
    """批准: by whom required, now unless a time is given; what is missing is told field by field.

    Raises UserError, EditFault.
    """
    given: dict[str, Input] = {"approved_at": now_text(desk), **filled(inputs)}
    require(PERMITS, given, "approver")
    found = only(desk, PERMITS, records, unfit_to_approve, "批准")
    refuse(desk, found, given)
    return take_each(desk, PERMITS, "批准", dict.fromkeys(map(record_of, found), given))


def extend(desk: Desk, records: Collection[int], inputs: Inputs) -> Edited:
    """延期: until when and by whom; a confined space is tested anew. Raises UserError, EditFault."""
    given: dict[str, Input] = {"extended_at": now_text(desk), **filled(inputs)}
    require(PERMITS, given, "ends_at", "extended_by")
    found = only(desk, PERMITS, records, unfit_to_extend, "延期")
    wanted: dict[int, Inputs] = {}
    faults: list[CellFault] = []
    with desk.store.snapshot() as conn:
        for row in found:
            fresh = gases_given(given) if row["kind"] == CONFINED else {}
            wanted[record_of(row)] = {**given, **fresh}
            after = read_row(desk, conn, row, wanted[record_of(row)])
            if row["kind"] == CONFINED:
                faults += gas_faults(after, read_settings(conn, desk.today()))
            faults += still_a_shift(conn, row, after, desk.today())
    if faults:
        raise EditFault(PERMITS, faults)
    return take_each(desk, PERMITS, "延期", wanted)


def gases_given(given: Mapping[str, Input]) -> dict[str, Input]:
    """The readings of a new test; those that aren't given aren't those of the old one."""
    return {key: given.get(key) for key in ("gas_at", *GASES)}


def still_a_shift(conn: Reader, before: Row, after: Row, today: date) -> list[CellFault]:
    """A fault where a permit is extended by more than a shift, or not at all."""
    old, new = before["ends_at"] or before["begins_at"], after["ends_at"]
    if not isinstance(old, str) or not isinstance(new, str):
        return []
    latest = shift_end(conn, before["kind"], moment(old), today)
    if moment(new) <= moment(old):
        return [CellFault(record_of(before), "ends_at", "没有比原来的结束时间晚", "请填延到几点")]
    if moment(new) > latest:
        reason = f"一次最多延一个班次（到 {latest:{MOMENT}}）"
        return [CellFault(record_of(before), "ends_at", reason, "更长的另开一张票")]
    return []


def finish(desk: Desk, records: Collection[int], inputs: Inputs) -> Edited:
    """完工: now unless a time is given. Raises UserError, EditFault."""
    given: dict[str, Input] = {"finished_at": now_text(desk), **filled(inputs)}
    found = only(desk, PERMITS, records, unfit_to_finish, "完工")
    return take_each(desk, PERMITS, "完工", dict.fromkeys(map(record_of, found), given))


def proposed_approval(desk: Desk, records: Sequence[int]) -> Mapping[str, Value]:
    """What 批准 begins with: the end of one shift where none is said, readings that are there."""
    found = present(desk, PERMITS, records)
    proposed: dict[str, Value] = {"approved_at": f"{desk.now():{MOMENT}}"}
    if len(found) == 1:
        (row,) = found
        for key in ASKED:
            if isinstance(value := row[key], int | str):
                proposed[key] = value
        if row["ends_at"] is None and isinstance(row["begins_at"], str):
            with desk.store.snapshot() as conn:
                ends = shift_end(conn, row["kind"], moment(row["begins_at"]), desk.today())
            proposed["ends_at"] = f"{ends:{MOMENT}}"
    return proposed


ASKED: Final = (
    *("ends_at", "work", "leader", "guard", "precautions", "rescue"),
    *("gas_at", "gas_by", "oxygen", "h2s", "co", "lel"),
)
"""What 批准 asks for besides who approves."""


def refuse(desk: Desk, found: Sequence[Row], given: Inputs) -> None:
    """Raises EditFault where one of these lacks what its kind of work needs."""
    faults: list[CellFault] = []
    with desk.store.snapshot() as conn:
        names = desk.store.names(conn)
        for row in found:
            faults += lacking(conn, read_row(desk, conn, row, given), names, desk.today())
    if faults:
        raise EditFault(PERMITS, faults)


def read_row(desk: Desk, conn: Reader, row: Row, given: Inputs) -> Row:
    """A record as it would be with these inputs; what can't be read is left as it is."""
    draft = reader_of(desk, conn, PERMITS).read(given, row, record_of(row))
    return {**row, **draft.values}


# -- whom each is for ------------------------------------------------------------------------------


def unfit_to_approve(row: Row) -> str:
    """Approved already."""
    return "已经批准" if row["approver"] is not None else ""


def unfit_to_extend(row: Row) -> str:
    """Not approved, or finished."""
    if row["approver"] is None:
        return "还没有批准"
    return "已经完工" if row["finished_at"] is not None else ""


unfit_to_finish = unfit_to_extend
