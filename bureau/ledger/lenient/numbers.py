"""Numbers in the many ways that people write them, exactly; nothing passes through a float."""

from __future__ import annotations

import re
from datetime import date, time
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

from bureau.ledger.entry import EntryFault, Raw
from bureau.ledger.lenient.numerals import NUMERAL, read_numeral
from bureau.ledger.lenient.texts import refuse_error_value, tidy

_MULTIPLIERS = {"百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "十亿": 9}
_NUMBER = re.compile(
    r"(?P<sign>[-+]?)(?P<money>[￥¥]?)(?P<sign2>[-+]?)"
    rf"(?:(?P<digits>\d+(?:,\d+)*(?:\.\d*)?|\.\d+)(?P<power>e[-+]?\d+)?"
    # 3千米 and 5百克 are units, not thousands and hundreds
    r" ?(?P<times>百万|千万|十万|十亿|[万亿]|[百千](?![米克瓦伏帕升]))?"
    rf"|(?P<numeral>[{NUMERAL}]+)(?:点(?P<spoken>[{NUMERAL}]+))?) ?(?P<unit>.*)",
    re.I,
)
_TOTAL = re.compile(r"^(?:共计|合计|总计|累计|小计|一共|总共|共|计)[:：]? ?")
_ABOUT = re.compile(
    r"大约|大概|约|将近|接近|近|左右|上下|余|多|几|^数|若干|不到|不足|超过|以上|以下|以内|至少|最多|估计|估|许"
)
_MINUS = str.maketrans(
    {"−": "-", "–": "-", "—": "-", "－": "-", "负": "-", "，": ",", "．": ".", "＋": "+"}
)
_CENTS = re.compile(
    rf"(?P<sign>-?)(?:(?P<yuan>[\d,.{NUMERAL}]+)[元圆块])?零?(?:(?P<jiao>[\d{NUMERAL}])[角毛])?零?"
    rf"(?:(?P<fen>[\d{NUMERAL}])分)?[整正]?"
)

_LIMIT = Decimal(10**17)
"""SQLite's integers end a little above; no sum of a county comes near."""


class Quantity(NamedTuple):
    """A number and the unit written behind it (% included, empty when none)."""

    number: Decimal
    unit: str


def parse_decimal(raw: Raw, *, unit: str = "", percent: bool = False) -> Decimal:
    """The exact number that `raw` means: digits, 1.2万, plain numerals. Raises EntryFault.

    A sum may carry 元 or ￥; any other unit must be `unit`. `percent` lets 98.5% stand for 98.5.
    """
    number, found = parse_quantity(raw)
    if found in ("", "元", tidy(unit)) or (percent and found == "%"):
        return number
    raise EntryFault(f"“{_shown(raw)}”里有单位“{found}”", f"请只写数字，如 {plain_text(number)}")


def parse_quantity(raw: Raw) -> Quantity:
    """The exact number and the unit behind it: 8台次 → (8, 台次), 1.2万元 → (12000, 元)."""
    if isinstance(raw, bool | date | time):
        raise EntryFault(f"“{_shown(raw)}”不是数", "请写成数字")
    if isinstance(raw, float) and raw.is_integer():
        return Quantity(_sized(Decimal(int(raw))), "")
    if isinstance(raw, int | float | Decimal):
        number = Decimal(repr(raw)) if isinstance(raw, float) else Decimal(raw)
        if not number.is_finite():
            raise EntryFault("这一格不是数", "请写成数字")
        return Quantity(_sized(number), "")
    text = tidy(raw) if raw is not None else ""
    if not text:
        raise EntryFault("没有填数", "请写成数字")
    refuse_error_value(text)
    number, unit = _read(text, _TOTAL.sub("", text.translate(_MINUS)))
    return Quantity(_sized(number), unit)


def _sized(number: Decimal) -> Decimal:
    """`number` when it is neither huge nor tiny beyond sense, as 1e999 and 1e-999 are."""
    if number and abs(number.adjusted()) > 30:
        raise EntryFault("数字太大或太小", "请核对数字")
    return number


def to_scaled(number: Decimal, scale: int) -> int:
    """`number` × 10^scale as an integer. Raises EntryFault when it has more decimals.

    Dust of a spreadsheet's binary arithmetic (46.300000000000004) is rounded off, half up.
    """
    shifted = number.scaleb(scale)
    whole = shifted.to_integral_value(ROUND_HALF_UP)
    if not -_LIMIT < whole < _LIMIT:
        raise EntryFault("数字太大", "请核对数字")
    if whole == shifted:
        return int(whole)
    # Fifteen digits are what Excel shows; more can only come from arithmetic.
    tolerance = max(abs(shifted), Decimal(1).scaleb(scale)).scaleb(-12)
    dust = len(number.as_tuple().digits) >= 15 and abs(shifted - whole) <= tolerance
    if not dust:
        limit = f"最多 {scale} 位小数" if scale else "要是整数"
        raise EntryFault(f"{plain_text(number)} 的小数位太多，这一项{limit}", "请核对数字")
    return int(whole)


def parse_money_fen(raw: Raw, unit: str = "元") -> int:
    """An amount in 分. A bare number is in `unit` (元 or 万元), a number with 元 or 万 in 元.

    Also reads 12元5角 and capitals (壹仟零伍元整). Raises EntryFault.
    """
    if isinstance(raw, str):
        in_parts = _yuan_and_cents(tidy(raw).translate(_MINUS).replace(" ", ""))
        if in_parts is not None:
            return in_parts
    number, found = parse_quantity(raw)
    if found not in ("", "元", "圆", "块"):
        raise EntryFault(
            f"“{_shown(raw)}”里有单位“{found}”", f"请只写数字，如 {plain_text(number)}"
        )
    # 1.2万 in a column of 万元 says its own size.
    bare = not found and not (isinstance(raw, str) and re.search("[百千万亿￥¥]", tidy(raw)))
    return to_scaled(number.scaleb(4) if bare and unit == "万元" else number, 2)


def plain_text(number: Decimal) -> str:
    """The number in digits without exponent or needless zeros: 1.20E+3 → 1200."""
    return format(number.normalize(), "f") if number else "0"


@lru_cache(maxsize=4096)
def _read(shown: str, text: str) -> Quantity:
    """The number and unit in `text`; `shown` is what the clerk wrote."""
    bracketed = re.fullmatch(r"[(（]([￥¥]?[\d,.]+[万亿]?)[)）]", text)
    if bracketed:
        number, unit = _read(shown, bracketed[1])
        return Quantity(-number, unit)
    match = _NUMBER.fullmatch(text)
    if match is None or _ABOUT.search(text):
        return _refuse(shown, text)
    unit = match["unit"].strip()
    if re.fullmatch(r"[(（][^()（）]*[)）]", unit):
        unit = unit[1:-1]
    if re.search(r"\d", re.sub(r"^(?:[kcdm]?m)[23]$", "", unit)) or len(unit) > 8:
        return _refuse(shown, text)
    number = _digits(shown, match) if match["digits"] else _numeral(shown, match)
    if "-" in (match["sign"], match["sign2"]):
        number = -number
    if match["money"] and not unit:
        unit = "元"
    return Quantity(number, {"圆": "元", "％": "%"}.get(unit, unit))


def _digits(shown: str, match: re.Match[str]) -> Decimal:
    """A number in digits, its thousands separators checked."""
    digits = match["digits"]
    if "," in digits and not re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d*)?", digits):
        raise EntryFault(
            f"“{shown}”里的逗号看不懂", f"请写成 {digits.replace(',', '.', 1)} 或去掉逗号"
        )
    number = Decimal(digits.replace(",", "") + (match["power"] or ""))
    return number.scaleb(_MULTIPLIERS.get(match["times"] or "", 0))


