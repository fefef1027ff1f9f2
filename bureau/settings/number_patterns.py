"""Patterns of a bureau's own paper numbers: checked when they are set, filled in when one is given."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bureau.errors import UserError
from bureau.ledger.lenient.texts import tidy
from bureau.settings.types import SettingType

AGENCY, WORD, YEAR, SERIAL = "机关代字", "文种", "年", "序"
EXAMPLE = "{机关代字}责改字〔{年}〕第{序:3}号"
LONGEST = 40
MOST_DIGITS = 6
_TOKEN = re.compile(r"\{\s*([^{}:：]*?)\s*(?:[:：]\s*(\d+)\s*)?\}")
# The year stands in 六角括号 and in nothing else (GB/T 9704).
_YEAR_IN_BRACKETS = re.compile(r"[\[［【(（〔]\s*\{年\}\s*[\]］】)）〕]")


def filled(pattern: str, *, agency: str, word: str, year: int, serial: int, segment: str) -> str:
    """One number: `segment` tells this PC's numbers from those of another and stands before the serial."""

    def value(found: re.Match[str]) -> str:
        name, digits = found[1], int(found[2] or 1)
        number = f"{segment}{serial:0{digits}}"
        return {AGENCY: agency, WORD: word, YEAR: str(year), SERIAL: number}[name]

    return _TOKEN.sub(value, pattern)


@dataclass(frozen=True, kw_only=True)
class NumberPattern(SettingType[str]):
    """How numbers of one kind of paper read: text with {机关代字} {文种} {年} {序} or {序:3} in it."""

    def tidy(self, text: str) -> str:
        """The pattern with its year in 六角括号. Raises UserError."""
        line = " ".join(tidy(text).split())
        if not line:
            return ""
        line = _TOKEN.sub(self.token, line)
        if set(_TOKEN.sub("", line)) & set("{}"):
            raise UserError(f"花括号没有成对，请写成 {EXAMPLE} 这样")
        for needed in (YEAR, SERIAL):
            if not re.search(rf"\{{{needed}[:}}]", line):
                raise UserError(f"缺少 {{{needed}}}，请写成 {EXAMPLE} 这样")
        line = _YEAR_IN_BRACKETS.sub("〔{年}〕", line)
        if len(line) > LONGEST:
            raise UserError(f"超过 {LONGEST} 个字，请写短一些")
        return line

    def token(self, found: re.Match[str]) -> str:
        """A token in its stored form. Raises UserError for one that means nothing."""
        name, digits = found[1], found[2]
        if name not in (AGENCY, WORD, YEAR, SERIAL) or (digits and name != SERIAL):
            raise UserError(
                f"不认识 {found[0]}，可用的有 {{机关代字}}、{{文种}}、{{年}}、{{序}}、{{序:3}}"
            )
        if digits and not 1 <= int(digits) <= MOST_DIGITS:
            raise UserError(f"{{序}} 的位数要在 1 到 {MOST_DIGITS} 之间，如 {{序:3}}")
        return f"{{{name}:{int(digits)}}}" if digits else f"{{{name}}}"

    def value(self, text: str) -> str:
        """The pattern itself. Raises UserError."""
        return self.tidy(text)
