"""个人任务清单: for each person in charge a page of the tasks, how they stand, and room to sign."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

from bureau.calendar.periods import Period
from bureau.errors import UserError
from bureau.party.figures_task_facts import LIGHT_SIGNS, Tasks, by_words
from bureau.party.ledgers import TASKS
from bureau.party.paper_source import Source
from bureau.party.papers_tasks import NOTHING, Printed, weight_text
from bureau.reports.amounts import day_dotted, day_text
from bureau.reports.paper import Block, Column, Masthead, Paper, Paragraph, Signatures, Table
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.storage.connection import Reader

TITLE: Final = "党建工作个人任务清单"
COLUMNS: Final = (
    Column("序号", align="center", weight=8),
    Column("五型", align="center", weight=9),
    Column("任务和措施", weight=46),
    Column("责任股室", weight=15),
    Column("完成时限", weight=20),
    Column("下一节点", align="center", weight=20),
    Column("权重", numeric=True, weight=8),
    Column("进展", weight=18),
)


def duty_paper(source: Source, conn: Reader) -> Paper:
    """A page for everybody who is in charge of a task of the year."""
    of = Printed.read(source, conn)
    by_person = by_words((one, one.persons) for one in of.of.stand.of)
    pages = [person_page(of, person, tasks) for person, tasks in by_person.items()]
    if not pages:
        said = "任务清单里还没有填责任人。" if of.of.stand.of else NOTHING
        pages = [[Masthead(TITLE, source.head.bureau), Paragraph(said)]]
    return source.paper(TITLE, f"{of.of.year}年", pages)


def duty_sheets(desk: Desk, records: Collection[int]) -> Paper:
    """The pages of those who are in charge of these tasks, with these tasks alone.

    Raises UserError when nobody is.
    """
    today, wanted = desk.today(), set(records)
    with desk.store.snapshot() as conn:
        found = rows.page(conn, TASKS, dict.fromkeys(records), today=today)
        years = dict.fromkeys(year_of(row, today) for row in found)
        pages: list[list[Block]] = []
        for year in years:
            source = Source.of(desk, conn, Period.year(year))
            of = Printed.read(source, conn)
            chosen = Tasks(tuple(one for one in of.of.stand.of if one.id in wanted))
            by_person = by_words((one, one.persons) for one in chosen.of)
            pages += [person_page(of, person, tasks) for person, tasks in by_person.items()]
    if not pages:
        raise UserError("选中的任务没有填责任人（或已经取消），没有可以打印的个人任务清单。")
    return source.paper(TITLE, "、".join(f"{year}年" for year in years), pages)


def year_of(row: Mapping[str, object], today: date) -> int:
    """The year that a task belongs to."""
    if isinstance(row["year"], int):
        return row["year"]
    due = row["due_on"]
    return int(str(due)[:4]) if due is not None else today.year


def person_page(of: Printed, person: str, tasks: Tasks) -> list[Block]:
    """One person's tasks, open ones first."""
    body = []
    for number, one in enumerate((*tasks.open.of, *tasks.done.of), 1):
        measures = of.shown(one, "measures")
        light = LIGHT_SIGNS.get(one.light or 0, "")
        body.append(
            (
                str(number),
                of.shown(one, "theme"),
                f"{one.title}\n{measures}" if measures else one.title,
                of.shown(one, "unit"),
                of.limit(one),
                "" if one.done else day_dotted(one.next_due),
                weight_text(one.weight),
                f"{of.progress(one)}\n{light}".strip(),
            )
        )
    said = (
        f"责任人：{person}　　截至{day_text(of.as_of)}：任务 {len(tasks)} 项，"
        f"已完成 {len(tasks.done)} 项，未完成 {len(tasks.open)} 项，逾期 {len(tasks.late)} 项。"
    )
    return [
        Masthead(TITLE, of.source.head.bureau, f"{of.of.year}年"),
        Paragraph(said, "note"),
        Table(COLUMNS, body, size="compact"),
        Signatures(("责任人签字", "分管领导签字", "日期")),
    ]
