"""超期清单: what is past its limit at a period's end in all departments, by the unit that answers for it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from bureau.calendar.words import last_day_seen, said_with_end
from bureau.facilities.definitions import RepairsOf
from bureau.facilities.ledgers import HAZARDS, REPAIRS
from bureau.facilities.safety.figures_hazards import HazardsOf
from bureau.ledger.query import All, Between, Sort
from bureau.market.definitions import CaseFigures
from bureau.market.figures_hotline import OrderFigures
from bureau.market.ledgers import CASES, ORDERS
from bureau.month.books import Books, open_books
from bureau.party.ledgers import TASKS
from bureau.reports.amounts import day_dotted
from bureau.reports.change import NONE
from bureau.reports.paper import Block, Column, Paper, Paragraph, Table
from bureau.reports.sentences import title_of
from bureau.storage import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bureau.calendar.periods import Period
    from bureau.desk import Desk
    from bureau.ledger.declaration import Ledger
    from bureau.ledger.query import Filter
    from bureau.month.papers import Asked

NAME: Final = "超期清单"
UNNAMED: Final = "未定责任单位"
NOTHING: Final = "没有超期事项。"
MOST: Final = 500
"""Lines of one kind: of more, those longest overdue, and how many there are is said."""
COLUMNS: Final = (
    Column("序号", align="center", weight=6),
    Column("责任单位", weight=16),
    Column("事项", weight=12),
    Column("编号", weight=18),
    Column("内容", weight=24),
    Column("地点", weight=26),
    Column("责任人", weight=12),
    Column("期限", numeric=True, align="center", weight=13),
    Column("超期（天）", numeric=True, weight=10),
)


@dataclass(frozen=True, slots=True)
class Kind:
    """What can be overdue: the fields that say what it is, where, whose, until when."""

    title: str
    ledger: Ledger
    where: Filter
    number: str
    subject: str
    place: str
    person: str
    unit: str
    due: str


@dataclass(frozen=True, slots=True)
class Late:
    """One thing past its limit."""

    kind: str
    number: str
    subject: str
    place: str
    person: str
    unit: str
    due: date
    days: int


def overdue_list(desk: Desk, asked: Asked) -> Paper:
    """What is overdue at the end of a period, or today while it runs."""
    period = asked.named_period
    with open_books(desk, period) as books:
        kinds = [
            (kind, rows.count(books.conn, kind.ledger, kind.where, today=books.today))
            for kind in kinds_of(books)
        ]
        late = [one for kind, _ in kinds for one in lines_of(books, kind)]
        head = books.head
    said = "、".join(f"{kind.title}{count}件" for kind, count in kinds if count)
    whole = sum(count for _, count in kinds)
    day = last_day_seen(period, desk.today())
    lead = f"至{day}，全局超期事项{whole}件：{said}。" if whole else f"至{day}，{NOTHING}"
    cut = [f"{kind.title}只列超期最久的{MOST}件" for kind, count in kinds if count > MOST]
    note: list[Block] = [Paragraph(f"注：{'，'.join(cut)}。", "note")] if cut else []
    return Paper(
        title=title_of(head, f"{period.title}{NAME}"),
        blocks=(
            Paragraph(lead, "lead"),
            *by_unit(late, [kind for kind, _ in kinds]),
            *note,
            head.signatures,
        ),
        organisation=head.bureau,
        period=said_with_end(period, desk.today()),
        orientation="landscape",
        author=head.bureau,
        subject=f"{period.title}{NAME}",
        keywords=(NAME, period.title),
        made_at=head.made_at,
    )


def kinds_of(books: Books) -> tuple[Kind, ...]:
    """Cases, orders of the hotline, repairs, hazards, tasks."""
    period, today = books.period, books.today
    late_repairs = RepairsOf(period, today).overdue_at_end
    late_tasks = books.members.tasks.late.where
    return (
        Kind(
            *("市容案件", CASES, CaseFigures(period, today).overdue),
            *("number", "category", "address", "person", "unit", "due_on"),
        ),
        Kind(
            *("热线工单", ORDERS, OrderFigures(period, today).overdue),
            *("number", "category", "address", "", "unit", "limit_at"),
        ),
        Kind(
            *("设施维修", REPAIRS, late_repairs),
            *("number", "fault", "place", "repairer", "team", "due_on"),
        ),
        Kind(
            *("安全隐患", HAZARDS, HazardsOf(period, today).overdue),
            *("number", "description", "place", "person", "unit", "due_on"),
        ),
        Kind(
            *("党建任务", TASKS, late_tasks),
            *("", "title", "", "person", "unit", "due_on"),
        ),
    )


def due_kinds(books: Books, following: Period) -> tuple[Kind, ...]:
    """The same things that are open at the period's end, with their limits in the days after it."""
    period, today = books.period, books.today
    still_open = {
        CASES.name: CaseFigures(period, today).open_at_end,
        REPAIRS.name: RepairsOf(period, today).open_at_end,
        HAZARDS.name: HazardsOf(period, today).open,
        TASKS.name: books.members.tasks.open.where,
    }
    first, last = following.first.isoformat(), following.last.isoformat()
    return tuple(
        replace(kind, where=All((still_open[kind.ledger.name], Between(kind.due, first, last))))
        for kind in kinds_of(books)
        if kind.ledger.name in still_open
    )


