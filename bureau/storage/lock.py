"""The one writer's lock, which names its holder to whoever finds it taken."""

from __future__ import annotations

import json
import os
import socket
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from bureau.errors import EnvironmentFault


class WriterLock:
    """Held from opening to closing by the window or by a writing command."""

    def __init__(self, path: Path, actor: str, at: datetime) -> None:
        self.holder = path.with_suffix(".holder")
        self.lock = FileLock(path)
        try:
            self.lock.acquire(timeout=0)
        except Timeout:
            raise EnvironmentFault(f"{who_holds(self.holder)}；请先关闭它再试。") from None
        self.was_left = self.holder.exists()
        """Whether the last holder ended without giving the lock up: killed, or the power went."""
        text = json.dumps(
            {"actor": actor, "pid": os.getpid(), "pc": socket.gethostname(), "since": str(at)},
            ensure_ascii=False,
        )
        try:
            self.holder.write_text(text, "utf-8")
        except OSError:
            self.release()
            raise

    def release(self) -> None:
        """Gives the lock up."""
        self.holder.unlink(missing_ok=True)
        self.lock.release()


def who_holds(holder: Path) -> str:
    """A sentence's beginning about the present holder."""
    try:
        known = json.loads(holder.read_text("utf-8"))
        return (
            f"数据文件夹正由“{known['actor']}”在 {known['pc']} 上使用"
            f"（{known['since']} 起，进程 {known['pid']}）"
        )
    except (OSError, ValueError, KeyError):
        return "数据文件夹正被另一个程序使用"
