"""What was typed into a form and not yet saved, kept in the data folder until it is saved or dropped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bureau.desk import Desk
from bureau.ledger.declaration import Ledger
from bureau.pc_settings import KeptFile

NAME = "drafts.json"
Typed = Mapping[str, str]
"""Texts by field key, as they stood in the form; lines as `counts.3201`."""


@dataclass(frozen=True, slots=True)
class FormDraft:
    """One form that wasn't saved: of which record (None: a new one), since when, what was typed."""

    ledger: str
    record: int | None
    at: str
    typed: Typed


class Drafts:
    """The drafts of the person at a desk; a form writes its own after each field that is left.

    They lie beside the database, which is where names and phones belong, and never in the folder
    of settings.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.file = KeptFile(desk.store.folder.root / NAME)

    def put(self, ledger: Ledger, record: int | None, typed: Typed) -> bool:
        """Keeps what a form holds; gives whether it is on the disk. Nothing typed is no draft."""
        if not any(typed.values()) and record is None:
            return self.drop(ledger, record)
        entry = {"at": f"{self.desk.now():%Y-%m-%d %H:%M}", "typed": dict(typed)}
        kept = self.file.read().get(self._name(ledger, record))
        if isinstance(kept, dict) and kept.get("typed") == entry["typed"]:
            return True
        return self.file.write({**self.file.read(), self._name(ledger, record): entry})

    def get(self, ledger: Ledger, record: int | None) -> FormDraft | None:
        """The draft of one form; fields that are gone are left out."""
        kept = self.file.read().get(self._name(ledger, record))
        typed = kept.get("typed") if isinstance(kept, dict) else None
        if not isinstance(kept, dict) or not isinstance(typed, dict):
            return None
        known = {
            key: text
            for key, text in typed.items()
            if isinstance(text, str) and key.partition(".")[0] in ledger.by_key
        }
        return FormDraft(ledger.name, record, str(kept.get("at", "")), known)

    def drop(self, ledger: Ledger, record: int | None) -> bool:
        """Forgets a draft: it was saved, or isn't wanted."""
        content, name = self.file.read(), self._name(ledger, record)
        if name not in content:
            return True
        return self.file.write({key: entry for key, entry in content.items() if key != name})

    def all(self) -> list[FormDraft]:
        """This person's drafts, for the question after a crash."""
        found: list[FormDraft] = []
        for name in self.file.read():
            actor, _, place = name.rpartition("|")
            ledger_name, _, record = place.partition("#")
            ledger = self.desk.store.ledgers.get(ledger_name)
            if actor != self.desk.actor or ledger is None:
                continue
            draft = self.get(ledger, int(record) if record.isdecimal() else None)
            if draft is not None:
                found.append(draft)
        return found

    def _name(self, ledger: Ledger, record: int | None) -> str:
        """Under what a draft is kept; an actor's name may have any character in it."""
        return f"{self.desk.actor}|{ledger.name}#{'new' if record is None else record}"
