"""The head file: what was said to be saved is there when the folder is opened again, or it is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bureau.errors import EnvironmentFault
from bureau.storage.check import check
from bureau.storage.head import WIDTH, Head, HeadFile, read_head
from bureau.storage.paths import DataFolder
from tests.storage.offices import add_road, opened


def test_the_head_names_the_last_operation(root: Path) -> None:
    with opened(root) as desk:
        add_road(desk, "解放路")
        add_road(desk, "人民路")
        head = read_head(desk.store.folder.head)
        assert head == desk.store.newest_head()
        assert head is not None
        assert head.seq == 2
    assert DataFolder(root).head.stat().st_size == WIDTH
    with opened(root) as desk:
        assert desk.store.warning is None
        assert check(desk.store) == []


def test_an_older_database_put_back_is_said(root: Path) -> None:
    database = DataFolder(root).database
    with opened(root) as desk:
        add_road(desk, "解放路")
    older = database.read_bytes()
    with opened(root) as desk:
        add_road(desk, "人民路")
        add_road(desk, "建设路")
    database.write_bytes(older)
    said = "少了最近 2 次操作（应到第 3 次，只有第 1 次）"
    with opened(root, writable=False) as desk:
        assert desk.store.warning is not None
        assert said in desk.store.warning
        assert said in check(desk.store)[0]
    with opened(root) as desk:
        assert desk.store.warning is not None
        assert said in desk.store.warning


def test_a_lost_write_ahead_log_is_said(root: Path, tmp_path: Path) -> None:
    """The log next to the database holds the last saves; somebody tidies it away."""
    with opened(root) as desk:
        add_road(desk, "解放路")
        copied = tmp_path / "没有日志"
        copied.mkdir()
        for name in ("bureau.sqlite", "journal.head"):
            (copied / name).write_bytes((root / name).read_bytes())
    with opened(copied) as desk:
        assert desk.store.warning is not None
        assert "少了最近 1 次操作" in desk.store.warning


def test_a_database_one_step_ahead_is_fine(root: Path) -> None:
    """Killed between commit and head: nothing is lost, nothing is said."""
    with opened(root) as desk:
        add_road(desk, "解放路")
        head = DataFolder(root).head.read_bytes()
        add_road(desk, "人民路")
    DataFolder(root).head.write_bytes(head)
    with opened(root) as desk:
        assert desk.store.warning is None
        assert check(desk.store) == []


def test_another_history_of_the_same_length_is_said(root: Path) -> None:
    with opened(root) as desk:
        add_road(desk, "解放路")
    path = DataFolder(root).head
    known = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**known, "hash": "0" * 64}), "utf-8")
    with opened(root) as desk:
        assert desk.store.warning is not None
        assert "与日志头不一致" in desk.store.warning


@pytest.mark.parametrize("content", [b"\xff\xfe", b"{", b"[]", b'{"format": 1}'])
def test_a_damaged_head_file_is_said_and_mended_by_the_next_save(
    root: Path, content: bytes
) -> None:
    with opened(root) as desk:
        add_road(desk, "解放路")
    DataFolder(root).head.write_bytes(content)
    with opened(root) as desk:
        assert desk.store.warning is not None
        assert "日志头文件 journal.head 已损坏" in desk.store.warning
        assert "已损坏" in check(desk.store)[0]
        add_road(desk, "人民路")
        assert check(desk.store) == []
    with opened(root) as desk:
        assert desk.store.warning is None


def test_killed_before_the_first_head_of_all_the_next_start_writes_it(root: Path) -> None:
    head = DataFolder(root).head
    with opened(root) as desk:
        add_road(desk, "解放路")
        head.write_text(" " * WIDTH)
    with opened(root) as desk:
        assert check(desk.store) == []
        assert read_head(head) == desk.store.newest_head()
        add_road(desk, "人民路")
        head.write_text(" " * WIDTH)
    with opened(root) as desk:
        assert "日志头文件不见了" in check(desk.store)[0]


def test_a_missing_head_file_is_a_finding_until_the_next_save(root: Path) -> None:
    with opened(root) as desk:
        add_road(desk, "解放路")
    DataFolder(root).head.unlink()
    with opened(root) as desk:
        assert check(desk.store) == [
            "日志头文件不见了，无法核对最后几次保存是否完整；保存一次即可重新建立。"
        ]
        add_road(desk, "人民路")
        assert check(desk.store) == []


@pytest.mark.parametrize("left", [None, b""])
def test_a_vanished_database_is_not_replaced_by_an_empty_one(
    root: Path, left: bytes | None
) -> None:
    with opened(root) as desk:
        add_road(desk, "解放路")
    database = DataFolder(root).database
    database.unlink()
    if left is not None:
        database.write_bytes(left)
    for writable in (True, False):
        with pytest.raises(EnvironmentFault, match="日志头记着第 1 次操作；请从备份恢复"):
            with opened(root, writable=writable):
                pass
    assert not database.exists() or database.stat().st_size == 0


def test_a_shorter_head_leaves_nothing_of_a_longer_one(tmp_path: Path) -> None:
    path = tmp_path / "journal.head"
    head = HeadFile(path)
    head.write(Head(9_007_199, 123_456_789, "f" * 64))
    head.write(Head(1, 1, "0"))
    head.close()
    assert read_head(path) == Head(1, 1, "0")


def test_a_new_head_file_holds_its_room_but_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "journal.head"
    HeadFile(path).close()
    assert path.stat().st_size == WIDTH
    assert read_head(path) is None


def test_a_head_that_cannot_be_written_does_not_undo_what_is_saved(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_self: HeadFile, _head: Head) -> None:
        raise OSError(5, "Input/output error")

    with opened(root) as desk:
        monkeypatch.setattr(HeadFile, "write", fail)
        add_road(desk, "解放路")
        assert desk.store.warning is not None
        assert "已保存" in desk.store.warning
        assert desk.store.reader().execute("SELECT count(*) FROM roads").fetchone()[0] == 1
