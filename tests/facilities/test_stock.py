"""Materials drawn for a repair from words, what they cost it, moves of the stock and what runs low."""

from __future__ import annotations

import pytest

from bureau.errors import UserError
from bureau.facilities.figures import document
from bureau.facilities.ledgers import MATERIALS
from bureau.facilities.repairs import repairing
from bureau.facilities.stock import moves
from bureau.facilities.stock.drawing import draw, read_materials
from bureau.facilities.stock.figures_stock import COUNTED, IN, OUT
from bureau.storage import rows
from bureau.storage.undo import next_undo, undo
from tests.facilities.lamp_books import Lights


def shelf(lights: Lights) -> tuple[int, int, int]:
    """Two kinds of light sources and a cable: 5 sets at 120 元, 3 at 200 元, 100 m at 3.35 元."""
    small = lights.add("materials", name="LED光源 100W", unit="套", price_fen="120", low="2")
    large = lights.add("materials", name="LED光源 200W", unit="套", price_fen="200")
    cable = lights.add("materials", name="电缆", unit="m", price_fen="3.35", aliases="VV4×16电缆")
    for material, quantity in ((small, "5"), (large, "3"), (cable, "100")):
        moves.move(lights.desk, material, IN, {"quantity": quantity, "moved_on": "2026-10-01"})
    return small, large, cable


def reading(lights: Lights, words: str) -> tuple[list[tuple[str, int]], tuple[str, ...]]:
    """What words come to."""
    with lights.desk.store.snapshot() as conn:
        found = read_materials(conn, words, lights.desk.today())
    return [(one.name, one.quantity) for one in found.drawn], found.strange


def test_words_of_materials(lights: Lights) -> None:
    shelf(lights)
    assert reading(lights, "LED光源 100W 1套、电缆20m") == (
        [("LED光源 100W", 100), ("电缆", 2000)], (),
    )  # fmt: skip
    assert reading(lights, "VV4×16电缆 1.5；电缆x2") == ([("电缆", 350)], ())
    assert reading(lights, "200W 2套") == ([("LED光源 200W", 200)], ())  # the only one with 200W
    assert reading(lights, "LED光源1套、接触器、螺丝 3 个、电缆 2卷，电缆") == (
        [],
        (
            "LED光源1套（有几种：“LED光源 100W”、“LED光源 200W”，请写明规格）",
            "接触器（看不懂，要写名称和数量）",
            "螺丝 3 个（材料清单里没有）",
            "电缆 2卷（“电缆”的单位是m）",
            "电缆（没有写数量）",
        ),
    )


def test_what_is_drawn_is_the_cost_of_materials_once_the_repair_is_done(lights: Lights) -> None:
    small, _, cable = shelf(lights)
    record = lights.repair("2026-10-05", "A-1")
    taken = draw(
        lights.desk, record, {"materials": "LED光源 100W 2套、电缆 20.5m", "moved_on": "2026-10-06"}
    )
    # 2 × 120.00 + 20.5 × 3.35 = 240.00 + 68.675, a half rounded up
    assert taken.sentence == "已为 WX-2026-0001 领料 2 种，共 308.68 元。"
    row = lights.row("repairs", record)
    assert (row["drawn_fen"], row["cost_fen"]) == (30868, None)  # an open one carries no cost
    assert row["materials"] == "LED光源 100W 2套、电缆 20.5m"
    assert [lights.row("materials", one)["stock"] for one in (small, cable)] == [300, 7950]
    repairing.mend(
        lights.desk,
        [record],
        {"repairer": "王师傅", "work": "换", "labour_fen": "50", "repaired_on": "2026-10-06"},
    )
    assert lights.row("repairs", record)["cost_fen"] == 35868
    assert document(lights.figures())["repairs"] == {"count": 1, "open": 0, "cost_fen": 35868}
    # One metre and a half comes back: 1.5 × 3.35 = 5.025, 5.03.
    lights.add(
        "stock-moves", moved_on="2026-10-07", material="电缆", way="入库", quantity="1.5",
        price_fen="3.35", repair="WX-2026-0001",
    )  # fmt: skip
    assert lights.row("repairs", record)["cost_fen"] == 35868 - 503
    last = next_undo(lights.desk, lights.desk.store.reader())
    assert last is not None
    undo(lights.desk, last.ref)
    assert lights.row("repairs", record)["drawn_fen"] == 30868


