"""What an import inferred rather than read, in sentences; and the names that were new in the file."""

from __future__ import annotations

from dataclasses import dataclass, field

from bureau.exchange.context import Context
from bureau.exchange.matching import Level, Matching
from bureau.ledger.entry import Provisional
from bureau.ledger.lenient.texts import fold


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

    def sentences(self) -> list[str]:
        """All of it, for the preview and the report."""
        shown = list(self.plain)
        for sentence, (_, example) in self.counted.items():
            shown.append(f"{sentence}，如“{example}”" if example else sentence)
        return shown


@dataclass(frozen=True, slots=True)
class NewName:
    """A name that no register knows: staged as -number, given its id at confirming.

    `ledger` is a register ledger's name or `catalogue:NAME`; an item of a catalogue may have a
    unit and decimals.
    """

    number: int
    ledger: str
    text: str
    unit: str = ""
    scale: int = 0


@dataclass(slots=True)
class NameBook:
    """New names of one import, numbered from 1; spellings that fold alike are one name."""

    notes: Notes = field(default_factory=Notes)
    names: dict[tuple[str, str], NewName] = field(default_factory=dict)

    def number(self, name: Provisional, unit: str = "", scale: int = 0) -> int:
        """The negative number that stands for a new name until it has an id."""
        known = (name.ledger, fold(name.text) + ("/" + fold(unit) if unit else ""))
        if known not in self.names:
            number = len(self.names) + 1
            self.names[known] = NewName(number, name.ledger, name.text, unit, scale)
        return -self.names[known].number
