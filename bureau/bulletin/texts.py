"""Chapters that a clerk wrote, kept with their period: reading, keeping, going back to the draft."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bureau.bulletin.editions import is_issued
from bureau.bulletin.ledgers.texts import CLOSED, TEXTS
from bureau.calendar.periods import Period
from bureau.errors import UserError
from bureau.ledger.query import All, Between, Filter, Is, Sort
from bureau.storage.rows import ids, page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bureau.desk import Desk
    from bureau.storage.connection import Reader
    from bureau.storage.operation import Operation

ALIKE_DAYS = 4
"""Months and quarters differ among each other by fewer days than this."""


def closed_sentence(conn: Reader, period: Period) -> str:
    """Why the texts of a period stand still, "" where they may be written."""
    if not is_issued(conn, period):
        return ""
    return f"{period.title}{CLOSED}。"


def refuse_closed(conn: Reader, period: Period) -> None:
    """Raises UserError where the period was issued."""
    if sentence := closed_sentence(conn, period):
        raise UserError(sentence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The text of one chapter of one paper about a period; `taken` says from which it came over."""

    record: int
    paper: str
    chapter: str
    first: date
    last: date
    body: str
    taken: tuple[date, date] | None
    edited_at: str
    edited_by: str

    @property
    def days(self) -> int:
        """How long its period is."""
        return (self.last - self.first).days + 1


def kept_texts(conn: Reader, paper: str, period: Period, today: date) -> dict[str, Kept]:
    """The chapters of a period that were written, by key."""
    first, last = period.first.isoformat(), period.last.isoformat()
    where = All((Is("paper", paper), Is("first", first), Is("last", last)))
    return {one.chapter: one for one in _found(conn, where, today)}


def pattern_of(conn: Reader, paper: str, chapter: str, period: Period, today: date) -> Kept | None:
    """The newest written text of the chapter about an earlier period, of the same length first."""
    day_before = date.fromordinal(period.first.toordinal() - 1).isoformat()
    where = All((Is("paper", paper), Is("chapter", chapter), Between("last", None, day_before)))
    found = _found(conn, where, today, Sort("last", descending=True))
    alike = [one for one in found if abs(one.days - period.days) < ALIKE_DAYS]
    return next(iter(alike or found), None)


def keep_texts(
    desk: Desk,
    paper: str,
    period: Period,
    bodies: Mapping[str, str],
    titles: Mapping[str, str],
    *,
    taken: Mapping[str, tuple[date, date]] | None = None,
    label: str = "",
) -> None:
    """Keeps chapters with their period, all in one operation that can be undone."""
    named = "、".join(titles.get(key, key) for key in bodies)
    with desk.store.operation(desk, label or f"修改{period.title}月报正文：{named}") as op:
        put_texts(desk, op, paper, period, bodies, titles, taken=taken)


def put_texts(
    desk: Desk,
    op: Operation,
    paper: str,
    period: Period,
    bodies: Mapping[str, str],
    titles: Mapping[str, str],
    *,
    taken: Mapping[str, tuple[date, date]] | None = None,
) -> None:
    """The same as part of an operation."""
    refuse_closed(op.conn, period)
    known = kept_texts(op.conn, paper, period, desk.today())
    first, last = period.first.isoformat(), period.last.isoformat()
    place = {"paper": paper, "first": first, "last": last}
    for chapter, body in bodies.items():
        source = (taken or {}).get(chapter)
        values: dict[str, object] = {
            "title": f"{period.title} {titles.get(chapter, chapter)}",
            "body": body,
            "edited_at": f"{desk.now():%Y-%m-%d %H:%M}",
            "edited_by": desk.actor,
        }
        if source is not None:
            values["taken_first"], values["taken_last"] = (day.isoformat() for day in source)
        if chapter in known:
            op.update(TEXTS.name, known[chapter].record, values)
        else:
            op.insert(TEXTS.name, {**place, "chapter": chapter, **values})


def drop_texts(
    desk: Desk, paper: str, period: Period, chapters: Sequence[str], titles: Mapping[str, str]
) -> None:
    """恢复起草稿: what was written goes, the chapter is drafted again; can be undone."""
    named = "、".join(titles.get(key, key) for key in chapters)
    with desk.store.operation(desk, f"恢复起草稿：{period.title} {named}") as op:
        refuse_closed(op.conn, period)
        known = kept_texts(op.conn, paper, period, desk.today())
        for chapter in chapters:
            if chapter in known:
                op.remove(TEXTS.name, known[chapter].record)


def _found(conn: Reader, where: Filter, today: date, *sorts: Sort) -> list[Kept]:
    wanted = ids(conn, TEXTS, where, sorts or (Sort("id"),), today=today)
    return [_kept(row) for row in page(conn, TEXTS, wanted, today=today)]


def _kept(row: Mapping[str, object]) -> Kept:
    record = row["id"]
    assert isinstance(record, int)
    source = row["taken_first"], row["taken_last"]
    return Kept(
        record=record,
        paper=str(row["paper"]),
        chapter=str(row["chapter"]),
        first=date.fromisoformat(str(row["first"])),
        last=date.fromisoformat(str(row["last"])),
        body=str(row["body"] or ""),
        taken=(
            (date.fromisoformat(str(source[0])), date.fromisoformat(str(source[1])))
            if all(source)
            else None
        ),
        edited_at=str(row["edited_at"] or ""),
        edited_by=str(row["edited_by"] or ""),
    )
