"""Declarations: a ledger is a list of typed fields, and everything else is derived from it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from bureau.ledger.checks import NOTHING, Check, Fault, Known, Row
from bureau.ledger.entry import Entry, EntryFault, Raw
from bureau.ledger.field_type import FieldType, Parsed
from bureau.ledger.lenient.texts import is_blank_word, tidy
from bureau.ledger.locks import Closing, Lock
from bureau.ledger.types import Computed, Lines, Scaled

IDENTITY = "identity"
"""System column of ledgers without a natural key: what an import recognises a row by."""


@dataclass(frozen=True, kw_only=True)
class Field:
    """One column of a ledger. `key` is never renamed or reused; `title` is the clerk's word.

    `synonyms` are other header words; `pattern` is a regular expression for the many more that
    nobody lists (限期整改日期), searched in the folded heading, weaker than title and synonym.
    `personal` values are masked unless asked for; `above` says that a blank cell in a spreadsheet
    repeats the one above; `anchor` names the date that a date without a year stays near (a limit
    set in December may fall in January); `none_words` says that 无 means empty; `width` is in
    characters; `sorts` keeps a key in Chinese order beside it. `told` is where a spreadsheet says
    the value when it has no column for it: its "month" in title, sheet or file name, the name
    of the "sheet" (or a line above the header, or a row between the data) that names a record or an
    item, such a row alone (the "caption" of those below it), or the "full-marks" that the headings
    of its lines field state: 案件办理 30、现场检查 40. `more` is the text field that takes further
    names of one cell: 一中队、二中队.
    """

    key: str
    title: str
    type: FieldType
    synonyms: tuple[str, ...] = ()
    pattern: str = ""
    required: bool = False
    personal: bool = False
    above: bool = False
    anchor: str = ""
    none_words: bool = True
    width: int = 10
    sorts: bool = False
    hint: str = ""
    told: Literal["", "month", "sheet", "caption", "full-marks"] = ""
    more: str = ""

    @property
    def unit(self) -> str:
        """The unit of its numbers, '' where there is none."""
        return self.type.unit if isinstance(self.type, Scaled) else ""

    def parse(self, raw: Raw, entry: Entry) -> Parsed:
        """The value of a cell or an input, None when it is blank. Raises EntryFault."""
        if raw is None:
            return None
        if isinstance(raw, str):
            word = tidy(raw)
            if not word or (self.none_words and not self.required and is_blank_word(word)):
                return None
        return self.type.parse(raw, entry)


@dataclass(frozen=True, kw_only=True)
class Numbering:
    """A visible number that the program gives: `ZZ-{year}-{serial:04}`, counted a year."""

    field: str
    pattern: str


@dataclass(frozen=True, kw_only=True)
class Alone:
    """That one record at most with the same `field` has all of `blanks` empty: one open fault a lamp.

    Only what is entered by hand is held to it. The `reason` names the other one as {other}.
    """

    field: str
    blanks: tuple[str, ...]
    reason: str
    suggestion: str = ""


@dataclass(frozen=True, kw_only=True)
class Recurrence:
    """That a record can be the return of an earlier one of the same `kind` at the same place.

    A return (反弹) begins, by `begin`, not before the earlier one's `end` and within so many days
    of it: `window_days` of the subkind, of the kind or of its upper class, else the bureau's
    setting. Points are one place within a radius in metres, which is a setting too; each setting is
    its key and what holds while it isn't set. A record with a text in `unlinked` is no return; those
    whose `state` is one of `void` don't count at all. All other names are fields that say the place;
    a `party` says it where its kind is blank or one of `shop_kinds`.
    """

    kind: str
    subkind: str
    begin: str
    end: str
    unlinked: str
    state: str
    void: tuple[int, ...]
    town: str
    road: str
    address: str
    party: str
    party_kind: str
    shop_kinds: tuple[int, ...]
    shop: str
    point: str
    window: tuple[str, int]
    radius: tuple[str, int]

    @property
    def fields(self) -> frozenset[str]:
        """The fields by which it is decided."""
        others = (self.kind, self.subkind, self.begin, self.end, self.unlinked, self.state)
        return frozenset((*others, self.party_kind, *self.place))

    @property
    def place(self) -> tuple[str, ...]:
        """The fields that say the place."""
        return self.town, self.road, self.address, self.party, self.shop, self.point


@dataclass(frozen=True, kw_only=True)
class Sum:
    """What a file calls the sum of a lines field and, mostly, of numbers `beside` it of that `scale`.

    It isn't a field: an import compares it and says where it differs.
    """

    words: tuple[str, ...]
    lines: str
    beside: tuple[str, ...] = ()
    scale: int = 2


@dataclass(frozen=True, kw_only=True)
class Rest:
    """What a file calls the part of a `whole` that leaves the `field`: 应亮 − 实亮 is 未亮."""

    words: tuple[str, ...]
    whole: str
    field: str


@dataclass(frozen=True, kw_only=True)
class Sign:
    """What a file calls a column that only says how far something is: 已修复10.17, 维修中.

    The `day` takes the day that is with it; done without any day, or not done with one, is asked
    about. The fields `beside` are free words in which the same may stand.
    """

    words: tuple[str, ...]
    day: str
    beside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """Fields by key that stand together under a heading, on paper and in forms; '' for no heading."""

    title: str
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """A ledger as plain data.

    `key`: the natural key by which an import recognises a row; where none is declared, or a file
    lacks it, the fields of `identity` and the number of the equal row in the file do.
    `date`: the field that places a record in a month. `label`: the field that names a record.
    `aliases`: a text field with other names of the record, divided by 、. `name_words`: words that
    names of its records carry or lack at their ends (有限公司), by which two spellings are one where
    nothing is called exactly so. `shown`: the fields that
    a table shows before a person arranges it, in order; the first `frozen` of them stay in sight.
    `sections`: how its form reads, where that differs from the order of its fields. `recurs`: how
    a record is known to be the return of an earlier one, where that can be. `locks`: the months
    whose issue makes its records stand still; `closings`: records of other
    ledgers that do so. `sums`: totals of files that are compared, not kept.
    `rests` and `signs`: columns of files that tell a field of another name.
    `alone`: what one record at most may be open of. `rules`: what others are judged by, which not
    everybody who enters records may change.
    """

    name: str
    title: str
    department: str
    fields: tuple[Field, ...]
    label: str
    key: tuple[str, ...] = ()
    identity: tuple[str, ...] = ()
    date: str = ""
    aliases: str = ""
    name_words: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    numbering: Numbering | None = None
    frozen: int = 1
    shown: tuple[str, ...] = ()
    title_words: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    recurs: Recurrence | None = None
    locks: tuple[Lock, ...] = ()
    closings: tuple[Closing, ...] = ()
    sums: tuple[Sum, ...] = ()
    rests: tuple[Rest, ...] = ()
    signs: tuple[Sign, ...] = ()
    alone: Alone | None = None
    rules: bool = False
    internal: bool = False

    @property
    def table(self) -> str:
        """The name of its SQL table."""
        return self.name.replace("-", "_")

    @cached_property
    def by_key(self) -> dict[str, Field]:
        """Fields by key."""
        return {field.key: field for field in self.fields}

    @cached_property
    def apart(self) -> frozenset[str]:
        """Keys of the fields by which a record stays apart from all others."""
        open_ones = (self.alone.field, *self.alone.blanks) if self.alone else ()
        return frozenset((*self.key, *open_ones))

    @cached_property
    def stored(self) -> tuple[Field, ...]:
        """Fields that have a column of their own."""
        return tuple(field for field in self.fields if field.type.stored)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Journalled columns of the table but the id."""
        keys = tuple(field.key for field in self.stored)
        return (*keys, IDENTITY) if self.identity else keys

    @cached_property
    def lines(self) -> tuple[Field, ...]:
        """Fields kept as child rows."""
        return tuple(field for field in self.fields if isinstance(field.type, Lines))

    @cached_property
    def computed(self) -> tuple[Field, ...]:
        """Fields that are expressions over the row."""
        return tuple(field for field in self.fields if isinstance(field.type, Computed))

    def faults(self, row: Row, known: Known = NOTHING) -> list[Fault]:
        """What is wrong with a whole row of stored values: required fields first, then checks."""
        found = [
            Fault(field.key, f"“{field.title}”没有填", f"请填写{field.title}")
            for field in self.fields
            if field.required and field.type.stored and row.get(field.key) is None
        ]
        if not found:
            found = [fault for check in self.checks if (fault := check.fault(row, known))]
        return found

    def locked(self, before: Row | None, after: Row, known: Known) -> Fault | None:
        """Why a row may not be entered, or become `after`: its month was issued; None if it may."""
        for lock in self.locks:
            if fault := lock.fault(before, after, known):
                # A cell of lines is one kind of them; which one was changed isn't told.
                lines = isinstance(self.by_key[fault.field].type, Lines)
                return replace(fault, field=lock.day) if lines else fault
        return None

    def locks_itself(self, before: Row | None, after: Row) -> Fault | None:
        """Why a month may not be locked by typing its state: a step does that, with all it entails."""
        for lock in self.locks:
            was, now = (before or {}).get(lock.state), after.get(lock.state)
            if lock.ledger == self.name and now in lock.states and was not in lock.states:
                return Fault(lock.state, "这个状态不能直接填，请用“办理”里的“签发”")
        return None


def line_ledger(ledger: Ledger, field: Field) -> str:
    """The name under which the journal knows the child rows of a lines field."""
    return f"{ledger.name}.{field.key}"


def line_table(ledger: Ledger, field: Field) -> str:
    """The SQL table of the child rows: id, record, kind, value."""
    return f"{ledger.table}__{field.key}"


def parse_field(ledger: Ledger, key: str, raw: Raw, entry: Entry) -> Parsed:
    """One input read by its field. Raises EntryFault that names the field."""
    field = ledger.by_key[key]
    try:
        return field.parse(raw, entry)
    except EntryFault as fault:
        raise EntryFault(f"{field.title}：{fault.reason}", fault.suggestion) from None
