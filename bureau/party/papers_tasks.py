"""What is printed of a year's tasks: the list, the half-year table with its problems, the assessment, the chain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from bureau.ledger.query import All, Between, Blank, Not, OneOf, Sort
from bureau.party.figures_task_facts import LIGHT_SIGNS, TaskFact
from bureau.party.figures_tasks import TaskFigures, task_figures
from bureau.party.ledgers import INSPECTIONS, TASKS
from bureau.party.paper_source import Source
from bureau.party.responsibility import LEVELS, Chain, chain_of
from bureau.party.task_scores import (
    SCORE_HEADS,
    ScoreLine,
    YearScores,
    points_words,
    weights_said,
    year_scores,
)
from bureau.reports.amounts import day_dotted, day_text
from bureau.reports.change import NONE
from bureau.reports.paper import Block, Column, Heading, Paper, Paragraph, Table
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.storage.connection import Reader

Row = Mapping[str, object]
NUMBER: Final = Column("序号", align="center", weight=8)
THEME: Final = Column("五型", align="center", weight=10)
TITLE: Final = Column("重点任务", weight=30)
UNIT: Final = Column("责任股室", weight=16)
PERSON: Final = Column("责任人", weight=13)
LIMIT: Final = Column("完成时限", weight=17)
WEIGHT: Final = Column("权重", numeric=True, weight=9)
NOTHING: Final = "没有登记这一年的党建任务。"
TASK_COLUMNS: Final = (
    *(NUMBER, THEME, TITLE),
    Column("具体措施", weight=44),
    Column("目标标准", weight=28),
    Column("牵头领导", weight=15),
    *(UNIT, PERSON, LIMIT, WEIGHT),
    Column("进展", weight=16),
)
HALF_COLUMNS: Final = (
    *(NUMBER, THEME, TITLE, UNIT, PERSON, LIMIT),
    Column("进度", align="center", weight=13),
    Column("半年进展", weight=42),
    Column("督查意见", weight=34),
    Column("灯", align="center", weight=10),
)
PROBLEM_COLUMNS: Final = (
    NUMBER,
    Column("督查日期", align="center", weight=16),
    Column("任务", weight=30),
    Column("发现问题", weight=44),
    Column("整改要求", weight=36),
    Column("责任人", weight=14),
    Column("整改期限", align="center", weight=16),
    Column("整改情况", weight=36),
)
YEAR_COLUMNS: Final = (
    *(NUMBER, THEME, TITLE, UNIT, PERSON),
    Column("完成情况", weight=50),
    Column("状态", align="center", weight=13),
    WEIGHT,
    Column("自评分", numeric=True, weight=11),
    Column("考核分", numeric=True, weight=11),
)
SCORE_COLUMNS: Final = (
    Column("", weight=30),
    *(Column(head, numeric=True, weight=12) for head in SCORE_HEADS),
)


@dataclass(frozen=True, slots=True)
class Printed:
    """A year's tasks as papers need them: figures, full rows, and the words of both."""

    source: Source
    of: TaskFigures
    as_of: date
    rows: Mapping[int, Row]
    periods: Mapping[int, str]

    @classmethod
    def read(cls, source: Source, conn: Reader) -> Printed:
        """The year that the period ends in, as of its end or today."""
        as_of = min(source.period.last, source.today)
        of = task_figures(conn, source.names, source.period.last.year, as_of)
        found = rows.page(conn, TASKS, [one.id for one in of.stand.of], today=as_of)
        periods = {
            one.id: f"{one.periods_done}/{one.periods} 期" for one in of.stand.of if one.periods
        }
        return cls(source, of, as_of, {int(str(row["id"])): row for row in found}, periods)

    def shown(self, task: TaskFact, key: str) -> str:
        """A field of a task in words."""
        return self.source.shown(TASKS, self.rows[task.id], key)

    def limit(self, task: TaskFact) -> str:
        """Until when: the day, the words as they were written, or how often."""
        row = self.rows[task.id]
        if row["due_on"] is not None:
            day = day_dotted(date.fromisoformat(str(row["due_on"])))
            often = self.shown(task, "frequency")
            return f"{often}\n至 {day}" if task.periods else day
        return self.shown(task, "limit_words") or self.shown(task, "frequency")

    def progress(self, task: TaskFact) -> str:
        """3/4 期, 40%, else the state."""
        state = self.shown(task, "state")
        if task.done:
            return state
        if task.periods:
            return self.periods[task.id]
        return f"{task.percent}%" if task.percent is not None else state

    def themed(self) -> list[tuple[TaskFact, str]]:
        """The tasks, each first one of a theme with the name of the theme."""
        found, before = [], object()
        for one in self.of.stand.of:
            found.append((one, self.shown(one, "theme") if one.theme != before else ""))
            before = one.theme
        return found

    def paper(self, name: str, blocks: Sequence[Block]) -> Paper:
        """A list on A4 across."""
        title = f"{self.of.year}年{name}"
        return Paper(
            title=title,
            blocks=tuple(blocks) if self.of.stand.of else (Paragraph(NOTHING),),
            form="ledger",
            orientation="landscape",
            organisation=self.source.head.bureau,
            period=f"截至{day_text(self.as_of)}",
            author=self.source.head.bureau,
            subject=title,
            keywords=(*self.source.keywords, str(self.of.year)),
            made_at=self.source.head.made_at,
        )


