"""A step with many records is taken back without indexing each for itself; searches see it at once."""

from __future__ import annotations

from bureau.desk import Desk
from bureau.storage.bulk import AT_ONCE
from bureau.storage.check import check
from bureau.storage.search import find
from bureau.storage.undo import next_redo, next_undo, undo

MANY = AT_ONCE + 1


def test_many_edited_records_go_back_and_are_found_by_their_old_words(desk: Desk) -> None:
    with desk.store.operation(desk, "登记") as op:
        made = [op.insert("roads", {"name": f"甲子路{n}号"}) for n in range(MANY)]
    with desk.store.operation(desk, "改名") as op:
        # From the last to the first, as a table lists them.
        for n, road in reversed(list(enumerate(made))):
            op.update("roads", road, {"name": f"乙丑路{n}号"})

    def hits(words: str) -> int:
        return len(find(desk.store.reader(), desk.store.shapes, words, limit=2 * MANY))

    for step, there, gone in ((next_undo, "甲子", "乙丑"), (next_redo, "乙丑", "甲子")):
        row = step(desk, desk.store.reader())
        assert row is not None
        assert undo(desk, row.ref).applied == MANY
        waiting = desk.store.reader().execute("SELECT count(*) FROM search_pending").fetchone()
        assert waiting[0] == MANY
        assert (hits(there), hits(gone)) == (min(MANY, 200), 0)
        while desk.store.index_waiting():
            pass
        assert (hits(there), hits(gone)) == (MANY, 0)
    assert check(desk.store) == []
