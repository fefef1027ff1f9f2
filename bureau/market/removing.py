"""Deleting cases: one that has a trail stays in the books, and what is done with it instead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bureau.market import actions
from bureau.market.ledgers import CASES
from bureau.storage.recognition import referring

if TYPE_CHECKING:
    from bureau.desk import Desk

MOST = 500
"""With more cases selected nobody means the one that was just entered by mistake."""
WAYS = (
    ("void", "登记错了或重复的请作废：编号保留，不再计入统计。"),
    ("reopen", "要作废的请先重新打开。"),
)
"""Steps that stand for deleting, the first that fits some of the cases; what is said of each."""


def instead_of_removing(desk: Desk, ids: Sequence[int]) -> tuple[str, str] | None:
    """The step that these cases may take as they can't be deleted, and the sentence that says so.

    None where all can be deleted, or where no step helps.
    """
    if len(ids) > MOST:
        return None
    with desk.store.snapshot() as conn:
        held = referring(conn, desk.store.shapes, CASES.name, ids)
    if not held:
        return None
    where = "、".join(f"“{title}”{number} 条" for title, number in held.items())
    which = "这件案件" if len(ids) == 1 else f"选中的 {len(ids)} 件案件里有的"
    for key, said in WAYS:
        if actions.act(key).plan(desk, ids).fits:
            return key, f"{which}已有{where}，不能删除。{said}"
    return None
