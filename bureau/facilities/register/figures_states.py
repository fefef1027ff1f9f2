"""When facilities were stopped, gone or in use over time, from 状态变更 and what the cards say now."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bureau.facilities.ledgers import FACILITIES, STATE_CHANGES
from bureau.facilities.ledgers.register import GONE, STOPPED
from bureau.facilities.lighting.nights import Spell
from bureau.facilities.values import day

if TYPE_CHECKING:
    from bureau.calendar.periods import Period
    from bureau.storage.connection import Reader

READ = (
    "SELECT s.asset, s.changed_on, s.before, s.state, s.approval, f.state, f.state_on,"
    f" f.state_reason FROM {STATE_CHANGES.table} s JOIN {FACILITIES.table} f ON f.id = s.asset"
    " ORDER BY s.asset, s.changed_on, s.id"
)


@dataclass(frozen=True, slots=True)
class Stay:
    """A facility in one state: from a day (None: as far back as is known) to the day of the next."""

    asset: int
    state: int | None
    begin: date | None
    end: date | None
    approved: bool = False

    def meets(self, period: Period) -> bool:
        """Whether it has a day in the period."""
        return (self.begin is None or self.begin <= period.last) and (
            self.end is None or self.end > period.first
        )

    @property
    def spell(self) -> Spell:
        """The same as nights are reckoned from."""
        return Spell(
            record=self.asset, asset=self.asset, begin=self.begin or date.min, end=self.end
        )


@dataclass(frozen=True, slots=True)
class StoppedSpells:
    """What the trail says of a period, of the cards that have one.

    Of a card in `known` this is all that counts: the state that stands on it is the last of these.
    """

    known: frozenset[int]
    approved: tuple[Spell, ...]
    """停用 with approval: not due."""
    unapproved: tuple[Spell, ...]
    """停用 without: dark."""
    gone: tuple[Spell, ...]
    """丢失, 废弃 or 移除: not there, so not due either."""


def stopped_spells(conn: Reader, period: Period) -> StoppedSpells:
    """The times within a period in which facilities were 停用 or no longer there."""
    found = list(stays(conn))
    mine = [stay for stay in found if stay.meets(period)]
    stopped = [stay for stay in mine if stay.state == STOPPED]
    return StoppedSpells(
        frozenset(stay.asset for stay in found),
        tuple(stay.spell for stay in stopped if stay.approved),
        tuple(stay.spell for stay in stopped if not stay.approved),
        tuple(stay.spell for stay in mine if stay.state in GONE),
    )


def stays(conn: Reader) -> Iterator[Stay]:
    """All stays of all cards that have a trail, by card and day."""
    found = conn.execute(READ)
    found.row_factory = None
    mine: list[tuple[object, ...]] = []
    for row in found:
        if mine and mine[0][0] != row[0]:
            yield from stays_of(mine)
            mine = []
        mine.append(tuple(row))
    if mine:
        yield from stays_of(mine)


def stays_of(trail: Collection[tuple[object, ...]]) -> Iterable[Stay]:
    """The stays of one card: before its first change, from change to change, and as it is now."""
    (asset, _first, before, *_), *_rest = trail
    assert isinstance(asset, int)
    found: list[tuple[date | None, object, bool]] = [(None, before, False)]
    found += [(day(on), state, approval is not None) for _, on, _, state, approval, *_ in trail]
    *_, state_now, state_on, reason = next(reversed(tuple(trail)))
    begin, last, _ = found[-1]
    if state_now != last:
        # Set by hand on the card: that is how it is, from the day it says.
        since = day(state_on)
        since = begin if since is None or (begin is not None and since < begin) else since
        found.append((since, state_now, state_now == STOPPED and reason is not None))
    ends = [begin for begin, _, _ in found[1:]]
    return [
        Stay(asset, state if isinstance(state, int) else None, begin, end, approved)
        for (begin, state, approved), end in zip(found, [*ends, None], strict=True)
        if begin is None or end is None or begin < end
    ]
