"""What party life came to within a period: meetings held, who came, study, honours, dues, business adopted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from bureau.calendar.periods import Period
from bureau.ledger.query import All, Between, Blank, Filter, Ids, Is, Not, OneOf, Titled
from bureau.party.dues import BranchDues, dues_of
from bureau.party.ledgers import HONOURS, LINKS, MEETINGS, STUDIES
from bureau.reports.change import percent, ratio
from bureau.storage.rows import bound, count, ids

if TYPE_CHECKING:
    from bureau.ledger.declaration import Ledger
    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader


@dataclass(frozen=True, slots=True)
class Number:
    """A number and its records."""

    count: int
    ledger: str
    where: Filter


@dataclass(frozen=True, slots=True)
class KindHeld:
    """Meetings of one kind with who was due and came, as far as both are written."""

    kind: int
    title: str
    held: Number
    due: int
    present: int

    @property
    def attendance(self) -> Fraction | None:
        """到会率: all who came by all who were due."""
        return ratio(self.present, self.due)


@dataclass(frozen=True, slots=True)
class LifeFigures:
    """A period's party life; of one branch, or of all with the 党组.

    `study_hours` are tenths; `closed` those of the adopted cases that are closed by now.
    """

    period: Period
    kinds: tuple[KindHeld, ...]
    studies: Number
    study_hours: int
    honours: Number
    links: Number
    cases: Number
    closed: Number
    by_kind: tuple[tuple[str, int], ...]
    dues: tuple[BranchDues, ...]

    @property
    def held(self) -> int:
        """All meetings."""
        return sum(one.held.count for one in self.kinds)

    @property
    def attendance(self) -> Fraction | None:
        """到会率 of all meetings that say who was due."""
        return ratio(sum(one.present for one in self.kinds), sum(one.due for one in self.kinds))

    @property
    def is_empty(self) -> bool:
        """Whether nothing was noted."""
        return not (self.held or self.studies.count or self.honours.count or self.links.count)


def life_figures(
    conn: Reader, names: Names, period: Period, today: date, branch: int | None = None
) -> LifeFigures:
    """The figures of a period until today."""
    first, last = period.first.isoformat(), min(period.last, today).isoformat()

    def within(day: str, *others: Filter) -> Filter:
        own = () if branch is None else (Is("branch", branch),)
        return All((Between(day, first, last), *own, *others))

    def number(ledger: Ledger, title: str, where: Filter) -> Number:
        named = Titled(f"{title}：{period.title}", where)
        return Number(count(conn, ledger, named, today=today), ledger.name, named)

    def summed(ledger: Ledger, what: str, where: Filter) -> int:
        condition, parameters = bound(ledger, where, today)
        sql = f"SELECT coalesce(sum({what}), 0) FROM {ledger.table} t WHERE {condition}"
        return int(conn.execute(sql, parameters).fetchone()[0])

    kinds = []
    for item in names.items("party-meeting-kind"):
        where = within("held_on", Is("kind", item.id))
        held = number(MEETINGS, item.title, where)
        if held.count:
            told = All((where, Not(Blank("due")), Not(Blank("present"))))
            due, present = (summed(MEETINGS, key, told) for key in ("due", "present"))
            kinds.append(KindHeld(item.id, item.title, held, due, present))
    linked: Filter = Between("linked_on", first, last)
    if branch is not None:
        own = tuple(ids(conn, MEETINGS, Is("branch", branch), today=today))
        linked = All((linked, OneOf("meeting", own)))
    adopted = All((linked, Not(Blank("case"))))
    studied = within("held_on")
    dues = dues_of(conn, names, period, today)
    return LifeFigures(
        period,
        tuple(kinds),
        number(STUDIES, "学习记录", studied),
        summed(STUDIES, "hours", studied),
        number(HONOURS, "荣誉典型", within("awarded_on")),
        number(LINKS, "认领业务", linked),
        number(LINKS, "认领的案件", adopted),
        number(LINKS, "认领的案件已结案", Ids(closed_of(conn, adopted, today))),
        by_kind(conn, linked, today),
        tuple(one for one in dues if branch is None or one.branch == branch),
    )


def closed_of(conn: Reader, adopted: Filter, today: date) -> tuple[int, ...]:
    """Those of the links whose case is closed by now."""
    condition, parameters = bound(LINKS, adopted, today)
    found = conn.execute(
        'SELECT t.id FROM party_links t JOIN market_cases c ON c.id = t."case"'
        f" WHERE c.closed_on IS NOT NULL AND {condition} ORDER BY t.id",
        parameters,
    )
    return tuple(row["id"] for row in found)


def by_kind(conn: Reader, where: Filter, today: date) -> tuple[tuple[str, int], ...]:
    """How much was adopted by kind of meeting, 党建任务 for tasks; the most first."""
    condition, parameters = bound(LINKS, where, today)
    found = conn.execute(
        "SELECT coalesce(k.title, '党建任务') AS title, count(*) AS n FROM party_links t"
        " LEFT JOIN party_meetings m ON m.id = t.meeting"
        f" LEFT JOIN catalogue_items k ON k.id = m.kind WHERE {condition}"
        " GROUP BY 1 ORDER BY n DESC, 1",
        parameters,
    )
    return tuple((row["title"], row["n"]) for row in found)


def life_document(of: LifeFigures) -> dict[str, object]:
    """The figures ready for JSON; money in 分, rates as texts."""
    return {
        "held": {
            one.title: {
                "count": one.held.count,
                "due": one.due,
                "present": one.present,
                "attendance": percent(one.attendance),
            }
            for one in of.kinds
        },
        "attendance": percent(of.attendance),
        "studies": of.studies.count,
        "study_hours_tenths": of.study_hours,
        "honours": of.honours.count,
        "links": of.links.count,
        "links_by_kind": dict(of.by_kind),
        "cases_adopted": of.cases.count,
        "cases_adopted_closed": of.closed.count,
        "dues": {
            one.title: {
                "members": len(one.members),
                "due": one.due,
                "paid": one.paid,
                "missing": len(one.missing),
                "unknown": len(one.unknown),
            }
            for one in of.dues
        },
    }
