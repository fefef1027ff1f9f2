"""How much of a material is there: the last stock-take and what came and went since."""

from __future__ import annotations

IN, OUT, COUNTED = 7701, 7702, 7703
"""Catalogue ids of 入库, 出库 and 盘点."""

_LAST_COUNT = (
    "(SELECT k.moved_on AS day, k.id FROM stock_moves k WHERE k.material = t.id"
    f" AND k.way = {COUNTED} ORDER BY k.moved_on DESC, k.id DESC LIMIT 1)"
)
STOCK = (
    f"(SELECT coalesce(sum(CASE m.way WHEN {OUT} THEN -m.quantity ELSE m.quantity END), 0)"
    f" FROM stock_moves m LEFT JOIN {_LAST_COUNT} c WHERE m.material = t.id AND m.way IN"
    f" ({IN}, {OUT}, {COUNTED}) AND (c.id IS NULL OR (m.moved_on, m.id) >= (c.day, c.id)))"
)
"""SQL over a row of materials: its stock in hundredths of its unit.

What is entered for the day of a stock-take after it counts as moved after it.
"""
SHORT = f"CASE WHEN {STOCK} < 0 THEN 2 WHEN t.low IS NOT NULL AND {STOCK} <= t.low THEN 1 END"
"""SQL over a row of materials: 2 when less than nothing is there by the books, 1 when it is low."""


def amount_of(moves: str) -> str:
    """SQL over a move: quantity × price in 分, halves rounded up; blank without a price."""
    return f"(({moves}.quantity * {moves}.price_fen * 2 + 100) / 200)"


AMOUNT = amount_of("t")
"""SQL over a row of stock moves: what it is worth in 分, at its own price."""
DRAWN = (
    f"(SELECT sum(CASE d.way WHEN {OUT} THEN {amount_of('d')} WHEN {IN} THEN -{amount_of('d')} END)"
    " FROM stock_moves d WHERE d.repair = t.id)"
)
"""SQL over a repair: what was drawn from the stock for it in 分, less what was brought back."""
