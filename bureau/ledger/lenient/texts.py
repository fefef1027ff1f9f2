"""Text as it is stored (tidy) and text as it is compared (fold)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from bureau.ledger.entry import EntryFault

_ERROR_VALUE = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!|#+)", re.I)
_BLANK_WORDS = frozenset(
    (
        "无",
        "没有",
        "暂无",
        "空",
        "空白",
        "未填",
        "无内容",
        "无此项",
        "na",
        "n/a",
        "nil",
        "null",
        "none",
    )
)
_DASHES = frozenset("-—–―─－−_/／\\＼|｜·.。、…*＊~～")


def _tidy_table() -> dict[int, str | None]:
    """Per character: what it is stored as. Chinese punctuation (（）：，「」) is left alone."""
    table: dict[int, str | None] = {}
    for code in range(0xFF01, 0xFF5F):
        plain = chr(code - 0xFEE0)
        # The rest of the block (！（），：；？～) is how Chinese is punctuated, not a slip.
        if plain.isalnum() or plain in "#%&*+-./=@_<>":
            table[code] = plain
    for code in (0x09, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000):
        table[code] = " "
    for code in (*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0)):
        table[code] = None
    table[0x0D] = table[0x85] = table[0x2028] = table[0x2029] = "\n"
    # Zero-width and direction marks come along with text copied from web pages and chat programs.
    invisible = (0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070))
    for code in (*invisible, 0xFEFF, 0xFFFE, 0xFFFF):
        table[code] = None
    # Half of a pair that was cut in two can't be written to any file.
    for code in range(0xD800, 0xE000):
        table[code] = "\N{REPLACEMENT CHARACTER}"
    # Radicals and compatibility ideographs come from PDF files; they look like the plain
    # character but no search would find them.
    for code in (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00)):
        plain = unicodedata.normalize("NFKC", chr(code))
        if plain != chr(code) and len(plain) == 1:
            table[code] = plain
    return table


_TIDY = _tidy_table()
# Only code points below 10000: the pattern then is a bitmap, ten times as fast as a list of ranges.
_ODD = re.compile("[" + "".join(re.escape(chr(code)) for code in sorted(_TIDY)) + "]")


def tidy(text: str) -> str:
    """`text` as it is stored: half-width letters and digits, plain spaces, nothing invisible."""
    if _ODD.search(text) is not None:
        text = text.replace("\r\n", "\n").translate(_TIDY)
    return text.strip()


_SIGNS = {code: None for code in range(128) if not chr(code).isalnum()}


def fold(text: str) -> str:
    """The key under which names and headers are compared: letters and digits only, `㎡` as m2."""
    if text.isascii():
        # Numbers of cases: very many, each asked for once, so they push no name out of the memory.
        return text.lower().translate(_SIGNS)
    return _folded(text)


@lru_cache(maxsize=8192)
def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", tidy(text)).casefold()
    return "".join(letter for letter in unicodedata.normalize("NFKC", plain) if letter.isalnum())


def is_blank_word(text: str) -> bool:
    """Whether `text` only says that there is nothing: 无, 没有, —, /."""
    word = tidy(text)
    if word and word[0] in "(（[【" and word[-1] in ")）]】":
        word = word[1:-1].strip()
    word = word.rstrip("。.").casefold()
    return word in _BLANK_WORDS or all(letter in _DASHES or letter.isspace() for letter in word)


def refuse_error_value(text: str) -> None:
    """Raise EntryFault when `text` is what a spreadsheet shows for a broken formula."""
    if _ERROR_VALUE.fullmatch(text.strip()):
        raise EntryFault(f"单元格是公式错误 {text.strip()}", "请先在表格里改好公式，或直接填写数值")
