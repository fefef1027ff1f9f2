"""现场检查表: what was found in a section on a day, signed by the contractor; or blank, to take along."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from bureau.assessment.exact import ZERO, short, total
from bureau.assessment.rubric import Item, Rubric, walk
from bureau.assessment.stored import Row, day_of, exact_of
from bureau.calendar.periods import Period
from bureau.errors import UserError
from bureau.ledger.query import All, Between, OneOf, Sort
from bureau.reports.amounts import day_short, day_text
from bureau.reports.form_rows import DAY_TO_WRITE, QUARTERS, Cells, quarter, wide
from bureau.reports.paper import (
    Block,
    Column,
    FormCell,
    FormTable,
    Masthead,
    PageBreak,
    Paper,
    Table,
)
from bureau.sanitation.ledgers import DEDUCTIONS, ROUNDS
from bureau.sanitation.paper_source import Forms, Source
from bureau.sanitation.terms import contracts_of
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.ledger.declaration import Ledger
    from bureau.sanitation.judging import Judgement
    from bureau.storage.connection import Reader

WEIGHTS: Final = (9, 22, 16, 24, 10, 9, 11)
HEADS: Final = ("序号", "路段、点位", "考核项目", "存在问题", "数量", "扣分", "整改\n期限")
FEWEST, BLANK_LINES = 6, 13
"""Lines of a filled sheet, so that the contractor may add; lines of a blank one."""
OPINION: Final = "□ 对以上记录无异议　　□ 有异议（说明）："
ITEMS: Final = (
    Column("考核大项", weight=24),
    Column("满分", numeric=True, weight=8),
    Column("扣分项", weight=56),
    Column("标准", weight=24),
)


@dataclass
class Day:
    """What was done in a section on a day."""

    section: int
    on: date
    rounds: list[Row] = field(default_factory=list)
    found: list[Row] = field(default_factory=list)


def inspection_sheets(source: Source, conn: Reader) -> Paper:
    """A sheet for every day of the period on which one of these sections was inspected."""
    sections = dict.fromkeys(one.contract.section for one in source.judged)
    days = days_between(conn, source.period, sections, source.today)
    if not days:
        raise UserError(f"{source.period.title}没有环卫检查和扣分记录，没有可以打印的检查表。")
    companies = Companies(conn, source.period, source.today)
    pages = [day_sheet(source, day, companies.of(source, day)) for day in days]
    return source.paper("环卫现场检查表", source.period.title, pages)


def round_sheets(desk: Desk, records: Collection[int]) -> Paper:
    """The sheets of the days and sections of these rounds. Raises UserError when there are none."""
    today = desk.today()
    with desk.store.snapshot() as conn:
        chosen = days_of(rows.page(conn, ROUNDS, dict.fromkeys(records), today=today), ())
        if not chosen:
            raise UserError("没有可以打印的检查记录，请先选中要打印的检查。")
        forms = Forms.plain(desk, conn)
        period = Period.span(chosen[0].on, chosen[-1].on)
        companies = Companies(conn, period, today)
        wanted = {(day.on, day.section) for day in chosen}
        pages = [
            day_sheet(forms, day, companies.of(forms, day))
            for day in days_between(conn, period, {one.section for one in chosen}, today)
            if (day.on, day.section) in wanted
        ]
    return forms.paper("环卫现场检查表", "", pages)


def days_between(conn: Reader, period: Period, sections: Iterable[int], today: date) -> list[Day]:
    """The days of a period on which these sections were inspected."""
    wanted = tuple(sections)
    return days_of(
        within(conn, ROUNDS, "inspected_on", period, wanted, today),
        within(conn, DEDUCTIONS, "found_on", period, wanted, today),
    )


def within(
    conn: Reader, ledger: Ledger, day: str, period: Period, sections: tuple[int, ...], today: date
) -> list[Row]:
    """The records of these sections within a period."""
    span = Between(day, period.first.isoformat(), period.last.isoformat())
    where = All((OneOf("section", sections), span))
    found = rows.ids(conn, ledger, where, [Sort(day), Sort("id")], today=today)
    return list(rows.page(conn, ledger, found, today=today))


class Companies:
    """Who serves which section on a day."""

    def __init__(self, conn: Reader, period: Period, today: date) -> None:
        self.contracts = contracts_of(conn, period, today)

    def of(self, forms: Forms, day: Day) -> str:
        """The contractor's name, nothing where no contract is in force."""
        for one in self.contracts:
            first, last = one.span(Period.span(day.on, day.on))
            if one.section == day.section and first <= day.on <= last:
                return forms.names.label("contractors", int(str(one.row["company"])))
        return ""


def days_of(rounds: Iterable[Row], found: Iterable[Row]) -> list[Day]:
    """Rounds and deductions by day and section, in this order."""
    days: dict[tuple[date, int], Day] = {}
    for kept, key, part in ((rounds, "inspected_on", "rounds"), (found, "found_on", "found")):
        for row in kept:
            on, section = day_of(row, key), int(str(row["section"]))
            if on is not None:
                day = days.setdefault((on, section), Day(section, on))
                getattr(day, part).append(row)
    return [days[key] for key in sorted(days)]


