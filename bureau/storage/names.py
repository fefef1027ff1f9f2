"""Names of catalogue items and register records as the open database has them, both ways."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from functools import cached_property
from operator import itemgetter

from bureau.ledger.declaration import Ledger
from bureau.ledger.entry import Item
from bureau.ledger.lenient.names import bare_name, bare_names
from bureau.ledger.lenient.texts import fold
from bureau.ledger.words import split_words
from bureau.storage.shape import Shape

LONGEST_NAME = 8
"""A text that names a record which nobody registered yet is no longer."""
ASKED_SINGLY = 500
"""Labels of one ledger that are looked up one by one; whoever asks for more gets all at one reading.

A page shows a screenful of labels, and a ledger of cases has so many that reading all of them
holds a window up for a third of a second after every change.
"""
SOUGHT_SINGLY = 8
"""So many names are sought one by one before all names of a ledger are read."""


class StoredNames:
    """Reads what is asked for once; `Store.names` gives a new one after a change."""

    def __init__(self, conn: sqlite3.Connection, shapes: Mapping[str, Shape]) -> None:
        self.conn = conn
        self.shapes = shapes
        self._records: dict[str, dict[str, int]] = {}
        self._bare: dict[str, dict[str, int | None]] = {}
        self._labels: dict[str, dict[int, str]] = {}
        self._all_labels: set[str] = set()
        self._asked: dict[str, int] = {}

    def declared(self) -> list[Ledger]:
        """The ledgers whose records it knows."""
        known = (shape.declaration for shape in self.shapes.values())
        return [ledger for ledger in known if ledger is not None]

    @cached_property
    def _by_id(self) -> dict[int, Item]:
        rows = self.conn.execute(
            "SELECT id, catalogue, title, parent, code, synonyms, unit, scale, position, active"
            " FROM catalogue_items ORDER BY catalogue, position, id"
        )
        # Read anew after every change, on the window's thread too: no Row is made of them.
        rows.row_factory = None
        return {
            one: Item(
                id=one,
                catalogue=catalogue,
                title=title,
                parent=parent,
                code=code or "",
                synonyms=tuple(split_words(synonyms)) if synonyms else (),
                unit=unit or "",
                scale=scale or 0,
                position=position or 0,
                active=active != 0,
            )
            for one, catalogue, title, parent, code, synonyms, unit, scale, position, active in rows
        }

    @cached_property
    def _catalogues(self) -> dict[str, tuple[Item, ...]]:
        found: dict[str, list[Item]] = {}
        for item in self._by_id.values():
            found.setdefault(item.catalogue, []).append(item)
        return {name: tuple(items) for name, items in found.items()}

    @cached_property
    def _words(self) -> dict[tuple[str, str], Item]:
        words: dict[tuple[str, str], Item] = {}
        for spelled in (
            lambda item: (item.title,),
            lambda item: item.synonyms,
            lambda item: (item.code,) if item.code else (),
        ):
            for item in self._by_id.values():
                for word in filter(None, map(fold, spelled(item))):
                    words.setdefault((item.catalogue, word), item)
        return words

    def item(self, catalogue: str, text: str) -> Item | None:
        """The item that `text` names: by title before synonym before code."""
        return self._words.get((catalogue, fold(text)))

    def item_by_id(self, item_id: int) -> Item | None:
        """The item with that id."""
        return self._by_id.get(item_id)

    def items(self, catalogue: str) -> tuple[Item, ...]:
        """All items of a catalogue in its order."""
        return self._catalogues.get(catalogue, ())

    def record(self, ledger: str, text: str) -> int | None:
        """The id of the record that `text` names by label or alias, else by what is left of them."""
        if (exactly := self._labelled(ledger, text)) is not None:
            return exactly
        known = self.record_words(ledger)
        found = known.get(fold(text))
        if found is not None or not (words := self._name_words(ledger)):
            return found
        if ledger not in self._bare:
            self._bare[ledger] = bare_names(known.items(), words)
        return self._bare[ledger].get(bare_name(text, words))

    def _labelled(self, ledger: str, text: str) -> int | None:
        """The first record with just this label: who asks for a few names needs no list of all."""
        declared = self.shapes[ledger].declaration if ledger in self.shapes else None
        asked = self._asked[ledger] = self._asked.get(ledger, 0) + 1
        if declared is None or ledger in self._records or asked > SOUGHT_SINGLY or not text:
            return None
        sql = f'SELECT min(id) FROM {declared.table} WHERE "{declared.label}" = ?'
        found: int | None = self.conn.execute(sql, (text,)).fetchone()[0]
        return found

    def spelling(self, ledger: str, text: str) -> str:
        """What all spellings of one name of a ledger have in common."""
        words = self._name_words(ledger)
        return (bare_name(text, words) if words else "") or fold(text)

    def has_name_words(self, ledger: str) -> bool:
        """Whether names of a ledger are known by what is left without such words."""
        return bool(self._name_words(ledger))

    def ends_as_name_of(self, ledger: str, text: str) -> bool:
        """Whether a text begins or ends with a word that names of a ledger have: 一标, 标段一."""
        words = self._name_words(ledger)
        return text.endswith(words) or text.startswith(tuple(w for w in words if len(w) > 1))

    def is_name_of(self, ledger: str, text: str) -> bool:
        """Whether a text is short and looks like a name of a ledger's records, by the word it ends with."""
        words = tuple(word for word in self._name_words(ledger) if len(word) > 1)
        return len(text) <= LONGEST_NAME and text.endswith(words) and bool(bare_name(text, words))

    def _name_words(self, ledger: str) -> tuple[str, ...]:
        declared = self.shapes[ledger].declaration if ledger in self.shapes else None
        return declared.name_words if declared is not None else ()

    def record_words(self, ledger: str) -> Mapping[str, int]:
        """Folded labels and aliases of a ledger's records with their ids."""
        known = self._records.get(ledger)
        if known is None:
            known = self._records[ledger] = self._read_names(ledger)
        return known

    def _read_names(self, ledger: str) -> dict[str, int]:
        shape = self.shapes[ledger]
        declared = shape.declaration
        if declared is None:
            return {}
        columns = [declared.label] + ([declared.aliases] if declared.aliases else [])
        select = ", ".join(f'"{name}"' for name in columns)
        rows = self.conn.execute(f"SELECT id, {select} FROM {shape.table}")
        # A ledger of cases has very many: none of them is made a Row.
        rows.row_factory = None
        read = sorted(rows.fetchall(), key=itemgetter(0))
        names: dict[str, int] = {}
        for row in read:
            if label := fold(row[1] or ""):
                names.setdefault(label, row[0])
        if declared.aliases:
            for row in read:
                for alias in split_words(row[2]) if row[2] else ():
                    if alias := fold(alias):
                        names.setdefault(alias, row[0])
        return names

    def label(self, ledger: str, record: int) -> str:
        """The label of a record, `?` when it is gone."""
        known = self._labels.setdefault(ledger, {})
        if record not in known and ledger not in self._all_labels:
            if len(known) < ASKED_SINGLY:
                known[record] = self._read_label(ledger, record)
            else:
                self._all_labels.add(ledger)
                known.update(self._read_labels(ledger))
        return known.get(record, "?")

    def _read_label(self, ledger: str, record: int) -> str:
        shape = self.shapes[ledger]
        if shape.declaration is None:
            return "?"
        sql = (
            f"""SELECT coalesce("{shape.declaration.label}", '') FROM {shape.table} WHERE id = ?"""
        )
        row = self.conn.execute(sql, (record,)).fetchone()
        return "?" if row is None else str(row[0])

    def _read_labels(self, ledger: str) -> dict[int, str]:
        shape = self.shapes[ledger]
        if shape.declaration is None:
            return {}
        sql = f"""SELECT id, coalesce("{shape.declaration.label}", '') FROM {shape.table}"""
        rows = self.conn.execute(sql)
        rows.row_factory = None
        return dict(rows.fetchall())
