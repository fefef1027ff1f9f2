"""Issued months as plain JSON: rules and inputs, from which the same figures are made again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from bureau.assessment.charges import judged_by, not_judged
from bureau.assessment.deductions import Inputs
from bureau.assessment.exact import score_text, written
from bureau.assessment.fees import Fee, FeeInputs, fee
from bureau.assessment.plain import Plain, PlainFault, as_json, from_plain, to_plain
from bureau.assessment.ranking import Awards, Contender, Place, rank
from bureau.assessment.rubric import Rubric
from bureau.assessment.scored import Score
from bureau.assessment.scoring import score
from bureau.errors import EnvironmentFault

FORMAT = 1
KEPT_READ = 256
"""Issued months that stay read: as many as a year of papers asks for; some kilobytes each."""
DAMAGED = "锁定月份的存档损坏，请从备份恢复。"
KINDS: dict[str, type[UnitMonth] | type[RankedMonth]]


def freeze(month: UnitMonth | RankedMonth) -> bytes:
    """A month as it was issued: what it was made from and its figures.

    Figures are numbers without their wording, which later versions may say better.
    """
    kind = next(name for name, of in KINDS.items() if isinstance(month, of))
    plain: Plain = {
        "format": FORMAT,
        "kind": kind,
        "made_from": to_plain(month),
        "figures": month.figures(),
    }
    return as_json(plain).encode()


@lru_cache(maxsize=KEPT_READ)
def thaw(frozen: bytes) -> UnitMonth | RankedMonth:
    """The month that was frozen. Raises EnvironmentFault when it can't be read.

    The papers of a period ask for the same months again and again, and none of them changes.
    """
    plain = read_frozen(frozen)
    try:
        return from_plain(KINDS[str(plain["kind"])], plain["made_from"])
    except (KeyError, PlainFault):
        raise EnvironmentFault(DAMAGED) from None


def issued_score(frozen: bytes) -> Fraction | None:
    """The exact score of a frozen unit's month, None where it wasn't scored, without making it again.

    Raises EnvironmentFault when it can't be read.
    """
    try:
        scored = read_frozen(frozen)["figures"]["score"]  # type: ignore[index]
        return None if scored is None else Fraction(scored["exact"])
    except (KeyError, TypeError, ValueError):
        raise EnvironmentFault(DAMAGED) from None


def carried_fen(frozen: bytes) -> int:
    """What a frozen unit's month carried on to the next, in 分, 0 without a fee, as `issued_score`."""
    try:
        made = read_frozen(frozen)["figures"]["fee"]  # type: ignore[index]
        return 0 if made is None else int(made["carried_fen"])
    except (KeyError, TypeError, ValueError):
        raise EnvironmentFault(DAMAGED) from None


def read_frozen(frozen: bytes) -> Mapping[str, object]:
    """The plain content of a frozen month. Raises EnvironmentFault when it can't be read."""
    try:
        plain = json.loads(frozen)
    except ValueError:
        raise EnvironmentFault(DAMAGED) from None
    if not isinstance(plain, Mapping) or not isinstance(plain.get("format"), int):
        raise EnvironmentFault(DAMAGED)
    if plain["format"] > FORMAT:
        raise EnvironmentFault("锁定月份的存档由新版本程序生成，请升级程序后再打开。")
    return plain


def holds(frozen: bytes) -> bool:
    """Whether the figures made again from a frozen month are, byte for byte, those issued."""
    return freeze(thaw(frozen)) == frozen


def score_figures(scored: Score) -> dict[str, Plain]:
    """A score in the figures that are printed, and exactly."""
    return {
        "score": score_text(scored.total),
        "exact": written(scored.total),
        "before_adjustment": written(scored.before_adjustment),
        "blocks": [
            {
                "key": one.block.key,
                "score": written(one.score),
                "lost": written(one.lost),
                "spared": written(one.spared),
                "contribution": "" if one.left_out else written(one.contribution),
            }
            for one in scored.walk()
        ],
        "extras": [
            {"key": one.extra.key, "amount": written(one.signed), "spared": written(one.spared)}
            for one in scored.extras
        ],
    }


def fee_figures(made: Fee) -> dict[str, Plain]:
    """A fee in the figures that are printed, line by line."""
    return {
        "base": written(made.base),
        "cut": written(made.cut),
        "base_fen": made.base_fen,
        "deducted_fen": made.deducted_fen,
        "settled_fen": made.settled_fen,
        "payable_fen": made.payable_fen,
        "carried_fen": made.carried_fen,
        "failures": made.failures,
        "clauses": [{"key": one.clause.key, "count": one.count} for one in made.applied],
        "lines": [
            {
                "kind": one.kind,
                "amount": None if one.amount is None else written(one.amount),
                "fen": one.fen,
                "refs": list(one.refs),
            }
            for one in made.lines
        ],
    }


def place_figures(place: Place) -> dict[str, Plain]:
    """One unit's line of a ranking."""
    return {
        "key": place.key,
        "group": place.group,
        "score": None if place.score is None else score_text(place.score),
        "rank": place.rank,
        "overall": place.overall,
        "movement": place.movement,
        "fen": place.fen,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitMonth:
    """One unit's month: its rubric and inputs, and its contract where it has one.

    Without inputs it wasn't scored, for the reason in `unscored`.
    """

    rubric: Rubric
    inputs: Inputs | None
    unscored: str = ""
    contract: FeeInputs | None = None

    def score(self) -> Score | None:
        """Its score, None where it wasn't scored."""
        return None if self.inputs is None else score(self.rubric, self.inputs)

    def fee(self) -> Fee | None:
        """Its fee, None where it has no contract."""
        if self.contract is None:
            return None
        scored = self.score()
        judged = not_judged(self.unscored) if scored is None else judged_by(scored)
        return fee(self.contract, judged)

    def figures(self) -> dict[str, Plain]:
        """All its figures."""
        scored, made = self.score(), self.fee()
        return {
            "score": None if scored is None else score_figures(scored),
            "fee": None if made is None else fee_figures(made),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    """The rank that a unit had in the month before."""

    key: str
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Restated:
    """更正 of an issued month, told with a later one: what it says now, and why."""

    ref: str
    month: str
    title: str
    reason: str
    points: Fraction | None = None
    rank: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedMonth:
    """The ranking of a month: who stood in it with which score, and the amounts by place.

    `restated` are corrections of earlier months that were issued with it.
    """

    awards: Awards
    contenders: tuple[Contender, ...]
    before: tuple[Rank, ...] = ()
    restated: tuple[Restated, ...] = ()

    def places(self) -> tuple[Place, ...]:
        """The ranking."""
        return rank(self.contenders, self.awards, {one.key: one.rank for one in self.before})

    def figures(self) -> dict[str, Plain]:
        """All its figures."""
        return {"places": [place_figures(place) for place in self.places()]}


KINDS = {"unit": UnitMonth, "ranking": RankedMonth}
