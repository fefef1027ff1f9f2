"""From what a person typed to the stored values of one record, with all that is wrong with them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from bureau.editing.families import settle_classes, settle_endings, sub_class
from bureau.editing.limits import Calendar, counted, is_limit, office_calendar
from bureau.errors import BugError
from bureau.ledger.checks import Fault, Known
from bureau.ledger.deadline_types import Deadline
from bureau.ledger.declaration import Field, Ledger
from bureau.ledger.entry import Entry, EntryFault, Names, Provisional, Raw, Spill, Value
from bureau.ledger.field_type import Parsed
from bureau.ledger.lenient.terms import year_near
from bureau.ledger.lenient.texts import is_blank_word, tidy
from bureau.ledger.types import Choice, Computed, Date, DateTime, Lines, Reference
from bureau.storage.known_records import KnownRecords
from bureau.storage.new_names import NewName, NewNames

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.storage.connection import Reader

LEAP_YEAR = 2024


@dataclass(frozen=True, slots=True)
class Stored:
    """A value as it is stored already: picked from a list, or copied from another record."""

    value: Value


Input = Raw | Stored | Mapping[int, Raw]
Inputs = Mapping[str, Input]
"""By field key; one line as `counts.3201`, several as `counts`: {kind: typed}."""
Row = Mapping[str, object]
"""Stored values by field key, {kind: value} for lines."""


@dataclass(slots=True)
class Draft:
    """What inputs make of one record: the values that differ from now, and what is wrong.

    A negative value stands for a name that is new. `said` tells what followed by itself;
    `new_names` is filled by who looks at one record without saving it.
    """

    values: dict[str, object] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    new_names: tuple[NewName, ...] = ()


class InputReader:
    """Reads inputs for the records of one ledger; new names of all of them are one list.

    `unlocking` are records that may change though they are locked.
    """

    def __init__(
        self, ledger: Ledger, names: Names, known: Known, today: date, calendar: Calendar
    ) -> None:
        self.ledger = ledger
        self.names = names
        self.known = known
        self.unlocking: Collection[int] = ()
        self.today = today
        self.calendar = calendar
        self.entry = Entry(today, names, today.year)
        self.new_names = NewNames()

    def read(self, inputs: Inputs, present: Row | None, record: int | None = None) -> Draft:
        """What the inputs make of a record; None as `present` is a new one."""
        draft, given = Draft(), self.in_order(inputs)
        now: Row = present or {}
        for key, raw in given.items():
            declared = self.field_of(key)
            try:
                if isinstance(declared.type, Lines):
                    self.take_lines(draft, declared, key, raw, now)
                else:
                    self.take(draft, declared, raw, now, given)
            except EntryFault as fault:
                draft.faults.append(Fault(key, fault.reason, fault.suggestion))
        settle_classes(self.ledger, self.names, draft, now)
        settle_endings(self.ledger, self.names, draft, now)
        if present is not None:
            draft.values = {
                key: value for key, value in draft.values.items() if value != present.get(key)
            }
        self.check(draft, now, new=present is None, record=record)
        return draft

    def in_order(self, inputs: Inputs) -> dict[str, Input]:
        """The inputs, dates that lean on another one, or on the year of a list, after it."""

        def leans(key: str) -> bool:
            declared = self.field_of(key)
            return bool(declared.anchor) or isinstance(declared.type, Deadline)

        return dict(sorted(inputs.items(), key=lambda pair: leans(pair[0])))

    def field_of(self, key: str) -> Field:
        """The field that an input is for. Raises BugError."""
        declared = self.ledger.by_key.get(key.partition(".")[0])
        if declared is None:
            raise BugError(f"{self.ledger.name} has no field {key!r}")
        return declared

    # -- one field -----------------------------------------------------------------------------

    def take(
        self, draft: Draft, declared: Field, raw: Input, now: Row, given: Mapping[str, Input]
    ) -> None:
        """Puts one input into the draft, with the fields it fills besides. Raises EntryFault."""
        if isinstance(raw, Mapping):
            raise BugError(f"{self.ledger.name}.{declared.key} isn't a lines field")
        if isinstance(declared.type, Computed):
            raise EntryFault(f"“{declared.title}”是自动算出来的", "不用填写，改它所依据的内容即可")
        found = self.value(declared, raw, now, draft)
        if isinstance(found, Spill):
            for key, value in found.also.items():
                if is_blank_input(given.get(key)):
                    draft.values[key] = value
            found = found.value
        if isinstance(found, Provisional):
            found = self.new_names.number(found)
        if found is not None or draft.values.get(declared.key) is None:
            draft.values[declared.key] = found

    def value(self, declared: Field, raw: Raw | Stored, now: Row, draft: Draft) -> Parsed:
        """What one input means. Raises EntryFault."""
        if isinstance(raw, Stored):
            return self.chosen(declared, raw.value)
        if isinstance(raw, str):
            present: Value = now.get(declared.key)  # type: ignore[assignment]
            if present is not None and tidy(raw) in self.shown(declared, present):
                return present
            refuse_masked(declared, raw)
            if isinstance(declared.type, Choice):
                known = sub_class(self.ledger, declared, raw, self.names, {**now, **draft.values})
                if known is not None:
                    return known
        if is_limit(declared) or (declared.anchor and isinstance(declared.type, Date | DateTime)):
            anchor = draft.values.get(declared.anchor, now.get(declared.anchor))
            return self.dated(declared, raw, anchor if isinstance(anchor, str) else None, draft)
        if isinstance(declared.type, Deadline):
            # 3月底前 in the list of next year is a day of next year.
            of_year = declared.type.of_year
            year = draft.values.get(of_year, now.get(of_year))
            if isinstance(year, int):
                return declared.parse(raw, replace(self.entry, year=year))
        return declared.parse(raw, self.entry)

    def chosen(self, declared: Field, value: Value) -> Parsed:
        """A stored value; a sub-class that was picked fills its own field. Raises EntryFault."""
        kind = declared.type
        if isinstance(value, int) and (
            (isinstance(kind, Choice) and self.names.item_by_id(value) is None)
            or (isinstance(kind, Reference) and self.names.label(kind.ledger, value) == "?")
        ):
            raise EntryFault("选中的名称已经被删除", "请重新选择")
        if isinstance(kind, Choice) and kind.child and isinstance(value, int):
            item = self.names.item_by_id(value)
            if item is not None and item.parent is not None:
                return Spill(item.parent, {kind.child: item.id})
        return value

    def shown(self, declared: Field, present: Value) -> tuple[str, ...]:
        """How the screen shows a present value; who leaves that as it is changes nothing."""
        shown = tidy(declared.type.show(present, self.names))
        if not declared.personal:
            return (shown,)
        return shown, tidy(declared.type.mask(present, self.names))

    def dated(self, declared: Field, raw: Raw, anchor: str | None, draft: Draft) -> Parsed:
        """A date beside another one: 3日内 counts from it, a day without a year stays near it."""
        if is_limit(declared) and isinstance(raw, str):
            found = counted(raw, anchor, self.today, self.calendar)
            if found is not None:
                if found.said:
                    draft.said.append(f"{declared.title} {found.day} 是{found.said}")
                return found.day
        if anchor is None or not self.lacks_year(declared, raw):
            return declared.parse(raw, self.entry)

        def day_in(year: int) -> str | None:
            try:
                return day_of(declared.parse(raw, replace(self.entry, year=year)))
            except EntryFault:
                return None

        return declared.parse(raw, replace(self.entry, year=year_near(anchor, day_in)))

    def lacks_year(self, declared: Field, raw: Raw) -> bool:
        """Whether a date lacks its year and nothing else."""
        try:
            declared.parse(raw, replace(self.entry, year=None))
        except EntryFault:
            try:
                declared.parse(raw, replace(self.entry, year=LEAP_YEAR))
            except EntryFault:
                return False
            return True
        return False

    # -- lines ---------------------------------------------------------------------------------

    def take_lines(self, draft: Draft, declared: Field, key: str, raw: Input, now: Row) -> None:
        """Puts the lines that an input names into the draft; the others stay as they are."""
        base, _, kind = key.partition(".")
        known = draft.values.get(base, now.get(base))
        lines: dict[int, int] = dict(known) if isinstance(known, Mapping) else {}
        if kind:
            wanted: Mapping[int, Input] = {int(kind): raw}
        elif isinstance(raw, Mapping):
            wanted = raw
        elif is_blank_input(raw):
            wanted = dict.fromkeys(lines)
        else:
            raise EntryFault("明细要逐项填写", "请在各项目的列里填写")
        for number, typed in wanted.items():
            try:
                value = self.line(declared, number, typed)
            except EntryFault as fault:
                draft.faults.append(Fault(f"{base}.{number}", fault.reason, fault.suggestion))
                continue
            if value is None:
                lines.pop(number, None)
            else:
                lines[number] = value
        draft.values[base] = lines

    def line(self, declared: Field, kind: int, raw: Input) -> int | None:
        """The scaled value of one line, None when it is blank. Raises EntryFault."""
        assert isinstance(declared.type, Lines)
        item = self.names.item_by_id(kind)
        if item is None or item.catalogue != declared.type.catalogue:
            raise EntryFault("这个项目已经不在分类目录里", "请刷新后再填")
        if isinstance(raw, Stored):
            return raw.value if isinstance(raw.value, int) else None
        if is_blank_input(raw) or isinstance(raw, Mapping):
            return None
        try:
            return declared.type.parse_line(raw, item)
        except EntryFault as fault:
            raise EntryFault(f"“{item.title}”：{fault.reason}", fault.suggestion) from None

    # -- the whole row -------------------------------------------------------------------------

    def check(self, draft: Draft, now: Row, *, new: bool, record: int | None) -> None:
        """The rules that the changed fields have a part in; old faults of a record don't block it."""
        wrong = {fault.field for fault in draft.faults}
        row = {**now, **draft.values}
        changed = set(self.ledger.by_key) if new else set(draft.values)
        for declared in self.ledger.fields:
            key = declared.key
            if key not in changed or key in wrong:
                continue
            if declared.required and declared.type.stored and row.get(key) is None:
                fault = Fault(key, f"“{declared.title}”没有填", f"请填写{declared.title}")
                draft.faults.append(fault)
            elif record is not None and row.get(key) == record and self.is_own(declared):
                reason = f"“{declared.title}”不能是这一条自己"
                draft.faults.append(Fault(key, reason, "请选另一条，或留空"))
        for check in self.ledger.checks:
            if changed.isdisjoint(check.reads) or not wrong.isdisjoint(check.reads):
                continue
            found = check.fault(row, self.known)  # type: ignore[arg-type]
            if found is not None:
                draft.faults.append(found)
        if record not in self.unlocking:
            before = None if new else now
            locked = self.ledger.locked(before, row, self.known)  # type: ignore[arg-type]
            locked = locked or self.ledger.locks_itself(before, row)  # type: ignore[arg-type]
            if locked is not None:
                # Nothing else is worth saying of what may not change at all.
                draft.faults[:] = [locked]
        place = {declared.key: at for at, declared in enumerate(self.ledger.fields)}
        draft.faults.sort(key=lambda fault: place[fault.field.partition(".")[0]])

    def is_own(self, declared: Field) -> bool:
        """Whether a field refers to records of its own ledger (上级)."""
        kind = declared.type
        return isinstance(kind, Reference) and kind.ledger == self.ledger.name


