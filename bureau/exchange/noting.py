"""What an import inferred rather than read, in sentences; and the names that were new in the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bureau.exchange.around import Around
from bureau.exchange.asking import Asked
from bureau.exchange.context import Context
from bureau.exchange.matching import Level, Matching
from bureau.ledger.declaration import Ledger
from bureau.ledger.types import Choice, Reference
from bureau.storage.new_names import NewNames


def named_fields(ledger: Ledger) -> list[str]:
    """Fields that may hold a name that is new."""
    return [f.key for f in ledger.stored if isinstance(f.type, Choice | Reference)]


def new_names_in(ledger: Ledger, values: Mapping[str, object]) -> set[int]:
    """Numbers of the new names among the values of a row, kinds of lines too."""
    found = {value for key in named_fields(ledger) if isinstance(value := values.get(key), int)}
    for declared in ledger.lines:
        lines = values.get(declared.key)
        if isinstance(lines, Mapping):
            found.update(kind for kind in lines if isinstance(kind, int))
    return {-value for value in found if value < 0}


@dataclass(slots=True)
class Notes:
    """Inferences, the like ones counted together: sentence without number → count and example."""

    counted: dict[str, tuple[int, str]] = field(default_factory=dict)
    plain: dict[str, None] = field(default_factory=dict)

    def count(self, sentence: str, example: str) -> None:
        """One more case of `sentence`."""
        number, first = self.counted.get(sentence, (0, example))
        self.counted[sentence] = (number + 1, first)

    def dated(self, shown: str, context: Context) -> None:
        """A date that took its year (or month) from the surroundings."""
        self.count(f"没有写年份的日期按 {context.year} 年读入（{context.source}）", shown)

    def moved(self, column: str, shown: str, year: int) -> None:
        """A date without a year that was put in another year to stay near its anchor."""
        self.count(f"“{column}”里没有写年份的日期按 {year} 年读入", shown)

    def lacking(self, title: str, reason: str) -> None:
        """A rule that the file can't keep because it has no such column."""
        self.count(f"文件里没有“{title}”一列，{reason}的行照收，请以后补填", "")

    def say(self, sentence: str) -> None:
        """A sentence of its own."""
        self.plain[sentence] = None

    def say_guesses(self, matching: Matching) -> None:
        """Which columns were taken for a field without being called so in so many words."""
        for column in matching.columns:
            if column.level <= Level.PATTERN and column.target.item is None:
                title = matching.ledger.by_key[column.target.field].title
                self.say(f"“{column.heading.shown}”一列当作“{title}”")

    def say_around(self, values: Iterable[Around]) -> None:
        """Which fields took their value from around the table, and from where."""
        for value in values:
            text = value.captions[0][1] if value.captions else value.text
            if text:
                self.count(f"“{value.heading}”由{value.source}得出", text)

    def sentences(self) -> list[str]:
        """All of it, for the preview and the report."""
        shown = list(self.plain)
        for sentence, (_, example) in self.counted.items():
            shown.append(f"{sentence}，如“{example}”" if example else sentence)
        return shown


@dataclass(slots=True)
class NameBook(NewNames):
    """New names of one import, and what else is to be said of it."""

    notes: Notes = field(default_factory=Notes)
    asked: Asked = field(default_factory=Asked)
