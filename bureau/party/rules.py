"""How often which party life is required: the shipped rules as rows, and the bureau's own over them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
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
    """At least `count` meetings of a kind in every such period, for those in its scope.

    `since` a day, None for always.
    """

    kind: int
    period: int
    count: int
    scope: int
    since: date | None = None


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


def histories(own: Iterable[Rule]) -> tuple[tuple[Rule, ...], ...]:
    """The rules of each kind, the oldest first: the shipped one unless the bureau's own always held.

    A count of 0 asks for none.
    """
    kinds: dict[int, list[Rule]] = {rule.kind: [rule] for rule in SHIPPED}
    for rule in sorted(own, key=lambda one: one.since or date.min):
        if rule.since is None:
            kinds[rule.kind] = [rule]
        else:
            kinds.setdefault(rule.kind, []).append(rule)
    return tuple(tuple(rules) for rules in kinds.values())
