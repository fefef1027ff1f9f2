"""Who issues a paper: the bureau's name and what stands beside its signature lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from bureau.reports.amounts import day_text
from bureau.reports.paper import Colophon, Signatures

LABELS = ("填报单位(盖章)", "填表人", "审核人", "单位负责人", "联系电话")

COUNTY: Final = re.compile(r".*?[县区旗]|.*?市|.*?[州盟]")
"""The place that a bureau's name begins with."""


def county_of(bureau: str) -> str:
    """云岭县 of 云岭县城市管理局; nothing where the name begins with no place."""
    found = COUNTY.match(bureau.partition("城市")[0])
    return found[0] if found is not None else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """The issuing bureau (填报单位); blank names are left to be signed by hand.

    `heading` is what stands in red above an official document (文头), `copies` are those who get
    one besides (抄送). `made_at` is the only date in a printed file, so that the same figures give
    the same bytes.
    """

    bureau: str = "县城市管理局"
    phone: str = ""
    heading: str = ""
    copies: str = ""
    maker: str = ""
    checker: str = ""
    head: str = ""
    made_at: datetime | None = None

    def issuer(self, title: str) -> str:
        """In whose name a paper is issued: 云岭县城市管理委员会; the bureau's own for no title."""
        return f"{county_of(self.bureau)}{title}" if title else self.bureau

    def red_head(self, title: str) -> str:
        """What stands in red above a paper that this organ of the county issues."""
        return f"{self.issuer(title)}文件" if title else self.heading

    def colophon(self, title: str, issued_on: date | None) -> Colophon | None:
        """What ends a paper that this organ issued on a day (版记); nothing while it is a draft."""
        if issued_on is None:
            return None
        named = self.copies.removeprefix("抄送").strip("：:，、；;。. ")
        return Colophon(self.issuer(title), day_text(issued_on), f"{named}。" if named else "")

    @property
    def signatures(self) -> Signatures:
        """The lines that end every report."""
        return Signatures(LABELS, (self.bureau, self.maker, self.checker, self.head, self.phone))
