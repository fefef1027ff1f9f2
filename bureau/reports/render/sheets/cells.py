"""What a printed cell is in a workbook: a number with the look it has on paper, or a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

MINUS: Final = "−"
NUMBER: Final = re.compile(
    r"(?P<sign>[+\-−＋]?)(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<part>\d+))?(?P<percent>[%％]?)"
)
MOST_DIGITS: Final = 15
"""A workbook keeps no more of a number."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and the format that shows it as the paper does."""

    value: float
    format: str


def amount_of(text: str) -> Amount | None:
    """1,234.50 or −3.2% as a number; nothing for a dash, a word, or a code like 007."""
    found = NUMBER.fullmatch(text.strip())
    if found is None:
        return None
    digits = found["digits"].replace(",", "")
    part = found["part"] or ""
    if len(digits + part) > MOST_DIGITS or (len(digits) > 1 and digits.startswith("0")):
        return None
    value = Decimal(f"{digits}.{part}" if part else digits)
    negative = found["sign"] in ("-", MINUS) and found["sign"]
    shown = "#,##0" if "," in found["digits"] else "0"
    shown += f".{'0' * len(part)}" if part else ""
    if found["percent"]:
        value = value.scaleb(-2)
        shown += "%"
    plus = "+" if found["sign"] in ("+", "＋") and found["sign"] else ""
    return Amount(float(-value if negative else value), f"{plus}{shown};{MINUS}{shown}")


def wide(text: str) -> int:
    """How many Latin characters the widest line of a text takes."""
    return max(
        sum(2 if ord(one) > 0x2E7F or one in "—…“”" else 1 for one in line)
        for line in text.split("\n")
    )
