"""The words of a period and of who reports it, which a form asks for beside its numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from bureau.reports.amounts import day_text
from bureau.settings.reading import letterhead

if TYPE_CHECKING:
    from datetime import date

    from bureau.calendar.periods import Period
    from bureau.desk import Desk
    from bureau.storage.connection import Reader

TITLES: Final[Mapping[str, str]] = {
    "period": "期间",
    "year": "年",
    "month": "月",
    "quarter": "季度",
    "first": "期初日期",
    "last": "期末日期",
    "made_on": "制表日期",
    "bureau": "单位名称",
    "head": "负责人",
    "maker": "填表人",
    "checker": "审核人",
    "phone": "联系电话",
}
"""What can be asked for, in the words of the list to pick from."""


def period_days(desk: Desk, period: Period) -> dict[str, date]:
    """Those of them that are a day, for cells that show one."""
    return {"first": period.first, "last": period.last, "made_on": desk.today()}


def period_words(desk: Desk, conn: Reader, period: Period) -> dict[str, str]:
    """What each says of a period; blank where nothing is set."""
    begins, last = period.begins, period.last
    end = begins.plus(period.length - 1) if begins else None
    head = letterhead(conn, desk.now())
    return {
        "period": period.title,
        "year": str(end.year if end else last.year),
        "month": str(end.number if end else last.month),
        "quarter": str(((end.number if end else last.month) + 2) // 3),
        "first": day_text(period.first),
        "last": day_text(last),
        "made_on": day_text(desk.today()),
        "bureau": head.bureau,
        "head": head.head,
        "maker": head.maker or desk.actor,
        "checker": head.checker,
        "phone": head.phone,
    }
