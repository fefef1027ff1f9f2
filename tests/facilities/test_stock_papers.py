"""材料收发存表, 材料领用明细, 维修派工单 and 维修验收单: hand-worked figures on paper."""

from __future__ import annotations

import pytest

from bureau.calendar.periods import Period
from bureau.errors import UserError
from bureau.facilities.ledgers import STOCK_MOVES
from bureau.facilities.paper_source import Source
from bureau.facilities.repairs import repairing
from bureau.facilities.repairs.papers import acceptance_sheets, repair_orders
from bureau.facilities.stock.drawing import draw
from bureau.facilities.stock.figures_moves import StockLine, stock_figures
from bureau.facilities.stock.papers import material_sheet, stock_sheet
from bureau.reports.paper import FormTable, Masthead, PageBreak, Paper, Table
from bureau.storage import rows
from tests.facilities.lamp_books import OCTOBER, Lights


def moved(lights: Lights, material: str, *moves: tuple[str, str, str, str]) -> None:
    """Moves as day, way, quantity, price."""
    for day, way, quantity, price in moves:
        lights.add(
            "stock-moves", moved_on=day, material=material, way=way, quantity=quantity,
            price_fen=price,
        )  # fmt: skip


def books(lights: Lights) -> None:
    """Two materials whose October is worked out by hand below."""
    lights.add("materials", name="电缆", unit="m", price_fen="3.35")
    lights.add("materials", name="接触器", unit="个")
    lights.add("materials", name="没动过的", unit="个")
    moved(
        lights, "电缆",
        ("2026-09-01", "入库", "100", "3"), ("2026-09-20", "出库", "20", "3"),
        ("2026-10-02", "入库", "50", "3.5"), ("2026-10-05", "出库", "30.5", "3.35"),
        ("2026-10-10", "盘点", "98", ""), ("2026-10-12", "出库", "8", "3.35"),
        ("2026-11-01", "出库", "5", "3.35"),
    )  # fmt: skip
    moved(lights, "接触器", ("2026-10-03", "入库", "4", ""), ("2026-10-04", "出库", "1", "35"))


def figures(lights: Lights, period: Period = OCTOBER) -> dict[str, StockLine]:
    """The lines of a period by material."""
    with lights.desk.store.snapshot() as conn:
        found = stock_figures(conn, period, lights.desk.today())
    return {line.name: line for line in found.lines}


def test_what_was_there_came_went_and_is_left(lights: Lights) -> None:
    books(lights)
    found = figures(lights)
    assert list(found) == ["电缆", "接触器"]
    cable = found["电缆"]
    # 80 + 50 − 30.5 = 99.5 by the books, counted 98: −1.5; less 8 are 90.
    assert (cable.opening, cable.received, cable.issued, cable.found, cable.closing) == (
        8000, 5000, 3850, -150, 9000,
    )  # fmt: skip
    # 50 × 3.50 = 175.00; 30.5 × 3.35 = 102.175, 102.18, and 8 × 3.35 = 26.80; 90 × 3.35 = 301.50
    assert (cable.received_fen, cable.issued_fen, cable.closing_fen) == (17500, 12898, 30150)
    switch = found["接触器"]
    assert (switch.received_fen, switch.issued_fen, switch.closing_fen, switch.unpriced) == (
        0, 3500, None, 1,
    )  # fmt: skip
    november = figures(lights, Period.month(2026, 11))["电缆"]
    assert (november.opening, november.issued, november.closing) == (9000, 500, 8500)
    with lights.desk.store.snapshot() as conn:
        behind = rows.ids(conn, STOCK_MOVES, cable.moves, today=lights.desk.today())
    assert len(behind) == 4


def source_of(lights: Lights, period: Period = OCTOBER) -> Paper:
    """The stock sheet."""
    with lights.desk.store.snapshot() as conn:
        return stock_sheet(Source.of(lights.desk, conn, period), conn)


def table_of(paper: Paper) -> Table:
    """Its only table."""
    (table,) = [block for block in paper.blocks if isinstance(block, Table)]
    return table


def test_the_sheet_says_it_in_units_and_yuan(lights: Lights) -> None:
    books(lights)
    table = table_of(source_of(lights))
    assert table.rows[0] == (
        "电缆", "", "m", "80", "50", "175.00", "38.5", "128.98", "−1.5", "90", "301.50",
    )  # fmt: skip
    assert table.rows[1][-2:] == ("3", "")
    assert [cell for cell in table.totals[0] if cell] == ["合计", "175.00", "163.98", "301.50"]
    with pytest.raises(UserError, match="没有材料的库存"):
        source_of(lights, Period.month(2025, 1))


def test_each_material_that_went_out_and_for_what(lights: Lights) -> None:
    books(lights)
    lights.lamp("A-1")
    record = lights.repair("2026-10-05", "A-1", road="人民路")
    draw(lights.desk, record, {"materials": "电缆 2m", "moved_on": "2026-10-06", "person": "赵工"})
    lights.add(
        "stock-moves", moved_on="2026-10-08", material="电缆", way="入库", quantity="1",
        price_fen="3.35", repair="WX-2026-0001",
    )  # fmt: skip
    with lights.desk.store.snapshot() as conn:
        table = table_of(material_sheet(Source.of(lights.desk, conn, OCTOBER), conn))
    assert [row[0] for row in table.rows] == [
        "2026-10-04", "2026-10-05", "2026-10-06", "2026-10-08", "2026-10-12",
    ]  # fmt: skip
    assert table.rows[2] == (
        "2026-10-06", "电缆", "2", "m", "3.35", "6.70", "WX-2026-0001", "人民路 A-1", "赵工",
    )  # fmt: skip
    assert table.rows[3][2:6] == ("−1", "m", "3.35", "−3.35")
    # 35.00 + 102.18 + 6.70 − 3.35 + 26.80
    assert table.totals[0][5] == "167.33"


def test_two_short_orders_share_a_page(lights: Lights) -> None:
    short = [lights.repair("2026-10-05", f"A-{n}", description="不亮") for n in range(3)]
    long = lights.repair("2026-10-05", "A-9", description="很长的描述" * 20)
    paper = repair_orders(lights.desk, [short[0], long, short[1], short[2]])
    marks = "".join({Masthead: "M", PageBreak: "|"}.get(type(block), "") for block in paper.blocks)
    assert marks == "M|M|MM"
    with pytest.raises(UserError, match="没有可以打印的维修单"):
        repair_orders(lights.desk, [])


def test_the_acceptance_says_what_it_cost(lights: Lights) -> None:
    books(lights)
    record = lights.repair("2026-10-05", "A-1", repaired_on="2026-10-06", labour_fen="50")
    draw(lights.desk, record, {"materials": "电缆 2m", "moved_on": "2026-10-06"})
    repairing.accept(lights.desk, [record], {"accepted_by": "李工", "acceptance": "合格"})
    paper = acceptance_sheets(lights.desk, [record])
    words = [
        cell.text
        for block in paper.blocks
        if isinstance(block, FormTable)
        for row in block.rows
        for cell in row
    ]
    assert words[words.index("材料费") + 1] == "6.70 元"
    assert words[words.index("费用合计") + 1] == "56.70 元"
    assert words[words.index("验收意见") + 1] == "合格"