def tasks_paper(source: Source, conn: Reader) -> Paper:
    """任务清单 by theme, on A4 across."""
    of = Printed.read(source, conn)
    body = [
        (
            *(str(number), theme, one.title),
            of.shown(one, "measures"),
            of.shown(one, "goal"),
            one.leader,
            of.shown(one, "unit"),
            one.person,
            of.limit(one),
            weight_text(one.weight),
            of.progress(one),
        )
        for number, (one, theme) in enumerate(of.themed(), 1)
    ]
    total = ("", "", "合计", *[""] * 6, points_words(of.of.weight), "")
    note = weights_said(year_scores(of.of, source.names))
    table = Table(TASK_COLUMNS, body, totals=(total,), note=note, size="compact")
    return of.paper("党建工作任务清单", (table, source.head.signatures))


def half_year_paper(source: Source, conn: Reader) -> Paper:
    """半年督查表, and the list of problems below it."""
    of = Printed.read(source, conn)
    body = [
        (
            *(str(number), theme, one.title, of.shown(one, "unit"), one.person),
            of.limit(one),
            of.progress(one),
            of.shown(one, "half_words") or of.shown(one, "progress"),
            of.shown(one, "inspected"),
            LIGHT_SIGNS.get(one.light or 0, ""),
        )
        for number, (one, theme) in enumerate(of.themed(), 1)
    ]
    return of.paper(
        "党建工作半年督查表",
        (
            Paragraph(standing_said(of.of), "note"),
            Table(HALF_COLUMNS, body, size="compact"),
            Heading("督查发现问题清单", 2),
            *problems(of, conn),
            source.head.signatures,
        ),
    )


def problems(of: Printed, conn: Reader) -> list[Block]:
    """What inspections of the year found until the day, put right or not."""
    where = All(
        (
            OneOf("task", tuple(of.rows)),
            Not(Blank("problem")),
            Between("inspected_on", None, of.as_of.isoformat()),
        )
    )
    found = rows.ids(conn, INSPECTIONS, where, [Sort("inspected_on"), Sort("id")], today=of.as_of)
    body = []
    for number, row in enumerate(rows.page(conn, INSPECTIONS, found, today=of.as_of), 1):
        body.append(
            (
                str(number),
                day_of(row, "inspected_on"),
                str(of.rows[int(str(row["task"]))]["title"]),
                *(text_of(row, key) for key in ("problem", "demand")),
                text_of(row, "person") or text_of(of.rows[int(str(row["task"]))], "person"),
                day_of(row, "due_on"),
                righted(row, of.as_of),
            )
        )
    if not body:
        return [Paragraph("督查没有登记问题。")]
    return [Table(PROBLEM_COLUMNS, body, size="compact")]


def righted(row: Row, as_of: date) -> str:
    """已整改 and how, or that it is still open."""
    day = row["righted_on"]
    if day is not None and str(day) <= as_of.isoformat():
        return f"{day_of(row, 'righted_on')} 已整改：{text_of(row, 'result')}"
    due = row["due_on"]
    return "▲ 整改超期" if due is not None and str(due) < as_of.isoformat() else "整改中"


def annual_paper(source: Source, conn: Reader) -> Paper:
    """年终考核表: points against weights, then by theme, section and person."""
    of = Printed.read(source, conn)
    found = year_scores(of.of, source.names)
    body = [
        (
            *(str(number), theme, one.title, of.shown(one, "unit"), one.person),
            of.shown(one, "year_words") or of.shown(one, "progress"),
            of.shown(one, "state"),
            weight_text(one.weight),
            weight_text(one.self_points),
            weight_text(one.points),
        )
        for number, (one, theme) in enumerate(of.themed(), 1)
    ]
    _, _, _, _, *points = found.total.texts
    total = ("", "", "合计", "", "", "", "", *points[:3])
    return of.paper(
        "党建工作年终考核表",
        (
            Table(YEAR_COLUMNS, body, totals=(total,), note=weights_said(found), size="compact"),
            *score_blocks(found),
            source.head.signatures,
        ),
    )


