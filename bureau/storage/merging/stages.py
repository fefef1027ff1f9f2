"""How far the reading in of a package is: its stages as parts of a hundred."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypeVar

T = TypeVar("T")
Step = Callable[[int, int], None]
"""Told how much is done, and of how much; what it raises ends the work, and nothing is kept."""
WHOLE: Final = 100
TAKING, WEIGHING, WRITING = (0, 30), (30, 60), (60, 95)
"""Operations into the journal; what stands of their records; what differs into the tables."""
EVERY: Final = 500


def nothing_said(_done: int, _of: int) -> None:
    """Where nobody looks on."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: what is done in it is told as a part of the whole."""

    step: Step
    span: tuple[int, int]

    def told(self, things: Iterable[T], of: int) -> Iterator[T]:
        """The things one by one; so many are done when the next is asked for."""
        first, last = self.span
        for done, thing in enumerate(things):
            if not done % EVERY:
                self.step(first + (last - first) * min(done, of) // max(of, 1), WHOLE)
            yield thing
