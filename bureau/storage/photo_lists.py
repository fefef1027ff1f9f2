"""The photos of one field of a record: their order, and how each is turned."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bureau.errors import EnvironmentFault
from bureau.storage.photos import photo_path

if TYPE_CHECKING:
    from bureau.storage.paths import DataFolder

TURN_SIGN = "/"
"""Behind a hash: the quarter turns, in degrees to the right, that it is shown with (ab12…/90)."""

DAMAGED = "这一条的照片清单损坏，读不出来；请从备份恢复，或在操作历史里撤销改动照片的那一步。"


@dataclass(frozen=True, slots=True)
class KeptPhoto:
    """A photo that is in the data folder; `turn` is 0, 90, 180 or 270 degrees to the right."""

    hash: str
    turn: int = 0

    def turned(self) -> KeptPhoto:
        """A quarter turn further to the right; the original is never changed."""
        return replace(self, turn=(self.turn + 90) % 360)


@dataclass(frozen=True, slots=True)
class NewPhoto:
    """A photo that is still to be taken in: a file, or what was pasted; `turn` as for kept ones."""

    source: Path | bytes
    name: str = ""
    turn: int = 0

    def turned(self) -> NewPhoto:
        """A quarter turn further to the right."""
        return replace(self, turn=(self.turn + 90) % 360)


Photo = KeptPhoto | NewPhoto


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """What is known of an original: where it lies, when it was taken, its thumbnail (JPEG)."""

    path: Path
    name: str
    taken_at: str
    thumbnail: bytes


def kept_photos(value: object) -> list[KeptPhoto]:
    """A stored value of a photos field, in order. Raises EnvironmentFault for a damaged one."""
    if not isinstance(value, str):
        return []
    try:
        written = json.loads(value)
    except ValueError:
        raise EnvironmentFault(DAMAGED) from None
    if not isinstance(written, list):
        raise EnvironmentFault(DAMAGED)
    return [kept_photo(str(one)) for one in written]


def kept_photo(text: str) -> KeptPhoto:
    """What one entry of the list means."""
    digest, _, turn = text.partition(TURN_SIGN)
    return KeptPhoto(digest, int(turn) % 360 if turn.isdecimal() else 0)


def picture(photo: Photo) -> NewPhoto | str:
    """A photo as bureau.editing takes it: what is new itself, or the entry of what is kept."""
    return photo if isinstance(photo, NewPhoto) else entry(photo.hash, photo.turn)


def entry(digest: str, turn: int) -> str:
    """One entry of the list."""
    return f"{digest}{TURN_SIGN}{turn}" if turn else digest


def listed(entries: Iterable[str]) -> str | None:
    """Entries as a photos field is stored, each once; None for no photo."""
    found = list(dict.fromkeys(entries))
    return json.dumps(found, separators=(",", ":")) if found else None


def photo_facts(
    conn: sqlite3.Connection, folder: DataFolder, hashes: Iterable[str]
) -> dict[str, PhotoFacts]:
    """What is known of these photos; those that nothing is known of are left out."""
    found = conn.execute(
        "SELECT hash, suffix, name, taken_at, thumbnail FROM photo"
        " WHERE hash IN (SELECT value FROM json_each(?))",
        (json.dumps(list(hashes)),),
    ).fetchall()
    return {
        row["hash"]: PhotoFacts(
            photo_path(folder, row["hash"], row["suffix"]),
            row["name"] or "",
            row["taken_at"] or "",
            bytes(row["thumbnail"] or b""),
        )
        for row in found
    }
