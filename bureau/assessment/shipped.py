"""The rubrics, rules of payment and awards that come with the program: read and checked."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TypeVar

from bureau.assessment.plain import PlainFault, from_plain
from bureau.assessment.ranking import Awards, check_awards
from bureau.assessment.rubric import Rubric, check
from bureau.assessment.rules import Rule, check_rule
from bureau.errors import BugError, EnvironmentFault, UserError

FOLDER = Path(__file__).resolve().parent.parent.parent / "resources" / "assessment"
T = TypeVar("T", Rubric, Rule, Awards)


@cache
def shipped_rubrics() -> tuple[Rubric, ...]:
    """The default rubrics. Raises EnvironmentFault when the files are damaged."""
    return read_folder(FOLDER / "rubrics", Rubric, check)


@cache
def shipped_rules() -> tuple[Rule, ...]:
    """The default rules of payment. Raises EnvironmentFault when the files are damaged."""
    return read_folder(FOLDER / "rules", Rule, check_rule)


@cache
def shipped_awards() -> tuple[Awards, ...]:
    """The default amounts by place. Raises EnvironmentFault when the files are damaged."""
    return read_folder(FOLDER / "awards", Awards, check_awards)


def read_folder(folder: Path, kind: type[T], check_one: Callable[[T], None]) -> tuple[T, ...]:
    """All files of a folder by name, each named as its key. Raises BugError for a wrong one."""
    found = []
    for path in sorted(folder.glob("*.toml")):
        one = read_file(path, kind)
        try:
            check_one(one)
        except UserError as error:
            raise BugError(f"resources/assessment, {path.name}: {error.sentence}") from None
        if one.key != path.stem:
            raise BugError(f"resources/assessment, {path.name}: key is not named as its file")
        found.append(one)
    if not found:
        raise EnvironmentFault(
            f"程序自带的考核细则不见了（{folder}），请重新安装程序，数据不受影响。"
        )
    return tuple(found)


def read_file(path: Path, kind: type[T]) -> T:
    """One file. Raises EnvironmentFault when it can't be read, BugError when it says nonsense."""
    try:
        # Decimal, so that 0.1 is one tenth.
        toml = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise EnvironmentFault(
            f"程序自带的考核细则读不出来（{path}），请重新安装程序，数据不受影响。"
        ) from None
    try:
        return from_plain(kind, toml)
    except PlainFault as fault:
        raise BugError(f"resources/assessment, {path.name}: {fault}") from None
