"""Removing records: child rows with them, refused while others refer to them."""

from __future__ import annotations

from collections.abc import Collection

from bureau.desk import Desk
from bureau.editing.naming import removed_label
from bureau.errors import UserError
from bureau.ledger.declaration import Ledger
from bureau.storage.recognition import referring
from bureau.storage.removal import remove_records
from bureau.storage.rows import page


def remove(desk: Desk, ledger: Ledger, ids: Collection[int], *, label: str = "") -> int:
    """Removes records; gives how many. Undo and the recycle bin bring them back.

    Those that are gone already are passed over. Raises UserError, and removes nothing, while other
    records refer to one of them.
    """
    wanted = list(dict.fromkeys(ids))
    with desk.store.operation(desk, label) as op:
        rows = page(op.conn, ledger, wanted, today=desk.today())
        if not rows:
            return 0
        there = [int(str(row["id"])) for row in rows]
        held = referring(op.conn, op.shapes, ledger.name, there)
        if held:
            raise UserError(refusal(ledger, len(there), held))
        op.label = label or removed_label(ledger, rows, desk.store.names(op.conn))
        remove_records(op, ledger, there)
    return len(there)


def refusal(ledger: Ledger, count: int, held: dict[str, int]) -> str:
    """Why these records can't go, and what to do instead."""
    which = "这一条" if count == 1 else f"这 {count} 条里有的"
    where = "、".join(f"“{title}” {number} 条" for title, number in held.items())
    instead = "，或把它停用（“在用”改为“否”）" if "active" in ledger.by_key else ""
    return f"{which}还被引用，没有删除：{where}；请先改掉或删除那些记录{instead}。"
