"""Who works, where, with which clock and chance: every action takes a desk, nothing asks the system."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random, SystemRandom  # noqa: TID251 - the one place chance comes from
from typing import TYPE_CHECKING, Final

from bureau.access.rights import EVERYTHING, Rights

if TYPE_CHECKING:
    from bureau.storage.store import Store

Chance = Random
ANYBODY: Final = "本机用户"
"""Who works where nobody said a name."""


def system_clock() -> datetime:
    """Local time of this PC, the only place that reads it."""
    return datetime.now()  # noqa: TID251, DTZ005 - the one clock; local time is what clerks mean


@dataclass(slots=True)
class Desk:
    """One person at one PC.

    `store` is the open data folder; `actor` the name that history shows; `clock` gives local
    time; `random` all chance (salts, station numbers, the sample county). `section` is the name of
    the actor's unit, where it was said on this PC; `rights` what the actor may do, which is everything
    where no accounts are kept.
    """

    store: Store
    actor: str = ANYBODY
    clock: Callable[[], datetime] = system_clock
    random: Chance = field(default_factory=SystemRandom)
    section: str = ""
    rights: Rights = EVERYTHING

    def now(self) -> datetime:
        """Local time, to the second."""
        return self.clock().replace(microsecond=0)

    def today(self) -> date:
        """Local date."""
        return self.now().date()

    def may(self, right: str, department: str = "") -> bool:
        """Whether this person may do what `right` names, in a department or at all."""
        return self.rights.may(right, department)

    def require(self, right: str, department: str = "", what: str = "") -> None:
        """Raises RightsError when not."""
        self.rights.require(right, department, what)
