"""年度清查表 with what was seen, damaged, not found and not visited; and blank sheets for walking a road."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final

from bureau.errors import UserError
from bureau.facilities.ledgers import FACILITIES, SIGHTINGS
from bureau.facilities.paper_source import Forms, Source
from bureau.facilities.register.figures_stocktake import PARTS, Line, StockTake, stock_take
from bureau.facilities.register.stocktake import MISSED, RoundOf
from bureau.ledger.query import Ids, Sort
from bureau.reports.change import percent
from bureau.reports.paper import (
    Block,
    Column,
    Heading,
    Masthead,
    Paper,
    Paragraph,
    Signatures,
    Table,
)
from bureau.storage import rows

if TYPE_CHECKING:
    from datetime import date

    from bureau.desk import Desk
    from bureau.storage.connection import Reader

Row = Mapping[str, object]
TITLE: Final = "设施年度清查表"
TOTALS: Final = (*("应清查", "见到", "其中损坏", "查找未见", "尚未清查", "多出", "见到率"),)
UNSEEN: Final = (
    Column("序号", align="center", weight=7),
    Column("设施编号", weight=18),
    Column("类型", weight=14),
    Column("侧别", align="center", weight=9),
    Column("位置", weight=26),
    Column("状态", align="center", weight=9),
    Column("上次见到", align="center", weight=14),
    Column("本次清查", align="center", weight=13),
)
FOUND: Final = (
    Column("序号", align="center", weight=7),
    Column("日期", align="center", weight=19),
    Column("设施、编号", weight=22),
    Column("类型", weight=14),
    Column("路段", weight=16),
    Column("位置", weight=22),
    Column("清查人", align="center", weight=12),
    Column("备注", weight=20),
)
BLANK: Final = (
    Column("序号", align="center", weight=9),
    Column("设施编号", weight=20),
    Column("类型", weight=15),
    Column("侧别", align="center", weight=9),
    Column("位置", weight=24),
    Column("见到", align="center", weight=8),
    Column("损坏", align="center", weight=8),
    Column("未见", align="center", weight=8),
    Column("备注", weight=20),
)
BOX: Final = "□"
SPARE: Final = 5
"""Empty lines of a blank sheet for what has no card."""
MOST_LISTED: Final = 2000
"""Cards that one list of the sheet names; a round that has hardly begun isn't printed whole."""
SIGNERS: Final = ("清查人", "复核人", "单位负责人")
ORDER: Final = (Sort("road"), Sort("kind"), Sort("code"))
NO_ROAD: Final = "未填道路"


def stock_take_sheets(source: Source, conn: Reader) -> Paper:
    """The round of the period's year. Raises UserError where nothing is to be seen."""
    year = source.period.last.year
    found = stock_take(conn, source.names, year, source.today)
    if not found.whole.counts["to_see"] and not found.sightings:
        raise UserError(f"{year} 年没有应清查的设施，也没有清查记录；请先在“设施档案”里建档。")
    blocks: list[Block] = [
        Masthead(TITLE, source.head.bureau, f"{year} 年"),
        Paragraph(said_of(found), "note"),
        totals("一、按设施类型", "设施类型", found.kinds, found.whole),
        totals("二、按道路", "道路", found.roads, found.whole),
        *unseen_list(source, conn, found),
        *damaged_list(source, conn, found),
        *surplus_list(source, conn, found),
        Signatures(SIGNERS, per_line=len(SIGNERS)),
    ]
    return source.paper(TITLE, f"{year} 年", [blocks])


def said_of(found: StockTake) -> str:
    """What the numbers mean, and how far the round has come."""
    counts = found.whole.counts
    return (
        f"应清查 {counts['to_see']:,} 件，见到 {counts['seen']:,} 件，见到率 {percent(found.whole.rate)}；"
        f"清查记录 {found.sightings:,} 条。\n"
        "应清查：年底前建成、没有丢失、废弃、移除的设施，不含回路；见到含损坏的；几次清查有一次见到的算见到。"
    )


def totals(caption: str, head: str, lines: Sequence[Line], whole: Line) -> Table:
    """Lines with their sum."""

    def cells(line: Line) -> tuple[str, ...]:
        numbers = (f"{line.counts[part]:,}" if line.counts[part] else "" for part in PARTS)
        return (line.title, *numbers, percent(line.rate))

    columns = (
        Column(head, weight=26),
        *(Column(title, numeric=True, weight=12) for title in TOTALS),
    )
    return Table(columns, [cells(line) for line in lines], totals=[cells(whole)], caption=caption)


