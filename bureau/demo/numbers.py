"""Numbers of the sample county's papers, given by the counters that give the next ones."""

from __future__ import annotations

from bureau.market.notice_kinds import KINDS
from bureau.settings.declared import AGENCY_WORD
from bureau.settings.number_patterns import filled
from bureau.settings.reading import Settings
from bureau.storage.operation import Operation


class NoticeNumbers:
    """Gives numbers of papers, kind by kind and year by year."""

    def __init__(self, op: Operation, settings: Settings) -> None:
        self.op = op
        self.settings = settings

    def next(self, kind: int, year: int) -> str:
        """The next number of a kind of paper."""
        declared = KINDS[kind]
        (serial,) = self.op.take_serials(declared.counter, [year])
        return filled(
            self.settings.value(declared.pattern),
            agency=self.settings.value(AGENCY_WORD),
            word=declared.word,
            year=year,
            serial=serial,
            segment=self.op.segment,
        )
