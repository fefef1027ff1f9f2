"""Personal data shown on the screen: who looked at which record's, kept in the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bureau.access.rights import PERSONAL
from bureau.storage import kinds
from bureau.storage.operation import compact

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.ledger.declaration import Ledger


def record_reveal(desk: Desk, ledger: Ledger, record: int, shown: str) -> None:
    """Notes in the journal who has looked at a record's masked personal data (`shown`: which)."""
    desk.require(PERSONAL, ledger.department, ledger.title)
    with desk.store.operation(
        desk, f"查看“{ledger.title}”里未遮盖的个人信息：{shown}", kinds.PERSONAL
    ) as op:
        # Under a name of its own: what is noted under a ledger's must replay to its rows.
        noted = compact({"ledger": ledger.name, "record": record})
        op.note_raw("personal-exports", 0, "export", None, noted)