def unseen_list(source: Source, conn: Reader, found: StockTake) -> Iterator[Block]:
    """未见清单 by road: cards in use that nobody has seen in the round."""
    where = found.of.unseen
    ids = rows.ids(conn, FACILITIES, where, ORDER, today=source.today)
    if not ids:
        yield Paragraph("应清查的设施都已见到。")
        return
    looked_for = set(rows.ids(conn, FACILITIES, found.of.having(MISSED), today=source.today))
    yield Heading(f"三、未见清单（{len(ids):,} 件）", 2)
    if len(ids) > MOST_LISTED:
        yield Paragraph(
            f"未见的超过 {MOST_LISTED:,} 件，这里列前 {MOST_LISTED:,} 件；全部见“年度清查”页。",
            "note",
        )
    number = 0
    for road, cards in by_road(source, conn, ids[:MOST_LISTED], source.today):
        body = []
        for row in cards:
            number += 1
            state = "查找未见" if row["id"] in looked_for else "尚未清查"
            body.append((str(number), *card_cells(source, row), *seen_cells(source, row), state))
        yield Table(UNSEEN, body, caption=f"{road}（{len(body):,} 件）", size="compact")


def damaged_list(source: Source, conn: Reader, found: StockTake) -> Iterator[Block]:
    """What was seen damaged."""
    ids = rows.ids(conn, FACILITIES, found.of.damaged, ORDER, today=source.today)[:MOST_LISTED]
    if ids:
        yield Heading(f"四、损坏清单（{len(ids):,} 件）", 2)
        body = [
            (str(number), *card_cells(source, row), *seen_cells(source, row), "损坏")
            for number, row in enumerate(rows.page(conn, FACILITIES, ids, today=source.today), 1)
        ]
        yield Table(UNSEEN, body, size="compact")


def surplus_list(source: Source, conn: Reader, found: StockTake) -> Iterator[Block]:
    """What stood on the road and has no card."""
    sorts = (Sort("road"), Sort("checked_on"))
    ids = rows.ids(conn, SIGHTINGS, found.of.surplus, sorts, today=source.today)[:MOST_LISTED]
    if ids:
        yield Heading(
            f"{'五' if found.whole.counts['damaged'] else '四'}、多出清单（{len(ids):,} 件）", 2
        )
        body = [
            (
                str(number),
                *(
                    source.shown(SIGHTINGS, row, key)
                    for key in ("checked_on", "facility", "kind", "road", "place", "inspector")
                ),
                source.shown(SIGHTINGS, row, "note"),
            )
            for number, row in enumerate(rows.page(conn, SIGHTINGS, ids, today=source.today), 1)
        ]
        yield Table(FOUND, body, size="compact")


def card_cells(forms: Forms, row: Row) -> tuple[str, ...]:
    """Code, kind, side and place of a card."""
    return (
        str(row["code"]),
        forms.shown(FACILITIES, row, "kind"),
        forms.shown(FACILITIES, row, "side"),
        str(row["address"] or row["name"] or ""),
    )


def seen_cells(forms: Forms, row: Row) -> tuple[str, ...]:
    """Its state and when it was last seen."""
    return forms.shown(FACILITIES, row, "state"), str(row["seen_on"] or "")


def by_road(
    forms: Forms, conn: Reader, ids: Collection[int], today: date
) -> Iterator[tuple[str, list[Row]]]:
    """Cards in their order by the road on which they stand."""
    cards = rows.page(conn, FACILITIES, ids, today=today)
    for road, mine in groupby(cards, key=lambda row: row["road"]):
        title = forms.names.label("roads", road) if isinstance(road, int) else NO_ROAD
        yield title, list(mine)


# -- blank, to take along --------------------------------------------------------------------------


def blank_of_round(source: Source, conn: Reader) -> Paper:
    """A sheet for each road with all that the year's round hasn't seen yet. Raises UserError."""
    of = RoundOf(source.period.last.year)
    ids = rows.ids(conn, FACILITIES, of.unseen, ORDER, today=source.today)
    if not ids:
        raise UserError(f"{of.year} 年应清查的设施都已见到，不用再印清查表。")
    return blank_sheets(source, conn, ids, f"{of.year} 年", source.today)


def blank_of_cards(desk: Desk, records: Collection[int]) -> Paper:
    """A sheet for each road of these cards. Raises UserError when there are none."""
    today = desk.today()
    with desk.store.snapshot() as conn:
        ids = rows.ids(conn, FACILITIES, Ids(tuple(records)), ORDER, today=today)
        if not ids:
            raise UserError("没有可以印的设施，请先选中要清查的设施。")
        return blank_sheets(Forms.plain(desk, conn), conn, ids, f"{today.year} 年", today)


def blank_sheets(forms: Forms, conn: Reader, ids: Collection[int], year: str, today: date) -> Paper:
    """Codes in order with boxes to tick, a road on pages of its own."""
    pages = [
        blank_sheet(forms, road, cards, year) for road, cards in by_road(forms, conn, ids, today)
    ]
    return forms.paper("设施清查登记表", year, pages)


def blank_sheet(forms: Forms, road: str, cards: Sequence[Row], year: str) -> list[Block]:
    """One road."""
    body = [
        (str(number), *card_cells(forms, row), BOX, BOX, BOX, "")
        for number, row in enumerate(cards, 1)
    ]
    body += [("多出", *("",) * (len(BLANK) - 1)) for _ in range(SPARE)]
    return [
        Masthead("设施清查登记表", forms.head.bureau, f"{year}　{road}　{len(cards):,} 件"),
        Table(BLANK, body),
        Signatures(("清查人", "清查日期"), per_line=2),
    ]
