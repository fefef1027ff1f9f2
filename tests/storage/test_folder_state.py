"""What is told of a data folder: counts, sizes, station, copies newest first."""

from __future__ import annotations

import os

from bureau.desk import Desk
from bureau.storage.folder_state import backup_files, folder_state, size_text


def test_records_are_counted_by_ledger(desk: Desk) -> None:
    with desk.store.operation(desk, "建立名册") as op:
        for name in ("城东街道", "河口镇"):
            op.insert("towns", {"name": name})
    state = folder_state(desk.store)
    assert state.records["镇街名册"] == 2
    assert state.records["案件台账"] == 0
    assert "单位设置" not in state.records
    assert state.operations == 1
    assert state.station > 0
    assert state.photos == 0
    assert state.database_size >= desk.store.folder.database.stat().st_size
    assert state.last_backup is None


def test_copies_are_listed_newest_first_without_unfinished_ones(desk: Desk) -> None:
    folder = desk.store.folder.backups
    for age, name in ((300, "手动-a"), (100, "手动-b"), (200, "自动-c")):
        desk.store.copy_to(folder, name)
        path = folder / f"{name}.sqlite"
        os.utime(path, (1_800_000_000 - age, 1_800_000_000 - age))
    (folder / ".手动-d.sqlite").write_bytes(b"")
    names = [one.path.stem for one in backup_files(desk.store.folder)]
    assert names == ["手动-b", "自动-c", "手动-a"]
    last = folder_state(desk.store).last_backup
    assert last is not None
    assert last.path.stem == "手动-b"


def test_sizes_are_said_in_few_digits() -> None:
    assert size_text(0) == "0 字节"
    assert size_text(1023) == "1023 字节"
    assert size_text(1536) == "1.5 KB"
    assert size_text(12 * 1024) == "12 KB"
    assert size_text(5 * 1024**2 + 600 * 1024) == "5.5 MB"
    assert size_text(19 * 1024**2) == "19 MB"
    assert size_text(3 * 1024**3) == "3 GB"
