"""What a workflow is: steps with the states they lead from and to, and what each asks and sets."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from bureau.errors import BugError
from bureau.ledger.declaration import Field, Ledger
from bureau.ledger.entry import Value

if TYPE_CHECKING:
    from bureau.editing import Inputs
    from bureau.workflow.taking import Taking

Row = Mapping[str, object]
"""Stored values of a record by field key, its `id` among them."""


class Target(Enum):
    """Where a step leads, other than to a state of its own."""

    STAYS = "stays"
    BACK = "back"


STAYS = Target.STAYS
"""The state remains (核实, 延期, 督办)."""
BACK = Target.BACK
"""Back to the state before the last step that changed it (回退, 恢复)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing that a step asks.

    `key` names a field of the record, else one of the step's own row; `field` declares one that is
    in neither. `title` is how this step calls it. `required`: always; `when_blank`: only of
    records whose field is blank (what is answered goes to all). `default` is taken where nothing
    is answered: "today". `noted` is the field of the step's row that keeps the answer besides.
    Photos: `adds` names the photos of the record that the new ones are added to.
    """

    key: str
    title: str = ""
    required: bool = False
    when_blank: bool = False
    default: str = ""
    noted: str = ""
    adds: str = ""
    hint: str = ""
    field: Field | None = None


@dataclass(frozen=True, slots=True)
class Follow:
    """What follows from a step by itself: more inputs for the record, and sentences that say so."""

    inputs: Inputs
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step. `item` is its id in the catalogue of steps; several may share one.

    `to` is a state, STAYS or BACK; `fallback` is where BACK leads a record without a trail (an
    imported one), None refuses it. `sets` are stored values of the record. The rest is code of the
    department, all of it optional:

    - `fits(row)`: why a record can't take the step though its state would let it, "" if it can;
    - `follows(taking, row)`: what else changes;
    - `check(taking, row, values)`: why the values that would be written are wrong, as
      (field key, reason), None if they are right;
    - `after(taking, row, values)`: more records, in the same operation.
    """

    key: str
    title: str
    item: int
    from_states: tuple[int, ...]
    to: int | Target
    asks: tuple[Question, ...] = ()
    sets: Mapping[str, Value] = field(default_factory=dict)
    fallback: int | None = None
    hint: str = ""
    fits: Callable[[Row], str] | None = None
    follows: Callable[[Taking, Row], Follow] | None = None
    check: Callable[[Taking, Row, Row], tuple[str, str] | None] | None = None
    after: Callable[[Taking, Row, Row], None] | None = None

    def question(self, key: str) -> Question | None:
        """The question of that key."""
        return next((question for question in self.asks if question.key == key), None)


@dataclass(frozen=True, kw_only=True)
class Workflow:
    """The steps of one ledger. `trail` is the ledger that keeps them, one row a step and record.

    `state` is the field that holds the state, `owner` the field of the trail that names the
    record; `initial` is what a blank state means. `leaving` names, by state, the fields that are
    emptied when a record leaves it. `carried` are fields of both ledgers that each step notes.
    """

    ledger: Ledger
    trail: Ledger
    state: str
    owner: str
    initial: int
    steps: tuple[Step, ...]
    leaving: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    carried: tuple[str, ...] = ()

    @cached_property
    def by_key(self) -> dict[str, Step]:
        """The steps by key."""
        return {step.key: step for step in self.steps}

    @cached_property
    def back_items(self) -> frozenset[int]:
        """Catalogue ids of the steps that lead back."""
        return frozenset(step.item for step in self.steps if step.to is BACK)

    def step(self, key: str) -> Step:
        """The step of that key. Raises BugError."""
        try:
            return self.by_key[key]
        except KeyError:
            raise BugError(f"{self.ledger.name} has no step {key!r}") from None

    def state_of(self, row: Row) -> int:
        """The state of a record."""
        state = row.get(self.state)
        return state if isinstance(state, int) else self.initial

    def possible_steps(self, *states: int | None) -> tuple[Step, ...]:
        """The steps that a record in at least one of these states may take; None is a blank state."""
        wanted = {self.initial if state is None else state for state in states}
        return tuple(step for step in self.steps if not wanted.isdisjoint(step.from_states))

    def common_steps(self, states: Collection[int | None]) -> tuple[Step, ...]:
        """The steps that records in all of these states may take."""
        wanted = {self.initial if state is None else state for state in states}
        return tuple(step for step in self.steps if wanted <= set(step.from_states))

    def is_of_record(self, question: Question) -> bool:
        """Whether the answer goes into the record itself."""
        return question.field is None and question.key in self.ledger.by_key

    def field_of(self, question: Question) -> Field:
        """The field whose type reads the answer, titled as the question is. Raises BugError."""
        declared = (
            question.field
            or self.ledger.by_key.get(question.key)
            or self.trail.by_key.get(question.key)
        )
        if declared is None:
            raise BugError(f"{self.ledger.name}: no field for the question {question.key!r}")
        return replace(
            declared,
            title=question.title or declared.title,
            required=question.required,
            hint=question.hint or declared.hint,
        )
