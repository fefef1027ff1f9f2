"""One file as an office keeps it, with the answer worked out by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

Make = Callable[[Path], Path]
"""Writes the file into a folder; its path."""


@dataclass(frozen=True, kw_only=True)
class Difficulty:
    """`rows` are the values of `keys` in the records that must come, as `list --json` shows them.

    `refused` are the file's numbers of the rows that can't be taken; `asks` are the questions that
    must be asked, `answers` what a person answers before anything is compared. `says` are words
    that what was inferred must have; `registered` are names that the registers have before.
    """

    name: str
    ledger: str
    make: Make
    keys: Sequence[str]
    rows: Sequence[Sequence[object]]
    refused: Sequence[int] = ()
    asks: Sequence[str] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    says: Sequence[str] = ()
    registered: Mapping[str, Sequence[str]] = field(default_factory=dict)
    month: str | None = None
