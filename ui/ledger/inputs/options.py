"""What a choice list offers, and which of it typing means: characters, initials or pinyin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bureau.ledger.chinese import initials, matches_initials
from bureau.ledger.declaration import Ledger
from bureau.ledger.entry import Item, Names, Value
from bureau.ledger.field_type import FieldType
from bureau.ledger.lenient.texts import fold
from bureau.ledger.query import Sort
from bureau.ledger.types import Choice, Choices, Reference, References, YesNo
from bureau.ledger.words import split_words
from bureau.storage import rows
from ui.context import Context

MOST_SHOWN = 200
LONG = 2_000
"""Records of a ledger from which on a box asks for those that typing means, and holds no list."""


@dataclass(frozen=True, slots=True)
class Option:
    """One line of the list: `id` of the item or record, None for 新增; `upper` class; other words."""

    id: int | None
    title: str
    upper: str = ""
    words: tuple[str, ...] = ()
    remark: str = ""


def options_of(declared: FieldType, context: Context, names: Names) -> list[Option]:
    """All that a field may be chosen from, in its order."""
    if isinstance(declared, Choice | Choices):
        return item_options(names.items(declared.catalogue), names)
    if isinstance(declared, Reference | References):
        ledger = context.desk.store.ledgers[declared.ledger]
        return record_options(context, ledger, names)
    if isinstance(declared, YesNo):
        return [Option(1, "是", words=declared.yes), Option(0, "否", words=declared.no)]
    return []


def item_options(items: Sequence[Item], names: Names) -> list[Option]:
    """Items in use, upper classes before their sub-classes."""
    found: list[Option] = []
    for item in items:
        if item.active:
            upper = names.item_by_id(item.parent) if item.parent is not None else None
            found.append(Option(item.id, item.title, upper.title if upper else "", item.synonyms))
    return found


def record_options(context: Context, ledger: Ledger, names: Names) -> list[Option]:
    """Records of a register in its own order, with their other names.

    What else tells them apart (the unit of a person, the town of a community) stands as remark.
    """
    conn = context.desk.store.reader()
    today = context.desk.today()
    sorts = [Sort(key) for key in (*ledger.order, ledger.label)]
    found = rows.ids(conn, ledger, None, sorts, today=today)
    beside = [ledger.by_key[key] for key in ledger.key if key != ledger.label]
    if not ledger.aliases and not beside:
        return [Option(record, names.label(ledger.name, record)) for record in found]
    options: list[Option] = []
    for row in rows.page(conn, ledger, found, today=today):
        shown = (field.type.show(stored(row, field.key), names) for field in beside)
        aliases = row.get(ledger.aliases) if ledger.aliases else None
        options.append(
            Option(
                int(str(row["id"])),
                str(row[ledger.label] or ""),
                words=tuple(split_words(str(aliases or ""))),
                remark=" ".join(word for word in shown if word),
            )
        )
    return options


def is_long(declared: FieldType, context: Context) -> bool:
    """Whether a field names records of a ledger that is no register: the cases of years."""
    if not isinstance(declared, Reference | References):
        return False
    store = context.desk.store
    ledger = store.ledgers[declared.ledger]
    return rows.count(store.reader(), ledger, today=context.desk.today()) > LONG


def options_like(declared: FieldType, context: Context, typed: str) -> list[Option]:
    """Of a long ledger what typing may mean, the likeliest first; its last records for nothing typed."""
    if not isinstance(declared, Reference | References):
        return []
    store = context.desk.store
    found = rows.labelled(store.reader(), store.ledgers[declared.ledger], typed, MOST_SHOWN)
    options = [Option(record, label) for record, label in found]
    return matching(options, typed) or options


def stored(row: rows.Row, key: str) -> Value:
    """A stored value of a row."""
    return row.get(key)  # type: ignore[return-value]


def matching(options: Sequence[Option], typed: str) -> list[Option]:
    """The options that `typed` may mean, the likeliest first; all of them when it is blank."""
    wanted = fold(typed)
    if not wanted:
        return list(options[:MOST_SHOWN])
    ranked: list[tuple[int, int, Option]] = []
    for place, option in enumerate(options):
        rank = likeness(option, wanted, typed)
        if rank is not None:
            ranked.append((rank, place, option))
    ranked.sort(key=lambda one: one[:2])
    return [option for _, _, option in ranked[:MOST_SHOWN]]


def likeness(option: Option, wanted: str, typed: str) -> int | None:
    """How well an option fits, 0 the best; None when it doesn't."""
    title = fold(option.title)
    if title == wanted:
        return 0
    if title.startswith(wanted) or initials(option.title) == wanted:
        return 1
    if initials(option.title).startswith(wanted):
        return 2
    if matches_initials(typed, option.title):
        return 3
    if any(fold(word) == wanted for word in option.words):
        return 1
    if any(wanted in fold(word) for word in option.words):
        return 5
    if option.upper and matches_initials(typed, option.upper):
        return 4
    return None
