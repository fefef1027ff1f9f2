"""A package: what one station did that another lacks, with its photos and kept files, in one file.

A zip archive: `package.json` says what is in it, `operations.jsonl` has one operation a line,
`photos/` and `files/` hold what these name, by content hash.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, Final

from bureau.errors import UserError
from bureau.files import replacing, whole_file
from bureau.storage.faults import told_in_chinese
from bureau.storage.kept_files import LARGEST as LARGEST_FILE
from bureau.storage.merging.knowledge import Vector, vector_of
from bureau.storage.merging.stages import Step, nothing_said
from bureau.storage.merging.taking_in import DAMAGED, NEWER, Foreign, foreign, unknown_to
from bureau.storage.operation import read_meta
from bureau.storage.photos import LARGEST, look_at, photo_path
from bureau.storage.schema import schema_number

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.storage.operation import Operation
    from bureau.storage.paths import DataFolder

FORMAT: Final = 1
KIND: Final = "chengguan-taizhang"
SUFFIX: Final = ".cgb"
ABOUT, OPERATIONS = "package.json", "operations.jsonl"
PHOTOS, FILES = "photos", "files"
STRANGE: Final = "这不是“城管台账”导出的数据包；请核对文件。"
SAMPLE: Final = "示例县的数据不能与真实数据合并；请换一个数据文件夹。"
DIGEST: Final = re.compile(r"[0-9a-f]{64}")
LONGEST_ABOUT: Final = 2**20
"""Told how many of how many are done; raises when it is no longer wanted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a package says of itself. `since` is what the receiver was taken to have."""

    bureau: str
    station: int
    actor: str
    made_at: str
    schema: int
    sample: bool
    vector: Vector
    since: Vector
    operations: int
    photos: int
    digest: str
    section: str = ""
    missing: int = 0
    """Photos whose originals the sender doesn't have any more; the operations name them still."""

    @property
    def name(self) -> str:
        """What its station is called: the unit, or who works there."""
        return self.section or self.actor


# -- sending ---------------------------------------------------------------------------------------


