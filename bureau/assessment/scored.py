"""A score with all that it was made from: deductions, items, blocks, extras; every figure exact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from bureau.assessment.deductions import Absence, Adjustment, Deduction, Mark
from bureau.assessment.exact import HUNDRED, ZERO, half_up, total
from bureau.assessment.rubric import Block, Extra, Item
from bureau.errors import UserError


def walk_scores(blocks: Iterable[BlockScore]) -> Iterator[BlockScore]:
    """The blocks and all their parts, each before its parts."""
    for block in blocks:
        yield block
        yield from walk_scores(block.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One deduction judged: `loss` when it was made, `kept` after its appeal."""

    deduction: Deduction
    each: Fraction
    loss: Fraction
    kept: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemScore:
    """What an item took; `spared` is what its cap kept from being taken."""

    item: Item
    lost: Fraction
    spared: Fraction
    kept: tuple[Kept, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockScore:
    """What a block scores out of its full marks; `spared` lies below its floor."""

    block: Block
    score: Fraction
    lost: Fraction = ZERO
    spared: Fraction = ZERO
    items: tuple[ItemScore, ...] = ()
    parts: tuple[BlockScore, ...] = ()
    marks: tuple[Mark, ...] = ()
    absence: Absence | None = None

    @property
    def share(self) -> Fraction:
        """Marks that the block counts in what it is part of."""
        return self.block.share

    @property
    def contribution(self) -> Fraction:
        """What it brings there."""
        return self.score * self.block.share / self.block.full

    @property
    def out_of_hundred(self) -> Fraction:
        """Its score as if full marks were 100."""
        return self.score * HUNDRED / self.block.full

    @property
    def left_out(self) -> bool:
        """Whether it doesn't count because it wasn't inspected."""
        return self.absence is not None and self.absence.choice == "leave-out"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraScore:
    """A bonus or penalty; `spared` is what its cap cut off."""

    extra: Extra
    amount: Fraction
    spared: Fraction
    items: tuple[ItemScore, ...]

    @property
    def signed(self) -> Fraction:
        """What it does to the total."""
        return self.amount if self.extra.adds else -self.amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A unit's score with everything that it was made from; all figures exact.

    `share` is what the blocks brought together, out of `full`.
    """

    rubric: str
    title: str
    full: Fraction
    counted: Fraction
    floor: Fraction
    ceiling: Fraction | None
    blocks: tuple[BlockScore, ...]
    share: Fraction
    extras: tuple[ExtraScore, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()

    @property
    def before_adjustment(self) -> Fraction:
        """The score of the rubric, before anything was added or taken at 审定."""
        return self.bounded(self.share + total(extra.signed for extra in self.extras))

    @property
    def total(self) -> Fraction:
        """The exact score, which tiers and targets are tested with."""
        return self.bounded(self.before_adjustment + total(one.points for one in self.adjustments))

    @property
    def printed(self) -> Fraction:
        """The score rounded to two decimals, for print only."""
        return half_up(self.total)

    def mark(self, block: str, *, ref: str, title: str = "") -> Mark:
        """It as one mark of a composed month (a day's score of the daily 70 %).

        Bonus beyond full marks doesn't count there: a block never brings more than its own.
        """
        return Mark(block=block, value=min(self.total, self.full), ref=ref, title=title)

    def bounded(self, value: Fraction) -> Fraction:
        """The value within the rubric's bounds."""
        raised = max(value, self.floor)
        return raised if self.ceiling is None else min(raised, self.ceiling)

    def walk(self) -> tuple[BlockScore, ...]:
        """All blocks and parts, each before its parts."""
        return tuple(walk_scores(self.blocks))

    def block(self, key: str) -> BlockScore:
        """One block or part. Raises UserError for one that the rubric lacks."""
        found = next((one for one in self.walk() if one.block.key == key), None)
        if found is None:
            raise UserError(f"“{self.title}”没有“{key}”这一项，请核对扣费规则。")
        return found

    @property
    def kept(self) -> tuple[Kept, ...]:
        """All deductions of the blocks, without bonus and penalty."""
        return tuple(one for block in self.walk() for item in block.items for one in item.kept)
