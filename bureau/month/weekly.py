"""周报: a week of the bureau beside the week before, and what falls due in the next one."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from bureau.assessment.exact import score_text, total
from bureau.assessment.stored import exact_of
from bureau.calendar.periods import DAY, Kind, Period
from bureau.calendar.words import said_with_end
from bureau.errors import UserError
from bureau.facilities import wording as of_facilities
from bureau.ledger.query import Between
from bureau.market import tables
from bureau.market.papers import key_figures
from bureau.market.papers_beside import appeal_section, campaign_section
from bureau.market.tables_work import places_table
from bureau.market.wording import classes, daily_work, summary
from bureau.month.books import Books, open_books
from bureau.month.papers_overdue import Late, due_kinds, kinds_of, lines_of
from bureau.party.wording import held_words
from bureau.reports.amounts import day_dotted
from bureau.reports.change import NONE
from bureau.reports.chapters import numbered_chapters
from bureau.reports.paper import Block, Column, Heading, Paper, Paragraph, Table
from bureau.reports.sentences import paragraphs, title_of
from bureau.sanitation.ledgers import DEDUCTIONS
from bureau.settings.reading import week_start
from bureau.storage import rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bureau.desk import Desk
    from bureau.month.papers import Asked

NAME: Final = "工作周报"
NO_WEEK: Final = (
    "周报按周做，请写明一周的起止，如 --from 2026-10-19 --to 2026-10-25；或只写其中一天。"
)
DAYS_OF_A_WEEK: Final = 7
COLUMNS: Final = (
    Column("序号", align="center", weight=7),
    Column("事项", weight=15),
    Column("内容", weight=24),
    Column("地点", weight=28),
    Column("责任单位", weight=18),
    Column("期限", numeric=True, align="center", weight=21),
    Column("超期（天）", numeric=True, weight=15),
)
MOST_LATE: Final = 30
"""Lines of 超期 and of 下周到期: what a weekly meeting gets through."""


def week_of(desk: Desk, period: Period) -> Period:
    """The week that was asked for, by its seven days or by one of them. Raises UserError."""
    if period.kind is Kind.WEEK:
        return period
    if period.days == 1:
        with desk.store.snapshot() as conn:
            starts = week_start(conn, desk.today())
        return Period.week(period.first, starts, period.month_end_day)
    if period.days == DAYS_OF_A_WEEK:
        return replace(period, kind=Kind.WEEK, begins=None, length=0)
    raise UserError(NO_WEEK)


def weekly(desk: Desk, asked: Asked) -> Paper:
    """The week in the order of the monthly report. Raises UserError."""
    with open_books(desk, week_of(desk, asked.named_period)) as books:
        chapters = [
            ("市容秩序整治", order_blocks(books)),
            ("环卫管理", deduction_blocks(books)),
            ("路灯和市政设施", paragraphs([of_facilities.summary(books.repairs)])),
            ("党建和队伍", paragraphs([held_words(books.members.life)])),
            ("超期和反弹", open_blocks(books)),
            ("下周到期", due_blocks(books)),
        ]
        head, period, order = books.head, books.period, books.order
    title = f"{period.title.partition('（')[0]}{NAME}"
    return Paper(
        title=title_of(head, title),
        blocks=(
            key_figures(order),
            Heading("总体情况"),
            *paragraphs([summary(order), daily_work(order)]),
            *numbered_chapters(chapters),
            head.signatures,
        ),
        organisation=head.bureau,
        period=said_with_end(period, desk.today()),
        author=head.bureau,
        subject=title,
        keywords=("城市管理", period.title),
        made_at=head.made_at,
    )


def order_blocks(books: Books) -> list[Block]:
    """Cases by class, special actions, the hotline."""
    table = tables.by_category(books.order)
    return [
        *paragraphs([classes(books.order)]),
        *([table] if table is not None else []),
        *campaign_section(books.order),
        *appeal_section(books.order),
    ]


def deduction_blocks(books: Books) -> list[Block]:
    """Deductions found in the week by section, beside the week before."""
    before = books.period.previous
    assert before is not None
    now, earlier = deducted(books, books.period), deducted(books, before)
    if not now and not earlier:
        return []
    lines = [
        (
            books.names.label("sections", section),
            *(str(len(found.get(section, []))) for found in (now, earlier)),
            *(score_text(total(found.get(section, []))) for found in (now, earlier)),
        )
        for section in dict.fromkeys((*now, *earlier))
    ]
    return [
        Table(
            (
                Column("标段"),
                Column("本周", "扣分（条）", numeric=True),
                Column("上周", "扣分（条）", numeric=True),
                Column("本周", "扣分（分）", numeric=True),
                Column("上周", "扣分（分）", numeric=True),
            ),
            lines,
            caption="环卫检查扣分情况表",
            note="按检查日期统计，没有扣除申诉减轻和撤销的；得分以月度考核为准。",
        )
    ]


def deducted(books: Books, period: Period) -> dict[int, list[Fraction]]:
    """The points of each deduction found in a period, by section."""
    where = Between("found_on", period.first.isoformat(), period.last.isoformat())
    ids = rows.ids(books.conn, DEDUCTIONS, where, today=books.today)
    found: dict[int, list[Fraction]] = {}
    for row in rows.page(books.conn, DEDUCTIONS, ids, today=books.today):
        points = exact_of(row, "points")
        found.setdefault(int(str(row["section"])), []).append(points or Fraction(0))
    return found


def open_blocks(books: Books) -> list[Block]:
    """How much is overdue of each kind, the longest overdue, and where trouble came back."""
    counts = [
        (kind, rows.count(books.conn, kind.ledger, kind.where, today=books.today))
        for kind in kinds_of(books)
    ]
    late = [one for kind, _ in counts for one in lines_of(books, kind)]
    late.sort(key=lambda one: -one.days)
    blocks: list[Block] = []
    if late:
        said = "、".join(f"{kind.title}{count}件" for kind, count in counts if count)
        more = f"，下表列超期最久的{MOST_LATE}件" if len(late) > MOST_LATE else ""
        blocks += [Paragraph(f"至本周末超期未办结：{said}{more}。"), short_table(late[:MOST_LATE])]
    places = books.order.beside.places
    return [*blocks, places_table(places, "本周")] if places else blocks


def due_blocks(books: Books) -> list[Block]:
    """What falls due in the seven days after, by unit."""
    first = books.period.last + DAY
    following = replace(books.period, first=first, last=first + (DAYS_OF_A_WEEK - 1) * DAY)
    due = [one for kind in due_kinds(books, following) for one in lines_of(books, kind)]
    if not due:
        return [Paragraph("下周没有到期的事项。")]
    listed: list[Late] = sorted(due, key=lambda one: one.due)
    more = f"，下表列最先到期的{MOST_LATE}件" if len(due) > MOST_LATE else ""
    units: dict[str, int] = {}
    for one in listed:
        units[one.unit] = units.get(one.unit, 0) + 1
    told = "、".join(
        f"{unit}{count}件" for unit, count in sorted(units.items(), key=lambda one: -one[1])
    )
    return [
        Paragraph(f"下周（{span(following)}）到期{len(due)}件：{told}{more}。"),
        short_table(listed[:MOST_LATE], due=True),
    ]


def short_table(late: Sequence[Late], *, due: bool = False) -> Table:
    """The lines in their order; of what is only `due` yet no days over the limit."""
    return Table(
        COLUMNS[:-1] if due else COLUMNS,
        tuple(
            (
                *(str(number), one.kind, one.subject or NONE, one.place or NONE, one.unit),
                *((day_dotted(one.due),) if due else (day_dotted(one.due), str(one.days))),
            )
            for number, one in enumerate(late, 1)
        ),
    )


def span(period: Period) -> str:
    """10月26日至11月1日."""
    first, last = period.first, period.last
    return f"{first.month}月{first.day}日至{last.month}月{last.day}日"
