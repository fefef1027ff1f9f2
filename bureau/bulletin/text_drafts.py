"""What was typed into a chapter and not yet saved, kept in the data folder so that a crash doesn't take it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bureau.pc_settings import KeptFile

if TYPE_CHECKING:
    from bureau.calendar.periods import Period
    from bureau.desk import Desk

NAME = "text-drafts.json"


@dataclass(frozen=True, slots=True)
class TextDraft:
    """The text of a chapter as it stood, and since when."""

    at: str
    body: str


class TextDrafts:
    """The unsaved chapters of the person at a desk, beside the database like those of forms."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.file = KeptFile(desk.store.folder.root / NAME)

    def put(self, paper: str, period: Period, chapter: str, body: str) -> bool:
        """Keeps the text; gives whether it is on the disk."""
        entry = {"at": f"{self.desk.now():%Y-%m-%d %H:%M}", "body": body}
        content = self.file.read()
        return self.file.write({**content, self._name(paper, period, chapter): entry})

    def get(self, paper: str, period: Period, chapter: str) -> TextDraft | None:
        """The text that wasn't saved, None where there is none."""
        kept = self.file.read().get(self._name(paper, period, chapter))
        if not isinstance(kept, dict) or not isinstance(kept.get("body"), str):
            return None
        return TextDraft(str(kept.get("at", "")), kept["body"])

    def drop(self, paper: str, period: Period, chapter: str) -> bool:
        """Forgets it: it was saved, or isn't wanted."""
        content, name = self.file.read(), self._name(paper, period, chapter)
        if name not in content:
            return True
        return self.file.write({key: entry for key, entry in content.items() if key != name})

    def _name(self, paper: str, period: Period, chapter: str) -> str:
        return f"{self.desk.actor}|{paper}|{period.first}|{period.last}|{chapter}"
