"""What street lights and facilities prints for a period, by the name that `report` knows it by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from bureau.facilities.paper_source import Source
from bureau.reports.paper import Paper

if TYPE_CHECKING:
    from bureau.storage.connection import Reader

Make = Callable[[Source, "Reader"], Paper]
PAPERS: Final[Mapping[str, Make]] = {}
