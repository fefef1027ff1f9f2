"""Checks of one row as plain data: each names the field at fault and says why in Chinese.

Most look at the row alone; those that look at other records too (a contract of that day) ask what
is `Known`, which whoever reads the rows has read once for all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol

from bureau.ledger.entry import Value

Row = Mapping[str, Value]
Read = tuple[Value, ...]
Grouped = Mapping[tuple[Value, ...], Sequence[tuple[Value, ...]]]
"""Records by the values of some columns, each as the values of others."""


class Known(Protocol):
    """The records that are there already, as checks ask for them."""

    def grouped(self, ledger: str, by: tuple[str, ...], columns: tuple[str, ...]) -> Grouped:
        """All records of a ledger by these columns; `id` is a column too."""


class Nothing:
    """No records at all."""

    def grouped(self, ledger: str, by: tuple[str, ...], columns: tuple[str, ...]) -> Grouped:
        """None."""
        del ledger, by, columns
        return {}


NOTHING: Known = Nothing()
OPEN = "9999-12-31"
"""The end of what has none."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one field of a row."""

    field: str
    reason: str
    suggestion: str = ""


@dataclass(frozen=True, kw_only=True)
class Check:
    """A rule about one row; `blame` is the field that the fault is shown at."""

    kind: ClassVar[str] = ""
    blame: str

    @property
    def reads(self) -> tuple[str, ...]:
        """Keys of the fields that the rule looks at."""
        return (self.blame,)

    def fault(self, row: Row, known: Known = NOTHING) -> Fault | None:
        """The fault of `row`, None when the rule holds."""
        raise NotImplementedError

    def judged(self, read: Iterable[Read], known: Known) -> dict[Read, Fault | None]:
        """The same for many rows at once, each as the values of the fields that the rule `reads`."""
        return {
            values: self.fault(dict(zip(self.reads, values, strict=True)), known) for values in read
        }


@dataclass(frozen=True, kw_only=True)
class OfTwo(Check):
    """A rule about `blame` and one `other` field."""

    other: str

    @property
    def reads(self) -> tuple[str, ...]:
        return self.blame, self.other


@dataclass(frozen=True, kw_only=True)
class NotBefore(OfTwo):
    """Date `blame` isn't earlier than date `other`; days are compared where one has no time."""

    kind: ClassVar[str] = "not-before"
    reason: str
    suggestion: str = "请核对两个日期"

    def fault(self, row: Row, known: Known = NOTHING) -> Fault | None:
        late, early = row.get(self.blame), row.get(self.other)
        if not isinstance(late, str) or not isinstance(early, str):
            return None
        length = min(len(late), len(early))
        if late[:length] >= early[:length]:
            return None
        return Fault(self.blame, f"{self.reason}（{late} 早于 {early}）", self.suggestion)


@dataclass(frozen=True, kw_only=True)
class NeedsWhen(OfTwo):
    """Field `blame` is filled when choice `other` is one of `items` (catalogue ids).

    One of the fields `instead` will do too.
    """

    kind: ClassVar[str] = "needs-when"
    items: tuple[int, ...]
    instead: tuple[str, ...] = ()
    reason: str
    suggestion: str = ""

    @property
    def reads(self) -> tuple[str, ...]:
        return self.blame, self.other, *self.instead

    def fault(self, row: Row, known: Known = NOTHING) -> Fault | None:
        blank = all(row.get(key) is None for key in (self.blame, *self.instead))
        if row.get(self.other) in self.items and blank:
            return Fault(self.blame, self.reason, self.suggestion)
        return None


@dataclass(frozen=True, kw_only=True)
class OnlyWhen(OfTwo):
    """Field `blame` is empty unless choice `other` is empty or one of `items` (catalogue ids)."""

    kind: ClassVar[str] = "only-when"
    items: tuple[int, ...]
    reason: str
    suggestion: str = ""

    def fault(self, row: Row, known: Known = NOTHING) -> Fault | None:
        if row.get(self.blame) is None or row.get(self.other) in (None, *self.items):
            return None
        return Fault(self.blame, self.reason, self.suggestion)


@dataclass(frozen=True, kw_only=True)
class Covered(Check):
    """Day `blame` lies within a record of `ledger`: between its `begins` and its `ends`.

    `agree` are pairs of fields, the row's own and the other record's, that must be equal. A blank
    end is open; a row without the day or without what must agree isn't judged.
    """

    kind: ClassVar[str] = "covered"
    ledger: str
    agree: tuple[tuple[str, str], ...] = ()
    begins: str
    ends: str
    reason: str
    suggestion: str = ""

    @property
    def reads(self) -> tuple[str, ...]:
        return (self.blame, *(own for own, _ in self.agree))

    def fault(self, row: Row, known: Known = NOTHING) -> Fault | None:
        read = tuple(row.get(key) for key in self.reads)
        return self.judged((read,), known)[read]

    def judged(self, read: Iterable[Read], known: Known) -> dict[Read, Fault | None]:
        """The same for many rows at once: an import has tens of thousands of different ones."""
        by = tuple(theirs for _, theirs in self.agree)
        terms = {
            shared: [
                (begins, ends if isinstance(ends, str) else OPEN)
                for begins, ends in records
                if isinstance(begins, str)
            ]
            for shared, records in known.grouped(self.ledger, by, (self.begins, self.ends)).items()
        }
        fault = Fault(self.blame, self.reason, self.suggestion)
        found: dict[Read, Fault | None] = {}
        for values in read:
            found[values] = None
            day = values[0]
            if isinstance(day, str) and None not in values:
                for begins, ends in terms.get(values[1:], ()):
                    if begins <= day[:10] <= ends:
                        break
                else:
                    found[values] = fault
        return found


