"""Numbers of the sample county's papers, given by the counters that give the next ones."""

from __future__ import annotations

from bureau.market.notice_kinds import KINDS
from bureau.market.notices import next_number
from bureau.settings.reading import Settings
from bureau.storage.operation import Operation


class NoticeNumbers:
    """Gives numbers of papers, kind by kind and year by year."""

    def __init__(self, op: Operation, settings: Settings) -> None:
        self.op = op
        self.settings = settings

    def next(self, kind: int, year: int) -> str:
        """The next number of a kind of paper."""
        return next_number(self.op, KINDS[kind], self.settings, year)
