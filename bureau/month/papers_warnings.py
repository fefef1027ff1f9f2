"""月结核对单: the warnings of a period on paper, department by department, with room for who settles them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bureau.calendar.words import said_with_end
from bureau.month.books import open_books
from bureau.month.warnings import warnings_of
from bureau.reports.chapters import numbered_chapters
from bureau.reports.paper import Block, Column, Paper, Paragraph, Table
from bureau.reports.sentences import title_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bureau.desk import Desk
    from bureau.month.papers import Asked
    from bureau.month.warnings import Concern

NAME: Final = "月结核对单"
GRAVE: Final = {"danger": "须处理", "warning": "请核对", "neutral": "提示"}
COLUMNS: Final = (
    Column("序号", align="center", weight=7),
    Column("事项", weight=30),
    Column("说明", weight=44),
    Column("程度", align="center", weight=14),
    Column("处理情况", weight=20),
)
NOTHING: Final = "没有发现须处理的事项。"


def month_warnings(desk: Desk, asked: Asked) -> Paper:
    """The warnings of a period."""
    period = asked.named_period
    with open_books(desk, period) as books:
        found, head = warnings_of(books), books.head
    departments = dict.fromkeys(one.department for one in found)
    chapters: list[tuple[str, list[Block]]] = [
        (name, [table_of([one for one in found if one.department == name])]) for name in departments
    ]
    grave = sum(1 for one in found if one.matter.tone == "danger")
    lead = f"共{len(found)}项，其中须处理{grave}项。" if found else NOTHING
    return Paper(
        title=title_of(head, f"{period.title}{NAME}"),
        blocks=(Paragraph(lead, "lead"), *numbered_chapters(chapters), head.signatures),
        organisation=head.bureau,
        period=said_with_end(period, desk.today()),
        author=head.bureau,
        subject=f"{period.title}{NAME}",
        keywords=("月结核对", period.title),
        made_at=head.made_at,
    )


def table_of(concerns: Sequence[Concern]) -> Table:
    """One department's."""
    return Table(
        COLUMNS,
        tuple(
            (str(number), one.matter.words, one.matter.hint, GRAVE[one.matter.tone], "")
            for number, one in enumerate(concerns, 1)
        ),
    )
