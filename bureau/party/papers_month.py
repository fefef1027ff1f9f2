"""党建与队伍: what the bureau's monthly report says of party-building."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bureau.party.figures import PartyFigures, party_figures
from bureau.party.matrix import Line, lines_of
from bureau.party.papers_tasks import task_lines
from bureau.party.wording import dues_words, held_words, kept_words, link_words, study_words
from bureau.reports.change import percent, ratio
from bureau.reports.paper import Block, Column, Table
from bureau.reports.sentences import paragraphs

if TYPE_CHECKING:
    from bureau.party.paper_source import Source
    from bureau.storage.connection import Reader

BRANCHES: Final = (
    Column("党支部", weight=34),
    Column("到期应开（次）", numeric=True, weight=18),
    Column("已开（次）", numeric=True, weight=18),
    Column("欠（次）", numeric=True, weight=14),
    Column("达标率", numeric=True, weight=16),
)


def monthly_section(source: Source, conn: Reader) -> list[Block]:
    """Below its heading; nothing where the bureau keeps neither branches nor tasks here."""
    of = party_figures(conn, source.names, source.period, source.today)
    lines = lines_of(of.requirements)
    texts = [
        *task_lines(source, conn),
        held_words(of.life),
        kept_words(lines, of.as_of),
        link_words(of.life),
        study_words(of.life),
        dues_words(of.life.dues),
    ]
    table = branch_table(of, lines)
    return [*paragraphs(texts), *([table] if table is not None else [])]


def branch_table(of: PartyFigures, lines: tuple[Line, ...]) -> Table | None:
    """How each branch kept the rules since January; None while nothing is due."""
    branches = dict.fromkeys(line.branch_title for line in lines)
    rows = []
    for branch in branches:
        own = [line for line in lines if line.branch_title == branch]
        if any(line.required for line in own):
            rows.append(branch_row(branch, own))
    if not rows:
        return None
    return Table(
        BRANCHES,
        rows,
        (branch_row("合计", lines),) if len(rows) > 1 else (),
        caption=f"{of.year}年组织生活频次落实情况",
        note="同一周期里多开的不重复计算；没有结束的周期不算。",
        size="compact",
    )


def branch_row(title: str, lines: list[Line] | tuple[Line, ...]) -> tuple[str, ...]:
    """One line of sums."""
    required, held = (sum(getattr(line, key) for line in lines) for key in ("required", "held"))
    return title, str(required), str(held), str(required - held), percent(ratio(held, required))