def _numeral(shown: str, match: re.Match[str]) -> Decimal:
    """A number in Chinese numerals: 一百零五, 三点五."""
    whole = read_numeral(match["numeral"])
    decimals = [read_numeral(letter) for letter in match["spoken"] or ""]
    if whole is None or any(digit is None or digit > 9 for digit in decimals):
        raise EntryFault(f"“{shown}”不是确切的数", "请写成数字，如 20")
    return Decimal(f"{whole}.{''.join(map(str, decimals))}")


def _refuse(shown: str, text: str) -> Quantity:
    """Raise EntryFault for what is no single exact number, suggesting the number it may mean."""
    exact = _ABOUT.sub("", text)
    if len(re.findall(r"\d[\d,.]*", re.sub(r"m[23]", "", exact))) > 1:
        raise EntryFault(f"“{shown}”里不止一个数", "请分开填写，一格只写一个数")
    match = _NUMBER.fullmatch(exact) if exact != text else None
    if match:
        try:
            likely = plain_text(_read(shown, exact).number)
        except EntryFault:
            likely = "20"
        raise EntryFault(f"“{shown}”不是确切的数", f"请写成数字，如 {likely}")
    if exact != text:
        raise EntryFault(f"“{shown}”不是确切的数", "请写成数字，如 20")
    raise EntryFault(f"“{shown}”不是数", "请写成数字，如 20")


def _yuan_and_cents(text: str) -> int | None:
    """An amount spelled with 角 or 分, or in capitals, in 分; None when `text` isn't one."""
    match = _CENTS.fullmatch(text.removeprefix("人民币").lstrip(":："))
    if match is None or not any(match[part] for part in ("yuan", "jiao", "fen")):
        return None
    yuan = to_scaled(parse_decimal(match["yuan"]), 2) if match["yuan"] else 0
    tens, ones = (
        to_scaled(parse_decimal(match[part]), 0) if match[part] else 0 for part in ("jiao", "fen")
    )
    if max(tens, ones) > 9 or ((match["jiao"] or match["fen"]) and yuan % 100):
        return None
    total = yuan + tens * 10 + ones
    return -total if match["sign"] else total


def _shown(raw: Raw) -> str:
    text = str(raw).strip()
    return text if len(text) <= 20 else text[:19] + "…"
