"""Backups are verified copies, and restoring one puts it whole in place or changes nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bureau.errors import UserError
from bureau.storage.backup import restore
from bureau.storage.check import check
from bureau.storage.connection import APPLICATION_ID
from bureau.storage.dump import logical_dump
from bureau.storage.paths import DataFolder
from tests.storage.offices import add_road, opened


def test_a_backup_holds_what_was_saved_to_the_last_step(root: Path, tmp_path: Path) -> None:
    with opened(root) as desk:
        add_road(desk, "解放路")
        desk.store.copy_to(tmp_path / "备份", "今天")
        before = logical_dump(desk.store)
    copied = tmp_path / "备份" / "今天.sqlite"
    assert [path.name for path in (tmp_path / "备份").iterdir()] == ["今天.sqlite"]
    with closing(sqlite3.connect(copied)) as conn:
        assert conn.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert conn.execute("SELECT name FROM roads").fetchall() == [("解放路",)]
    (tmp_path / "别处").mkdir()
    (tmp_path / "别处" / "bureau.sqlite").write_bytes(copied.read_bytes())
    with opened(tmp_path / "别处") as other:
        assert logical_dump(other.store) == before


def test_restoring_brings_the_old_state_and_keeps_the_present_one(
    root: Path, tmp_path: Path
) -> None:
    with opened(root) as desk:
        add_road(desk, "解放路")
        desk.store.copy_to(tmp_path, "备份")
        old = logical_dump(desk.store)
        add_road(desk, "人民路")
        new = logical_dump(desk.store)
    kept = restore(tmp_path / "备份.sqlite", DataFolder(root), "恢复前")
    assert kept == root / "backups" / "恢复前.sqlite"
    with opened(root) as desk:
        assert desk.store.warning is None
        assert logical_dump(desk.store) == old
        assert check(desk.store) == []
        add_road(desk, "建设路")
        assert check(desk.store) == []
    restore(kept, DataFolder(root), "恢复前2")
    with opened(root) as desk:
        assert logical_dump(desk.store) == new
        assert check(desk.store) == []


def test_restoring_is_not_spoilt_by_a_log_left_behind(root: Path, tmp_path: Path) -> None:
    """A crash leaves a write-ahead log, which belongs to the old file and not to the restored one."""
    with opened(root) as desk:
        add_road(desk, "解放路")
        desk.store.copy_to(tmp_path, "备份")
        add_road(desk, "人民路")
        log = (root / "bureau.sqlite-wal").read_bytes()
    assert log
    (root / "bureau.sqlite-wal").write_bytes(log)
    restore(tmp_path / "备份.sqlite", DataFolder(root), "恢复前")
    with opened(root) as desk:
        names = desk.store.reader().execute("SELECT name FROM roads").fetchall()
        assert [row["name"] for row in names] == ["解放路"]
        assert check(desk.store) == []


def test_restoring_into_an_empty_folder(root: Path, tmp_path: Path) -> None:
    with opened(root) as desk:
        add_road(desk, "解放路")
        desk.store.copy_to(tmp_path, "备份")
        old = logical_dump(desk.store)
    (tmp_path / "新").mkdir()
    assert restore(tmp_path / "备份.sqlite", DataFolder(tmp_path / "新"), "恢复前") is None
    with opened(tmp_path / "新") as desk:
        assert logical_dump(desk.store) == old


def test_a_damaged_present_state_is_kept_as_it_is(root: Path, tmp_path: Path) -> None:
    with opened(root) as desk:
        add_road(desk, "解放路")
        desk.store.copy_to(tmp_path, "备份")
    (root / "bureau.sqlite").write_bytes(b"broken" * 1000)
    kept = restore(tmp_path / "备份.sqlite", DataFolder(root), "恢复前")
    assert kept is not None
    assert kept.read_bytes() == b"broken" * 1000
    with opened(root) as desk:
        assert check(desk.store) == []


@pytest.mark.parametrize("content", [b"", b"x" * 5000, "half", "foreign"])
def test_what_is_no_sound_backup_is_refused_and_changes_nothing(
    root: Path, tmp_path: Path, content: bytes | str
) -> None:
    backup = tmp_path / "备份.sqlite"
    with opened(root) as desk:
        add_road(desk, "解放路")
        desk.store.copy_to(tmp_path, "备份")
        before = logical_dump(desk.store)
    if content == "half":
        backup.write_bytes(backup.read_bytes()[:100_000])
    elif content == "foreign":
        backup.unlink()
        with closing(sqlite3.connect(backup)) as conn:
            conn.execute("CREATE TABLE songs (title)")
    elif isinstance(content, bytes):
        backup.write_bytes(content)
    with pytest.raises(UserError, match=r"备份\.sqlite 不是完好的备份文件；请换一份备份。"):
        restore(backup, DataFolder(root), "恢复前")
    with pytest.raises(UserError, match="找不到备份文件"):
        restore(tmp_path / "没有.sqlite", DataFolder(root), "恢复前")
    with opened(root) as desk:
        assert logical_dump(desk.store) == before
        assert check(desk.store) == []
