"""What the papers of towns print from: months as they are judged, their texts, names, who issues them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from bureau.assessment.month_flow import CONSULTED, DECIDED, FIRST, REVIEWED
from bureau.assessment.stored import Row, day_of, months_within, whole_of
from bureau.calendar.periods import Period
from bureau.errors import UserError
from bureau.ledger.words import listed
from bureau.settings.forms import Forms as BaseForms
from bureau.settings.reading import letterhead
from bureau.towns.inputs import CaseSource
from bureau.towns.judging import TownMonth, judge_month
from bureau.towns.months import BUREAU

if TYPE_CHECKING:
    from bureau.assessment.ranking import Place
    from bureau.desk import Desk
    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader

COMMISSION: Final = 6501
"""Catalogue id of the issuer 城市管理委员会, which assesses the towns where nobody chose another."""
DRAFTS: Final = {FIRST: "初评稿", CONSULTED: "征求意见稿", REVIEWED: "复核稿", DECIDED: "送签稿"}


@dataclass(frozen=True)
class Forms(BaseForms):
    """And in whose name the towns are assessed."""

    keywords = ("镇街考核",)

    def issuer(self, month: TownMonth | None) -> str:
        """In whose name a month is told: 云岭县城市管理委员会."""
        return self.head.issuer(self.organ(month))

    def organ(self, month: TownMonth | None) -> str:
        """The organ of the county that issues a month, "" for the bureau itself."""
        row = month.month if month is not None else None
        chosen = (whole_of(row, "issuer") if row is not None else None) or COMMISSION
        item = self.names.item_by_id(chosen) if chosen != BUREAU else None
        return item.title if item is not None else ""


@dataclass(frozen=True)
class Source(Forms):
    """The months of the towns within a period, on a day, with how cases are counted."""

    period: Period
    today: date
    cases: CaseSource
    months: tuple[TownMonth, ...]

    @classmethod
    def of(cls, desk: Desk, conn: Reader, period: Period, cases: CaseSource) -> Source:
        """The calendar months of a period."""
        today, names = desk.today(), desk.store.names(conn)
        months = (judge_month(conn, names, one, today, cases) for one in months_within(period))
        return cls(
            letterhead(conn, desk.now()),
            names,
            desk.store.folder,
            period,
            today,
            cases,
            tuple(months),
        )

    @property
    def ranked(self) -> tuple[TownMonth, ...]:
        """The months that have a ranking."""
        return tuple(one for one in self.months if one.places)

    def needed(self) -> tuple[TownMonth, ...]:
        """The same. Raises UserError where there is none."""
        if self.ranked:
            return self.ranked
        faults = [fault for month in self.months for fault in month.faults]
        if faults:
            raise UserError(f"{self.period.title}的镇街考核还不能排名：{faults[0]}")
        raise UserError(f"{self.period.title}还没有任何镇街的成绩，请先导入或录入。")

    @property
    def watermark(self) -> str:
        """What stands behind a paper in which a month isn't issued."""
        return next((draft_of(month) for month in self.ranked if not month.is_issued), "")

    def red_head(self, month: TownMonth) -> str:
        """What stands in red above the paper."""
        return self.head.red_head(self.organ(month))


def draft_of(month: TownMonth) -> str:
    """初评稿, 征求意见稿 …: what an unissued month's paper is; "" once it is issued."""
    if month.is_issued:
        return ""
    state = whole_of(month.month, "state") if month.month is not None else None
    return DRAFTS.get(state or FIRST, DRAFTS[FIRST])


def groups_of(month: TownMonth) -> dict[str, list[Place]]:
    """The places of a month by group, in their order."""
    groups: dict[str, list[Place]] = {}
    for place in month.places:
        groups.setdefault(place.group, []).append(place)
    return groups


def told(month: TownMonth, key: str) -> str:
    """A text that somebody wrote for the month's paper."""
    return str(month.month[key] or "").strip() if month.month is not None else ""


def issue_day(month: TownMonth) -> date | None:
    """When a month was issued."""
    return day_of(month.month, "issued_on") if month.month is not None and month.is_issued else None


def paper_number(month: TownMonth) -> str:
    """The number (文号) that it was issued under."""
    return told(month, "paper_number") if month.is_issued else ""


def named_towns(month: TownMonth | None, row: Row | None, key: str, names: Names) -> list[str]:
    """The towns that a record lists, called as in the month's ranking."""
    places = month.places if month is not None else ()
    titles = {int(place.key): place.title for place in places}
    value = row[key] if row is not None else None
    found = listed(value if isinstance(value, str) else None)
    return [titles.get(town) or names.label("towns", town) for town in found]


def praised_and_pledging(month: TownMonth, names: Names) -> tuple[list[str], list[str]]:
    """表彰 and 表态 as the month's record lists them, else those rewarded and those penalised."""
    return (
        named_towns(month, month.month, "praised", names)
        or [one.title for one in month.places if one.fen > 0],
        named_towns(month, month.month, "pledging", names)
        or [one.title for one in month.places if one.fen < 0],
    )
