"""One form filled in for a period: each marked place from its figure, its word or its ledger."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bureau.exchange.xlsx_cells import serial
from bureau.reports.change import NONE
from bureau.reports.named import Numbers
from bureau.returns import word
from bureau.returns.forms import FIGURE, FIXED, LEDGER, WORD, Form, Place
from bureau.returns.period_words import TITLES, period_days, period_words
from bureau.returns.records import Line, read_records
from bureau.returns.references import cell_of
from bureau.returns.sheet_filling import fill_cells, fill_table
from bureau.returns.workbook import Workbook
from bureau.returns.writing import Written, figure, typed

if TYPE_CHECKING:
    from bureau.calendar.periods import Period
    from bureau.desk import Desk
    from bureau.returns.package import Package
    from bureau.storage.connection import Reader

GONE: Final = "取不到数：这个统计数没有了，请重新选一个"
EMPTY: Final = "本期没有这个数，格子保持原样"
DASHED: Final = "本期没有这个数，填了“—”"
RECKONED: Final = "这格在表样里是公式，会自己算，没有填"
NO_PLACEHOLDER: Final = "表样里没有这个占位了，请取消这处取数，再重新指定"
FORBIDDEN_IN_NAMES: Final = str.maketrans('\\/:*?"<>|\n\t', "-----------")


@dataclass(frozen=True, slots=True)
class FilledPlace:
    """A place and what came into it; `warning` says why it was left as it was, or what to look at."""

    place: Place
    words: str = ""
    warning: str = ""
    lines: tuple[Line, ...] | None = None
    written: Written | None = None
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled form: its content, the name to save it under, and every place."""

    form: Form
    period: Period
    content: bytes
    name: str
    places: tuple[FilledPlace, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a clerk should look at before sending it."""
        placed = [f"{said(one.place)}：{one.warning}" for one in self.places if one.warning]
        unnamed = [
            f"占位“{name}”还没有指定取什么数；请在套表里点中它，再选一个统计数"
            for name in self.unknown
        ]
        return (*placed, *unnamed)

    @property
    def values(self) -> dict[str, str]:
        """What was filled in, by place, as it is remembered."""
        return {said(one.place): one.words for one in self.places}


def said(place: Place) -> str:
    """A place in words: 表1 C5 发现案件."""
    where = f"{place.sheet} {place.cell}".strip()
    return f"{where} {place.title}" if place.title and place.title != place.cell else where


def fill(
    desk: Desk,
    conn: Reader,
    form: Form,
    package: Package,
    places: Sequence[Place],
    numbers: Numbers,
    period: Period,
) -> Filled:
    """The form as it goes out. Raises UserError for a table that has no room."""
    book = Workbook(package) if form.kind == "xlsx" else None
    names = () if book is not None else word.placeholders(package)
    found = tuple(look_up(desk, conn, places, numbers, period, book, names))
    unknown: tuple[str, ...] = ()
    if book is not None:
        content = fill_workbook(book, found)
    else:
        marked = {place.cell for place in places}
        unknown = tuple(name for name in names if name not in marked)
        content = word.fill_document(
            package,
            {one.place.cell: one.written.words for one in found if one.written is not None},
            {
                one.place.cell: [[w.words if w else "" for w in line] for line in one.lines]
                for one in found
                if one.lines is not None
            },
        )
    return Filled(form, period, content, file_name(form, period), found, unknown)


def fill_workbook(book: Workbook, found: Sequence[FilledPlace]) -> bytes:
    """Single cells first, as they are named by the form; then tables from the lowest up."""
    fill_cells(book, {one.place.spot: one.written for one in found if one.written is not None})
    tables = [one for one in found if one.lines is not None]
    for one in sorted(tables, key=lambda one: cell_of(one.place.cell).row, reverse=True):
        sheet = book.sheet(one.place.sheet)
        fill_table(sheet, sheet.head_of(cell_of(one.place.cell)), one.lines or ())
    book.finish()
    return book.package.content()


def look_up(
    desk: Desk,
    conn: Reader,
    places: Iterable[Place],
    numbers: Numbers,
    period: Period,
    book: Workbook | None,
    names: Container[str] = (),
) -> Iterable[FilledPlace]:
    """What each place takes this period; `names` are the placeholders of a document."""
    words = {key: typed(said) for key, said in period_words(desk, conn, period).items()}
    for key, day in period_days(desk, period).items():
        words[key] = Written(words[key].words, serial(day, timed=False) or "", day=True)
    for place in places:
        missing = why_lost(place, book, names)
        if missing:
            yield FilledPlace(place, "", missing, lost=True)
            continue
        if place.source == LEDGER:
            yield looked_up_records(desk, conn, place, period)
            continue
        if book is not None and reckons(book, place):
            yield FilledPlace(place, "", RECKONED)
            continue
        written = look_up_one(place, numbers, words, book)
        if written is None:
            key = place.what.partition("@")[0]
            gone = place.source == FIGURE and key not in numbers
            if gone or book is not None:
                yield FilledPlace(place, "", GONE if gone else EMPTY)
            else:
                # A sentence that goes out with {{…}} in it would be worse.
                yield FilledPlace(place, NONE, DASHED, written=Written(NONE))
        elif not written.words:
            title = TITLES.get(place.what, "")
            yield FilledPlace(place, "", f"没有填“{title}”，请在“系统—设置”里填好")
        else:
            yield FilledPlace(place, written.words, written=written)


def why_lost(place: Place, book: Workbook | None, names: Container[str]) -> str:
    """Says that a newer edition of the form hasn't what was marked in the older one; else ""."""
    if book is None:
        return "" if place.cell in names else NO_PLACEHOLDER
    if place.sheet in book.parts:
        return ""
    return f"表样里没有工作表“{place.sheet}”了，请取消这处取数，再重新指定"


def reckons(book: Workbook, place: Place) -> bool:
    """Whether a cell has a formula in a newer edition of the form."""
    sheet = book.sheet(place.sheet)
    return sheet.holds_formula(sheet.head_of(cell_of(place.cell)))


def look_up_one(
    place: Place, numbers: Numbers, words: dict[str, Written], book: Workbook | None
) -> Written | None:
    """A figure, a word of the period, or fixed content; None for what isn't there."""
    if place.source == FIXED:
        return typed(place.what)
    if place.source == WORD:
        return words.get(place.what)
    percent = False
    if book is not None:
        sheet = book.sheet(place.sheet)
        percent = sheet.shows_percent(sheet.head_of(cell_of(place.cell)))
    return figure(
        numbers, place.what, place.format, place.decimals, cell=book is not None, percent=percent
    )


def looked_up_records(desk: Desk, conn: Reader, place: Place, period: Period) -> FilledPlace:
    """The lines of a table."""
    found = read_records(desk, conn, place, period)
    if found is None:
        return FilledPlace(place, "", "这个台账没有了，请重新选一个")
    count = f"{len(found.lines)} 条"
    warning = f"{'；'.join(found.dropped)}；" if found.dropped else ""
    if found.left_out:
        warning += f"还有 {found.left_out} 条超过了最多 {place.rows} 行，没有列入"
    elif not found.lines:
        warning += "本期没有记录"
    return FilledPlace(place, count, warning.rstrip("；"), lines=found.lines)


def file_name(form: Form, period: Period) -> str:
    """2026年10月-市局-环卫月报.xlsx."""
    parts = [period.title, form.office, form.name]
    return "-".join(filter(None, parts)).translate(FORBIDDEN_IN_NAMES) + form.ending
