"""A clock that was set back and a folder that others write to are told at the start."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bureau.storage.surroundings import surroundings
from tests.storage.offices import FIRST_MOMENT, furnish, opened


def test_a_clock_set_back_is_told(tmp_path: Path) -> None:
    with opened(furnish(tmp_path / "data")) as desk:
        assert surroundings(desk.store, FIRST_MOMENT - timedelta(days=400)) == []
        with desk.store.operation(desk, "登记") as op:
            op.insert("roads", {"name": "人民路"})
        assert surroundings(desk.store, FIRST_MOMENT) == []
        assert surroundings(desk.store, FIRST_MOMENT - timedelta(minutes=10)) == []
        (told,) = surroundings(desk.store, FIRST_MOMENT - timedelta(minutes=11))
        assert "比最近一次保存（2026-10-08 09:00）还早" in told


def test_a_synchronised_folder_is_told(tmp_path: Path) -> None:
    with opened(furnish(tmp_path / "OneDrive - 城管局" / "data")) as desk:
        (told,) = surroundings(desk.store, FIRST_MOMENT)
        assert "同步盘" in told
