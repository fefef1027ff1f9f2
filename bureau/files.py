"""Writing a file whole or not at all: beside its place first, then into it in one step."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

from bureau.errors import BureauError, EnvironmentFault, UserError

FULL: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
FORBIDDEN: Final = {errno.EACCES, errno.EPERM, errno.EROFS}
SHEETS: Final = (".xlsx", ".csv")


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write to; on success it is on the disk in the place of `path`, else nothing is left.

    The system's own errors come through as they are.
    """
    part, file = open_part(path.parent)
    try:
        with file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """The same for a file that a person named: what goes wrong is said with a way out.

    Raises UserError for a name that can't be written to, EnvironmentFault for what the disk refuses.
    """
    check_target(path)
    try:
        with whole_file(path) as file:
            yield file
    except OSError as fault:
        raise write_fault(path, fault) from fault


def write_whole(path: Path, content: bytes) -> None:
    """Puts `content` at `path`, a file that a person named. Raises UserError, EnvironmentFault."""
    with replacing(path) as file:
        file.write(content)


def check_target(path: Path) -> None:
    """Raises where no file can be put, so that long work isn't begun for nothing."""
    try:
        if path.is_dir():
            raise UserError(f"“{path}”是一个文件夹，请写明要保存的文件名。")
        if not path.parent.is_dir():
            raise UserError(f"文件夹“{path.parent}”不存在，请先新建该文件夹或换一个位置保存。")
        if path.exists() and not path.stat().st_mode & stat.S_IWUSR:
            raise EnvironmentFault(
                f"“{path.name}”是只读文件，没有保存；请另存为“{free_name(path)}”，或换一个位置保存。"
            )
        if not can_write(path.parent):
            raise PermissionError(errno.EACCES, "", str(path.parent))
    except OSError as fault:
        raise write_fault(path, fault) from fault


def open_part(folder: Path) -> tuple[Path, BinaryIO]:
    """A new file with a short name: the target's own may be as long as the disk allows."""
    for attempt in range(1000):
        part = folder / f".{os.getpid()}-{attempt}.part"
        with suppress(FileExistsError):
            return part, part.open("xb")
    raise FileExistsError(errno.EEXIST, "too many unfinished files", str(folder))


def free_name(path: Path) -> str:
    """A name beside `path` that isn't taken: 月报(2).pdf."""
    number = 2
    while path.with_name(f"{path.stem}({number}){path.suffix}").exists():
        number += 1
    return f"{path.stem}({number}){path.suffix}"


def write_fault(path: Path, fault: OSError) -> BureauError:
    """What went wrong on the disk, and what to do about it."""
    if fault.errno in FULL:
        return EnvironmentFault(
            f"磁盘空间不足，“{path.name}”没有保存；请清理磁盘，或换一个磁盘保存。"
        )
    if fault.errno in FORBIDDEN and path.exists() and can_write(path.parent):
        return EnvironmentFault(
            f"“{path.name}”可能正被{program_for(path)}打开，或不允许改写，没有保存；"
            f"请先关闭它，或另存为“{free_name(path)}”。"
        )
    if fault.errno in FORBIDDEN:
        return EnvironmentFault(
            f"文件夹“{path.parent}”不允许写入，“{path.name}”没有保存；请换一个文件夹保存。"
        )
    if fault.errno == errno.ENAMETOOLONG:
        return UserError("文件名太长，请换一个短一些的文件名保存。")
    return EnvironmentFault(
        f"保存“{path.name}”时出错（{fault.strerror or fault}），请检查磁盘或 U 盘，"
        "或换一个文件名保存。"
    )


def program_for(path: Path) -> str:
    """What a clerk most likely has this kind of file open in."""
    return " Excel 或 WPS " if path.suffix.lower() in SHEETS else "其他程序"


def can_write(folder: Path) -> bool:
    """Whether new files may be made in a folder, as far as the system says beforehand."""
    return os.access(folder, os.W_OK | os.X_OK)