def lines_of(books: Books, kind: Kind) -> Iterator[Late]:
    """Those longest overdue first."""
    sorts = [Sort(kind.due)]
    found = rows.ids(books.conn, kind.ledger, kind.where, sorts, today=books.today)[:MOST]
    seen = min(books.period.last, books.today)
    for row in rows.page(books.conn, kind.ledger, found, today=books.today):
        shown = partial(shown_of, books, kind.ledger, row)
        text = str(row[kind.due] or "")[:10]
        due = date.fromisoformat(text) if text else seen
        road, place = shown("road"), shown(kind.place)
        yield Late(
            kind=kind.title,
            number=shown(kind.number),
            subject=shown(kind.subject),
            place=place if place.startswith(road) else f"{road}{place}",
            person=shown(kind.person),
            unit=shown(kind.unit) or UNNAMED,
            due=due,
            days=(seen - due).days,
        )


def shown_of(books: Books, ledger: Ledger, row: rows.Row, key: str) -> str:
    """A field in words, nothing for one that such records don't have."""
    return books.shown(ledger, row, key) if key in ledger.by_key else ""


def by_unit(late: Sequence[Late], kinds: Sequence[Kind]) -> list[Block]:
    """How much each unit has of each kind, then every line, unit by unit, the longest overdue first."""
    if not late:
        return []
    counts = Counter((one.unit, one.kind) for one in late)
    wholes = Counter(one.unit for one in late)
    order = sorted(wholes, key=lambda unit: (unit == UNNAMED, -wholes[unit]))
    titles = [kind.title for kind in kinds if any(one.kind == kind.title for one in late)]
    numbers = [*titles, "合计"]
    sums = [sum(counts[unit, title] for unit in order) for title in titles]
    summary = Table(
        (Column("责任单位", weight=24), *(Column(one, numeric=True, weight=12) for one in numbers)),
        [
            (unit, *(str(counts[unit, title]) for title in titles), str(wholes[unit]))
            for unit in order
        ],
        totals=(("合计", *map(str, sums), str(len(late))),),
        caption="各责任单位超期情况表",
        unit="件",
    )
    lines = sorted(late, key=lambda one: (order.index(one.unit), -one.days))
    return [summary, list_table(lines)]


def list_table(late: Sequence[Late]) -> Table:
    """Every line in its order."""
    return Table(
        COLUMNS,
        tuple(
            (
                *(str(number), one.unit, one.kind, one.number or NONE, one.subject or NONE),
                *(one.place or NONE, one.person or NONE, day_dotted(one.due), str(one.days)),
            )
            for number, one in enumerate(late, 1)
        ),
        caption="超期事项明细表",
    )
