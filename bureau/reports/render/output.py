"""Put a finished file in its place in one step; what the surroundings refuse is said in Chinese."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from bureau.errors import EnvironmentFault


def write_whole(target: Path, content: bytes) -> None:
    """Write beside the target, then replace it: the old file or the new one, never half of either.

    Raises EnvironmentFault when the folder is missing, the target is locked or read-only, or the
    disk is full; the old file is then untouched.
    """
    if target.is_dir():
        raise EnvironmentFault(
            f"“{target.name}”是一个文件夹，请给出文件名，例如“{target.name}.pdf”。"
        )
    if not target.parent.is_dir():
        raise EnvironmentFault(f"文件夹“{target.parent}”不存在，请先建立它或换一个位置。")
    if target.exists() and not target.stat().st_mode & stat.S_IWUSR:
        raise _refused(target, "是只读文件")
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(target)
    except OSError as fault:
        part.unlink(missing_ok=True)
        if fault.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise EnvironmentFault(
                f"磁盘空间不足，“{target.name}”没有写成，原有文件未改动；请腾出空间后再试。"
            ) from fault
        raise _refused(target, "写不进去，可能正被其他程序打开，或所在文件夹不许写入") from fault


def free_name(target: Path) -> str:
    """A name beside the target that isn't taken: 月报(2).pdf."""
    number = 2
    while target.with_name(f"{target.stem}({number}){target.suffix}").exists():
        number += 1
    return f"{target.stem}({number}){target.suffix}"


def _refused(target: Path, why: str) -> EnvironmentFault:
    return EnvironmentFault(f"“{target.name}”{why}；请关闭后再试，或另存为“{free_name(target)}”。")
