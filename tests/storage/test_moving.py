"""Moving a data folder: all of it or nothing, numbers go on, the old place stays until it is cleared."""

from __future__ import annotations

import shutil
import sqlite3
from collections import namedtuple
from contextlib import closing
from pathlib import Path

import pytest

from bureau.errors import EnvironmentFault, UserError
from bureau.storage import moving
from bureau.storage.check import check
from bureau.storage.dump import logical_dump
from bureau.storage.moving import (
    clear_former,
    former_place,
    is_network,
    move_folder,
    place_for,
    refuse_shared_place,
    refuse_target,
)
from bureau.storage.paths import DataFolder
from tests.storage.offices import FIRST_MOMENT, add_road, opened

Usage = namedtuple("Usage", "total used free")
PHOTO = b"\xff\xd8" + b"photo" * 1000


class Unwanted(Exception):
    """A person pressed 取消."""


def never(_done: int, _of: int) -> None:
    """Progress that nobody looks at."""


@pytest.fixture
def folder(root: Path) -> DataFolder:
    """A folder with a road, a photo and a backup, closed."""
    with opened(root) as desk:
        add_road(desk, "解放路")
        desk.store.copy_to(desk.store.folder.backups, "手动-20261008-090000")
    (root / "drafts.json").write_text("{}", "utf-8")
    photo = root / "photos" / "ab" / "abcd.jpg"
    photo.parent.mkdir(parents=True)
    photo.write_bytes(PHOTO)
    return DataFolder(root)


def move(folder: DataFolder, target: Path) -> DataFolder:
    return DataFolder(move_folder(folder, target, "王芳", FIRST_MOMENT, never))


def station_of(root: Path) -> tuple[int, str]:
    with opened(root) as desk:
        head = desk.store.newest_head()
        assert head is not None
        return head.station, desk.store.segment


def test_everything_goes_along_and_reads_the_same(folder: DataFolder, tmp_path: Path) -> None:
    with opened(folder.root) as desk:
        before = logical_dump(desk.store)
    seen: list[tuple[int, int]] = []
    target = tmp_path / "新盘" / "台账"
    move_folder(folder, target, "王芳", FIRST_MOMENT, lambda done, of: seen.append((done, of)))
    assert (target / "photos" / "ab" / "abcd.jpg").read_bytes() == PHOTO
    assert (target / "backups" / "手动-20261008-090000.sqlite").exists()
    assert (target / "drafts.json").exists()
    assert not (target / "lock").exists()
    assert seen[-1][0] == seen[-1][1] > len(PHOTO)
    with opened(target) as desk:
        assert desk.store.warning is None
        assert logical_dump(desk.store) == before
        assert check(desk.store) == []
    assert folder.database.exists()


def test_numbers_go_on_in_the_new_place_and_not_in_the_old(
    folder: DataFolder, tmp_path: Path
) -> None:
    station, segment = station_of(folder.root)
    moved = move(folder, tmp_path / "新")
    assert station_of(moved.root) == (station, segment)
    with opened(folder.root) as desk:
        add_road(desk, "人民路")
        head = desk.store.newest_head()
        assert head is not None
        assert head.station != station


def test_the_old_place_is_cleared_when_the_person_says_so(
    folder: DataFolder, tmp_path: Path
) -> None:
    moved = move(folder, tmp_path / "新")
    assert former_place(moved) == folder.root.resolve()
    (folder.root / "说明.txt").write_text("后来放的", "utf-8")
    clear_former(moved, "王芳", FIRST_MOMENT)
    assert [path.name for path in folder.root.iterdir()] == ["说明.txt"]
    assert former_place(moved) is None
    with opened(moved.root) as desk:
        assert check(desk.store) == []


def test_an_emptied_old_place_is_gone(folder: DataFolder, tmp_path: Path) -> None:
    moved = move(folder, tmp_path / "新")
    clear_former(moved, "王芳", FIRST_MOMENT)
    assert not folder.root.exists()
    assert clear_former(moved, "王芳", FIRST_MOMENT) is None


