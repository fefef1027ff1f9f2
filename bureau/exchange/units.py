"""Units in headings against units of fields: same, convertible, or not to be mixed."""

from __future__ import annotations

from decimal import Decimal

from bureau.ledger.lenient.texts import fold

_SIZES = {
    "length": {"m": 1, "米": 1, "km": 1000, "公里": 1000, "千米": 1000},
    "area": {
        "m2": 1,
        "平方米": 1,
        "平米": 1,
        "平方": 1,
        "万平方米": 10_000,
        "万m2": 10_000,
        "公顷": 10_000,
        "平方公里": 1_000_000,
        "km2": 1_000_000,
    },
    "weight": {"kg": 1, "公斤": 1, "千克": 1, "吨": 1000, "t": 1000},
    "volume": {"m3": 1, "立方米": 1, "立方": 1, "方": 1},
    "land": {"亩": 1},
    "time": {"小时": 1, "h": 1, "分钟": 0, "天": 0},
    "money": {"元": 1, "万元": 10_000},
}
"""Units of measure by kind, each in the smallest; 0 where it doesn't convert. All others count."""


def size(unit: str) -> tuple[str, int] | None:
    """Kind and size of a unit of measure, None for counted things (起, 处, 台次)."""
    word = fold(unit)
    for kind, sizes in _SIZES.items():
        if word in sizes:
            return kind, sizes[word]
    return None


def compatible(one: str, other: str) -> bool:
    """Whether numbers in both units can stand in one column as they are: 辆 and 台次, ㎡ and 平方米."""
    return not one or not other or fold(one) == fold(other) or size(one) == size(other)


def factor(given: str, wanted: str) -> Decimal | None:
    """What turns numbers in `given` into `wanted`; None when they can't be turned exactly."""
    if compatible(given, wanted):
        return Decimal(1)
    one, other = size(given), size(wanted)
    if one is None or other is None or one[0] != other[0] or not one[1] or not other[1]:
        return None
    return Decimal(one[1]) / Decimal(other[1])