def score_blocks(found: YearScores) -> list[Block]:
    """The lines by theme, section and person; what feeds the bureau's annual target assessment."""
    parts = (("按五型", found.themes), ("按责任股室", found.units), ("按责任人", found.persons))
    blocks: list[Block] = []
    for title, lines in parts:
        blocks.append(Heading(title, 2))
        blocks.append(score_table(lines, found.total if title == "按五型" else None))
    blocks.append(
        Paragraph("一项任务有几位责任人的，各算一项；得分率只按已经考核的任务的权重算。", "note")
    )
    return blocks


def score_table(lines: Sequence[ScoreLine], total: ScoreLine | None) -> Table:
    """Lines under the heads that they share with the page."""
    body = [(line.title, *line.texts) for line in lines]
    totals = [(total.title, *total.texts)] if total is not None else []
    return Table(SCORE_COLUMNS, body, totals=totals, size="compact")


def chain_paper(source: Source, conn: Reader) -> Paper:
    """党建工作责任链: each level below the one that leads it."""
    of = Printed.read(source, conn)
    body = []
    for duty in chain_of(of.of.stand, Chain.read(conn, source.today), source.names):
        numbers = (duty.tasks, duty.tasks.done, duty.tasks.open, duty.tasks.late, duty.tasks.near)
        body.append(
            (
                LEVELS[duty.level],
                "　" * duty.level + duty.title,
                *(str(len(part)) if part.of else NONE for part in numbers),
                open_titles([one.title for one in duty.tasks.open.of]) if duty.level == 4 else "",
            )
        )
    columns = (
        Column("层级", weight=16),
        Column("责任主体", weight=40),
        *(
            Column(head, numeric=True, weight=10)
            for head in ("任务", "已完成", "未完成", "逾期", "临期")
        ),
        Column("未完成的任务", weight=80),
    )
    return of.paper("党建工作责任链", (Table(columns, body, size="compact"),))


def open_titles(titles: Sequence[str], most: int = 6) -> str:
    """The names of tasks, the first few of many."""
    said = "、".join(titles[:most])
    return f"{said}等 {len(titles)} 项" if len(titles) > most else said


def standing_said(of: TaskFigures) -> str:
    """共 12 项，已完成 5 项，未完成 7 项，其中逾期 2 项、临近到期 1 项；督查发现问题 3 个，未整改 1 个。"""
    said = (
        f"{of.year}年党建任务共 {of.all.count} 项，已完成 {of.done.count} 项，"
        f"未完成 {of.open.count} 项"
    )
    late = [
        f"{word} {part.count} 项"
        for word, part in (("逾期", of.late), ("临近到期", of.near))
        if part.count
    ]
    if late:
        said += f"，其中{'、'.join(late)}"
    found = sum(one.problems for one in of.stand.of)
    if found:
        still = sum(one.problems_open for one in of.stand.of)
        said += f"；督查发现问题 {found} 个，" + (f"未整改 {still} 个" if still else "都已整改")
    return said + "。"


def task_lines(source: Source, conn: Reader) -> list[str]:
    """The tasks in the sentences of the monthly summary; none where there are no tasks."""
    as_of = min(source.period.last, source.today)
    of = task_figures(conn, source.names, source.period.last.year, as_of)
    if not of.all.count:
        return []
    said = [standing_said(of)]
    due = sum(one.periods_due for one in of.stand.of)
    if due:
        late = sum(one.periods_late for one in of.stand.of)
        said.append(
            f"按周期开展的任务到期 {due} 期，" + (f"欠 {late} 期。" if late else "都已完成。")
        )
    if of.late.count:
        said.append(f"逾期任务：{open_titles([one.title for one in of.stand.late.of])}。")
    return said


def weight_text(hundredths: int | None) -> str:
    """7.5, nothing where nothing is given."""
    return "" if hundredths is None else points_words(hundredths)


def text_of(row: Row, key: str) -> str:
    """A stored text."""
    return str(row[key] or "")


def day_of(row: Row, key: str) -> str:
    """A stored day as 2026.7.8."""
    value = row[key]
    return day_dotted(date.fromisoformat(str(value)[:10])) if value is not None else ""
