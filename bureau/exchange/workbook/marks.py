"""What a sheet shows beside its values: hidden and struck rows, colours, notes, pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ByCell = Mapping[int, Mapping[int, str]]
"""Row → column → text, both from 1."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture over or in a cell: a `member` of the archive at `path`."""

    row: int
    column: int
    name: str
    path: Path
    member: str


@dataclass(frozen=True)
class Marks:
    """Rows and columns count from 1, as the file shows them."""

    hidden: frozenset[int] = frozenset()
    """Rows that somebody hid."""
    filtered: frozenset[int] = frozenset()
    """Rows that a filter left out of sight."""
    hidden_columns: frozenset[int] = frozenset()
    struck: frozenset[tuple[int, int]] = frozenset()
    """Cells with a line through their text."""
    fills: ByCell = field(default_factory=dict)
    """The background of cells that have one, as RRGGBB."""
    notes: ByCell = field(default_factory=dict)
    """What is written in comments."""
    formats: ByCell = field(default_factory=dict)
    """How numbers are shown, where that is not as usual: `0.00`, `m"月"d"日"`."""
    pictures: Sequence[Picture] = ()


NO_MARKS = Marks()
