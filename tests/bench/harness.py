"""Two sides measured in turn, A B A B …, and what a figure is: their medians and the ratio."""

from __future__ import annotations

import cProfile
import gc
import pstats
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from statistics import median
from time import perf_counter

from tests.bench.site import Site

LEAST_ROUNDS = 9
ROUNDS_WHEN_LONG = 3
LONG_ROUND = 5.0
"""Seconds; a round over it is repeated less often, and the table says so."""
TIME_FOR_SHORT_ROUNDS = 3.0
MOST_ROUNDS = 101
TAIL = 0.95
PROFILED_LINES = 30
PROFILED = "profiled"
Work = Callable[[], object]


def nothing() -> None:
    """For a side that needs no preparation."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two things compared; only `work` is timed."""

    work: Work
    before: Work = nothing
    after: Work = nothing

    def seconds(self) -> float:
        """How long the work took once."""
        self.before()
        gc.collect()
        start = perf_counter()
        self.work()
        taken = perf_counter() - start
        self.after()
        return taken


@dataclass(frozen=True, slots=True)
class Timing:
    """Medians of both sides in seconds (or megabytes)."""

    ours: float
    reference: float
    rounds: int
    remark: str = ""
    megabytes: bool = False
    """Whether they are of memory and not of time."""

    @property
    def ratio(self) -> float:
        """Ours by the reference."""
        return self.ours / self.reference


@dataclass(frozen=True, slots=True)
class NotMeasured:
    """Why a figure could not be had here."""

    reason: str


Outcome = Timing | NotMeasured


@dataclass(frozen=True, slots=True)
class Bench:
    """One line of the table of goals, which hold at the size `goal_at`; the others show growth."""

    name: str
    title: str
    goal: str
    goal_at: int
    sizes: tuple[int, ...]
    run: Callable[[Site, int], Outcome]


def compare(
    site: Site, ours: Side, reference: Side, remark: str = "", *, slow_tail: bool = False
) -> Timing:
    """Times both sides in turn; where a profile was asked for, runs ours alone under it.

    With `slow_tail` our figure is the time that 19 of 20 rounds stay under.
    """
    if site.profiling:
        return profiled(ours)
    spent = (ours.seconds(), reference.seconds())  # warms caches; counts only where rounds are long
    long = sum(spent) > LONG_ROUND
    pairs = [spent] if long else []
    rounds = site.rounds or rounds_for(sum(spent))
    while len(pairs) < rounds:
        pairs.append((ours.seconds(), reference.seconds()))
    taken = sorted(pair[0] for pair in pairs)
    our_figure = taken[ceil(len(taken) * TAIL) - 1] if slow_tail else median(taken)
    return Timing(our_figure, median(pair[1] for pair in pairs), len(pairs), remark)


def rounds_for(seconds: float) -> int:
    """Rounds for a pair that takes so long: three when long, else nine and as many as are quick."""
    if seconds > LONG_ROUND:
        return ROUNDS_WHEN_LONG
    return max(LEAST_ROUNDS, min(MOST_ROUNDS, int(TIME_FOR_SHORT_ROUNDS / seconds)))


def profiled(side: Side) -> Timing:
    """Prints where our side spends its time."""
    side.seconds()
    side.before()
    profile = cProfile.Profile()
    start = perf_counter()
    profile.runcall(side.work)
    taken = perf_counter() - start
    side.after()
    pstats.Stats(profile).sort_stats("tottime").print_stats(PROFILED_LINES)
    return Timing(taken, taken, 1, PROFILED)
