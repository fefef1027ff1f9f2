"""What a file leaves open: one question for each, with what holds as long as nobody answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

LASTING = ("colour:",)
"""Questions about a sheet whose answers hold for the next file of the same form."""
EXAMPLES = 5
"""So many rows are named to whom a question matters."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that a person may decide. `key` says what it is about: `day:发现时间`.

    `options` are answers with their words; `chosen` is the one that holds, "" while rows wait for
    an answer. `told` says that a person chose it. It concerns a column (`heading`) or a `sheet`;
    `rows` are the first rows that it matters to, as the file counts them.
    """

    key: str
    sentence: str
    options: tuple[tuple[str, str], ...]
    chosen: str
    told: bool
    heading: str = ""
    sheet: str = ""
    rows: tuple[int, ...] = ()
    count: int = 0

    @property
    def lasts(self) -> bool:
        """Whether its answer holds for the next file of the same form."""
        return bool(self.heading) or self.key.startswith(LASTING)

    @property
    def waits(self) -> bool:
        """Whether rows can't be taken until it is answered."""
        return not self.chosen


@dataclass(slots=True)
class Asked:
    """The questions of one import as they come up, and the answers given before."""

    answers: Mapping[str, str] = field(default_factory=dict)
    before: dict[str, str] = field(default_factory=dict)
    """What was answered when the same form was read before."""
    questions: dict[str, Question] = field(default_factory=dict)

    def ask(
        self,
        key: str,
        sentence: str,
        options: Sequence[tuple[str, str]],
        otherwise: str = "",
        *,
        heading: str = "",
        sheet: str = "",
    ) -> str:
        """The answer that holds; the question is kept, once."""
        known = self.questions.get(key)
        if known is None:
            given = self.answers.get(key) or self.before.get(key, "")
            told = any(given == value for value, _ in options)
            known = self.questions[key] = Question(
                key, sentence, tuple(options), given if told else otherwise, told, heading, sheet
            )
        return known.chosen

    def met(self, key: str, row: int) -> None:
        """One more row that a question matters to."""
        known = self.questions[key]
        rows = known.rows if len(known.rows) >= EXAMPLES else (*known.rows, row)
        self.questions[key] = Question(
            known.key, known.sentence, known.options, known.chosen, known.told, known.heading,
            known.sheet, rows, known.count + 1,
        )  # fmt: skip
