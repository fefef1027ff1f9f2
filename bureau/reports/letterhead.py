"""Who issues a paper: the bureau's name and what stands beside its signature lines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from bureau.reports.amounts import day_text
from bureau.reports.paper import Colophon, Signatures

LABELS = ("填报单位(盖章)", "填表人", "审核人", "单位负责人", "联系电话")

COUNTY: Final = re.compile(r".*?[县区旗]|.*?市|.*?[州盟]")
"""The place that a bureau's name begins with."""
PARTY: Final = "中共"
PARTY_ORGANS: Final = ("党组", "党委", "机关委员会")
"""Organs of the party have its name before that of the place."""


def copies_line(named: str) -> str:
    """Who gets a copy, as 版记 says it: without the label, with one full stop."""
    bare = named.removeprefix("抄送").strip("：:，、；;。. ")
    return f"{bare}。" if bare else ""


def county_of(bureau: str) -> str:
    """云岭县 of 云岭县城市管理局; nothing where the name begins with no place."""
    found = COUNTY.match(bureau.partition("城市")[0])
    return found[0] if found is not None else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Organ:
    """How one organ's papers look (文头): what is blank follows from the bureau's name."""

    name: str = ""
    red_head: str = ""
    printer: str = ""
    copies: str = ""
    seal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """The issuing bureau (填报单位); blank names are left to be signed by hand.

    `heading` is what stands in red above an official document (文头), `copies` are those who get
    one besides (抄送). `organs` are those with a letterhead of their own, by the title of the issuer,
    "" for the bureau itself. `made_at` is the only date in a printed file, so that the same figures give
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
    organs: Mapping[str, Organ] = field(default_factory=dict)

    def organ(self, title: str) -> Organ:
        """What its letterhead says, nothing where it has none."""
        return self.organs.get(title, Organ())

    def issuer(self, title: str) -> str:
        """In whose name a paper is issued: 云岭县城市管理委员会; the bureau's own for no title."""
        if name := self.organ(title).name:
            return name
        party = PARTY if title.endswith(PARTY_ORGANS) else ""
        return f"{party}{county_of(self.bureau)}{title}" if title else self.bureau

    def red_head(self, title: str) -> str:
        """What stands in red above a paper that this organ of the county issues."""
        if words := self.organ(title).red_head:
            return words
        named = title or self.organ(title).name
        return f"{self.issuer(title)}文件" if named else self.heading

    def copied(self, title: str) -> str:
        """Who gets a copy of what this organ issues, "" for nobody."""
        named = self.organ(title).copies or self.copies
        return copies_line(named)

    def colophon(self, title: str, issued_on: date | None) -> Colophon | None:
        """What ends a paper that this organ issued on a day (版记); nothing while it is a draft."""
        if issued_on is None:
            return None
        printer = self.organ(title).printer or self.issuer(title)
        return Colophon(printer, day_text(issued_on), self.copied(title))

    @property
    def signatures(self) -> Signatures:
        """The lines that end every report."""
        return Signatures(LABELS, (self.bureau, self.maker, self.checker, self.head, self.phone))
