"""A few names are found one by one, without reading all names of a ledger; other spellings still are."""

from __future__ import annotations

from pathlib import Path

from tests.facilities.lamp_books import open_lights


def test_found_by_the_label_itself_and_by_other_spellings(tmp_path: Path) -> None:
    with open_lights(tmp_path / "office") as lights:
        first = lights.lamp("A-1", aliases="老一号")
        second = lights.lamp("B-2")
        with lights.desk.store.snapshot() as conn:
            names = lights.desk.store.names(conn)
            assert names.record("facilities", "B-2") == second
            assert "facilities" not in names._records  # nothing else was read for it
            assert names.record("facilities", "a-1") == first
            assert names.record("facilities", "老一号") == first
            assert names.record("facilities", "没有") is None
            assert names.record("facilities", "") is None
