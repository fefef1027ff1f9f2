"""What the assessment of towns prints for a month, by the name that `report` knows it by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from bureau.reports.paper import Paper
from bureau.towns.paper_source import Source
from bureau.towns.papers_bulletin import town_bulletin
from bureau.towns.papers_checks import blank_sheets, check_sheets
from bureau.towns.papers_meetings import meeting_records
from bureau.towns.papers_rewards import reward_sheets
from bureau.towns.papers_slides import review_slides

if TYPE_CHECKING:
    from bureau.storage.connection import Reader

Make = Callable[[Source, "Reader"], Paper]
PAPERS: Final[Mapping[str, Make]] = {
    "town-bulletin": town_bulletin,
    "town-rewards": reward_sheets,
    "town-slides": review_slides,
    "town-check-sheet": check_sheets,
    "town-check-blank": blank_sheets,
    "review-meeting": meeting_records,
}
