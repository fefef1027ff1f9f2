"""Moving a data folder: where it may go, a copy compared byte by byte, and clearing the old place."""

from __future__ import annotations

import hashlib
import shutil
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path, PurePosixPath, PureWindowsPath

from bureau.errors import EnvironmentFault, UserError
from bureau.files import can_write
from bureau.storage.backup import back_up
from bureau.storage.connection import connect_reader, connect_writer
from bureau.storage.faults import told_in_chinese
from bureau.storage.folder_state import size_text
from bureau.storage.lock import WriterLock
from bureau.storage.operation import write_meta
from bureau.storage.paths import DataFolder
from bureau.storage.store import signed

Step = Callable[[int, int], None]
"""Told how many bytes of how many are done; raises when the move is no longer wanted."""

FORMER = "moved-from.txt"
"""In a folder that was moved: where it lay before, until that place has been cleared."""
CHUNK = 1 << 20
TAILS = ("-wal", "-shm")
SPARE = 64 << 20
"""Room that must stay free: a full disk stops everything else on the PC."""
MOUNTS = Path("/proc/mounts")
NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smbfs", "smb3", "afs", "ncpfs", "davfs"}
    | {"fuse.sshfs", "fuse.davfs2", "fuse.rclone", "fuse.gvfsd-fuse"}
)
REMOTE_DRIVE = 4
SYNCED = ("OneDrive", "坚果云", "Nutstore", "BaiduSyncdisk", "百度网盘", "WPS云盘", "Dropbox")


# -- where data may lie ------------------------------------------------------------------------------


def refuse_shared_place(place: Path) -> None:
    """Raises UserError for a network share or a synchronised folder: both spoil a database."""
    if is_network(place):
        raise UserError(f"{place} 在网络共享上，几台电脑同时写会损坏数据；请选本机的硬盘或 U 盘。")
    if any(part.startswith(SYNCED) for part in place.parts):
        raise UserError(f"{place} 在同步盘里，同步到一半会损坏数据；请选不同步的文件夹。")


def is_network(place: Path, mounts: Path = MOUNTS) -> bool:
    """Whether a place lies on another computer, as far as the system tells."""
    if sys.platform == "win32":
        import ctypes

        root = PureWindowsPath(place).anchor
        return root.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(root) == REMOTE_DRIVE
    try:
        lines = [line.split(" ") for line in mounts.read_text("utf-8", "replace").splitlines()]
    except OSError:
        return False
    whole = PurePosixPath(place.resolve())
    # Blanks in a mount point are written in octal.
    known = [(PurePosixPath(line[1].replace("\\040", " ")), line[2]) for line in lines]
    over = [(len(point.parts), kind) for point, kind in known if whole.is_relative_to(point)]
    return bool(over) and max(over)[1] in NETWORK


def place_for(chosen: Path) -> Path:
    """The folder itself when it is empty or new, else one of its own in it."""
    taken = chosen.exists() and any(chosen.iterdir())
    return chosen / "城管台账数据" if taken else chosen


def refuse_target(target: Path, folder: DataFolder) -> None:
    """Raises UserError, EnvironmentFault where the data of `folder` can't be moved."""
    refuse_shared_place(target)
    here, there = folder.root.resolve(), target.resolve()
    if there.is_relative_to(here) or here.is_relative_to(there):
        raise UserError("不能搬到现在的数据文件夹里面或它的上一级；请换一个文件夹。")
    with told_in_chinese(target / folder.database.name):
        if DataFolder(target).database.exists():
            raise UserError(f"{target} 里已经有台账数据；要用它，请选“打开另一个数据文件夹”。")
        if target.exists() and any(target.iterdir()):
            raise UserError(f"{target} 里已有别的文件；请选一个空文件夹。")
        standing = next(part for part in (target, *target.parents) if part.is_dir())
        if not can_write(standing):
            raise EnvironmentFault(f"没有权限写入 {standing}；请换一个文件夹。")
        needed, free = size_of(folder), shutil.disk_usage(standing).free
    if free < needed + SPARE:
        raise EnvironmentFault(
            f"那个磁盘空间不够：要 {size_text(needed)}，只剩 {size_text(free)}；请清理或换一个磁盘。"
        )


def parts_to_copy(folder: DataFolder) -> list[Path]:
    """Files that go along beside the database; locks and unfinished imports don't."""
    own = {folder.lock.name, folder.lock.with_suffix(".holder").name, FORMER, ".restoring"}
    own |= {folder.database.name + tail for tail in ("", *TAILS)}
    return [
        path
        for path in sorted(folder.root.rglob("*"))
        if path.is_file()
        and not path.is_relative_to(folder.staging)
        and not (path.parent == folder.root and path.name in own)
    ]


def size_of(folder: DataFolder) -> int:
    """Bytes that a move copies."""
    return sum(path.stat().st_size for path in (folder.database, *parts_to_copy(folder)))


