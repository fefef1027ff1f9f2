"""One spelling for what is written in many: widths, brackets, old characters, numbers in words."""

from __future__ import annotations

import re
import unicodedata

from bureau.ledger.lenient.numerals import DIGITS, NUMERAL, read_numeral

OLD = "號門對東馬廣場橋鎮鄉縣與後邊側處樓區國業華學園實車"
OLD_FORMS = str.maketrans(OLD, "号门对东马广场桥镇乡县与后边侧处楼区国业华学园实车")
HAS_OLD = re.compile(f"[{OLD}]")
DIVIDED = re.compile(r"[()\[\]{}【】〔〕〖〗《》<>「」“”\"',，。;；:：!！?？|]+")
"""What divides a writing into stretches that are read each by itself."""
BLANKS = re.compile(r"[\s_·•*~～^`]+")
SIGNS = re.compile(r"(?<=\d)#(?!\d)")
SPELLED = re.compile(f"([{NUMERAL}]+)(?=号)")
LEADING = re.compile(r"(?:no\.?|第)(?=\d+(?:号|$))")
SUB_NUMBER = re.compile(r"(?<=\d)(?:号?[-‐‑‒–—―−─之]|号附)(?=\d)")


def one_spelling(text: str) -> str:
    """`text` without blanks, half-width, lower case, in today's characters, house numbers in digits."""
    plain = BLANKS.sub("", unicodedata.normalize("NFKC", text).casefold())
    if HAS_OLD.search(plain):
        plain = plain.translate(OLD_FORMS)
    if "#" in plain:
        plain = SIGNS.sub("号", plain)
    return SUB_NUMBER.sub("-", LEADING.sub("", SPELLED.sub(in_digits, plain)))


def in_digits(found: re.Match[str]) -> str:
    """五十八 as 58; digit by digit too (一〇五 as 105). What spells no number stays."""
    word = found[1]
    number = read_numeral(word)
    if number is not None:
        return str(number)
    if all(letter in DIGITS for letter in word):
        return "".join(str(DIGITS[letter]) for letter in word)
    return word


def stretches(spelled: str) -> list[str]:
    """What stands between brackets and punctuation, in its order."""
    return [part for part in DIVIDED.split(spelled) if part]
