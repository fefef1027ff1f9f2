"""The shipped classifications: read from resources/catalogues/ and checked; kept and edited elsewhere."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from bureau.calendar.working import LIMIT_UNITS
from bureau.errors import BugError, EnvironmentFault

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "catalogues"
SHIPPED_IDS = range(1, 1_000_000)
"""Ids of station 0: the same on every PC."""
HANDLINGS = ("服务", "管理", "执法")
Toml = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippedItem:
    """One class as shipped. `parent` is the id of the upper class.

    A blank `group` and a `limit_value` of None mean those of the upper class. `code` is the
    bureau's own, `code_old` and `code_new` those of the national event lists where they are known.
    `unit`, `scale` (decimals allowed) and `handling` serve counts. `position` counts from 1.
    """

    catalogue: str
    id: int
    title: str
    position: int
    parent: int | None = None
    group: str = ""
    code: str = ""
    code_old: str = ""
    code_new: str = ""
    synonyms: tuple[str, ...] = ()
    unit: str = ""
    scale: int = 0
    limit_value: int | None = None
    limit_unit: str = ""
    handling: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """One classification: `name` as declarations name it, the clerk's `title`, items in order."""

    name: str
    title: str
    ids: range
    items: tuple[ShippedItem, ...]


def shipped() -> tuple[ShippedItem, ...]:
    """The items of all shipped catalogues, by id block and then in the order of their file."""
    return tuple(item for catalogue in catalogues() for item in catalogue.items)


def catalogues(folder: Path = FOLDER) -> tuple[Catalogue, ...]:
    """All shipped catalogues by id block. Raises EnvironmentFault when files are damaged."""
    try:
        paths = sorted(folder.glob("*.toml"))
        found = [
            read_catalogue(path.stem, tomllib.loads(path.read_text("utf-8"))) for path in paths
        ]
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise EnvironmentFault(
            f"程序自带的分类目录读不出来（{folder}），请重新安装程序，数据不受影响"
        ) from None
    if not found:
        raise EnvironmentFault(
            f"程序自带的分类目录不见了（{folder}），请重新安装程序，数据不受影响"
        )
    found.sort(key=lambda catalogue: catalogue.ids.start)
    for lower, upper in pairwise(found):
        require(lower.ids.stop <= upper.ids.start, upper.name, f"ids overlap those of {lower.name}")
    return tuple(found)


def read_catalogue(stem: str, toml: Toml) -> Catalogue:
    """One catalogue file, checked. Raises BugError that names file and item."""
    name = text(toml, "catalogue", stem)
    require(name == stem, stem, "catalogue is not named as its file")
    first, last = id_block(toml, stem)
    entries = toml.get("items")
    if not isinstance(entries, list) or not entries:
        raise BugError(f"resources/catalogues, {stem}: has no items")
    items: list[ShippedItem] = []
    for position, entry in enumerate(entries, start=1):
        item = read_item(name, position, entry)
        check_item(item, items, range(first, last + 1))
        items.append(item)
    return Catalogue(
        name=name, title=text(toml, "title", stem), ids=range(first, last + 1), items=tuple(items)
    )


def read_item(catalogue: str, position: int, entry: Toml) -> ShippedItem:
    """One item as the file has it. Raises BugError for an unknown or wrongly typed attribute."""
    where = f"{catalogue} #{position}"
    known = set(ShippedItem.__dataclass_fields__) - {"catalogue", "position"}
    require(set(entry) <= known, where, f"unknown attributes {sorted(set(entry) - known)}")
    item_id = whole(entry, "id", where)
    if item_id is None:
        raise BugError(f"resources/catalogues, {where}: has no id")
    return ShippedItem(
        catalogue=catalogue,
        id=item_id,
        title=text(entry, "title", where),
        position=position,
        parent=whole(entry, "parent", where),
        group=text(entry, "group", where),
        code=text(entry, "code", where),
        code_old=text(entry, "code_old", where),
        code_new=text(entry, "code_new", where),
        synonyms=words(entry, "synonyms", where),
        unit=text(entry, "unit", where),
        scale=whole(entry, "scale", where) or 0,
        limit_value=whole(entry, "limit_value", where),
        limit_unit=text(entry, "limit_unit", where),
        handling=text(entry, "handling", where),
        note=text(entry, "note", where),
    )


def check_item(item: ShippedItem, before: list[ShippedItem], block: range) -> None:
    """Raise BugError when an item breaks a rule of its catalogue; `before` are those above it."""
    where = f"{item.catalogue} {item.id}"
    uppers = {other.id: other for other in before}
    require(bool(item.title), where, "has no title")
    require(item.id in block and item.id in SHIPPED_IDS, where, "is outside the block of ids")
    require(item.id not in uppers, where, "has an id used above")
    if item.parent is not None:
        require(item.parent in uppers, where, "names a parent that does not stand above it")
        require(uppers[item.parent].parent is None, where, "would be a third level")
    require((item.limit_value is None) == (not item.limit_unit), where, "has half a limit")
    require(item.limit_unit in ("", *LIMIT_UNITS), where, f"has the unit {item.limit_unit}")
    require(item.limit_value is None or item.limit_value > 0, where, "has a limit of nothing")
    require(0 <= item.scale <= 2, where, "has a scale outside 0 to 2")
    require(item.handling in ("", *HANDLINGS), where, f"has the handling {item.handling}")


def require(held: bool, where: str, fault: str) -> None:
    """Raise BugError unless a rule of the shipped files is held: they are part of the program."""
    if not held:
        raise BugError(f"resources/catalogues, {where}: {fault}")


def id_block(toml: Toml, where: str) -> tuple[int, int]:
    """First and last id that belong to a catalogue."""
    match toml.get("ids"):
        case [int() as first, int() as last] if first <= last:
            return first, last
    raise BugError(f"resources/catalogues, {where}: ids must be [first, last]")


def text(entry: Toml, key: str, where: str) -> str:
    """A text attribute, blank when absent."""
    value = entry.get(key, "")
    if not isinstance(value, str):
        raise BugError(f"resources/catalogues, {where}: {key} must be text")
    return value


def whole(entry: Toml, key: str, where: str) -> int | None:
    """A whole number, None when absent."""
    value = entry.get(key)
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise BugError(f"resources/catalogues, {where}: {key} must be a whole number")


def words(entry: Toml, key: str, where: str) -> tuple[str, ...]:
    """A list of texts, empty when absent."""
    value = entry.get(key, [])
    if isinstance(value, list) and all(isinstance(word, str) and word for word in value):
        return tuple(value)
    raise BugError(f"resources/catalogues, {where}: {key} must be a list of texts")
