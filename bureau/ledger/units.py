"""Units as written against units of fields: same, convertible, or not to be mixed."""

from __future__ import annotations

from decimal import Decimal

from bureau.ledger.entry import EntryFault
from bureau.ledger.lenient.texts import fold

_SIZES = {
    "length": {
        "mm": 1,
        "毫米": 1,
        "cm": 10,
        "厘米": 10,
        "公分": 10,
        "m": 1000,
        "米": 1000,
        "延米": 1000,
        "延长米": 1000,
        "km": 1_000_000,
        "公里": 1_000_000,
        "千米": 1_000_000,
    },
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
    "time": {"分钟": 1, "min": 1, "小时": 60, "h": 60, "学时": 60},
    "days": {"天": 1, "日": 1, "工作日": 1},
    "power": {"w": 1, "瓦": 1, "kw": 1000, "千瓦": 1000},
    "money": {"元": 1, "万元": 10_000},
}
"""Units of measure by kind, each in the smallest. All others count."""


def size(unit: str) -> tuple[str, int] | None:
    """Kind and size of a unit of measure, None for counted things (起, 处, 台次)."""
    word = fold(unit)
    if len(word) > 1:
        word = word.removeprefix("个")
    for kind, sizes in _SIZES.items():
        if word in sizes:
            return kind, sizes[word]
    return None


def compatible(one: str, other: str) -> bool:
    """Whether numbers in both units can stand in one column as they are: 辆 and 台次, ㎡ and 平方米."""
    return not one or not other or fold(one) == fold(other) or size(one) == size(other)


def factor(given: str, wanted: str) -> Decimal | None:
    """What turns numbers in `given` into `wanted`; None when they can't be turned exactly."""
    sizes = comparable(given, wanted)
    if sizes is None:
        return None
    found = Decimal(sizes[0]) / Decimal(sizes[1])
    return found if found * sizes[1] == sizes[0] else None


def turned(number: Decimal, given: str, wanted: str) -> Decimal:
    """A number written in `given` in the unit `wanted`; counting words may differ. Raises EntryFault.

    Between 台次, 辆次, 处 and 起 no one draws a line; 30厘米 are 0.3 of a field in m.
    """
    if not given or (size(given) is None and size(wanted) is None):
        return number
    sizes = comparable(given, wanted) if wanted else None
    if sizes is None:
        there = f"这一列的单位是“{wanted}”" if wanted else "这一列没有单位"
        raise EntryFault(f"写的单位是“{given}”，{there}", "请换算后只填数字")
    return number * sizes[0] / sizes[1]


def comparable(given: str, wanted: str) -> tuple[int, int] | None:
    """How large two units are beside each other, None where they measure different things."""
    if compatible(given, wanted):
        return 1, 1
    one, other = size(given), size(wanted)
    return (one[1], other[1]) if one and other and one[0] == other[0] else None