def test_typed_costs_go_before_what_was_drawn(lights: Lights) -> None:
    shelf(lights)
    record = lights.repair("2026-10-05", "A-1", repaired_on="2026-10-06", labour_fen="10")
    draw(lights.desk, record, {"materials": "LED光源 200W 1套"})
    assert lights.row("repairs", record)["cost_fen"] == 21000
    other = lights.repair(
        "2026-10-05", "A-2", repaired_on="2026-10-06", materials_fen="90", labour_fen="10"
    )
    draw(lights.desk, other, {"materials": "LED光源 200W 1套"})
    assert lights.row("repairs", other)["cost_fen"] == 10000
    third = lights.repair("2026-10-05", "A-3", repaired_on="2026-10-06", stated_fen="77")
    draw(lights.desk, third, {"materials": "LED光源 200W 1套"})
    assert lights.row("repairs", third)["cost_fen"] == 7700


def test_nothing_is_drawn_while_a_word_is_not_understood(lights: Lights) -> None:
    small, _, _ = shelf(lights)
    record = lights.repair("2026-10-05", "A-1", materials="LED光源 100W 1套、接线盒 2个")
    with pytest.raises(UserError, match="接线盒 2个（材料清单里没有）"):
        draw(lights.desk, record, {})
    assert lights.row("materials", small)["stock"] == 500
    repairing.void(lights.desk, [record], {"void_reason": "现场正常"})
    with pytest.raises(UserError, match="现在是“误报”，不能领料"):
        draw(lights.desk, record, {"materials": "电缆 1m"})


def test_a_stock_below_nothing_is_told(lights: Lights) -> None:
    small, _, _ = shelf(lights)
    record = lights.repair("2026-10-05", "A-1")
    taken = draw(lights.desk, record, {"materials": "LED光源 100W 7套"})
    assert taken.sentence.endswith("LED光源 100W账面已为负，请补登入库或盘点。")
    row = lights.row("materials", small)
    assert (row["stock"], row["is_low"]) == (-200, 2)
    with lights.desk.store.snapshot() as conn:
        assert list(rows.ids(conn, MATERIALS, moves.LOW, today=lights.desk.today())) == [small]
    counted = moves.move(lights.desk, small, COUNTED, {"quantity": "4"})
    assert counted.sentence == "LED光源 100W 已盘点，库存 −2 → 4 套。"
    assert lights.row("materials", small)["is_low"] is None
    typed = {"material": "LED光源 100W", "way": "出库", "quantity": "4.5", "moved_on": "2026-11-09"}
    said = moves.advise(lights.desk, typed, None)
    assert said.price == 12000
    assert said.warning.startswith("LED光源 100W 库存 4，出库 4.5 后账面为负")
    assert moves.advise(lights.desk, typed | {"quantity": "4"}, None).warning == ""


def test_handed_out_at_a_price_of_its_own(lights: Lights) -> None:
    small, _, _ = shelf(lights)
    record = lights.repair("2026-10-05", "A-1", repaired_on="2026-10-06")
    given = {"quantity": "1", "price_fen": "99.5", "repair": "WX-2026-0001"}
    assert moves.move(lights.desk, small, OUT, given).after == 400
    assert lights.row("repairs", record)["cost_fen"] == 9950
    with pytest.raises(UserError, match="请填写数量"):
        moves.move(lights.desk, small, OUT, {})
