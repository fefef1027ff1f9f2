"""Which header of a sheet names most fields of a ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from bureau.exchange.layout import DEEPEST, SEARCHED_ROWS, Header, possible_headers
from bureau.exchange.matching import Matching, Vocabulary, fingerprint, match
from bureau.exchange.shaping.making import with_made
from bureau.exchange.workbook import NumberedRow, Sheet

AS_GOOD: float = 0.6
"""A table above the best one is read as well when its header is so good."""


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet read as the ledger."""

    sheet: Sheet
    matching: Matching
    turned: bool = False
    """Whether its columns are the records: row numbers are column numbers then."""


@dataclass(frozen=True, slots=True)
class Told:
    """What people said of columns: now (`corrections`), and of headers seen before.

    Of a header are kept its columns by heading, and the answers to questions about it.
    """

    corrections: Mapping[str, str]
    remembered: Mapping[str, tuple[Mapping[str, str], Mapping[str, str]]]

    def of(self, header: Header) -> dict[str, str]:
        """Headings with the field they were said to be."""
        if not self.remembered:
            return dict(self.corrections)
        return {**self.before(fingerprint(header))[0], **self.corrections}

    def before(self, known: str) -> tuple[Mapping[str, str], Mapping[str, str]]:
        """What was said of a header when it was met before: its columns, its answers."""
        return self.remembered.get(known, ({}, {}))


def first_rows(sheet: Sheet) -> list[NumberedRow]:
    """The rows among which the header must be."""
    return list(islice(sheet.rows(), SEARCHED_ROWS + DEEPEST))


def best_matching(
    vocabulary: Vocabulary, rows: Sequence[NumberedRow], sheet: Sheet, told: Told
) -> Matching | None:
    """The header that names most fields, the upper and shallower one where two name as many.

    Of several tables on the sheet it is the first that is nearly as good as the best.
    """
    found = [
        match(vocabulary, complete, told.of(complete))
        for header in possible_headers(rows, sheet.merged)
        for complete in (with_made(header, rows, vocabulary, sheet.width),)
    ]
    found = [one for one in found if one.columns]
    best = max(found, key=rank, default=None)
    if best is None or not best.fits:
        return best
    earlier = [
        one
        for one in found
        if one.fits
        and one.fit >= AS_GOOD * best.fit
        and any(one.header.last < row.number < best.header.first for row in rows)
    ]
    if not earlier:
        return best
    first = min(one.header.first for one in earlier)
    return max((one for one in earlier if one.header.first == first), key=rank)


def rank(matching: Matching) -> tuple[bool, float, int]:
    """How good a reading of a header is."""
    return matching.fits, matching.fit, matching.header.first - matching.header.last
