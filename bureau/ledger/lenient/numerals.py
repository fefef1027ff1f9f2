"""Chinese numerals: 二十, 一百零五, 壹仟贰佰 read as integers, and amounts written in capitals."""

from __future__ import annotations

DIGITS = {
    **dict.fromkeys("零〇○◯", 0),
    **{letter: value for value, letter in enumerate("一二三四五六七八九", 1)},
    **{letter: value for value, letter in enumerate("壹贰叁肆伍陆柒捌玖", 1)},
    **{letter: value for value, letter in enumerate("壱贰参", 1)},
    "两": 2,
    "貳": 2,
    "參": 3,
    "陸": 6,
}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
NUMERAL = "".join((*DIGITS, *_TENS, *_MYRIADS, "廿卅"))
"""All characters of which a numeral may consist, for use inside a character class."""


def read_numeral(text: str) -> int | None:
    """The exact number that `text` spells, None when it doesn't spell one.

    Strict on purpose: 三五 (three or five), 十几 and 一百五 are no exact numbers.
    """
    text = text.replace("廿", "二十").replace("卅", "三十")
    if not text or any(letter not in NUMERAL for letter in text):
        return None
    for myriad in ("亿億", "万萬"):
        place = max(text.rfind(letter) for letter in myriad)
        if place >= 0:
            weight = _MYRIADS[text[place]]
            upper = read_numeral(text[:place])
            rest = text[place + 1 :]
            lower = _lower_part(rest, weight) if rest else 0
            return None if upper is None or lower is None or upper == 0 else upper * weight + lower
    return _below_myriad(text)


def _lower_part(text: str, weight: int) -> int | None:
    """What stands behind 万 or 亿; smaller than `weight`, with 零 before a gap."""
    value = read_numeral(text.lstrip("零〇○◯"))
    if value is None or value >= weight or value == 0:
        return None
    # 一万五 means 15,000 in speech: not exact enough to be taken for 10,005.
    return None if value < weight // 10 and text[0] not in "零〇○◯" else value


def _below_myriad(text: str) -> int | None:
    """A numeral without 万 and 亿, such as 九千零五十."""
    if len(text) == 1 and text in DIGITS:
        return DIGITS[text]
    total, last, gap = 0, 10_000, False
    position = 0
    while position < len(text):
        letter = text[position]
        if DIGITS.get(letter) == 0:
            if gap or position == 0:
                return None
            gap, position = True, position + 1
            continue
        digit = DIGITS.get(letter, 0)
        if digit:
            position += 1
        elif not (letter in "十拾" and (position == 0 or gap or last == 100)):
            return None
        weight = _TENS.get(text[position : position + 1], 1)
        if weight >= last or (total and (weight < last // 10) != gap):
            return None
        position += weight > 1
        total, last, gap = total + (digit or 1) * weight, weight, False
        if weight == 1:
            break
    return total if position == len(text) and not gap else None


def read_year_digits(text: str) -> int | None:
    """A year spelled digit by digit: 二〇二六 → 2026; also with a letter O for the zero."""
    digits = [DIGITS.get("〇" if letter in "Oo0ΟО" else letter) for letter in text]
    if len(digits) not in (2, 4) or any(digit is None for digit in digits):
        return None
    return int("".join(map(str, digits)))


def rmb_upper(fen: int) -> str:
    """An amount in 分 in capitals, as on vouchers: 100500 → 壹仟零伍元整.

    Rules of 支付结算办法 annex 1: 整 after 元 and after 角, none after 分; one 零 for a gap.
    """
    if fen == 0:
        return "零元整"
    yuan, rest = divmod(abs(fen), 100)
    jiao, cents = divmod(rest, 10)
    words = "负" if fen < 0 else ""
    if yuan:
        words += _capitals(yuan) + "元"
    if not rest:
        return words + "整"
    if yuan and (not jiao or yuan % 10 == 0):
        words += "零"
    if jiao:
        words += _CAPITALS[jiao] + "角"
    return words + (_CAPITALS[cents] + "分" if cents else "整")


_CAPITALS = "零壹贰叁肆伍陆柒捌玖"


def _capitals(number: int) -> str:
    """A positive whole number in capitals: 100010 → 壹拾万零壹拾."""
    for weight, name in ((10**8, "亿"), (10**4, "万")):
        if number >= weight:
            upper, lower = divmod(number, weight)
            if not lower:
                return _capitals(upper) + name
            gap = "零" if lower < weight // 10 else ""
            return _capitals(upper) + name + gap + _capitals(lower)
    words, skipped = "", False
    for weight, name in ((1000, "仟"), (100, "佰"), (10, "拾"), (1, "")):
        digit = number // weight % 10
        if digit:
            words += ("零" if skipped and words else "") + _CAPITALS[digit] + name
        skipped = digit == 0
    return words
