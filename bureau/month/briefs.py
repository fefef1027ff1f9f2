"""专班日报: one day of the crews, its cases, special actions and photos."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bureau.calendar.periods import Period
from bureau.errors import UserError
from bureau.ledger.query import Sort
from bureau.market.definitions import CaseFigures
from bureau.market.ledgers import CASES
from bureau.market.papers import key_figures
from bureau.market.papers_beside import campaign_section
from bureau.market.tables import plain
from bureau.market.wording import daily_work, summary
from bureau.month.books import Books, open_books
from bureau.reports.change import NONE
from bureau.reports.chapters import numbered_chapters
from bureau.reports.paper import Block, Column, Heading, Paper, Paragraph, Table
from bureau.reports.photo_pairs import hashes_of, photo_pages
from bureau.reports.sentences import paragraphs, title_of
from bureau.storage import rows
from bureau.storage.photo_lists import photo_facts

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.ledger.query import Filter
    from bureau.month.papers import Asked

NAME: Final = "专班日报"
NO_DAY: Final = "专班日报按天做，请写明一天，如 --from 2026-10-20 --to 2026-10-20。"
MOST: Final = 40
"""Cases of a table: a day that has more is told by its number."""
COLUMNS: Final = (
    Column("序号", align="center", weight=7),
    Column("案件编号", weight=23),
    Column("问题类别", weight=16),
    Column("地点", weight=29),
    Column("责任单位", weight=18),
    Column("处置方式", align="center", weight=12),
    Column("状态", align="center", weight=12),
)


def daily_brief(desk: Desk, asked: Asked) -> Paper:
    """The day that was asked for. Raises UserError for any longer period."""
    if asked.named_period.days != 1:
        raise UserError(NO_DAY)
    day = Period.day(asked.named_period.first, asked.named_period.month_end_day)
    with open_books(desk, day) as books:
        order, head, period = books.order, books.head, books.period
        of = CaseFigures(period, books.today)
        chapters: list[tuple[str, list[Block]]] = [
            ("出动和工作量", work_blocks(books)),
            ("专项行动", campaign_section(order)),
            ("当日发现案件", case_blocks(books, of.cases)),
            ("当日整改案件", case_blocks(books, of.closed_in_period)),
        ]
        pairs = order.beside.pairs
        photos = photo_pages(pairs, photo_facts(books.conn, desk.store.folder, hashes_of(pairs)))
    title = f"{NAME}（{period.title}）"
    return Paper(
        title=title_of(head, title),
        blocks=(
            key_figures(order),
            Heading("总体情况"),
            *paragraphs([summary(order)]),
            *numbered_chapters(chapters),
            head.signatures,
            *photos,
        ),
        organisation=head.bureau,
        period=period.title,
        author=head.bureau,
        subject=title,
        keywords=(NAME, period.title),
        made_at=head.made_at,
    )


def work_blocks(books: Books) -> list[Block]:
    """People, vehicles and counts of the day's logs beside the day before."""
    order = books.order
    if not order.now.logs:
        return [Paragraph("当日没有执法日志。")]
    before = order.previous
    lines = tuple(
        (
            one.name,
            one.unit,
            plain(one.total),
            plain(before.total_of(one.name)) if before is not None else NONE,
        )
        for one in order.now.daily
    )
    table = Table(
        (
            Column("工作项目"),
            Column("单位", align="center"),
            Column("当日", numeric=True),
            Column("前一日", numeric=True),
        ),
        lines,
        caption=f"执法日志汇总表（{order.now.logs}篇）",
    )
    return [*paragraphs([daily_work(order)]), table]


def case_blocks(books: Books, where: Filter) -> list[Block]:
    """The cases let through, by number."""
    found = rows.ids(books.conn, CASES, where, [Sort("number")], today=books.today)
    if not found:
        return []
    keys = ("number", "category", "address", "unit", "handling", "state")
    lines = tuple(
        (str(number), *(books.shown(CASES, row, key) or NONE for key in keys))
        for number, row in enumerate(
            rows.page(books.conn, CASES, found[:MOST], today=books.today), 1
        )
    )
    note = f"共{len(found)}件，只列前{MOST}件。" if len(found) > MOST else ""
    return [Table(COLUMNS, lines, note=note)]
