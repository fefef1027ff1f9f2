"""Rows of one file whose terms overlap: the check of a row alone only knows what is in the ledger."""

from __future__ import annotations

from dataclasses import dataclass, field

from bureau.exchange.column_reading import RowFault, shown_cell
from bureau.exchange.matching import Matching
from bureau.exchange.reading import ParsedRows
from bureau.ledger.checks import NoOverlap, meet
from bureau.ledger.entry import Value


@dataclass(frozen=True, slots=True)
class Term:
    """The time of one row, and where the row stands."""

    begins: Value
    ends: Value
    sheet: str
    row: int


@dataclass(slots=True)
class Terms:
    """The terms that one check has met in a file, by what must agree."""

    check: NoOverlap
    met: dict[tuple[Value, ...], list[Term]] = field(default_factory=dict)

    def refuse(self, sheet: str, matching: Matching, chunk: ParsedRows) -> None:
        """Faults of the rows whose term an earlier row of the file has a part of."""
        check = self.check
        for index, row in enumerate(chunk.numbers):
            agreed = tuple(chunk.values[key][index] for key in check.agree)
            begins, ends = (chunk.values[key][index] for key in (check.begins, check.ends))
            if index in chunk.faults or None in agreed:
                continue
            earlier = self.met.setdefault(agreed, [])
            found = next((t for t in earlier if meet((begins, ends), (t.begins, t.ends))), None)
            if found is None:
                earlier.append(Term(begins, ends, sheet, row))
            else:
                chunk.faults[index] = [self.fault(sheet, matching, chunk, index, found)]

    def fault(
        self, sheet: str, matching: Matching, chunk: ParsedRows, index: int, found: Term
    ) -> RowFault:
        """What is said of the later row."""
        blame = self.check.blame
        title = matching.ledger.by_key[blame].title
        where = "" if found.sheet == sheet else f"工作表“{found.sheet}”"
        reason = self.check.reason.replace("{other}", f"{where}第 {found.row} 行")
        column = next((c for c in matching.columns if c.target.field == blame), None)
        if column is None:
            return RowFault(None, title, "", reason, self.check.suggestion)
        at = column.heading.at
        shown = shown_cell(chunk.raws[at][index])
        return RowFault(at, column.heading.shown, shown, reason, self.check.suggestion)
