"""Checks of one row as plain data: each names the field at fault and says why in Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from bureau.ledger.entry import Value

Row = Mapping[str, Value]


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

    def fault(self, row: Row) -> Fault | None:
        """The fault of `row`, None when the rule holds."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class NotBefore(Check):
    """Date `blame` isn't earlier than date `other`; days are compared where one has no time."""

    kind: ClassVar[str] = "not-before"
    other: str
    reason: str
    suggestion: str = "请核对两个日期"

    @property
    def reads(self) -> tuple[str, ...]:
        return self.blame, self.other

    def fault(self, row: Row) -> Fault | None:
        late, early = row.get(self.blame), row.get(self.other)
        if not isinstance(late, str) or not isinstance(early, str):
            return None
        length = min(len(late), len(early))
        if late[:length] >= early[:length]:
            return None
        return Fault(self.blame, f"{self.reason}（{late} 早于 {early}）", self.suggestion)


@dataclass(frozen=True, kw_only=True)
class NeedsWhen(Check):
    """Field `blame` is filled when choice `other` is one of `items` (catalogue ids)."""

    kind: ClassVar[str] = "needs-when"
    other: str
    items: tuple[int, ...]
    reason: str
    suggestion: str = ""

    @property
    def reads(self) -> tuple[str, ...]:
        return self.blame, self.other

    def fault(self, row: Row) -> Fault | None:
        if row.get(self.other) in self.items and row.get(self.blame) is None:
            return Fault(self.blame, self.reason, self.suggestion)
        return None


@dataclass(frozen=True, kw_only=True)
class OnlyWhen(Check):
    """Field `blame` is empty unless choice `other` is empty or one of `items` (catalogue ids)."""

    kind: ClassVar[str] = "only-when"
    other: str
    items: tuple[int, ...]
    reason: str
    suggestion: str = ""

    @property
    def reads(self) -> tuple[str, ...]:
        return self.blame, self.other

    def fault(self, row: Row) -> Fault | None:
        if row.get(self.blame) is None or row.get(self.other) in (None, *self.items):
            return None
        return Fault(self.blame, self.reason, self.suggestion)


CHECKS: dict[str, type[Check]] = {kind.kind: kind for kind in (NotBefore, NeedsWhen, OnlyWhen)}
