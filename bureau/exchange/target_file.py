"""Writing a file whole or not at all: beside its target first, then in its place."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

from bureau.errors import BureauError, EnvironmentFault, UserError

FULL: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
FORBIDDEN: Final = {errno.EACCES, errno.EPERM, errno.EROFS}


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to write to; on success it takes the place of `path`, else nothing is left behind.

    Faults of the disk become one sentence that proposes a way out.
    """
    part = None
    try:
        if path.is_dir():
            raise UserError(f"“{path}”是一个文件夹，请写明要保存的文件名。")
        if not path.parent.is_dir():
            raise UserError(f"文件夹“{path.parent}”不存在，请先新建该文件夹或换一个位置保存。")
        part, file = open_part(path.parent)
        with file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        part = None
    except OSError as fault:
        raise write_fault(path, fault) from fault
    finally:
        if part is not None:
            with suppress(OSError):
                part.unlink(missing_ok=True)


def open_part(folder: Path) -> tuple[Path, BinaryIO]:
    """A new file with a short name: the target's own may be as long as the disk allows."""
    for attempt in range(1000):
        part = folder / f".{os.getpid()}-{attempt}.part"
        with suppress(FileExistsError):
            return part, part.open("xb")
    raise FileExistsError(errno.EEXIST, "too many unfinished files", str(folder))


def write_fault(path: Path, fault: OSError) -> BureauError:
    """What went wrong on the disk, and what to do about it."""
    if fault.errno in FULL:
        return EnvironmentFault(
            f"磁盘空间不足，“{path.name}”没有保存；请清理磁盘，或换一个磁盘保存。"
        )
    if fault.errno in FORBIDDEN and path.exists():
        return EnvironmentFault(
            f"“{path.name}”可能正被 Excel 或 WPS 打开，或不允许改写，没有保存；"
            "请先关闭它，或换一个文件名保存。"
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
