"""点评会记录: who met, how the month ranked, who was praised, who pledged what, what is demanded."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

from bureau.assessment.stored import Row, day_of
from bureau.calendar.periods import Period
from bureau.errors import UserError
from bureau.ledger.query import All, Any, Between, Blank, Sort
from bureau.reports.amounts import day_text
from bureau.reports.citing import plain
from bureau.reports.form_rows import DAY_TO_WRITE, QUARTERS, quarter, signing, wide
from bureau.reports.paper import Block, FormTable, Masthead, Paper, Photo, Photos
from bureau.storage import rows
from bureau.storage.photo_lists import PhotoFacts, kept_photos, photo_facts
from bureau.towns.inputs import CaseSource
from bureau.towns.judging import TownMonth, judge_month
from bureau.towns.ledgers import MEETINGS
from bureau.towns.paper_source import (
    Forms,
    Source,
    groups_of,
    named_towns,
    praised_and_pledging,
    told,
)
from bureau.towns.papers_bulletin import group_words
from bureau.towns.records import found

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.storage.connection import Reader

TITLE: Final = "城市管理综合考核点评会记录"
SIGNERS: Final = ("主持人", "审核人", "记录人")


def meeting_records(source: Source, conn: Reader) -> Paper:
    """The meetings about the period's months; without any, one to be filled in for each month.

    Raises UserError where there is neither a meeting nor a ranking.
    """
    met = meetings_of(source, conn)
    months = {month.period.first: month for month in source.months}
    if not met:
        pages = [blank_record(source, month) for month in source.needed()]
    else:
        facts = photos_of(conn, source, met)
        pages = [record(source, row, months.get(month_met_about(row)), facts) for row in met]
    return source.paper(TITLE, source.period.title, pages)


def meetings_of(source: Source, conn: Reader) -> list[Row]:
    """Those about a month of the period, and those held in it that name no month."""
    first, last = source.period.first.isoformat(), source.period.last.isoformat()
    unnamed = All((Blank("month"), Between("held_on", first, last)))
    where = Any((Between("month", first, last), unnamed))
    return list(found(conn, MEETINGS, where, source.today, Sort("held_on")))


def chosen_records(desk: Desk, cases: CaseSource, records: Collection[int]) -> Paper:
    """The records of these meetings. Raises UserError without any."""
    today = desk.today()
    with desk.store.snapshot() as conn:
        chosen = rows.page(conn, MEETINGS, dict.fromkeys(records), today=today)
        if not chosen:
            raise UserError("没有可以打印的点评会，请先选中要打印的会议。")
        forms = Forms.plain(desk, conn)
        facts = photos_of(conn, forms, chosen)
        firsts = {month_met_about(row) for row in chosen} - {date.min}
        months = {
            first: judge_month(
                conn, forms.names, Period.month(first.year, first.month), today, cases
            )
            for first in firsts
        }
    pages = [record(forms, row, months.get(month_met_about(row)), facts) for row in chosen]
    return forms.paper(TITLE, "", pages)


def month_met_about(row: Row) -> date:
    """The first day of the month that was reviewed; `date.min` where the record names none."""
    return day_of(row, "month") or date.min


def photos_of(conn: Reader, forms: Forms, met: Collection[Row]) -> dict[str, PhotoFacts]:
    """What is known of the photos of these meetings."""
    wanted = {photo.hash for row in met for photo in kept_photos(row["photos"])}
    return photo_facts(conn, forms.folder, wanted)


def record(
    forms: Forms, row: Row, month: TownMonth | None, facts: Mapping[str, PhotoFacts]
) -> list[Block]:
    """One meeting; `month` is the one that was reviewed."""
    praised, pledging = (
        "、".join(named_towns(month, row, key, forms.names)) for key in ("praised", "pledging")
    )
    pictures = tuple(
        Photo(facts[one.hash].path, turn=one.turn)
        for one in kept_photos(row["photos"])
        if one.hash in facts
    )
    return [
        Masthead(title_of(row), forms.issuer(month)),
        FormTable(
            QUARTERS,
            (
                quarter(
                    ("召开日期", day_text(day_of(row, "held_on"))),
                    ("地点", str(row["place"] or "")),
                ),
                quarter(
                    ("主持人", str(row["chair"] or "")), ("记录人", str(row["recorder"] or ""))
                ),
                wide("点评月份", "" if month is None else month.period.title),
                wide("参会单位\n和人员", str(row["present"] or ""), 2),
                wide("考核结果", result_words(month)),
                wide("表彰单位", praised),
                wide("表态单位", pledging),
                wide("表态内容", str(row["pledges"] or ""), 3),
                wide("点评要点", str(row["remarks"] or ""), 4),
                wide("工作要求", str(row["demands"] or ""), 4),
                *([wide("备注", str(row["note"]))] if row["note"] else []),
            ),
        ),
        signing(SIGNERS),
        *([Photos(pictures)] if pictures else []),
    ]


def title_of(row: Row) -> str:
    """10月份城市管理综合考核点评会记录."""
    said = str(row["title"] or "")
    return f"{said.removesuffix('记录')}记录" if said else TITLE


def blank_record(source: Source, month: TownMonth) -> list[Block]:
    """A meeting still to be held: what is known of its month, and room to write."""
    praised, pledging = praised_and_pledging(month, source.names)
    return [
        Masthead(TITLE, source.issuer(month)),
        FormTable(
            QUARTERS,
            (
                quarter(("召开日期", f"　　　{DAY_TO_WRITE}"), ("地点", "")),
                quarter(("主持人", ""), ("记录人", "")),
                wide("点评月份", month.period.title),
                wide("参会单位\n和人员", "", 2),
                wide("考核结果", result_words(month)),
                wide("表彰单位", "、".join(praised)),
                wide("表态单位", "、".join(pledging)),
                wide("表态内容", "", 4),
                wide("点评要点", told(month, "problems"), 7),
                wide("工作要求", told(month, "demands"), 6),
            ),
        ),
        signing(SIGNERS),
    ]


def result_words(month: TownMonth | None) -> str:
    """The first and the last of each group; nothing for a month without a ranking."""
    if month is None:
        return ""
    said = "".join(
        group_words(group, [one for one in places if one.score is not None])
        for group, places in groups_of(month).items()
    )
    # A meeting speaks of a month before: its numbers aren't figures of the paper's own period.
    said = plain(said)
    return said if month.is_issued or not said else f"{said}（未签发）"
