"""Every number that a paper of the sample county ties to a figure reads as that figure."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from bureau.calendar.periods import Period
from bureau.errors import UserError
from bureau.month.numbers import read_numbers
from bureau.month.papers import MAKERS, WITHOUT_PERIOD, Asked
from bureau.opening import open_desk
from bureau.reports.citing import Cited, cited
from bureau.reports.paper import Paper
from bureau.reports.rewriting import with_texts
from tests.demo.samples import Sample

KEPT = {"market", "sanitation", "towns", "facilities", "party"}


def citations(paper: Paper) -> list[Cited]:
    """All of a paper."""
    found: list[Cited] = []

    def noted(text: str) -> str:
        found.extend(cited(text))
        return text

    with_texts(paper, noted)
    return found


@pytest.mark.parametrize(
    "period",
    [
        Period.month(2026, 2),
        Period.month(2026, 3),
        Period.quarter(2026, 1),
        Period.week(date(2026, 3, 18)),
    ],
    ids=lambda period: period.title,
)
def test_every_citation_of_every_paper_is_its_figure(half_year: Sample, period: Period) -> None:
    with open_desk(
        half_year.root, writable=False, clock=lambda: datetime(2026, 4, 1, 8, 30)
    ) as desk:
        numbers = read_numbers(desk, period)
        tied: set[str] = set()
        for kind in sorted(MAKERS.keys() - WITHOUT_PERIOD - {"year-pack"}):
            try:
                found = citations(MAKERS[kind](desk, Asked(period=period)))
            except UserError:
                continue  # A paper of other periods.
            for one in found:
                now = numbers.again(one.key, one.words)
                assert now in (one.words, f"{one.words}%"), (kind, one)
                tied.add(one.key.partition(".")[0])
    assert tied - {"period"} >= KEPT - ({"towns"} if period.days > 31 else set())
