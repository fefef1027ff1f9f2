"""A box for words of the rubric: typing narrows them by characters, pinyin or initials; others are kept."""

from __future__ import annotations

from collections.abc import Sequence

from bureau.ledger.lenient.texts import fold
from ui.ledger.inputs.choice import ChoiceInput
from ui.ledger.inputs.options import Option


class TermInput(ChoiceInput):
    """Offers the words it is given; what is taken counts as its text."""

    def offer(self, options: Sequence[Option]) -> None:
        """Other words to choose from; the text stays."""
        self._options = list(options)
        self._meant = None

    def options(self) -> list[Option]:
        """The words it was given."""
        return self._options or []

    @property
    def takes_new(self) -> bool:
        """Other words are kept as they are typed, without a line of their own in the list."""
        return False

    def knows(self, word: str) -> bool:
        """Whether it is one of the words."""
        return any(fold(word) == fold(one.title) for one in self.options())

    def set_raw(self, text: str, part: str = "") -> None:
        """As above."""
        super().set_raw(text, part)
        self.line.setCursorPosition(0)

    def put(self, option: Option) -> None:
        """The option's title is the text, seen from its beginning."""
        self.line.setText(option.title)
        self.line.setCursorPosition(0)
        self._picked = None
        self._changed = True