def day_sheet(source: Forms, day: Day, company: str) -> list[Block]:
    """One filled sheet."""
    lines = [line_of(source, number, row) for number, row in enumerate(day.found, 1)]
    lines += [blank_line(number) for number in range(len(lines) + 1, FEWEST + 1)]
    people = dict.fromkeys(
        str(row["inspector"]) for row in (*day.rounds, *day.found) if row["inspector"]
    )
    roads = dict.fromkeys(
        said
        for ledger, kept, key in ((ROUNDS, day.rounds, "roads"), (DEDUCTIONS, day.found, "road"))
        for row in kept
        if (said := source.shown(ledger, row, key))
    )
    kinds = dict.fromkeys(said for row in day.rounds if (said := source.shown(ROUNDS, row, "kind")))
    signed = next((row for row in day.rounds if row["signed_by"]), None)
    return [
        Masthead("环卫现场检查表", source.head.bureau),
        FormTable(
            QUARTERS,
            (
                quarter(
                    ("标段", source.names.label("sections", day.section)), ("承包公司", company)
                ),
                quarter(
                    ("检查日期", day_text(day.on)), ("检查类别", "、".join(kinds) or "日常检查")
                ),
                quarter(("检查人", "、".join(people)), ("扣分", found_words(day.found))),
                wide("检查路段", "、".join(roads)),
            ),
        ),
        table_of(lines),
        signatures(signed),
    ]


def found_words(found: Sequence[Row]) -> str:
    """3 条，共 5.5 分."""
    points = total(exact_of(row, "points") or ZERO for row in found)
    return f"{len(found)} 条，共 {short(points)} 分" if found else "没有发现扣分问题"


def line_of(source: Forms, number: int, row: Row) -> Cells:
    """One deduction."""
    count, points = exact_of(row, "count"), exact_of(row, "points")
    texts = (
        f"{source.shown(DEDUCTIONS, row, 'road')}{row['place'] or ''}",
        str(row["block"]),
        str(row["problem"]),
        "" if count is None else f"{short(count)} {row['unit'] or ''}".strip(),
        "" if points is None else short(points),
        day_short(day_of(row, "due_on")),
    )
    return (FormCell(str(number), label=True), *map(FormCell, texts))


def blank_line(number: int) -> Cells:
    """A line to write on."""
    return (FormCell(str(number), label=True), *(FormCell() for _ in WEIGHTS[1:]))


def table_of(lines: Iterable[Cells]) -> FormTable:
    """The lines under their heads."""
    heads = tuple(FormCell(head, label=True) for head in HEADS)
    return FormTable(WEIGHTS, (heads, *lines), joined=True)


def signatures(signed: Row | None) -> FormTable:
    """Where inspector and contractor sign."""
    name = str(signed["signed_by"]) if signed else ""
    day = day_text(day_of(signed, "signed_on")) if signed else ""
    foot = f"现场负责人（签字）：{name or '　　　　　　'}　{day or DAY_TO_WRITE}"
    return FormTable(
        QUARTERS,
        (
            wide("承包公司\n意见", OPINION, 3, foot),
            wide("检查人\n签字", "", 2, DAY_TO_WRITE),
        ),
        joined=True,
    )


# -- blank, to take along --------------------------------------------------------------------------


def blank_sheets(source: Source, _conn: Reader) -> Paper:
    """For each section a sheet to write on, and what its rubric takes off for what."""
    return source.paper(
        "环卫现场检查表", source.period.title, (blank_sheet(source, one) for one in source.judged)
    )


def blank_sheet(source: Source, judged: Judgement) -> list[Block]:
    """One of them."""
    blocks: list[Block] = [
        Masthead("环卫现场检查表", source.head.bureau),
        FormTable(
            QUARTERS,
            (
                quarter(("标段", judged.section), ("承包公司", judged.company)),
                quarter(("检查日期", f"　　　{DAY_TO_WRITE}"), ("检查类别", "")),
                quarter(("检查人", ""), ("检查路段", "")),
            ),
        ),
        table_of(blank_line(number) for number in range(1, BLANK_LINES + 1)),
        signatures(None),
    ]
    if judged.made is not None:
        blocks += [PageBreak(), items_table(judged.made.rubric)]
    return blocks


def items_table(rubric: Rubric) -> Table:
    """What is taken off for what."""
    homes = [
        (block.title, short(block.full), item)
        for block in walk(rubric.blocks)
        for item in block.items
    ]
    homes += [
        ("加分" if extra.adds else extra.title, "", item)
        for extra in rubric.extras
        for item in extra.items
    ]
    body = []
    before = ""
    for title, full, item in homes:
        body.append((*(("", "") if title == before else (title, full)), item.title, standard(item)))
        before = title
    return Table(ITEMS, body, caption=f"{rubric.title}：扣分标准", size="compact")


def standard(item: Item) -> str:
    """2 分/处; 0.5–1 分/项 where the inspector says it within bounds."""
    if item.least is not None and item.most is not None:
        points = f"{short(item.least)}–{short(item.most)}"
    else:
        points = "酌情" if item.points is None else short(item.points)
    cap = f"，最多 {short(item.cap)} 分" if item.cap is not None else ""
    return f"{points} 分/{item.unit}{cap}"
