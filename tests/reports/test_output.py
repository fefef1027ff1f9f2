"""A file is replaced wholly or not at all, and refusals are told in Chinese."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from bureau.errors import EnvironmentFault
from bureau.reports.render.output import write_whole


def test_the_old_file_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "月报.pdf"
    target.write_bytes(b"old")
    write_whole(target, b"new")
    assert target.read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["月报.pdf"]


def test_a_read_only_file_stays_and_another_name_is_proposed(tmp_path: Path) -> None:
    target = tmp_path / "月报.pdf"
    target.write_bytes(b"old")
    target.chmod(0o444)
    (tmp_path / "月报(2).pdf").touch()
    with pytest.raises(EnvironmentFault, match=r"只读.*“月报\(3\)\.pdf”"):
        write_whole(target, b"new")
    assert target.read_bytes() == b"old"


def test_a_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="是一个文件夹"):
        write_whole(tmp_path, b"new")


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="不存在"):
        write_whole(tmp_path / "没有" / "月报.pdf", b"new")


@pytest.mark.parametrize(
    ("number", "words"), [(errno.ENOSPC, "磁盘空间不足"), (errno.EACCES, "正被其他程序打开")]
)
def test_a_refusal_half_way_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    target = tmp_path / "月报.pdf"
    target.write_bytes(b"old")

    def refuse(_self: Path, _target: Path) -> None:
        raise OSError(number, "refused")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(EnvironmentFault, match=words):
        write_whole(target, b"new")
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["月报.pdf"]
