"""What the papers of party-building print from: a period on a day, names, who issues them."""

from __future__ import annotations

from dataclasses import dataclass

from bureau.settings.forms import Forms as BaseForms
from bureau.settings.forms import PeriodForms


@dataclass(frozen=True)
class Forms(BaseForms):
    """For forms about chosen records."""

    keywords = ("党建",)


@dataclass(frozen=True)
class Source(Forms, PeriodForms):
    """For papers about a period; names of members are masked unless asked for."""

    masked: bool = True