@dataclass(frozen=True, kw_only=True)
class NoOverlap(Check):
    """The time from `begins` to `ends` is free of that of every record of `ledger`, the row's own.

    Only records that `agree` in these fields count. `itself` are the fields of the natural key:
    who has the same is the same record. The `reason` names the other one, by `label`, as {other}.
    """

    kind: ClassVar[str] = "no-overlap"
    ledger: str
    agree: tuple[str, ...] = ()
    begins: str
    ends: str
    itself: tuple[str, ...]
    label: str
    reason: str
    suggestion: str = "请核对期限"

    @property
    def reads(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.blame, self.begins, self.ends, *self.agree, *self.itself)))

    def fault(self, row: Row, known: Known = NOTHING) -> Fault | None:
        shared = tuple(row.get(key) for key in self.agree)
        term = row.get(self.begins), row.get(self.ends)
        if not isinstance(term[0], str) or None in shared:
            return None
        own = tuple(row.get(key) for key in self.itself)
        columns = ("id", self.label, self.begins, self.ends, *self.itself)
        for record, label, *rest in known.grouped(self.ledger, self.agree, columns).get(shared, ()):
            same = record == row.get("id") or (None not in own and tuple(rest[2:]) == own)
            if not same and meet(term, rest[:2]):
                reason = self.reason.replace("{other}", str(label or "另一条"))
                return Fault(self.blame, reason, self.suggestion)
        return None


@dataclass(frozen=True, kw_only=True)
class Product(Check):
    """Number `blame` is the product of two others, all three of so many decimals, halves rounded up.

    A row that lacks one of them isn't judged.
    """

    kind: ClassVar[str] = "product"
    factors: tuple[str, str]
    decimals: int = 2
    reason: str
    suggestion: str = "请核对三个数"

    @property
    def reads(self) -> tuple[str, ...]:
        return self.blame, *self.factors

    def fault(self, row: Row, known: Known = NOTHING) -> Fault | None:
        product, one, other = (row.get(key) for key in self.reads)
        if not (isinstance(product, int) and isinstance(one, int) and isinstance(other, int)):
            return None
        unit = 10**self.decimals
        if product == (2 * one * other + unit) // (2 * unit):
            return None
        return Fault(self.blame, self.reason, self.suggestion)


@dataclass(frozen=True, kw_only=True)
class FilledWith(OfTwo):
    """Field `blame` is filled wherever `other` is: who signs off a hazard says when it was mended.

    One of the fields `instead` will do too.
    """

    kind: ClassVar[str] = "filled-with"
    instead: tuple[str, ...] = ()
    reason: str
    suggestion: str = ""

    @property
    def reads(self) -> tuple[str, ...]:
        return self.blame, self.other, *self.instead

    def fault(self, row: Row, known: Known = NOTHING) -> Fault | None:
        filled = any(row.get(key) is not None for key in (self.blame, *self.instead))
        if row.get(self.other) is None or filled:
            return None
        return Fault(self.blame, self.reason, self.suggestion)


@dataclass(frozen=True, kw_only=True)
class NotMore(OfTwo):
    """Number `blame` isn't greater than number `other` of the same scale."""

    kind: ClassVar[str] = "not-more"
    reason: str
    suggestion: str = "请核对两个数"

    def fault(self, row: Row, known: Known = NOTHING) -> Fault | None:
        part, whole = row.get(self.blame), row.get(self.other)
        if not isinstance(part, int) or not isinstance(whole, int) or part <= whole:
            return None
        return Fault(self.blame, self.reason, self.suggestion)


@dataclass(frozen=True, kw_only=True)
class OneOf(Check):
    """Exactly one of several fields is filled: what refers to a case, a road or a campaign."""

    kind: ClassVar[str] = "one-of"
    others: tuple[str, ...]
    reason: str
    suggestion: str = ""

    @property
    def reads(self) -> tuple[str, ...]:
        return self.blame, *self.others

    def fault(self, row: Row, known: Known = NOTHING) -> Fault | None:
        if sum(row.get(key) is not None for key in self.reads) == 1:
            return None
        return Fault(self.blame, self.reason, self.suggestion)


def meet(one: Sequence[Value], other: Sequence[Value]) -> bool:
    """Whether two spans of days have a day in common; a blank end is open, a blank begin is none."""
    (begin, end), (start, stop) = one, other
    if not isinstance(begin, str) or not isinstance(start, str):
        return False
    return (not isinstance(stop, str) or begin <= stop) and (
        not isinstance(end, str) or start <= end
    )


@dataclass(frozen=True, kw_only=True)
class NoRing(Check):
    """Going up from the record that `blame` names, record by record, never comes back to the row.

    `itself` is the natural key: in a file a row has no id yet.
    """

    kind: ClassVar[str] = "no-ring"
    ledger: str
    itself: str
    reason: str
    suggestion: str = "请选另一条，或留空"

    @property
    def reads(self) -> tuple[str, ...]:
        return self.blame, self.itself

    def fault(self, row: Row, known: Known = NOTHING) -> Fault | None:
        at, own = row.get(self.blame), row.get(self.itself)
        if at is None:
            return None
        above = known.grouped(self.ledger, ("id",), (self.blame, self.itself))
        passed: set[Value] = set()
        while at is not None and at not in passed:
            passed.add(at)
            upper, name = (above.get((at,)) or [(None, None)])[0]
            if at == row.get("id") or (own is not None and name == own):
                return Fault(self.blame, self.reason, self.suggestion)
            at = upper
        return None


CHECKS: dict[str, type[Check]] = {
    kind.kind: kind
    for kind in (
        *(NotBefore, NeedsWhen, OnlyWhen, Covered, NoOverlap, Product),
        *(FilledWith, NotMore, OneOf, NoRing),
    )
}