# -- moving ------------------------------------------------------------------------------------------


def move_folder(folder: DataFolder, target: Path, actor: str, now: datetime, step: Step) -> Path:
    """Copies the data, which nobody may have open, and compares; the old place stays as it is.

    Whatever goes wrong, `target` is left as it was. Raises UserError, EnvironmentFault.
    """
    refuse_target(target, folder)
    existed = target.exists()
    with told_in_chinese(target / folder.database.name):
        lock = WriterLock(folder.lock, actor, now.replace(microsecond=0))
        try:
            copy_folder(folder, DataFolder(target), step)
            hand_over_station(folder, DataFolder(target))
            (target / FORMER).write_text(str(folder.root.resolve()), "utf-8")
        except BaseException:
            shutil.rmtree(target, ignore_errors=True)
            if existed:
                target.mkdir(exist_ok=True)
            raise
        finally:
            lock.release()
    return target


def copy_folder(folder: DataFolder, into: DataFolder, step: Step) -> None:
    """Everything of a folder, each file read again after it was written."""
    of, done = size_of(folder), 0
    with closing(connect_reader(folder.database)) as present:
        back_up(present, into.root, into.database.stem, into.database.suffix)
    done += folder.database.stat().st_size
    step(done, of)
    for path in parts_to_copy(folder):
        copy_compared(path, into.root / path.relative_to(folder.root))
        done += path.stat().st_size
        step(done, of)


def copy_compared(path: Path, target: Path) -> None:
    """One file with its times. Raises EnvironmentFault when the copy reads otherwise."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(path, target)
    if digest_of(path) != digest_of(target):
        raise EnvironmentFault(f"{path.name} 复制后核对不上，没有搬；请换一个磁盘再试。")


def digest_of(path: Path) -> bytes:
    """A file's SHA-256."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def hand_over_station(old: DataFolder, new: DataFolder) -> None:
    """Numbers go on as before in the new place; the old one, opened again, gives its own.

    The old place first: two folders that give the same numbers would be worse than none.
    """
    stat = new.database.stat()
    for database, device, inode in (
        (old.database, 0, 0),
        (new.database, signed(stat.st_dev), signed(stat.st_ino)),
    ):
        with closing(connect_writer(database)) as conn:
            conn.execute("BEGIN IMMEDIATE")
            write_meta(conn, {"device": device, "inode": inode})
            conn.execute("COMMIT")


# -- the place it came from --------------------------------------------------------------------------


def former_place(folder: DataFolder) -> Path | None:
    """Where these data lay before they were moved, None once that place is cleared."""
    try:
        place = Path((folder.root / FORMER).read_text("utf-8").strip())
        former = DataFolder(place)
        same = former.database.samefile(folder.database)
    except (OSError, UnicodeDecodeError):
        return None
    return None if same else place


def clear_former(folder: DataFolder, actor: str, now: datetime) -> Path | None:
    """Deletes the data in the place they were moved from; what came there afterwards stays.

    Raises EnvironmentFault while somebody has that place open, UserError when somebody worked on there.
    """
    place = former_place(folder)
    if place is None:
        return None
    former = DataFolder(place)
    with told_in_chinese(former.database):
        lock = WriterLock(former.lock, actor, now.replace(microsecond=0))
        try:
            refuse_newer_work(former, folder)
            # The database first: without it nobody takes what is left for data.
            for tail in ("", *TAILS):
                former.database.with_name(former.database.name + tail).unlink(missing_ok=True)
            for path in parts_to_copy(former):
                if (folder.root / path.relative_to(place)).exists():
                    path.unlink()
            for part in own_places(former):
                if part.is_dir():
                    shutil.rmtree(part)
        finally:
            lock.release()
        former.lock.unlink(missing_ok=True)
        (former.root / FORMER).unlink(missing_ok=True)
        with suppress(OSError):
            former.root.rmdir()
        (folder.root / FORMER).unlink(missing_ok=True)
    return place


def own_places(folder: DataFolder) -> tuple[Path, ...]:
    """The folders in a data folder that the program alone writes to."""
    return (folder.photos, folder.backups, folder.archive, folder.staging, folder.logs)


def refuse_newer_work(former: DataFolder, present: DataFolder) -> None:
    """Raises UserError when the former place holds a step that the present data don't have."""
    sql = "SELECT station, seq, hash FROM op ORDER BY rowid DESC LIMIT 1"
    known = "SELECT 1 FROM op WHERE station = ? AND seq = ? AND hash = ?"
    with closing(connect_reader(former.database)) as conn:
        last = conn.execute(sql).fetchone()
    if last is None:
        return
    with closing(connect_reader(present.database)) as conn:
        if conn.execute(known, tuple(last)).fetchone() is None:
            raise UserError(
                f"旧文件夹 {former.root} 里有搬走以后新录的内容，没有删除；请先打开它核对。"
            )