def send(
    desk: Desk,
    target: Path,
    since: Mapping[int, int],
    *,
    bureau: str,
    sample: bool = False,
    step: Step = nothing_said,
) -> About:
    """Writes what a station that has reached `since` lacks, from one picture of the data.

    Raises UserError where there is nothing new, EnvironmentFault.
    """
    folder = desk.store.folder
    with (
        desk.store.snapshot() as conn,
        replacing(target) as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        count = lacking(conn, since)
        if not count:
            raise UserError("对方已经有了这里的全部内容，没有新的可以导出。")
        named: set[str] = set()
        digest = hashlib.sha256()
        with packed.open(OPERATIONS, "w", force_zip64=True) as lines:
            for number, one in enumerate(unknown_to(conn, since), 1):
                line = json.dumps(one.plain(), ensure_ascii=False, separators=(",", ":"))
                content = line.encode() + b"\n"
                digest.update(content)
                lines.write(content)
                named.update(DIGEST.findall(line))
                step(number, count)
        photos, missing = pack_photos(conn, folder, packed, named)
        pack_files(conn, packed, named)
        about = About(
            bureau=bureau,
            station=read_meta(conn)["station"],
            actor=desk.actor,
            section=desk.section,
            made_at=f"{desk.now():%Y-%m-%d %H:%M:%S}",
            schema=schema_number(),
            sample=sample,
            vector=vector_of(conn),
            since=dict(since),
            operations=count,
            photos=photos,
            missing=missing,
            digest=digest.hexdigest(),
        )
        packed.writestr(ABOUT, json.dumps(plain(about), ensure_ascii=False, indent=1))
    return about


def lacking(conn: sqlite3.Connection, since: Mapping[int, int]) -> int:
    """How many operations a station that has reached `since` lacks."""
    reached = vector_of(conn)
    return sum(max(seq - since.get(station, 0), 0) for station, seq in reached.items())


def pack_photos(
    conn: sqlite3.Connection, folder: DataFolder, packed: zipfile.ZipFile, named: Iterable[str]
) -> tuple[int, int]:
    """The originals that the operations name; gives how many, and how many aren't there any more."""
    count = missing = 0
    for digest in sorted(named):
        row = conn.execute("SELECT suffix FROM photo WHERE hash = ?", (digest,)).fetchone()
        if row is None:
            continue
        original = photo_path(folder, digest, row["suffix"])
        if not original.exists():
            missing += 1
            continue
        packed.write(original, f"{PHOTOS}/{original.name}", zipfile.ZIP_STORED)
        count += 1
    return count, missing


def pack_files(conn: sqlite3.Connection, packed: zipfile.ZipFile, named: Iterable[str]) -> None:
    """The kept files that the operations name."""
    for digest in sorted(named):
        row = conn.execute(
            "SELECT name, content FROM kept_file WHERE hash = ?", (digest,)
        ).fetchone()
        if row is not None:
            packed.writestr(f"{FILES}/{digest}/{PurePosixPath(row['name']).name}", row["content"])


def plain(about: About) -> dict[str, object]:
    """What stands in `package.json`."""
    return {
        "format": FORMAT,
        "kind": KIND,
        **{name: getattr(about, name) for name in About.__slots__},
        "vector": {str(station): seq for station, seq in sorted(about.vector.items())},
        "since": {str(station): seq for station, seq in sorted(about.since.items())},
    }


# -- receiving -------------------------------------------------------------------------------------


@dataclass(slots=True)
class Package:
    """An open package whose every part was compared with its own checksums."""

    about: About
    packed: zipfile.ZipFile

    def operations(self) -> Iterator[Foreign]:
        """What it brings, in order."""
        with self.packed.open(OPERATIONS) as lines:
            for line in lines:
                yield foreign(json.loads(line))

    def keep(self, folder: DataFolder) -> Callable[[Operation], None]:
        """Puts photos into the folder; gives what notes them, and the files, in the operation."""
        photos = [self.keep_photo(folder, name) for name in self.names(PHOTOS)]

        def note(op: Operation) -> None:
            for facts in photos:
                op.keep_photo(facts)
            at = op.at.isoformat(sep=" ", timespec="seconds")
            for name in self.names(FILES):
                _, digest, own = PurePosixPath(name).parts
                content = self.content(name, digest, LARGEST_FILE)
                op.execute(
                    "INSERT OR IGNORE INTO kept_file (hash, name, bytes, added_at, content)"
                    " VALUES (?, ?, ?, ?, ?)",
                    (digest, own, len(content), at, content),
                )

        return note

    def names(self, folder: str) -> list[str]:
        """The parts below a folder of the package."""
        return [one for one in self.packed.namelist() if one.startswith(f"{folder}/")]

    def keep_photo(self, folder: DataFolder, name: str) -> dict[str, object]:
        """One original in its place; what is noted of it."""
        digest = PurePosixPath(name).stem
        content = self.content(name, digest, LARGEST)
        facts = look_at(content, name)
        target = photo_path(folder, digest, str(facts["suffix"]))
        with told_in_chinese(folder.database):
            if not target.exists() or target.stat().st_size != len(content):
                target.parent.mkdir(parents=True, exist_ok=True)
                with whole_file(target) as file:
                    file.write(content)
        return {"hash": digest, "bytes": len(content), "name": None, **facts}

    def content(self, name: str, digest: str, largest: int) -> bytes:
        """A part whose name is its content's hash. Raises UserError."""
        if self.packed.getinfo(name).file_size > largest:
            raise UserError(DAMAGED)
        try:
            found = self.packed.read(name)
        except (zipfile.BadZipFile, EOFError, zlib.error):
            raise UserError(DAMAGED) from None
        if hashlib.sha256(found).hexdigest() != digest:
            raise UserError(DAMAGED)
        return found


def open_package(file: IO[bytes]) -> Package:
    """Looks at a package before anything of it is used. Raises UserError."""
    try:
        packed = zipfile.ZipFile(file)
        if packed.getinfo(ABOUT).file_size > LONGEST_ABOUT:
            raise UserError(DAMAGED)
        about = about_of(json.loads(packed.read(ABOUT)))
        digest = hashlib.sha256()
        with packed.open(OPERATIONS) as lines:
            while chunk := lines.read(2**20):
                digest.update(chunk)
        if digest.hexdigest() != about.digest:
            raise UserError(DAMAGED)
    except (zipfile.BadZipFile, KeyError):
        raise UserError(STRANGE) from None
    except (ValueError, EOFError, OSError, RuntimeError, NotImplementedError, zlib.error):
        raise UserError(DAMAGED) from None
    return Package(about, packed)


def about_of(known: object) -> About:
    """What `package.json` says. Raises UserError for another kind of file or a newer program's."""
    if not isinstance(known, dict) or known.get("kind") != KIND:
        raise UserError(STRANGE)
    try:
        if int(known["format"]) > FORMAT or int(known["schema"]) > schema_number():
            raise UserError(NEWER)
        return About(
            bureau=str(known["bureau"]),
            station=int(known["station"]),
            actor=str(known["actor"]),
            section=str(known.get("section", "")),
            missing=int(known.get("missing", 0)),
            made_at=str(known["made_at"]),
            schema=int(known["schema"]),
            sample=bool(known["sample"]),
            vector={int(station): int(seq) for station, seq in known["vector"].items()},
            since={int(station): int(seq) for station, seq in known["since"].items()},
            operations=int(known["operations"]),
            photos=int(known["photos"]),
            digest=str(known["digest"]),
        )
    except (KeyError, TypeError, AttributeError):
        raise UserError(DAMAGED) from None
