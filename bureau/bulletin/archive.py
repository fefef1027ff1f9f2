"""The archive of issued periods: a folder an edition, written beside its place, checked, then put there."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bureau.bulletin.editions import edition_words, every_edition, papers_of
from bureau.calendar.periods import Kind
from bureau.errors import BureauError, EnvironmentFault
from bureau.files import free_name, write_fault

if TYPE_CHECKING:
    from datetime import date

    from bureau.calendar.periods import Period
    from bureau.storage.connection import Reader

CHECKSUMS: Final = "校验.txt"
UNFINISHED: Final = ".签发中"
"""Lies in a folder until its edition is in the books; what bears it alone is a leftover."""
CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveFile:
    """One file of an edition. Papers have a `kind`; `frozen` is the paper itself, packed."""

    name: str
    content: bytes
    title: str = ""
    kind: str = ""
    pages: int = 0
    frozen: str = ""

    @property
    def sha256(self) -> str:
        """Its checksum."""
        return hashlib.sha256(self.content).hexdigest()


def place_of(period: Period, number: int) -> str:
    """2026/2026-10/第1版, below the archive; other periods than months by their title."""
    year = period.last.year if period.begins is None else period.begins.year
    begins = period.begins
    if period.kind is Kind.MONTH and begins is not None:
        name = f"{begins.year}-{begins.number:02}"
    else:
        name = period.title
    return f"{year}/{name}/{edition_words(number)}"


def free_place(place: str, taken: Collection[str]) -> str:
    """The place, or one beside it where an edition lies there already.

    A month of another 统计月末 has days of its own, and the same name.
    """
    number, free = 2, place
    while free in taken:
        number, free = number + 1, f"{place}({number})"
    return free


def checksum_lines(files: Iterable[ArchiveFile]) -> str:
    """What `sha256sum -c` reads."""
    return "".join(f"{one.sha256}  {one.name}\n" for one in files)


# -- writing -----------------------------------------------------------------------------------------


def write_beside(root: Path, place: str, files: Sequence[ArchiveFile]) -> Path:
    """All files in a new folder beside the place they are meant for, read again and compared.

    Raises EnvironmentFault, UserError for what the disk refuses; nothing is left then.
    """
    target = root / place
    part = target.with_name(f".{target.name}.part")
    try:
        clear(part)
        part.mkdir(parents=True)
        for one in files:
            write(part / one.name, one.content)
        write(part / CHECKSUMS, checksum_lines(files).encode())
        write(part / UNFINISHED, b"")
        for one in files:
            if sha256_of(part / one.name) != one.sha256:
                raise EnvironmentFault(
                    f"归档文件“{one.name}”写入后读出来不一样，没有签发；请检查磁盘后再试。"
                )
    except OSError as fault:
        drop(part)
        raise write_fault(part, fault) from fault
    except BureauError:
        drop(part)
        raise
    return part


def put_in_place(part: Path, root: Path, place: str) -> Path:
    """Renames a finished folder into its place. Raises EnvironmentFault, UserError.

    A leftover there goes; a folder that no edition of these books knows (after a restore) is kept
    under another name.
    """
    target = root / place
    try:
        if target.exists():
            if (target / UNFINISHED).exists():
                clear(target)
            else:
                aside = target.with_name(f"{target.name}（未登记）")
                target.rename(target.with_name(free_name(aside)))
        part.rename(target)
    except OSError as fault:
        raise write_fault(target, fault) from fault
    return target


def settle(root: Path, places: Iterable[str]) -> None:
    """Takes the mark off folders whose editions are in the books."""
    for place in places:
        with suppress(OSError):
            (root / place / UNFINISHED).unlink(missing_ok=True)


def sweep(root: Path, known: Iterable[str]) -> None:
    """Clears what issues that broke off have left: half-written folders, and whole ones never kept."""
    places = set(known)
    settle(root, places)
    for mark in list(root.glob(f"*/*/*/{UNFINISHED}")):
        if mark.parent.relative_to(root).as_posix() not in places:
            drop(mark.parent)
    for part in list(root.glob("*/*/.*.part")):
        drop(part)


def write(path: Path, content: bytes) -> None:
    """A file that is on the disk when this returns."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def clear(folder: Path) -> None:
    """Takes a folder away with what is in it."""
    if folder.exists():
        shutil.rmtree(folder)


def drop(folder: Path) -> None:
    """The same where it doesn't matter when the disk refuses."""
    shutil.rmtree(folder, ignore_errors=True)


def sha256_of(path: Path) -> str:
    """The checksum of a file as it lies there."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(CHUNK):
            found.update(piece)
    return found.hexdigest()


# -- checking ----------------------------------------------------------------------------------------


def archive_findings(conn: Reader, root: Path, today: date) -> Iterator[str]:
    """Files of editions that are missing from the archive or aren't what was issued."""
    for edition in every_edition(conn, today):
        folder = root / edition.folder
        if not folder.is_dir():
            yield f"{edition.title}的归档文件夹不见了（{edition.folder}）；请从备份的归档里补回。"
            continue
        kept = [(one.file_name, one.sha256, one.size) for one in papers_of(conn, edition)]
        for name, sha256, size in (*kept, (CHECKSUMS, edition.checksums, 0)):
            if fault := file_fault(folder / name, sha256, size):
                yield f"{edition.title}的归档文件“{name}”{fault}；请从备份的归档里补回。"


def file_fault(path: Path, sha256: str, size: int = 0) -> str:
    """What is wrong with a file, blank when nothing is."""
    try:
        if not path.is_file():
            return "不见了"
        if (size and path.stat().st_size != size) or sha256_of(path) != sha256:
            return "被改动过"
    except OSError:
        return "读不出来"
    return ""
