"""Who issues a paper: the bureau's name and what stands beside its signature lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bureau.reports.paper import Signatures

LABELS = ("填报单位(盖章)", "填表人", "审核人", "单位负责人", "联系电话")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """The issuing bureau (填报单位); blank names are left to be signed by hand.

    `heading` is what stands in red above an official document (文头). `made_at` is the only date
    in a printed file, so that the same figures give the same bytes.
    """

    bureau: str = "县城市管理局"
    phone: str = ""
    heading: str = ""
    maker: str = ""
    checker: str = ""
    head: str = ""
    made_at: datetime | None = None

    @property
    def signatures(self) -> Signatures:
        """The lines that end every report."""
        return Signatures(LABELS, (self.bureau, self.maker, self.checker, self.head, self.phone))
