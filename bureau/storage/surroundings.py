"""What a start looks at beside the data themselves: where they lie, and what the PC's clock says."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bureau.errors import UserError
from bureau.storage.moving import refuse_shared_place
from bureau.storage.operation import read_meta

if TYPE_CHECKING:
    from bureau.storage.store import Store

SLACK: Final = timedelta(minutes=10)
"""Clocks are set right by so much without anybody meaning something by it."""


def surroundings(store: Store, now: datetime) -> list[str]:
    """What a person should see to, one sentence each."""
    return [*place_findings(store.folder.root), *clock_findings(store, now)]


def place_findings(root: Path) -> list[str]:
    """A share or a synchronised folder spoils a database sooner or later."""
    try:
        refuse_shared_place(root.resolve())
    except UserError:
        return [
            (
                f"数据文件夹在网络共享或同步盘里（{root}），容易损坏；"
                "请到“系统 › 数据与备份”搬到本机的硬盘。"
            )
        ]
    return []


def clock_findings(store: Store, now: datetime) -> list[str]:
    """Limits and periods go by the clock; order in history doesn't."""
    with store.snapshot() as conn:
        row = conn.execute(
            "SELECT at FROM op WHERE station = ? ORDER BY seq DESC LIMIT 1",
            (read_meta(conn).get("station", 0),),
        ).fetchone()
    last = datetime.fromisoformat(row["at"]) if row is not None else None
    if last is None or now >= last - SLACK:
        return []
    return [
        (
            f"这台电脑的时间是 {now:%Y-%m-%d %H:%M}，比最近一次保存（{last:%Y-%m-%d %H:%M}）还早，"
            "期限和统计会算错；请核对电脑右下角的日期和时间。"
        )
    ]
