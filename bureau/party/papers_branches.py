"""支部年度工作报告: for each branch who it is, which meetings it held, dues, study, business adopted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from bureau.calendar.periods import Kind, Period
from bureau.errors import UserError
from bureau.ledger.query import All, Between, Blank, Filter, Is, Sort
from bureau.ledger.query import Any as Either
from bureau.party.figures import party_figures
from bureau.party.figures_life import KindHeld, LifeFigures, life_figures
from bureau.party.ledgers import BRANCHES, HONOURS, MEETINGS
from bureau.party.links import adopted_by
from bureau.party.matrix import Line, lines_of
from bureau.party.membership import PROBATIONARY, members_of
from bureau.party.reminders import term_end
from bureau.party.wording import dues_words, held_words, lacking, link_words, study_words
from bureau.reports.amounts import day_text
from bureau.reports.change import NONE, percent
from bureau.reports.chapters import numbered_chapters
from bureau.reports.citing import plain
from bureau.reports.paper import Block, Column, Heading, PageBreak, Paper, Table
from bureau.reports.sentences import paragraphs, sentence
from bureau.storage import rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bureau.party.paper_source import Source
    from bureau.storage.connection import Reader
    from bureau.storage.rows import Row

COLUMNS: Final = (
    Column("组织生活", weight=40),
    Column("到期应开（次）", numeric=True, weight=18),
    Column("达标（次）", numeric=True, weight=16),
    Column("欠（次）", numeric=True, weight=14),
    Column("实际开展（次）", numeric=True, weight=18),
    Column("到会率", numeric=True, weight=16),
)
MOST_ADOPTED: Final = 12


def branch_years(source: Source, conn: Reader) -> Paper:
    """The year that the period ends in, until its end, a branch to a page.

    Raises UserError without branches.
    """
    until = source.period.last
    # Though it may be a part of it, what it says is of 本年.
    period = replace(Period.span(date(until.year, 1, 1), until), kind=Kind.YEAR)
    of = party_figures(conn, source.names, period, source.today)
    lines = lines_of(of.requirements)
    alive = All(
        (
            Either((Blank("dissolved_on"), Between("dissolved_on", period.first.isoformat()))),
            Either((Blank("founded_on"), Between("founded_on", None, of.as_of.isoformat()))),
        )
    )
    blocks: list[Block] = []
    for row in found(conn, alive, source.today):
        if blocks:
            blocks.append(PageBreak())
        own = [line for line in lines if line.branch == row["id"]]
        blocks += branch_blocks(source, conn, row, own, period)
    if not blocks:
        raise UserError("还没有登记党支部，请先在“支部党员”里登记。")
    name = f"{of.year}年度党支部工作情况报告"
    return Paper(
        title=name,
        blocks=(*blocks, source.head.signatures),
        organisation=source.head.bureau,
        period=f"截至{day_text(of.as_of)}",
        author=source.head.bureau,
        subject=name,
        keywords=(*source.keywords, str(of.year)),
        made_at=source.head.made_at,
    )


def found(conn: Reader, where: Filter, today: date) -> list[Row]:
    """Branches in their order."""
    sorts = [Sort("position"), Sort("name")]
    return rows.page(
        conn, BRANCHES, rows.ids(conn, BRANCHES, where, sorts, today=today), today=today
    )


def branch_blocks(
    source: Source, conn: Reader, row: Row, lines: Sequence[Line], period: Period
) -> list[Block]:
    """One branch."""
    branch = int(str(row["id"]))
    life = life_figures(conn, source.names, period, source.today, branch)
    table = kinds_table(lines, life)
    late = lacking(lines)
    problems = [
        f"欠开：{'、'.join(one.removeprefix(str(row['name'])) for one in late)}。" if late else "",
        sentence(
            [
                f"{len(one.missing)} 名党员党费未缴齐"
                for one in life.dues
                if one.paid and one.missing
            ]
        ),
    ]
    chapters: list[tuple[str, list[Block]]] = [
        ("支部概况", paragraphs([who_words(conn, row, min(period.last, source.today))])),
        (
            "组织生活",
            [*paragraphs([plain(held_words(life))]), *([table] if table is not None else [])],
        ),
        (
            "学习和荣誉",
            paragraphs(
                [plain(study_words(life)), honour_words(conn, branch, period, source.today)]
            ),
        ),
        ("党费收缴", paragraphs([plain(dues_words(life.dues))])),
        (
            "服务中心工作",
            paragraphs([plain(link_words(life)), adopted_words(source, conn, branch, period)]),
        ),
        ("存在问题", paragraphs(problems)),
    ]
    return [Heading(str(row["name"])), *numbered(chapters)]


def numbered(chapters: list[tuple[str, list[Block]]]) -> list[Block]:
    """The chapters below the heading of their branch."""
    return [
        Heading(block.text, 2) if isinstance(block, Heading) else block
        for block in numbered_chapters(chapters)
    ]


def who_words(conn: Reader, row: Row, day: date) -> str:
    """党员 12 人（预备党员 1 人），设支部委员 3 人、党小组 2 个，书记周建国，本届2027年5月8日届满。"""
    members = [one for one in members_of(conn, day, day, day) if one["branch"] == row["id"]]
    said = len(members) or row["members"]
    trial = sum(one["kind"] == PROBATIONARY for one in members)
    ends = term_end(row["term_ends_on"], row["elected_on"])
    return sentence(
        [
            f"党员 {said} 人{f'（预备党员 {trial} 人）' if trial else ''}" if said else "",
            f"支部委员 {row['committee']} 人" if row["committee"] else "没有设支部委员会",
            f"党小组 {row['groups']} 个" if row["groups"] else "",
            f"书记{row['secretary']}" if row["secretary"] else "",
            f"本届{day_text(ends)}{'届满' if ends >= day else '已届满'}" if ends else "",
        ]
    )


def kinds_table(lines: Sequence[Line], life: LifeFigures) -> Table | None:
    """Each kind against its rule and by what was held; kinds without a rule below."""
    kinds: dict[int, list[Line]] = {}
    for line in lines:
        kinds.setdefault(line.kind, []).append(line)
    held = {one.kind: one for one in life.kinds}
    body = [row_of(own[0].kind_title, own, held.pop(kind, None)) for kind, own in kinds.items()]
    body += [row_of(one.title, [], one) for one in held.values()]
    return Table(COLUMNS, body, size="compact") if body else None


def row_of(title: str, lines: Sequence[Line], held: KindHeld | None) -> tuple[str, ...]:
    """One kind."""
    required, met = (sum(getattr(line, key) for line in lines) for key in ("required", "held"))
    judged = (str(required), str(met), str(required - met)) if required else (NONE, NONE, NONE)
    count = str(held.held.count) if held is not None else "0"
    return title, *judged, count, percent(held.attendance if held is not None else None)


def honour_words(conn: Reader, branch: int, period: Period, today: date) -> str:
    """What was awarded to the branch and its members."""
    span = Between("awarded_on", period.first.isoformat(), period.last.isoformat())
    where = All((Is("branch", branch), span))
    got = rows.page(
        conn,
        HONOURS,
        rows.ids(conn, HONOURS, where, [Sort("awarded_on")], today=today),
        today=today,
    )
    named = "；".join(f"{one['who']}获“{one['title']}”" for one in got)
    return f"{named}。" if named else ""


def adopted_words(source: Source, conn: Reader, branch: int, period: Period) -> str:
    """What the branch's meetings took on, by name."""
    span = Between("held_on", period.first.isoformat(), period.last.isoformat())
    met = rows.ids(
        conn, MEETINGS, All((Is("branch", branch), span)), [Sort("held_on")], today=source.today
    )
    named = [
        one
        for row in rows.page(conn, MEETINGS, met, today=source.today)
        if row["links"]
        for one in adopted_by(conn, source.names, "meeting", int(str(row["id"])), source.today)
    ]
    more = f"等 {len(named)} 件" if len(named) > MOST_ADOPTED else ""
    return f"认领的有{'、'.join(named[:MOST_ADOPTED])}{more}。" if named else ""
