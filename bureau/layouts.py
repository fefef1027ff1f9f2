"""How each person has arranged each ledger on this PC: columns, order, filters, records seen last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path

from bureau.errors import UserError
from bureau.ledger.declaration import Ledger
from bureau.ledger.entry import Names
from bureau.ledger.plain import (
    ReadFilter,
    has_column,
    keys_of,
    plain_filter,
    plain_sorts,
    read_filter,
    read_sorts,
)
from bureau.ledger.query import Everything, Filter, Sort
from bureau.pc_settings import KeptFile, settings_folder

NAME = "layouts.json"
CHOICES = "choices"
"""Beside the ledgers of a person, none of which is called so."""
LAST = 10
"""So many filters used last are kept, and so many records."""
WIDTHS = range(16, 2000)
"""Pixels that a column can sensibly have."""
LINES = range(1, 4)
"""Lines of text that a row can show."""
Entry = dict[str, object]


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a ledger as a person left them; `counts.3201` is one kind of its lines.

    `order` has the columns that were moved, others follow as declared; `frozen` is None where
    the declaration's number holds.
    """

    order: tuple[str, ...] = ()
    widths: Mapping[str, int] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    frozen: int | None = None
    sorts: tuple[Sort, ...] = ()
    lines: int = 1
    """Lines of text that a row shows."""


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A filter that was given a name; `dropped` says what of it is gone."""

    name: str
    where: Filter
    dropped: tuple[str, ...] = ()


class Layouts:
    """The layouts of one person; other people's stay in the file as they are."""

    def __init__(self, actor: str, folder: Path | None = None) -> None:
        self.actor = actor
        self.page = ""
        self.file = KeptFile((folder or settings_folder()) / NAME)

    def begin_as(self, other: str) -> None:
        """Somebody new finds everything arranged as `other` left it."""
        content = self.file.read()
        people = entry_of(content, "people")
        if self.actor not in people and other in people:
            self.file.write({**content, "people": {**people, self.actor: people[other]}})

    def of_page(self, page: str) -> Layouts:
        """The same for a page that shows a ledger with columns of its own; filters are shared."""
        # One file in memory: two would write over each other.
        other = copy(self)
        other.page = page
        return other

    # -- columns -------------------------------------------------------------------------------

    def get(self, ledger: Ledger) -> Layout:
        """The layout of a ledger; columns that are gone are left out."""
        kept = self._entry(ledger)
        if self.page:
            # Until it is arranged on this page it stands as it does in the ledger's own.
            kept = entry_of(entry_of(kept, "pages"), self.page) or kept
        frozen = kept.get("frozen")
        widths, lines = kept.get("widths"), kept.get("lines")
        return Layout(
            order=tuple(columns(ledger, kept.get("order"))),
            widths={
                key: width
                for key, width in (widths.items() if isinstance(widths, dict) else ())
                if has_column(ledger, key) and type(width) is int and width in WIDTHS
            },
            hidden=frozenset(columns(ledger, kept.get("hidden"))),
            frozen=frozen if type(frozen) is int and frozen >= 0 else None,
            sorts=read_sorts(kept.get("sorts"), ledger),
            lines=lines if type(lines) is int and lines in LINES else 1,
        )

    def put(self, ledger: Ledger, layout: Layout) -> None:
        """Keeps a layout."""
        parts: Entry = {
            "order": list(layout.order),
            "widths": dict(layout.widths),
            "hidden": sorted(layout.hidden),
            "frozen": layout.frozen,
            "sorts": plain_sorts(layout.sorts),
            "lines": layout.lines,
        }
        if self.page:
            pages = entry_of(self._entry(ledger), "pages")
            parts = {"pages": {**pages, self.page: parts}}
        self._keep(ledger, **parts)

    # -- filters -------------------------------------------------------------------------------

    def saved(self, ledger: Ledger, names: Names | None = None) -> list[SavedFilter]:
        """Filters with names, in the order of saving; what of them is gone is left out and told."""
        found = []
        for part in self._list(ledger, "saved"):
            name = part.get("name")
            if isinstance(name, str):
                read = read_filter(part.get("filter"), ledger, names)
                found.append(SavedFilter(name, read.where, tuple(read.dropped)))
        return found

    def save_filter(self, ledger: Ledger, name: str, where: Filter) -> None:
        """Keeps a filter under a name, in the place of one that had it. Raises UserError."""
        name = name.strip()
        if not name:
            raise UserError("请给这组筛选条件起个名字。")
        if is_personal(ledger, where):
            raise UserError("条件里有姓名、电话等个人信息，不保存在本机；请去掉这些条件再保存。")
        listed = self._list(ledger, "saved")
        entry: Entry = {"name": name, "filter": plain_filter(where)}
        places = [at for at, part in enumerate(listed) if part.get("name") == name]
        if places:
            listed[places[0]] = entry
        else:
            listed.append(entry)
        self._keep(ledger, saved=listed)

    def drop_filter(self, ledger: Ledger, name: str) -> None:
        """Forgets a filter that had a name."""
        listed = self._list(ledger, "saved")
        self._keep(ledger, saved=[part for part in listed if part.get("name") != name])

    def recent(self, ledger: Ledger, names: Names | None = None) -> list[ReadFilter]:
        """The last ten filters, the newest first; those of which nothing is left are passed over."""
        read = [read_filter(part, ledger, names) for part in self._list(ledger, "recent")]
        return [found for found in read if found.where != Everything()]

    def note_recent(self, ledger: Ledger, where: Filter) -> None:
        """Notes a filter that was used; none at all, and personal values, aren't kept."""
        if where == Everything() or is_personal(ledger, where):
            return
        plain = plain_filter(where)
        others = [part for part in self._list(ledger, "recent") if part != plain]
        self._keep(ledger, recent=[plain, *others][:LAST])

    # -- records -------------------------------------------------------------------------------

    def records(self, ledger: Ledger, folder: str) -> list[int]:
        """Records of this data folder that were seen last, the newest first."""
        kept = entry_of(self._entry(ledger), "records")
        listed = kept.get("ids")
        if kept.get("folder") != folder or not isinstance(listed, list):
            return []
        return [record for record in listed if type(record) is int][:LAST]

    def put_records(self, ledger: Ledger, folder: str, records: Sequence[int]) -> None:
        """Keeps the records seen last; of one folder only, ids mean nothing in another."""
        self._keep(ledger, records={"folder": folder, "ids": list(records[:LAST])})

    # -- the file ------------------------------------------------------------------------------

    # -- choices on pages ----------------------------------------------------------------------

    def choice(self, name: str) -> str:
        """What was chosen last on a page, "" where nothing was."""
        own = entry_of(entry_of(self.file.read(), "people"), self.actor)
        found = entry_of(own, CHOICES).get(name)
        return found if isinstance(found, str) else ""

    def choose(self, name: str, value: str) -> None:
        """Keeps a choice."""
        content = self.file.read()
        people = entry_of(content, "people")
        own = entry_of(people, self.actor)
        own = {**own, CHOICES: {**entry_of(own, CHOICES), name: value}}
        self.file.write({**content, "people": {**people, self.actor: own}})

    def _entry(self, ledger: Ledger) -> Entry:
        """What is kept of one ledger for this person."""
        return entry_of(entry_of(entry_of(self.file.read(), "people"), self.actor), ledger.name)

    def _list(self, ledger: Ledger, name: str) -> list[Entry]:
        """A list of objects that is kept."""
        found = self._entry(ledger).get(name)
        return [part for part in found if isinstance(part, dict)] if isinstance(found, list) else []

    def _keep(self, ledger: Ledger, **parts: object) -> None:
        """Writes what has changed."""
        entry = self._entry(ledger)
        if all(name in entry and entry[name] == part for name, part in parts.items()):
            return
        content = self.file.read()
        people = entry_of(content, "people")
        own = entry_of(people, self.actor)
        own = {**own, ledger.name: {**entry, **parts}}
        self.file.write({**content, "people": {**people, self.actor: own}})


def entry_of(content: Mapping[str, object], name: str) -> Entry:
    """An object within an object, empty where it is none."""
    found = content.get(name)
    return found if isinstance(found, dict) else {}


def columns(ledger: Ledger, kept: object) -> list[str]:
    """Keys of columns that are still there, each once."""
    listed = kept if isinstance(kept, list) else []
    known = [key for key in listed if isinstance(key, str) and has_column(ledger, key)]
    return list(dict.fromkeys(known))


def is_personal(ledger: Ledger, where: Filter) -> bool:
    """Whether a filter has a condition on personal values."""
    return any(ledger.by_key[key].personal for key in keys_of(where) if key in ledger.by_key)