def reader_of(desk: Desk, conn: Reader, ledger: Ledger) -> InputReader:
    """A reader of inputs with the names and the office's calendar as `conn` sees them."""
    today = desk.today()
    known = KnownRecords(conn, desk.store.ledgers.values())
    return InputReader(ledger, desk.store.names(conn), known, today, office_calendar(conn, today))


def refuse_masked(declared: Field, raw: str) -> None:
    """王* and 138****1234 were copied from where they are masked. Raises EntryFault."""
    if declared.personal and "*" in raw:
        raise EntryFault(f"“{raw.strip()}”是遮盖以后的内容", "请填写完整的内容，或保持原样")


def day_of(found: Parsed) -> str | None:
    """The day that a date's field made of an input."""
    value = found.value if isinstance(found, Spill) else found
    return value if isinstance(value, str) else None


def is_blank_input(raw: Input) -> bool:
    """Whether an input says nothing."""
    if isinstance(raw, Stored):
        return raw.value is None
    if isinstance(raw, str):
        return not tidy(raw) or is_blank_word(tidy(raw))
    return raw is None


def text_of(raw: Input) -> str:
    """The words of an input, as it was typed or proposed; "" for none."""
    said = raw.value if isinstance(raw, Stored) else raw
    return said.strip() if isinstance(said, str) else ""
