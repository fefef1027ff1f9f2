"""镇街现场检查表: a sheet for each day and town, filled from the ledger or blank to take along."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from bureau.assessment.books import rubric_on
from bureau.assessment.exact import ZERO, short, total
from bureau.assessment.rubric import Block as Judged
from bureau.assessment.rubric import Rubric, walk
from bureau.assessment.stored import Row, day_of, exact_of, whole_of
from bureau.calendar.periods import Period
from bureau.errors import UserError
from bureau.ledger.query import Everything
from bureau.register.ledgers import TOWNS
from bureau.reports.amounts import day_short, day_text
from bureau.reports.form_rows import DAY_TO_WRITE, QUARTERS, Cells, wide
from bureau.reports.paper import (
    Block,
    Column,
    FormCell,
    FormTable,
    Masthead,
    Paper,
    Table,
)
from bureau.storage import rows
from bureau.storage.photo_lists import kept_photos
from bureau.towns.inputs import is_looked_at, lost
from bureau.towns.ledgers import CHECKS
from bureau.towns.paper_source import Forms, Source
from bureau.towns.papers_problems import place_words
from bureau.towns.records import checks_of, found
from bureau.towns.scores import FAMILY, taking_part

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.storage.connection import Reader

TITLE: Final = "镇街现场检查表"
WEIGHTS: Final = (6, 26, 15, 42, 10, 10, 9, 8, 15, 13)
HEADS: Final = (
    *("序号", "点位类型、点位", "检查项", "问题描述", "数量", "扣分"),
    *("重复\n问题", "照片", "整改\n时限", "整改\n状态"),
)
BLANK_WEIGHTS: Final = (9, 24, 16, 37, 11, 11, 11, 13)
BLANK_HEADS: Final = (*HEADS[:7], "整改\n时限")
"""What is written down on the spot."""
FEWEST, BLANK_LINES = 5, 14
"""Lines of a filled sheet, so that something may be added; lines of a blank one."""
OPINION: Final = "□ 对以上记录无异议　　□ 有异议（说明）："
NOTE: Final = "扣分为整条记录的扣分；重复出现的问题按两倍扣分。"
STANDARDS: Final = (
    Column("考核项目", weight=16),
    Column("检查项", weight=25),
    Column("满分", numeric=True, weight=9),
    Column("扣分标准和计分办法", weight=60),
)


@dataclass(frozen=True)
class Day:
    """What was found in a town on a day."""

    on: date
    town: int
    rows: tuple[Row, ...]

    def said(self, key: str) -> str:
        """The different values of a text field."""
        return "、".join(dict.fromkeys(str(row[key]) for row in self.rows if row[key]))


def check_sheets(source: Source, conn: Reader) -> Paper:
    """A sheet for each day and town of the period. Raises UserError without any check."""
    days = days_of(checks_of(conn, source.period, source.today))
    if not days:
        raise UserError(f"{source.period.title}没有镇街现场检查记录，没有可以打印的检查表。")
    return sheets(source, source.period.title, days, is_named=False)


def chosen_sheets(desk: Desk, records: Collection[int]) -> Paper:
    """The sheets of the days and towns of these checks, whole. Raises UserError without any."""
    today = desk.today()
    with desk.store.snapshot() as conn:
        chosen = days_of(rows.page(conn, CHECKS, dict.fromkeys(records), today=today))
        if not chosen:
            raise UserError("没有可以打印的检查记录，请先选中要打印的检查。")
        forms = Forms.plain(desk, conn)
        wanted = {(day.on, day.town) for day in chosen}
        whole = days_of(checks_of(conn, Period.span(chosen[0].on, chosen[-1].on), today))
    days = [day for day in whole if (day.on, day.town) in wanted]
    return sheets(forms, "", days, is_named=True)


def sheets(forms: Forms, period: str, days: Iterable[Day], *, is_named: bool) -> Paper:
    """These sheets as one paper.

    Who confirmed for the town is named only where that is noted down: it is personal.
    """
    pages = [day_sheet(forms, day, day.said("confirmed_by") if is_named else "") for day in days]
    return forms.paper(TITLE, period, pages, orientation="landscape")


def days_of(checks: Iterable[Row]) -> list[Day]:
    """Checks by day and town, in this order."""
    together: dict[tuple[date, int], list[Row]] = {}
    for row in checks:
        on, town = day_of(row, "checked_on"), whole_of(row, "town")
        if on is not None and town is not None:
            together.setdefault((on, town), []).append(row)
    return [Day(on, town, tuple(together[on, town])) for on, town in sorted(together)]


def day_sheet(forms: Forms, day: Day, confirmed_by: str) -> list[Block]:
    """One filled sheet."""
    lines = [check_line(forms, number, row) for number, row in enumerate(day.rows, 1)]
    more = range(len(lines) + 1, FEWEST + 1)
    lines += [blank_line(number, WEIGHTS) for number in more]
    taken = total(map(lost, day.rows))
    found_here = f"{len(day.rows)} 条，共扣 {short(taken)} 分" if taken else "没有扣分"
    return [
        Masthead(TITLE, forms.head.bureau),
        head_rows(
            forms.names.label("towns", day.town),
            day_text(day.on),
            day.said("span"),
            day.said("team"),
            found_here,
        ),
        table_of(WEIGHTS, HEADS, lines),
        signatures(confirmed_by),
    ]


def head_rows(town: str, day: str, span: str, team: str, result: str) -> FormTable:
    """Who was looked at, when and by whom."""
    return FormTable(
        (12, 23, 14, 25, 10, 16),
        (
            (
                *(FormCell("镇街", label=True), FormCell(town)),
                *(FormCell("检查日期", label=True), FormCell(day)),
                *(FormCell("时段", label=True), FormCell(span)),
            ),
            (
                *(FormCell("检查组", label=True), FormCell(team, span=3)),
                *(FormCell("结果", label=True), FormCell(result)),
            ),
        ),
    )


def check_line(forms: Forms, number: int, row: Row) -> Cells:
    """One line of the ledger."""
    count, points = exact_of(row, "count"), exact_of(row, "points") or ZERO
    photos = len(kept_photos(row["photos"]))
    texts = (
        place_words(forms, row),
        forms.shown(CHECKS, row, "item"),
        str(row["problem"] or ""),
        "" if count is None else f"{short(count)} {row['unit'] or ''}".strip(),
        points_words(points, row),
        "是" if row["repeated"] else "",
        f"{photos} 张" if photos else "",
        day_short(day_of(row, "due_on")),
        forms.shown(CHECKS, row, "state"),
    )
    return (FormCell(str(number), label=True), *map(FormCell, texts))


def points_words(points: Fraction, row: Row) -> str:
    """1.5, 1.5 × 2 for what was found before, nothing for nothing."""
    return f"{short(points)}{' × 2' if row['repeated'] else ''}" if points else ""


def blank_line(number: int, weights: Sequence[int]) -> Cells:
    """A line to write on."""
    return (FormCell(str(number), label=True), *(FormCell() for _ in weights[1:]))


def table_of(weights: tuple[int, ...], titles: Iterable[str], lines: Iterable[Cells]) -> FormTable:
    """The lines under their heads."""
    heads = tuple(FormCell(title, label=True) for title in titles)
    return FormTable(weights, (heads, *lines), joined=True)


def signatures(confirmed_by: str) -> FormTable:
    """Where those who checked and the town sign."""
    foot = f"镇街确认人（签字）：{confirmed_by or '　　　　　　'}　　{DAY_TO_WRITE}"
    return FormTable(
        QUARTERS,
        (
            wide("检查组\n签字", "", 1, DAY_TO_WRITE),
            wide("镇街意见", OPINION, 2, foot),
        ),
        joined=True,
    )


# -- blank, to take along --------------------------------------------------------------------------


def blank_sheets(source: Source, conn: Reader) -> Paper:
    """A sheet to write on for each town that takes part, then what is looked at and how it counts."""
    register = found(conn, TOWNS, Everything(), source.today)
    by_id = {whole_of(row, "id") or 0: row for row in register}
    entered = (one.town for month in source.months for one in month.judged)
    towns = taking_part(by_id, entered)
    titles = [source.names.label("towns", town) for town in towns] or [""]
    pages = [blank_sheet(source, title) for title in titles]
    try:
        rubric = rubric_on(conn, FAMILY, source.period.first, source.today)
    except UserError:
        # Which rubric judges the month isn't said yet: the sheets are needed all the same.
        return source.paper(TITLE, source.period.title, pages)
    return source.paper(TITLE, source.period.title, [*pages, standards(source, rubric)])


def blank_sheet(source: Source, title: str) -> list[Block]:
    """One of them."""
    return [
        Masthead(TITLE, source.head.bureau),
        head_rows(title, DAY_TO_WRITE, "", "", ""),
        table_of(
            BLANK_WEIGHTS,
            BLANK_HEADS,
            (blank_line(number, BLANK_WEIGHTS) for number in range(1, BLANK_LINES + 1)),
        ),
        signatures(""),
    ]


def standards(source: Source, rubric: Rubric) -> list[Block]:
    """What is looked at, with full marks."""
    body = list(standard_rows(rubric))
    table = Table(STANDARDS, body, caption=f"{rubric.title}：现场检查", note=NOTE)
    return [Masthead("现场检查标准", source.head.bureau), table] if body else []


def standard_rows(rubric: Rubric) -> Iterator[tuple[str, ...]]:
    """A row for each block and part that field checks score."""
    before = ""
    for home in rubric.blocks:
        for block in walk((home,)):
            if is_looked_at(block):
                title = "" if home.title == before else home.title
                before = home.title
                yield (title, block.title, short(block.full), standard_words(block))


def standard_words(block: Judged) -> str:
    """Its items with their points, else how its marks come about."""
    items = [
        f"{item.title} {'酌情' if item.points is None else short(item.points)} 分/{item.unit}"
        for item in block.items
    ]
    said = "；".join([*items, block.note] if block.note else items)
    if block.by == "mean":
        how = "每个点位以满分减去扣分计，各点位取平均"
    else:
        how = "满分减去扣分，扣完为止"
    return f"{said}。{how}" if said else how
