"""A file is written whole or not at all, and a refusal says in Chinese what to do."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO

import pytest

from bureau.errors import BureauError, EnvironmentFault, UserError
from bureau.files import check_target, free_name, replacing, whole_file, write_whole
from tests.commands.conftest import is_one_sentence
from tests.systems import as_nobody, largest_file, needs_file_limit, needs_rights

NEW = b"new"


class StoppedError(Exception):
    """The clerk pressed 取消."""


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A file that stands there already."""
    path = tmp_path / "月报.pdf"
    path.write_bytes(b"old")
    return path


def assert_untouched(target: Path) -> None:
    """Only the old file is there."""
    assert [path.name for path in target.parent.iterdir()] == [target.name]
    assert target.read_bytes() == b"old"


def refusal(path: Path, kind: type[BureauError] = EnvironmentFault) -> str:
    """The sentence with which a file isn't written."""
    with pytest.raises(kind) as refused:
        write_whole(path, NEW)
    assert is_one_sentence(refused.value.sentence)
    return refused.value.sentence


def test_the_old_file_is_replaced(target: Path) -> None:
    write_whole(target, NEW)
    assert target.read_bytes() == NEW
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_nothing_is_seen_of_it_before_the_end(target: Path) -> None:
    with replacing(target) as file:
        file.write(NEW)
        file.flush()
        assert target.read_bytes() == b"old"
    assert target.read_bytes() == NEW


@pytest.mark.parametrize("writing", [whole_file, replacing])
def test_stopped_in_the_middle(
    target: Path, writing: Callable[[Path], AbstractContextManager[BinaryIO]]
) -> None:
    def stop_half_way() -> None:
        with writing(target) as file:
            file.write(NEW)
            raise StoppedError

    with pytest.raises(StoppedError):
        stop_half_way()
    assert_untouched(target)


def test_a_read_only_file_stays_and_another_name_is_proposed(target: Path) -> None:
    target.chmod(0o444)
    (target.parent / "月报(2).pdf").touch()
    sentence = refusal(target)
    assert "只读" in sentence
    assert "“月报(3).pdf”" in sentence
    assert target.read_bytes() == b"old"


def test_a_folder_or_no_folder(tmp_path: Path) -> None:
    assert "是一个文件夹" in refusal(tmp_path, UserError)
    missing = tmp_path / "没有" / "月报.pdf"
    assert "没有”不存在" in refusal(missing, UserError)
    with pytest.raises(FileNotFoundError):
        with whole_file(missing):
            pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [
        ("月报.pdf", errno.EACCES, "可能正被其他程序打开"),
        ("台账.xlsx", errno.EPERM, "可能正被 Excel 或 WPS 打开"),
        ("月报.pdf", errno.ENOSPC, "磁盘空间不足"),
        ("月报.pdf", errno.EIO, "保存“月报.pdf”时出错"),
    ],
)
def test_a_place_that_refuses_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, code: int, words: str
) -> None:
    target = tmp_path / name
    target.write_bytes(b"old")

    def refuse(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(EnvironmentFault, match=words):
        write_whole(target, NEW)
    assert_untouched(target)


@needs_file_limit
def test_a_full_disk(target: Path) -> None:
    with largest_file(1000):
        with pytest.raises(EnvironmentFault, match="磁盘空间不足"):
            write_whole(target, bytes(5000))
        with pytest.raises(OSError, match="too large"):
            with whole_file(target) as file:
                file.write(bytes(5000))
    assert_untouched(target)


@needs_rights
def test_a_folder_that_may_not_be_written() -> None:
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        (place / "月报.pdf").write_bytes(b"old")
        place.chmod(0o555)
        with as_nobody():
            for path in (place / "月报.pdf", place / "新.pdf"):
                assert "不允许写入" in refusal(path)
                with pytest.raises(EnvironmentFault):
                    check_target(path)
        place.chmod(0o755)
        assert_untouched(place / "月报.pdf")


def test_a_check_beforehand_writes_nothing(target: Path) -> None:
    check_target(target)
    check_target(target.with_name("新.pdf"))
    assert_untouched(target)


def test_a_name_as_long_as_the_disk_allows(tmp_path: Path) -> None:
    write_whole(tmp_path / ("长" * 83 + ".pdf"), NEW)
    with pytest.raises(BureauError, match="文件名太长"):
        write_whole(tmp_path / ("长" * 84 + ".pdf"), NEW)


def test_a_leftover_of_a_killed_process_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / f".{os.getpid()}-0.part").touch()
    write_whole(tmp_path / "月报.pdf", NEW)
    assert (tmp_path / "月报.pdf").read_bytes() == NEW


def test_a_name_that_is_free(target: Path) -> None:
    assert free_name(target) == "月报(2).pdf"
    target.with_name("月报(2).pdf").touch()
    assert free_name(target) == "月报(3).pdf"
