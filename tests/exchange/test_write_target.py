"""A file is written whole or not at all, and what stood there before survives every failure."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from bureau.errors import BureauError, EnvironmentFault, UserError
from bureau.exchange.export_column import ExportColumn
from bureau.exchange.write_csv import write_csv
from bureau.exchange.write_xlsx import write_xlsx
from tests.systems import largest_file, needs_file_limit

WRITERS = pytest.mark.parametrize("write", [write_xlsx, write_csv])
COLUMNS = [ExportColumn("编号")]


class StoppedError(Exception):
    """The clerk pressed 取消."""


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A file that stands there already."""
    path = tmp_path / "台账.xlsx"
    path.write_text("旧", encoding="utf-8")
    return path


def assert_untouched(target: Path) -> None:
    """Only the old file is there."""
    assert [path.name for path in target.parent.iterdir()] == [target.name]
    assert target.read_text("utf-8") == "旧"


@WRITERS
def test_old_file_is_replaced(target: Path, write: object) -> None:
    write_any(write, target)
    assert target.stat().st_size > 10
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def write_any(write: object, target: Path, rows: object = (("1",),), **options: object) -> None:
    """Either writer."""
    assert callable(write)
    write(target, COLUMNS, rows, **options)


@WRITERS
def test_cancelled_in_the_middle(target: Path, write: object) -> None:
    def stop(done: int) -> None:
        if done >= 2000:
            raise StoppedError

    with pytest.raises(StoppedError):
        write_any(write, target, ([str(n)] for n in range(5000)), progress=stop)
    assert_untouched(target)


@WRITERS
def test_rows_that_fail(target: Path, write: object) -> None:
    def rows() -> Iterator[list[str]]:
        yield ["1"]
        raise UserError("数据库正忙，请稍后再试。")

    with pytest.raises(UserError, match="正忙"):
        write_any(write, target, rows())
    assert_untouched(target)


@needs_file_limit
@WRITERS
def test_full_disk(target: Path, write: object) -> None:
    with largest_file(2000), pytest.raises(EnvironmentFault, match="磁盘空间不足"):
        write_any(write, target, ([os.urandom(20).hex()] for _ in range(20_000)))  # noqa: TID251 - text that doesn't shrink
    assert_untouched(target)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (errno.EACCES, "可能正被 Excel 或 WPS 打开"),
        (errno.ENOSPC, "磁盘空间不足"),
        (errno.EIO, "保存“台账.xlsx”时出错"),
    ],
)
def test_place_that_refuses(
    target: Path, monkeypatch: pytest.MonkeyPatch, code: int, sentence: str
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(EnvironmentFault, match=sentence):
        write_xlsx(target, COLUMNS, [["1"]])
    assert_untouched(target)


def test_folder_that_may_not_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(EnvironmentFault, match="请换一个文件夹保存"):
        write_xlsx(tmp_path / "新.xlsx", COLUMNS, [["1"]])


def test_folder_that_is_missing_or_is_the_target(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="不存在"):
        write_xlsx(tmp_path / "没有" / "a.xlsx", COLUMNS, [["1"]])
    with pytest.raises(UserError, match="是一个文件夹"):
        write_xlsx(tmp_path, COLUMNS, [["1"]])


def test_name_as_long_as_the_disk_allows(tmp_path: Path) -> None:
    write_xlsx(tmp_path / ("长" * 83 + ".xlsx"), COLUMNS, [["1"]])
    with pytest.raises(BureauError, match="文件名太长"):
        write_xlsx(tmp_path / ("长" * 84 + ".xlsx"), COLUMNS, [["1"]])


def test_leftover_of_a_killed_process_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / f".{os.getpid()}-0.part").touch()
    write_xlsx(tmp_path / "a.xlsx", COLUMNS, [["1"]])
    assert (tmp_path / "a.xlsx").stat().st_size > 0
