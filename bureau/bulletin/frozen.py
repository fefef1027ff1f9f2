"""Papers as they were issued: plain JSON, packed, and the same paper again, byte for byte when printed."""

from __future__ import annotations

import base64
import json
import zlib
from binascii import Error as NotPacked
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final, TypeVar

from bureau.assessment.plain import Plain, PlainFault, as_json, from_plain, to_plain
from bureau.errors import EnvironmentFault
from bureau.reports.paper import Block, Paper, Photo, Photos

FORMAT: Final = 1
DAMAGED: Final = "已签发材料的存档损坏，请从备份恢复。"
NEWER: Final = "已签发材料的存档由新版本程序生成，请升级程序后再打开。"
T = TypeVar("T")


def pack(plain: Plain) -> str:
    """Plain JSON as a short text."""
    content = {"format": FORMAT, "content": plain}
    return base64.b64encode(zlib.compress(as_json(content).encode(), 9)).decode()


def unpack(packed: str) -> Plain:
    """The JSON of a packed text. Raises EnvironmentFault when it can't be read."""
    try:
        read = json.loads(zlib.decompress(base64.b64decode(packed, validate=True)))
    except (ValueError, NotPacked, zlib.error):
        raise EnvironmentFault(DAMAGED) from None
    if not isinstance(read, dict) or not isinstance(read.get("format"), int):
        raise EnvironmentFault(DAMAGED)
    if read["format"] > FORMAT:
        raise EnvironmentFault(NEWER)
    content: Plain = read.get("content")
    return content


def read_back(kind: type[T], plain: Plain) -> T:
    """A declared value of what was unpacked. Raises EnvironmentFault."""
    try:
        return from_plain(kind, plain)
    except (PlainFault, ArithmeticError):
        raise EnvironmentFault(DAMAGED) from None


def freeze(paper: Paper, folder: Path) -> str:
    """A paper packed; photos by their place below `folder`, so that the folder may be moved."""

    def inside(path: Path) -> Path:
        return path.relative_to(folder) if path.is_relative_to(folder) else path

    return pack(to_plain(with_photos(paper, inside)))


def thaw(packed: str, folder: Path) -> Paper:
    """The paper that was frozen. Raises EnvironmentFault when it can't be read."""
    paper = read_back(Paper, unpack(packed))
    return with_photos(paper, lambda path: folder / path)


def with_photos(paper: Paper, place: Callable[[Path], Path]) -> Paper:
    """The paper with each picture file named otherwise."""

    def moved(photo: Photo) -> Photo:
        return photo if photo.path is None else replace(photo, path=place(photo.path))

    def block(one: Block) -> Block:
        if not isinstance(one, Photos):
            return one
        return replace(one, photos=tuple(map(moved, one.photos)))

    return replace(paper, blocks=tuple(map(block, paper.blocks)))
