"""What a clerk does with classifications: add, rename, give synonyms, move, retire, delete, each one operation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from bureau.catalogue import SHIPPED_IDS
from bureau.errors import UserError
from bureau.ledger.entry import Item
from bureau.ledger.lenient.texts import fold, tidy
from bureau.ledger.query import Is, OneOf
from bureau.ledger.types import Choice, Choices
from bureau.ledger.words import split_words
from bureau.register.ledgers import CATALOGUE_ITEMS
from bureau.storage import kinds, recognition, rows

if TYPE_CHECKING:
    from bureau.desk import Desk

LEDGER = CATALOGUE_ITEMS.name
LONGEST = 64
FIXED = frozenset(
    {
        "case-state",
        "handling",
        "limit-unit",
        "appeal-ruling",
        "month-state",
        "month-step",
        "reward-state",
    }
)
"""Catalogues whose members mean something to figures and limits: renamed at will, never more or less."""


def add_item(desk: Desk, catalogue: str, title: str, parent: int | None = None) -> int:
    """A new class at the end of its catalogue (or under an upper class). Raises UserError."""
    require_open(catalogue)
    name = checked_title(desk, catalogue, title)
    items = desk.store.names().items(catalogue)
    if parent is not None:
        upper = known_item(desk, parent)
        if upper.parent is not None:
            raise UserError(f"“{upper.title}”已经是小类，下面不能再分；请选一个大类。")
    position = max((item.position for item in items), default=0) + 1
    with desk.store.operation(desk, f"分类目录：新增“{name}”") as op:
        return op.insert(
            LEDGER,
            {
                "catalogue": catalogue,
                "title": name,
                "parent": parent,
                "position": position,
                "scale": 0,
                "active": 1,
                "provisional": 0,
            },
        )


def rename_item(desk: Desk, record: int, title: str) -> None:
    """Another name for a class; the old one stays as a synonym, so that old files still fit."""
    item = known_item(desk, record)
    name = checked_title(desk, item.catalogue, title, but=record)
    if name == item.title:
        return
    words = [word for word in (*item.synonyms, item.title) if fold(word) != fold(name)]
    with desk.store.operation(desk, f"分类目录：“{item.title}”改名为“{name}”") as op:
        op.update(LEDGER, record, {"title": name, "synonyms": joined(words)})


def set_synonyms(desk: Desk, record: int, text: str) -> None:
    """The words by which an import knows a class. Raises UserError for one that another has."""
    item = known_item(desk, record)
    words = split_words(tidy(text))
    names = desk.store.names()
    for word in words:
        other = names.item(item.catalogue, word)
        if other is not None and other.id != record:
            raise UserError(f"“{word}”已经是“{other.title}”的名称或同义词，请先从那里去掉。")
    kept = joined(word for word in words if fold(word) != fold(item.title))
    if kept == joined(item.synonyms):
        return
    with desk.store.operation(desk, f"分类目录：修改“{item.title}”的同义词") as op:
        op.update(LEDGER, record, {"synonyms": kept})


def retire_item(desk: Desk, record: int) -> None:
    """Takes a class and those below it out of choice lists; records that have it keep it."""
    item = known_item(desk, record)
    require_open(item.catalogue)
    below = [one.id for one in desk.store.names().items(item.catalogue) if one.parent == record]
    with desk.store.operation(desk, f"分类目录：停用“{item.title}”") as op:
        for each in (record, *below):
            op.update(LEDGER, each, {"active": 0})


def restore_item(desk: Desk, record: int) -> None:
    """Puts a retired class back into use, its upper class with it."""
    item = known_item(desk, record)
    with desk.store.operation(desk, f"分类目录：恢复“{item.title}”") as op:
        for each in (record, item.parent):
            if each is not None:
                op.update(LEDGER, each, {"active": 1})


def move_item(desk: Desk, record: int, step: int) -> bool:
    """Moves a class up (-1) or down (1) among those of its level; False where it is at the end."""
    item = known_item(desk, record)
    level = [one for one in desk.store.names().items(item.catalogue) if one.parent == item.parent]
    at = next(place for place, one in enumerate(level) if one.id == record)
    to = at + step
    if not 0 <= to < len(level):
        return False
    # Positions may repeat where the bureau's own classes came in; they are given anew in order.
    places: list[int] = []
    for one in level:
        places.append(max(one.position, places[-1] + 1 if places else one.position))
    order = [one.id for one in level]
    order.insert(to, order.pop(at))
    with desk.store.operation(desk, f"分类目录：调整“{item.title}”的次序") as op:
        for each, place in zip(order, places, strict=True):
            op.update(LEDGER, each, {"position": place})
    return True


def confirm_item(desk: Desk, record: int) -> None:
    """A name that came with an import is right: no longer 待核."""
    item = known_item(desk, record)
    with desk.store.operation(desk, f"分类目录：核对“{item.title}”") as op:
        op.update(LEDGER, record, {"provisional": 0})


def require_open(catalogue: str) -> None:
    """Raises UserError for a catalogue that the rules of the program count on."""
    if catalogue in FIXED:
        raise UserError("这个目录是统计和时限规则要用的，可以改名称和同义词，不能增减。")


def merge_item(desk: Desk, record: int, title: str) -> int:
    """Puts a class into the one named `title`: its records go over, its names become synonyms.

    Gives how many records went over. Raises UserError, also where counts of a log still use it.
    """
    item = known_item(desk, record)
    require_open(item.catalogue)
    names = desk.store.names()
    other = names.item(item.catalogue, title)
    if other is None:
        raise UserError(f"没有“{title.strip()}”这个分类，请写已有的名称。")
    if other.id == record:
        raise UserError("不能并入自己，请写另一个分类的名称。")
    if any(one.parent == record for one in names.items(item.catalogue)):
        raise UserError(f"“{item.title}”下面还有小类，请先把小类并走或改到别处。")
    words = [*other.synonyms, item.title, *item.synonyms]
    moved = 0
    label = f"分类目录：“{item.title}”并入“{other.title}”"
    with desk.store.operation(desk, label, kinds.MERGE) as op:
        for ledger, key, found in referring(desk, item):
            for each in found:
                op.update(ledger, each, {key: other.id})
            moved += len(found)
        op.update(LEDGER, other.id, {"synonyms": joined(dict.fromkeys(words))})
        op.remove(LEDGER, record)
    return moved


def referring(desk: Desk, item: Item) -> Iterator[tuple[str, str, Sequence[int]]]:
    """Ledger, field and records that have a class as their choice."""
    conn, today = desk.store.reader(), desk.today()
    for ledger in desk.store.ledgers.values():
        for field in ledger.stored:
            if isinstance(field.type, Choices) and field.type.catalogue == item.catalogue:
                # Lists of ids have no foreign key that would hold a class back.
                raise UserError(f"“{ledger.title}”的“{field.title}”可以选好几类，还不能这样并入。")
            if isinstance(field.type, Choice) and field.type.catalogue == item.catalogue:
                found = rows.ids(conn, ledger, Is(field.key, item.id), today=today)
                if found:
                    yield ledger.name, field.key, found


def remove_item(desk: Desk, record: int) -> None:
    """Deletes a class of the bureau's own that nothing uses. Raises UserError for any other."""
    item = known_item(desk, record)
    require_open(item.catalogue)
    if record in SHIPPED_IDS:
        raise UserError(f"“{item.title}”是程序自带的，不能删除；不用的话请停用。")
    used = uses(desk, item)
    if used:
        raise UserError(
            f"“{item.title}”还在用（{listed_uses(used)}），不能删除；请停用它，或并入另一个分类。"
        )
    with desk.store.operation(desk, f"分类目录：删除“{item.title}”") as op:
        op.remove(LEDGER, record)


