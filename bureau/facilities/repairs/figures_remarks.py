"""What is told of a repair rather than refused: a second open one of a lamp, another road, no repairer."""

from __future__ import annotations

TWICE, OTHER_ROAD, NOBODY = 1, 2, 3
"""Values of `remark`: 重复报修, 路段不符, 无维修人."""

REMARK = (
    "CASE WHEN t.void IS NOT NULL THEN NULL WHEN t.repaired_on IS NULL AND EXISTS (SELECT 1 FROM"
    " repairs o WHERE o.asset = t.asset AND o.repaired_on IS NULL AND o.void IS NULL"
    f" AND o.id <> t.id) THEN {TWICE} WHEN EXISTS (SELECT 1 FROM facilities f WHERE f.id = t.asset"
    f" AND f.road <> t.road) THEN {OTHER_ROAD}"
    f" WHEN t.repaired_on IS NOT NULL AND t.repairer IS NULL THEN {NOBODY} END"
)
"""SQL over a repair: what was told rather than refused, as files of past years bring it."""
