"""What a column tells that is no field: 实亮 beside 应亮 leaves 未亮; 已修复10.17 says the day of a repair."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast
from unicodedata import normalize

from bureau.exchange.column_reading import Loose, RowFault, shown_cell
from bureau.exchange.layout import Heading
from bureau.exchange.matching import Column, Level, Target, called
from bureau.ledger.declaration import Field, Sign
from bureau.ledger.entry import Entry, EntryFault, Names
from bureau.ledger.lenient.texts import tidy

if TYPE_CHECKING:
    from bureau.exchange.reading import ParsedRows, TableReader
    from bureau.exchange.workbook import NumberedRow
    from bureau.ledger.entry import Raw

_VERB = "(?:修复|修好|修|维修|处理|处置|完成|办结|解决|整改|恢复|更换|闭环)"
_END = "(?:完成|完毕|好|到位|正常|亮灯)"
_DONE = (
    rf"(?:(?:已经?|均已|都已|全部已?){_VERB}{_END}?|{_VERB}{_END}"
    r"|完成|修复|修好|办结|解决|闭环|已?验收(?:合格)?)"
)
_DAY = r"(?P<{0}>(?:\d{{4}}[-年./])?\d{{1,2}}[-月./]\d{{1,2}}[日号]?)"
_SAYS_DONE = re.compile(
    rf"{_DONE}[,:]?\(?(?:{_DAY.format('after')})?\)?|{_DAY.format('before')},?{_DONE}"
)
_SAYS_NOT = re.compile(
    r"(?:尚?未|没有?|待)(?:修复|修好|修|维修|处理|处置|完成|办结|整改|派工?)"
    r"|(?:正在)?(?:维修|修复|处理|处置|整改)中|正在(?:维修|修复|处理|整改)"
)
_YES, _NO = frozenset("是√✓"), frozenset("否×✗")


@dataclass(frozen=True, slots=True)
class Said:
    """What a word on how far something is says: whether it is done, and its day ("" for none)."""

    done: bool
    day: str = ""


def said(text: str, *, marks: bool = False) -> Said | None:
    """已修复10.17, 10月9日已修, 维修中; None for all that says more. `marks`: 是 and √ count too."""
    plain = re.sub(r"\s+", "", normalize("NFKC", tidy(text))).rstrip("。.;!")
    if marks and plain in _YES | _NO:
        return Said(plain in _YES)
    if match := _SAYS_DONE.fullmatch(plain):
        return Said(True, match["after"] or match["before"] or "")
    return Said(False) if _SAYS_NOT.fullmatch(plain) else None


def take_rests(reader: TableReader, rows: Sequence[NumberedRow], chunk: ParsedRows) -> None:
    """Fills what a whole leaves beside a part of it, and compares where all three stand."""
    matching = reader.matching
    for rest in matching.ledger.rests:
        wanted = matching.ledger.by_key[rest.field]
        for heading in called(matching.unused, rest.words):
            own = chunk.values[rest.field] = list(chunk.values[rest.field])
            chunk.given.add(rest.field)
            for index, raw in enumerate(reader.cells_under(heading, rows)):
                part = number_of(wanted, raw, reader.names)
                whole = chunk.values[rest.whole][index]
                if index in chunk.faults or not isinstance(whole, int):
                    continue
                why = ""
                if not isinstance(part, int):
                    why = part or ("" if own[index] is not None else f"“{heading.shown}”没有填")
                elif part > whole:
                    why = f"比“{matching.ledger.by_key[rest.whole].title}”还多"
                elif own[index] is None:
                    own[index] = whole - part
                    reader.book.notes.say(
                        f"“{wanted.title}”由“{matching.ledger.by_key[rest.whole].title}”"
                        f"减“{heading.shown}”得出"
                    )
                elif own[index] != whole - part:
                    why = f"与“{wanted.title}”加起来不是 {whole}"
                if why:
                    fault = RowFault(heading.at, heading.shown, shown_cell(raw), why, "请核对数字")
                    chunk.faults.setdefault(index, []).append(fault)


def number_of(declared: Field, raw: Loose, names: Names) -> int | str | None:
    """The number in a cell, or what is wrong with it."""
    try:
        value = declared.parse(cast("Raw", raw), Entry(None, names))
    except EntryFault as fault:
        return fault.reason
    return value if isinstance(value, int) else None


def take_signs(reader: TableReader, rows: Sequence[NumberedRow], chunk: ParsedRows) -> None:
    """Takes the day that words on how far something is have with them; refuses what contradicts it."""
    matching = reader.matching
    beside = {column.target.field: column.heading for column in matching.columns}
    for sign in matching.ledger.signs:
        free = [beside[key] for key in sign.beside if key in beside]
        for heading in (*called(matching.unused, sign.words), *free):
            take_sign(reader, sign, heading, rows, chunk, marks=heading not in free)


def take_sign(
    reader: TableReader,
    sign: Sign,
    heading: Heading,
    rows: Sequence[NumberedRow],
    chunk: ParsedRows,
    *,
    marks: bool,
) -> None:
    """The same for one column."""
    declared = reader.ledger.by_key[sign.day]
    days = chunk.values[sign.day] = list(chunk.values[sign.day])
    day_of = reader.column_reader(Column(heading, Target(sign.day), Level.TOLD), declared)
    for index, raw in enumerate(reader.cells_under(heading, rows)):
        word = said(raw, marks=marks) if isinstance(raw, str) else None
        if word is None or index in chunk.faults:
            continue
        if word.day and days[index] is None:
            texts: list[Loose] = [None] * len(rows)
            texts[index] = word.day
            chunk.given.add(sign.day)
            days[index] = reader.settle(chunk, day_of, texts, index, day_of.parse(word.day))
            reader.book.notes.count(f"“{declared.title}”由“{heading.shown}”得出", str(raw).strip())
        elif word.done and days[index] is None:
            fault = RowFault(
                heading.at,
                heading.shown,
                raw if isinstance(raw, str) else "",
                f"写着“{tidy(str(raw))}”，没有{declared.title}",
                f"请填{declared.title}，或写成“{tidy(str(raw))}10.8”这样",
            )
            chunk.faults.setdefault(index, []).append(fault)
        elif not word.done and days[index] is not None:
            why = f"写着“{tidy(str(raw))}”，却有{declared.title}"
            fault = RowFault(heading.at, heading.shown, str(raw), why, "请核对")
            chunk.faults.setdefault(index, []).append(fault)