def uses(desk: Desk, item: Item) -> dict[str, int]:
    """How many records have a class, by the title of their ledger; classes below it count too."""
    conn, today = desk.store.reader(), desk.today()
    found = recognition.referring(conn, desk.store.shapes, LEDGER, [item.id])
    for ledger in desk.store.ledgers.values():
        for field in ledger.stored:
            if isinstance(field.type, Choices) and field.type.catalogue == item.catalogue:
                # Lists of ids have no foreign key that would hold a class back.
                count = len(rows.ids(conn, ledger, OneOf(field.key, (item.id,)), today=today))
                if count:
                    found[ledger.title] = found.get(ledger.title, 0) + count
    return found


def listed_uses(used: Mapping[str, int]) -> str:
    """“案件台账” 3 条."""
    return "、".join(f"“{title}” {count:,} 条" for title, count in used.items())


def unconfirmed(desk: Desk) -> set[int]:
    """Classes that came with an import and wait to be looked at (待核)."""
    conn = desk.store.reader()
    return set(rows.ids(conn, CATALOGUE_ITEMS, Is("provisional", 1), today=desk.today()))


def known_item(desk: Desk, record: int) -> Item:
    """The class of that id. Raises UserError when it is gone."""
    item = desk.store.names().item_by_id(record)
    if item is None:
        raise UserError("这个分类已经不在了，请刷新后再试。")
    return item


def checked_title(desk: Desk, catalogue: str, title: str, but: int | None = None) -> str:
    """A title fit for a class. Raises UserError for none, one too long, or one taken."""
    name = " ".join(tidy(title).split())
    if not name:
        raise UserError("请填写分类的名称。")
    if len(name) > LONGEST:
        raise UserError(f"名称超过 {LONGEST} 个字，请写短一些。")
    other = desk.store.names().item(catalogue, name)
    if other is not None and other.id != but:
        if fold(other.title) == fold(name):
            gone = "" if other.active else "（已停用，可以恢复）"
            raise UserError(f"已经有“{other.title}”{gone}，请换一个名称。")
        raise UserError(f"“{name}”是“{other.title}”的同义词，请换一个名称，或先去掉那个同义词。")
    return name


def joined(words: Iterable[str]) -> str | None:
    """Synonyms as they are stored."""
    return "、".join(words) or None
