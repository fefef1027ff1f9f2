"""A full disk: the step is refused in one sentence, nothing of it stays, all that was saved is there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from bureau.desk import Desk
from bureau.errors import BugError, EnvironmentFault
from bureau.storage.backup import restore
from bureau.storage.check import check
from bureau.storage.dump import logical_dump
from bureau.storage.paths import DataFolder
from tests.storage.offices import opened
from tests.systems import largest_file, needs_file_limit


def add_roads(desk: Desk, count: int, note: str = "很长的备注" * 200) -> None:
    with desk.store.operation(desk, "登记") as op:
        for number in range(count):
            op.insert("roads", {"name": f"{number}号路", "note": note})


@contextmanager
def full_after(desk: Desk, pages: int) -> Iterator[None]:
    """The database may grow by so many pages of 4 KB only."""
    with desk.store.upkeep() as conn:
        present = conn.execute("PRAGMA page_count").fetchone()[0]
    with desk.store.upkeep() as conn:
        conn.execute(f"PRAGMA max_page_count = {present + pages}")
    try:
        yield
    finally:
        with desk.store.upkeep() as conn:
            conn.execute("PRAGMA max_page_count = 1000000000")


def test_a_full_database_refuses_the_step_and_keeps_the_rest(desk: Desk) -> None:
    add_roads(desk, 3)
    before = logical_dump(desk.store)
    with full_after(desk, 20), pytest.raises(EnvironmentFault) as caught:
        add_roads(desk, 500)
    assert caught.value.sentence.startswith(
        "磁盘已满，这一步没有保存，原有数据不受影响；请清理磁盘后重试"
    )
    assert logical_dump(desk.store) == before
    assert check(desk.store) == []
    add_roads(desk, 2)  # once there is room again, work goes on
    assert check(desk.store) == []


def test_an_operation_that_swallowed_the_full_disk_is_dead_all_the_same(desk: Desk) -> None:
    """The failed statement rolled everything back; what follows must not be committed by itself."""

    def go_on_regardless() -> None:
        with desk.store.operation(desk, "登记") as op:
            op.insert("roads", {"name": "解放路"})
            with suppress(sqlite3.OperationalError):
                for number in range(500):
                    op.insert("roads", {"name": f"{number}号路", "note": "长" * 2000})
            op.insert("roads", {"name": "人民路"})

    before = logical_dump(desk.store)
    with full_after(desk, 20), pytest.raises(BugError):
        go_on_regardless()
    assert logical_dump(desk.store) == before
    assert check(desk.store) == []


@needs_file_limit
@pytest.mark.parametrize("room", [0, 10_000, 60_000, 200_000])
def test_a_write_that_the_disk_refuses_keeps_nothing_of_the_step(root: Path, room: int) -> None:
    """Wherever in the write-ahead log it happens, the statement or the commit."""
    with opened(root) as desk:
        add_roads(desk, 3)
        before = logical_dump(desk.store)
        log = root / "bureau.sqlite-wal"
        with largest_file(log.stat().st_size + room), pytest.raises(EnvironmentFault) as caught:
            add_roads(desk, 500)
        assert caught.value.sentence.endswith("。")
        assert "没有保存" in caught.value.sentence
        assert logical_dump(desk.store) == before
        assert check(desk.store) == []
        add_roads(desk, 2)
    with opened(root) as desk:
        assert desk.store.warning is None
        assert check(desk.store) == []
        assert desk.store.reader().execute("SELECT count(*) FROM roads").fetchone()[0] == 5


@needs_file_limit
def test_no_room_for_a_new_folder_is_said(tmp_path: Path) -> None:
    with largest_file(20_000), pytest.raises(EnvironmentFault, match="磁盘"):
        with opened(tmp_path / "新的"):
            pass
    with opened(tmp_path / "新的") as desk:  # what was begun can be finished
        assert check(desk.store) == []
        assert desk.store.names().items("case-state")


@needs_file_limit
def test_no_room_for_the_holders_name_gives_the_lock_up(root: Path) -> None:
    with largest_file(10), pytest.raises(EnvironmentFault, match="磁盘已满"), opened(root):
        pass
    with opened(root) as desk:
        add_roads(desk, 1)


@needs_file_limit
def test_no_room_for_a_backup_leaves_no_half_of_one(root: Path, tmp_path: Path) -> None:
    with opened(root) as desk:
        add_roads(desk, 3)
        with largest_file(50_000), pytest.raises(EnvironmentFault):
            desk.store.copy_to(tmp_path / "备份", "今天")
        assert list((tmp_path / "备份").iterdir()) == []
        desk.store.copy_to(tmp_path / "备份", "今天")


@needs_file_limit
def test_no_room_to_restore_is_not_blamed_on_the_backup(root: Path, tmp_path: Path) -> None:
    with opened(root) as desk:
        add_roads(desk, 3)
        desk.store.copy_to(tmp_path, "备份")
        before = logical_dump(desk.store)
    with largest_file(50_000), pytest.raises(EnvironmentFault):
        restore(tmp_path / "备份.sqlite", DataFolder(root), "恢复前")
    with opened(root) as desk:
        assert logical_dump(desk.store) == before
        assert check(desk.store) == []
