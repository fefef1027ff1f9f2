"""How often which party life is required: the shipped rules as rows, and the bureau's own over them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bureau.party.classes import (
    APPRAISAL,
    BRANCH,
    BRANCH_COMMITTEE,
    BRANCH_GROUP,
    COMMITTEE,
    EVERY_MONTH,
    EVERY_QUARTER,
    EVERY_YEAR,
    GENERAL,
    GROUP,
    LECTURE,
    LIFE,
    PARTY_DAY,
    TALK,
)


@dataclass(frozen=True, slots=True)
class Rule:
    """At least `count` meetings of a kind in every such period, for those in its scope."""

    kind: int
    period: int
    count: int
    scope: int


SHIPPED: Final = (
    Rule(GENERAL, EVERY_QUARTER, 1, BRANCH),
    Rule(COMMITTEE, EVERY_MONTH, 1, BRANCH_COMMITTEE),
    Rule(GROUP, EVERY_MONTH, 1, BRANCH_GROUP),
    Rule(LECTURE, EVERY_QUARTER, 1, BRANCH),
    Rule(PARTY_DAY, EVERY_MONTH, 1, BRANCH),
    Rule(LIFE, EVERY_YEAR, 1, BRANCH),
    Rule(APPRAISAL, EVERY_YEAR, 1, BRANCH),
    Rule(TALK, EVERY_YEAR, 1, BRANCH),
)


def in_force(own: Iterable[Rule]) -> tuple[Rule, ...]:
    """The shipped rules, each replaced by the bureau's own of that kind; a count of 0 asks for none."""
    rules = {rule.kind: rule for rule in SHIPPED} | {rule.kind: rule for rule in own}
    return tuple(rule for rule in rules.values() if rule.count > 0)
