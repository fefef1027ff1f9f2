"""The settings as they stand: their typed values, and the letterhead and calendars made of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar

from bureau.calendar.working import WorkCalendar
from bureau.errors import UserError
from bureau.ledger.lenient.texts import tidy
from bureau.register.ledgers import CATALOGUE_ITEMS, SETTINGS
from bureau.register.letterheads import BUREAU, LETTERHEADS
from bureau.settings.declared import (
    BULLETIN_COPIES,
    BUREAU_NAME,
    BUREAU_PHONE,
    BY_KEY,
    CHECKER,
    CREW_HOURS,
    CREW_WEEKDAYS,
    CREWS_WORK_HOLIDAYS,
    DAYS_FREE,
    DAYS_WORKED,
    ENTERED_YEARS,
    HANDLING_SHARES,
    HEAD,
    LETTERHEAD,
    MAKER,
    MONTH_END_DAY,
    OFFICE_HOURS,
    OFFICE_WEEKDAYS,
    WEEK_START,
)
from bureau.settings.setting import Setting
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.reports.letterhead import Letterhead
    from bureau.storage.connection import Reader
    from bureau.storage.rows import Row

T = TypeVar("T")
SAMPLE_MARK = "demo"
"""The setting by which a folder is known for a sample."""
EVERY_YEAR = frozenset(range(1990, 2101))


def read_settings(conn: Reader, today: date) -> Settings:
    """The settings as they stand now."""
    found = rows.ids(conn, SETTINGS, today=today)
    return Settings(
        {
            str(row["name"]): tidy(str(row["value"] or ""))
            for row in rows.page(conn, SETTINGS, found, today=today)
        },
        read_heads(conn, today),
    )


def read_heads(conn: Reader, today: date) -> Mapping[str, Row]:
    """The letterheads (文头) by the title of their issuer, "" for the bureau itself.

    Of several of one organ that for documents goes before that for letters, an older one first.
    """
    found = rows.page(conn, LETTERHEADS, rows.ids(conn, LETTERHEADS, today=today), today=today)
    if not found:
        return {}
    items = [row["issuer"] for row in found if isinstance(row["issuer"], int)]
    titles = {
        row["id"]: str(row["title"]) for row in rows.page(conn, CATALOGUE_ITEMS, items, today=today)
    }
    heads: dict[str, Row] = {}
    for row in sorted(found, key=lambda row: (row["letter"] == 1, int(str(row["id"])))):
        title = "" if row["issuer"] in (None, BUREAU) else titles.get(row["issuer"], "")
        heads.setdefault(title, row)
    return heads


def letterhead(conn: Reader, made_at: datetime) -> Letterhead:
    """Who issues the papers."""
    return read_settings(conn, made_at.date()).letterhead(made_at)


def expected_shares(conn: Reader, today: date) -> dict[str, int]:
    """服务/管理/执法 in percent that the bureau aims at."""
    return read_settings(conn, today).value(HANDLING_SHARES)


def month_end_day(conn: Reader, today: date) -> int:
    """The day on which the bureau's statistical month ends; 31 is the calendar month."""
    return read_settings(conn, today).value(MONTH_END_DAY)


def week_start(conn: Reader, today: date) -> int:
    """The day of the week on which the bureau's week starts, 0 for Monday."""
    return read_settings(conn, today).value(WEEK_START) - 1


def parts_of(row: Row) -> dict[str, str]:
    """What a letterhead says, blank for what follows from the bureau's name."""
    keys = ("name", "red_head", "printer", "copies", "seal")
    return {key: str(row[key] or "") for key in keys}


@dataclass(frozen=True)
class Settings:
    """All that is set, by key, as stored; what isn't set takes its default."""

    texts: Mapping[str, str] = field(default_factory=dict)
    heads: Mapping[str, Row] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """The stored text of a setting, its default where nothing is set."""
        return self.texts.get(key) or BY_KEY[key].default

    def value(self, setting: Setting[T]) -> T:
        """The typed value; the default where what is stored makes no sense any more."""
        try:
            return setting.type.value(self.texts.get(setting.key) or setting.default)
        except UserError:
            return setting.type.value(setting.default)

    def letterhead(self, made_at: datetime) -> Letterhead:
        """Who issues the papers."""
        from bureau.reports.letterhead import Letterhead, Organ

        name = self.value(BUREAU_NAME)
        return Letterhead(
            bureau=name,
            phone=self.value(BUREAU_PHONE),
            heading=self.value(LETTERHEAD) or f"{name}文件",
            copies=self.value(BULLETIN_COPIES),
            maker=self.value(MAKER),
            checker=self.value(CHECKER),
            head=self.value(HEAD),
            made_at=made_at,
            organs={title: Organ(**parts_of(row)) for title, row in self.heads.items()},
        )

    @property
    def overrides(self) -> dict[date, bool]:
        """Days that the bureau itself says are worked (True) or free (False)."""
        free, worked = self.value(DAYS_FREE), self.value(DAYS_WORKED)
        return dict.fromkeys(free, False) | dict.fromkeys(worked, True)

    @property
    def office_calendar(self) -> WorkCalendar:
        """When the office works."""
        return WorkCalendar(
            hours=self.value(OFFICE_HOURS),
            weekdays=self.value(OFFICE_WEEKDAYS),
            overrides=self.overrides,
            entered_years=self.value(ENTERED_YEARS),
        )

    @property
    def crew_calendar(self) -> WorkCalendar:
        """When the crews (环卫、路灯、市政) work: through holidays, where the bureau says so."""
        through = self.value(CREWS_WORK_HOLIDAYS)
        return WorkCalendar(
            hours=self.value(CREW_HOURS),
            weekdays=self.value(CREW_WEEKDAYS),
            overrides={} if through else self.overrides,
            entered_years=EVERY_YEAR if through else self.value(ENTERED_YEARS),
        )
