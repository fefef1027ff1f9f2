"""Where contractors lost points: by road, block and problem, and what came of their appeals; with the records."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from bureau.assessment.appeals import RULING_WORDS, Ruling
from bureau.assessment.exact import ZERO
from bureau.assessment.scored import BlockScore, ItemScore, Kept
from bureau.reports.change import ratio
from bureau.sanitation.judging import Judgement

Name = Callable[[BlockScore, ItemScore, Kept], str]
"""What a deduction is counted under, "" for nothing."""


def road_losses(judged: Iterable[Judgement]) -> tuple[Loss, ...]:
    """All roads that lost points, the worst first."""
    return losses(judged, lambda _block, _item, kept: kept.deduction.road)


def problem_losses(judged: Iterable[Judgement]) -> tuple[Loss, ...]:
    """All problems that cost points, the worst first."""
    return losses(judged, lambda _block, item, _kept: item.item.title)


def part_losses(judged: Iterable[Judgement]) -> tuple[Loss, ...]:
    """All blocks that lost points, the worst first."""
    return losses(judged, lambda block, _item, _kept: block.block.title)


def losses(judged: Iterable[Judgement], named: Name) -> tuple[Loss, ...]:
    """The points that stayed after appeals, under the names that deductions have."""
    found: dict[str, Gathered] = {}
    for one in judged:
        for block in one.score.walk() if one.score is not None else ():
            for item in block.items:
                for kept in item.kept:
                    name = named(block, item, kept)
                    if name and kept.kept:
                        found.setdefault(name, Gathered()).take(one.section, block, kept)
    made = (of.loss(name) for name, of in found.items())
    return tuple(sorted(made, key=lambda one: (-one.points, -one.problems, one.title)))


def appeals(judged: Iterable[Judgement]) -> Appeals:
    """Deductions that were contested, by what was ruled, in the order of the rulings."""
    found: dict[Ruling, list[Kept]] = {}
    deductions = 0
    for one in judged:
        for kept in one.score.kept if one.score is not None else ():
            deductions += 1
            if kept.deduction.appeal is not None:
                found.setdefault(kept.deduction.appeal.ruling, []).append(kept)
    lines = (
        Outcome(
            title=words,
            number=len(found[ruling]),
            contested=sum((kept.loss for kept in found[ruling]), ZERO),
            stayed=sum((kept.kept for kept in found[ruling]), ZERO),
            refs=tuple(kept.deduction.ref for kept in found[ruling]),
        )
        for ruling, words in RULING_WORDS.items()
        if ruling in found
    )
    return Appeals(deductions, tuple(lines))


@dataclass
class Gathered:
    """What comes together under one name."""

    problems: Fraction = ZERO
    points: Fraction = ZERO
    sections: dict[str, None] = field(default_factory=dict)
    blocks: dict[str, None] = field(default_factory=dict)
    refs: list[str] = field(default_factory=list)

    def take(self, section: str, block: BlockScore, kept: Kept) -> None:
        """One more deduction."""
        self.problems += kept.deduction.count
        self.points += kept.kept
        self.sections[section] = self.blocks[block.block.title] = None
        self.refs.append(kept.deduction.ref)

    def loss(self, title: str) -> Loss:
        """All of it."""
        return Loss(
            title=title,
            problems=self.problems,
            points=self.points,
            sections=tuple(self.sections),
            blocks=tuple(self.blocks),
            refs=tuple(self.refs),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """How many problems were found under a name, the points that stayed after appeals, whose and
    in which blocks; `refs` are the deductions.
    """

    title: str
    problems: Fraction
    points: Fraction
    sections: tuple[str, ...]
    blocks: tuple[str, ...]
    refs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Appeals with one ruling: the points contested and those that stayed."""

    title: str
    number: int
    contested: Fraction
    stayed: Fraction
    refs: tuple[str, ...]

    @property
    def returned(self) -> Fraction:
        """The points given back."""
        return self.contested - self.stayed


@dataclass(frozen=True, slots=True)
class Appeals:
    """All deductions, and those contested by outcome."""

    deductions: int
    outcomes: tuple[Outcome, ...]

    @property
    def number(self) -> int:
        """How many were contested."""
        return sum(one.number for one in self.outcomes)

    @property
    def share(self) -> Fraction | None:
        """Contested of all, None without a deduction."""
        return ratio(self.number, self.deductions)
