"""The year and month of a table, from the places that name one: option, title, sheet, file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bureau.errors import UserError
from bureau.ledger.lenient.months import month_named_in, month_of_file

_FILLED_ON = re.compile(r"(?:填报|填表|制表|上报|报送|打印|导出|统计)(?:日期|时间)")
FILLED_ON = "填报日期"
_OPTION = re.compile(r"(?P<year>(?:19|20)\d\d)(?:[-./年](?P<month>0?[1-9]|1[0-2])月?)?年?")


@dataclass(frozen=True, slots=True)
class Context:
    """What dates without a year or month take; the sources say in Chinese where year and month stand."""

    year: int | None = None
    month: int | None = None
    source: str = ""
    doubts: tuple[str, ...] = ()
    month_source: str = ""
    months: tuple[tuple[str, int], ...] = ()
    """All that say a month, and which."""


def read_option(text: str | None) -> tuple[int | None, int | None]:
    """Year and month of --month. Raises UserError."""
    if not text:
        return None, None
    match = _OPTION.fullmatch(text.strip())
    if match is None:
        raise UserError(f"“{text}”不是月份，请写成 2026-10，或只写年份 2026。")
    return int(match["year"]), int(match["month"]) if match["month"] else None


def context_of(option: str | None, above: Iterable[str], sheet: str, path: Path) -> Context:
    """The context of one table; `above` are the lines over its header.

    A line that says when the table was filled in (填报日期) counts last: it may be of next month.
    """
    lines = list(above)
    titles = " ".join(line for line in lines if not _FILLED_ON.search(line))
    filled = " ".join(line for line in lines if _FILLED_ON.search(line))
    sources = (
        ("“月份”选项", read_option(option)),
        ("表头上方的标题", month_named_in(titles)),
        ("工作表名称", month_named_in(sheet)),
        ("文件名", month_of_file(path)),
        (FILLED_ON, month_named_in(filled)),
    )
    years = [(source, year) for source, (year, _) in sources if year is not None]
    months = [(source, month) for source, (_, month) in sources if month is not None]
    doubts: list[str] = []
    # The day of filling in often lies in the next month: no doubt about the others.
    for unit, found in (("年", years), ("月", months)):
        differing = [entry for entry in found[1:] if entry[1] != found[0][1]]
        for source, number in differing:
            if source != FILLED_ON:
                doubts.append(
                    f"{found[0][0]}写的是 {found[0][1]} {unit}，{source}写的是 {number} {unit}，"
                    f"按{found[0][0]}读"
                )
    return Context(
        years[0][1] if years else None,
        months[0][1] if months else None,
        years[0][0] if years else "",
        tuple(doubts),
        months[0][0] if months else "",
        tuple(one for one in months if one[0] != FILLED_ON),
    )
