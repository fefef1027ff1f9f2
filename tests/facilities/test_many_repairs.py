"""Acts with many repairs read what all of them share once."""

from __future__ import annotations

from bureau.editing.acts import present
from bureau.facilities.ledgers import REPAIRS
from bureau.facilities.repairs.repairing import with_limits
from tests.facilities.lamp_books import Lights


def test_what_limits_are_reckoned_with_is_read_once_for_all(lights: Lights) -> None:
    made = [lights.repair(f"2026-11-0{1 + n % 8}", f"灯{n}") for n in range(12)]
    conn = lights.desk.store.reader()
    asked: list[str] = []

    def limits_of(count: int) -> int:
        found = present(lights.desk, REPAIRS, made[:count])
        asked.clear()
        conn.set_trace_callback(asked.append)
        wanted = with_limits(lights.desk, found, {})
        conn.set_trace_callback(None)
        assert all("due_on" in given for given in wanted.values())
        return len(asked)

    assert limits_of(12) == limits_of(2)
