"""Places on the map, and marks that are given or taken, as people write them."""

from __future__ import annotations

import re

from bureau.ledger.entry import EntryFault, Raw
from bureau.ledger.lenient.numbers import Quantity, parse_decimal, parse_quantity, to_scaled
from bureau.ledger.lenient.texts import tidy

_SPOKEN = re.compile(r"(?P<way>扣减?|减|倒扣|加|奖)(?:分)?[:：]? ?(?P<number>[+＋]?[^-−—－负]+)")
"""扣2分, 加1.5; a minus behind the word would say it twice."""


def parse_point(text: str) -> str:
    """Longitude and latitude in degrees: `119.123456,26.123456`. Raises EntryFault."""
    parts = [part for part in text.replace("，", ",").replace(" ", ",").split(",") if part]
    if len(parts) != 2:
        raise EntryFault("坐标要有经度和纬度两个数", "请写成 119.123456,26.123456")
    east, north = (to_scaled(parse_decimal(part), 6) for part in parts)
    if not (73_000_000 <= east <= 136_000_000 and 3_000_000 <= north <= 54_000_000):
        raise EntryFault("坐标不在国内", "请按“经度,纬度”的次序填写")
    return ",".join(f"{degrees // 10**6}.{degrees % 10**6:06}" for degrees in (east, north))


def parse_marks(raw: Raw) -> Quantity:
    """A number that may be spoken of as given or taken: 扣2分 → -2, 加1分 → 1. Raises EntryFault."""
    spoken = _SPOKEN.fullmatch(tidy(raw)) if isinstance(raw, str) else None
    if spoken is None:
        return parse_quantity(raw)
    number, unit = parse_quantity(spoken["number"])
    return Quantity(number if spoken["way"] in "加奖" else -number, unit)
