"""材料收发存表 and 材料领用明细 of a period."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bureau.errors import UserError
from bureau.facilities.ledgers import MATERIALS, REPAIRS, STOCK_MOVES
from bureau.facilities.paper_source import Source
from bureau.facilities.stock.drawing import number
from bureau.facilities.stock.figures_moves import StockLine, issued, stock_figures
from bureau.facilities.stock.figures_stock import IN
from bureau.facilities.stored import Row
from bureau.ledger.query import Sort
from bureau.reports.amounts import amount_text, known_amount
from bureau.reports.paper import Block, Column, Paper, Paragraph, Signatures, Table
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.storage.connection import Reader

SHEET: Final = (
    Column("材料名称", weight=30),
    Column("规格型号", weight=18),
    Column("单位", align="center", weight=9),
    Column("期初", numeric=True, weight=13),
    Column("数量", "收入", numeric=True, weight=13),
    Column("金额(元)", "收入", numeric=True, weight=19),
    Column("数量", "发出", numeric=True, weight=13),
    Column("金额(元)", "发出", numeric=True, weight=19),
    Column("盘盈亏", numeric=True, weight=12),
    Column("数量", "期末", numeric=True, weight=13),
    Column("金额(元)", "期末", numeric=True, weight=19),
)
USED: Final = (
    Column("日期", align="center", weight=16),
    Column("材料名称", weight=28),
    Column("数量", numeric=True, weight=11),
    Column("单位", align="center", weight=9),
    Column("单价(元)", numeric=True, weight=14),
    Column("金额(元)", numeric=True, weight=16),
    Column("维修单号", weight=22),
    Column("用在哪里", weight=32),
    Column("领料人", weight=14),
)
HOW: Final = (
    "期初＋收入－发出＋盘盈亏＝期末。收入、发出的金额按各笔单价，期末金额按材料的参考单价。"
)


def stock_sheet(source: Source, conn: Reader) -> Paper:
    """材料收发存表. Raises UserError where no material is there or moved."""
    found = stock_figures(conn, source.period, source.today)
    if not found.lines:
        raise UserError(f"{source.period.title}没有材料的库存和出入库记录，没有可以打印的。")
    totals = (
        "合计", "", "", "", "", amount_text(found.received_fen), "", amount_text(found.issued_fen),
        "", "", amount_text(found.closing_fen),
    )  # fmt: skip
    unpriced = f"有 {found.unpriced} 笔出入库没有单价，没有计入金额。" if found.unpriced else ""
    return sheet(
        source,
        "材料收发存表",
        [
            Table(SHEET, [line_of(line) for line in found.lines], totals=[totals]),
            Paragraph(HOW + unpriced, "note"),
            Signatures(("制表", "保管员", "审核")),
        ],
    )


def line_of(line: StockLine) -> tuple[str, ...]:
    """One material."""
    return (
        line.name,
        line.spec,
        line.unit,
        number(line.opening),
        quantity(line.received),
        amount(line.received_fen),
        quantity(line.issued),
        amount(line.issued_fen),
        quantity(line.found),
        number(line.closing),
        known_amount(line.closing_fen),
    )


def material_sheet(source: Source, conn: Reader) -> Paper:
    """材料领用明细: each material that went out, for which repair. Raises UserError for none."""
    order = (Sort("moved_on"), Sort("id"))
    ids = rows.ids(conn, STOCK_MOVES, issued(source.period), order, today=source.today)
    moves = rows.page(conn, STOCK_MOVES, ids, today=source.today)
    if not moves:
        raise UserError(f"{source.period.title}没有领用材料的记录，没有可以打印的。")
    today = source.today
    repairs = {
        row["id"]: row for row in rows.page(conn, REPAIRS, referred(moves, "repair"), today=today)
    }
    units = {
        row["id"]: str(row["unit"] or "")
        for row in rows.page(conn, MATERIALS, referred(moves, "material"), today=today)
    }
    lines, total, unpriced = [], 0, 0
    for move in moves:
        sign = -1 if move["way"] == IN else 1
        worth = move["amount_fen"]
        total += sign * worth if isinstance(worth, int) else 0
        unpriced += worth is None
        lines.append(
            (
                str(move["moved_on"]),
                source.shown(STOCK_MOVES, move, "material"),
                number(sign * int(str(move["quantity"]))),
                units.get(move["material"], ""),
                known_amount(move["price_fen"]),
                known_amount(sign * worth if isinstance(worth, int) else None),
                *place_of(source, repairs.get(move["repair"])),
                str(move["person"] or ""),
            )
        )
    totals = ("合计", f"{len(moves)} 笔", "", "", "", amount_text(total), "", "", "")
    note = "数量为负的是退回仓库的。" if any(move["way"] == IN for move in moves) else ""
    note += f"有 {unpriced} 笔没有单价，没有计入金额。" if unpriced else ""
    return sheet(
        source,
        "材料领用明细",
        [
            Table(USED, lines, totals=[totals]),
            *([Paragraph(note, "note")] if note else []),
            Signatures(("制表", "保管员", "审核")),
        ],
    )


def place_of(source: Source, repair: Row | None) -> tuple[str, str]:
    """The number of a repair, and where it was."""
    if repair is None:
        return "", ""
    words = (source.shown(REPAIRS, repair, "road"), str(repair["facility"] or ""))
    return str(repair["number"] or ""), " ".join(filter(None, words))


def referred(moves: list[dict[str, object]], key: str) -> list[int]:
    """The records that moves name, each once."""
    return sorted({value for move in moves if isinstance(value := move[key], int)})


def sheet(source: Source, title: str, blocks: list[Block]) -> Paper:
    """A sheet across."""
    whole = f"{source.period.title}{title}"
    return Paper(
        title=whole,
        blocks=tuple(blocks),
        form="ledger",
        orientation="landscape",
        organisation=source.head.bureau,
        period=source.period.title,
        author=source.head.bureau,
        subject=whole,
        keywords=(*source.keywords, source.period.title),
        made_at=source.head.made_at,
    )


def quantity(hundredths: int) -> str:
    """A quantity, nothing for 0."""
    return number(hundredths) if hundredths else ""


def amount(fen: int) -> str:
    """An amount, nothing for 0."""
    return amount_text(fen) if fen else ""
