"""Where a command may put its result: asked before the work begins, so that nothing is done in vain."""

from __future__ import annotations

from pathlib import Path

from bureau.errors import UserError
from bureau.files import check_target
from bureau.storage.paths import DataFolder
from bureau.storage.restoring import is_database
from bureau.storage.sealed import SEALED_SUFFIX


def result_target(path: Path, ending: str) -> Path:
    """A file for a result of one kind. Raises UserError, EnvironmentFault."""
    if path.suffix.lower() != ending:
        raise UserError(f"输出文件“{path.name}”的名字要以 {ending} 结尾。")
    check_target(path)
    return path


def backup_target(path: Path, folder: DataFolder) -> Path:
    """A file for a backup, never one of the data folder's own or of another program."""
    target = path if path.suffix or path.is_dir() else path.with_suffix(".sqlite")
    check_target(target)
    place = target.resolve().parent
    root = folder.root.resolve()
    if place == root or (place.is_relative_to(root) and not is_for_backups(place, folder)):
        raise UserError("不能备份到数据文件夹里面；请换一个位置，最好是另一个磁盘或 U 盘。")
    if target.exists() and not is_database(target):
        raise UserError(f"“{target.name}”已经存在，而且不是备份文件；请换一个文件名。")
    return target


def sealed_target(path: Path) -> Path:
    """A file for an encrypted backup. Raises UserError, EnvironmentFault."""
    target = path if path.suffix == SEALED_SUFFIX else path.with_name(path.name + SEALED_SUFFIX)
    check_target(target)
    return target


def is_for_backups(place: Path, folder: DataFolder) -> bool:
    """Whether a place inside the data folder is its own folder of backups."""
    return place.is_relative_to(folder.backups.resolve())
