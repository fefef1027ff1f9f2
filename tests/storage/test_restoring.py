"""Looking into backups before one is chosen, and restoring those of older programs."""

from __future__ import annotations

import lzma
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bureau.errors import EnvironmentFault, UserError
from bureau.office import LEDGERS
from bureau.storage.check import check
from bureau.storage.dump import logical_dump
from bureau.storage.paths import DataFolder
from bureau.storage.restoring import BackupContents, look_into, restore_folder
from bureau.storage.schema import applied_names, migration_names
from tests.storage.offices import FIRST_MOMENT, add_road, opened

SCHEMAS = Path(__file__).parents[1] / "schemas"
OLDEST = SCHEMAS / "0001.sqlite.xz"


def look(file: Path, root: Path) -> BackupContents:
    return look_into(file, DataFolder(root), LEDGERS, "bureau-name")


@pytest.fixture
def backup(root: Path, tmp_path: Path) -> Path:
    """A backup with one road and a bureau's name."""
    with opened(root) as desk:
        with desk.store.operation(desk, "修改单位设置") as op:
            op.insert("settings", {"name": "bureau-name", "value": "云岭县城市管理局"})
        add_road(desk, "解放路")
        desk.store.copy_to(tmp_path, "备份")
    return tmp_path / "备份.sqlite"


def test_a_backup_says_what_is_in_it(backup: Path, root: Path) -> None:
    seen = look(backup, root)
    assert (seen.bureau, seen.last_at[:10], seen.last_label, seen.operations, seen.fault) == (
        "云岭县城市管理局", "2026-10-08", "登记解放路", 2, "",
    )  # fmt: skip
    assert seen.records["道路名册"] == 1
    assert seen.records["案件台账"] == 0


def test_an_older_backup_is_read_and_restored_as_if_it_were_new(root: Path, tmp_path: Path) -> None:
    old = tmp_path / "旧.sqlite"
    old.write_bytes(lzma.decompress(OLDEST.read_bytes()))
    seen = look(old, root)
    assert seen.fault == ""
    assert seen.records["道路名册"] >= 1
    assert "案件台账" not in seen.records
    before = old.read_bytes()
    restore_folder(old, DataFolder(root), "王芳", FIRST_MOMENT)
    assert old.read_bytes() == before
    with closing(sqlite3.connect(root / "bureau.sqlite")) as conn:
        conn.row_factory = sqlite3.Row
        assert applied_names(conn) == migration_names()
    with opened(root) as desk:
        assert check(desk.store) == []


def damage(backup: Path, how: str) -> None:
    if how == "newer":
        with closing(sqlite3.connect(backup)) as conn, conn:
            conn.execute(
                "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
                " VALUES ('bureau', '9999_future', '2030-01-01')"
            )
    elif how == "middle":
        content = backup.read_bytes()
        half = len(content) // 2
        backup.write_bytes(content[:half] + b"\xa5" * 40_000 + content[half + 40_000 :])
    elif how == "cut":
        backup.write_bytes(backup.read_bytes()[:50_000])
    elif how == "foreign":
        backup.unlink()
        with closing(sqlite3.connect(backup)) as conn:
            conn.execute("CREATE TABLE songs (title)")
    elif how == "unfinished":
        # Ours by its mark, but with nothing of ours in it.
        backup.unlink()
        with closing(sqlite3.connect(backup)) as conn:
            conn.execute("CREATE TABLE songs (title)")
            conn.execute(f"PRAGMA application_id = {0x43475442}")
    else:
        backup.write_bytes(how.encode())


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ("newer", "更新版本"),
        ("middle", "读不出来或已损坏"),
        ("cut", "读不出来或已损坏"),
        ("foreign", "不是“城管台账”的数据库"),
        ("unfinished", "读不出来或已损坏"),
        ("just text", "不是备份文件"),
        ("", "不是备份文件"),
    ],
)
def test_what_cannot_be_restored_is_said_beforehand_and_changes_nothing(
    backup: Path, root: Path, how: str, sentence: str
) -> None:
    with opened(root) as desk:
        before = logical_dump(desk.store)
    damage(backup, how)
    assert sentence in look(backup, root).fault
    with pytest.raises(UserError):
        restore_folder(backup, DataFolder(root), "王芳", FIRST_MOMENT)
    assert not list((root / "backups").glob("恢复前-*"))
    assert not (root / ".restoring").exists()
    with opened(root) as desk:
        assert logical_dump(desk.store) == before
        assert check(desk.store) == []


def test_a_backup_that_is_gone_is_said(root: Path, tmp_path: Path) -> None:
    assert "找不到备份文件" in look(tmp_path / "没有.sqlite", root).fault


def test_the_data_in_use_are_no_backup(root: Path) -> None:
    assert "正在使用的数据库" in look(root / "bureau.sqlite", root).fault


def test_an_open_folder_is_not_restored(backup: Path, root: Path) -> None:
    with opened(root) as desk:
        add_road(desk, "人民路")
        with pytest.raises(EnvironmentFault, match="请先关闭它"):
            restore_folder(backup, DataFolder(root), "李强", FIRST_MOMENT)
        add_road(desk, "建设路")
        assert check(desk.store) == []
