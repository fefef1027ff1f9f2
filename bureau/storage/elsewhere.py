"""The second place of a folder's data, a stick or another disk: database, photos and issued papers.

Only what isn't there yet is copied, and the database last, so that a copy of it never names a photo
that the place doesn't have.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bureau.access.rights import EXCHANGE
from bureau.errors import EnvironmentFault, UserError
from bureau.files import FULL, can_write, whole_file
from bureau.storage.thinning import OF_ITSELF, thin_out

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.storage.paths import DataFolder

FOLDER: Final = "城管台账备份"
PLACE, AT = "second-place", "second-place-at"
"""Names of what the folder keeps for itself: where the place is, and when it was last reached."""
PHOTOS, ARCHIVE = "photos", "archive"
Step = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class CopiedOut:
    """What came to the second place. `damaged` are originals here that aren't what they were."""

    copy: Path
    files: int
    damaged: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SecondPlace:
    """Where it is, "" for nowhere, and when it was last reached."""

    path: str
    at: datetime | None


def nothing_said(_done: int, _of: int) -> None:
    """Where nobody looks on."""


# -- which place ------------------------------------------------------------------------------------


def second_place(conn: sqlite3.Connection) -> SecondPlace:
    """What was chosen for this folder."""
    known = {row["name"]: row["value"] for row in conn.execute("SELECT name, value FROM guard")}
    at = known.get(AT)
    return SecondPlace(known.get(PLACE, ""), datetime.fromisoformat(at) if at else None)


def choose_place(desk: Desk, place: Path | None) -> None:
    """Chooses the second place, None for none. Raises UserError for one in the data folder itself."""
    desk.require(EXCHANGE)
    if place is not None:
        refuse_place(place, desk.store.folder)
    with desk.store.upkeep() as conn:
        conn.execute("DELETE FROM guard WHERE name IN (?, ?)", (PLACE, AT))
        if place is not None:
            conn.execute("INSERT INTO guard (name, value) VALUES (?, ?)", (PLACE, str(place)))


def refuse_place(place: Path, folder: DataFolder) -> None:
    """Raises UserError where a copy would go with the data that it is a copy of."""
    if not place.is_dir():
        raise UserError(f"找不到“{place}”；请插好 U 盘，或换一个文件夹。")
    if place.resolve().is_relative_to(folder.root.resolve()):
        raise UserError("不能备份到数据文件夹里面；请换一个位置，最好是另一个磁盘或 U 盘。")
    if not can_write(place):
        raise UserError(f"“{place}”不允许写入；请换一个位置。")


# -- copying ----------------------------------------------------------------------------------------


def copy_out(desk: Desk, place: Path, step: Step = nothing_said) -> CopiedOut:
    """Copies what is new to `place`. Raises UserError, EnvironmentFault; what was there before stays.

    Everybody's work goes to the place that was chosen; to another only with the right to.
    """
    folder = desk.store.folder
    with desk.store.snapshot() as conn:
        if str(place) != second_place(conn).path:
            desk.require(EXCHANGE)
    refuse_place(place, folder)
    target = place / FOLDER
    try:
        files, damaged = copy_new(folder, target, step)
        name = f"{OF_ITSELF}-{desk.now():%Y%m%d-%H%M%S}"
        desk.store.copy_to(target, name)
        thin_out(target)
    except OSError as fault:
        if fault.errno in FULL:
            raise EnvironmentFault(
                f"“{place}”空间不足，备份没有做完；请清理或换一个大一些的 U 盘。"
            ) from fault
        raise EnvironmentFault(
            f"“{place}”写不进去，备份没有做完（U 盘可能被拔掉了）；请插好后再备份一次。"
        ) from fault
    note_reached(desk, place)
    return CopiedOut(target / f"{name}.sqlite", files, tuple(damaged))


def note_reached(desk: Desk, place: Path) -> None:
    """Notes when the chosen place was reached; of another one nothing is noted."""
    with desk.store.snapshot() as conn:
        chosen = second_place(conn).path
    if desk.store.writable and chosen == str(place):
        with desk.store.upkeep() as conn:
            conn.execute(
                "INSERT INTO guard (name, value) VALUES (?, ?)"
                " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (AT, desk.now().isoformat(sep=" ")),
            )


def copy_new(folder: DataFolder, target: Path, step: Step) -> tuple[int, list[str]]:
    """Photos and issued papers that the target doesn't have; damaged photos are left out."""
    wanted = list(new_files(folder.photos, target / PHOTOS))
    papers = list(new_files(folder.archive, target / ARCHIVE))
    damaged: list[str] = []
    for number, (source, goal) in enumerate([*wanted, *papers], 1):
        step(number, len(wanted) + len(papers))
        if number <= len(wanted) and not is_sound(source, source.stem):
            damaged.append(source.name)
            continue
        put(goal, source.read_bytes())
    return len(wanted) + len(papers) - len(damaged), damaged


def new_files(source: Path, target: Path) -> Iterator[tuple[Path, Path]]:
    """Files that the target lacks or has in another size."""
    for path, goal in every_file(source, target):
        if not goal.exists() or goal.stat().st_size != path.stat().st_size:
            yield path, goal


def every_file(source: Path, target: Path) -> Iterator[tuple[Path, Path]]:
    """All files below a folder with their places below another; unfinished ones are passed over."""
    for root, _folders, names in os.walk(source):
        for name in sorted(names):
            if name.startswith("."):
                continue
            path = Path(root) / name
            yield path, target / path.relative_to(source)


# -- bringing back ----------------------------------------------------------------------------------


def bring_back(backup: Path, folder: DataFolder) -> int:
    """Brings photos and papers that lie beside a backup and are missing here; gives how many.

    A photo here that isn't what it was is mended. What is here and sound is left alone.
    """
    beside = backup.parent
    count = 0
    for source, goal in every_file(beside / PHOTOS, folder.photos):
        if not is_sound(goal, source.stem) and is_sound(source, source.stem):
            put(goal, source.read_bytes())
            count += 1
    for source, goal in new_files(beside / ARCHIVE, folder.archive):
        if not goal.exists():
            put(goal, source.read_bytes())
            count += 1
    return count


def is_sound(photo: Path, digest: str) -> bool:
    """Whether an original is there and is what it was."""
    return photo.exists() and hashlib.sha256(photo.read_bytes()).hexdigest() == digest


def put(goal: Path, content: bytes) -> None:
    """A file in its place, whole."""
    goal.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(goal) as file:
        file.write(content)
