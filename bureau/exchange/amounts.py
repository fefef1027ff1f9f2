"""Cells with several amounts, or with words around one: 3车约2吨, LED光源1套, 约2吨."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from unicodedata import normalize

from bureau.ledger.lenient.texts import tidy

_ABOUT: Final = "约|大约|近|约计|左右|估计|大概"
_AMOUNT: Final = re.compile(
    rf"(?P<about>{_ABOUT})?(?P<number>\d+(?:\.\d+)?)(?P<unit>[\u4e00-\u9fff㎡]{{1,3}}?)"
    rf"(?P<after>左右|上下)?(?=$|[\s,，、;；(（]|{_ABOUT}|\d)"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """One number with its unit; `about` where it is said to be no exact one."""

    number: Decimal
    unit: str
    about: bool


@dataclass(frozen=True, slots=True)
class Amounts:
    """The amounts of a cell in their order, and the words beside them."""

    amounts: Sequence[Amount]
    words: str


def amounts_in(raw: object) -> Amounts | None:
    """What a cell counts; None where it has no number with a unit."""
    if not isinstance(raw, str):
        return None
    text = normalize("NFKC", tidy(raw)).replace(" ", "")
    found = list(_AMOUNT.finditer(text))
    if not found:
        return None
    words = _AMOUNT.sub("", text).strip(",、;()")
    if re.search(r"\d", words):
        return None
    return Amounts(
        [
            Amount(Decimal(one["number"]), one["unit"], bool(one["about"] or one["after"]))
            for one in found
        ],
        words,
    )
