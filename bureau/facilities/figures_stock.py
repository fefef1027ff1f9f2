"""How much of a material is there: the last stock-take and what came and went since."""

from __future__ import annotations

IN, OUT, COUNTED = 7701, 7702, 7703
"""Catalogue ids of 入库, 出库 and 盘点."""

_SINCE = (
    "FROM stock_moves m WHERE m.material = t.id AND (m.moved_on, m.id) > (SELECT"
    " coalesce(max(k.moved_on), ''), coalesce(max(k.id), 0) FROM stock_moves k"
    f" WHERE k.material = t.id AND k.way = {COUNTED} AND k.moved_on = (SELECT max(l.moved_on)"
    f" FROM stock_moves l WHERE l.material = t.id AND l.way = {COUNTED}))"
)
_TAKEN = (
    f"(SELECT k.quantity FROM stock_moves k WHERE k.material = t.id AND k.way = {COUNTED}"
    " ORDER BY k.moved_on DESC, k.id DESC LIMIT 1)"
)
STOCK = (
    f"(coalesce({_TAKEN}, 0) + coalesce((SELECT sum(CASE m.way WHEN {IN} THEN m.quantity"
    f" WHEN {OUT} THEN -m.quantity ELSE 0 END) {_SINCE}), 0))"
)
"""SQL over a row of materials: its stock in hundredths of its unit.

What is entered for the day of a stock-take after it counts as moved after it.
"""
LOW = f"CASE WHEN t.low IS NOT NULL AND {STOCK} <= t.low THEN 1 END"
"""SQL over a row of materials: 1 when no more is there than the warning says."""
