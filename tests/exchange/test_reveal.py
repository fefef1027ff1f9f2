"""Looking at masked personal data leaves an entry in the journal that can't be undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from bureau.errors import UserError
from bureau.exchange.reveal import record_reveal
from bureau.register.ledgers import PEOPLE
from bureau.storage.check import check
from bureau.storage.undo import next_undo, operation_rows, undo
from tests.storage.offices import furnish, open_at


def test_a_reveal_names_who_looked_at_what(tmp_path: Path) -> None:
    desk = open_at(furnish(tmp_path))
    try:
        record_reveal(desk, PEOPLE, 7, "一条记录")
        conn = desk.store.reader()
        (noted,) = operation_rows(conn, "kind = 'export-personal'")
        assert noted.label == "查看“人员名册”里未遮盖的个人信息：一条记录"
        assert noted.actor == desk.actor
        assert next_undo(desk, conn) is None
        with pytest.raises(UserError, match="不能撤销"):
            undo(desk, noted.ref)
        assert check(desk.store) == []
    finally:
        desk.store.close()