def test_work_done_in_the_old_place_afterwards_is_never_deleted(
    folder: DataFolder, tmp_path: Path
) -> None:
    moved = move(folder, tmp_path / "新")
    with opened(folder.root) as desk:
        add_road(desk, "人民路")
        with pytest.raises(EnvironmentFault, match="使用"):
            clear_former(moved, "王芳", FIRST_MOMENT)
    with pytest.raises(UserError, match="搬走以后新录的内容，没有删除"):
        clear_former(moved, "王芳", FIRST_MOMENT)
    assert folder.database.exists()


def test_a_move_that_is_given_up_leaves_nothing(folder: DataFolder, tmp_path: Path) -> None:
    def stop(_done: int, _of: int) -> None:
        raise Unwanted

    (tmp_path / "空").mkdir()
    for target in (tmp_path / "空", tmp_path / "还没有"):
        with pytest.raises(Unwanted):
            move_folder(folder, target, "王芳", FIRST_MOMENT, stop)
    assert list((tmp_path / "空").iterdir()) == []
    assert not (tmp_path / "还没有").exists()
    assert former_place(folder) is None


def test_a_copy_that_reads_otherwise_is_thrown_away(
    folder: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def bad_copy(_path: Path, target: Path) -> None:
        target.write_bytes(b"broken")

    monkeypatch.setattr(shutil, "copy2", bad_copy)
    with pytest.raises(EnvironmentFault, match="核对不上"):
        move(folder, tmp_path / "新")
    assert not (tmp_path / "新").exists()


def test_an_open_folder_is_not_moved(folder: DataFolder, tmp_path: Path) -> None:
    with opened(folder.root), pytest.raises(EnvironmentFault, match=r"王芳.*请先关闭它"):
        move(folder, tmp_path / "新")
    assert not (tmp_path / "新").exists()


# -- refused places ----------------------------------------------------------------------------------


def test_places_that_are_taken_or_inside_are_refused(folder: DataFolder, tmp_path: Path) -> None:
    other = tmp_path / "别的"
    other.mkdir()
    (other / "a.txt").write_text("a", "utf-8")
    for target, reason in (
        (other, "已有别的文件"),
        (folder.root / "里面", "不能搬到现在的数据文件夹里面"),
        (folder.root.parent, "或它的上一级"),
        (Path("/home/a/OneDrive - 局/台账"), "同步盘"),
    ):
        with pytest.raises(UserError, match=reason):
            refuse_target(target, folder)
    with closing(sqlite3.connect(other / "bureau.sqlite")) as conn:
        conn.execute("CREATE TABLE a (b)")
    with pytest.raises(UserError, match="打开另一个数据文件夹"):
        refuse_target(other, folder)


def test_a_disk_without_room_is_refused(
    folder: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: Usage(10**9, 10**9, 2048))
    with pytest.raises(EnvironmentFault, match=r"空间不够：要 .* [KM]B，只剩 2\.0 KB"):
        refuse_target(tmp_path / "新", folder)


def test_a_place_that_may_not_be_written_is_refused(
    folder: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moving, "can_write", lambda _place: False)
    with pytest.raises(EnvironmentFault, match="没有权限写入"):
        refuse_target(tmp_path / "新", folder)


def test_a_network_share_is_known_by_its_mount(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "/dev/sda1 / ext4 rw 0 0\n"
        "//server/gx /mnt/gong\\040xiang cifs rw 0 0\n"
        "/dev/sdb1 /mnt/gong\\040xiang/u vfat rw 0 0\n",
        "utf-8",
    )
    assert is_network(Path("/mnt/gong xiang/台账"), mounts)
    assert not is_network(Path("/mnt/gong xiang/u/台账"), mounts)
    assert not is_network(Path("/mnt"), mounts)
    assert not is_network(Path("/mnt"), tmp_path / "没有")


def test_a_share_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moving, "is_network", lambda _place: True)
    with pytest.raises(UserError, match="网络共享"):
        refuse_shared_place(Path("/mnt/gx"))


def test_a_full_folder_gets_one_of_its_own_inside(tmp_path: Path) -> None:
    assert place_for(tmp_path / "新") == tmp_path / "新"
    assert place_for(tmp_path) == tmp_path
    (tmp_path / "a").write_text("a", "utf-8")
    assert place_for(tmp_path) == tmp_path / "城管台账数据"
