"""反弹清单: every place where a problem came back in a period, with the chain of its cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bureau.assessment.stored import day_of
from bureau.calendar.words import names_of, said_with_end
from bureau.ledger.query import All, Between, Sort
from bureau.market.definitions import COUNTED
from bureau.market.figures_rebounds import WorstPlace, chain_of, read_rebounds
from bureau.market.ledgers import CASES
from bureau.month.books import Books, open_books
from bureau.reports.amounts import day_dotted
from bureau.reports.change import NONE
from bureau.reports.paper import Block, Column, Heading, Paper, Paragraph, Table
from bureau.reports.sentences import title_of
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.month.papers import Asked

NAME: Final = "反弹清单"
MOST: Final = 100
"""Places: of more, those with the most returns, and how many there are is said."""
COLUMNS: Final = (
    Column("次序", align="center", weight=17),
    Column("案件编号", weight=18),
    Column("发现时间", align="center", weight=14),
    Column("完成时间", align="center", weight=14),
    Column("责任单位", weight=20),
    Column("处置方式", align="center", weight=12),
    Column("状态", align="center", weight=12),
)


def rebound_list(desk: Desk, asked: Asked) -> Paper:
    """The chains with a return in the period, most returns first."""
    period = asked.named_period
    with open_books(desk, period) as books:
        found = read_rebounds(books.conn, books.period, books.today, limit=MOST)
        blocks: list[Block] = []
        for number, place in enumerate(found.places, 1):
            blocks += [Heading(f"{number}. {place_words(place)}", 2), chain_table(books, place)]
        head, this = books.head, names_of(books.period)[0]
    lead = (
        f"{this}{found.chains}处地点反弹{found.times}次。"
        if found.times
        else f"{this}没有反弹案件。"
    )
    if found.chains > len(found.places):
        lead += f"下列反弹最多的{len(found.places)}处。"
    return Paper(
        title=title_of(head, f"{period.title}{NAME}"),
        blocks=(Paragraph(lead, "lead"), *blocks, head.signatures),
        organisation=head.bureau,
        period=said_with_end(period, desk.today()),
        author=head.bureau,
        subject=f"{period.title}{NAME}",
        keywords=(NAME, period.title),
        made_at=head.made_at,
    )


def place_words(place: WorstPlace) -> str:
    """城东街道 人民路12号 占道经营：本期2次，累计3次，最短间隔4天."""
    where = "　".join(filter(None, (place.town, place.address, place.category)))
    return f"{where}（反弹{place.times}次，累计{place.so_far}次，最短间隔{place.days}天）"


def chain_table(books: Books, place: WorstPlace) -> Table:
    """The cases of a chain up to the period's end, the first one first."""
    last = books.period.last.isoformat()
    chain = chain_of(books.conn, place.latest)
    where = All((COUNTED, chain, Between("found_on", None, last)))
    found = rows.ids(books.conn, CASES, where, [Sort("found_on")], today=books.today)
    lines = []
    for row in rows.page(books.conn, CASES, found, today=books.today):
        nth = row["rebound_nth"]
        lines.append(
            (
                f"第{nth}次反弹" if nth else "首次发现",
                books.shown(CASES, row, "number") or NONE,
                day_dotted(day_of(row, "found_on")),
                day_dotted(day_of(row, "closed_on")) or NONE,
                *(books.shown(CASES, row, key) or NONE for key in ("unit", "handling", "state")),
            )
        )
    return Table(COLUMNS, tuple(lines))
