"""Names of roads that a bureau's register knows, with what else they are called."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from bureau.places.writing import one_spelling

BEFORE = frozenset("区村道镇乡城口侧旁边面段沿在近院站场门内县市社、/-至到与和及")
"""A known name in the middle of a writing begins behind one of these, else it is part of a longer one."""


@dataclass(frozen=True, slots=True)
class Street:
    """A road of the register: its name, other names, the town it lies in ("" for several)."""

    name: str
    aliases: tuple[str, ...] = ()
    town: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A road in a writing: from where to where, and its one name."""

    start: int
    stop: int
    name: str


@dataclass(frozen=True, eq=False)
class Streets:
    """Known roads, found by what they begin with; told apart by identity, so that readings are kept."""

    names: dict[str, str] = field(default_factory=dict)
    towns: dict[str, str] = field(default_factory=dict)
    starts: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, streets: Iterable[Street]) -> Streets:
        """The roads given; a name beats another road's alias."""
        known = list(streets)
        names: dict[str, str] = {}
        towns: dict[str, str] = {}
        for street in known:
            if len(own := one_spelling(street.name)) > 1:
                names.setdefault(own, own)
                towns.setdefault(own, street.town)
        for street in known:
            for alias in map(one_spelling, street.aliases):
                if len(alias) > 1:
                    names.setdefault(alias, one_spelling(street.name))
        starts: dict[str, list[str]] = {}
        for name in sorted(names, key=lambda name: (-len(name), name)):
            starts.setdefault(name[:2], []).append(name)
        return cls(names, towns, {start: tuple(listed) for start, listed in starts.items()})

    def name(self, written: str) -> str:
        """The one name of a road by any of its names; an unknown one is its own."""
        return self.names.get(written, written)

    def find(self, text: str, start: int = 0) -> Found | None:
        """The first known road in `text`, the longest that begins there."""
        for index in range(start, len(text) - 1):
            if index > start and text[index - 1] not in BEFORE:
                continue
            for name in self.starts.get(text[index : index + 2], ()):
                if text.startswith(name, index):
                    return Found(index, index + len(name), self.names[name])
        return None


NO_STREETS = Streets()
